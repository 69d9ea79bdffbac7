"""Pairs of reports that are surely one attack, or surely two: judged by hand, learnt from, and held to by the tests."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from schemas import Count, EventType, IncidentReport, Place

NOON: Final = datetime(2023, 11, 1, 12, tzinfo=UTC)
KIRKUK: Final = Place(name="Kirkuk", latitude=35.468, longitude=44.392, geo_precision=1)
ERBIL: Final = Place(name="Erbil", latitude=36.191, longitude=44.009, geo_precision=1)


def made(article: str, *, reported: float = 10, hours: float = 0, **said: Any) -> IncidentReport:  # noqa: ANN401 - any field
    """Return a report: shelling in Kirkuk at noon of 1 November 2023, and what is said otherwise.

    Units: `hours` is when it happened, `reported` when the article says so, both from that noon.
    """
    for figure in ("injured", "killed"):
        if isinstance(said.get(figure), int):
            said[figure] = Count.exactly(said[figure])
    known: dict[str, Any] = {
        "event_id": f"{article}#1",
        "article_id": article,
        "version": "2023-11-01T22:00:00.000000Z/0",
        "reported_at": NOON + timedelta(hours=reported),
        "event_type": EventType.SHELLING,
        "country": "IRQ",
        "place": KIRKUK,
        "occurred_at": NOON + timedelta(hours=hours),
        "time_precision": 1,
        "attacker": None,
        "target": None,
        "weapon": None,
        "injured": None,
        "killed": None,
        "evidence": (),
        "confidence": 0.9,
    }
    return IncidentReport(**known | said)


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

# Names that every report of one war gives, whatever it is about, and those of one attack.
WAR: Final = ("rafah", "khan", "yunis", "gaza", "strip", "hamas", "israeli")
VICTIMS: Final = ("hamdan", "tariq", "zuhair", "barakat")

ONE: Final[dict[str, tuple[IncidentReport, IncidentReport]]] = {
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
    "a day later by one paper's date, but the same dead by name": (
        made("a", **GAZA, terms=(*VICTIMS, *WAR)),
        made("b", hours=24, **GAZA, terms=(*VICTIMS, *WAR)),
    ),
    "only the country is named, but the same dead by name": (
        made("a", killed=4, terms=VICTIMS),
        made("b", killed=4, place=None, event_type=EventType.ATTACK, terms=(*VICTIMS, "oil")),
    ),
    "the arrest two weeks later, without a date": (
        made("a", killed=2, terms=("hamdan", "tariq", "kirkuk", "34", "domiz")),
        made("b", hours=340, killed=2, time_precision=2, terms=("hamdan", "tariq", "kirkuk", "34")),
    ),
    "the trial a month later, with the day of the attack": (
        made("a", killed=2, terms=("hamdan", "tariq", "kirkuk")),
        made("b", hours=700, time_precision=2, terms=("hamdan", "tariq", "2023-11-01")),
    ),
}

TWO: Final[dict[str, tuple[IncidentReport, IncidentReport]]] = {
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
    "no place, the same weapon": (
        made("a", weapon="rockets", **MILITIA),
        made("b", weapon="rockets", **MILITIA | {"place": None}),
    ),
    "no place, one dead each": (made("a", killed=1, **MILITIA), made("b", killed=1, **MILITIA | {"place": None})),
    "an abduction and a shelling": (made("a"), made("b", event_type=EventType.ABDUCTION)),
    "a week later, dates unknown": (made("a", time_precision=2), made("b", hours=150, time_precision=2)),
    "the same quarter five days later": (
        made("a", killed=6, **GAZA, terms=WAR),
        made("b", hours=120, killed=7, **GAZA, terms=WAR),
    ),
    "the same quarter five days later, in a text that recalls the first day": (
        made("a", killed=6, **GAZA, terms=WAR),
        made("b", hours=120, killed=7, **GAZA, terms=(*WAR, "2023-11-01")),
    ),
    "the same spokesman a week later, who recalls the first day": (
        made("a", **GAZA, terms=("qidra", "ashraf", *WAR)),
        made("b", hours=168, **GAZA, terms=("qidra", "ashraf", *WAR, "2023-11-01")),
    ),
    "two attacks on one town, both recalling a third": (
        made("a", killed=2, **MILITIA, terms=("domiz", "barzani", "2023-10-17")),
        made("b", hours=96, killed=3, **MILITIA, terms=("domiz", "barzani", "2023-10-17")),
    ),
    "another town of the same war on the same day": (
        made("a", **GAZA, terms=WAR),
        made("b", **GAZA | {"place": KHAN_YUNIS}, terms=("khan", "yunis", "gaza", "strip", "hamas", "israeli")),
    ),
    "the same spokesman a week later": (
        made("a", **GAZA, terms=("qidra", "ashraf", *WAR)),
        made("b", hours=168, **GAZA, terms=("qidra", "ashraf", *WAR)),
    ),
    "two bombs of one day, the dead of each by name": (
        made("a", killed=1, place=None, event_type=EventType.REMOTE_EXPLOSIVE, terms=VICTIMS[:2]),
        made("b", killed=1, place=None, event_type=EventType.REMOTE_EXPLOSIVE, terms=VICTIMS[2:]),
    ),
}
