"""A few records whose figures a test can work out: Iraq as one reads of it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from schemas import (
    Correction,
    Count,
    CountryCounters,
    EventType,
    Evidence,
    Figure,
    Incident,
    IncidentMember,
    Place,
    ReportedFigure,
)
from streams.counters import counters_at
from streams.topics import COUNTERS, EVENTS
from streams.web.write import Record
from tests.support.view import of_correction, of_incident

NOW: Final = datetime(2023, 11, 22, 6, 41, tzinfo=UTC)
STAMP: Final = int(NOW.timestamp() * 1000)
SEVERAL: Final = Count(low=2, best=3, high=None, vague=True)


def member(name: str, hours: float, sentence: str, **given: Any) -> IncidentMember:  # noqa: ANN401 - a model's fields
    """Return the report of an article that came so many hours before NOW."""
    reported_at = NOW - timedelta(hours=hours)
    defaults: dict[str, Any] = {
        "event_id": f"{name}#1",
        "article_id": name,
        "version": f"{reported_at:%Y-%m-%dT%H:%M:%S.%fZ}/0",
        "reported_at": reported_at,
        "source": "Tigris Post",
        "title": f"Title of {name}",
        "url": f"https://news.example/{name}",
        "injured": None,
        "killed": None,
        "evidence": (Evidence(sentence=sentence, start=0, end=len(sentence)),),
        "evidence_total": 1,
    }
    return IncidentMember(**{**defaults, **given})


def incident(*reports: IncidentMember, hours: float = 30, **given: Any) -> Incident:  # noqa: ANN401 - a model's fields
    """Return the incident of these reports, so many hours before NOW."""
    stated = [report.injured for report in reports if report.injured is not None]
    dead = [report.killed for report in reports if report.killed is not None]
    defaults: dict[str, Any] = {
        "incident_id": reports[0].event_id,
        "country": "IRQ",
        "event_type": EventType.AIR_DRONE_STRIKE,
        "place": Place(name="Qasr Amij", latitude=33.4, longitude=42.4, geo_precision=1),
        "occurred_at": NOW - timedelta(hours=hours),
        "time_precision": 1,
        "attacker": "Red Valley Front",
        "target": "army convoy",
        "weapon": "drone",
        "injured": stated[-1] if stated else None,
        "killed": dead[-1] if dead else None,
        "reports": reports,
    }
    return Incident(**{**defaults, **given})


FIRST: Final = member("first", 28, "Several soldiers were hurt when a drone hit the camp.", injured=SEVERAL)
SECOND: Final = member("second", 4, "Medics treated eight soldiers after the strike.", injured=Count.exactly(8))
SILENT: Final = member("silent", 20, "A drone struck the camp on Monday.")

CORRECTED: Final = incident(FIRST, SILENT, SECOND)
GRENADE: Final = incident(
    member("grenade", 50, "A grenade killed two guards.", killed=Count.exactly(2)),
    hours=60,
    event_type=EventType.GRENADE,
    place=Place(name="Kirkuk", latitude=35.5, longitude=44.4, geo_precision=2),
)
UNSTATED: Final = incident(member("chad", 10, "Gunmen attacked a village."), hours=12, country="TCD", place=None)
OLD: Final = incident(member("old", 900, "A bomb went off."), hours=24 * 20, country="MLI", place=None)

CORRECTION: Final = Correction(
    correction_id="correction-1",
    country="IRQ",
    incident_id=CORRECTED.incident_id,
    figure=Figure.INJURED,
    old=SEVERAL,
    new=Count.exactly(8),
    occurred_at=CORRECTED.occurred_at,
    article_id=SECOND.article_id,
    event_id=SECOND.event_id,
    version=SECOND.version,
    reported_at=SECOND.reported_at,
)
PENTAGON: Final = ReportedFigure(
    since=(NOW - timedelta(days=36)).date(),
    as_of=(NOW - timedelta(days=1)).date(),
    attacks=Count.exactly(32),
    injured=None,
    killed=None,
    source="The Ministry",
    article_id="total",
    event_id="total#1",
    scope="attacks on convoys",
    evidence="Convoys were attacked 32 times, the ministry said.",
)


def iraq() -> Iterator[Record]:
    """Give all of the above as the topics have them."""
    incidents = (CORRECTED, GRENADE, UNSTATED, OLD)
    for one in incidents:
        yield of_incident(one, STAMP)
        for report in one.reports:
            yield Record(EVENTS, b"", b'{"article_id":"%s"}' % report.article_id.encode(), STAMP)
    for counters in counters_at(incidents, {"IRQ": (PENTAGON,)}, NOW):
        yield of_counters(counters)
    yield of_correction(CORRECTION, STAMP)


def of_counters(counters: CountryCounters) -> Record:
    """Return a country's counters as a record."""
    return Record(COUNTERS, counters.country.encode(), counters.model_dump_json().encode(), STAMP)
