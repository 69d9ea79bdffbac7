"""The processes of a system while it is measured: pinned to cores, their CPU time sampled, killed and started again."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

import psutil

from bench.compare.catalogue import System
from bench.compare.environments import ROOT
from bench.systems.work import VARIABLE, Mode
from streams.broker.ports import free_port
from streams.settings import Settings
from streams.supervise import environment

SAMPLE_SECONDS: Final = 0.05
LOOK_SECONDS: Final = 1.0  # between two looks for children, and at memory: dear, and on the core of the broker
STOP_SECONDS: Final = 20.0
MOST_RESTARTS: Final = 5


@contextmanager
def on_cores(cores: Sequence[int]) -> Iterator[None]:
    """Start what is started in the block on these cores: a child begins where its parent is."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def compiled(variables: dict[str, str]) -> dict[str, str]:
    """Return the variables without the one that keeps Python from storing what it has compiled.

    With it, as in many containers, every start compiles all packages again: it would tell of that and not of a system.
    """
    return {name: value for name, value in variables.items() if name != "PYTHONDONTWRITEBYTECODE"}


@dataclass(frozen=True)
class Plan:
    """What is to run.

    Shapes: `cores` has those of each worker, so there are as many workers; `profile` is the folder for what cProfile
    writes of each process, None: it does not run under it.
    """

    system: System
    mode: Mode
    settings: Settings
    python: Path
    folder: Path
    cores: tuple[tuple[int, ...], ...]
    profile: Path | None = None


class Fleet:
    """The workers of one system. A context manager: all are gone on exit."""

    def __init__(self, plan: Plan) -> None:
        """Start nothing yet."""
        self._plan = plan
        self._ports = {role: [free_port() for _ in plan.cores] for role in plan.system.roles}
        self._running: dict[tuple[int, str], psutil.Popen] = {}
        self._spent = 0.0  # CPU s of processes that are gone
        self._ended = threading.Event()
        self._lock = threading.Lock()
        self.timeline: list[tuple[float, float]] = []
        """CPU seconds of all processes together, as (moment, seconds)."""
        self.peak_mb = 0.0
        self.restarts = 0

    def __enter__(self) -> Self:
        for worker in range(len(self._plan.cores)):
            self._start(worker)
        self._thread = threading.Thread(target=self._sample, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()
        for process in self._running.values():
            with suppress(psutil.NoSuchProcess):
                process.terminate()
        end = time.monotonic() + STOP_SECONDS
        for process in self._running.values():
            try:
                process.wait(max(0.1, end - time.monotonic()))
            except psutil.TimeoutExpired:
                process.kill()
                process.wait()

    def kill(self, worker: int) -> None:
        """Send SIGKILL to a worker and start it again at once, as a supervisor does; in a cluster, all of them."""
        hit = range(len(self._plan.cores)) if self._plan.system.cluster else [worker]
        with self._lock:
            for each in hit:
                for role in self._plan.system.roles:
                    process = self._running.pop((each, role))
                    self._spent += cpu(family(process))
                    process.send_signal(signal.SIGKILL)
                    process.wait()
            for each in hit:
                self._start(each)

    def check(self) -> None:
        """Start again what has ended by itself, as a supervisor does. Raises RuntimeError when that doesn't help."""
        for (worker, role), process in list(self._running.items()):
            status = process.poll()
            if status is None:
                continue
            self.restarts += 1
            if self.restarts > MOST_RESTARTS:
                log = self._log(worker, role).read_text()[-1500:]
                message = f"{self._plan.system.name} {role} ended with status {status} again and again: {log}"
                raise RuntimeError(message)
            with self._lock:
                self._start_role(worker, role)

    def _log(self, worker: int, role: str) -> Path:
        return self._plan.folder / f"{role}-{worker}.log"

    def _start(self, worker: int) -> None:
        for role in self._plan.system.roles:
            self._start_role(worker, role)

    def _start_role(self, worker: int, role: str) -> None:
        plan = self._plan
        settings = plan.settings.model_copy(update={"worker_name": f"w{worker}"})
        own = {
            VARIABLE: plan.mode,
            "PYTHONPATH": str(ROOT),
            "BENCH_WORKER": str(worker),
            "BENCH_ADDRESSES": ";".join(f"127.0.0.1:{port}" for port in self._ports[role]),
            "BENCH_FOLDER": str(plan.folder / f"{role}-state"),
        }
        profiler = ["-m", "cProfile", "-o", str(plan.profile / f"{role}-{worker}.profile")] if plan.profile else []
        with self._log(worker, role).open("ab") as log, on_cores(plan.cores[worker]):
            self._running[worker, role] = psutil.Popen(
                [str(plan.python), *profiler, *plan.system.command(role, plan.mode)],
                env={**compiled(environment(settings)), **own},
                cwd=plan.folder,
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
            )

    def _sample(self) -> None:
        looked, families = 0.0, list[list[psutil.Process]]()
        while not self._ended.wait(SAMPLE_SECONDS):
            with self._lock:
                processes = list(self._running.values())
                if time.monotonic() - looked > LOOK_SECONDS or [each[0] for each in families] != processes:
                    families = list(map(family, processes))
                    self.peak_mb = max(self.peak_mb, sum(map(_peak_mb, families)))
                    looked = time.monotonic()
                spent = self._spent + sum(map(cpu, families))
                self.timeline.append((time.monotonic(), spent))


def family(process: psutil.Process) -> list[psutil.Process]:
    """Return a process and all of its children."""
    try:
        return [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return [process]


def cpu(processes: Sequence[psutil.Process]) -> float:
    """Return the CPU seconds of some processes so far."""
    spent = 0.0
    for each in processes:
        try:
            times = each.cpu_times()
        except psutil.NoSuchProcess:
            continue
        spent += times.user + times.system
    return spent


def _peak_mb(processes: Sequence[psutil.Process]) -> float:
    """Return the most memory that these processes had, MB (Linux)."""
    peak = 0.0
    for each in processes:
        try:
            lines = Path(f"/proc/{each.pid}/status").read_text().splitlines()
        except OSError:
            continue
        peak += sum(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1000
    return peak
