"""Stand-ins for the broker's side of a worker: messages, events and a producer that keeps a log per partition."""

# ruff: noqa: ANN401 - it stands in for interfaces of Faust and aiokafka that have no types

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, NoReturn

from aiokafka.structs import RecordMetadata, TopicPartition
from faust.types import Message

from streams.runtime.commit import Committer
from streams.runtime.guards import Limits
from streams.runtime.membership import Membership, Phase

LIMITS = Limits(pause=4.0, revoked=7.0, idle=60.0)


class Ended(Exception):  # noqa: N818 - not an error: what a test sees instead of the end of its process
    """The process would have ended, for this reason."""


def end(reason: str) -> NoReturn:
    raise Ended(reason)


class HandClock:
    """Monotonic seconds that a test moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def message(
    value: bytes | None,
    *,
    key: bytes | None = None,
    place: tuple[str, int, int] = ("articles", 0, 0),
    timestamp: float | None = 1_700_000_000.123,
) -> Message:
    topic, partition, offset = place
    return Message(
        topic,
        partition,
        offset,
        timestamp,  # type: ignore[arg-type] # a record may have none, whatever Faust says
        0,
        None,
        key,
        value,
        None,
        tp=TopicPartition(topic, partition),
    )


@dataclass
class FakeEvent:
    """What Faust hands to a batch."""

    message: Message
    acked: bool = False
    on_ack: Callable[[], None] = lambda: None

    def ack(self) -> None:
        self.acked = True
        self.on_ack()


@dataclass
class FakeProducer:
    """Acknowledges every record when it is awaited, with the next offset of its partition.

    `trace` tells the order of what happened; `fail_after` makes the broker vanish after so many acknowledged records.
    """

    trace: list[str] = field(default_factory=list)
    logs: dict[tuple[str, int | None], list[tuple[bytes | None, bytes | None]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    offsets: dict[tuple[str, int | None], int] = field(default_factory=lambda: defaultdict(int))
    fail_after: int | None = None
    acknowledged: int = 0

    async def send(self, *record: Any) -> Awaitable[RecordMetadata]:
        return asyncio.ensure_future(self._acknowledge(*record))

    async def _acknowledge(
        self, topic: str, key: bytes | None, value: bytes | None, partition: int | None, *_: Any
    ) -> RecordMetadata:
        await asyncio.sleep(0)
        if self.fail_after is not None and self.acknowledged >= self.fail_after:
            detail = "the broker is gone"
            raise ConnectionError(detail)
        self.acknowledged += 1
        place = (topic, partition)
        self.logs[place].append((key, value))
        self.trace.append(topic)
        offset = self.offsets[place]
        self.offsets[place] += 1
        where = TopicPartition(topic, partition or 0)
        return RecordMetadata(topic, partition or 0, where, offset, -1, 0, 0)


async def stream_of(*batches: list[FakeEvent]) -> AsyncIterator[Any]:
    """Give the batches of a test, then end."""
    for batch in batches:
        await asyncio.sleep(0)
        yield batch


def running() -> Membership:
    """Return the membership of a worker that is ready."""
    member = Membership()
    member.enter(Phase.RUNNING)
    return member


def committer(app: Any, member: Membership, first: dict[TopicPartition, int]) -> Committer:
    """Return a committer of a worker that is ready, whose end a test can see."""
    made = Committer(app, member, LIMITS, end)
    made.ready(first)
    return made
