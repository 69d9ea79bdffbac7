import asyncio

import orjson
import pytest

from streams.incidents import digest_of
from streams.runtime.tables import ForeignWriteError, NotHeldError, PartitionedTable
from tests.support.fakes import FakeProducer


def row(version: int, **more: object) -> bytes:
    return orjson.dumps({"version": str(version), **more})


@pytest.fixture
def held(table: PartitionedTable) -> PartitionedTable:
    table.begin(0, 0)
    table.begin(1, 0)
    return table


def test_a_row_belongs_to_the_partition_it_was_written_to(held: PartitionedTable) -> None:
    asyncio.run(held.put_many([(0, "a", row(1)), (1, "b", row(2))]))
    assert held.get_in(0, "a") == row(1)
    assert held.get_in(1, "a") is None
    assert dict(held.data) == {"a": row(1), "b": row(2)}
    assert held.next == {0: 1, 1: 1}


def test_none_deletes(held: PartitionedTable, producer: FakeProducer) -> None:
    asyncio.run(held.put_many([(0, "a", row(1)), (0, "a", None)]))
    assert held.get_in(0, "a") is None
    assert producer.logs[held.changelog_topic_name, 0] == [(b"a", row(1)), (b"a", None)]


def test_memory_does_not_change_before_the_broker_has_it(held: PartitionedTable, producer: FakeProducer) -> None:
    producer.fail_after = 0
    with pytest.raises(ConnectionError):
        asyncio.run(held.put_many([(0, "a", row(1))]))
    assert held.get_in(0, "a") is None
    assert held.next[0] == 0


def test_another_writer_is_noticed_by_the_offset(held: PartitionedTable, producer: FakeProducer) -> None:
    producer.offsets[held.changelog_topic_name, 0] = 5
    with pytest.raises(ForeignWriteError) as caught:
        asyncio.run(held.put_many([(0, "a", row(1))]))
    assert (caught.value.expected, caught.value.found) == (0, 5)


def test_a_partition_that_is_not_held_is_not_written(held: PartitionedTable, producer: FakeProducer) -> None:
    held.drop(1)
    with pytest.raises(NotHeldError):
        asyncio.run(held.put_many([(0, "a", row(1)), (1, "b", row(1))]))
    assert producer.trace == []


def test_a_late_write_of_a_zombie_does_not_win_and_is_repaired(held: PartitionedTable, producer: FakeProducer) -> None:
    held.apply(0, "a", row(2))
    held.apply(0, "a", row(1))
    held.next[0] = producer.offsets[held.changelog_topic_name, 0] = 2
    assert held.get_in(0, "a") == row(2)
    assert asyncio.run(held.repair()) == 1
    assert producer.logs[held.changelog_topic_name, 0] == [(b"a", row(2))]
    assert asyncio.run(held.repair()) == 0


def test_a_newer_row_after_the_late_one_needs_no_repair(held: PartitionedTable) -> None:
    for version in (2, 1, 3):
        held.apply(0, "a", row(version))
    assert held.get_in(0, "a") == row(3)
    assert held.stale == set()


UNREADABLE = {
    "no JSON": b"{",
    "no object": b"[1]",
    "no version": b"{}",
    "a newer schema": row(1, schema_version=99),
}


@pytest.mark.parametrize("value", UNREADABLE.values(), ids=UNREADABLE)
def test_a_row_that_this_release_cannot_read_is_refused(held: PartitionedTable, value: bytes) -> None:
    with pytest.raises((ValueError, KeyError)):
        held.apply(0, "a", value)
    assert held.get_in(0, "a") is None


def test_faust_cannot_write_behind_our_back(held: PartitionedTable) -> None:
    with pytest.raises(TypeError):
        held["a"] = row(1)
    with pytest.raises(TypeError):
        held.apply_changelog_batch([])


def test_memory_may_hold_a_digest_while_the_log_has_all(held: PartitionedTable, producer: FakeProducer) -> None:
    held.keep, held.read_version = digest_of, lambda _: ""
    asyncio.run(held.put_many([(0, "a", row(1))]))
    held.apply(1, "b", row(2))
    held.apply(1, "b", row(1))  # without versions, the last one written stands
    assert producer.logs[held.changelog_topic_name, 0] == [(b"a", row(1))]
    assert dict(held.data) == {"a": digest_of(row(1)), "b": digest_of(row(1))}
    assert held.stale == set()
