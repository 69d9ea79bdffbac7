"""The order of a recovery, with a consumer and an app that only note what is asked of them."""

# ruff: noqa: ANN401 - it stands in for interfaces of Faust and aiokafka that have no types

import asyncio
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka.structs import TopicPartition

from streams.runtime import recovery
from streams.runtime.membership import Membership, Phase
from streams.runtime.recovery import Manager, Recovery
from tests.support import fakes

NEW, DONE, CUT = (TopicPartition("articles", number) for number in range(3))
COMMITTED = {NEW: None, DONE: 7, CUT: 3}
STARTS = {NEW: 2, DONE: 0, CUT: 5}  # the log of CUT begins after what was committed


class Notes(list[str]):
    """What happened, in order."""

    def call(self, name: str, result: Any = None) -> Callable[..., Any]:
        def note(*_: Any) -> Any:
            self.append(name)
            return result

        return note

    def awaited(self, name: str, result: Any = None) -> Callable[..., Any]:
        async def note(*_: Any, **__: Any) -> Any:
            self.append(name)
            return result

        return note


class Fixture:
    """A recovery whose surroundings are fakes; `assignment` is what the group gave it."""

    def __init__(self, assignment: set[TopicPartition]) -> None:
        self.notes = notes = Notes()
        self.member = Membership()
        self.member.begin_rebalance()
        self.member.take()
        self.sought: dict[TopicPartition, int] = {}
        self.ready: dict[TopicPartition, int] = {}

        async def seek(place: TopicPartition, offset: int) -> None:
            self.sought[place] = offset
            notes.append("seek")

        consumer = SimpleNamespace(
            assignment=lambda: assignment,
            perform_seek=notes.awaited("seek to committed"),
            seek_to_committed=notes.awaited("read committed", COMMITTED),
            earliest_offsets=notes.awaited("read starts", STARTS),
            seek=seek,
            resume_partitions=notes.call("resume partitions"),
            resume_flow=notes.call("resume flow"),
        )
        self.app = SimpleNamespace(
            consumer=consumer,
            consumer_generation_id=4,
            on_rebalance_complete=SimpleNamespace(send=notes.awaited("complete")),
            conf=SimpleNamespace(broker_request_timeout=1.0),
            flow_control=SimpleNamespace(resume=notes.call("clear queues")),
            _fetcher=SimpleNamespace(maybe_start=notes.awaited("fetch")),
            on_rebalance_end=notes.call("end"),
        )
        self.tables = SimpleNamespace(
            membership=self.member,
            restore=notes.awaited("restore"),
            on_ready=self._on_ready,
            on_actives_ready=lambda: None,
            on_standbys_ready=lambda: None,
            end=fakes.end,
        )

    def _on_ready(self, first: dict[TopicPartition, int]) -> None:
        self.ready = first
        self.notes.append("ready")

    def run(self) -> None:
        async def recover() -> None:
            service: Any = object.__new__(Recovery)
            service.app, service.tables, service.completed = self.app, self.tables, asyncio.Event()

            async def wait(work: Any, timeout: float | None = None) -> None:  # noqa: ASYNC109 - Faust's signature
                await asyncio.wait_for(asyncio.ensure_future(work), timeout)

            service._wait = wait  # noqa: SLF001 - Faust's
            await service._recover(4, self.member.assigned_epoch)  # noqa: SLF001 - what this tests

        asyncio.run(recover())


def test_nothing_flows_before_tables_are_restored_and_every_partition_is_sought() -> None:
    made = Fixture({NEW, DONE, CUT})
    made.run()
    order = [note for note in made.notes if note not in ("complete", "read committed", "read starts", "seek")]
    assert order == [
        "restore",
        "seek to committed",
        "ready",
        "clear queues",
        "resume partitions",
        "resume flow",
        "fetch",
        "end",
    ]
    assert max(index for index, note in enumerate(made.notes) if note == "seek") < made.notes.index("ready")


def test_where_nothing_is_committed_it_begins_at_the_start_of_the_log() -> None:
    made = Fixture({NEW, DONE, CUT})
    made.run()
    assert made.sought == {NEW: 2, CUT: 5}
    assert made.ready == {NEW: 2, DONE: 7, CUT: 5}


def test_a_worker_without_partitions_is_ready_too() -> None:
    made = Fixture(set())
    made.run()
    assert made.ready == {}
    assert made.notes[-1] == "end"


def test_a_recovery_that_a_rebalance_overtakes_does_not_resume() -> None:
    made = Fixture({DONE})

    async def restore(*_: Any) -> None:
        made.member.begin_rebalance()

    made.tables.restore = restore
    made.run()
    assert "ready" not in made.notes
    assert "resume partitions" not in made.notes


def test_another_generation_is_not_ours() -> None:
    made = Fixture({DONE})
    made.app.consumer_generation_id = 5
    made.run()
    assert made.notes == ["complete"]


def manager(app: Any, member: Membership) -> Manager:
    made: Manager = app.tables
    made.equip(member, {}, fakes.end, lambda _first: None)
    return made


def test_restoring_loads_then_repairs_then_reconciles(app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    async def play() -> list[str]:
        notes: list[str] = []
        tables = manager(app, fakes.running())
        ledger = tables["ledger"]

        async def load(_tables: Any, held: Any, *_: Any) -> int:
            notes.append(f"load {sorted(held[ledger])}")
            return 0

        async def repair() -> int:
            notes.append(f"repair, locked: {tables.membership.writing.locked()}")
            return 0

        async def reconcile(_held: Any, _ours: Any) -> int:
            notes.append(f"reconcile, locked: {tables.membership.writing.locked()}")
            return 0

        monkeypatch.setattr(recovery, "load", load)
        monkeypatch.setattr(ledger, "repair", repair)
        tables.reconcile = reconcile
        await tables.restore({DONE, TopicPartition("other", 5)}, lambda: True)
        return notes

    assert asyncio.run(play()) == ["load [1]", "repair, locked: True", "reconcile, locked: True"]


def test_an_overtaken_restore_writes_nothing(app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    async def play() -> None:
        tables = manager(app, fakes.running())

        async def load(*_: Any) -> int:
            return 0

        async def reconcile(_held: Any, _ours: Any) -> int:
            raise AssertionError

        monkeypatch.setattr(recovery, "load", load)
        tables.reconcile = reconcile
        ledger: Any = tables["ledger"]
        ledger.stale.add((0, "a"))
        await tables.restore({DONE}, lambda: False)

    asyncio.run(play())


def test_the_phases_follow_fausts_calls(app: Any) -> None:
    async def play() -> list[Phase]:
        member = Membership()
        tables = manager(app, member)
        phases = []
        tables.on_rebalance_start()
        phases.append(member.phase)
        await app.on_partitions_revoked.send({DONE})
        phases.append(member.phase)
        tables.on_ready({DONE: 7})
        return [*phases, member.phase]

    assert asyncio.run(play()) == [Phase.REVOKING, Phase.JOINING, Phase.RUNNING]


def test_faust_subscribes_to_no_changelog(app: Any) -> None:
    assert app.tables.changelog_topics == set()
