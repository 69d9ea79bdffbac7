"""Faust's table manager and recovery with our loader in place of Faust's, and in an order that loses nothing.

After every assignment:
1. load the partitions held (streams.runtime.loader);
2. write newer rows again where an older one stands last, then reconcile the projections with the state;
3. seek to the committed offsets, and to the log's start where nothing is committed;
4. clear the queues, resume the source partitions, start the fetcher.

Stock Faust resumes before it seeks, which loses messages (issue 596), and does not seek a partition without a commit.
Faust declares the changelogs but subscribes to none, so it hands out partitions by aiokafka's round-robin.
Source: docs/upstream.md.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

import faust.tables.recovery as stock
from aiokafka.errors import IllegalStateError
from faust.tables.manager import TableManager
from faust.types import TP
from mode import Service

from streams.runtime.collector import collector_away
from streams.runtime.ending import End
from streams.runtime.loader import Held, load
from streams.runtime.membership import Membership, Phase

if TYPE_CHECKING:
    from streams.runtime.tables import PartitionedTable

Reconcile = Callable[[Held, Callable[[], bool]], Awaitable[int]]
"""Makes the projections equal to the state, for the partitions held, as long as the second argument says that they are
still ours; returns how many records it wrote."""

log = logging.getLogger(__name__)


async def nothing_to_reconcile(_held: Held, _still_ours: Callable[[], bool]) -> int:
    """Reconcile an app without projections."""
    return 0


class Recovery(stock.Recovery):
    """Recovery of PartitionedTables. It replaces two of Faust's background tasks by name."""

    logger = logging.getLogger("faust.recovery")

    tables: "Manager"

    @Service.task
    async def _restart_recovery(self) -> None:
        while not self.should_stop:
            if await self.wait_for_stopped(self.signal_recovery_start):  # type: ignore[arg-type] # as in Faust itself
                break
            self.signal_recovery_start.clear()
            try:
                await self._recover(self._generation_id, self.tables.membership.assigned_epoch)
            except (stock.RebalanceAgain, IllegalStateError):
                continue  # another assignment follows, and this is done again
            except stock.ServiceStopped:
                break
            except Exception as error:  # noqa: BLE001 - whatever it is, the tables are in doubt
                self.tables.end(f"recovery failed: {error!s} ({type(error).__name__})")

    @Service.task
    async def _slurp_changelogs(self) -> None:
        """Replace Faust's reader of changelogs: none is subscribed to, so nothing may arrive."""

    async def _recover(self, generation: int, epoch: int) -> None:
        app, consumer, tables = self.app, self.app.consumer, self.tables

        def still_ours() -> bool:
            return bool(generation == app.consumer_generation_id) and epoch == tables.membership.epoch

        await app.on_rebalance_complete.send()
        assignment: set[TP] = set(consumer.assignment())
        if not still_ours():
            return
        self.completed.clear()
        await self._finished(tables.restore(assignment, still_ours))
        first = await self._seek(assignment)
        if not still_ours():
            return
        tables.on_ready(first)
        app.flow_control.resume()
        consumer.resume_partitions(assignment)
        self.completed.set()
        consumer.resume_flow()
        await app._fetcher.maybe_start()  # type: ignore[attr-defined] # noqa: SLF001 - as in Faust itself; there is no public way
        tables.on_actives_ready()
        tables.on_standbys_ready()
        app.on_rebalance_end()

    async def _finished(self, work: Awaitable[None]) -> None:
        """Wait for the work, or for a newer rebalance; a superseded load must be over before the next one starts."""
        task = asyncio.ensure_future(work)
        try:
            await self._wait(task)
        finally:
            if not task.done():
                task.cancel()
                await asyncio.wait([task])

    async def _seek(self, assignment: set[TP]) -> dict[TP, int]:
        """Seek every partition to where it goes on; return those offsets."""
        consumer = self.app.consumer
        if not assignment:
            return {}
        await self._wait(consumer.perform_seek(), timeout=self.app.conf.broker_request_timeout)
        committed: Mapping[TP, int | None] = await consumer.seek_to_committed()  # type: ignore[attr-defined] # its interface forgets it
        starts: Mapping[TP, int] = await consumer.earliest_offsets(*assignment)
        first = {place: max(committed.get(place) or 0, starts.get(place) or 0) for place in assignment}
        for place, offset in first.items():
            if not committed.get(place) or committed[place] != offset:
                await consumer.seek(place, offset)
        return first


class Manager(TableManager):
    """Faust's table manager, which here moves the phases of our Membership. `equip` it before the app starts."""

    logger = logging.getLogger("faust.tables")

    membership: Membership
    connection: Mapping[str, Any]
    reconcile: Reconcile
    end: End
    ready: Callable[[Mapping[TP, int]], None]
    _recovery: Recovery | None = None

    def __init__(self, app: Any, **options: Any) -> None:  # noqa: ANN401 - Faust's signature
        super().__init__(app, **options)
        app.on_partitions_revoked.connect(self._left)

    def equip(
        self,
        membership: Membership,
        connection: Mapping[str, Any],
        end: End,
        ready: Callable[[Mapping[TP, int]], None],
    ) -> None:
        """Give what Faust, which makes this object, can't."""
        self.membership = membership
        self.connection = connection
        self.end = end
        self.ready = ready
        self.reconcile = nothing_to_reconcile

    @property
    def recovery(self) -> Recovery:
        """The recovery service, made when it is first asked for."""
        if self._recovery is None:
            self._recovery = Recovery(self.app, self, beacon=self.beacon, loop=self.loop)
        return self._recovery

    @property
    def changelog_topics(self) -> set[str]:
        """None that Faust should subscribe to."""
        return set()

    async def restore(self, assignment: set[TP], still_ours: Callable[[], bool]) -> None:
        """Load, repair and reconcile the tables for an assignment."""
        tables: list[PartitionedTable] = list(self.values())
        held: Held = {
            table: {place.partition for place in assignment if place.topic == table.source} for table in tables
        }
        kept = sum(len(table.parts.keys() & held[table]) for table in tables)
        began = time.monotonic()
        repaired = reconciled = 0
        with collector_away():
            count = await load(tables, held, self.connection, self.membership.touch)
            loaded = time.monotonic()
            async with self.membership.writing:
                for table in tables:
                    if still_ours():
                        repaired += await table.repair()
                if still_ours():
                    reconciled = await self.reconcile(held, still_ours)
        log.info(
            "tables loaded",
            extra={
                "records": count,
                "partitions": sum(map(len, held.values())),
                "kept": kept,
                "repaired": repaired,
                "reconciled": reconciled,
                "load_seconds": round(loaded - began, 3),
                "reconcile_seconds": round(time.monotonic() - loaded, 3),
            },
        )

    def on_ready(self, first: Mapping[TP, int]) -> None:
        """Let the batches in. `first` is the next offset of every partition."""
        self.membership.enter(Phase.RUNNING)
        self.ready(first)

    async def _update_channels(self) -> None:
        """Start the tables; stock Faust also subscribes the consumer to every changelog."""
        self._tables_finalized.set()
        for table in self.values():
            await table.maybe_start()
        self._tables_registered.set()

    def on_rebalance_start(self) -> None:
        """Note that partitions are about to go. Faust calls it from the consumer's thread."""
        super().on_rebalance_start()
        self.membership.begin_rebalance()

    async def _left(self, *_: Any, **__: Any) -> None:  # noqa: ANN401 - a Faust signal: the batches in flight are done
        await self.membership.leave()

    async def on_rebalance(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Faust's signature
        """Begin to load what was assigned."""
        self.membership.take()
        await super().on_rebalance(*args, **options)
