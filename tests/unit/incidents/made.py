"""Reports made for tests: one attack in Kirkuk at noon of 1 November 2023, and whatever differs from it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import orjson
from hypothesis import strategies as st

from schemas import Count, EventType, Evidence, Incident, IncidentReport, Place, ReportedTotal, Retraction
from seeds.training import cases
from seeds.training.cases import ERBIL, KIRKUK, NOON
from streams.incidents import Report, incident_of

__all__ = [
    "ERBIL",
    "KIRKUK",
    "NOON",
    "counts",
    "joined",
    "made",
    "reports",
    "retraction",
    "row",
    "seen",
    "total",
    "version",
]


def version(hours: float, digest: str = "0") -> str:
    return f"{NOON + timedelta(hours=hours):%Y-%m-%dT%H:%M:%S.%fZ}/{digest}"


def made(article: str, *, reported: float = 10, hours: float = 0, **said: Any) -> IncidentReport:  # noqa: ANN401 - any field
    """Return a report of an article; `hours` is when it happened, `reported` when the article says so, from NOON."""
    evidence = (Evidence(sentence="Rockets fell on the base.", start=0, end=25),)
    known: dict[str, Any] = {"version": version(reported), "evidence": evidence}
    return cases.made(article, reported=reported, hours=hours, **known | said)


def total(article: str, *, reported: float = 10, **said: Any) -> ReportedTotal:  # noqa: ANN401 - any field
    """Return a reported total of an article, for the record of one country."""
    known: dict[str, Any] = {
        "event_id": f"{article}#t@IRQ",
        "article_id": article,
        "version": version(reported),
        "reported_at": NOON + timedelta(hours=reported),
        "country": "IRQ",
        "since": None,
        "as_of": NOON.date(),
        "attacks": None,
        "injured": None,
        "killed": None,
        "evidence": (),
        "confidence": 0.8,
    }
    return ReportedTotal(**known | said)


def retraction(of: IncidentReport | ReportedTotal, reported: float) -> Retraction:
    return Retraction(
        event_id=of.event_id,
        article_id=of.article_id,
        version=version(reported),
        reported_at=NOON + timedelta(hours=reported),
        country=of.country,
    )


def seen(event: IncidentReport) -> Report:
    return Report.of(event)


def joined(events: Sequence[IncidentReport]) -> Incident:
    """Return the incident that reports make, by way of its record."""
    return Incident.model_validate_json(orjson.dumps(incident_of([row(event) for event in events], "IRQ")))


def row(event: IncidentReport) -> dict[str, Any]:
    said: dict[str, Any] = orjson.loads(event.model_dump_json())
    return said


PLACES = (
    None,
    KIRKUK,
    ERBIL,
    Place(name="Kirkuk Airbase", latitude=35.48, longitude=44.36, geo_precision=1),
    Place(name="Kirkuk Governorate", latitude=35.4, longitude=44.3, geo_precision=2),
    Place(name="Daquq", geo_precision=1),
    Place(name="Iraq", latitude=33.0, longitude=44.0, geo_precision=3),
)

TYPES = (EventType.SHELLING, EventType.AIR_DRONE_STRIKE, EventType.ATTACK, EventType.ABDUCTION)


NAMES = (
    (),
    (),
    ("hamdan", "tariq"),
    ("tariq", "hamdan", "tariq"),
    ("hamdan", "zuhair", "34"),
    ("iraq", "tariq", "34", "900 block"),
    ("iraq",),
)


@st.composite
def counts(draw: st.DrawFn) -> Count | None:
    best = draw(st.sampled_from((None, 0, 1, 2, 3, 4, 10, 11, 40)))
    if best is None:
        return None
    low = draw(st.sampled_from((None, 0, best)))
    high = draw(st.sampled_from((None, best, best + 5)))
    return Count(low=low, best=best, high=high, vague=draw(st.booleans()))


@st.composite
def reports(draw: st.DrawFn, articles: int = 8) -> IncidentReport:
    """Draw a report; many of them are alike, some are of one article, in one of two countries."""
    article = f"a{draw(st.integers(0, articles - 1))}"
    ordinal, reported = draw(st.integers(0, 1)), draw(st.integers(0, 3))
    return made(
        article,
        reported=reported,
        hours=draw(st.sampled_from((0, 0, 0, 2, 10, 14, 24, 60, 400))),
        event_id=f"{article}#{ordinal}",
        version=version(reported, str(draw(st.integers(0, 1)))),
        country=draw(st.sampled_from(("IRQ", "IRQ", "IRQ", "SYR"))),
        event_type=draw(st.sampled_from(TYPES)),
        place=draw(st.sampled_from(PLACES)),
        time_precision=draw(st.sampled_from((1, 1, 2, 3))),
        attacker=draw(st.sampled_from((None, "Kataib Hezbollah", "U.S. forces", "gunmen"))),
        target=draw(st.sampled_from((None, "American troops", "Hezbollah brigades"))),
        weapon=draw(st.sampled_from((None, "rockets"))),
        injured=draw(counts()),
        killed=draw(counts()),
        published_at=draw(st.sampled_from((None, NOON - timedelta(hours=1), NOON + timedelta(hours=2)))),
        terms=draw(st.sampled_from(NAMES)),
        kind=draw(st.sampled_from(("incident", "incident", "incident", "background"))),
    )
