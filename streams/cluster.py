"""What we ask a Kafka cluster about itself: topics as they are, and how far a consumer group has read.

Source: aiokafka 0.14.0, aiokafka/admin/client.py, whose answers are the protocol's own tuples.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Any, Final

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import (
    GroupCoordinatorNotAvailableError,
    GroupLoadInProgressError,
    KafkaError,
    NotCoordinatorForGroupError,
)
from aiokafka.structs import OffsetAndMetadata

from streams.connection import close, connection
from streams.errors import BrokerUnreachableError
from streams.settings import Settings

REQUEST_MS: Final = 10_000  # a broker that takes longer to answer an administrator is not well
COORDINATOR_SECONDS: Final = 15.0  # a new broker makes __consumer_offsets at the first question
RETRY_SECONDS: Final = 0.2
COORDINATOR_MISSING: Final = (
    GroupCoordinatorNotAvailableError,
    NotCoordinatorForGroupError,
    GroupLoadInProgressError,
)


@dataclass(frozen=True)
class TopicState:
    """A topic as it is. `led` tells whether each partition has a leader: a starting broker answers before that."""

    name: str
    partitions: int
    replication_factor: int
    led: bool
    config: Mapping[str, str]


@contextmanager
def hushed() -> Iterator[None]:
    """Keep aiokafka from logging what we are about to raise, or to wait out."""
    log = logging.getLogger("aiokafka")
    before = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(before)


@asynccontextmanager
async def administration(settings: Settings) -> AsyncIterator[AIOKafkaAdminClient]:
    """Connect as an administrator.

    Errors: BrokerUnreachableError for whatever goes wrong between us and the broker.
    """
    client = AIOKafkaAdminClient(**connection(settings), request_timeout_ms=REQUEST_MS)
    with hushed():
        try:
            await client.start()
            yield client
        except (KafkaError, OSError, TimeoutError) as error:
            raise BrokerUnreachableError(settings.bootstrap_servers, _sentence(error)) from error
        finally:
            await client.close()


def _sentence(error: BaseException) -> str:
    words = str(error).partition(" from [")[0]  # aiokafka adds the servers as a list of tuples; we name them anyway
    return words.splitlines()[0] if words else type(error).__name__


def _is_led(partition: Mapping[str, Any]) -> bool:
    return not partition["error_code"] and int(partition["leader"]) >= 0


async def _configs(client: AIOKafkaAdminClient, names: Sequence[str]) -> dict[str, dict[str, str]]:
    """Return the configuration of each topic. The answer's tuples differ by version in front, not from the name on."""
    if not names:
        return {}
    answers = await client.describe_configs([ConfigResource(ConfigResourceType.TOPIC, name) for name in names])
    found: dict[str, dict[str, str]] = {}
    for answer in answers:
        for _code, _message, _kind, name, entries in answer.resources:
            found[name] = {entry[0]: entry[1] for entry in entries}
    return found


async def topic_states(client: AIOKafkaAdminClient, names: Sequence[str]) -> dict[str, TopicState]:
    """Return those of the named topics that exist.

    All topics are asked for, as a broker with auto.create.topics.enable would create the ones that we name.
    """
    wanted = set(names)
    described = {
        topic["topic"]: topic["partitions"]
        for topic in await client.describe_topics()
        if topic["topic"] in wanted and not topic["error_code"]
    }
    configs = await _configs(client, sorted(described))
    return {
        name: TopicState(
            name,
            len(partitions),
            min((len(partition["replicas"]) for partition in partitions), default=0),
            all(map(_is_led, partitions)),
            configs.get(name, {}),
        )
        for name, partitions in described.items()
    }


@dataclass(frozen=True)
class GroupState:
    """A consumer group: Kafka's word for its state (Stable, Empty, Dead, ...), and how many members it has."""

    name: str
    state: str
    members: int


@dataclass(frozen=True)
class Position:
    """How far a group has read a topic. `committed` and `ends` are sums over its partitions, in records."""

    topic: str
    committed: int
    ends: int

    @property
    def lag(self) -> int:
        """Records that wait."""
        return self.ends - self.committed


async def await_writable(settings: Settings, topics: Mapping[str, int]) -> None:
    """Return once the leaders of new topics (name -> partitions) know that they lead; until then they refuse records.

    Errors: BrokerUnreachableError.
    """
    partitions = [TopicPartition(name, index) for name, count in topics.items() for index in range(count)]
    consumer = AIOKafkaConsumer(**connection(settings), request_timeout_ms=REQUEST_MS)
    with hushed():
        try:
            await consumer.start()
            consumer.assign(partitions)
            await consumer.end_offsets(partitions)  # asks each leader, again while it says that it isn't
        except (KafkaError, OSError) as error:
            raise BrokerUnreachableError(settings.bootstrap_servers, _sentence(error)) from error
        finally:
            await close(consumer)


async def positions(settings: Settings, wanted: Mapping[str, str]) -> list[Position]:
    """Return a Position for each existing topic of `wanted` (topic -> consumer group), in that order.

    A partition without a committed offset counts from its start. Errors: BrokerUnreachableError.
    """
    async with administration(settings) as client:
        states = await topic_states(client, list(wanted))
        consumer = AIOKafkaConsumer(**connection(settings), request_timeout_ms=REQUEST_MS)
        await consumer.start()
        try:
            return [
                await _position(consumer, states[topic], await _committed(client, group))
                for topic, group in wanted.items()
                if topic in states
            ]
        finally:
            await close(consumer)


async def group_states(settings: Settings, groups: Sequence[str]) -> list[GroupState]:
    """Return how each group is; one that never was is Dead. Errors: BrokerUnreachableError."""
    async with administration(settings) as client:
        return [await _group_state(client, group) for group in groups]


async def _group_state(client: AIOKafkaAdminClient, group: str) -> GroupState:
    deadline = time.monotonic() + COORDINATOR_SECONDS
    while True:
        try:
            (answer,) = await client.describe_consumer_groups([group])
        except COORDINATOR_MISSING:
            if time.monotonic() > deadline:
                raise
        else:
            _code, name, state, _kind, _protocol, members, *_ = answer.groups[0]
            return GroupState(name, state or "Dead", len(members))
        await asyncio.sleep(RETRY_SECONDS)


async def _committed(client: AIOKafkaAdminClient, group: str) -> Mapping[TopicPartition, OffsetAndMetadata]:
    """Return the committed offsets of a group; wait for a new broker to make the topic that it keeps them in."""
    deadline = time.monotonic() + COORDINATOR_SECONDS
    while True:
        try:
            found: Mapping[TopicPartition, OffsetAndMetadata] = await client.list_consumer_group_offsets(group)
        except COORDINATOR_MISSING:
            if time.monotonic() > deadline:
                raise
            await asyncio.sleep(RETRY_SECONDS)
        else:
            return found


async def _position(
    consumer: AIOKafkaConsumer, state: TopicState, committed: Mapping[TopicPartition, OffsetAndMetadata]
) -> Position:
    partitions = [TopicPartition(state.name, index) for index in range(state.partitions)]
    consumer.assign(partitions)
    starts = await consumer.beginning_offsets(partitions)
    ends = await consumer.end_offsets(partitions)
    read = sum(max(starts[tp], committed[tp].offset if tp in committed else 0) for tp in partitions)
    return Position(state.name, read, sum(ends.values()))
