"""Load tables from their changelogs with a reader of our own: Faust's takes 75 us a record, and hung now and then."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition

from streams.connection import close
from streams.errors import StreamsError
from streams.runtime.tables import PartitionedTable

FETCH_BYTES: Final = (
    4 << 20
)  # a partition's share of a fetch: less, and a load waits for round trips; more costs memory
POLL_MS: Final = 500
POLL_RECORDS: Final = 2000  # more, and the event loop stands still for longer than a heartbeat

Held = Mapping[PartitionedTable, set[int]]
"""The partitions of each table that this worker holds."""


@dataclass(eq=False)
class CorruptRowError(StreamsError):
    """A record of a changelog that this release can't read."""

    topic: str
    partition: int
    offset: int
    detail: str

    def __str__(self) -> str:
        return (
            f"{self.topic}[{self.partition}] offset {self.offset} can't be read: {self.detail}. "
            "Nothing was overwritten. Run the release that wrote it; if it is damaged, delete the topics of this "
            "installation and publish the articles again."
        )


@dataclass(eq=False)
class PartitionsDifferError(StreamsError):
    """A changelog has another number of partitions than its table's source."""

    topic: str
    found: int
    expected: int | None

    def __str__(self) -> str:
        return f"{self.topic} has {self.found} partitions, {self.expected} are needed: they may never change"


async def load(
    tables: Sequence[PartitionedTable], held: Held, connection: Mapping[str, Any], beat: Callable[[], None]
) -> int:
    """Bring the tables up to the end of their logs for the partitions held; return the number of records read.

    Shapes: partitions that are no longer held are dropped, those kept are read from the next offset on.
    Errors: CorruptRowError, PartitionsDifferError. After any error, also a cancellation, the tables hold nothing.
    """
    for table in tables:
        for partition in set(table.parts) - held[table]:
            table.drop(partition)
    wanted = {
        TopicPartition(table.changelog_topic_name, partition): table for table in tables for partition in held[table]
    }
    if not wanted:
        return 0
    reader = AIOKafkaConsumer(
        **connection, enable_auto_commit=False, auto_offset_reset="none", max_partition_fetch_bytes=FETCH_BYTES
    )
    try:
        await reader.start()
        return await _Load(reader, wanted, beat).run()
    except BaseException:
        for table in tables:
            for partition in list(table.parts):
                table.drop(partition)  # half read: start over next time
        raise
    finally:
        await close(reader)


class _Load:
    """One load: a reader, and the table of each partition."""

    def __init__(
        self,
        reader: AIOKafkaConsumer,
        wanted: Mapping[TopicPartition, PartitionedTable],
        beat: Callable[[], None],
    ) -> None:
        self._reader = reader
        self._wanted = wanted
        self._beat = beat
        self._ends: dict[TopicPartition, int] = {}
        self._left: set[TopicPartition] = set()

    async def run(self) -> int:
        """Read all that is left; return how many records that were."""
        await self._position()
        count = 0
        while self._left:
            fetched = await self._reader.getmany(timeout_ms=POLL_MS, max_records=POLL_RECORDS)
            for place, records in fetched.items():
                if place in self._left:
                    self._fold(self._wanted[place], records)
                    count += len(records)
            await self._finish()
            if fetched:
                self._beat()
            await asyncio.sleep(0)  # getmany may return many times without suspending, and the guards need the loop
        return count

    async def _position(self) -> None:
        """Seek each partition to its next unread offset, and leave out those that have none."""
        places = list(self._wanted)
        self._reader.assign(places)
        self._ends = await self._reader.end_offsets(places)
        starts = await self._reader.beginning_offsets(places)
        for place, table in self._wanted.items():
            found = len(self._reader.partitions_for_topic(place.topic) or ())
            if found and found != table.partitions:
                raise PartitionsDifferError(place.topic, found, table.partitions)
            offset = table.next.get(place.partition)
            if offset is None or not starts[place] <= offset <= self._ends[place]:  # new here, or the log was cut
                table.begin(place.partition, starts[place])
                offset = starts[place]
            self._reader.seek(place, offset)
            if offset < self._ends[place]:
                self._left.add(place)
                table.changed.add(place.partition)
            else:
                self._reader.pause(place)

    def _fold(self, table: PartitionedTable, records: Iterable[ConsumerRecord[bytes, bytes]]) -> None:
        for record in records:
            try:
                table.apply(record.partition, (record.key or b"").decode(), record.value)
            except (ValueError, KeyError, TypeError) as error:
                raise CorruptRowError(record.topic, record.partition, record.offset, str(error)) from error

    async def _finish(self) -> None:
        """Leave out what is read. The position tells, not the last record: compaction leaves holes at the end."""
        for place in list(self._left):
            position = await self._reader.position(place)
            if position >= self._ends[place]:
                self._wanted[place].next[place.partition] = position
                self._left.discard(place)
                self._reader.pause(place)
