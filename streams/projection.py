"""The incidents and counters that follow from the reports of one partition; values are the bytes of their topics."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import chain

import orjson

from schemas import UNKNOWN_COUNTRY, IncidentReport, ReportedTotal, Retraction
from streams.counters import hour_of
from streams.country import Country, Step
from streams.incidents import Cause, Published, Report
from streams.stored import SEPARATOR, UNREADABLE, checked, corrupt, event_of

Now = datetime | None
"""The wall clock's moment, or None for the event clock: the newest event time in the partition."""

Read = Callable[[str], bytes]
"""Gives a stored report, by its key."""

AnyEvent = IncidentReport | ReportedTotal | Retraction


@dataclass(slots=True)
class Changes:
    """What is to be published. A None value is a tombstone; corrections are keyed by country."""

    incidents: list[tuple[str, bytes | None]] = field(default_factory=list)
    counters: list[tuple[str, bytes | None]] = field(default_factory=list)
    corrections: list[tuple[str, bytes]] = field(default_factory=list)


def report_key(country_key: str, event: AnyEvent) -> str:
    """Return the key of an event in the reports table, given its key on the topic.

    It holds the country, since an event that moves leaves a tombstone behind in the partition it came from.
    """
    return f"{country_key}{SEPARATOR}{event.event_id}"


def upsert(old: bytes | None, new: AnyEvent) -> bytes | None:
    """Return what is to be stored of an event in place of `old`, or None where it is old news.

    The newest version wins. A retraction is stored like any other version, so that an older one can't revive the
    event. Of two records with the same version, which one release never writes, the retraction wins, then the greater
    bytes: any rule will do that does not ask which came first.
    Errors: orjson.JSONDecodeError or KeyError when `old` was not made here.
    """
    stored = new.model_dump_json().encode()
    if old is None:
        return stored
    known = orjson.loads(old)
    if new.version != known["version"]:
        return stored if new.version > known["version"] else None
    gone = known["kind"] == "retraction"
    return stored if (isinstance(new, Retraction), stored) > (gone, old) else None


def _row(read: Read, code: str, event_id: str) -> bytes:
    """Read a report. No method: a country that led back to its projection would outlive it (runtime.collector)."""
    return read(f"{code}{SEPARATOR}{event_id}")


class Incidents(Mapping[str, bytes]):
    """The records of a projection's incidents by id, made when they are asked for.

    Shapes: as of the last flush; between a change and the next flush it can't be read.
    """

    def __init__(self, countries: Mapping[str, Country]) -> None:
        """Show what these countries have published, as it is whenever one asks."""
        self._countries = countries

    def __getitem__(self, incident: str) -> bytes:
        holder = self.holder(incident)
        if holder is None:
            raise KeyError(incident)
        return holder.record(incident)

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(chain.from_iterable(one.published for one in self._countries.values())))

    def __len__(self) -> int:
        return len(set[str]().union(*(one.published for one in self._countries.values())))

    def holder(self, incident: str) -> Country | None:
        """Return the country whose incident this is. An id of two, which extraction never gives, is the last one's."""
        holders = [one for one in self._countries.values() if incident in one.published]
        return max(holders, key=lambda one: one.code, default=None)


