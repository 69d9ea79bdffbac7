"""Topics as the settings want them: created when missing, named and refused when they differ, never altered."""

import asyncio
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from streams.cluster import TopicState, administration, await_writable, topic_states
from streams.errors import StreamsError, TopicMismatchError
from streams.settings import Settings
from streams.topics import Topic, all_topics

READY_SECONDS: Final = 10.0  # a starting broker says LEADER_NOT_AVAILABLE of topics that exist, for a while
RETRY_SECONDS: Final = 0.2
TOPIC_ALREADY_EXISTS: Final = 36  # Kafka's error code: somebody else created it just now, which is what we wanted
AT_LEAST: Final = ("max.message.bytes", "min.insync.replicas", "min.compaction.lag.ms")
"""Configs of which more than we want does no harm, and less loses records or refuses them."""


@dataclass(eq=False)
class TopicsMissingError(StreamsError):
    """Topics that the workers need do not exist, or have no leader."""

    names: tuple[str, ...]

    def __str__(self) -> str:
        return f"Topics are missing or have no leader: {', '.join(self.names)}. Create them with `streams topics`."


@dataclass(eq=False)
class TopicRefusedError(StreamsError):
    """The broker does not create a topic as asked."""

    name: str
    detail: str

    def __str__(self) -> str:
        return (
            f"The broker refuses to create the topic {self.name}: {self.detail} (STREAMS_PARTITIONS, "
            "STREAMS_REPLICATION_FACTOR and STREAMS_MIN_INSYNC_REPLICAS say how it is asked to)."
        )


def _config_differences(topic: Topic, config: Mapping[str, str]) -> Iterable[str]:
    have, want = config.get("cleanup.policy", ""), topic.config["cleanup.policy"]
    if {policy.strip() for policy in have.split(",")} != {want}:
        yield f"cleanup.policy={have}, not {want}"
    for key in AT_LEAST:
        if key in topic.config and int(config.get(key, 0)) < int(topic.config[key]):
            yield f"{key}={config.get(key)}, not {topic.config[key]} or more"


def differences(topic: Topic, state: TopicState) -> tuple[str, ...]:
    """Return in which ways an existing topic is not what the settings ask for, a clause each."""
    found = []
    if state.partitions != topic.partitions:
        found.append(f"{state.partitions} partitions, not {topic.partitions}")
    if state.replication_factor < topic.replication_factor:
        found.append(f"replication factor {state.replication_factor}, not {topic.replication_factor} or more")
    return (*found, *_config_differences(topic, state.config))


def _refuse_differences(topics: Iterable[Topic], states: Mapping[str, TopicState]) -> None:
    named: dict[str, list[str]] = {}
    for topic in topics:
        if topic.name in states:
            for clause in differences(topic, states[topic.name]):
                named.setdefault(clause, []).append(topic.name)
    if named:
        raise TopicMismatchError(tuple(f"{', '.join(names)}: {clause}" for clause, names in named.items()))


async def _create(client: AIOKafkaAdminClient, missing: list[Topic]) -> None:
    answer = await client.create_topics(
        [
            NewTopic(topic.name, topic.partitions, topic.replication_factor, topic_configs=dict(topic.config))
            for topic in missing
        ]
    )
    for name, code, message, *_ in answer.topic_errors:
        if code not in (0, TOPIC_ALREADY_EXISTS):
            raise TopicRefusedError(name, message or f"error code {code}")


async def _await_leaders(client: AIOKafkaAdminClient, topics: list[Topic]) -> dict[str, TopicState]:
    deadline = time.monotonic() + READY_SECONDS
    while True:
        states = await topic_states(client, [topic.name for topic in topics])
        missing = [topic.name for topic in topics if topic.name not in states or not states[topic.name].led]
        if not missing:
            return states
        if time.monotonic() > deadline:
            raise TopicsMissingError(tuple(missing))
        await asyncio.sleep(RETRY_SECONDS)


async def ensure_topics_async(settings: Settings) -> tuple[str, ...]:
    """Create the topics that are missing and return their names.

    Errors: TopicMismatchError if one exists and differs, before any is created; TopicRefusedError; TopicsMissingError
    if one has no leader after 10 s; BrokerUnreachableError.
    """
    topics = list(all_topics(settings).values())
    async with administration(settings) as client:
        states = await topic_states(client, [topic.name for topic in topics])
        _refuse_differences(topics, states)
        missing = [topic for topic in topics if topic.name not in states]
        if missing:
            await _create(client, missing)
        _refuse_differences(topics, await _await_leaders(client, topics))
    if missing:
        await await_writable(settings, {topic.name: topic.partitions for topic in missing})
    return tuple(topic.name for topic in missing)


async def check_topics_async(settings: Settings) -> None:
    """Do nothing if every topic exists and is as the settings want it.

    Errors: TopicsMissingError (after 10 s), TopicMismatchError, BrokerUnreachableError.
    """
    topics = list(all_topics(settings).values())
    async with administration(settings) as client:
        _refuse_differences(topics, await _await_leaders(client, topics))


def ensure_topics(settings: Settings) -> tuple[str, ...]:
    """Do as `ensure_topics_async`, from code without an event loop."""
    return asyncio.run(ensure_topics_async(settings))


def check_topics(settings: Settings) -> None:
    """Do as `check_topics_async`, from code without an event loop."""
    asyncio.run(check_topics_async(settings))
