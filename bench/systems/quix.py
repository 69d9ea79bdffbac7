"""Quix Streams: a StreamingDataFrame a role, its state in RocksDB with changelogs in Kafka, at least once.

The state of a key is the ledger's entry of an article, or the reports of a country. The fold of a country is kept in
memory and made again of the state when that was changed elsewhere: after a restart, or while another worker had it.
"""

import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from quixstreams import Application, State
from quixstreams.models import Serializer, Topic

from bench.systems.work import Extraction, event, folding, now
from streams import topics
from streams.settings import Settings

if TYPE_CHECKING:
    from streams.folding import Folding

IDS: Final = 100  # of reports in one entry of the state, since a state can't be listed


@dataclass(frozen=True)
class Out:
    """A record to be sent."""

    topic: str
    key: bytes
    value: bytes | None


class Raw(Serializer):  # type: ignore[misc] # it is not installed where types are checked
    """Sends the value of an Out as it stands."""

    def __call__(self, value: Out, ctx: Any) -> bytes | None:  # noqa: ANN401, ARG002 - Quix's
        """Return the bytes."""
        return value.value


class Extract:
    """Articles to events."""

    def __init__(self, settings: Settings) -> None:
        """Load what extraction needs."""
        self._extraction = Extraction(settings)

    def __call__(self, raw: bytes, state: State) -> list[Out]:
        """Return the events of an article."""
        stored = state.get("entry")
        entry, found = self._extraction.take(raw, None if stored is None else stored.encode())
        if entry is not None:
            state.set("entry", entry.decode())
        return [Out(topics.EVENTS, country.encode(), value) for country, value in found]


class Reports(Mapping[str, bytes]):
    """The reports of a country in its state: by key, and by number for whoever reads them all."""

    def __init__(self, state: State) -> None:
        """Read how many there are."""
        self._state = state
        size: tuple[int, int] = state.get("size") or (0, 0)
        self._count, self.changes = size

    def __getitem__(self, key: str) -> bytes:
        stored = self._state.get(f"report/{key}")
        if stored is None:
            raise KeyError(key)
        return bytes(stored.encode())

    def __len__(self) -> int:
        return int(self._count)

    def __iter__(self) -> Iterator[str]:
        for number in range(0, self._count, IDS):
            yield from self._state.get(f"ids/{number // IDS}")

    def put(self, key: str, value: bytes, *, is_new: bool) -> None:
        """Store a report."""
        self._state.set(f"report/{key}", value.decode())
        if is_new:
            chunk = f"ids/{self._count // IDS}"
            self._state.set(chunk, [*(self._state.get(chunk) or ()), key])
            self._count += 1
        self.changes += 1
        self._state.set("size", (self._count, self.changes))


class Count:
    """Events to incidents and counters."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._folds: dict[str, tuple[int, Folding]] = {}

    def __call__(self, raw: bytes, state: State) -> list[Out]:
        """Return what is to be published after an event."""
        reports = Reports(state)
        key, old, new = event(raw, reports)
        if new is None:
            return []
        country = key[:3]
        seen, fold = self._folds.get(country, (-1, None))
        if fold is None or seen != reports.changes:
            fold = folding(reports.items())
        reports.put(key, new, is_new=old is None)
        self._folds[country] = (reports.changes, fold)
        fold.change(key, old, new)
        changes = fold.flush(now())
        return [
            *(Out(topics.CORRECTIONS, code.encode(), value) for code, value in changes.corrections),
            *(Out(topics.INCIDENTS, incident.encode(), value) for incident, value in changes.incidents),
            *(Out(topics.COUNTERS, code.encode(), value) for code, value in changes.counters),
        ]


def main(role: topics.Role) -> None:
    """Run a worker."""
    settings = Settings()
    milliseconds = round(settings.session_seconds * 1000)
    app = Application(
        broker_address=settings.bootstrap_servers,
        consumer_group=topics.group(settings, role),
        auto_offset_reset="earliest",
        commit_interval=settings.commit_seconds,
        state_dir=os.environ["BENCH_FOLDER"] + os.environ["BENCH_WORKER"],
        consumer_extra_config={
            "session.timeout.ms": milliseconds,
            "heartbeat.interval.ms": milliseconds // 6,
            "group.instance.id": f"{role}-{settings.worker_name}",
        },
        producer_extra_config={"linger.ms": 5},
    )
    raw = {"value_deserializer": "bytes", "value_serializer": Raw(), "key_serializer": "bytes"}
    made: dict[str, Topic] = {}
    for short in (topics.ARTICLES, topics.EVENTS, topics.INCIDENTS, topics.COUNTERS, topics.CORRECTIONS):
        made[short] = app.topic(topics.name(settings, short), **raw)
    source, work = (topics.ARTICLES, Extract(settings)) if role == "extract" else (topics.EVENTS, Count())
    frame = app.dataframe(made[source]).apply(work, stateful=True, expand=True)
    frame.to_topic(lambda out, *_: made[out.topic], key=lambda out: out.key)
    app.run()


if __name__ == "__main__":
    main("extract" if sys.argv[1] == "extract" else "count")
