"""Loading a changelog, from a reader that is a list of records."""

# ruff: noqa: ANN401 - it stands in for interfaces of Faust and aiokafka that have no types

import asyncio
from types import SimpleNamespace
from typing import Any

import orjson
import pytest
from aiokafka.structs import TopicPartition

from streams.runtime import loader
from streams.runtime.loader import CorruptRowError, PartitionsDifferError, load
from streams.runtime.tables import PartitionedTable

Log = dict[int, list[tuple[int, bytes, bytes | None]]]
"""Offset, key and value by partition."""


def row(version: int) -> bytes:
    return orjson.dumps({"version": str(version)})


class FakeReader:
    """Gives the records of a log, a few at a time; a hole at the end is what compaction leaves."""

    partitions = 2

    def __init__(self, log: Log, ends: dict[int, int]) -> None:
        self.log = log
        self.ends = ends
        self.starts = dict.fromkeys(ends, 0)
        self.positions: dict[TopicPartition, int] = {}
        self.paused: set[TopicPartition] = set()
        self.stopped = False
        self.read: list[int] = []

    async def start(self) -> None: ...

    async def stop(self) -> None:
        self.stopped = True

    def assign(self, places: list[TopicPartition]) -> None:
        self.positions = dict.fromkeys(places, 0)

    async def end_offsets(self, places: list[TopicPartition]) -> dict[TopicPartition, int]:
        return {place: self.ends[place.partition] for place in places}

    async def beginning_offsets(self, places: list[TopicPartition]) -> dict[TopicPartition, int]:
        return {place: self.starts[place.partition] for place in places}

    def partitions_for_topic(self, _topic: str) -> set[int]:
        return set(range(self.partitions))

    def seek(self, place: TopicPartition, offset: int) -> None:
        self.positions[place] = offset

    def pause(self, *places: TopicPartition) -> None:
        self.paused |= set(places)

    async def position(self, place: TopicPartition) -> int:
        return self.positions[place]

    async def getmany(self, **_: Any) -> dict[TopicPartition, list[Any]]:
        for place, position in self.positions.items():
            left = [record for record in self.log.get(place.partition, []) if record[0] >= position]
            if place in self.paused:
                continue
            if left:
                offset, key, value = left[0]
                self.positions[place] = offset + 1
                self.read.append(offset)
                found = SimpleNamespace(
                    topic=place.topic, partition=place.partition, offset=offset, key=key, value=value
                )
                return {place: [found]}
            self.positions[place] = max(position, self.ends[place.partition])
        return {}


@pytest.fixture
def run(table: PartitionedTable, monkeypatch: pytest.MonkeyPatch) -> Any:
    def play(reader: FakeReader, held: set[int]) -> int:
        monkeypatch.setattr(loader, "AIOKafkaConsumer", lambda **_: reader)
        return asyncio.run(load([table], {table: held}, {}, lambda: None))

    return play


def test_a_log_is_folded_to_its_end_holes_included(run: Any, table: PartitionedTable) -> None:
    reader = FakeReader({0: [(0, b"a", row(1)), (1, b"b", row(1)), (2, b"a", row(2)), (4, b"b", None)]}, {0: 7, 1: 0})
    assert run(reader, {0, 1}) == 4
    assert table.parts == {0: {"a": row(2)}, 1: {}}
    assert table.next == {0: 7, 1: 0}
    assert table.changed == {0, 1}
    assert reader.stopped


def test_what_is_held_already_is_not_read_again(run: Any, table: PartitionedTable) -> None:
    log: Log = {0: [(0, b"a", row(1)), (1, b"a", row(2))]}
    run(FakeReader(log, {0: 2, 1: 0}), {0})
    table.changed.clear()
    log[0].append((2, b"a", row(3)))
    reader = FakeReader(log, {0: 3, 1: 0})
    assert run(reader, {0}) == 1
    assert reader.read == [2]
    assert table.parts == {0: {"a": row(3)}}
    assert table.changed == {0}


def test_a_partition_that_was_given_away_is_forgotten_and_read_whole_when_it_comes_back(
    run: Any, table: PartitionedTable
) -> None:
    log: Log = {0: [(0, b"a", row(1))]}
    run(FakeReader(log, {0: 1, 1: 0}), {0})
    run(FakeReader(log, {0: 1, 1: 0}), {1})
    assert table.parts == {1: {}}
    reader = FakeReader(log, {0: 1, 1: 0})
    assert run(reader, {0}) == 1
    assert table.parts == {0: {"a": row(1)}}


def test_a_log_that_was_cut_is_read_from_its_new_start(run: Any, table: PartitionedTable) -> None:
    run(FakeReader({0: [(0, b"a", row(1))]}, {0: 1, 1: 0}), {0})
    reader = FakeReader({0: [(5, b"b", row(1))]}, {0: 6, 1: 0})
    reader.starts[0] = 5
    run(reader, {0})
    assert table.parts == {0: {"b": row(1)}}


def test_a_damaged_row_is_named_and_nothing_is_held(run: Any, table: PartitionedTable) -> None:
    reader = FakeReader({0: [(0, b"a", row(1)), (1, b"b", b"{")]}, {0: 2, 1: 0})
    with pytest.raises(CorruptRowError) as caught:
        run(reader, {0})
    assert (caught.value.partition, caught.value.offset) == (0, 1)
    assert "Nothing was overwritten" in str(caught.value)
    assert table.parts == {}
    assert reader.stopped


def test_a_changelog_with_other_partitions_is_refused(run: Any) -> None:
    reader = FakeReader({}, {0: 0, 1: 0})
    reader.partitions = 3
    with pytest.raises(PartitionsDifferError, match="has 3 partitions, 2 are needed"):
        run(reader, {0})


def test_holding_nothing_reads_nothing(run: Any, table: PartitionedTable) -> None:
    table.begin(0, 0)
    assert run(FakeReader({}, {}), set()) == 0
    assert table.parts == {}
