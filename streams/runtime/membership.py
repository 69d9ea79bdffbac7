"""Where this process stands in its consumer group, and the lock that keeps its writers apart."""

import asyncio
import time
from collections.abc import Callable
from enum import StrEnum


class Phase(StrEnum):
    """The circle a member goes: joining, loading, running, revoking, and joining again."""

    JOINING = "joining"
    LOADING = "loading"
    RUNNING = "running"
    REVOKING = "revoking"


class Membership:
    """Phase and epoch of this member.

    Shapes: `epoch` counts the rebalances begun, `assigned_epoch` is that of the last assignment: where they differ, a
    newer rebalance is under way and what was begun for the older one must not be finished.
    Units: `since` is monotonic seconds.
    """

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self.phase = Phase.JOINING
        self.since = monotonic()
        self.epoch = 0
        self.assigned_epoch = 0
        self.writing = asyncio.Lock()
        """Held by whoever writes: a batch, a tick, a reconciliation. A rebalance waits for it."""

    def enter(self, phase: Phase) -> None:
        """Begin a phase now."""
        self.phase = phase
        self.touch()

    def touch(self) -> None:
        """Say that the phase makes progress; a long load is not a stuck one."""
        self.since = self._monotonic()

    def begin_rebalance(self) -> None:
        """Partitions are about to be revoked; a batch in flight may still be finished."""
        self.epoch += 1
        self.enter(Phase.REVOKING)

    async def leave(self) -> None:
        """All partitions are given back: wait for the writer, then let no other in."""
        async with self.writing:
            self.enter(Phase.JOINING)

    def take(self) -> None:
        """Partitions were assigned and are to be loaded."""
        self.assigned_epoch = self.epoch
        self.enter(Phase.LOADING)

    @property
    def current(self) -> bool:
        """Whether no rebalance began after the last assignment."""
        return self.assigned_epoch == self.epoch
