import asyncio
from typing import Any

import pytest

from streams.broker.ports import free_port
from streams.cluster import administration, topic_states
from streams.errors import BrokerUnreachableError, TopicMismatchError
from streams.provision import TopicRefusedError, TopicsMissingError, check_topics, ensure_topics
from streams.settings import Settings
from streams.topics import all_topics
from tests.conftest import SettingsFactory


async def states(settings: Settings) -> dict[str, Any]:
    async with administration(settings) as client:
        return await topic_states(client, [topic.name for topic in all_topics(settings).values()])


def test_topics_are_created_as_the_settings_want_them_and_only_once(settings: SettingsFactory) -> None:
    chosen = settings(partitions=5)
    wanted = all_topics(chosen)
    assert set(ensure_topics(chosen)) == {topic.name for topic in wanted.values()}
    assert ensure_topics(chosen) == ()
    check_topics(chosen)
    found = asyncio.run(states(chosen))
    for topic in wanted.values():
        assert (found[topic.name].partitions, found[topic.name].replication_factor) == (5, 1), topic.name
        assert topic.config.items() <= found[topic.name].config.items(), topic.name


@pytest.mark.parametrize(
    ("changed", "clause"),
    [
        ({"partitions": 4}, "3 partitions, not 4"),
        ({"replication_factor": 2}, "replication factor 1, not 2 or more"),
        ({"min_insync_replicas": 2}, "min.insync.replicas=1, not 2 or more"),
        ({"max_article_bytes": 3_000_000}, "max.message.bytes="),
    ],
    ids=["partitions", "replicas", "in sync", "record size"],
)
def test_topics_that_differ_are_refused_and_left_as_they_are(
    settings: SettingsFactory, changed: dict[str, int], clause: str
) -> None:
    ensure_topics(settings(partitions=3))
    before = asyncio.run(states(settings()))
    with pytest.raises(TopicMismatchError) as caught:
        ensure_topics(settings(**changed))
    assert any(clause in difference for difference in caught.value.differences)
    with pytest.raises(TopicMismatchError):
        check_topics(settings(**changed))
    assert asyncio.run(states(settings())) == before


def test_more_copies_than_there_are_brokers_is_refused_in_a_sentence(settings: SettingsFactory) -> None:
    with pytest.raises(TopicRefusedError, match=r"refuses to create the topic .*articles.*STREAMS_REPLICATION_FACTOR"):
        ensure_topics(settings(replication_factor=3))


def test_missing_topics_are_named_with_the_command_that_makes_them(
    settings: SettingsFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("streams.provision.READY_SECONDS", 0.3)
    chosen = settings()
    with pytest.raises(TopicsMissingError, match="streams topics") as caught:
        check_topics(chosen)
    assert set(caught.value.names) == {topic.name for topic in all_topics(chosen).values()}


def test_a_broker_that_is_not_there_is_named_with_what_to_do(offline_settings: SettingsFactory) -> None:
    address = f"127.0.0.1:{free_port()}"
    with pytest.raises(BrokerUnreachableError, match=rf"{address}.*`streams up`.*STREAMS_BROKERS.*password"):
        ensure_topics(offline_settings(brokers=address))
