from collections import deque
from collections.abc import Iterable, Iterator
from itertools import combinations
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import EventType, IncidentReport
from streams.incidents import Resolution, cluster, index
from streams.incidents.relation import surely_two
from tests.unit.incidents.made import ERBIL, KIRKUK, made, reports, seen


@pytest.fixture(scope="module", params=["as shipped", "bounds reached"], autouse=True)
def _bounds(request: pytest.FixtureRequest) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "bounds reached":
            patch.setattr(index, "NEIGHBOURS", 2)
            patch.setattr(index, "NAMESAKES", 1)
            patch.setattr(index, "BUSY_REPORTS", 4)
            patch.setattr(index, "BUSY_DAYS", 2)
            patch.setattr(cluster, "MAX_COMPONENT", 3)
        yield


def filled(events: Iterable[IncidentReport]) -> Resolution:
    """Return what a cold start makes of reports."""
    resolution = Resolution()
    ordered = sorted(map(seen, events), key=lambda report: (report.seconds, report.event_id))
    deque(resolution.fill(ordered), maxlen=0)
    return resolution


def same(left: Resolution, right: Resolution) -> None:
    """Assert that two resolutions hold the same, whatever way they took."""
    assert left.groups == right.groups
    assert left.incident_of == right.incident_of
    assert left.busy == right.busy
    assert left.reports.keys() == right.reports.keys()
    links, others = left._links, right._links  # noqa: SLF001 - what later reports are resolved with
    assert all(links.of(event_id) == others.of(event_id) for event_id in left.reports)
    assert keyed(left) == keyed(right)


def keyed(resolution: Resolution) -> dict[object, list[str]]:
    lists = resolution._index._lists  # noqa: SLF001 - the same
    return {key: [report.event_id for report in ranked] for key, ranked in lists.items()}


def batch(events: list[IncidentReport]) -> dict[str, tuple[str, ...]]:
    resolution = Resolution()
    for event in events:
        resolution.put(seen(event))
    resolution.resolve()
    return resolution.groups


STEPS = st.lists(st.tuples(st.sampled_from(("put", "put", "put", "remove", "resolve")), reports()), max_size=40)


@given(STEPS)
@settings(max_examples=80, deadline=None)
def test_any_path_ends_in_what_one_batch_gives(steps: list[tuple[str, IncidentReport]]) -> None:
    resolution = Resolution()
    known: dict[str, IncidentReport] = {}
    reported: dict[str, tuple[str, ...]] = {}
    for step, event in steps:
        if step == "put":
            resolution.put(seen(event))
            known[event.event_id] = event
        elif step == "remove":
            resolution.remove(event.event_id)
            known.pop(event.event_id, None)
        if step == "resolve":
            reported |= {change.incident: change.after for change in resolution.resolve()}
    reported |= {change.incident: change.after for change in resolution.resolve()}
    assert resolution.groups == batch(sorted(known.values(), key=lambda event: event.event_id))
    assert {incident: after for incident, after in reported.items() if after} == resolution.groups
    assert {event: group for group in resolution.groups for event in resolution.groups[group]} == resolution.incident_of
    same(resolution, filled(known.values()))


@given(st.lists(reports(), max_size=30, unique_by=lambda event: event.event_id), STEPS)
@settings(max_examples=60, deadline=None)
def test_it_goes_on_after_a_cold_start(held: list[IncidentReport], steps: list[tuple[str, IncidentReport]]) -> None:
    resolution = filled(held)
    known = {event.event_id: event for event in held}
    for step, event in steps:
        if step == "put":
            resolution.put(seen(event))
            known[event.event_id] = event
        elif step == "remove":
            resolution.remove(event.event_id)
            known.pop(event.event_id, None)
    resolution.resolve()
    same(resolution, filled(known.values()))


def crowd(random: Random) -> IncidentReport:
    """Return one of many reports that are much alike: few places, hours and figures, three events an article."""
    article = f"a{random.randrange(12)}"
    return made(
        article,
        event_id=f"{article}#{random.randrange(3)}",
        reported=random.randrange(20),
        hours=random.choice((0, 0, 6, 10, 12, 18)),
        place=random.choice((KIRKUK, KIRKUK, ERBIL, None)),
        event_type=random.choice((EventType.SHELLING, EventType.AIR_DRONE_STRIKE)),
        attacker=random.choice((None, "Daesh", "Daesh", "Ansar")),
        killed=random.choice((None, 0, 2, 5, 6, 14, 15)),
        terms=random.choice(((), ("hamdan",), ("hamdan", "tariq"), ("tariq", "zuhair", "34"), ("zuhair", "barakat"))),
    )


