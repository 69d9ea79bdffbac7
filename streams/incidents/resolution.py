"""The reports of one country and the incidents that they make, kept up report by report."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from streams.incidents.cluster import LINK, component, groups
from streams.incidents.index import Index
from streams.incidents.links import EMPTY, Links
from streams.incidents.relation import score
from streams.incidents.report import Report

CountryScore = Callable[[Report, Report, set[str]], int]
"""The same, given the names that are busy in the country."""

Members = tuple[str, ...]
"""Event ids of one incident, oldest report first; the first is the incident's id."""


class Change(NamedTuple):
    """The reports of an incident before and after; empty where it was not, or is no more."""

    incident: str
    before: Members
    after: Members


class Resolution:
    """Which reports of one country are one incident.

    The incidents are a pure function of the set of reports: the index says which pairs are compared, the relation how
    alike they are, the clustering what follows. `resolve` works on the connected components that were touched alone.
    """

    __slots__ = ("_dirty", "_how", "_index", "_links", "_lost", "_put", "groups", "reports")

    def __init__(self, score: CountryScore = score) -> None:
        """Begin without reports; `score` says how alike two are, symmetric, per mille."""
        self._how = score
        self.reports: dict[str, Report] = {}
        self.groups: dict[str, Members] = {}
        self._index = Index()
        self._links = Links(self.reports)
        self._put: set[str] = set()  # reports put since the last `resolve`
        self._dirty: set[str] = set()  # others whose component must be worked out again
        self._lost: set[str] = set()  # incidents that lost a report since the last `resolve`

    def put(self, report: Report) -> None:
        """Add a report, or put another in the place of the one with its event id."""
        self.remove(report.event_id)
        report.links, report.incident = EMPTY, None
        self.reports[report.event_id] = report
        near, apart = self._index.add(report)
        for event_id in near:
            self._join(report, self.reports[event_id])
        for one, two in apart:
            if self._links.joined(one, two) and not self._index.neighbours(self.reports[one], self.reports[two]):
                self._part(one, two)
        self._put.add(report.event_id)
        self._reconsider()

    def fill(self, reports: Sequence[Report]) -> Iterator[None]:
        """Take all reports at once, in the place of none, and resolve them; the same as `put` of each, in less time.

        Shapes: `reports` is in the order of event date, then id. It gives way again and again, so that others run.
        """
        self._index.expect(reports)
        rows: dict[str, list[str | int]] = {}
        for report in reports:
            mine = report.event_id
            for other in self._index.append(report):
                alike = self._score(self.reports[other], report)
                if alike >= LINK:
                    rows.setdefault(mine, []).extend((other, alike))
                    rows.setdefault(other, []).extend((mine, alike))
            self.reports[mine] = report
            yield
        self._links.fill(rows)
        for report in reports:
            mine = report.event_id
            if mine not in rows:
                self.groups[mine] = (mine,)
                report.incident = mine
            elif report.incident is None:
                connected = component(mine, self._links, LINK)
                for group in groups(connected, self.reports, self._links, self._score):
                    self._group(tuple(group))
                yield

    def remove(self, event_id: str) -> None:
        """Remove a report, if it is there."""
        report = self.reports.get(event_id)
        if report is None:
            return
        together = self._index.remove(report)
        for other in self._links.of(event_id):
            self._links.part(other, event_id)
            self._dirty.add(other)  # every piece of what it held together has one of these
        del self.reports[event_id]
        for one, two in together:
            if not self._links.joined(one, two) and self._join(self.reports[one], self.reports[two]):
                self._dirty.update((one, two))
        self._put.discard(event_id)
        self._dirty.discard(event_id)
        if report.incident is not None:
            self._lost.add(report.incident)
        self._reconsider()

    def resolve(self) -> list[Change]:
        """Return the incidents whose reports changed since the last call, sorted by id.

        An incident with the same reports, of which one was put again, is among them.
        """
        old = set(self._lost)
        new: dict[str, Members] = {}
        waiting = self._put | self._dirty
        for incident in self._lost:
            waiting.update(event_id for event_id in self.groups[incident] if event_id in self.reports)
        while waiting:
            connected = component(next(iter(waiting)), self._links, LINK)
            waiting -= connected
            old.update(known for event_id in connected if (known := self.incident(event_id)) is not None)
            for group in groups(connected, self.reports, self._links, self._score):
                new[group[0]] = tuple(group)
        changes = self._replace(old, new)
        self._put.clear()
        self._dirty.clear()
        self._lost.clear()
        return changes

    def _replace(self, old: set[str], new: dict[str, Members]) -> list[Change]:
        before = {incident: self.groups.pop(incident) for incident in old}
        for members in new.values():
            self._group(members)
        return [
            Change(incident, before.get(incident, ()), new.get(incident, ()))
            for incident in sorted(before.keys() | new.keys())
            if before.get(incident) != new.get(incident) or not self._put.isdisjoint(new[incident])
        ]

    def _group(self, members: Members) -> None:
        self.groups[members[0]] = members
        for event_id in members:
            self.reports[event_id].incident = members[0]

    def incident(self, event_id: str) -> str | None:
        """Return the incident of a report as of the last `resolve`; None where it had none, or is not there."""
        report = self.reports.get(event_id)
        return report.incident if report else None

    @property
    def incident_of(self) -> dict[str, str]:
        """The incidents of all reports that have one."""
        return {event_id: report.incident for event_id, report in self.reports.items() if report.incident is not None}

    @property
    def busy(self) -> set[str]:
        """The names that tell nothing, since too many reports give them."""
        return self._index.busy

    def _score(self, one: Report, two: Report) -> int:
        return self._how(one, two, self._index.busy)

    def _reconsider(self) -> None:
        """Compare anew whoever has a name that became busy or ceased to be; that happens to a name once or twice."""
        turned, self._index.turned = self._index.turned & self.reports.keys(), set()
        for event_id in sorted(turned):
            for other in self._links.of(event_id):
                self._part(event_id, other)
            report = self.reports[event_id]
            for other in self._index.near(report):
                if self._join(report, self.reports[other]):
                    self._dirty.add(other)
            self._dirty.add(event_id)

    def _join(self, one: Report, two: Report) -> bool:
        alike = self._score(one, two)
        if alike < LINK:
            return False
        self._links.join(one.event_id, two.event_id, alike)
        return True

    def _part(self, one: str, two: str) -> None:
        self._links.part(one, two)
        self._dirty.update((one, two))
