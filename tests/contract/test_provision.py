"""What `ensure_topics` does to a broker; on the real one, in tests/integration, with the real one's settings."""

from collections.abc import Mapping

import pytest

from streams.cluster import TopicState
from streams.provision import differences
from streams.settings import Settings
from streams.topics import ARTICLES, COUNTERS, LEDGER, Topic, all_topics

WANTED = all_topics(Settings(_env_file=None, partitions=6, replication_factor=3, min_insync_replicas=2))


def state(
    topic: Topic, *, partitions: int = 6, replicas: int = 3, config: Mapping[str, str] | None = None
) -> TopicState:
    return TopicState(topic.name, partitions, replicas, led=True, config={**topic.config, **(config or {})})


CASES = {
    "as wanted": (ARTICLES, {}, ()),
    "fewer partitions": (ARTICLES, {"partitions": 3}, ("3 partitions, not 6",)),
    "more partitions": (ARTICLES, {"partitions": 12}, ("12 partitions, not 6",)),
    "fewer copies": (ARTICLES, {"replicas": 2}, ("replication factor 2, not 3 or more",)),
    "more copies do no harm": (ARTICLES, {"replicas": 4}, ()),
    "compacted by mistake": (
        ARTICLES,
        {"config": {"cleanup.policy": "compact"}},
        ("cleanup.policy=compact, not delete",),
    ),
    "compacted and deleted, which loses counters": (
        COUNTERS,
        {"config": {"cleanup.policy": "compact,delete"}},
        ("cleanup.policy=compact,delete, not compact",),
    ),
    "one copy is enough for it": (
        ARTICLES,
        {"config": {"min.insync.replicas": "1"}},
        ("min.insync.replicas=1, not 2 or more",),
    ),
    "a dead letter would not fit": (
        ARTICLES,
        {"config": {"max.message.bytes": "1000"}},
        (f"max.message.bytes=1000, not {WANTED[ARTICLES].config['max.message.bytes']} or more",),
    ),
    "larger records do no harm": (ARTICLES, {"config": {"max.message.bytes": "99999999"}}, ()),
    "a changelog compacted at once": (
        LEDGER,
        {"config": {"min.compaction.lag.ms": "0"}},
        ("min.compaction.lag.ms=0, not 3600000 or more",),
    ),
    "two things at once": (
        ARTICLES,
        {"partitions": 1, "replicas": 1},
        ("1 partitions, not 6", "replication factor 1, not 3 or more"),
    ),
}


@pytest.mark.parametrize(("short", "given", "expected"), CASES.values(), ids=CASES)
def test_a_difference_that_matters_is_named(short: str, given: dict[str, object], expected: tuple[str, ...]) -> None:
    topic = WANTED[short]
    assert differences(topic, state(topic, **given)) == expected  # type: ignore[arg-type]
