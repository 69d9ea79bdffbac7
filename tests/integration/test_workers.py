"""Both workers on a real broker: what goes in as articles comes out as incidents, counters and corrections."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import pytest

from schemas import EVENT, Correction, CountryCounters, Incident, Window
from streams import topics
from streams.provision import ensure_topics_async
from streams.runtime.partition import partition_of
from streams.settings import Settings
from tests.conftest import SettingsFactory, fresh_prefix
from tests.support import workers
from tests.support.scripted import attack, body
from tests.support.workers import Worker, article, compacted, everything, folded, publish, settle


@dataclass
class Pair:
    """A running pair of workers, and all articles published to it so far."""

    settings: Settings
    extract: Worker
    count: Worker
    published: list[dict[str, Any]]

    def take(self, *articles: dict[str, Any]) -> None:
        self.published += articles
        publish(self.settings, articles)
        settle(self.settings, self.extract, self.count)

    def counters(self, country: str) -> CountryCounters:
        return CountryCounters.model_validate_json(compacted(self.settings, topics.COUNTERS)[country])

    def check(self) -> None:
        """Compare all that is published with the fold of all articles."""
        incidents, counters = folded(self.settings, self.published)
        assert compacted(self.settings, topics.INCIDENTS) == incidents
        assert compacted(self.settings, topics.COUNTERS) == counters


@pytest.fixture(scope="module")
def pair(broker: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    folder = tmp_path_factory.mktemp("pair")
    settings = workers.quick(Settings(_env_file=None, brokers=broker, topic_prefix=fresh_prefix(), data_dir=folder))
    with workers.pair(settings, folder) as (extract, count):
        yield Pair(settings, extract, count, [])


def test_attacks_are_counted_where_they_happened(pair: Pair) -> None:
    pair.take(
        article("two-places", body([attack("IRQ", injured=2), attack("MLI", killed=1)])), article("calm", "Rain.")
    )
    pair.check()
    incidents = [Incident.model_validate_json(value) for value in compacted(pair.settings, topics.INCIDENTS).values()]
    where = {found.country for found in incidents if found.reports[0].article_id == "two-places"}
    assert where == {"IRQ", "MLI"}


def test_an_article_that_comes_again_moves_nothing(pair: Pair) -> None:
    again = article("again", body([attack("IRQ", injured=7, day=1)]))
    pair.take(again)
    before = {short: workers.end_offsets(pair.settings, short) for short in topics.all_topics(pair.settings)}
    pair.take(again, again)
    after = {short: workers.end_offsets(pair.settings, short) for short in before}
    assert after == before | {topics.ARTICLES: before[topics.ARTICLES] + 2}
    pair.check()


def test_a_correction_moves_the_numbers_and_says_so(pair: Pair) -> None:
    pair.take(article("corrected", body([attack("YEM", injured=3, day=2)])))
    assert pair.counters("YEM").windows[Window.ALL].injured.best == 3
    pair.take(article("corrected", body([attack("YEM", injured=5, day=2)]), updated_at="2024-05-11T00:00:00Z"))
    assert pair.counters("YEM").windows[Window.ALL].injured.best == 5
    changes = [
        Correction.model_validate_json(value or b"") for _, value in everything(pair.settings, topics.CORRECTIONS)
    ]
    told = [
        (change.old and change.old.best, change.new and change.new.best, change.article_id)
        for change in changes
        if change.country == "YEM"
    ]
    assert told == [(3, 5, "corrected")]
    pair.check()


def test_a_correction_may_move_an_attack_to_another_country(pair: Pair) -> None:
    def told_of() -> list[str]:
        records = [Incident.model_validate_json(value) for value in compacted(pair.settings, topics.INCIDENTS).values()]
        return [record.country for record in records if record.reports[0].article_id == "moved"]

    pair.take(article("moved", body([attack("SYR", killed=4, day=3)])))
    before = told_of()
    pair.take(article("moved", body([attack("MLI", killed=4, day=3)]), updated_at="2024-05-11T00:00:00Z"))
    assert (before, told_of()) == (["SYR"], ["MLI"])
    pair.check()


def test_revisions_in_one_batch_are_folded_in_turn(pair: Pair) -> None:
    versions = [
        article("often", body([attack("IRQ", injured=number, day=4)]), updated_at=f"2024-05-11T00:00:{number:02}Z")
        for number in range(20)
    ]
    pair.take(*versions, versions[3])
    pair.check()
    sent = [EVENT.validate_json(value or b"") for _, value in everything(pair.settings, topics.EVENTS)]
    assert len([event for event in sent if event.article_id == "often"]) == 20


def test_an_article_in_a_wrong_partition_is_forwarded_to_its_own(pair: Pair) -> None:
    stray = article("stray", body([attack("IRQ", injured=1, day=5)]), unknown_to_us="kept")
    undated = {"id": "undated", "body": body([attack("IRQ", injured=1, day=6)])}
    homes = [partition_of(said["id"].encode(), 3) for said in (stray, undated)]
    wrong = [(None, orjson.dumps(said), (home + 1) % 3) for said, home in zip((stray, undated), homes, strict=True)]
    workers.produce(pair.settings, topics.ARTICLES, wrong, timestamp_ms=1_715_300_000_123)
    settle(pair.settings, pair.extract, pair.count)
    pair.published += [stray, undated | {"published_at": "2024-05-10T00:13:20.123Z"}]
    pair.check()
    forwarded = {key: orjson.loads(value) for key, value in everything(pair.settings, topics.ARTICLES) if key and value}
    assert forwarded[b"stray"] == stray
    assert forwarded[b"undated"] == undated | {"published_at": "2024-05-10T00:13:20.123000Z"}


def test_both_leave_at_once_and_come_back_with_what_they_knew(pair: Pair) -> None:
    pair.take(article("before the stop", body([attack("SYR", injured=1, day=7)])))
    assert workers.stop_all(pair.extract, pair.count) == [0, 0]
    for worker in (pair.extract.start(), pair.count.start()):
        worker.ready()
    pair.take(article("after the stop", body([attack("SYR", injured=1, day=8)])))
    pair.check()


def test_a_worker_refuses_topics_that_are_others(settings: SettingsFactory, tmp_path: Path) -> None:
    asyncio.run(ensure_topics_async(settings(partitions=2)))
    with Worker("count", settings(partitions=4), tmp_path) as worker:
        assert worker.process.wait(20) == 1
        assert "2 partitions, not 4" in worker.log_text()
