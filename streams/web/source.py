"""The topics as the view reads them: a consumer of its own, without a group, over all their partitions."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

from streams.cluster import administration
from streams.connection import close, connection
from streams.errors import BrokerUnreachableError
from streams.reader import MissingTopicError
from streams.settings import Settings
from streams.topics import max_message_bytes, name
from streams.web.health import Reach
from streams.web.write import READ, Record

FETCH_MS: Final = 50  # the broker answers as soon as there is a record; longer only delays what else the loop does
BATCH: Final = 2_000  # records in one transaction; more holds up the readers' memory, fewer makes a first load slow
REQUEST_MS: Final = 5_000  # a broker that is silent for longer is not there
PULSE_SECONDS: Final = 4.0  # for one question; aiokafka would ask a dead broker again for much longer


Partition = tuple[str, int]
"""A topic's short name, and the number of a partition."""

Firsts = Mapping[Partition, tuple[int, int]]
"""Offset and timestamp (ms since 1970) of the first record of each partition that has one."""


class Source:
    """An open consumer. Shapes: positions are the offsets to read next, by short topic name and partition."""

    def __init__(self, consumer: AIOKafkaConsumer, shorts: Mapping[str, str], cluster: str) -> None:
        """Take a started consumer; `shorts` maps full names of topics to short ones."""
        self.cluster = cluster
        self._consumer = consumer
        self._shorts = shorts
        self.firsts: dict[Partition, tuple[int, int]] = {}
        self._starts: dict[TopicPartition, int] = {}
        self._ends: dict[TopicPartition, int] = {}

    async def begin(self, positions: Mapping[Partition, int], firsts: Firsts) -> bool:
        """Go to these positions; tell whether they and the first records are of the topics as they are.

        They are not when a topic begins later, ends earlier or has another first record: somebody has deleted it and
        made it again. Then the consumer stands at the beginning of all topics.
        """
        partitions = sorted(self._consumer.assignment())
        self._starts = dict(await self._ask(self._consumer.beginning_offsets(partitions)))
        self._ends = dict(await self._ask(self._consumer.end_offsets(partitions)))
        self.firsts = dict(firsts)
        known = {partition: positions.get(self._short(partition), self._starts[partition]) for partition in partitions}
        fits = all(self._starts[each] <= offset <= self._ends[each] for each, offset in known.items())
        fits = await self._compare_firsts() and fits
        for partition in partitions:
            self._consumer.seek(partition, known[partition] if fits else self._starts[partition])
        return fits

    async def pulse(self) -> bool:
        """Ask where the topics end now; tell whether they are still those that we began with.

        Errors: KafkaError, TimeoutError when the broker is not there.
        """
        partitions = sorted(self._consumer.assignment())
        self._ends = dict(await self._ask(self._consumer.end_offsets(partitions)))
        return await self._compare_firsts()

    async def _compare_firsts(self) -> bool:
        """Note the first record of each partition; tell whether all are what they were.

        Compaction may take a first record away: then another, later one is the first. But the same offset is the same
        record for as long as the topic lives, and no earlier one appears.
        """
        partitions = sorted(self._consumer.assignment())
        found = await self._ask(self._consumer.offsets_for_times(dict.fromkeys(partitions, 0)))
        now = {self._short(each): (first.offset, first.timestamp) for each, first in found.items() if first}
        same = all(
            each in now and (now[each][0] > first[0] or now[each] == first) for each, first in self.firsts.items()
        )
        self.firsts = now
        return same

    async def fetch(self) -> tuple[list[Record], dict[Partition, int]]:
        """Return what has come, and the positions after it. Compaction leaves gaps: positions count, not records."""
        found = await self._consumer.getmany(timeout_ms=FETCH_MS, max_records=BATCH)
        records = [
            Record(self._shorts[each.topic], each.key, each.value, each.timestamp)
            for batch in found.values()
            for each in batch
        ]
        positions = {self._short(each): await self._consumer.position(each) for each in self._consumer.assignment()}
        return records, positions

    def reaches(self, positions: Mapping[Partition, int]) -> dict[str, Reach]:
        """Return how far each topic was read, by short name."""
        sums = {topic: [0, 0, 0] for topic in READ}
        for partition, start in self._starts.items():
            position = positions.get(self._short(partition), start)
            own = sums[self._shorts[partition.topic]]
            for place, value in enumerate((start, position, max(position, self._ends.get(partition, position)))):
                own[place] += value
        return {topic: Reach(*values) for topic, values in sums.items()}

    def _short(self, partition: TopicPartition) -> Partition:
        return self._shorts[partition.topic], partition.partition

    async def _ask(self, question: Any) -> Any:  # noqa: ANN401 - aiokafka has no types
        async with asyncio.timeout(PULSE_SECONDS):
            return await question


@dataclass(frozen=True)
class Cluster:
    """What we are connected to: its id, and the partitions of each topic by full name."""

    cluster_id: str
    partitions: Mapping[str, list[int]]


async def find_cluster(settings: Settings) -> Cluster:
    """Return the cluster and its topics. Errors: BrokerUnreachableError."""
    async with administration(settings) as client:
        told = await client.describe_cluster()
        topics = await client.describe_topics()  # of all: asking for one by name may create it
    return Cluster(
        str(told.get("cluster_id")),
        {topic["topic"]: [each["partition"] for each in topic["partitions"]] for topic in topics},
    )


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Source]:
    """Connect and assign every partition of READ.

    Errors: BrokerUnreachableError, MissingTopicError.
    """
    cluster = await find_cluster(settings)
    shorts = {name(settings, short): short for short in READ}
    for topic in shorts:
        if topic not in cluster.partitions:
            raise MissingTopicError(topic, settings.bootstrap_servers)
    consumer = AIOKafkaConsumer(
        **connection(settings),
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        request_timeout_ms=REQUEST_MS,
        max_partition_fetch_bytes=max_message_bytes(settings),
    )
    try:
        await consumer.start()
        consumer.assign([TopicPartition(topic, each) for topic in shorts for each in cluster.partitions[topic]])
        yield Source(consumer, shorts, cluster.cluster_id)
    except (KafkaError, OSError, TimeoutError) as error:
        words = str(error).partition(" from [")[0] or "it does not answer"
        raise BrokerUnreachableError(settings.bootstrap_servers, words) from error
    finally:
        await close(consumer)
