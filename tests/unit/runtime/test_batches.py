"""Batches from a stand-in for Faust's stream; the real queue is in tests/contract/test_upstream.py."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from mode.utils.queues import FlowControlEvent, ThrowableQueue

from streams.runtime.batches import batches
from tests.support import fakes


class Stream:
    """What `batches` uses of a stream, its app and its consumer."""

    def __init__(self) -> None:
        self.unacked: set[Any] = set()
        self.active = True
        self.should_stop = False
        self.app = SimpleNamespace(
            consumer=SimpleNamespace(unacked=self.unacked),
            consumer_generation_id=7,
            flow_control=SimpleNamespace(is_active=lambda: self.active),
            monitor=SimpleNamespace(stream_inbound_time={}),
        )
        self.channel = SimpleNamespace(queue=asyncio.Queue())
        self.started = 0

    async def maybe_start(self) -> None:
        self.started += 1

    def put(self, *offsets: int, generation: int = 7) -> None:
        for offset in offsets:
            message = fakes.message(b"{}", place=("articles", 0, offset))
            message.generation_id = generation
            self.channel.queue.put_nowait(fakes.FakeEvent(message))


async def take(stream: Stream, size: int, within: float = 0.0) -> list[int]:
    taken = batches(stream, size, within)
    batch = await asyncio.wait_for(anext(taken), 5)
    await taken.aclose()  # type: ignore[attr-defined] # it is a generator
    return [event.message.offset for event in batch]


def test_a_batch_has_what_waits_in_order_but_no_more_than_asked_for() -> None:
    async def play() -> list[list[int]]:
        stream = Stream()
        stream.put(*range(5))
        return [await take(stream, 3), await take(stream, 3)]

    assert asyncio.run(play()) == [[0, 1, 2], [3, 4]]


def test_a_batch_waits_for_more_and_not_longer_than_allowed() -> None:
    async def play(within: float) -> list[int]:
        stream = Stream()
        stream.put(0)
        asyncio.get_running_loop().call_later(0.05, stream.put, 1)
        return await take(stream, 2, within)

    assert asyncio.run(play(5.0)) == [0, 1]  # it ends as soon as it is full, else this would time out
    assert asyncio.run(play(0.0)) == [0]


def test_what_is_handed_out_is_noted_before_anything_else_can_happen() -> None:
    async def play() -> tuple[list[int], set[int]]:
        stream = Stream()
        stream.put(0, 1, 2)
        found = await take(stream, 2)
        return found, {message.offset for message in stream.unacked}

    assert asyncio.run(play()) == ([0, 1], {0, 1})


def test_faust_is_told_that_a_partition_is_worked_on() -> None:
    async def play() -> set[Any]:
        stream = Stream()
        stream.put(0, 1)
        await take(stream, 2)
        return set(stream.app.monitor.stream_inbound_time)

    assert asyncio.run(play()) == {fakes.message(b"{}", place=("articles", 0, 0)).tp}


def test_messages_of_before_a_rebalance_are_left_out() -> None:
    async def play() -> tuple[list[int], set[int]]:
        stream = Stream()
        stream.put(0, 1, generation=6)
        stream.put(2)
        found = await take(stream, 10)
        return found, {message.offset for message in stream.unacked}

    assert asyncio.run(play()) == ([2], {2})


def test_a_rebalance_that_comes_while_a_batch_fills_empties_it() -> None:
    async def play() -> tuple[list[int], set[int]]:
        stream = Stream()
        stream.put(0)

        def rebalance() -> None:
            stream.app.consumer_generation_id = 8
            stream.put(1, generation=8)

        asyncio.get_running_loop().call_later(0.03, rebalance)
        found = await take(stream, 2, 5.0)
        return found, {message.offset for message in stream.unacked}

    assert asyncio.run(play()) == ([1], {1})


def test_nothing_is_handed_out_while_the_flow_is_suspended() -> None:
    async def play() -> None:
        stream = Stream()
        stream.active = False
        stream.put(0)
        taken = batches(stream, 1, 0.0)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(anext(taken), 0.1)
        assert stream.unacked == set()
        assert stream.channel.queue.empty()

    asyncio.run(play())


@pytest.mark.parametrize("waiting", [0, 1])
def test_faust_stops_the_batches_by_what_it_throws_in(waiting: int) -> None:
    async def play() -> list[Any]:
        queue: Any = ThrowableQueue(flow_control=FlowControlEvent())
        stream = Stream()
        stream.channel.queue = queue
        for offset in range(waiting):
            queue.force_put_nowait(fakes.FakeEvent(fakes.message(b"{}", place=("articles", 0, offset))))
        asyncio.get_running_loop().call_later(0.02, queue._throw, StopAsyncIteration())  # noqa: SLF001 - as Faust does
        return [batch async for batch in batches(stream, 10, 0.2)]

    assert asyncio.run(asyncio.wait_for(play(), 10)) == []


def test_an_error_thrown_into_the_queue_comes_out() -> None:
    async def play() -> None:
        stream = Stream()
        stream.channel.queue.get = fail
        await take(stream, 1)

    async def fail() -> None:
        message = "thrown"
        raise LookupError(message)

    with pytest.raises(LookupError):
        asyncio.run(play())
