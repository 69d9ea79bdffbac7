"""All of `seeds/`, through both workers: the commands print from the topics what the fold prints without Kafka."""

import json
from collections.abc import Iterator
from typing import Final

import pytest

from streams import topics
from streams.settings import Settings
from tests.conftest import fresh_prefix
from tests.support import workers
from tests.support.workers import command, compacted, everything, settle
from tests.unit.seed_files import COUNTERS, SEEDS

FILES: Final = sorted((SEEDS / "articles").glob("*.jsonl"))
ARTICLES: Final = "".join(path.read_text(encoding="utf-8") for path in FILES)


@pytest.fixture(scope="module")
def settings(broker: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    folder = tmp_path_factory.mktemp("seeds")
    made = workers.quick(Settings(_env_file=None, brokers=broker, topic_prefix=fresh_prefix(), data_dir=folder))
    with workers.pair(made, folder, scripted=False) as pair:
        for path in FILES:  # in the order in which they arrived
            command(made, "produce", str(path))
        settle(made, *pair)
        yield made


@pytest.mark.parametrize("as_of", [str(row["as_of"]) for row in COUNTERS])
def test_the_counters_are_the_bytes_that_the_fold_prints(settings: Settings, as_of: str) -> None:
    printed = command(settings, "counters", "--json", "--as-of", as_of)
    assert printed == command(settings, "fold", "--counters", "--as-of", as_of, stdin=ARTICLES)
    assert len(printed.splitlines()) > 10


def test_the_incidents_are_those_of_the_fold(settings: Settings) -> None:
    folded = {json.loads(line)["incident_id"]: line for line in command(settings, "fold", stdin=ARTICLES).splitlines()}
    published = {key: value.decode() for key, value in compacted(settings, topics.INCIDENTS).items()}
    assert {key: json.loads(value) for key, value in published.items()} == {
        key: json.loads(value) for key, value in folded.items()
    }


def test_nothing_of_the_seeds_is_parked(settings: Settings) -> None:
    assert everything(settings, topics.DEAD_LETTERS) == []
