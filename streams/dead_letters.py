"""Dead letters: read what was parked, and put it back to where it came from.

The topic is never rewritten. Which letters were put back stands in the committed offsets of a consumer group of its
own: the offset below which all were, and in its metadata the single ones above it. It is committed after the broker
has acknowledged them all, so a crash in between puts letters back twice, which changes no number.
"""

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any, Final

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord, TopicPartition
from aiokafka.errors import (
    GroupCoordinatorNotAvailableError,
    GroupLoadInProgressError,
    KafkaError,
    NotCoordinatorForGroupError,
)
from aiokafka.structs import OffsetAndMetadata
from pydantic import ValidationError

from schemas import DeadLetter
from streams.cluster import administration
from streams.connection import close, connection
from streams.errors import StreamsError
from streams.reader import records, unreachable
from streams.replays import MAX_METADATA, Replayed
from streams.settings import Settings
from streams.topics import APPLICATION, DEAD_LETTERS, all_topics, max_message_bytes, name

COORDINATOR_SECONDS: Final = 15.0  # a new broker makes the topic of the offsets at the first question
RETRY_SECONDS: Final = 0.2


@dataclass(eq=False)
class ScatteredError(StreamsError):
    """So many single letters were put back that Kafka's metadata can't name them; nothing was sent."""

    partition: int

    def __str__(self) -> str:
        return (
            f"Too many single letters of partition {self.partition} would be put back to be remembered; nothing was "
            "sent. Put back the oldest ones too, or all of them with --all."
        )


@dataclass(eq=False)
class ReplayError(StreamsError):
    """The broker did not take a letter; it and the later ones still wait, and the earlier ones may come twice."""

    letter: str
    detail: str
    retriable = True

    def __str__(self) -> str:
        return f"Letter {self.letter} was not put back ({self.detail}). Try again: what comes twice changes no number."


@dataclass(frozen=True)
class Parked:
    """A dead letter and where it lies. `letter` is None where the record is none of ours."""

    partition: int
    offset: int
    replayed: bool
    letter: DeadLetter | None

    @property
    def ref(self) -> str:
        """How a person names it: partition/offset of the topic `dead-letters`."""
        return f"{self.partition}/{self.offset}"


def replay_group(settings: Settings) -> str:
    """Return the consumer group whose offsets say what was put back."""
    return f"{settings.topic_prefix}{APPLICATION}-replay"


async def parked(settings: Settings) -> AsyncGenerator[Parked]:
    """Yield all letters, each with whether it was put back; a partition's in order.

    Errors: MissingTopicError, BrokerUnreachableError, StalledError.
    """
    done: dict[int, Replayed] | None = None
    async with aclosing(records(settings, DEAD_LETTERS, from_beginning=True, follow=False)) as found:
        async for record in found:
            done = await _done(settings) if done is None else done
            replayed = record.offset in done.get(record.partition, Replayed())
            yield Parked(record.partition, record.offset, replayed, _letter(record))


def obstacle(settings: Settings, letter: DeadLetter | None) -> str | None:
    """Return why a letter can't be put back, None where it can."""
    if letter is None:
        return "it is not a dead letter of ours"
    if letter.topic not in {topic.name for topic in all_topics(settings).values()}:
        return f"it came from {letter.topic!r}, which is no topic of this installation"
    if letter.key is None and letter.value is None:
        return "it has neither key nor value"
    return None


@dataclass(frozen=True)
class Picked:
    """Letters to put back, those that can't be, and what is to be remembered afterwards, by partition."""

    refs: tuple[str, ...]
    problems: tuple[str, ...]
    after: dict[int, Replayed]


