"""Switches one guard of a worker off, to see which fault it keeps out. Only tests can do this; the product can't."""

# ruff: noqa: SLF001, ANN401 - it replaces private parts of workers, whatever they are given

import asyncio
from collections.abc import Callable
from typing import Any, Final

from streams.agents import CountAgent
from streams.runtime.commit import Committer
from streams.runtime.guards import GapGuard, LivenessGuard, PauseGuard, WriteGuard
from streams.runtime.membership import Membership, Phase
from streams.runtime.recovery import Recovery
from streams.runtime.tables import PartitionedTable


def _gap() -> None:
    """Let messages be missing."""

    def follow(guard: GapGuard, events: Any) -> int:
        for event in events:
            guard.next[event.message.tp] = event.message.offset + 1
        return 0

    vars_of(GapGuard, follow=follow)


def _stall() -> None:
    """Go on after a pause, as if no time had passed."""

    def check(guard: WriteGuard) -> None:
        guard.beaten = guard._monotonic()
        if guard._membership.phase not in (Phase.RUNNING, Phase.REVOKING):
            guard._end(f"a write while {guard._membership.phase}")

    def beat(guard: WriteGuard) -> None:
        guard.beaten = guard._monotonic()

    def look(_guard: PauseGuard, _last: float, now: float) -> float:
        return now

    vars_of(WriteGuard, check=check, beat=beat)
    vars_of(PauseGuard, look=look)


def _phase() -> None:
    """Write in any phase, and for as long as it takes."""

    def check(guard: WriteGuard) -> None:
        if guard._monotonic() - guard.beaten > guard._limits.pause:
            guard._end("the event loop stood still")

    vars_of(WriteGuard, check=check)


def _epoch() -> None:
    """Finish a recovery that a newer rebalance has overtaken."""

    def begin_rebalance(member: Membership) -> None:
        member.enter(Phase.REVOKING)

    vars_of(Membership, begin_rebalance=begin_rebalance)


def _fence() -> None:
    """Take whatever offset the broker gives: another worker may write to the same changelog."""

    async def put_many(table: PartitionedTable, rows: Any) -> None:
        send, topic = table.app.producer.send, table.changelog_topic_name
        sent = [await send(topic, key.encode(), value, partition, None, None) for partition, key, value in rows]
        for (partition, key, value), written in zip(rows, await asyncio.gather(*sent), strict=True):
            table.next[partition] = written.offset + 1
            if value is None:
                table.parts[partition].pop(key, None)
            else:
                table.parts[partition][key] = table.keep(value)

    vars_of(PartitionedTable, put_many=put_many)


def _liveness() -> None:
    """Wait for ever."""

    def suspicious(_guard: LivenessGuard) -> bool:
        return False

    vars_of(LivenessGuard, suspicious=suspicious)


def _ack_order() -> None:
    """Acknowledge before the effects, as `take()` of Faust does."""

    async def batch(committer: Committer, events: Any, step: Any) -> None:
        committer._guard.check()
        committer._gaps.follow(events)
        for event in events:
            event.ack()
        await committer._app.consumer.commit()  # not left to the timer: the fault shows each time, not by chance
        effects = await step(events)
        await committer.carry_out(effects)
        committer._liveness.progress()

    vars_of(Committer, _batch=batch)


def _reconcile() -> None:
    """Believe what is published, and project only what comes."""
    real = CountAgent.reconcile

    async def reconcile(agent: CountAgent, held: Any, *rest: Any) -> int:
        put_many = PartitionedTable.put_many

        async def nothing(_table: PartitionedTable, _rows: Any) -> None:
            return

        vars_of(PartitionedTable, put_many=nothing)
        try:
            return await real(agent, held, *rest)
        finally:
            vars_of(PartitionedTable, put_many=put_many)

    vars_of(CountAgent, reconcile=reconcile)


def _versions() -> None:
    """Let the last record of a changelog win, whatever its version."""

    def apply(table: PartitionedTable, partition: int, key: str, value: bytes | None) -> None:
        if value is None:
            table.parts[partition].pop(key, None)
        else:
            table.parts[partition][key] = table.keep(value)

    vars_of(PartitionedTable, apply=apply)


def _log_start() -> None:
    """Begin a partition without a commit where the consumer happens to be, as Faust does."""

    async def seek(recovery: Recovery, assignment: Any) -> dict[Any, int]:
        consumer = recovery.app.consumer
        if not assignment:
            return {}
        await recovery._wait(consumer.perform_seek(), timeout=recovery.app.conf.broker_request_timeout)
        committed = await consumer.seek_to_committed()  # type: ignore[attr-defined] # its interface forgets it
        starts = await consumer.earliest_offsets(*assignment)
        return {place: max(committed.get(place) or 0, starts.get(place) or 0) for place in assignment}

    vars_of(Recovery, _seek=seek)


def vars_of(owner: type, **methods: Callable[..., Any]) -> None:
    """Replace methods of a class."""
    for name, method in methods.items():
        setattr(owner, name, method)


GUARDS: Final[dict[str, Callable[[], None]]] = {
    "gap": _gap,
    "stall": _stall,
    "phase": _phase,
    "epoch": _epoch,
    "fence": _fence,
    "liveness": _liveness,
    "ack-order": _ack_order,
    "reconcile": _reconcile,
    "versions": _versions,
    "log-start": _log_start,
}
