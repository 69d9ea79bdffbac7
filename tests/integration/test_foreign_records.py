"""State that this release can't read: refused by name, with what to do, and nothing is overwritten."""

import asyncio
from pathlib import Path
from typing import NamedTuple

import orjson
import pytest

from schemas import DeadLetter, Reason
from streams import topics
from streams.provision import ensure_topics_async
from streams.runtime.partition import partition_of
from streams.settings import Settings
from tests.conftest import SettingsFactory
from tests.support import workers
from tests.support.scripted import attack, body
from tests.support.workers import Worker, article, compacted, end_offsets, everything, produce, publish, settle

IRAQ = partition_of(b"IRQ", 3)


@pytest.fixture
def made(settings: SettingsFactory) -> Settings:
    given = workers.quick(settings())
    asyncio.run(ensure_topics_async(given))
    return given


class Foreign(NamedTuple):
    """A record in a worker's state, and what is said of it."""

    role: topics.Role
    short: str
    key: bytes
    value: bytes
    named: str


NEWER = "its schema_version is 2, this release reads up to 1"
FOREIGN = {
    "a damaged report": Foreign("count", topics.REPORTS, b"IRQ|a#0", b'{"version": "1', "reports-changelog"),
    "a report that is no event": Foreign(
        "count", topics.REPORTS, b"IRQ|a#0", b'{"version": "1"}', "'IRQ|a#0' is not one"
    ),
    "counters of a newer release": Foreign(
        "count", topics.COUNTERS, b"IRQ", b'{"schema_version": 2, "country": "IRQ"}', NEWER
    ),
    "a damaged incident": Foreign("count", topics.INCIDENTS, b"a#0", b"\xff\x00", "incidents"),
    "a damaged ledger": Foreign("extract", topics.LEDGER, b"a", b'{"version"', "ledger-changelog"),
}


@pytest.mark.parametrize("foreign", FOREIGN.values(), ids=FOREIGN)
def test_a_worker_that_cannot_read_its_state_names_the_record_and_writes_nothing(
    made: Settings, tmp_path: Path, foreign: Foreign
) -> None:
    partition = IRAQ if foreign.role == "count" else partition_of(foreign.key, 3)
    produce(made, foreign.short, [(foreign.key, foreign.value, partition)])
    publish(made, [article("a", body([attack("IRQ", injured=1)]))])  # there is work to be tempted by
    before = {short: end_offsets(made, short) for short in topics.all_topics(made)}
    with Worker(foreign.role, made, tmp_path) as worker:
        assert worker.process.wait(90) == 70
        [end] = worker.told("worker ends itself, to be started again")
    assert foreign.named in end["reason"]
    assert "Run the release that wrote it" in end["reason"]
    if "is not one" not in foreign.named:
        assert f"[{partition}] offset 0 can't be read" in end["reason"]
    assert {short: end_offsets(made, short) for short in before} == before


def test_an_event_of_a_newer_schema_is_parked_and_the_next_one_counts(made: Settings, tmp_path: Path) -> None:
    newer = orjson.dumps({"schema_version": 2, "kind": "rumour", "country": "IRQ"})
    produce(made, topics.EVENTS, [(b"IRQ", newer, IRAQ)])
    publish(made, [article("a", body([attack("IRQ", injured=1)]))])
    with workers.pair(made, tmp_path) as pair:
        settle(made, *pair)
        assert set(compacted(made, topics.INCIDENTS)) == {"a#0"}
    [(_, parked)] = everything(made, topics.DEAD_LETTERS)
    letter = DeadLetter.model_validate_json(parked or b"")
    assert (letter.reason, letter.value) == (Reason.NEWER_SCHEMA, newer)
    assert "schema_version is 2" in letter.error
    assert "install the release that wrote it" in letter.error
