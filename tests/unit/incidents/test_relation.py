import pytest
from hypothesis import given, settings

from schemas import IncidentReport
from seeds.training.cases import ERBIL, ONE, TWO
from streams.incidents.cluster import LINK
from streams.incidents.index import keys
from streams.incidents.relation import CERTAIN, evidence, score
from streams.incidents.weights import shipped
from tests.unit.incidents.made import made, reports, seen


@pytest.mark.parametrize(("left", "right"), ONE.values(), ids=ONE)
def test_one_attack(left: IncidentReport, right: IncidentReport) -> None:
    assert score(seen(left), seen(right)) >= LINK, evidence(seen(left), seen(right))


@pytest.mark.parametrize(("left", "right"), TWO.values(), ids=TWO)
def test_two_attacks(left: IncidentReport, right: IncidentReport) -> None:
    assert score(seen(left), seen(right)) < LINK, evidence(seen(left), seen(right))


@given(reports(), reports())
@settings(deadline=None)
def test_the_score_is_symmetric_and_bounded(left: IncidentReport, right: IncidentReport) -> None:
    one, two = seen(left), seen(right)
    assert score(one, two) == score(two, one)
    assert 0 <= score(one, two) <= CERTAIN


@given(reports(), reports())
@settings(deadline=None)
def test_reports_that_are_one_attack_share_a_key_of_the_index(left: IncidentReport, right: IncidentReport) -> None:
    one, two = seen(left), seen(right)
    told = evidence(one, two)
    if score(one, two) >= LINK and "place open" not in told:
        assert set(keys(one)) & set(keys(two)), told


def test_names_that_two_reports_share_make_them_neighbours() -> None:
    one, two = made("a", place=None, terms=("hamdan", "iraq")), made("b", place=None, terms=("tariq", "hamdan"))
    assert set(keys(seen(one))) & set(keys(seen(two))) == {"hamdan"}


def test_beyond_what_the_dates_allow_only_names_make_a_pair() -> None:
    victims = ("hamdan", "tariq")
    one = seen(made("a", killed=80, terms=victims))
    assert not evidence(one, seen(made("b", killed=80, hours=300)))
    assert not evidence(one, seen(made("b", killed=80, hours=300, terms=victims[:1])))
    assert evidence(one, seen(made("b", killed=80, hours=300, terms=victims)))
    assert not evidence(one, seen(made("b", killed=80, hours=300, terms=victims)), {"tariq"})
    assert not evidence(one, seen(made("b", killed=80, hours=24 * 500, terms=victims)))


def test_busy_names_leave_the_others_what_they_weigh() -> None:
    one, two = seen(made("a", terms=("gaza", "tariq"))), seen(made("b", terms=("gaza", "tariq")))
    alone = seen(made("c", terms=("tariq",))), seen(made("d", terms=("tariq",)))
    assert evidence(one, two, {"gaza"}) == evidence(*alone)


TOLD = {
    "the week after, both days known": (made("a"), made("b", reported=180, hours=170), True),
    "the week after, one known to the week": (made("a"), made("b", reported=180, hours=170, time_precision=2), False),
    "of one day": (made("a"), made("b", reported=180, hours=12), False),
}


@pytest.mark.parametrize(("left", "right", "before"), TOLD.values(), ids=TOLD)
def test_nobody_tells_of_a_day_to_come(left: IncidentReport, right: IncidentReport, before: bool) -> None:  # noqa: FBT001 - a case
    names = ("hamdan", "tariq")
    one, two = (seen(report.model_copy(update={"terms": names})) for report in (left, right))
    assert ("told before" in evidence(one, two)) == before
    assert ("told before" in evidence(two, one)) == before


TOWNS = {
    "the other text names neither": ((), (), []),
    "one is named": (("kirkuk", "erbil"), ("erbil",), ["town named by one"]),
    "both are": (("kirkuk", "erbil"), ("erbil", "kirkuk"), ["town named by both"]),
}


@pytest.mark.parametrize(("left", "right", "said"), TOWNS.values(), ids=TOWNS)
def test_the_other_place_may_be_named_too(left: tuple[str, ...], right: tuple[str, ...], said: list[str]) -> None:
    kirkuk, erbil = seen(made("a", terms=left)), seen(made("b", place=ERBIL, terms=right))
    assert [one for one in evidence(kirkuk, erbil) if "town named" in one] == said
    assert not [one for one in evidence(kirkuk, erbil, {"kirkuk", "erbil"}) if "town named" in one]


@given(reports(), reports())
@settings(deadline=None)
def test_every_weight_that_is_used_is_in_the_table(left: IncidentReport, right: IncidentReport) -> None:
    assert set(evidence(seen(left), seen(right))) <= shipped().of.keys()
