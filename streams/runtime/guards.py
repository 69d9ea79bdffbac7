"""Guards: each notices one way in which this process may no longer own what it writes, and ends it.

Nothing is repaired here. The broker has the truth, and a fresh start reads it in seconds.
Source: docs/upstream.md and docs/guarantees.md.
"""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from faust.types import TP

from streams.runtime.effects import Batch
from streams.runtime.ending import End
from streams.runtime.membership import Membership, Phase

WATCH_SECONDS: Final = 0.2  # longer, and a pause near the limit is missed; shorter, and watching costs CPU
BLOCKED_FACTOR: Final = (
    4  # a loop blocked for less may be one long article; for more, and the group has gone on without us
)

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Limits:
    """How long is too long, all in seconds.

    `pause`: a process that stood still for half its session may have lost its partitions. `revoked`: a batch that
    outlasts half the rebalance. `idle`: not ready, or lag without progress.
    """

    pause: float
    revoked: float
    idle: float


class GapGuard:
    """Every message, the first one too, must continue its partition: a hole is a lost message."""

    def __init__(self, end: End) -> None:
        self._end = end
        self.next: dict[TP, int] = {}

    def expect(self, first: Mapping[TP, int]) -> None:
        """Begin anew after an assignment: `first` is the next offset of every partition held."""
        self.next = dict(first)

    def follow(self, events: Batch) -> int:
        """Move on over a batch; return how often it went back.

        Messages that come again are harmless: what they say is written by id and version.
        """
        backwards = 0
        for event in events:
            message = event.message
            expected = self.next.get(message.tp)
            if expected is None or message.offset > expected:
                self._end(f"gap in {message.topic}[{message.partition}]: expected {expected}, got {message.offset}")
            backwards += message.offset < expected
            self.next[message.tp] = message.offset + 1
        return backwards


@dataclass(eq=False)
class _MemberGuard:
    """What a guard of this member of the group asks: its phase, how long is too long, how to end, what time it is."""

    _membership: Membership
    _limits: Limits
    _end: End
    _monotonic: Callable[[], float] = time.monotonic


@dataclass(eq=False)
class WriteGuard(_MemberGuard):
    """Asked before every write: whether the loop is alive and the group still counts on us."""

    def __post_init__(self) -> None:
        self.beaten = self._monotonic()

    def beat(self) -> None:
        """Say that the event loop runs; called several times a second."""
        now = self._monotonic()
        if now - self.beaten > self._limits.pause:
            self._end(f"the event loop stood still for {now - self.beaten:.1f} s")
        self.beaten = now

    def check(self) -> None:
        """End the process rather than write in doubt."""
        member, now = self._membership, self._monotonic()
        if now - self.beaten > self._limits.pause:
            self._end(f"the event loop stood still for {now - self.beaten:.1f} s")
        if member.phase not in (Phase.RUNNING, Phase.REVOKING):
            self._end(f"a write while {member.phase}")
        if member.phase is Phase.REVOKING and now - member.since > self._limits.revoked:
            self._end(f"still busy {now - member.since:.1f} s after the partitions were revoked")


class PauseGuard:
    """A thread that sees what the event loop can't: a stopped process, a blocked loop, a crash of Faust."""

    def __init__(self, guard: WriteGuard, limits: Limits, end: End, crashed: Callable[[], str | None]) -> None:
        self._guard = guard
        self._limits = limits
        self._end = end
        self._crashed = crashed

    def start(self) -> None:
        """Watch until the process ends."""
        threading.Thread(target=self._watch, name="pause-guard", daemon=True).start()

    def _watch(self) -> None:
        last = time.monotonic()
        while True:
            time.sleep(WATCH_SECONDS)
            last = self.look(last, time.monotonic())

    def look(self, last: float, now: float) -> float:
        """Compare two moments (monotonic seconds) of this thread, and the last beat of the loop; return `now`."""
        if now - last > self._limits.pause:
            self._end(f"the process stood still for {now - last:.1f} s")
        if now - self._guard.beaten > BLOCKED_FACTOR * self._limits.pause:
            self._end(f"the event loop is blocked for {now - self._guard.beaten:.1f} s")
        reason = self._crashed()
        if reason is not None:
            self._end(f"Faust crashed: {reason}")
        return now


@dataclass(eq=False)
class LivenessGuard(_MemberGuard):
    """Not ready for too long, or lag without progress: a restart cures what waiting doesn't."""

    def __post_init__(self) -> None:
        self.progressed = self._monotonic()

    def progress(self) -> None:
        """Say that a batch was done, or that there is none to do."""
        self.progressed = self._monotonic()

    def suspicious(self) -> bool:
        """Say whether the lag should be looked at; ends the process when it has not been ready for too long."""
        member, now = self._membership, self._monotonic()
        if member.phase is not Phase.RUNNING:
            if now - member.since > self._limits.idle:
                self._end(f"{member.phase} for {now - member.since:.0f} s")
            return False
        return now - self.progressed > self._limits.idle

    def judge(self, next_offsets: Mapping[TP, int], ends: Mapping[TP, int] | None) -> None:
        """End the process when there is lag, or no answer about it (`ends` None)."""
        if ends is None:
            self._end("no progress, and the broker does not answer")
        behind = sum(max(0, (ends.get(place) or 0) - offset) for place, offset in next_offsets.items())
        if behind:
            self._end(f"{behind} records behind and no progress")
        self.progress()
