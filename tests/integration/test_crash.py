"""Any worker may die at any moment, and the numbers are right afterwards."""

import asyncio
import random
import signal
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest

from streams import topics
from streams.provision import ensure_topics_async
from streams.settings import Settings
from tests.conftest import SettingsFactory
from tests.support import workers
from tests.support.history import incidents_log, steps_back
from tests.support.scripted import PLACES, attack, body
from tests.support.workers import Worker, article, compacted, folded, publish, settle

ARTICLES: Final = 300
SLICE: Final = 50


def stream(seed: int) -> list[dict[str, Any]]:
    """Return articles with corrections, late older versions and repetitions among them, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - a test's choice
    sent: list[dict[str, Any]] = []
    for number in range(ARTICLES):
        kind = chance.random()
        if kind < 0.2 and sent:
            sent.append(chance.choice(sent))
        elif kind < 0.5 and sent:
            later = (datetime(2024, 5, 11, tzinfo=UTC) + timedelta(seconds=number)).isoformat()
            sent.append(chance.choice(sent) | {"body": attacks(chance), "updated_at": later})
        else:
            sent.append(article(f"a{number}", attacks(chance)))
    return sent


def attacks(chance: random.Random) -> str:
    some = range(chance.choice((0, 1, 1, 2)))
    return body([attack(chance.choice(list(PLACES)), chance.randrange(9), None, chance.randrange(20)) for _ in some])


def check(settings: Settings, articles: list[dict[str, Any]]) -> None:
    incidents, counters = folded(settings, articles)
    assert compacted(settings, topics.INCIDENTS) == incidents
    assert compacted(settings, topics.COUNTERS) == counters
    assert incidents
    assert steps_back(asyncio.run(incidents_log(settings))) == []


@pytest.fixture
def made(settings: SettingsFactory) -> Settings:
    """Settings whose workers come back at once: a static name, and small batches so that there are many."""
    given = workers.quick(settings(), batch_size=20, session_seconds=6.0, worker_name="w")
    asyncio.run(ensure_topics_async(given))
    return given


CRASHES = {
    "outputs": ("outputs:2", "outputs:2"),
    "projections": ("outputs:3", "projections:3"),
    "state": ("state:2", "state:2"),
    "ack": ("ack:2", "ack:3"),
}


@pytest.mark.parametrize(("extract_at", "count_at"), CRASHES.values(), ids=CRASHES)
def test_a_crash_after_each_step_changes_no_number(
    made: Settings, tmp_path: Path, extract_at: str, count_at: str
) -> None:
    articles = stream(1)
    publish(made, articles)
    with (
        Worker("extract", made, tmp_path, crash_after=extract_at) as extract,
        Worker("count", made, tmp_path, crash_after=count_at) as count,
    ):
        for worker in (extract, count):
            workers.wait_until(worker.crashed, workers.READY_SECONDS, worker.log_text)
            worker.start_sane()
        settle(made, extract.ready(), count.ready())
        check(made, articles)


def feed(settings: Settings, articles: list[dict[str, Any]], midway: Callable[[], None]) -> None:
    """Publish in slices, and do something in the middle of them."""
    for start in range(0, len(articles), SLICE):
        publish(settings, articles[start : start + SLICE])
        if start == ARTICLES // 2:
            midway()


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGKILL], ids=["SIGTERM", "SIGKILL"])
def test_workers_that_are_ended_in_a_stream_lose_and_double_nothing(
    made: Settings, tmp_path: Path, by: signal.Signals
) -> None:
    articles = stream(2)
    with workers.pair(made, tmp_path) as (extract, count):

        def end_both() -> None:
            ended = 0 if by is signal.SIGTERM else -signal.SIGKILL
            assert workers.stop_all(extract, count, by=by) == [ended, ended]
            extract.start()
            count.start()

        feed(made, articles, end_both)
        settle(made, extract.ready(), count.ready())
        check(made, articles)


def test_a_worker_that_was_stopped_past_its_session_ends_itself(made: Settings, tmp_path: Path) -> None:
    with Worker("extract", made, tmp_path) as worker:
        worker.ready()
        worker.process.send_signal(signal.SIGSTOP)
        time.sleep(made.session_seconds / 2 + 0.5)
        worker.process.send_signal(signal.SIGCONT)
        assert worker.process.wait(5) == 70
        assert worker.told("worker ends itself, to be started again")[0]["reason"].startswith("the ")


def test_a_second_worker_takes_its_share_and_gives_it_back(made: Settings, tmp_path: Path) -> None:
    articles = stream(3)
    one, two = (made.model_copy(update={"worker_name": None, "topic_prefix": made.topic_prefix}) for _ in range(2))
    folder = tmp_path / "two"
    folder.mkdir()
    with workers.pair(one, tmp_path) as (extract, count):
        publish(made, articles[:100])
        with Worker("count", two, folder) as other:
            other.ready()
            publish(made, articles[100:200])
            settle(made, extract, count, other)
            assert other.stop() == 0
        publish(made, articles[200:])
        settle(made, extract, count)
        check(made, articles)
        assert count.starts == 1
        assert count.process.poll() is None
