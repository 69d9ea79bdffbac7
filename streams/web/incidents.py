"""Incidents as pages, newest first, and one with all that says so."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Final

import orjson

from schemas import Count, Incident, IncidentMember
from schemas.view import FigureHistory, FigureStatement, IncidentAnswer, IncidentsAnswer, IncidentSummary
from streams.web.filters import CountryFilters, stretch, time_condition
from streams.web.names import name_of
from streams.web.paging import read_cursor, write_cursor
from streams.web.problems import not_found
from streams.web.snapshot import Snapshot

CHUNK: Final = 500  # incidents of an export that are in memory together


def incidents(snapshot: Snapshot, filters: CountryFilters, limit: int, cursor: str | None) -> IncidentsAnswer:
    """Return one page of the incidents that the filters let through."""
    where, given = conditions(snapshot, filters)
    total = snapshot.value(f"SELECT count(*) FROM incidents WHERE {where}", given)  # noqa: S608 - names of ours
    if cursor is not None:
        where += " AND (occurred, incident_id) < (?, ?)"
        given += read_cursor(cursor)
    rows = snapshot.rows(
        f"SELECT number, occurred, incident_id FROM incidents WHERE {where} "  # noqa: S608 - names of ours
        "ORDER BY occurred DESC, incident_id DESC LIMIT ?",
        [*given, limit + 1],
    )
    page = rows[:limit]
    return IncidentsAnswer(
        as_of=snapshot.as_of,
        live=snapshot.live,
        incidents=tuple(summaries(snapshot, [row[0] for row in page])),
        next_cursor=write_cursor(*page[-1][1:]) if len(rows) > limit else None,
        total=total,
    )


def conditions(snapshot: Snapshot, filters: CountryFilters) -> tuple[str, list[object]]:
    """Return what the filters ask of the table `incidents`, with parameters."""
    times, given = time_condition(*stretch(filters.w, snapshot.hour))
    more, values = filters.conditions()
    return times + more, [*given, *values]


def matching(snapshot: Snapshot, filters: CountryFilters) -> Iterator[IncidentSummary]:
    """Yield all incidents that the filters let through, newest first, a chunk in memory at a time."""
    where, given = conditions(snapshot, filters)
    numbers = snapshot.connection.execute(
        f"SELECT number FROM incidents WHERE {where} ORDER BY occurred DESC, incident_id DESC",  # noqa: S608 - ours
        given,
    )
    while chunk := numbers.fetchmany(CHUNK):
        yield from summaries(snapshot, [row[0] for row in chunk])


def summaries(snapshot: Snapshot, numbers: Sequence[int]) -> Iterator[IncidentSummary]:
    """Yield the incidents of these numbers, in their order."""
    slots = ", ".join("?" * len(numbers))
    sql = f"SELECT number, record FROM incident_records WHERE number IN ({slots})"  # noqa: S608 - only question marks
    found = dict(snapshot.rows(sql, list(numbers)))
    return (_summary(found[number]) for number in numbers)


def incident(snapshot: Snapshot, incident_id: str) -> IncidentAnswer:
    """Return one incident with its reports, whatever the window. Raises a problem where there is none."""
    found = snapshot.rows(
        "SELECT record FROM incident_records JOIN incidents USING (number) WHERE incident_id = ?", (incident_id,)
    )
    if not found:
        problem = not_found("There is no such incident. It was withdrawn or is one with another, or it never was.")
        raise problem
    record = Incident.model_validate_json(found[0][0])
    return IncidentAnswer(
        as_of=snapshot.as_of,
        live=snapshot.live,
        incident=record,
        name=name_of(record.country),
        history=FigureHistory(
            injured=_history((report, report.injured) for report in record.reports),
            killed=_history((report, report.killed) for report in record.reports),
        ),
    )


def _history(stated: Iterable[tuple[IncidentMember, Count | None]]) -> tuple[FigureStatement, ...]:
    """Return who said what until when: a figure holds until the next report that states one. Oldest first."""
    known = [(report, value) for report, value in stated if value is not None]
    ends = [report.reported_at for report, _ in known[1:]]
    return tuple(
        FigureStatement(value=value, event_id=report.event_id, since=report.reported_at, until=until)
        for (report, value), until in zip_longest(known, ends)
    )


def _summary(record: bytes) -> IncidentSummary:
    said = orjson.loads(record)
    said["name"] = name_of(said["country"])
    said["reports"] = len(said["reports"])
    return IncidentSummary.model_validate_json(orjson.dumps(said))