async def pick(settings: Settings, chosen: Callable[[Parked], bool]) -> Picked:
    """Return the chosen letters. Errors: ScatteredError, and those of `parked`."""
    picked: dict[int, list[int]] = defaultdict(list)
    waiting: dict[int, list[int]] = defaultdict(list)
    problems: list[str] = []
    async with aclosing(parked(settings)) as found:
        async for each in found:
            if not each.replayed:
                waiting[each.partition].append(each.offset)
            if chosen(each):
                if problem := obstacle(settings, each.letter):
                    problems.append(f"{each.ref} can't be put back: {problem}")
                else:
                    picked[each.partition].append(each.offset)
    done = await _done(settings) if picked else {}
    after = {of: done.get(of, Replayed()).adding(offsets, waiting[of]) for of, offsets in sorted(picked.items())}
    for partition, each_after in after.items():
        if len(each_after.metadata) > MAX_METADATA:
            raise ScatteredError(partition)
    refs = tuple(f"{partition}/{offset}" for partition in after for offset in picked[partition])
    return Picked(refs, tuple(problems), after)


async def put_back(settings: Settings, picked: Picked) -> None:
    """Send the picked letters: their bytes, key and timestamp, onto the topic that they came from; then remember it.

    Shapes: a letter without a key goes to the partition that it came from, the others where their key belongs.
    Errors: ReplayError, and those of `parked`. Each letter is read a second time, so that few are held in memory.
    """
    wanted = set(picked.refs)
    producer = AIOKafkaProducer(
        **connection(settings), acks="all", enable_idempotence=True, max_request_size=max_message_bytes(settings)
    )
    on_their_way: list[tuple[str, asyncio.Future[Any]]] = []
    try:
        await producer.start()
        async with aclosing(records(settings, DEAD_LETTERS, from_beginning=True, follow=False)) as found:
            async for record in found:
                ref = f"{record.partition}/{record.offset}"
                letter = _letter(record) if ref in wanted else None
                if letter is not None:
                    on_their_way.append((ref, await _put(producer, letter)))
        for ref, sent in on_their_way:
            await _acknowledged(ref, sent)
        await _commit(settings, picked.after)
    except KafkaError as error:
        raise unreachable(settings, error) from error
    finally:
        await producer.stop()


async def _put(producer: AIOKafkaProducer, letter: DeadLetter) -> asyncio.Future[Any]:
    sent: asyncio.Future[Any] = await producer.send(
        letter.topic,
        letter.value,
        letter.key,
        partition=letter.partition if letter.key is None else None,
        timestamp_ms=int(letter.timestamp.timestamp() * 1000) if letter.timestamp else None,
    )
    return sent


async def _acknowledged(ref: str, sent: asyncio.Future[Any]) -> None:
    try:
        await sent
    except KafkaError as error:
        raise ReplayError(ref, str(error) or type(error).__name__) from error


async def _done(settings: Settings) -> dict[int, Replayed]:
    """Return what was put back, by partition; wait for a new broker to make the topic that holds it."""
    deadline = time.monotonic() + COORDINATOR_SECONDS
    topic = name(settings, DEAD_LETTERS)
    async with administration(settings) as client:
        while True:
            try:
                committed = await client.list_consumer_group_offsets(replay_group(settings))
            except (GroupCoordinatorNotAvailableError, NotCoordinatorForGroupError, GroupLoadInProgressError):
                if time.monotonic() > deadline:
                    raise
                await asyncio.sleep(RETRY_SECONDS)
            else:
                return {
                    partition.partition: Replayed.parse(at.offset, at.metadata)
                    for partition, at in committed.items()
                    if partition.topic == topic
                }


async def _commit(settings: Settings, after: dict[int, Replayed]) -> None:
    topic = name(settings, DEAD_LETTERS)
    consumer = AIOKafkaConsumer(**connection(settings), group_id=replay_group(settings), enable_auto_commit=False)
    offsets = {TopicPartition(topic, of): OffsetAndMetadata(each.below, each.metadata) for of, each in after.items()}
    try:
        await consumer.start()
        consumer.assign(list(offsets))
        await consumer.commit(offsets)
    finally:
        await close(consumer)


def _letter(record: ConsumerRecord[bytes, bytes]) -> DeadLetter | None:
    try:
        return DeadLetter.model_validate_json(record.value or b"")
    except ValidationError:
        return None
