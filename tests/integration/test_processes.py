"""STREAMS_EXTRACT_PROCESSES: exact also when a worker or one of its readers is killed, and nothing is left behind."""

import signal
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from streams import topics
from streams.runtime.ending import EXIT_DOUBT
from streams.settings import Settings
from tests.conftest import fresh_prefix
from tests.support import workers
from tests.support.workers import Worker, command, end_offsets, publish, settle, wait_until
from tests.unit.seed_files import ARRIVALS

PROCESSES = 2
ARTICLES = [article.model_dump(mode="json", exclude_none=True) for article in ARRIVALS]


@pytest.fixture
def settings(broker: str, tmp_path: Path) -> Settings:
    made = Settings(_env_file=None, brokers=broker, topic_prefix=fresh_prefix(), data_dir=tmp_path)
    return workers.quick(made, extract_processes=PROCESSES, batch_size=20, worker_name="one")


@pytest.fixture
def running(settings: Settings, tmp_path: Path) -> Iterator[tuple[Worker, Worker]]:
    with workers.pair(settings, tmp_path, scripted=False) as pair:
        yield pair


def readers(worker: Worker) -> list[psutil.Process]:
    """Return the children that read; multiprocessing has one more, which only keeps count of its resources."""
    return [
        child
        for child in psutil.Process(worker.process.pid).children()
        if any("spawn_main" in part for part in child.cmdline())
    ]


def wait_for_events(settings: Settings, worker: Worker) -> None:
    wait_until(lambda: end_offsets(settings, topics.EVENTS) > 10, 60, worker.log_text)


def same_as_the_fold(settings: Settings) -> bool:
    at = ("--as-of", "2025-01-01T00:00:00Z")
    lines = "".join(article.model_dump_json() + "\n" for article in ARRIVALS)
    printed = command(settings, "counters", "--json", *at)
    return bool(printed) and printed == command(settings, "fold", "--counters", *at, stdin=lines)


def test_a_worker_that_is_killed_takes_its_readers_along_and_the_next_one_is_exact(
    settings: Settings, running: tuple[Worker, Worker]
) -> None:
    extract, count = running
    publish(settings, ARTICLES)
    wait_for_events(settings, extract)
    children = readers(extract)
    assert len(children) == PROCESSES
    extract.stop(signal.SIGKILL)
    assert psutil.wait_procs(children, 10)[1] == []
    extract.start().ready()
    settle(settings, extract, count)
    assert same_as_the_fold(settings)
    children = readers(extract)
    assert extract.stop() == 0
    assert psutil.wait_procs(children, 10)[1] == []


def test_a_reader_that_is_killed_ends_the_worker_and_the_next_one_is_exact(
    settings: Settings, running: tuple[Worker, Worker]
) -> None:
    extract, count = running
    publish(settings, ARTICLES)
    wait_for_events(settings, extract)
    readers(extract)[0].kill()
    publish(settings, ARTICLES)  # so that there is a batch that needs it
    assert extract.process.wait(30) == EXIT_DOUBT, extract.log_text()
    extract.start().ready()
    settle(settings, extract, count)
    assert same_as_the_fold(settings)
