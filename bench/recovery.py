"""How soon the numbers are right again after a SIGKILL, and what a restart costs: `python -m bench.recovery`.

Starts a broker and workers of its own, and prints JSON lines:
- `restore`: what a count worker does when it starts on so many stored reports, in this process: it loads the table,
  which is what `rows` counts, and projects the reports into incidents and counters. CPU seconds beside seconds, since
  they can be compared on a busy machine. Memory is that of the table alone, and with the projections and the digests of
  what is published.
- `kill`: one of two workers of a role gets SIGKILL, and a backlog that every partition has a share of is sent at once.
  Seconds from the kill to the first result in a partition that it held, to a result in each of them, and to lag 0.
  `survivor`: the killed worker is gone for good; `restarted`: it is started again at once, under a stable name.
"""

import asyncio
import sys
import tempfile
import time
from collections import deque
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, Final, Self

import click
import orjson
from aiokafka import AIOKafkaConsumer, TopicPartition

from bench.projection import resident
from bench.workers import Sent, Worker, ended, produce
from schemas import Count, EventType, IncidentReport, Place
from streams import topics
from streams.app import make_count_app
from streams.broker import EmbeddedBroker
from streams.broker.ports import free_port
from streams.clock import wall
from streams.cluster import positions
from streams.connection import connection
from streams.projection import Projection, report_key
from streams.provision import ensure_topics_async
from streams.runtime.collector import collector_away
from streams.runtime.loader import load
from streams.runtime.partition import partition_of
from streams.settings import Clock, Settings

START: Final = datetime(2020, 1, 1, 12, tzinfo=UTC)
COUNTRIES: Final = ("IRQ", "SYR", "YEM", "UKR", "MMR", "SDN", "SOM", "NGA", "MLI", "BFA", "COL", "AFG")
TOWNS: Final = 400
DAYS: Final = 2_000
PER_ATTACK: Final = 3  # reports
BACKLOG: Final = 2_000  # records that wait when the worker dies
ROUTES: Final[dict[topics.Role, tuple[str, str]]] = {
    "extract": (topics.ARTICLES, topics.EVENTS),
    "count": (topics.EVENTS, topics.INCIDENTS),
}
"""What each role reads, and where its result is looked for."""


def report(number: int) -> IncidentReport:
    """Return the report with this number; three in a row tell of the same attack."""
    attack = number // PER_ATTACK
    chance = Random(attack)  # noqa: S311 - a workload, not a secret
    country, town = chance.choice(COUNTRIES), chance.randrange(TOWNS)
    happened = START + timedelta(days=chance.randrange(DAYS))
    reported = happened + timedelta(hours=6, seconds=number % 3600)
    return IncidentReport(
        event_id=f"paper-{number}#5f0c1d2e",
        article_id=f"paper-{number}",
        version=f"{reported:%Y-%m-%dT%H:%M:%S.%fZ}/0123456789abcdef",
        reported_at=reported,
        source=f"Paper {number % 50}",
        title="Shelling reported near the town",
        event_type=EventType.SHELLING,
        country=country,
        place=Place(
            name=f"Town {town}", latitude=30 + town % 20 * 0.3, longitude=40 + town // 20 * 0.3, geo_precision=1
        ),
        occurred_at=happened,
        time_precision=1,
        attacker=f"Brigade {chance.randrange(9)}",
        target=None,
        weapon="rockets",
        injured=None,
        killed=Count.exactly(int(chance.paretovariate(1.2)) - 1),
        evidence=(),
        confidence=0.8,
    )


def restore(settings: Settings, reports: int) -> dict[str, Any]:
    """Measure what a count worker does when it starts on stored reports: load the table, then project it."""
    rows = (
        (
            report_key(str(each.country), each).encode(),
            each.model_dump_json().encode(),
            partition_of(str(each.country).encode(), settings.partitions),
        )
        for each in map(report, range(reports))
    )
    produce(settings, topics.all_topics(settings)[topics.REPORTS].name, rows)
    app = make_count_app(settings, wall)
    table: Any = app.tables[topics.REPORTS]
    empty = resident()
    with Timed() as loading, collector_away():
        held = {table: set(range(settings.partitions))}
        read = asyncio.run(load([table], held, connection(settings), lambda: None))
    loaded = resident()
    with Timed() as projecting, collector_away():
        projections = [projected(part) for part in table.parts.values()]
    shown = [one.digests() for one in projections]
    return {
        "measured": "restore",
        "reports": reports,
        "incidents": sum(map(len, shown)),  # the table `incidents`, which holds digests, is in the memory too
        "rows_a_second_loaded": round(read / loading.seconds),
        "rows_a_cpu_second_loaded": round(read / loading.cpu_seconds),
        "reports_a_second_projected": round(reports / projecting.seconds),
        "reports_a_cpu_second_projected": round(reports / projecting.cpu_seconds),
        "mb_per_million_reports_in_the_table": round((loaded - empty) / reports),
        "mb_per_million_reports": round((resident() - empty) / reports),
    }


def projected(part: Mapping[str, bytes]) -> Projection:
    """Return the projection of a partition as a worker makes it."""
    projection = Projection((), None)
    projection.lend(part.__getitem__)
    deque(projection.fill(part.items(), None), maxlen=0)
    return projection


class Timed:
    """Seconds and CPU seconds of a block; the latter can be compared on a busy machine."""

    def __enter__(self) -> Self:
        """Begin."""
        self.seconds, self.cpu_seconds = -time.monotonic(), -time.process_time()
        return self

    def __exit__(self, *_: object) -> None:
        """End."""
        self.seconds += time.monotonic()
        self.cpu_seconds += time.process_time()


