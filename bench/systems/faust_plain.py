"""Faust as its documentation shows it: one app, `async for`, `table[key] += 1`, and its own recovery.

A worker is one process with both agents. What is extracted and folded is as in all systems; with BENCH_EXTRACT=none
the counters are the documentation's own example, `table[country] += 1`.
"""

import os
import sys
from typing import TYPE_CHECKING, Any

import faust

from bench.systems.work import LIVE, Extraction, counted, event, folding, mode, now
from streams import topics
from streams.settings import Settings

if TYPE_CHECKING:
    from streams.folding import Folding

RAW: dict[str, Any] = {"key_type": bytes, "value_type": bytes, "key_serializer": "raw", "value_serializer": "raw"}


def make(settings: Settings) -> faust.App:
    """Return the app."""
    app = faust.App(
        f"{settings.topic_prefix}plain",
        broker=f"kafka://{settings.bootstrap_servers}",
        broker_session_timeout=settings.session_seconds,
        broker_heartbeat_interval=settings.session_seconds / 6,
        broker_commit_interval=settings.commit_seconds,
        topic_partitions=settings.partitions,
        topic_replication_factor=1,
        store="memory://",
        web_enabled=False,
        datadir=os.environ["BENCH_FOLDER"] + os.environ["BENCH_WORKER"],
    )

    def topic(short: str) -> Any:  # noqa: ANN401 - Faust's
        return app.topic(topics.name(settings, short), **RAW)

    def table(name: str) -> Any:  # noqa: ANN401 - Faust's
        return app.Table(name, key_type=str, value_type=bytes, partitions=settings.partitions)

    articles, events = topic(topics.ARTICLES), topic(topics.EVENTS)
    ledger = table("ledger")
    extraction = Extraction(settings)

    @app.agent(articles)
    async def extract(stream: Any) -> None:  # noqa: ANN401 - Faust's
        async for raw in stream:
            article = extraction.read(raw)
            entry, found = extraction.revised(article, ledger.get(article.id))
            for country, value in found:
                await events.send(key=country.encode(), value=value)
            if entry is not None:
                ledger[article.id] = entry

    reports = table("reports")
    if mode() == "none":
        attacks = app.Table("attacks", default=int, partitions=settings.partitions)
        _count_naively(app, (events, topic(topics.COUNTERS)), reports, attacks)
    else:
        _count(app, (events, *map(topic, (topics.CORRECTIONS, topics.INCIDENTS, topics.COUNTERS))), reports)
    return app


def _count_naively(app: faust.App, route: tuple[Any, Any], reports: Any, attacks: Any) -> None:  # noqa: ANN401 - Faust's
    """Declare the agent that adds one to a table."""
    events, counters = route

    @app.agent(events)
    async def count(stream: Any) -> None:  # noqa: ANN401 - Faust's
        async for raw in stream:
            key, old, new = event(raw, reports)
            if new is None:
                continue
            reports[key] = new
            country = key[:3]
            step = (LIVE in new) - (old is not None and LIVE in old)
            if step:
                attacks[country] += step
                await counters.send(key=country.encode(), value=counted(country, attacks[country]))


def _count(app: faust.App, route: tuple[Any, Any, Any, Any], reports: Any) -> None:  # noqa: ANN401 - Faust's
    """Declare the agent that folds the reports of its table."""
    events, corrections, incidents, counters = route
    folds: list[Folding] = []

    @app.on_partitions_assigned.connect
    async def assigned(*_: Any, **__: Any) -> None:  # noqa: ANN401 - Faust's
        folds.clear()  # it is made again of what the table then holds

    @app.agent(events)
    async def count(stream: Any) -> None:  # noqa: ANN401 - Faust's
        async for raw in stream:
            if not folds:
                folds.append(folding(reports.items()))
            key, old, new = event(raw, reports)
            if new is None:
                continue
            reports[key] = new
            folds[0].change(key, old, new)
            changes = folds[0].flush(now())
            for country, correction in changes.corrections:
                await corrections.send(key=country.encode(), value=correction)
            for incident, record in changes.incidents:
                await incidents.send(key=incident.encode(), value=record)
            for country, counter in changes.counters:
                await counters.send(key=country.encode(), value=counter)


if __name__ == "__main__":
    sys.argv[1:] = ["worker", "-l", "info", "--without-web"]
    make(Settings()).main()
