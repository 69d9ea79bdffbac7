"""What is done to whom, and when: the same for the same seed."""

import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Final

from streams.topics import Role
from tests.chaos.fleet import ChaosWorker, Fleet, HurtBroker

STOPPED_SECONDS: Final = 3.0  # longer than a session, added to it
PAUSED_SECONDS: Final = (4.0, 11.0)  # of the broker: within a session, and past it
DOWN_SECONDS: Final = (0.0, 4.0)
WAIT_SECONDS: Final = (0.3, 4.0)  # between two faults: some hit a worker that has not recovered from the one before
READY_SECONDS: Final = 20.0
MOST: Final = 4  # workers of a role
ROLES: Final[tuple[Role, Role]] = ("extract", "count")

EVERY_KIND: Final = (
    "kill-extract",
    "kill-count",
    "kill-all",
    "term",
    "join",
    "leave",
    "stop",
    "pause-broker",
)
BROKER_ENDS: Final = ("kill-broker", "term-broker")
BRIEFLY: Final = ("kill-extract", "kill-count", "join", "stop", "kill-broker")
"""What the tests of every day do; the others cost a minute more and are in `make chaos`."""
BETWEEN_KILLS: Final = ("term", "join", "leave", "stop", "join", "leave", "kill-broker", "term-broker", "pause-broker")


Deed = Callable[[], None]
"""Does one kind of fault."""


@dataclass(frozen=True)
class Fault:
    """One thing that is done, and the seconds to wait afterwards."""

    kind: str
    wait: float


def plan(seed: int, kills: int, only: tuple[str, ...] = ()) -> list[Fault]:
    """Return the faults of a run: without `kills`, one of every kind (or only those named) in an order of its own.

    With `kills`: at least so many SIGKILLs of workers, and after every fourth another fault.
    """
    chance = Random(seed)  # noqa: S311 - a test's choice
    kinds: list[str] = []
    if kills:
        for number in range(kills):
            kinds.append(chance.choice(("kill-extract", "kill-count")))
            if number % 4 == 3:
                kinds.append(chance.choice(BETWEEN_KILLS))
    else:
        kinds = list(only or (*EVERY_KIND, BROKER_ENDS[seed % 2]))
        chance.shuffle(kinds)
    return [Fault(kind, chance.uniform(*WAIT_SECONDS)) for kind in kinds]


class Chaos:
    """Carries out faults on workers and the broker, one after the other."""

    def __init__(self, seed: int, fleet: Fleet, broker: HurtBroker, session_seconds: float) -> None:
        self._chance = Random(seed + 1)  # noqa: S311 - a test's choice
        self._fleet = fleet
        self._broker = broker
        self._session_seconds = session_seconds
        self._faults: dict[str, Deed] = {
            "kill-extract": lambda: self._kill("extract"),
            "kill-count": lambda: self._kill("count"),
            "kill-all": self._kill_all,
            "term": lambda: self._fleet.kill(self._any(), signal.SIGTERM),
            "join": self._join,
            "leave": self._leave,
            "stop": self._stop,
            "pause-broker": lambda: self._broker.pause(self._chance.choice(PAUSED_SECONDS)),
            "kill-broker": lambda: self._broker.restart(signal.SIGKILL, self._chance.choice(DOWN_SECONDS)),
            "term-broker": lambda: self._broker.restart(signal.SIGTERM, self._chance.choice(DOWN_SECONDS)),
        }

    def carry_out(self, faults: list[Fault]) -> None:
        """Do all of it, and tell on stderr."""
        began = time.monotonic()
        for number, fault in enumerate(faults, start=1):
            told = f"{time.monotonic() - began:6.1f} s  {number}/{len(faults)}  {fault.kind}\n"
            sys.stderr.write(told)
            sys.stderr.flush()
            self._fleet.care()
            self._faults[fault.kind]()
            self._fleet.wait(fault.wait)

    def _of(self, role: Role) -> list[ChaosWorker]:
        return [worker for worker in self._fleet.workers if worker.role == role]

    def _any(self) -> ChaosWorker:
        return self._chance.choice(self._fleet.workers)

    def _kill(self, role: Role) -> None:
        self._fleet.kill(self._chance.choice(self._ready(role) or self._of(role)), signal.SIGKILL)

    def _ready(self, role: Role) -> list[ChaosWorker]:
        """Return those that work, and wait for one: a kill during the start of a process shows little."""
        until = time.monotonic() + READY_SECONDS
        while not (ready := [worker for worker in self._of(role) if worker.is_ready()]) and time.monotonic() < until:
            self._fleet.wait(0.2)
        return ready

    def _kill_all(self) -> None:
        for role in ROLES:
            self._ready(role)
        for worker in self._fleet.workers:
            self._fleet.kill(worker, signal.SIGKILL)

    def _join(self) -> None:
        role = self._chance.choice(ROLES)
        if len(self._of(role)) < MOST:
            self._fleet.join(role)

    def _leave(self) -> None:
        role = self._chance.choice([role for role in ROLES if len(self._of(role)) > 1] or [None])
        if role is not None:
            by = self._chance.choice((signal.SIGTERM, signal.SIGKILL))
            self._fleet.leave(self._chance.choice(self._of(role)), by)

    def _stop(self) -> None:
        """Stop a process until the group has given its partitions to others, then let it go on where it was."""
        worker = self._any()
        worker.process.send_signal(signal.SIGSTOP)
        try:
            self._fleet.wait(self._session_seconds + STOPPED_SECONDS)
        finally:
            worker.process.send_signal(signal.SIGCONT)
