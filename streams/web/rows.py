"""Records of the topics as rows of the view's tables. Pure."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from schemas import Correction, CountryCounters, Incident
from streams.counters import hour_of
from streams.counters.tally import tally_of
from streams.counters.windows import EPOCH, day_start
from streams.web.schema import FIGURES

MICROSECOND: Final = 1_000_000
CONTROLS: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")  # they would pass for our marks of a match
INCIDENT_COLUMNS: Final = (
    f"incident_id, country, occurred, hour, event_type, {FIGURES}, place, latitude, longitude, geo_precision, reports"
)


def microseconds(moment: datetime) -> int:
    """Return whole microseconds since 1970-01-01T00Z."""
    since = moment - EPOCH
    return (since.days * 86_400 + since.seconds) * MICROSECOND + since.microseconds


def incident_row(incident: Incident) -> tuple[Any, ...]:
    """Return the values of INCIDENT_COLUMNS."""
    place = incident.place
    return (
        incident.incident_id,
        incident.country,
        microseconds(incident.occurred_at),
        hour_of(incident.occurred_at),
        incident.event_type.value,
        *tally_of(incident.injured, incident.killed)[1:],
        place.name if place else None,
        place.latitude if place else None,
        place.longitude if place else None,
        place.geo_precision if place else None,
        incident.told,
    )


def actors_of(incident: Incident) -> set[str]:
    """Return who attacked and who was attacked, as far as stated."""
    return {actor for actor in (incident.attacker, incident.target) if actor}


def words_row(incident: Incident) -> tuple[str, str, str, str]:
    """Return what can be searched: place, actors, weapon, sentences. Repeated sentences are kept once."""
    sentences = [evidence.sentence for report in reversed(incident.reports) for evidence in report.evidence]
    return (
        _clean([incident.place.name] if incident.place else []),
        _clean(filter(None, (incident.attacker, incident.target, incident.claimed_by))),
        _clean([incident.weapon] if incident.weapon else []),
        _clean(dict.fromkeys(sentences)),
    )


def correction_row(correction: Correction, value: bytes, written_ms: int) -> tuple[Any, ...]:
    """Return the values of the table `corrections` after its number."""
    return (
        correction.correction_id,
        correction.country,
        microseconds(correction.reported_at),
        written_ms * 1000,
        value,
    )


def newest_hour(counters: CountryCounters) -> int | None:
    """Return the hour of a country's newest reported total, as the event clock has it."""
    return max((hour_of(day_start(figure.as_of)) for figure in counters.reported), default=None)


def _clean(texts: Iterable[str]) -> str:
    return CONTROLS.sub(" ", "\n".join(texts))
