"""Workers as processes of their own, and what goes into and comes out of their topics."""

# ruff: noqa: ANN401 - settings and fields of records are of any type

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import orjson
from aiokafka import AIOKafkaProducer

from schemas import Article
from streams import topics
from streams.cluster import positions
from streams.connection import connection
from streams.fold import Fold
from streams.projection import Projection
from streams.provision import ensure_topics_async
from streams.reader import records
from streams.runtime.partition import partition_of
from streams.settings import Clock, Settings
from streams.supervise import environment
from tests.support import scripted

ROOT: Final = Path(__file__).parent.parent.parent
READY_SECONDS: Final = 60.0  # a worker imports for two seconds; a machine that does ten other things makes thirty of it
SETTLE_SECONDS: Final = 60.0
POLL_SECONDS: Final = 0.1


class Worker:
    """One worker process. A context manager: started on entry, gone on exit in whatever way.

    `scripted` replaces the extraction by tests/support/scripted.py; `crash_after` is "STEP:BATCH", which
    scripted_worker.py explains.
    """

    def __init__(
        self, role: topics.Role, settings: Settings, folder: Path, *, scripted: bool = True, crash_after: str = ""
    ) -> None:
        module = "tests.support.scripted_worker" if scripted else "streams"
        self._command = [sys.executable, "-m", module, "worker", role, "--log-format", "json"]
        self._environment = {
            **environment(settings),
            "PYTHONPATH": str(ROOT),
            "CRASH_AFTER": crash_after,
        }
        self._folder = folder
        self._role = role
        self.starts = 0
        self.process: subprocess.Popen[bytes]

    def start(self) -> Self:
        self.starts += 1
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(  # noqa: S603 - our own command
                self._command, env=self._environment, cwd=self._folder, stdout=log, stderr=log, stdin=subprocess.DEVNULL
            )
        return self

    @property
    def _log(self) -> Path:
        return self._folder / f"{self._role}.{self.starts}.log"

    def told(self, text: str) -> list[dict[str, Any]]:
        """Return the log lines with this message."""
        lines = [line for line in self._log.read_text().splitlines() if line.startswith("{")]
        found = [json.loads(line) for line in lines]
        return [line for line in found if line["message"] == text]

    def ready(self) -> Self:
        wait_until(lambda: bool(self.told("worker ready")), READY_SECONDS, self.log_text)
        return self

    def log_text(self) -> str:
        return f"{self._role} (status {self.process.poll()}):\n{self._log.read_text()[-4000:]}"

    def crashed(self) -> bool:
        return self.process.poll() == -signal.SIGKILL

    def start_sane(self) -> Self:
        """Start again, without the crash that was asked for."""
        self._environment["CRASH_AFTER"] = ""
        return self.start()

    def stop(self, by: signal.Signals = signal.SIGTERM, within: float = 20.0) -> int:
        self.process.send_signal(by)
        return self.process.wait(within)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            os.kill(self.process.pid, signal.SIGCONT)
            self.process.kill()
        self.process.wait()


def quick(settings: Settings, **given: Any) -> Settings:
    """Return settings for tests of workers: few partitions, the event clock, and commits that are soon seen."""
    return settings.model_copy(update={"partitions": 3, "clock": Clock.EVENT, "commit_seconds": 0.1, **given})


@contextmanager
def pair(settings: Settings, folder: Path, *, scripted: bool = True) -> Iterator[tuple[Worker, Worker]]:
    """Run one worker of each role on topics of its own, both ready."""
    asyncio.run(ensure_topics_async(settings))
    with (
        Worker("extract", settings, folder, scripted=scripted) as extract,
        Worker("count", settings, folder, scripted=scripted) as count,
    ):
        extract.ready()
        count.ready()
        yield extract, count


def command(settings: Settings, *arguments: str, stdin: str | None = None) -> str:
    """Run a command of the console script as a user does; return what it prints."""
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "streams", *arguments],
        env={**os.environ, **environment(settings)},
        input=stdin,
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done.stdout


def stop_all(*workers: Worker, by: signal.Signals = signal.SIGTERM) -> list[int]:
    """Send all of them the signal, then wait; return their exit statuses."""
    for worker in workers:
        worker.process.send_signal(by)
    return [worker.process.wait(20) for worker in workers]


