"""Published figures that later reports changed, as pages, newest first."""

from datetime import timedelta

from schemas import Correction, Incident, IncidentMember, Window
from schemas.view import CorrectionRow, CorrectionsAnswer
from streams.counters.windows import EPOCH
from streams.web.filters import HOUR_US, stretch
from streams.web.names import name_of
from streams.web.paging import read_cursor, write_cursor
from streams.web.snapshot import Snapshot


def corrections(
    snapshot: Snapshot, country: str | None, window: Window, limit: int, cursor: str | None
) -> CorrectionsAnswer:
    """Return one page of the corrections that were reported in the window.

    Units: the time of a correction is that of the article that caused it. Live, there is no end: by the event clock
    articles are newer than what they tell of, and the newest corrections would be hidden.
    """
    after, until = stretch(window, snapshot.hour)
    where, given = "TRUE", list[object]()
    if after is not None:
        where, given = "reported >= ?", [(after + 1) * HOUR_US]
    if not snapshot.live:
        where, given = f"{where} AND reported < ?", [*given, (until + 1) * HOUR_US]
    if country is not None:
        where, given = f"{where} AND country = ?", [*given, country]
    total = snapshot.value(f"SELECT count(*) FROM corrections WHERE {where}", given)  # noqa: S608 - names of ours
    if cursor is not None:
        where, given = f"{where} AND (reported, correction_id) < (?, ?)", [*given, *read_cursor(cursor)]
    rows = snapshot.rows(
        f"SELECT reported, correction_id, written, record FROM corrections WHERE {where} "  # noqa: S608 - names of ours
        "ORDER BY reported DESC, correction_id DESC LIMIT ?",
        [*given, limit + 1],
    )
    page = rows[:limit]
    return CorrectionsAnswer(
        as_of=snapshot.as_of,
        live=snapshot.live,
        corrections=tuple(_row(snapshot, written, record) for _, _, written, record in page),
        next_cursor=write_cursor(*page[-1][:2]) if len(rows) > limit else None,
        total=total,
    )


def _row(snapshot: Snapshot, written: int, record: bytes) -> CorrectionRow:
    correction = Correction.model_validate_json(record)
    incident = _incident(snapshot, correction.incident_id) or _incident(snapshot, correction.successor)
    report = _report(incident, correction) if incident else None
    return CorrectionRow(
        **{name: getattr(correction, name) for name in Correction.model_fields},
        name=name_of(correction.country),
        place=incident.place.name if incident and incident.place else None,
        source=report.source if report else None,
        title=report.title if report else None,
        url=report.url if report else None,
        read_at=EPOCH + timedelta(microseconds=written),
    )


def _incident(snapshot: Snapshot, incident_id: str | None) -> Incident | None:
    found = snapshot.rows(
        "SELECT record FROM incident_records JOIN incidents USING (number) WHERE incident_id = ?", (incident_id,)
    )
    return Incident.model_validate_json(found[0][0]) if found else None


def _report(incident: Incident, correction: Correction) -> IncidentMember | None:
    """Return the report that made the correction, else another of the same article."""
    of_article = [report for report in incident.reports if report.article_id == correction.article_id]
    same = [report for report in of_article if report.event_id == correction.event_id]
    return next(iter(same or of_article), None)
