"""The measurements: each starts a system on topics of its own, and returns the figures of one run."""

import asyncio
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import orjson
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import NewTopic

from bench.compare.catalogue import DRIVER, System
from bench.compare.environments import ROOT, python_of
from bench.compare.figures import between, caught_up, error, percentile
from bench.compare.fleet import Fleet, Plan, cpu, family, on_cores
from bench.compare.task import Task, load, warm_up
from bench.compare.truth import Truth
from bench.systems.work import Mode
from streams import topics
from streams.cluster import administration, await_writable
from streams.connection import connection
from streams.provision import ensure_topics_async
from streams.settings import Settings

if TYPE_CHECKING:
    import psutil

LATE: Final = 1.0  # s behind its time by which a probe counts as late after a kill
KILL_AFTER: Final = 4.0  # s of load before the kill
START_SECONDS: Final = 90.0  # for the start of a system and the warm-up; the driver gives up before
PATIENCE: Final = 30.0  # s longer than the driver's own before it counts as hung


class DidNotWorkError(Exception):
    """A system did not get through a measurement. The sentence says how."""


@dataclass(frozen=True)
class Case:
    """What is measured."""

    system: System
    mode: Mode = "real"
    workers: int = 1
    partitions: int = 12
    cores: tuple[tuple[int, ...], ...] = ((0,),)
    """Of each worker."""
    profile: Path | None = None
    """Where cProfile writes, None: nothing is profiled."""


class Bench:
    """A broker, and where the rest runs. `driver_cores` are the broker's too."""

    def __init__(
        self, settings: Settings, folder: Path, driver_cores: tuple[int, ...], say: Callable[[str], None]
    ) -> None:
        """Start nothing yet."""
        self._settings = settings
        self._folder = folder
        self._cores = driver_cores
        self._say = say
        self._number = 0
        self.truth = Truth()
        self.probes: list[str] = []
        self.broker: psutil.Process | None = None
        """The broker, to tell how much of its core it has; None: it is not told."""

    def throughput(self, case: Case, articles: int) -> dict[str, float]:
        """Send all at once, and return articles a CPU second and a second, memory, and records written an article."""
        with self._running(case, articles=articles) as (fleet, driver, settings):
            begun, broker = time.monotonic(), self._broker_cpu()
            done = driver.play()
            end = done["last"]
            broker_share = (self._broker_cpu() - broker) / (end - begun)
            if done["missing"]:
                message = f"{len(done['missing'])} probes were not counted within {driver.task.give_up:.0f} s"
                raise DidNotWorkError(message)
            time.sleep(0.2)  # so that the samples reach the end
            seconds, spent = end - done["start"], between(fleet.timeline, done["start"], end)
            written = asyncio.run(_records(settings))
            count = driver.sent["records"] + len(warm_up(driver.task))
            return {
                "articles_per_cpu_second": driver.sent["records"] / spent,
                "articles_per_second": driver.sent["records"] / seconds,
                "peak_mb": fleet.peak_mb,
                "records_per_article": written / count,
                "broker_share": broker_share,
                "restarts": fleet.restarts,
                **self._error(driver, case.mode, done),
            }

    def latency(self, case: Case, rate: float, seconds: float) -> dict[str, float]:
        """Send at a rate, and return the percentiles of the time from produce to counters, ms."""
        with self._running(case, rate=rate, seconds=seconds) as (fleet, driver, _):
            done = driver.play()
            times = [(arrived - sent) * 1000 for sent, arrived in done["probes"]]
            if done["missing"] or not times:
                message = f"{len(done['missing'])} probes were never counted"
                raise DidNotWorkError(message)
            return {
                "rate": rate,
                "p50_ms": percentile(times, 50),
                "p99_ms": percentile(times, 99),
                "sender_late_ms": driver.sent["sender_late"] * 1000,
                "restarts": fleet.restarts,
                **self._error(driver, case.mode, done),
            }

    def kill(self, case: Case, rate: float, seconds: float) -> dict[str, float | None]:
        """Kill one of the workers under load; return the time until all is in time again, and the counters' error."""
        with self._running(case, rate=rate, seconds=seconds, quiet=5.0, give_up=45.0) as (fleet, driver, _):
            driver.go()
            time.sleep(KILL_AFTER)
            fleet.kill(0)
            killed = time.monotonic()
            done = driver.result()
            seen = [(sent, arrived) for sent, arrived in done["probes"]] + [(sent, None) for sent in done["missing"]]
            return {
                "rate": rate,
                "caught_up_s": caught_up(seen, killed, LATE),
                "restarts": fleet.restarts,
                **self._error(driver, case.mode, done),
            }

    def _broker_cpu(self) -> float:
        return cpu(family(self.broker)) if self.broker else 0.0

    def _error(self, driver: "Driver", mode: Mode, done: dict[str, Any]) -> dict[str, float]:
        sent = [*warm_up(driver.task), *(each for _, each in load(driver.task))]
        truth = self.truth.attacks(sent, mode)
        extra, missing = error(done["attacks"], truth)
        return {"attacks": sum(truth.values()), "too_many": extra, "too_few": missing}

    @contextmanager
    def _running(self, case: Case, **load: float) -> Iterator[tuple[Fleet, "Driver", Settings]]:
        """Make topics, start the system and the driver, and wait until the warm-up has come through."""
        self._number += 1
        prefix = f"{case.system.name}-{case.mode}-{self._number}-"
        update = {"topic_prefix": prefix, "partitions": case.partitions}
        settings = self._settings.model_copy(update=update)
        folder = self._folder / prefix
        folder.mkdir()
        asyncio.run(_create(settings, case.system.topics))
        python = python_of(case.system.environment, self._say)
        task = Task(
            brokers=settings.bootstrap_servers,
            articles_topic=topics.name(settings, topics.ARTICLES),
            counters_topic=topics.name(settings, topics.COUNTERS),
            partitions=case.partitions,
            probes=self.probes,
            **load,  # type: ignore[arg-type] # ints and floats by name
        )
        plan = Plan(case.system, case.mode, settings, python, folder, case.cores, case.profile)
        try:
            with Fleet(plan) as fleet:
                time.sleep(case.system.settle if case.workers > 1 else 0.0)
                driver = Driver(task, python_of(DRIVER, self._say), folder, self._cores, fleet.check)
                try:
                    driver.ready()
                    yield fleet, driver, settings
                finally:
                    driver.end()
        finally:
            asyncio.run(_delete(settings))
        shutil.rmtree(folder)


