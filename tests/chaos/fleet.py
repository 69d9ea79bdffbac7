"""The processes of a chaos run: workers that are started again whenever they end, and a broker that can be hurt."""

import os
import signal
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any, Final, Self

import psutil

from streams import topics
from streams.broker import EmbeddedBroker
from streams.settings import Settings
from tests.support.workers import Worker

TAKEN_AWAY: Final = (-signal.SIGKILL, -signal.SIGTERM, 0)
"""Exit statuses of what we did ourselves; any other is a guard, and its reason is kept."""


class ChaosWorker(Worker):
    """A worker with the extraction of the chaos run, under the eye of the fleet."""

    def __init__(
        self, role: topics.Role, settings: Settings, folder: Path, guards_off: str, *, crash_after: str = ""
    ) -> None:
        super().__init__(role, settings, folder, crash_after=crash_after)
        self.role = role
        self._command = [sys.executable, "-m", "tests.chaos.command", "worker", role, "--log-format", "json"]
        self._environment["GUARDS_OFF"] = guards_off

    def done(self) -> int:
        """Return how many records this process has processed."""
        return sum(line.get("records", 0) for line in self.told("processed"))

    def is_ready(self) -> bool:
        return bool(self.told("worker ready"))

    def all_told(self, text: str) -> list[dict[str, Any]]:
        """Return the log lines with this message of every start."""
        last, found = self.starts, list[dict[str, Any]]()
        for self.starts in range(1, last + 1):
            found += self.told(text)
        self.starts = last
        return found


class Fleet:
    """Two workers of each role at first. A context manager: all are gone on exit."""

    def __init__(self, settings: Settings, folder: Path, *, named: bool, guards_off: str) -> None:
        self._settings = settings
        self._folder = folder
        self._named = named
        self._guards_off = guards_off
        self._number = 0
        self.workers: list[ChaosWorker] = []
        self.reasons: Counter[str] = Counter()
        self.killed = 0

    def join(self, role: topics.Role) -> ChaosWorker:
        """Start one more worker of a role."""
        self._number += 1
        folder = self._folder / f"worker-{self._number}"
        folder.mkdir()
        name = f"w{self._number}" if self._named else None
        worker = ChaosWorker(role, self._settings.model_copy(update={"worker_name": name}), folder, self._guards_off)
        worker.start()
        self.workers.append(worker)
        return worker

    def leave(self, worker: ChaosWorker, by: signal.Signals) -> None:
        """End a worker for good."""
        self.workers.remove(worker)
        self.kill(worker, by)

    def kill(self, worker: ChaosWorker, by: signal.Signals) -> None:
        """Send a signal and wait for the end; `care` starts the worker again."""
        self.killed += by is signal.SIGKILL
        if worker.process.poll() is None:
            worker.process.send_signal(by)
            worker.process.wait(self._settings.stop_seconds + 5)

    def care(self) -> None:
        """Start again what has ended, as a supervisor does."""
        for worker in self.workers:
            status = worker.process.poll()
            if status is None:
                continue
            if status not in TAKEN_AWAY:
                told = worker.told("worker ends itself, to be started again")
                reason = told[-1]["reason"] if told else worker.log_text()[-400:]
                self.reasons[f"{worker.role}: {reason}"] += 1
            worker.start()

    def wait(self, seconds: float) -> None:
        """Let time pass, with care."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.care()
            time.sleep(0.1)

    def __enter__(self) -> Self:
        for role in ("extract", "count", "extract", "count"):
            self.join("extract" if role == "extract" else "count")
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self.workers:
            if worker.process.poll() is None:
                os.kill(worker.process.pid, signal.SIGCONT)
                worker.process.terminate()
        for worker in self.workers:
            try:
                worker.process.wait(20)
            except Exception:  # noqa: BLE001 - whatever holds it, it must not outlive the run
                worker.process.kill()
                worker.process.wait()


class HurtBroker:
    """One real broker, which can be killed, stopped, paused and started again on its own records."""

    def __init__(self, settings: Settings, port: int, folder: Path) -> None:
        self._settings = settings
        self._port = port
        self._folder = folder
        self._broker = self._new()

    def _new(self) -> EmbeddedBroker:
        return EmbeddedBroker(self._settings, port=self._port, data_dir=self._folder)

    @property
    def address(self) -> str:
        return self._broker.address

    def __enter__(self) -> Self:
        self._broker.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._broker.stop()

    def restart(self, by: signal.Signals, down: float) -> None:
        """End the broker, leave it away for some seconds, and start it again."""
        java = self._java()
        java.send_signal(by)
        java.wait(40)
        self._broker.stop()
        time.sleep(down)
        self._broker = self._new()
        self._broker.start()

    def pause(self, seconds: float) -> None:
        """Stop the broker's process: connections stay, nothing is answered."""
        java = self._java()
        java.suspend()
        try:
            time.sleep(seconds)
        finally:
            java.resume()

    def _java(self) -> psutil.Process:
        watcher = self._broker._process  # noqa: SLF001 - the product has no way to hurt its broker
        if watcher is None:
            message = "the broker does not run"
            raise RuntimeError(message)
        (java,) = psutil.Process(watcher.pid).children()
        return java
