"""Worker processes for a bench, and records for their topics."""

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from aiokafka import AIOKafkaProducer

from streams import topics
from streams.connection import connection
from streams.settings import Settings
from streams.supervise import environment

GIVE_UP: Final = 900.0  # seconds
AT_A_TIME: Final = 10_000  # records that wait for their acknowledgement


class Worker:
    """One worker process, and what it has told."""

    def __init__(self, role: topics.Role, settings: Settings, folder: Path, name: str | None = None) -> None:
        """Start it."""
        self._role = role
        self._settings = settings.model_copy(update={"worker_name": name})
        self._log = folder / f"{role}.{time.monotonic_ns()}.log"
        command = [sys.executable, "-m", "streams", "worker", role, "--log-format", "json"]
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(  # noqa: S603 - our own command
                command, env=environment(self._settings), cwd=folder, stdout=log, stderr=log, stdin=subprocess.DEVNULL
            )

    def told(self, text: str) -> list[dict[str, Any]]:
        """Return the log lines with this message."""
        lines = [line for line in self._log.read_text().splitlines() if line.startswith("{")]
        return [line for line in map(json.loads, lines) if line["message"] == text]

    def ready(self) -> float:
        """Wait until it is ready; return the seconds."""
        began = time.monotonic()
        while not self.told("worker ready"):
            if self.process.poll() is not None or time.monotonic() - began > GIVE_UP:
                message = f"the worker is not ready (status {self.process.poll()}):\n{self._log.read_text()[-2000:]}"
                raise RuntimeError(message)
            time.sleep(0.05)
        return time.monotonic() - began

    def partitions(self) -> list[int]:
        """Return what it holds."""
        held: list[int] = self.told("worker ready")[-1]["partitions"]
        return held

    def end(self) -> None:
        """Stop it, in whatever way."""
        if self.process.poll() is None:
            self.process.terminate()
        try:
            self.process.wait(self._settings.stop_seconds + 5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@contextmanager
def ended(workers: list[Worker]) -> Iterator[None]:
    """End the workers whatever happens."""
    try:
        yield
    finally:
        for worker in workers:
            worker.end()


Sent = tuple[bytes, bytes, int]
"""Key, value, partition."""


def produce(settings: Settings, topic: str, sent: Iterable[Sent]) -> None:
    """Send records and await them."""

    async def send() -> None:
        producer = AIOKafkaProducer(**connection(settings), linger_ms=20, max_batch_size=200_000)
        await producer.start()
        try:
            waiting = []
            for key, value, partition in sent:
                waiting.append(await producer.send(topic, value, key=key, partition=partition))
                if len(waiting) >= AT_A_TIME:
                    await asyncio.gather(*waiting)
                    waiting.clear()
            await asyncio.gather(*waiting)
        finally:
            await producer.stop()

    asyncio.run(send())