def wait_until(done: Callable[[], bool], seconds: float, explain: Callable[[], str]) -> None:
    deadline = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < deadline, explain()
        time.sleep(POLL_SECONDS)


def article(article_id: str, body: str, **more: Any) -> dict[str, Any]:
    return {"id": article_id, "body": body, "published_at": "2024-05-10T00:00:00Z", **more}


def parse(said: Mapping[str, Any]) -> Article:
    return Article.model_validate_json(orjson.dumps(said))


Sent = tuple[bytes | None, bytes | None, int | None]
"""Key, value, partition; None is what a record may have, and for the partition, that the key chooses."""


def produce(settings: Settings, short: str, sent: Iterable[Sent], timestamp_ms: int | None = None) -> None:
    """Send records and await them; those of one call keep their order within a partition."""

    async def send() -> None:
        largest = max(int(topic.config["max.message.bytes"]) for topic in topics.all_topics(settings).values())
        producer = AIOKafkaProducer(**connection(settings), max_request_size=largest)
        await producer.start()
        try:
            name = topics.name(settings, short)
            waiting = [
                await producer.send(name, value, key=key, partition=partition, timestamp_ms=timestamp_ms)
                for key, value, partition in sent
            ]
            await asyncio.gather(*waiting)
        finally:
            await producer.stop()

    asyncio.run(send())


def publish(settings: Settings, articles: Iterable[Mapping[str, Any]]) -> None:
    """Send articles as a well-behaved producer does."""
    produce(settings, topics.ARTICLES, [(said["id"].encode(), orjson.dumps(said), None) for said in articles])


def settle(settings: Settings, *workers: Worker) -> None:
    """Wait until both groups have read and committed all there is."""
    groups = {
        topics.name(settings, topics.ARTICLES): topics.group(settings, "extract"),
        topics.name(settings, topics.EVENTS): topics.group(settings, "count"),
    }

    def idle() -> bool:
        # Twice, since an article read between the two questions may have put an event behind the first answer.
        return all(not any(position.lag for position in asyncio.run(positions(settings, groups))) for _ in range(2))

    def explain() -> str:
        lags = [(position.topic, position.lag) for position in asyncio.run(positions(settings, groups))]
        return "\n".join([f"lags: {lags}", *(worker.log_text() for worker in workers)])

    wait_until(idle, SETTLE_SECONDS, explain)


def compacted(settings: Settings, short: str) -> dict[str, bytes]:
    """Return the live value of each key; no key may live in two partitions.

    An incident that moves to another country leaves a tombstone in the partition it came from, so that the last record
    of a key is a matter of its partition.
    """

    async def read() -> dict[tuple[int, bytes], bytes]:
        live: dict[tuple[int, bytes], bytes] = {}
        async for record in records(settings, short, from_beginning=True, follow=False):
            if record.value is not None:
                live[record.partition, record.key] = record.value
            else:
                live.pop((record.partition, record.key), None)
        return live

    live = asyncio.run(read())
    assert len({key for _, key in live}) == len(live)
    return {key.decode(): value for (_, key), value in live.items()}


def everything(settings: Settings, short: str) -> list[tuple[bytes | None, bytes | None]]:
    async def read() -> list[tuple[bytes | None, bytes | None]]:
        found = records(settings, short, from_beginning=True, follow=False)
        return [(record.key, record.value) async for record in found]

    return asyncio.run(read())


def folded(settings: Settings, articles: Sequence[Mapping[str, Any]]) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return the incidents and counters that scripted articles give by the event clock, without Kafka."""
    state = Fold()
    for said in articles:
        parsed = parse(said)
        if parsed.body != scripted.RAISES:
            state.add(parsed, scripted.extract(parsed, None))
    incidents: dict[str, bytes] = {}
    counters: dict[str, bytes] = {}
    for partition in range(settings.partitions):
        mine = [
            (key, value)
            for key, value in state.reports.items()
            if partition_of(key.partition("|")[0].encode(), settings.partitions) == partition
        ]
        projection = Projection(mine, None)
        incidents |= projection.incidents
        counters |= projection.counters
    return incidents, counters


def end_offsets(settings: Settings, short: str) -> int:
    """Return how many records a topic has ever got."""

    async def ask() -> int:
        groups = {topics.name(settings, short): "nobody"}
        return sum(position.ends for position in await positions(settings, groups))

    return asyncio.run(ask())
