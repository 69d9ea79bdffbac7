import pytest
from hypothesis import given, settings

from schemas import IncidentReport
from seeds.training.cases import ONE, TWO
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


@given(reports(), reports())
@settings(deadline=None)
def test_every_weight_that_is_used_is_in_the_table(left: IncidentReport, right: IncidentReport) -> None:
    assert set(evidence(seen(left), seen(right))) <= shipped().of.keys()
