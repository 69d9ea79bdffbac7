"""Bytewax: a dataflow a role, its Kafka source and sink, keyed state with recovery snapshots in SQLite.

Its workers form a cluster of a fixed size: when one is killed, all are started again, from the last snapshot.
"""

import os
import sys
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import bytewax.operators as op
from bytewax.connectors.kafka import KafkaSinkMessage, KafkaSource
from bytewax.connectors.kafka import operators as kop
from bytewax.dataflow import Dataflow
from bytewax.operators import StatefulBatchLogic
from bytewax.recovery import RecoveryConfig, init_db_dir
from bytewax.run import cli_main

from bench.systems.work import Extraction, event, folding, now
from streams import topics
from streams.settings import Settings

PARTITIONING: Final = {"partitioner": "murmur2_random", "linger.ms": "5"}
"""As every other Kafka client chooses the partition of a key."""


class Ledger(StatefulBatchLogic):  # type: ignore[misc] # it is not installed where types are checked
    """The versions of one article."""

    def __init__(self, extraction: Extraction, names: Mapping[str, str], entry: bytes | None) -> None:
        """Go on from a snapshot."""
        self._extraction = extraction
        self._events = names[topics.EVENTS]
        self._entry = entry

    def on_batch(self, values: list[bytes]) -> tuple[list[KafkaSinkMessage], bool]:
        """Return the events of the article's texts; nothing is kept of an article that says nothing."""
        sent = []
        for raw in values:
            entry, found = self._extraction.take(raw, self._entry)
            self._entry = entry or self._entry
            sent += [KafkaSinkMessage(country.encode(), value, self._events) for country, value in found]
        return sent, self._entry is None

    def snapshot(self) -> bytes | None:
        """Return what recovery needs."""
        return self._entry


class Reports(StatefulBatchLogic):  # type: ignore[misc] # it is not installed where types are checked
    """The reports of one country, and their fold."""

    def __init__(self, names: Mapping[str, str], reports: dict[str, bytes] | None) -> None:
        """Go on from a snapshot."""
        self._names = names
        self._reports = dict(reports or {})
        self._fold = folding(self._reports.items())

    def on_batch(self, values: list[bytes]) -> tuple[list[KafkaSinkMessage], bool]:
        """Return what is to be published after these events."""
        for raw in values:
            key, old, new = event(raw, self._reports)
            if new is not None:
                self._reports[key] = new
                self._fold.change(key, old, new)
        changes = self._fold.flush(now())
        outputs = ((topics.CORRECTIONS, changes.corrections), (topics.INCIDENTS, changes.incidents))
        sent = [
            KafkaSinkMessage(key.encode(), value, self._names[short])
            for short, records in (*outputs, (topics.COUNTERS, changes.counters))
            for key, value in records
        ]
        return sent, StatefulBatchLogic.RETAIN

    def snapshot(self) -> dict[str, bytes]:
        """Return what recovery needs; it is pickled after this returns, so a copy of the dict is enough."""
        return dict(self._reports)


def make(role: topics.Role, settings: Settings) -> Dataflow:
    """Return the dataflow of a role."""
    names = {short: topics.name(settings, short) for short in topics.all_topics(settings)}
    source = names[topics.ARTICLES if role == "extract" else topics.EVENTS]
    brokers = [settings.bootstrap_servers]
    flow = Dataflow(role)
    messages = op.input("in", flow, KafkaSource(brokers, [source], batch_size=500))
    keyed = op.map("key", messages, _keyed)
    if role == "extract":
        extraction = Extraction(settings)
        worked = op.stateful_batch("work", keyed, lambda entry: Ledger(extraction, names, entry))
    else:
        worked = op.stateful_batch("work", keyed, lambda reports: Reports(names, reports))
    kop.output("out", op.key_rm("values", worked), brokers=brokers, topic=None, add_config=PARTITIONING)
    return flow


def _keyed(message: Any) -> tuple[str, bytes]:  # noqa: ANN401 - a message of Bytewax
    return message.key.decode(), message.value


def main(role: topics.Role) -> None:
    """Run a worker of the cluster."""
    settings = Settings()
    addresses = os.environ["BENCH_ADDRESSES"].split(";")
    folder = Path(os.environ["BENCH_FOLDER"])
    worker = int(os.environ["BENCH_WORKER"])
    if not folder.exists() and worker == 0:
        made = folder.with_suffix(".new")
        made.mkdir(parents=True)
        init_db_dir(made, len(addresses))
        made.rename(folder)
    cluster = {"process_id": worker, "addresses": addresses} if len(addresses) > 1 else {}
    cli_main(
        make(role, settings),
        **cluster,
        epoch_interval=timedelta(seconds=settings.commit_seconds),
        recovery_config=RecoveryConfig(folder),
    )


if __name__ == "__main__":
    main("extract" if sys.argv[1] == "extract" else "count")
