"""The two agents: decode, call pure code, hand the result to streams.runtime.commit. No rule and no sum lives here."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Final

from faust.types import Message

from schemas import Article, Reason, Statement, key_country
from streams import topics
from streams.articles import ArticleLine, filled
from streams.clock import Clock
from streams.errors import BadRecordError, StreamsError
from streams.extract import extract
from streams.extract.lexicon import Lexicon
from streams.folding import Folding, MakeFold
from streams.ledger import LedgerEntry, revise
from streams.projection import Changes, Now, Projection, report_key, upsert
from streams.readers import Failed, Readers, Said
from streams.runtime.breath import Breath
from streams.runtime.dead import Parking
from streams.runtime.effects import Batch, Effects, Output, Write
from streams.runtime.loader import Held
from streams.runtime.partition import partition_of
from streams.runtime.records import article_of, event_of
from streams.runtime.tables import PartitionedTable, Row
from streams.settings import Clock as ClockSetting
from streams.settings import Settings

Read = Callable[[Article, Lexicon], tuple[Statement, ...]]
"""Says what an article asserts: streams.extract.extract, or what stands in for it."""

WRITE_ROWS: Final = 500  # compared and written in one go by a reconciliation; more, and a rebalance waits for longer


@dataclass(eq=False)
class CorruptEntryError(StreamsError):
    """What the ledger holds of an article can't be read: written by another release, or damaged."""

    partition: int
    article_id: str
    detail: str

    def __str__(self) -> str:
        return (
            f"The ledger's entry of {self.article_id!r} in partition {self.partition} can't be read: {self.detail}. "
            "Nothing was overwritten. Run the release that wrote it."
        )


class ExtractAgent:
    """Articles to events. `ledger` holds what each article has asserted so far; `readers` read ahead, if any."""

    readers: Readers | None = None

    def __init__(
        self,
        settings: Settings,
        lexicon: Lexicon,
        ledger: PartitionedTable,
        clock: Clock,
        read: Read | None = None,
    ) -> None:
        self._settings = settings
        self._lexicon = lexicon
        self._read = read or extract
        self._ledger = ledger
        self._parking = Parking(settings, clock)
        self._articles = topics.name(settings, topics.ARTICLES)
        self._events = topics.name(settings, topics.EVENTS)

    async def step(self, batch: Batch) -> Effects:
        """Decide what a batch does. Several revisions of one article are folded in turn, each on the one before."""
        effects, dirty, breath = Effects(), dict[tuple[int, str], LedgerEntry](), Breath()
        ahead = await self._read_ahead(self.readers, batch) if self.readers else {}
        for event in batch:
            try:
                self._take(event.message, effects, dirty, ahead.get(event.message))
            except BadRecordError as error:
                self._parking.park(effects, event.message, error)
            await breath.take()
        rows: list[Row] = [(partition, key, entry.to_bytes()) for (partition, key), entry in dirty.items()]
        effects.state.append(Write(self._ledger, rows))
        return effects

    async def _read_ahead(self, readers: Readers, batch: Batch) -> dict[Message, Said]:
        """Let other processes read what of the batch is an article; what is none is parked in its turn."""
        found: dict[Message, Article] = {}
        for event in batch:
            with suppress(BadRecordError):
                found[event.message] = article_of(event.message, self._settings.max_article_bytes)
        return dict(zip(found, await readers.read(list(found.values())), strict=True))

    def _take(
        self, message: Message, effects: Effects, dirty: dict[tuple[int, str], LedgerEntry], ahead: Said | None
    ) -> None:
        article = article_of(message, self._settings.max_article_bytes)
        home = partition_of(article.id.encode(), self._settings.partitions)
        if home != message.partition:
            effects.outputs.append(self._forwarded(article, message, home))
            effects.notes["forwarded"] += 1
            return
        at = (message.partition, article.id)
        revision = revise(dirty.get(at) or self._entry(*at), article, self._statements(article, ahead))
        for record in revision.records:
            key = key_country(record.country).encode()
            partition = partition_of(key, self._settings.partitions)
            effects.outputs.append(Output(self._events, key, record.model_dump_json().encode(), partition))
        effects.notes["events"] += len(revision.records)
        if revision.entry is not None:
            dirty[at] = revision.entry

    def _entry(self, partition: int, article_id: str) -> LedgerEntry | None:
        stored = self._ledger.get_in(partition, article_id)
        if stored is None:
            return None
        try:
            return LedgerEntry.from_bytes(stored)
        except ValueError as error:  # our state, not this article: parking it would hide the fault
            raise CorruptEntryError(partition, article_id, str(error)) from error

    def _statements(self, article: Article, ahead: Said | None) -> tuple[Statement, ...]:
        if isinstance(ahead, Failed):
            raise BadRecordError(Reason.FAILED, f"the extraction of {article.id!r} raised {ahead.error}")
        if ahead is not None:
            return ahead
        try:
            return self._read(article, self._lexicon)
        except MemoryError:
            raise
        except Exception as error:
            detail = f"the extraction of {article.id!r} raised {type(error).__name__}: {error}"
            raise BadRecordError(Reason.FAILED, detail) from error

    def _forwarded(self, article: Article, message: Message, home: int) -> Output:
        """Return the article for its own partition, with everything that this place of the log has given it.

        The same record gives the same bytes each time, so a repetition after a crash is a redelivery like any other.
        The record's timestamp goes along: where the stamped article would be too long to pass, it goes as it came.
        """
        raw, most = message.value or b"", self._settings.max_article_bytes
        try:
            value = filled(ArticleLine(message.offset, raw, article), most)
        except BadRecordError:
            value = raw
        return Output(self._articles, article.id.encode(), value, home, message.timestamp)


