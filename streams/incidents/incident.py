"""The record of an incident: whose figure wins, which report gives place and date."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final, TypeVar

from schemas import EventType, Evidence, Incident, IncidentMember, IncidentReport, Place

MAX_EVIDENCE: Final = 5
"""Sentences kept per report; the record says how many there were."""

MAX_SENTENCE: Final = 1_000
"""Characters; a longer sentence is cut, so that no text can make an incident larger than its topic allows."""

_OPEN_TYPES: Final = {EventType.UNKNOWN: 2, EventType.ATTACK: 1}

T = TypeVar("T")


def incident_of(reports: Sequence[IncidentReport], country: str) -> Incident:
    """Return the incident that these reports make.

    Shapes: `reports` is in the order of the articles' first texts and not empty; the first one's event id is the
    incident's. A corrected article keeps its place there, and is the newest to speak.
    Source: docs/semantics.md, "What an incident takes from which report". In short: each figure, actor and the weapon
    from the newest report that states one; the place from the most exact, then the newest; the type from the newest
    that names one; the date from the most exact, then the oldest.
    """
    newest = sorted(reports, key=lambda report: (report.reported_at, report.event_id), reverse=True)
    dated = min(reports, key=lambda report: report.time_precision)  # the first of equals is the oldest
    return Incident(
        incident_id=reports[0].event_id,
        country=country,
        event_type=min((report.event_type for report in newest), key=lambda kind: _OPEN_TYPES.get(kind, 0)),
        place=_best_place(report.place for report in newest),
        occurred_at=dated.occurred_at,
        time_precision=dated.time_precision,
        attacker=_stated(newest, lambda report: report.attacker),
        target=_stated(newest, lambda report: report.target),
        weapon=_stated(newest, lambda report: report.weapon),
        claimed_by=_stated(newest, lambda report: report.claimed_by),
        injured=_stated(newest, lambda report: report.injured),
        killed=_stated(newest, lambda report: report.killed),
        reports=tuple(_member(report) for report in reports),
    )


def _stated(reports: Iterable[IncidentReport], field: Callable[[IncidentReport], T | None]) -> T | None:
    """Return the first value that is stated at all."""
    return next((value for report in reports if (value := field(report)) is not None), None)


def _best_place(places: Iterable[Place | None]) -> Place | None:
    known = [place for place in places if place is not None]
    return min(known, key=lambda place: (place.geo_precision, place.latitude is None), default=None)


def _member(report: IncidentReport) -> IncidentMember:
    return IncidentMember(
        event_id=report.event_id,
        article_id=report.article_id,
        version=report.version,
        reported_at=report.reported_at,
        source=report.source,
        title=report.title,
        url=report.url,
        injured=report.injured,
        killed=report.killed,
        evidence=tuple(_cut(sentence) for sentence in report.evidence[:MAX_EVIDENCE]),
        evidence_total=len(report.evidence),
    )


def _cut(evidence: Evidence) -> Evidence:
    if len(evidence.sentence) <= MAX_SENTENCE:
        return evidence
    sentence = evidence.sentence[:MAX_SENTENCE]
    return evidence.model_copy(update={"sentence": sentence, "end": evidence.start + MAX_SENTENCE})
