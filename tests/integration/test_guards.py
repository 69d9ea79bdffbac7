"""What comes through when a guard is off: without these tests nobody would know that the guards are needed.

That nothing comes through with all of them on is what test_crash.py and tests/chaos show.
"""

import asyncio
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import orjson
import pytest

from streams import topics
from streams.cluster import positions
from streams.fold import Fold
from streams.projection import Projection
from streams.provision import ensure_topics_async
from streams.runtime.partition import partition_of
from streams.settings import Settings
from tests.chaos import news
from tests.chaos.fleet import ChaosWorker
from tests.conftest import SettingsFactory
from tests.support import workers
from tests.support.workers import article, compacted, parse, produce, publish, settle

READY_SECONDS = workers.READY_SECONDS


@pytest.fixture
def made(settings: SettingsFactory) -> Settings:
    given = workers.quick(settings(), batch_size=20, commit_seconds=0.01)
    asyncio.run(ensure_topics_async(given))
    return given


def told(article_id: str, killed: int, updated_at: str | None = None) -> dict[str, Any]:
    said = {"country": "IRQ", "town": killed % 7, "day": killed * 9, "type": 0, "injured": None, "killed": killed}
    return article(article_id, orjson.dumps([said | {"background": False, "total": 0}]).decode(), updated_at=updated_at)


def truth(articles: Iterable[dict[str, Any]]) -> tuple[Fold, dict[str, bytes]]:
    """Return what the articles give, and the incidents of it."""
    fold = Fold()
    for said in map(parse, articles):
        fold.add(said, news.extract(said, None))
    return fold, dict(Projection(fold.reports.items(), None).incidents)


def run(settings: Settings, *started: ChaosWorker) -> None:
    """Wait until all is read, then stop the workers."""
    settle(settings, *(worker.ready() for worker in started))
    workers.stop_all(*started)


def test_without_the_order_of_acks_a_crash_loses_what_was_acknowledged(made: Settings, tmp_path: Path) -> None:
    articles = [told(f"a{number}", number) for number in range(40)]
    publish(made, articles)
    with ChaosWorker("extract", made, tmp_path, "ack-order", crash_after="outputs:1") as worker:
        workers.wait_until(worker.crashed, READY_SECONDS, worker.log_text)
        settle_extract(made, worker.start_sane())
    ledger, fold = compacted(made, topics.LEDGER), truth(articles)[0]
    assert ledger.keys() < fold.ledger.keys()


def settle_extract(settings: Settings, worker: ChaosWorker) -> None:
    """Wait for one role alone: the other has no worker here."""
    groups = {topics.name(settings, topics.ARTICLES): topics.group(settings, "extract")}
    worker.ready()
    workers.wait_until(
        lambda: not any(each.lag for each in asyncio.run(positions(settings, groups))), READY_SECONDS, worker.log_text
    )


def test_without_reconciliation_a_crash_leaves_incidents_unpublished(made: Settings, tmp_path: Path) -> None:
    articles = [told(f"a{number}", number) for number in range(40)]
    publish(made, articles)
    with (
        ChaosWorker("extract", made, tmp_path, "") as extract,
        ChaosWorker("count", made, tmp_path, "reconcile", crash_after="state:1") as count,
    ):
        workers.wait_until(count.crashed, READY_SECONDS, count.log_text)
        run(made, extract, count.start_sane())
    assert compacted(made, topics.INCIDENTS).keys() < truth(articles)[1].keys()


@pytest.mark.parametrize("guard", ["", "versions"], ids=["on", "off"])
def test_without_the_merge_by_version_a_late_write_of_a_zombie_wins(made: Settings, tmp_path: Path, guard: str) -> None:
    first, second = told("a", 3), told("a", 5, updated_at="2024-05-11T00:00:00Z")
    with ChaosWorker("extract", made, tmp_path, "") as extract, ChaosWorker("count", made, tmp_path, "") as count:
        publish(made, [first, second])
        run(made, extract, count)
    [(key, late)] = truth([first])[0].reports.items()
    produce(made, topics.REPORTS, [(key.encode(), late, partition_of(b"IRQ", made.partitions))])
    with ChaosWorker("count", made, tmp_path, guard) as count:
        count.ready()
        workers.stop_all(count)
    expected = truth([first, second] if not guard else [first])[1]
    assert compacted(made, topics.INCIDENTS) == expected


@pytest.mark.parametrize("guard", ["", "fence"], ids=["on", "off"])
def test_without_the_fence_a_worker_does_not_see_what_another_one_wrote(
    made: Settings, tmp_path: Path, guard: str
) -> None:
    theirs, ours = told("theirs", 3), told("ours", 5)
    with ChaosWorker("extract", made, tmp_path, "") as extract, ChaosWorker("count", made, tmp_path, guard) as count:
        extract.ready()
        count.ready()
        [(key, report)] = truth([theirs])[0].reports.items()
        produce(made, topics.REPORTS, [(key.encode(), report, partition_of(b"IRQ", made.partitions))])
        publish(made, [ours])
        if not guard:
            assert count.process.wait(READY_SECONDS) == 70
            count.start()
        run(made, extract, count)
    assert compacted(made, topics.INCIDENTS) == truth([theirs, ours] if not guard else [ours])[1]
