from typing import Any

import pytest
from hypothesis import given

from schemas import Count, EventType, IncidentReport, Place
from streams.incidents.cluster import LINK
from streams.incidents.index import keys
from streams.incidents.relation import CERTAIN, WEIGHTS, evidence, score
from tests.unit.incidents.made import ERBIL, made, reports, seen

RAFAH = Place(name="Rafah", latitude=31.287, longitude=34.252, geo_precision=1)
KHAN_YUNIS = Place(name="Khan Yunis", latitude=31.346, longitude=34.303, geo_precision=1)
KHAN_YOUNIS = Place(name="Khan Younis", geo_precision=1)
STRIP = Place(name="Gaza Strip", latitude=31.4, longitude=34.35, geo_precision=2)
GAZA: dict[str, Any] = {
    "country": "PSE",
    "event_type": EventType.AIR_DRONE_STRIKE,
    "place": RAFAH,
    "attacker": "Israeli forces",
}
MILITIA: dict[str, Any] = {"attacker": "Iran-backed militia", "target": "US forces"}

ONE = {
    "two papers, nothing but place, day and type": (made("a"), made("b", hours=3)),
    "the place is spelt otherwise": (
        made("a", **GAZA | {"place": KHAN_YUNIS}),
        made("b", **GAZA | {"place": KHAN_YOUNIS}),
    ),
    "the toll has grown": (made("a", killed=4), made("b", killed=12)),
    "the toll is a bound": (made("a", killed=Count(low=12, best=12, high=None)), made("b", killed=15)),
    "several, then a number": (made("a", injured=Count(low=2, best=3, high=None, vague=True)), made("b", injured=5)),
    "last night, and on Tuesday": (made("a", hours=10), made("b", hours=24)),
    "the next day by mistake, with the same large toll": (
        made("a", killed=80, injured=240),
        made("b", hours=24, killed=89, injured=277),
    ),
    "the injured of the first hours": (made("a", killed=3, injured=9), made("b", killed=4, injured=50)),
    "one text gives no date": (made("a"), made("b", hours=30, time_precision=2)),
    "an attack, and what kind": (made("a"), made("b", event_type=EventType.ATTACK)),
    "air strike or missile, the same attacker": (
        made("a", **GAZA),
        made("b", **GAZA | {"event_type": EventType.SHELLING}),
    ),
    "no place, but the same telling figure and attacker": (
        made("a", killed=7, **MILITIA),
        made("b", killed=7, **MILITIA | {"place": None}),
    ),
    "only the strip is named, with the same figure": (
        made("a", killed=21, **GAZA),
        made("b", killed=21, **GAZA | {"place": STRIP}),
    ),
}

TWO = {
    "one article": (made("a"), made("a", event_id="a#2")),
    "the next day, each date known": (made("a"), made("b", hours=24)),
    "the next day, the same attacker, five dead each": (
        made("a", killed=5, **GAZA),
        made("b", hours=24, killed=5, **GAZA),
    ),
    "two days later, the same toll": (made("a", killed=80, injured=240), made("b", hours=48, killed=80, injured=240)),
    "another town": (made("a"), made("b", place=ERBIL)),
    "the next town of the strip": (made("a", killed=2, **GAZA), made("b", killed=2, **GAZA | {"place": KHAN_YUNIS})),
    "the same town, another order of dead": (made("a", killed=5, **GAZA), made("b", killed=60, **GAZA)),
    "the retaliation": (
        made("a", **MILITIA),
        made("b", attacker="US", target="Iran-backed militia", event_type=EventType.AIR_DRONE_STRIKE),
    ),
    "no place and no figure": (made("a", **MILITIA), made("b", **MILITIA | {"place": None})),
    "no place, one dead each": (made("a", killed=1, **MILITIA), made("b", killed=1, **MILITIA | {"place": None})),
    "an abduction and a shelling": (made("a"), made("b", event_type=EventType.ABDUCTION)),
    "a week later, dates unknown": (made("a", time_precision=2), made("b", hours=150, time_precision=2)),
}


@pytest.mark.parametrize(("left", "right"), ONE.values(), ids=ONE)
def test_one_attack(left: IncidentReport, right: IncidentReport) -> None:
    assert score(seen(left), seen(right)) >= LINK, evidence(seen(left), seen(right))


@pytest.mark.parametrize(("left", "right"), TWO.values(), ids=TWO)
def test_two_attacks(left: IncidentReport, right: IncidentReport) -> None:
    assert score(seen(left), seen(right)) < LINK, evidence(seen(left), seen(right))


@given(reports(), reports())
def test_the_score_is_symmetric_and_bounded(left: IncidentReport, right: IncidentReport) -> None:
    one, two = seen(left), seen(right)
    assert score(one, two) == score(two, one)
    assert 0 <= score(one, two) <= CERTAIN


@given(reports(), reports())
def test_reports_that_are_one_attack_share_a_key_of_the_index(left: IncidentReport, right: IncidentReport) -> None:
    one, two = seen(left), seen(right)
    if score(one, two) >= LINK:
        assert set(keys(one)) & set(keys(two)), evidence(one, two)


@given(reports(), reports())
def test_every_weight_that_is_used_is_in_the_table(left: IncidentReport, right: IncidentReport) -> None:
    assert set(evidence(seen(left), seen(right))) <= WEIGHTS.keys()
