"""Child processes kept running: restarted at once and for ever when they end, stopped with us, never left behind.

A worker's guards end its process rather than go on with half of an effect: ending is normal, restarting the remedy.
Source: FAUST.md, "Guards"; streams/watch.py, which sees to it that a child ends when we do.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import IO, Final, Self

from pydantic import SecretStr

from streams import watch
from streams.errors import StreamsError
from streams.settings import Settings

MISUSED: Final = 2  # exit status of a command that was called wrongly: the next time it would be too
INSTANT_SECONDS: Final = 5.0  # a child that ends sooner has hardly done anything: wait before the next try
BACKOFF_SECONDS: Final = (0.0, 0.5, 1.0, 2.0, 5.0)  # before the first, second, ... restart after instant ends
SAY_EVERY: Final = 12  # once the wait no longer grows: about once a minute
POLL_SECONDS: Final = 0.1
LAST_WORDS_BYTES: Final = 2_000  # of a log, searched for its last line
EXTRA_SECONDS: Final = 3.0  # for the watcher, after it has killed the child

Say = Callable[[str], None]


@dataclass(eq=False)
class ChildMisusedError(StreamsError):
    """A child ended with exit status 2: what it was told can't be right, and a restart would not help."""

    name: str

    def __str__(self) -> str:
        return (
            f"The {self.name} was called in a way that it refuses (exit status 2); its message is above or in its log."
        )


class StopRequested(KeyboardInterrupt):
    """Somebody asked us to stop; of the one kind that asyncio lets through from any task."""


@contextmanager
def stop_signals() -> Iterator[None]:
    """Turn the first SIGINT, SIGTERM or SIGHUP into StopRequested; ignore later ones, so that the stop is done.

    The stop is bounded in time, so ignoring is safe. SIGHUP stays ignored under nohup. Main thread only.
    """

    def first(number: int, _frame: FrameType | None) -> None:
        for each in watch.STOPS:
            signal.signal(each, signal.SIG_IGN)
        raise StopRequested(number)

    heard = [number for number in watch.STOPS if signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, first) for number in heard}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def environment(settings: Settings) -> dict[str, str]:
    """Return our environment with every setting in it, so that a child sees what we see, options included."""
    values = {}
    for name, value in settings:
        if value is not None:
            plain = value.get_secret_value() if isinstance(value, SecretStr) else value
            values[f"STREAMS_{name.upper()}"] = str(plain)
    return {**os.environ, **values}


@dataclass(frozen=True)
class Child:
    """A child to keep running. `log` is the file that gets what it prints, None for our own stderr."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    log: Path | None = None


def worker(role: str, settings: Settings, log: Path | None = None) -> Child:
    """Return the child that is `streams worker ROLE` with these settings."""
    command = (sys.executable, "-m", "streams", "worker", role)
    return Child(f"{role} worker", command, environment(settings), log)


def view(settings: Settings, log: Path | None = None) -> Child:
    """Return the child that is `streams web` with these settings."""
    return Child("view", (sys.executable, "-m", "streams", "web"), environment(settings), log)


@dataclass
class _Running:
    child: Child
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    instant_ends: int = 0
    due: float = field(default_factory=time.monotonic)


class Supervisor:
    """Keeps children running. A context manager: started on entry, all gone on exit."""

    def __init__(self, children: Sequence[Child], stop_seconds: float, say: Say) -> None:
        self._running = [_Running(child) for child in children]
        self._stop_seconds = stop_seconds
        self._say = say

    def __enter__(self) -> Self:
        try:
            self.poll()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def pids(self) -> dict[str, int]:
        """Process id of each child's watcher, by the child's name."""
        return {each.child.name: each.process.pid for each in self._running if each.process}

    def poll(self) -> None:
        """Start whatever does not run and is due. Errors: ChildMisusedError."""
        now = time.monotonic()
        for each in self._running:
            if each.process is not None and each.process.poll() is not None:
                self._note_end(each, now)
            if each.process is None and now >= each.due:
                self._launch(each)

    def run(self, until: Callable[[], bool] = lambda: False) -> None:
        """Keep the children running until `until` says so, or StopRequested is raised."""
        while not until():
            self.poll()
            time.sleep(POLL_SECONDS)

    def stop(self) -> None:
        """Stop all children, together, and wait until they are gone: bounded, then they are killed."""
        processes = [each.process for each in self._running if each.process is not None]
        for process in processes:
            if process.stdin is not None:
                process.stdin.close()  # what the watcher waits for
        deadline = time.monotonic() + self._stop_seconds + EXTRA_SECONDS
        for process in processes:
            try:
                process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()  # and with it, the child
                process.wait()
        for each in self._running:
            each.process = None

    def _launch(self, each: _Running) -> None:
        log: IO[bytes] | None = each.child.log.open("ab") if each.child.log else None
        try:
            each.process = subprocess.Popen(  # noqa: S603 - our own command
                [sys.executable, "-I", "-S", watch.__file__, str(self._stop_seconds), *each.child.command],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                env=dict(each.child.environment),
                start_new_session=True,  # Ctrl-C is for us; we stop it in our order
            )
        finally:
            if log:
                log.close()
        each.started = time.monotonic()

    def _note_end(self, each: _Running, now: float) -> None:
        process, each.process = each.process, None
        if process is None:
            return
        if process.stdin is not None:
            process.stdin.close()
        if process.returncode == MISUSED:
            raise ChildMisusedError(each.child.name)
        each.instant_ends = each.instant_ends + 1 if now - each.started < INSTANT_SECONDS else 0
        wait = BACKOFF_SECONDS[min(each.instant_ends, len(BACKOFF_SECONDS)) - 1] if each.instant_ends else 0.0
        each.due = now + wait
        if each.instant_ends <= len(BACKOFF_SECONDS) or each.instant_ends % SAY_EVERY == 0:
            self._say(_end_sentence(each, process.returncode, wait))


def _end_sentence(each: _Running, status: int, wait: float) -> str:
    where = f" Its last words, in {each.child.log}: {_last_line(each.child.log)}" if each.child.log else ""
    if not wait:
        return f"The {each.child.name} ended with status {status} and is restarted.{where}"
    return (
        f"The {each.child.name} ended with status {status}, {each.instant_ends} times in a row soon after its start: "
        f"next try in {wait:.1f} s.{where}"
    )


def _last_line(log: Path) -> str:
    with log.open("rb") as file:
        file.seek(max(0, log.stat().st_size - LAST_WORDS_BYTES))
        lines = file.read().decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else "none"
