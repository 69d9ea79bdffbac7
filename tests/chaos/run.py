"""One chaos run, from a fresh broker to the verdict."""

import asyncio
import sys
import time
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from streams import topics
from streams.broker.ports import free_port
from streams.cluster import positions
from streams.errors import StreamsError
from streams.provision import ensure_topics_async
from streams.settings import Clock, Settings
from tests.chaos import news
from tests.chaos.check import check
from tests.chaos.feed import Feeder
from tests.chaos.fleet import Fleet, HurtBroker
from tests.chaos.schedule import Chaos, plan

RATE: Final = 250.0  # records a second during the faults
SETTLE_SECONDS: Final = 240.0
NEWEST: Final = news.START + timedelta(days=news.DAYS)
MOMENTS: Final = (NEWEST, NEWEST - timedelta(days=20, hours=5), NEWEST + timedelta(days=3_000))
"""What the commands are asked for: windows that end with the news, amid it, and long after; one a run."""
QUIET: Final = 2  # looks without lag in a row: a record read between two questions may have made another


@dataclass(frozen=True)
class Options:
    """What a run is made of. `kills` 0: one fault of every kind, or those of `only`."""

    articles: int = 20_000
    kills: int = 0
    only: tuple[str, ...] = ()
    guards_off: str = ""
    rate: float = RATE


def chaos(seed: int, options: Options, folder: Path, jars: Path) -> dict[str, Any]:
    """Run one seed; return everything that is to be known of it. `jars` is the data folder that holds Kafka's jars."""
    began = time.monotonic()
    port = free_port()
    settings = Settings(
        _env_file=None,
        brokers=f"127.0.0.1:{port}",
        data_dir=jars,
        partitions=6,
        clock=Clock.EVENT,
        session_seconds=6.0,
        commit_seconds=0.2,
        batch_size=200,
        max_article_bytes=200_000,
        liveness_seconds=30.0,
    )
    faults = plan(seed, options.kills, options.only)
    with HurtBroker(settings, port, folder / "broker") as broker:
        asyncio.run(ensure_topics_async(settings))
        feeder = Feeder(settings, seed, options.articles, options.rate)
        feeder.start()
        with Fleet(settings, folder, named=seed % 2 == 0, guards_off=options.guards_off) as fleet:
            fleet.wait(5)
            Chaos(seed, fleet, broker, settings.session_seconds).carry_out(faults)
            over = time.monotonic()
            feeder.finish()
            settled = _settle(settings, fleet)
            quiet = time.monotonic()
        sent = {(item.key, item.value) for item in feeder.sent}
        verdict = check(settings, folder, sent, MOMENTS[seed % len(MOMENTS)])
    if not settled:  # what differs says nothing then
        verdict.wrong[:] = [f"records were left after {SETTLE_SECONDS:.0f} s"]
    return {
        "seed": seed,
        "exact": not verdict.wrong,
        "wrong": verdict.wrong,
        "options": asdict(options),
        "records_sent": len(feeder.sent),
        "slices_sent_again": feeder.repeated,
        "faults": Counter(fault.kind for fault in faults),
        "sigkills": fleet.killed,
        "guards_that_ended_a_worker": fleet.reasons,
        "starts": sum(worker.starts for worker in fleet.workers),
        "compared": verdict.figures,
        "reloads": _reloads(fleet),
        "seconds": {
            "faults": round(over - began, 1),
            "settle": round(quiet - over, 1),
            "all": round(time.monotonic() - began, 1),
        },
    }


def _settle(settings: Settings, fleet: Fleet) -> bool:
    """Wait until both groups have read all there is; tell whether they did in time."""
    groups = {
        topics.name(settings, topics.ARTICLES): topics.group(settings, "extract"),
        topics.name(settings, topics.EVENTS): topics.group(settings, "count"),
    }
    quiet, deadline = 0, time.monotonic() + SETTLE_SECONDS
    while time.monotonic() < deadline:
        fleet.wait(0.5)
        try:
            lag = sum(position.lag for position in asyncio.run(positions(settings, groups)))
        except StreamsError as error:
            sys.stderr.write(f"no answer about the lag: {error}\n")
            continue
        quiet = quiet + 1 if lag == 0 else 0
        if quiet >= QUIET:
            return True
    return False


def _reloads(fleet: Fleet) -> dict[str, int]:
    """Return how often tables were loaded, and what was mended thereby, over all processes that are left to ask."""
    lines = [line for worker in fleet.workers for line in worker.all_told("tables loaded")]
    return {"loads": len(lines), **{name: sum(line[name] for line in lines) for name in ("repaired", "reconciled")}}