class Driver:
    """The driver's process, and what it has told."""

    def __init__(
        self, task: Task, python: Path, folder: Path, cores: tuple[int, ...], check: Callable[[], None]
    ) -> None:
        """Start it."""
        self.task = task
        self.sent: dict[str, Any] = {}
        self._check = check
        self._out = folder / "driver.out"
        self._read = 0
        with on_cores(cores), self._out.open("wb") as out:
            self._process = subprocess.Popen(  # noqa: S603 - our own command
                [python, "-m", "bench.compare.driver"],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=out,
                stderr=sys.stderr,
            )
        self._tell(orjson.dumps(asdict(task)))

    def ready(self) -> None:
        """Wait for the warm-up."""
        self._hear("ready", START_SECONDS)

    def go(self) -> None:
        """Let it send."""
        self._tell(b"go")

    def result(self) -> dict[str, Any]:
        """Return what it saw, once all is quiet."""
        self.sent = self._hear("sent", self.task.seconds + PATIENCE)
        return self._hear("done", self.task.give_up + PATIENCE)

    def play(self) -> dict[str, Any]:
        """Let it send, and return what it saw."""
        self.go()
        return self.result()

    def end(self) -> None:
        """End it."""
        self._process.kill()
        self._process.wait()

    def _tell(self, line: bytes) -> None:
        if self._process.stdin is None:
            message = "the driver has no stdin"
            raise RuntimeError(message)
        self._process.stdin.write(line + b"\n")
        self._process.stdin.flush()

    def _hear(self, what: str, seconds: float) -> dict[str, Any]:
        """Return what it says next, which must be this. Raises DidNotWorkError, also when it says nothing for long."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            lines = self._out.read_bytes().splitlines(keepends=True)[self._read :]
            if lines and lines[0].endswith(b"\n"):
                self._read += 1
                said: dict[str, Any] = orjson.loads(lines[0])
                if said["what"] == what:
                    return said
                raise DidNotWorkError(str(said.get("reason", said)))
            if self._process.poll() is not None:
                message = f"the driver ended with status {self._process.returncode}"
                raise DidNotWorkError(message)
            self._check()
            time.sleep(0.05)
        message = f"the driver did not say {what!r} within {seconds:.0f} s"
        raise DidNotWorkError(message)


async def _records(settings: Settings) -> int:
    """Return how many records a system has written: all of its topics but the articles."""
    async with administration(settings) as client:
        found = [each for each in await client.describe_topics() if settings.topic_prefix in each["topic"]]
    articles = topics.name(settings, topics.ARTICLES)
    places = [
        TopicPartition(each["topic"], one["partition"])
        for each in found
        for one in each["partitions"]
        if each["topic"] != articles
    ]
    reader = AIOKafkaConsumer(**connection(settings))
    await reader.start()
    try:
        reader.assign(places)
        return sum((await reader.end_offsets(places)).values())
    finally:
        await reader.stop()


async def _create(settings: Settings, more: tuple[str, ...]) -> None:
    """Create our topics, which all systems use as far as they go, and those of one system."""
    await ensure_topics_async(settings)
    if more:
        named = [f"{settings.topic_prefix}{name}" for name in more]
        async with administration(settings) as client:
            await client.create_topics([NewTopic(name, settings.partitions, 1) for name in named])
        await await_writable(settings, dict.fromkeys(named, settings.partitions))


async def _delete(settings: Settings) -> None:
    """Delete a system's topics."""
    async with administration(settings) as client:
        names = [each["topic"] for each in await client.describe_topics()]
        await client.delete_topics([name for name in names if settings.topic_prefix in name])
