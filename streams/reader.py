"""Read topics without a consumer group: a compacted one to its end, or any one as it grows.

Nothing is committed, so that any number of readers gives the same answer and none of them disturbs a worker.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaError

from streams.cluster import administration
from streams.connection import close, connection
from streams.errors import BrokerUnreachableError, StreamsError
from streams.settings import Settings
from streams.topics import max_message_bytes, name

POLL_MS: Final = 200  # longer, and Ctrl-C and the end of a topic are noticed late; shorter, and an idle tail costs CPU
STALL_SECONDS: Final = (
    30.0  # less, and a broker that elects a leader reads as broken; more, and a person gives up first
)


@dataclass(eq=False)
class MissingTopicError(StreamsError):
    """The topic does not exist on that broker."""

    topic: str
    brokers: str

    def __str__(self) -> str:
        return f"There is no topic {self.topic!r} on the broker at {self.brokers}. Create it with `streams topics`."


@dataclass(eq=False)
class StalledError(StreamsError):
    """A topic could not be read to its end: the broker answers but sends nothing."""

    topic: str
    behind: int
    seconds: float
    retriable = True

    def __str__(self) -> str:
        return (
            f"The broker sent nothing of {self.topic!r} for {self.seconds:.0f} s, {self.behind} records before its "
            "end. Look at the broker's log, and try again."
        )


async def partitions_of(settings: Settings, topic: str) -> list[TopicPartition]:
    """Return the partitions of a topic, given its full name, by number.

    Errors: MissingTopicError; BrokerUnreachableError. The topic is never created by asking.
    """
    async with administration(settings) as client:  # asks for all: asking for one by name may create it
        known = {described["topic"]: described for described in await client.describe_topics()}
    if topic not in known:
        raise MissingTopicError(topic, settings.bootstrap_servers)
    return sorted(TopicPartition(topic, found["partition"]) for found in known[topic]["partitions"])


def unreachable(settings: Settings, error: Exception) -> BrokerUnreachableError:
    """Return the error that says where no broker answers."""
    return BrokerUnreachableError(settings.bootstrap_servers, str(error) or type(error).__name__)


@asynccontextmanager
async def reading(settings: Settings, topic: str) -> AsyncIterator[AIOKafkaConsumer]:
    """Give a consumer to which every partition of `topic` (full name) is assigned, at no position yet."""
    partitions = await partitions_of(settings, topic)
    consumer = AIOKafkaConsumer(
        **connection(settings),
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        max_partition_fetch_bytes=max_message_bytes(settings),
    )
    try:
        await consumer.start()
        consumer.assign(partitions)
        yield consumer
    except KafkaError as error:
        raise unreachable(settings, error) from error
    finally:
        await close(consumer)


async def read_compacted(settings: Settings, short: str) -> dict[bytes, bytes]:
    """Return the live value of every key of a compacted topic, as of the end it had when reading began.

    Merged by partition and key: a key that moved to another partition leaves a tombstone in the old one, which may be
    read after the live value and must not delete it.
    Errors: MissingTopicError, BrokerUnreachableError, StalledError.
    """
    live: dict[tuple[int, bytes], bytes] = {}
    async for record in records(settings, short, from_beginning=True, follow=False):
        if record.key is None:
            continue
        if record.value is None:
            live.pop((record.partition, record.key), None)
        else:
            live[record.partition, record.key] = record.value
    return {key: value for (_, key), value in live.items()}


async def records(
    settings: Settings, short: str, *, from_beginning: bool, follow: bool
) -> AsyncGenerator[ConsumerRecord[bytes, bytes]]:
    """Yield the records of a topic: those there are (`from_beginning`), then those that come (`follow`).

    Shapes: a partition's records are in order; those of several partitions come as they are fetched.
    Errors: as read_compacted.
    """
    async with reading(settings, name(settings, short)) as consumer:
        partitions = sorted(consumer.assignment())
        if from_beginning:
            await consumer.seek_to_beginning(*partitions)
        else:
            await consumer.seek_to_end(*partitions)
        if not follow:
            async for record in _to_end(consumer, partitions):
                yield record
            return
        while True:
            for batch in (await consumer.getmany(timeout_ms=POLL_MS)).values():
                for record in batch:
                    yield record


async def _to_end(
    consumer: AIOKafkaConsumer, partitions: list[TopicPartition]
) -> AsyncIterator[ConsumerRecord[bytes, bytes]]:
    """Yield all records before the ends of now. The position tells, not the count: compaction leaves gaps."""
    ends: dict[TopicPartition, int] = await consumer.end_offsets(partitions)
    loop = asyncio.get_running_loop()
    progress, behind = loop.time(), -1
    while (left := await _behind(consumer, ends)) > 0:
        if left != behind:
            progress, behind = loop.time(), left
        elif loop.time() - progress > STALL_SECONDS:
            raise StalledError(partitions[0].topic, left, STALL_SECONDS)
        for partition, batch in (await consumer.getmany(timeout_ms=POLL_MS)).items():
            for record in batch:
                if record.offset < ends[partition]:
                    yield record


async def _behind(consumer: AIOKafkaConsumer, ends: dict[TopicPartition, int]) -> int:
    """Return how many offsets the consumer's positions are before `ends`, all partitions."""
    return sum([max(0, end - await consumer.position(partition)) for partition, end in ends.items()])
