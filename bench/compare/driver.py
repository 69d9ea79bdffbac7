"""Sends the articles and watches the counters; a process of its own, on the broker's core, for one measurement.

Reads one JSON line, the Task, from stdin, and prints JSON lines: `ready` once every probe of the warm-up was counted;
after a second line on stdin it sends the load, and prints `sent`, then `done` with what it saw. All moments are
CLOCK_MONOTONIC, seconds, which all processes of a machine share.
"""

import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any, Final

import orjson
from confluent_kafka import Consumer, KafkaException, Producer, TopicPartition

from bench.compare.load import Sent
from bench.compare.task import Task, load, warm_up
from streams.runtime.partition import partition_of

PATIENCE: Final = 60.0  # s for the warm-up: Bytewax and Quix start in ten
WARM_QUIET: Final = 1.0  # s without a record after which the warm-up is behind
SPIN: Final = 0.001  # s; less, and the sender burns the broker's core; more, and articles are late


@dataclass
class Seen:
    """What the counters have told."""

    attacks: dict[str, int] = field(default_factory=dict)
    last: float = 0.0
    records: int = 0


class Watch:
    """A thread that reads the counters as they come."""

    def __init__(self, task: Task) -> None:
        """Start reading from the beginning."""
        self.seen = Seen()
        self._waiting: dict[str, deque[tuple[int, float]]] = {country: deque() for country in task.probes}
        self._numbers = dict.fromkeys(task.probes, 0)
        self.found: list[tuple[float, float]] = []
        self._lock = threading.Lock()
        self._consumer = Consumer(
            {
                "bootstrap.servers": task.brokers,
                "group.id": "bench",
                "enable.auto.commit": False,
                "fetch.wait.max.ms": 5,
            }
        )
        self._consumer.assign([TopicPartition(task.counters_topic, number, 0) for number in range(task.partitions)])
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def expect(self, country: str, moment: float) -> None:
        """Note that a probe was meant to be sent at a moment."""
        with self._lock:
            self._numbers[country] += 1
            self._waiting[country].append((self._numbers[country], moment))

    def missing(self) -> list[float]:
        """Return when the probes that were not counted yet were meant to be sent."""
        with self._lock:
            return [moment for waiting in self._waiting.values() for _, moment in waiting]

    def end(self) -> None:
        """Stop reading."""
        self._ended.set()
        self._thread.join()
        self._consumer.close()

    def _run(self) -> None:
        while not self._ended.is_set():
            for message in self._consumer.consume(1000, 0.002):
                if message.error():
                    raise KafkaException(message.error())
                self._take(message.value())

    def _take(self, value: bytes | None) -> None:
        now = time.monotonic()
        if value is None:
            return
        record = orjson.loads(value)
        country, attacks = record["country"], record["windows"]["all"]["attacks"]
        with self._lock:
            self.seen.attacks[country] = attacks
            self.seen.last = now
            self.seen.records += 1
            waiting = self._waiting.get(country)
            while waiting and waiting[0][0] <= attacks:
                self.found.append((waiting.popleft()[1], now))


class Driver:
    """One measurement."""

    def __init__(self, task: Task) -> None:
        """Connect."""
        self._task = task
        self._producer = Producer(
            {"bootstrap.servers": task.brokers, "linger.ms": 1, "queue.buffering.max.messages": 1_000_000}
        )
        self._watch = Watch(task)

    def run(self, go: Callable[[], object]) -> None:
        """Warm up, wait for the word, send, watch until all is quiet, and tell."""
        for each in warm_up(self._task):
            self._send(each, time.monotonic())
        self._producer.flush()
        if not self._wait(lambda: not self._watch.missing(), PATIENCE):
            tell("failed", reason="the warm-up was not counted")
            return
        self._wait(lambda: self._is_quiet(WARM_QUIET), WARM_QUIET + 5)
        self._watch.found.clear()
        prepared = list(load(self._task))
        tell("ready", at=time.monotonic())
        go()
        start = time.monotonic()
        late = self._send_all(prepared, start)
        sent = time.monotonic()
        tell("sent", start=start, at=sent, records=len(prepared), sender_late=late)
        self._wait(lambda: not self._watch.missing() and self._is_quiet(self._task.quiet), self._task.give_up)
        missing = self._watch.missing()
        self._watch.end()
        seen = self._watch.seen
        tell("done", start=start, probes=self._watch.found, missing=missing, **asdict(seen))

    def _is_quiet(self, seconds: float) -> bool:
        return time.monotonic() - self._watch.seen.last > seconds

    def _wait(self, condition: Callable[[], bool], seconds: float) -> bool:
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end:
                return False
            time.sleep(0.02)
        return True

    def _send_all(self, prepared: list[tuple[float, Sent]], start: float) -> float:
        """Send each record at its time; return how late the latest was, s."""
        latest = 0.0
        for moment, each in prepared:
            due = start + moment
            while (wait := due - time.monotonic()) > 0:
                self._producer.poll(0)
                time.sleep(min(wait, SPIN))
            latest = max(latest, -wait)
            self._send(each, due)
        self._producer.flush()
        return latest if self._task.rate else 0.0

    def _send(self, each: Sent, due: float) -> None:
        if each.probe:
            self._watch.expect(each.probe, due)
        key = each.key.encode()
        partition = partition_of(key, self._task.partitions)
        self._producer.produce(self._task.articles_topic, each.value, key, partition, on_delivery=_delivered)


def _delivered(error: Any, _message: Any) -> None:  # noqa: ANN401 - confluent_kafka's
    if error is not None:
        raise KafkaException(error)


def tell(what: str, **said: object) -> None:
    """Print one line."""
    sys.stdout.write(orjson.dumps({"what": what, **said}).decode() + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    Driver(Task(**orjson.loads(sys.stdin.readline()))).run(sys.stdin.readline)