def kill(settings: Settings, folder: Path, role: topics.Role, *, restarted: bool) -> dict[str, Any]:
    """Measure how long the partitions of a killed worker stand still."""
    names = ("one", "two") if restarted else (None, None)
    workers = [Worker(role, settings, folder, name) for name in names]
    with ended(workers):
        for worker in workers:
            worker.ready()
        while any(len(worker.partitions()) != settings.partitions // 2 for worker in workers):
            time.sleep(0.2)
        lost = set(workers[0].partitions())
        sent = probes(settings, role)
        source, result = ROUTES[role]
        ends = asyncio.run(end_offsets(settings, result))
        workers[0].process.kill()
        killed = time.monotonic()
        if restarted:
            workers.append(Worker(role, settings, folder, names[0]))
        produce(settings, topics.name(settings, source), sent)
        waiting = lost & {partition for _, _, partition in sent}
        times = asyncio.run(outputs(settings, ends, waiting, by_article=role == "extract"))
        while lag(settings, role):
            time.sleep(0.1)
        return {
            "measured": "kill",
            "role": role,
            "way": "restarted" if restarted else "survivor",
            "session_seconds": settings.session_seconds,
            "partitions_lost": len(waiting),
            "seconds_to_first_right_output": round(times[0] - killed, 1),
            "seconds_to_output_of_every_partition": round(times[-1] - killed, 1),
            "seconds_to_lag_0": round(time.monotonic() - killed, 1),
            "records_waiting": len(sent),
        }


def probes(settings: Settings, role: topics.Role) -> list[Sent]:
    """Return records for every partition, each of which gives an output."""
    stamp = time.monotonic_ns()
    sent: list[Sent] = []
    for number in range(BACKLOG):
        name = f"probe-{stamp}-{number}"
        if role == "extract":
            text = f"Gunmen killed {number % 9 + 2} people in Mosul, Iraq, on Tuesday, police said."
            key, value = name.encode(), orjson.dumps({"id": name, "body": text, "published_at": "2024-05-10T00:00:00Z"})
        else:
            event = report(number * PER_ATTACK).model_copy(update={"event_id": name, "article_id": name})
            key, value = str(event.country).encode(), event.model_dump_json().encode()
        sent.append((key, value, partition_of(key, settings.partitions)))
    return sent


async def end_offsets(settings: Settings, short: str) -> dict[TopicPartition, int]:
    """Return where the log of each partition of a topic ends."""
    reader = AIOKafkaConsumer(**connection(settings))
    await reader.start()
    try:
        places = [TopicPartition(topics.name(settings, short), number) for number in range(settings.partitions)]
        reader.assign(places)
        ends: dict[TopicPartition, int] = await reader.end_offsets(places)
        return ends
    finally:
        await reader.stop()


async def outputs(
    settings: Settings, ends: dict[TopicPartition, int], waiting: set[int], *, by_article: bool
) -> list[float]:
    """Return when each of the partitions gave its first result (monotonic seconds), soonest first.

    Incidents are on the partition of their events; events are on their country's, but name their article.
    """
    reader = AIOKafkaConsumer(**connection(settings), enable_auto_commit=False)
    await reader.start()
    found: list[float] = []
    try:
        reader.assign(list(ends))
        for place, end in ends.items():
            reader.seek(place, end)
        while waiting:
            for place, records in (await reader.getmany(timeout_ms=50)).items():
                homes = {place.partition}
                if by_article:
                    articles = [str(orjson.loads(each.value or b"{}").get("article_id")) for each in records]
                    homes = {partition_of(article.encode(), settings.partitions) for article in articles}
                found += [time.monotonic()] * len(waiting & homes)
                waiting = waiting - homes
    finally:
        await reader.stop()
    return found


def lag(settings: Settings, role: topics.Role) -> int:
    """Return how many records wait for a role."""
    groups = {topics.name(settings, ROUTES[role][0]): topics.group(settings, role)}
    return sum(position.lag for position in asyncio.run(positions(settings, groups)))


@click.command()
@click.option("--reports", default=1_000_000, show_default=True, help="Stored reports for `restore`; 0 leaves it out.")
@click.option("--kills", default=3, show_default=True, help="How often each kind of kill is measured.")
def main(reports: int, kills: int) -> None:
    """Measure restarts and kills on a broker of this command's own; one JSON line each."""
    port = free_port()
    jars = Settings(_env_file=None).data_dir
    with tempfile.TemporaryDirectory(prefix="recovery-") as scratch:
        folder = Path(scratch)
        base = Settings(_env_file=None, brokers=f"127.0.0.1:{port}", data_dir=jars, clock=Clock.EVENT)
        with EmbeddedBroker(base, port=port, data_dir=folder / "broker"):
            if reports:
                settings = base.model_copy(update={"topic_prefix": "restore-"})
                asyncio.run(ensure_topics_async(settings))
                _print(restore(settings, reports))
            for number in range(kills):
                for role in ROUTES:
                    for restarted in (False, True):
                        prefix = f"kill-{number}-{role}-{restarted}-"
                        settings = base.model_copy(update={"topic_prefix": prefix})
                        asyncio.run(ensure_topics_async(settings))
                        _print(kill(settings, folder, role, restarted=restarted))


def _print(result: dict[str, Any]) -> None:
    sys.stdout.write(orjson.dumps(result).decode() + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
