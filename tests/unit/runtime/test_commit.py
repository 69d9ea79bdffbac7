# ruff: noqa: ANN401 - it stands in for interfaces of Faust and aiokafka that have no types

import asyncio
from collections import Counter
from typing import Any

import pytest
from aiokafka.structs import TopicPartition

from streams.runtime.application import Application
from streams.runtime.commit import Journal
from streams.runtime.effects import Batch, Effects, Output, Write
from streams.runtime.membership import Phase
from streams.runtime.tables import PartitionedTable
from tests.support.fakes import (
    Ended,
    FakeEvent,
    FakeProducer,
    HandClock,
    committer,
    message,
    running,
    stream_of,
)

HERE = TopicPartition("articles", 0)
STEPS = ["events", "conflict-streams-extract-ledger-changelog", "conflict-streams-extract-projection-changelog", "ack"]


@pytest.fixture
def projection(app: Application) -> PartitionedTable:
    made: Any = app.Table("projection", source="articles", partitions=2, read_version=lambda _: "")
    made.begin(0, 0)
    return made  # type: ignore[no-any-return]


def run(app: Application, step: Any, *events: FakeEvent, phase: Phase = Phase.RUNNING) -> None:
    async def batches() -> None:
        member = running()
        member.enter(phase)
        await committer(app, member, {HERE: 0}).run(stream_of(list(events)), step)

    asyncio.run(batches())


def effects(table: PartitionedTable, projection: PartitionedTable) -> Effects:
    """One effect of each kind, listed in an order that is not theirs."""
    table.begin(0, 0)
    return Effects(
        state=[Write(table, [(0, "a", b"{}")])],
        projections=[Write(projection, [(0, "a", b"{}")])],
        outputs=[Output("events", b"IRQ", b"{}", 0)],
    )


def test_the_order_of_effects(
    app: Application, producer: FakeProducer, table: PartitionedTable, projection: PartitionedTable
) -> None:
    async def step(_batch: Batch) -> Effects:
        return effects(table, projection)

    run(app, step, FakeEvent(message(b"{}"), on_ack=lambda: producer.trace.append("ack")))
    assert producer.trace == STEPS


def test_the_projections_of_all_partitions_are_sent_before_any_is_awaited(
    app: Application, producer: FakeProducer, projection: PartitionedTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[int] = []
    put_many = projection.put_many

    async def counted(rows: Any) -> None:
        calls.append(len(rows))
        await put_many(rows)

    async def step(_batch: Batch) -> Effects:
        projection.begin(1, 0)
        return Effects(projections=[Write(projection, [(each, "a", b"{}"), (each, "b", b"{}")]) for each in (0, 1)])

    monkeypatch.setattr(projection, "put_many", counted)
    run(app, step, FakeEvent(message(b"{}")))
    assert calls == [4]
    assert len(producer.trace) == 4


@pytest.mark.parametrize("done", range(3))
def test_what_fails_at_a_step_acks_nothing_and_ends_the_process(
    app: Application, producer: FakeProducer, table: PartitionedTable, projection: PartitionedTable, *, done: int
) -> None:
    async def step(_batch: Batch) -> Effects:
        return effects(table, projection)

    producer.fail_after = done
    event = FakeEvent(message(b"{}"))
    with pytest.raises(Ended, match="the broker is gone"):
        run(app, step, event)
    assert producer.trace == STEPS[:done]
    assert not event.acked


def test_an_error_nobody_foresaw_ends_the_process(app: Application) -> None:
    async def step(_batch: Batch) -> Effects:
        detail = "a bug of ours"
        raise LookupError(detail)

    event = FakeEvent(message(b"{}"))
    with pytest.raises(Ended, match=r"a bug of ours \(LookupError\)"):
        run(app, step, event)
    assert not event.acked


def test_a_batch_after_the_group_moved_on_is_not_begun(app: Application) -> None:
    async def step(_batch: Batch) -> Effects:
        raise AssertionError

    with pytest.raises(Ended, match="a write while joining"):
        run(app, step, FakeEvent(message(b"{}")), phase=Phase.JOINING)


def test_a_tick_waits_for_the_batch_and_does_nothing_while_loading(app: Application, table: PartitionedTable) -> None:
    async def play() -> list[str]:
        told: list[str] = []
        member = running()
        table.begin(0, 0)

        async def tick() -> Effects:
            told.append(f"tick while {member.phase}, a batch at work: {batch_at_work}")
            return Effects(projections=[Write(table, [(0, "a", b"{}")])])

        made = committer(app, member, {HERE: 0})
        ticking = asyncio.ensure_future(made.tick_every(0.001, tick))
        async with member.writing:
            batch_at_work = True
            await asyncio.sleep(0.02)
            batch_at_work = False
            member.enter(Phase.LOADING)
        await asyncio.sleep(0.02)
        assert told == []
        member.enter(Phase.RUNNING)
        await asyncio.sleep(0.02)
        ticking.cancel()
        return told

    told = asyncio.run(play())
    assert told
    assert set(told) == {"tick while running, a batch at work: False"}


def test_a_tick_that_fails_ends_the_process(app: Application) -> None:
    async def tick() -> Effects:
        detail = "a bug of ours"
        raise LookupError(detail)

    async def play() -> None:
        await committer(app, running(), {HERE: 0}).tick_every(0.001, tick)

    with pytest.raises(Ended, match="tick failed: a bug of ours"):
        asyncio.run(play())


def test_the_log_tells_sums_once_a_second(caplog: pytest.LogCaptureFixture) -> None:
    clock = HandClock()
    journal = Journal(clock)
    caplog.set_level("INFO")
    for _ in range(3):
        journal.note(Counter(records=500, parked=0))
        journal.tell()
    assert caplog.records == []
    clock.now += 1
    journal.tell()
    journal.tell()
    assert [vars(record)["records"] for record in caplog.records] == [1500]
    assert not hasattr(caplog.records[0], "parked")
