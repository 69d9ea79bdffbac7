"""Sends the news beside the chaos, and repeats what it can't be sure of, as a producer does."""

import asyncio
import threading
import time
from itertools import islice
from typing import Any, Final

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from streams import topics
from streams.connection import connection
from streams.settings import Settings
from tests.chaos.news import Item, News

SLICE: Final = 100
RETRY_SECONDS: Final = 1.0


class Feeder(threading.Thread):
    """Sends `at_once` records, then `rate` a second until told to finish, and never fewer than `least`.

    A slice that was not acknowledged whole is sent again whole: redelivered, and older versions after newer.
    """

    def __init__(self, settings: Settings, seed: int, least: int, rate: float) -> None:
        super().__init__(name="feeder", daemon=True)
        self._settings = settings
        self._news = iter(News(seed, settings.partitions))
        self._least = least
        self._at_once = least // 4
        self._rate = rate
        self._finish = threading.Event()
        self.sent: list[Item] = []
        self.repeated = 0
        self.error: BaseException | None = None

    def finish(self) -> None:
        """Send what is missing to `least` and stop; return when all is acknowledged."""
        self._finish.set()
        self.join(120)
        if self.error is not None or self.is_alive():
            message = f"the feeder did not finish: {self.error!r}"
            raise RuntimeError(message)

    def run(self) -> None:
        """Send, in a loop of its own."""
        try:
            asyncio.run(self._run())
        except BaseException as error:  # noqa: BLE001 - told by `finish`, in the thread that waits
            self.error = error

    async def _run(self) -> None:
        began: float | None = None
        while not (self._finish.is_set() and len(self.sent) >= self._least):
            if len(self.sent) >= self._at_once and not self._finish.is_set():
                began = began or time.monotonic()
                if len(self.sent) - self._at_once > (time.monotonic() - began) * self._rate:
                    await asyncio.sleep(0.05)
                    continue
            items = list(islice(self._news, SLICE))
            await self._send(items)
            self.sent += items
        await self._close()

    _producer: AIOKafkaProducer | None = None

    async def _send(self, items: list[Item]) -> None:
        while True:
            try:
                await self._send_once(await self._connected(), items)
            except (KafkaError, OSError, TimeoutError):
                self.repeated += 1
                await self._close()
                await asyncio.sleep(RETRY_SECONDS)
            else:
                return

    async def _send_once(self, producer: AIOKafkaProducer, items: list[Item]) -> None:
        """Send all; raise the first error once every answer is there, so that none of them is left unread."""
        waiting = list[asyncio.Future[Any]]()
        try:
            for item in items:
                topic = topics.name(self._settings, item.topic)
                waiting.append(await producer.send(topic, item.value, key=item.key, partition=item.partition))
        finally:
            answers = await asyncio.gather(*waiting, return_exceptions=True)
        for answer in answers:
            if isinstance(answer, BaseException):
                raise answer

    async def _connected(self) -> AIOKafkaProducer:
        if self._producer is None:
            producer = AIOKafkaProducer(
                **connection(self._settings), linger_ms=10, request_timeout_ms=10_000, max_request_size=2_000_000
            )
            try:
                await producer.start()
            except BaseException:
                await producer.stop()
                raise
            self._producer = producer
        return self._producer

    async def _close(self) -> None:
        producer, self._producer = self._producer, None
        if producer is not None:
            try:
                await asyncio.wait_for(producer.stop(), 15)
            except (KafkaError, OSError, TimeoutError):
                return  # the broker is away: everything of this slice is sent again
