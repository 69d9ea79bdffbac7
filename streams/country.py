"""One country's share of a projection: its incidents, its counters, and the corrections that changes give."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import orjson

from schemas import Correction, CountryCounters, ReportedTotal
from streams.counters import CountryTotals
from streams.incidents import (
    ORDER,
    Cause,
    Change,
    Members,
    Published,
    Report,
    Resolution,
    changed_figures,
    incident_of,
    withdrawn,
)


class Step(NamedTuple):
    """What was published of an incident before, and its record now; None stands for none."""

    before: Published | None
    record: bytes | None


class Country:
    """The live reports and reported totals of one country, and what follows from them.

    Shapes: `published` holds what stays of the incidents as of the last `resolve`, by id; their records are made again
    from their reports, since a million of them would be as large as the reports.
    """

    __slots__ = ("_causes", "_read", "_resolution", "_totals", "code", "published")

    def __init__(self, code: str, read: Callable[[str], bytes]) -> None:
        """Begin without anything; `read` gives the stored report of an event's id, as it is by then."""
        self.code = code
        self._read = read
        self.published: dict[str, Published] = {}
        self._resolution = Resolution()
        self._totals = CountryTotals(code)
        self._causes: dict[str, Cause] = {}  # records since the last `resolve`, by event id

    def __bool__(self) -> bool:
        """Whether there is any incident or reported total."""
        return bool(self._totals)

    @property
    def newest(self) -> int | None:
        """The hour of the newest event; None without any."""
        return self._totals.newest

    def fill(self, reports: list[Report]) -> Iterator[None]:
        """Take all reports at once, in the place of none, and bring `published` up to date; gives way in between."""
        yield from self._resolution.fill(sorted(reports, key=ORDER))
        for members in self._resolution.groups.values():
            self._count(Published.of(*self._made(members)))
            yield

    def put(self, event: Report | ReportedTotal, cause: Cause) -> None:
        """Take an event that counts, in place of what its id stood for."""
        self._causes[event.event_id] = cause
        if isinstance(event, ReportedTotal):
            self._resolution.remove(event.event_id)
            self._totals.put_total(event)
        else:
            self._totals.remove_total(event.event_id)
            self._resolution.put(event)

    def put_total(self, total: ReportedTotal) -> None:
        """Take a reported total that no other event has the id of."""
        self._totals.put_total(total)

    def remove(self, event_id: str, cause: Cause) -> None:
        """Take an event away, if it is there."""
        self._causes[event_id] = cause
        self._resolution.remove(event_id)
        self._totals.remove_total(event_id)

    def at(self, hour: int) -> CountryCounters:
        """Return the counters record at an hour."""
        return self._totals.at(hour)

    def record(self, incident: str) -> bytes:
        """Return the record of an incident in `published`. Holds between a `resolve` and the next `put` or `remove`."""
        return self._made(self._resolution.groups[incident])[1]

    def resolve(self) -> tuple[dict[str, Step], list[Correction]]:
        """Bring `published` up to date; return what became of the incidents that changed, by id, and corrections."""
        changes = self._resolution.resolve()
        old = {change.incident: self.published.get(change.incident) for change in changes}
        steps = {change.incident: Step(old[change.incident], self._publish(change)) for change in changes}
        corrections = self._corrections(changes, old) if any(old.values()) else []
        self._causes.clear()
        return steps, corrections

    def _publish(self, change: Change) -> bytes | None:
        was = self.published.pop(change.incident, None)
        if was:
            self._totals.remove(was.occurred_at, was.injured, was.killed)
        if not change.after:
            return None
        incident, record = self._made(change.after)
        self._count(Published.of(incident, record))
        return record

    def _count(self, now: Published) -> None:
        self._totals.add(now.occurred_at, now.injured, now.killed)
        self.published[now.incident_id] = now

    def _made(self, members: Members) -> tuple[dict[str, Any], bytes]:
        rows = [orjson.loads(self._read(event_id)) for event_id in members]
        incident = incident_of(rows, self.code)
        record = orjson.dumps(incident)
        incident["incident_id"] = members[0]  # the same text, and one of it in memory
        return incident, record

    def _corrections(self, changes: list[Change], old: dict[str, Published | None]) -> list[Correction]:
        corrections: list[Correction] = []
        succeeded: dict[str, Published] = {}  # a new incident -> one that it goes on from
        for change in changes:
            was = old[change.incident]
            if was and not change.after:
                successor = self._successor(change)
                corrections.append(withdrawn(was, successor, self._cause(change)))
                if successor:
                    succeeded.setdefault(successor, was)
        for change in changes:
            was = old[change.incident] or succeeded.get(change.incident)
            if was and change.after:
                corrections += changed_figures(was, self.published[change.incident], self._cause(change))
        return corrections

    def _successor(self, change: Change) -> str | None:
        """Return the incident that the oldest report still there belongs to now; None where none is left."""
        found = map(self._resolution.incident, change.before)
        return next((incident for incident in found if incident is not None), None)

    def _cause(self, change: Change) -> Cause:
        """Return the newest record that touched the incident; else, where it moved with others, the newest of all."""
        own = [cause for event_id in (*change.before, *change.after) if (cause := self._causes.get(event_id))]
        return max(own or self._causes.values())
