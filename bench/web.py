"""Time the view on a real broker: `python -m bench.web`; about three minutes, 1 GB of memory.

What is measured, by default with 100,000 incidents in 200 countries, invented (tests/support/view.py):
reading it all, the first answers of a fresh process, answers when warm, from a record's acknowledgement to its event in
an open stream (p50, p99), and the same with 500 streams open.
Units: milliseconds unless said otherwise.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Final

import httpx2 as httpx
import psutil
from aiokafka import AIOKafkaProducer

from streams.broker import EmbeddedBroker
from streams.broker.ports import free_port
from streams.connection import connection
from streams.provision import ensure_topics
from streams.settings import Settings
from streams.topics import name
from streams.web.write import Record
from tests.support.served import Served
from tests.support.view import NOW, Maker, make_sample, of_incident

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
STREAMS: Final = 500
BETWEEN_SECONDS: Final = 0.05


def out(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


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


def answers(view: Served, label: str) -> None:
    """Print how long each question takes: the first time, and when warm."""
    out(f"\n{label:<36}{'first':>8}{'p50':>8}{'p99':>8}{'kB':>8}")
    for told, path in QUESTIONS.items():
        times, size = [], 0
        for _ in range(ROUNDS):
            began = time.perf_counter()
            answer = view.client.get(path)
            times.append(time.perf_counter() - began)
            answer.raise_for_status()
            size = int(answer.headers.get("content-length", 0))
        first, warm = times[0] * 1000, times[1:]
        out(f"{told:<36}{first:>8.0f}{quantile(warm, 0.5):>8.0f}{quantile(warm, 0.99):>8.0f}{size / 1000:>8.0f}")


async def updates(settings: Settings, view: Served, streams: int) -> None:
    """Print how long a record takes to every one of the open streams, and to the first."""
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
    told = "1 stream" if streams == 1 else f"{streams} streams, the last of them"
    out(f"{told:<36}{quantile(latest, 0.5):>8.0f}{quantile(latest, 0.99):>8.0f}   view has {memory:.0f} MB")


async def _listen(client: httpx.AsyncClient, seen: dict[str, list[float]], ready: asyncio.Semaphore) -> None:
    async with client.stream("GET", "/api/events") as answer:
        async for line in answer.aiter_lines():
            if line.startswith("event: status"):
                ready.release()
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


def run(work: Callable[[], Awaitable[None]]) -> None:
    """Run a coroutine to its end."""

    async def all_of_it() -> None:
        await work()

    asyncio.run(all_of_it())


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="Time the view on a real broker.")
    parser.add_argument("--incidents", type=int, default=100_000)
    incidents = parser.parse_args().incidents
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        with EmbeddedBroker(Settings(), port=free_port(), data_dir=folder / "broker") as broker:
            settings = Settings(brokers=broker.address, data_dir=folder / "data", topic_prefix="bench-")
            ensure_topics(settings)
            records = list(make_sample(incidents, 200).records())
            asyncio.run(write(settings, records))
            out(f"{incidents:,} incidents, {len(records):,} records in all")
            began = time.perf_counter()
            with Served(settings, folder) as view:
                view.until(lambda: bool(view.client.get("/health/ready").is_success), 600)
                took = time.perf_counter() - began
                size = sum(path.stat().st_size for path in (folder / "data").glob("web-*")) / 1e6
                out(f"read from the topics in {took:.1f} s, {len(records) / took:,.0f} records a second, {size:.0f} MB")
                view.stop()
            began = time.perf_counter()
            with Served(settings, folder) as view:
                answers(view, f"as of a fresh process ({(time.perf_counter() - began) * 1000:.0f} ms to its start)")
                view.live()
                out(f"\n{'from acknowledged to in the stream':<36}{'p50':>8}{'p99':>8}")
                run(lambda: updates(settings, view, 1))
                run(lambda: updates(settings, view, STREAMS))
                view.stop()


if __name__ == "__main__":
    main()
