"""The order of effects, stated once.

1. outputs awaited (events, corrections, dead letters, forwarded articles);
2. state awaited (the tables `ledger` and `reports`);
3. projections awaited (the published tables `incidents` and `counters`);
4. ack.

A crash between two of them repeats what comes before, with the same ids and versions, and loses nothing:
- after 1, the batch is done again from the same state, so the same outputs are sent again; readers know them by id;
- after 2, or in the middle of it, the reload publishes what the state now says (streams.agents, `reconcile`);
- after 3, the batch finds its own versions in the state and changes nothing.
Outputs come before the state, since nothing would send them again once the state knows of them. Projections come after
it, since a reload would publish an older state over a newer projection, and readers would see a number step back.
Ack before any of them loses what was not written.

No exception leaves a batch. What is wrong with a record's content was parked by the agent; anything else ends the
process.
"""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

import faust
from faust.types import TP

from streams.runtime.effects import Batch, Effects, Output, Write
from streams.runtime.ending import End
from streams.runtime.guards import WATCH_SECONDS, GapGuard, Limits, LivenessGuard, PauseGuard, WriteGuard
from streams.runtime.membership import Membership, Phase

if TYPE_CHECKING:
    from streams.runtime.tables import PartitionedTable, Row

Step = Callable[[Batch], Awaitable[Effects]]
"""Decides what a batch does; writes nothing itself."""

Tick = Callable[[], Awaitable[Effects]]
"""Decides what the passing of time does."""

LOG_SECONDS: Final = 1.0  # one line a second at most, whatever the number of batches
LOOK_SECONDS: Final = 5.0  # between two looks at liveness; each may ask the broker
ANSWER_SECONDS: Final = 5.0  # for the broker to say how far its logs go

log = logging.getLogger(__name__)


class Committer:
    """Runs batches and ticks, one at a time, in the order above and between the guards."""

    def __init__(self, app: faust.App, membership: Membership, limits: Limits, end: End) -> None:
        self._app = app
        self._membership = membership
        self._end = end
        self._guard = WriteGuard(membership, limits, end)
        self._gaps = GapGuard(end)
        self._liveness = LivenessGuard(membership, limits, end)
        self._pauses = PauseGuard(self._guard, limits, end, self._crash)
        self._journal = Journal()

    async def run(self, batches: AsyncIterator[Batch], step: Step) -> None:
        """Process the batches for ever."""
        try:
            async for events in batches:
                async with self._membership.writing:
                    await self._batch(events, step)
        except Exception as error:
            log.exception("batch failed")
            self._end(f"batch failed: {error!s} ({type(error).__name__})")

    async def _batch(self, events: Batch, step: Step) -> None:
        self._guard.check()
        backwards = self._gaps.follow(events)
        effects = await step(events)
        await self.carry_out(effects)
        self._guard.check()
        for event in events:
            event.ack()
        self._liveness.progress()
        self._journal.note(effects.notes + Counter(records=len(events), went_back=backwards))

    async def carry_out(self, effects: Effects) -> None:
        """Do steps 1 to 3. The caller holds the writing lock."""
        if effects.outputs:
            self._guard.check()
            await self.send(effects.outputs)
        await self._write(effects.state)
        await self._write(effects.projections)

    async def _write(self, writes: Sequence[Write]) -> None:
        """Write all tables at once, and each in one go, so that its offsets follow each other."""
        rows: dict[PartitionedTable, list[Row]] = {}
        for write in writes:
            rows.setdefault(write.table, []).extend(write.rows)
        due = [table.put_many(every) for table, every in rows.items() if every]
        if due:
            self._guard.check()
            await asyncio.gather(*due)

    async def send(self, outputs: Sequence[Output]) -> None:
        """Send records; return when the broker has them all."""
        send = self._app.producer.send
        sent = [
            await send(output.topic, output.key, output.value, output.partition, output.timestamp, None)
            for output in outputs
        ]
        await asyncio.gather(*sent)

    async def tick_every(self, seconds: float, tick: Tick) -> None:
        """Carry out a tick every so often; never beside a batch, a load or a rebalance."""
        while True:
            await asyncio.sleep(seconds)
            try:
                async with self._membership.writing:
                    if self._membership.phase is Phase.RUNNING:
                        effects = await tick()
                        await self.carry_out(effects)
                        self._journal.note(effects.notes)
            except Exception as error:
                log.exception("tick failed")
                self._end(f"tick failed: {error!s} ({type(error).__name__})")

    def ready(self, first: Mapping[TP, int]) -> None:
        """Note that batches may come; `first` is the next offset of every partition held."""
        self._gaps.expect(first)
        self._liveness.progress()
        partitions = sorted(place.partition for place in first)
        log.info("worker ready", extra={"app": self._app.conf.id, "partitions": partitions})

    async def watch(self) -> None:
        """Guard the process for ever. Must run before the first assignment."""
        self._pauses.start()
        looked = time.monotonic()
        while True:
            self._guard.beat()
            self._journal.tell()
            await asyncio.sleep(WATCH_SECONDS)
            if time.monotonic() - looked > LOOK_SECONDS:
                looked = time.monotonic()
                if self._liveness.suspicious() and self._gaps.next:
                    self._liveness.judge(self._gaps.next, await self._ends())

    async def _ends(self) -> Mapping[TP, int] | None:
        try:
            async with asyncio.timeout(ANSWER_SECONDS):  # wait_for of Python 3.11 can lose a cancellation
                ends: Mapping[TP, int] = await self._app.consumer.highwaters(*self._gaps.next)
        except Exception:
            log.warning("the broker does not say how far its logs go", exc_info=True)
            return None
        return ends

    def _crash(self) -> str | None:
        return repr(self._app.crash_reason) if self._app.crashed else None


class Journal:
    """Sums up what batches did and tells it once a second at most."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._told = monotonic()
        self._notes: Counter[str] = Counter()

    def note(self, notes: Counter[str]) -> None:
        """Add the counts of one batch."""
        self._notes += notes

    def tell(self) -> None:
        """Log the sums since the last line, if there are any and a second has passed."""
        now = self._monotonic()
        if self._notes and now - self._told >= LOG_SECONDS:
            log.info("processed", extra={"seconds": round(now - self._told, 2), **self._notes})
            self._notes.clear()
            self._told = now