class Projection:
    """Incidents and counters of one partition's reports, kept in step with them.

    A pure function of the set of reports and of the hour: neither the order of changes nor how they are divided into
    flushes leaves a trace in `incidents` and `counters`. Corrections tell of the steps between two flushes.
    Shapes: `incidents` maps incident id, `counters` country, to what should be published. Every counters record has
    the same `as_of`, the hour of `now`; when the hour moves, all are stated again. Reports of ZZZ are stored and make
    nothing. It keeps the stored reports, to make incidents of them again, unless it may read them elsewhere (`lend`).
    Source: docs/semantics.md, "Incident" and "Counters".
    """

    def __init__(self, reports: Iterable[tuple[str, bytes]], now: Now) -> None:
        """Project the stored reports, each key once. Raises CorruptReportError."""
        self._countries: dict[str, Country] = {}
        self.incidents = Incidents(self._countries)
        self.counters: dict[str, bytes] = {}
        self._touched: set[str] = set()
        self._hour: int | None = None
        self._kept: dict[str, bytes] | None = {}
        self._read: Read = self._kept.__getitem__
        deque(self.fill(reports, now), maxlen=0)

    def lend(self, read: Read) -> None:
        """Let stored reports be read so, in place of keeping them; to be called before there are any.

        Shapes: `read` must know what `fill` is given, and by each `flush` what `change` told.
        """
        self._kept = None
        self._read = read

    def fill(self, reports: Iterable[tuple[str, bytes]], now: Now) -> Iterator[None]:
        """Take stored reports, each key once, in the place of none; the same as `change` of each and one `flush`.

        Shapes: gives way after a fraction of a millisecond, again and again, so that others run in between.
        Errors: CorruptReportError; the projection can't be used then, nor when it was not exhausted.
        """
        found: dict[str, list[Report]] = {}
        for key, value in reports:
            code, row = checked(key, value)
            event = None if code == UNKNOWN_COUNTRY else event_of(key, row, value)
            if isinstance(event, Report):
                self._keep(key, value)
                found.setdefault(code, []).append(event)
            elif event is not None:
                self._country(code).put_total(event)
            yield
        for code in sorted(found.keys() | self._countries.keys()):
            yield from self._country(code).fill(found.pop(code, []))
        self._touched.update(self._countries)
        self._state(now, Changes())
        self._touched.clear()

    def change(self, key: str, old: bytes | None, new: bytes) -> None:
        """Take note that a stored report has become `new`; `old` is what was stored before.

        Errors: CorruptReportError; nothing has been noted then.
        """
        code, row = checked(key, new)
        if code == UNKNOWN_COUNTRY or (old is None and row["kind"] == "retraction"):
            return
        event = event_of(key, row, new)
        try:
            moment = datetime.fromisoformat(row["reported_at"])
            cause = Cause(moment, row["version"], row["event_id"], row["article_id"])
        except UNREADABLE as error:
            raise corrupt(key, new, error) from error
        self._touched.add(code)
        self._keep(key, new)
        if event is None:
            self._country(code).remove(row["event_id"], cause)
        else:
            self._country(code).put(event, cause)

    def _country(self, code: str) -> Country:
        country = self._countries.get(code)
        if country is None:
            country = self._countries[code] = Country(code, partial(_row, self._read, code))
        return country

    def _keep(self, key: str, value: bytes) -> None:
        if self._kept is not None:
            self._kept[key] = value

    def flush(self, now: Now) -> Changes:
        """Bring incidents and counters up to date, and return what is to be published."""
        changes = Changes()
        # All are resolved before any is published: an id of two countries may be shown from the other one.
        resolved = {code: self._countries[code].resolve() for code in sorted(self._touched)}
        steps = {code: changed for code, (changed, _) in resolved.items()}
        for incident in dict.fromkeys(chain.from_iterable(steps.values())):
            self._publish(incident, steps, changes)
        for code, (_, corrections) in resolved.items():
            changes.corrections += [(code, correction.model_dump_json().encode()) for correction in corrections]
        self._state(now, changes)
        self._touched.clear()
        return changes

    def tick(self, now: Now) -> Changes:
        """Return the counters that changed because time passed; nothing within the hour, nor by the event clock."""
        return Changes() if now is None or hour_of(now) == self._hour else self.flush(now)

    def shows(self, incident: str, digest: bytes | None) -> bool:
        """Tell whether this is the `digest_of` an incident's record, or None where there is none."""
        holder = self.incidents.holder(incident)
        return digest == (holder.published[incident].digest if holder else None)

    def digests(self) -> dict[str, bytes]:
        """Return the digest of every incident's record, in texts and bytes that are held anyway."""
        held = (self._countries[code].published.values() for code in sorted(self._countries))
        return {one.incident_id: one.digest for one in chain.from_iterable(held)}

    def states(self, country: str, record: bytes | None) -> bool:
        """Tell whether this is the counters record of a country, or None where there is none."""
        return self.counters.get(country) == record

    def _publish(self, incident: str, steps: Mapping[str, Mapping[str, Step]], changes: Changes) -> None:
        """Note what is to be published of an incident that changed."""
        holder = self.incidents.holder(incident)
        before = self._shown_before(incident, steps)
        if holder is None:
            if before is not None:
                changes.incidents.append((incident, None))
            return
        if before is None or before.digest != holder.published[incident].digest:
            step = steps.get(holder.code, {}).get(incident)
            changes.incidents.append((incident, step.record if step else holder.record(incident)))

    def _shown_before(self, incident: str, steps: Mapping[str, Mapping[str, Step]]) -> Published | None:
        """Return what was published of an incident before these steps."""
        for code in sorted(self._countries, reverse=True):
            step = steps.get(code, {}).get(incident)
            before = step.before if step else self._countries[code].published.get(incident)
            if before is not None:
                return before
        return None

    def _state(self, now: Now, changes: Changes) -> None:
        """Note the counters of the countries touched, or of all when the hour has moved."""
        newest = [hour for country in self._countries.values() if (hour := country.newest) is not None]
        hour = hour_of(now) if now else max(newest, default=None)
        codes = self._touched if hour == self._hour else set(self._countries)
        self._hour = hour
        for code in sorted(codes):
            country = self._countries[code]
            record = country.at(hour).model_dump_json().encode() if country and hour is not None else None
            if not country:
                del self._countries[code]
            if record == self.counters.get(code):
                continue
            if record is None:
                del self.counters[code]
            else:
                self.counters[code] = record
            changes.counters.append((code, record))
