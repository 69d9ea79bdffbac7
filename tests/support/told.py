"""Records that a test spells out: one incident, its reports, a correction; NOW and HOUR are their times."""

from datetime import datetime, timedelta
from typing import Any, Final

from schemas import Correction, Count, EventType, Figure, Incident, IncidentMember, Place
from tests.support.view import NOW

HOUR: Final = timedelta(hours=1)


def report(number: int, injured: Count | None, **given: Any) -> IncidentMember:  # noqa: ANN401 - fields of a record
    said = {"evidence": (), "killed": None, "url": None, "title": None, "source": f"Paper {number}", **given}
    return IncidentMember(
        event_id=f"article-{number}#1",
        article_id=f"article-{number}",
        version=f"v{number}",
        reported_at=NOW - (9 - number) * HOUR,
        injured=injured,
        evidence_total=len(said["evidence"]),
        **said,
    )


def place(name: str) -> Place:
    return Place(name=name, latitude=33.0, longitude=44.0, geo_precision=1)


def incident(name: str = "one", **given: Any) -> Incident:  # noqa: ANN401 - fields of a record
    said: dict[str, Any] = {
        "country": "IRQ",
        "event_type": EventType.ATTACK,
        "place": place("Old Bridge"),
        "occurred_at": NOW - 2 * HOUR,
        "time_precision": 1,
        "attacker": None,
        "target": None,
        "weapon": None,
        "injured": None,
        "killed": None,
        "reports": (report(1, None),),
    }
    return Incident(incident_id=name, **{**said, **given})


def correction(number: int, reported_at: datetime) -> Correction:
    return Correction(
        correction_id=f"c{number}",
        country="IRQ",
        incident_id="one",
        figure=Figure.INJURED,
        old=None,
        new=Count.exactly(number),
        occurred_at=NOW - 2 * HOUR,
        article_id="article-1",
        event_id="article-1#1",
        version="v1",
        reported_at=reported_at,
    )
