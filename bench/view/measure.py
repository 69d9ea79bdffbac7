"""How long the view takes to answer, and a record to reach its open streams. Units: milliseconds."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import httpx2 as httpx
import psutil
from aiokafka import AIOKafkaProducer

from streams.connection import connection
from streams.settings import Settings
from streams.topics import name
from streams.web.write import Record
from tests.support.served import Served
from tests.support.view import NOW, Maker, of_incident

QUESTIONS: Final = {
    "world, 7 d": "/api/world",
    "world, all": "/api/world?w=all",
    "world, 365 d, another as_of": "/api/world?w=365d&as_of=2023-03-01T12:00Z",
    "world, 7 d, injured 1 or more": "/api/world?min=injured:1",
    "world, all, injured 1 or more": "/api/world?w=all&min=injured:1",
    "world, all, a word": "/api/world?w=all&q=ballistic",
    "timeline, 120 days": "/api/timeline",
    "country": "/api/countries/UKR",
    "incidents, all, 50": "/api/incidents?w=all",
    "places of a country": "/api/places?country=UKR&w=365d",
    "search": "/api/search?q=bridge",
}
ROUNDS: Final = 30
UPDATES: Final = 200
BETWEEN_SECONDS: Final = 0.05


def quantile(times: Sequence[float], share: float) -> float:
    """Return the time, in ms, that this share of the times does not exceed."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000


async def write(settings: Settings, records: Sequence[Record]) -> None:
    """Send records and wait for all."""
    producer = AIOKafkaProducer(**connection(settings), linger_ms=5)
    await producer.start()
    try:
        for start in range(0, len(records), 5_000):
            part = records[start : start + 5_000]
            sent = [await producer.send(name(settings, each.topic), each.value, each.key) for each in part]
            await asyncio.gather(*sent)
    finally:
        await producer.stop()


@dataclass(frozen=True)
class Answer:
    """How long one question takes: the first time, and when warm. `kilobytes` is the answer, compressed."""

    question: str
    first: float
    p50: float
    p99: float
    kilobytes: float


def answers(view: Served) -> list[Answer]:
    """Ask every question ROUNDS times."""
    found = []
    for told, path in QUESTIONS.items():
        times, size = [], 0
        for _ in range(ROUNDS):
            began = time.perf_counter()
            answer = view.client.get(path)
            times.append(time.perf_counter() - began)
            answer.raise_for_status()
            size = int(answer.headers.get("content-length", 0))
        warm = times[1:]
        found.append(Answer(told, times[0] * 1000, quantile(warm, 0.5), quantile(warm, 0.99), size / 1000))
    return found


@dataclass(frozen=True)
class Update:
    """From a record's acknowledgement to the last of so many streams, and what the view's process then has, in MB."""

    streams: int
    p50: float
    p99: float
    megabytes: float


async def updates(settings: Settings, view: Served, streams: int) -> Update:
    """Send UPDATES records, one after the other, to open streams. Raises TimeoutError when one misses a change."""
    maker = Maker(12345 + streams, 200)
    seen: dict[str, list[float]] = {}
    limits = httpx.Limits(max_connections=None)
    address = str(view.client.base_url)
    async with httpx.AsyncClient(base_url=address, limits=limits, timeout=None) as client:
        ready = asyncio.Semaphore(0)
        tasks = [asyncio.create_task(_listen(client, seen, ready)) for _ in range(streams)]
        for _ in range(streams):
            await ready.acquire()
        producer = AIOKafkaProducer(**connection(settings), linger_ms=0)
        await producer.start()
        sent: dict[str, float] = {}
        for _ in range(UPDATES):
            record = of_incident(maker.incident(NOW), int(time.time() * 1000))
            await producer.send_and_wait(name(settings, record.topic), record.value, record.key)
            sent[(record.key or b"").decode()] = time.perf_counter()
            await asyncio.sleep(BETWEEN_SECONDS)
        await _eventually(lambda: all(len(seen.get(each, ())) == streams for each in sent))
        await producer.stop()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    latest = [max(seen[each]) - moment for each, moment in sent.items()]
    memory = psutil.Process(view.pid).memory_info().rss / 1e6
    return Update(streams, quantile(latest, 0.5), quantile(latest, 0.99), memory)


async def _listen(client: httpx.AsyncClient, seen: dict[str, list[float]], ready: asyncio.Semaphore) -> None:
    told = False
    async with client.stream("GET", "/api/events") as answer:
        async for line in answer.aiter_lines():
            if line.startswith("event: status"):
                if not told:  # it is repeated, and must not stand for a stream that is not open yet
                    ready.release()
                told = True
            elif line.startswith('data: {"countries"'):
                now = time.perf_counter()
                for incident in httpx.Response(200, content=line.removeprefix("data: ")).json()["incidents"]:
                    seen.setdefault(incident, []).append(now)


async def _eventually(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not condition():
        if time.monotonic() > end:
            message = "not every stream got every change within a minute"
            raise TimeoutError(message)
        await asyncio.sleep(0.05)
