"""PartitionedTable: a Faust table whose rows are kept by changelog partition and written through one awaited call.

The owner of a row is the partition it was written to, which is that of the source record, and not the hash of its key;
stock Faust forgets that. Memory changes only after the broker has acknowledged, so `parts[p]` is exactly the fold of
the changelog's offsets before `next[p]`.
"""

import asyncio
import logging
from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

import faust

from streams.errors import StreamsError
from streams.runtime.spool import Spool

Row = tuple[int, str, bytes | None]
"""Partition, key, value; None deletes."""

ReadVersion = Callable[[bytes], str]
"""Gives the version of a value, which sorts as text, or "" where the last one written wins. Raises ValueError."""


Keep = Callable[[bytes], bytes]
"""Gives what memory holds of a value: all of it, or a digest where no one reads more. A value of bytes as it is."""

Part = MutableMapping[str, bytes]

MakePart = Callable[[], Part]
"""Makes what holds one partition: a dict, or a streams.runtime.spool.Spool where rows are long and seldom read."""


@dataclass(eq=False)
class NotHeldError(StreamsError):
    """A write to a partition that was not assigned to this worker."""

    table: str
    partition: int

    def __str__(self) -> str:
        return f"{self.table}[{self.partition}] is not held by this worker"


@dataclass(eq=False)
class ForeignWriteError(StreamsError):
    """Somebody else writes to a partition that we think is ours. A produce repeated after a lost answer looks alike."""

    topic: str
    partition: int
    expected: int
    found: int

    def __str__(self) -> str:
        return (
            f"{self.topic}[{self.partition}] gave offset {self.found}, not {self.expected}: another worker writes there"
        )


class _Union(Mapping[str, bytes]):
    """Read-only union of the partitions held; Faust calls it `data`."""

    def __init__(self, parts: Mapping[int, Mapping[str, bytes]]) -> None:
        self._parts = parts

    def __len__(self) -> int:
        return sum(len(part) for part in self._parts.values())

    def __iter__(self) -> Iterator[str]:
        return (key for part in self._parts.values() for key in part)

    def __getitem__(self, key: str) -> bytes:
        for part in self._parts.values():
            if key in part:
                return part[key]
        raise KeyError(key)


class PartitionedTable(faust.Table[str, bytes]):
    """Rows by partition: keys are text, values bytes.

    Shapes: `parts` is partition -> key -> what `keep` gives of the value; `next` is partition -> the next changelog
    offset that is not in `parts`; `changed` are the partitions of which a load read something that no reconciliation
    has seen; `stale` are the rows whose last record in the log is older than the one kept here, left by a worker that
    had lost the partition. A table with versions keeps all of a value.
    """

    logger = logging.getLogger("faust.table")

    def __init__(
        self,
        app: Any,  # noqa: ANN401 - Faust's
        *,
        source: str,
        read_version: ReadVersion,
        keep: Keep = bytes,
        make_part: MakePart = dict,
        **options: Any,  # noqa: ANN401 - Faust's
    ) -> None:
        super().__init__(app, key_type=bytes, value_type=bytes, **options)
        self.source = source
        self.read_version = read_version
        self.keep = keep
        self.make_part = make_part
        self.parts: dict[int, Part] = {}
        self.next: dict[int, int] = {}
        self.changed: set[int] = set()
        self.stale: set[tuple[int, str]] = set()

    def begin(self, partition: int, offset: int) -> None:
        """Hold a partition, empty, of which the log begins at `offset`."""
        self.drop(partition)
        self.parts[partition] = self.make_part()
        self.next[partition] = offset
        self.changed.add(partition)

    def drop(self, partition: int) -> None:
        """Forget a partition."""
        part = self.parts.pop(partition, None)
        if isinstance(part, Spool):
            part.close()
        self.next.pop(partition, None)
        self.changed.discard(partition)
        self.stale = {row for row in self.stale if row[0] != partition}

    def apply(self, partition: int, key: str, value: bytes | None) -> None:
        """Fold one record of the changelog in; the newer version wins, wherever it stands in the log.

        Errors: ValueError when the value can't be read.
        """
        part = self.parts[partition]
        if value is None:
            part.pop(key, None)
        else:
            version = self.read_version(value)
            old = part.get(key)
            if version and old is not None and version < self.read_version(old):
                self.stale.add((partition, key))
                return
            part[key] = self.keep(value)
        if self.stale:
            self.stale.discard((partition, key))

    async def repair(self) -> int:
        """Write the newer version again where an older one stands last in the log; return how many."""
        rows: list[Row] = [(partition, key, self.parts[partition][key]) for partition, key in sorted(self.stale)]
        await self.put_many(rows)
        self.stale.clear()
        return len(rows)

    def get_in(self, partition: int, key: str) -> bytes | None:
        """Return the value in a partition that is held."""
        return self.parts[partition].get(key)

    async def put_many(self, rows: Sequence[Row]) -> None:
        """Write rows in order: send, await the broker, and only then change memory.

        Errors: NotHeldError, before anything is sent; ForeignWriteError, when the broker gives other offsets than the
        next: memory is then in doubt, and so is the process.
        """
        for partition, _, _ in rows:
            if partition not in self.parts:
                raise NotHeldError(self.name, partition)
        send, topic = self.app.producer.send, self.changelog_topic_name
        sent = [await send(topic, key.encode(), value, partition, None, None) for partition, key, value in rows]
        for (partition, key, value), written in zip(rows, await asyncio.gather(*sent), strict=True):
            if written.offset != self.next[partition]:
                raise ForeignWriteError(topic, partition, self.next[partition], written.offset)
            self.next[partition] = written.offset + 1
            if value is None:
                self.parts[partition].pop(key, None)
            else:
                self.parts[partition][key] = self.keep(value)

    @property
    def data(self) -> Mapping[str, bytes]:  # type: ignore[override] # Faust's is a store; this one can only be read
        """All rows held, for reading."""
        return _Union(self.parts)

    async def on_start(self) -> None:
        """Start nothing: stock Faust opens a store and declares the changelog, which `streams topics` has created."""

    async def on_rebalance(self, *_: Any, **__: Any) -> None:  # noqa: ANN401 - Faust's signature
        """Do nothing: streams.runtime.recovery moves the partitions."""

    async def on_recovery_completed(self, *_: Any, **__: Any) -> None:  # noqa: ANN401 - Faust's signature
        """Do nothing: streams.runtime.recovery says when."""

    def persisted_offset(self, _tp: Any) -> int | None:  # noqa: ANN401 - Faust's signature
        """Tell Faust that nothing is on disk."""
        return None

    def apply_changelog_batch(self, *_: Any, **__: Any) -> None:  # noqa: ANN401 - Faust's signature
        """Refuse: Faust's own recovery must not touch this table."""
        _refuse("Faust's recovery must not load this table")

    def using_window(self, *_: Any, **__: Any) -> NoReturn:  # noqa: ANN401 - Faust's signature
        """Refuse: windows are summed by streams.counters."""
        _refuse("windows are not supported")

    def on_key_set(self, *_: Any) -> None:  # noqa: ANN401 - Faust's signature
        """Refuse `table[key] = value`, which nothing awaits."""
        _refuse("use `await table.put_many(...)`")

    def on_key_del(self, *_: Any) -> None:  # noqa: ANN401 - Faust's signature
        """Refuse `del table[key]`, which nothing awaits."""
        _refuse("use `await table.put_many(...)`")


def _refuse(why: str) -> NoReturn:
    raise TypeError(why)