@pytest.mark.parametrize("seed", range(40))
def test_a_crowd_ends_in_what_one_batch_gives(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - test data
    resolution = Resolution()
    known: dict[str, IncidentReport] = {}
    for _ in range(120):
        event = crowd(random)
        if event.event_id in known and random.random() < 0.5:
            resolution.remove(event.event_id)
            del known[event.event_id]
        else:
            resolution.put(seen(event))
            known[event.event_id] = event
        if random.random() < 0.4:
            resolution.resolve()
    resolution.resolve()
    shuffled = sorted(known.values(), key=lambda _: random.random())
    assert resolution.groups == batch(shuffled)
    same(resolution, filled(known.values()))
    for members in resolution.groups.values():
        for one, two in combinations(map(resolution.reports.__getitem__, members), 2):
            assert one.article_id != two.article_id or not surely_two(one, two)


@given(st.lists(reports(articles=1), max_size=20))
@settings(max_examples=50, deadline=None)
def test_two_reports_of_one_article_alone_are_never_one(events: list[IncidentReport]) -> None:
    assert all(len(members) == 1 for members in batch(events).values())


def test_an_attack_that_one_text_tells_twice_counts_once_where_others_tell_it() -> None:
    once = [made(f"b{number}", killed=14, attacker="Daesh", event_type=EventType.ATTACK) for number in range(3)]
    twice = [
        made("a", event_id=f"a#{number}", reported=1, killed=14, attacker="Daesh", event_type=EventType.ATTACK)
        for number in range(2)
    ]
    assert list(map(len, batch(twice).values())) == [1, 1]
    assert list(map(len, batch([*once, *twice]).values())) == [5]


@pytest.mark.parametrize(
    "other",
    [{"event_type": EventType.AIR_DRONE_STRIKE}, {"attacker": "U.S. forces", "target": "Daesh"}],
    ids=["another type", "who was attacked strikes back"],
)
def test_two_attacks_of_one_text_stay_two_whatever_others_tell(other: dict[str, Any]) -> None:
    said: dict[str, Any] = {"killed": 14, "attacker": "Daesh", "target": "U.S. forces"}
    others = [made(f"b{number}", **said) for number in range(3)]
    both = [made("a", event_id="a#0", reported=1, **said), made("a", event_id="a#1", reported=1, **said | other)]
    members = batch([*others, *both])
    assert {len({"a#0", "a#1"} & set(group)) for group in members.values()} <= {0, 1}


def test_an_incident_has_the_id_of_its_oldest_report() -> None:
    events = [made("b", reported=3), made("c", reported=1), made("a", reported=1)]
    assert batch(events) == {"a#1": ("a#1", "c#1", "b#1")}


def test_a_hundred_reports_of_one_attack_are_one() -> None:
    events = [made(f"a{number}", killed=20, attacker="Daesh", place=KIRKUK) for number in range(100)]
    assert list(map(len, batch(events).values())) == [100]


def test_a_chain_of_days_is_not_one_attack() -> None:
    # noon, night, noon, night ...: each is near the next, none is near the one after
    events = [made(f"a{number}", hours=12 * number, reported=number) for number in range(20)]
    assert len(batch(events)) >= 10


def test_a_report_that_goes_splits_what_it_held_together() -> None:
    resolution = Resolution()
    for event in (
        made("a", reported=1, place=None, killed=12, attacker="Daesh", target="Turkmen"),
        made("b", reported=2, killed=12, attacker="Daesh", target="Turkmen"),
        made("c", reported=3, attacker="Daesh", target="Turkmen"),
    ):
        resolution.put(seen(event))
    resolution.resolve()
    whole = dict(resolution.groups)
    resolution.remove("b#1")
    changes = {change.incident: change.after for change in resolution.resolve()}
    assert whole == {"a#1": ("a#1", "b#1", "c#1")}
    assert changes == {"a#1": ("a#1",), "c#1": ("c#1",)}


def test_a_name_that_all_reports_give_tells_none_of_them_from_another() -> None:
    towns = [f"Daquq{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]
    war = ("kurdistan", "peshmerga", "barzani")

    def strikes(number: int) -> list[IncidentReport]:
        return [
            made(f"a{day}-{town}", hours=24 * day, place=None, attacker=town, terms=war)
            for day in range(number)
            for town in towns[:2]
        ]

    few, many = batch(strikes(1)), batch(strikes(40))
    assert len(few) == 1
    assert len(many) == 80