@dataclass(frozen=True)
class CountTables:
    """The truth and its two published projections, all partitioned as the events are."""

    reports: PartitionedTable
    incidents: PartitionedTable
    counters: PartitionedTable

    @property
    def all(self) -> tuple[PartitionedTable, ...]:
        """The three of them."""
        return (self.reports, self.incidents, self.counters)


class CountAgent:
    """Events to reports, and what is published of them: incidents, counters, corrections."""

    def __init__(self, settings: Settings, tables: CountTables, clock: Clock, fold: MakeFold = Projection) -> None:
        self._settings = settings
        self._tables = tables
        self._now: Callable[[], Now] = clock if settings.clock is ClockSetting.WALL else _event_time
        self._parking = Parking(settings, clock)
        self._corrections = topics.name(settings, topics.CORRECTIONS)
        self._fold = fold
        self._dirty: dict[tuple[int, str], bytes] = {}  # reports as the batch in hand leaves them
        self._projections: dict[int, Folding] = {}

    async def step(self, batch: Batch) -> Effects:
        """Decide what a batch does. Every event is folded on the report as the events before it leave it."""
        effects, dirty, breath = Effects(), self._dirty, Breath()
        for event in batch:
            try:
                self._take(event.message, dirty)
            except BadRecordError as error:
                self._parking.park(effects, event.message, error)
            await breath.take()
        now = self._now()
        for partition in sorted({partition for partition, _ in dirty}):
            self._publish(effects, partition, self._projections[partition].flush(now))
            await breath.take()
        rows: list[Row] = [(partition, key, value) for (partition, key), value in dirty.items()]
        dirty.clear()  # from here on the table has them, before anyone asks again
        effects.state.append(Write(self._tables.reports, rows))
        effects.notes["reports"] += len(rows)
        return effects

    async def tick(self) -> Effects:
        """Decide what the passing of time does: windows that end now lose what has become too old."""
        effects, breath, now = Effects(), Breath(), self._now()
        for partition, projection in sorted(self._projections.items()):
            self._publish(effects, partition, projection.tick(now))
            await breath.take()
        return effects

    async def reconcile(self, held: Held, still_ours: Callable[[], bool], touch: Callable[[], None]) -> int:
        """Make what is published equal to the projection of the reports, wherever something was read.

        Shapes: returns the number of records written.
        Errors: CorruptReportError; nothing of that partition was overwritten then.
        """
        partitions = held[self._tables.reports]
        changed = set[int]().union(*(table.changed for table in self._tables.all)) & partitions
        todo = changed | (partitions - self._projections.keys())
        for partition in todo | (self._projections.keys() - partitions):
            self._projections.pop(partition, None)
        written = 0
        for partition in sorted(todo):
            projection = await self._projected(partition, still_ours, touch)
            if projection is None:
                return written
            for table, truth, agree in (
                (self._tables.incidents, projection.incidents, projection.shows),
                (self._tables.counters, projection.counters, projection.states),
            ):
                published = table.parts[partition]
                keys = iter(dict.fromkeys((*truth, *published)))
                while piece := list(islice(keys, WRITE_ROWS)):
                    differ = (key for key in piece if not agree(key, published.get(key)))
                    rows: list[Row] = [(partition, key, truth.get(key)) for key in differ]
                    await asyncio.sleep(0)
                    if not still_ours():
                        return written
                    touch()
                    await table.put_many(rows)
                    written += len(rows)
            self._tables.incidents.parts[partition] = projection.digests()  # equal to what it was, and half as large
            self._projections[partition] = projection  # only now: an interrupted reconciliation is done again
            for table in self._tables.all:
                table.changed.discard(partition)
        return written

    async def _projected(
        self, partition: int, still_ours: Callable[[], bool], touch: Callable[[], None]
    ) -> Folding | None:
        """Return the projection of a partition's reports, or None once a rebalance has overtaken it.

        Done in slices, since a million reports take a minute: in one go the guards would take it for a blocked loop,
        end the process, and do so again after every restart.
        """
        breath, now = Breath(), self._now()
        projection, stored = self._fold((), now), self._tables.reports.parts[partition]
        projection.lend(partial(self._current, partition))
        for _ in projection.fill(stored.items(), now):
            if await breath.take():
                if not still_ours():
                    return None
                touch()
        return projection

    def _current(self, partition: int, key: str) -> bytes:
        """Return a report as the batch in hand leaves it."""
        return self._dirty.get((partition, key)) or self._tables.reports.parts[partition][key]

    def _take(self, message: Message, dirty: dict[tuple[int, str], bytes]) -> None:
        event = event_of(message, self._settings.partitions)
        key = report_key(key_country(event.country), event)
        at = (message.partition, key)
        old = dirty.get(at) or self._tables.reports.get_in(*at)
        new = upsert(old, event)
        if new is not None:
            dirty[at] = new
            self._projections[message.partition].change(key, old, new)

    def _publish(self, effects: Effects, partition: int, changes: Changes) -> None:
        """Add what changed: the corrections first, as outputs; their ids tell a repetition after a crash."""
        effects.outputs += [
            Output(self._corrections, key.encode(), value, partition) for key, value in changes.corrections
        ]
        effects.projections += [
            Write(self._tables.incidents, [(partition, key, value) for key, value in changes.incidents]),
            Write(self._tables.counters, [(partition, key, value) for key, value in changes.counters]),
        ]
        for name in ("incidents", "counters", "corrections"):
            effects.notes[name] += len(getattr(changes, name))


def _event_time() -> Now:
    """Return the moment that lets each projection use its own newest event time."""
    return None
