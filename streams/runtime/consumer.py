"""Deliver messages without the four asyncio tasks that Faust makes for each; half of Faust's CPU per message.

The delivery callback is started by hand and normally ends without suspending. Where it does suspend (queue full, flow
closed) the same coroutine goes on inside Faust's own `wait_first`, so that the way out on a rebalance is as before.
Source: docs/upstream.md, "Consumer.wait_first"; on and off by STREAMS_FAST_CONSUMER.
"""

import asyncio
import logging
import types
from collections.abc import Coroutine, Generator
from typing import Any, Final

from faust.transport.drivers import aiokafka as driver

CALLBACK: Final = "on_message"
"""Name of the coroutine by which Faust's conductor takes a message."""


@types.coroutine
def _go_on(callback: Coroutine[Any, Any, Any], waiting_for: Any) -> Generator[Any, Any, Any]:  # noqa: ANN401 - asyncio's
    """Await the rest of a coroutine that has already yielded what it waits for."""
    while True:
        try:
            value = yield waiting_for
        except GeneratorExit:
            callback.close()
            raise
        except BaseException as error:  # noqa: BLE001 - whatever was thrown in belongs to the callback
            try:
                waiting_for = callback.throw(error)
            except StopIteration as stop:
                return stop.value
        else:
            try:
                waiting_for = callback.send(value)
            except StopIteration as stop:
                return stop.value


async def _rest(callback: Coroutine[Any, Any, Any], waiting_for: Any) -> Any:  # noqa: ANN401 - asyncio's
    return await _go_on(callback, waiting_for)


class FastConsumer(driver.Consumer):
    """Faust's consumer with a shorter way for the usual case. `fast` and `slow` count the messages of each way."""

    logger = logging.getLogger("faust.consumer")

    fast = 0
    slow = 0

    async def wait_first(self, *coros: Any, timeout: Any = None) -> Any:  # noqa: ANN401, ASYNC109 - Faust's signature
        """Run the delivery callback at once; leave everything else, and the callback's waits, to Faust."""
        if not _is_delivery(coros):
            return await super().wait_first(*coros, timeout=timeout)
        callback, suspended = coros
        if self.suspend_flow.is_set():  # a rebalance is under way: the stock way decides
            return await super().wait_first(callback, suspended, timeout=timeout)
        try:
            waiting_for = callback.send(None)
        except StopIteration:
            suspended.close()
            self.fast += 1
            return None
        except BaseException:
            suspended.close()
            raise
        self.slow += 1
        return await super().wait_first(_rest(callback, waiting_for), suspended, timeout=timeout)


def _is_delivery(coros: tuple[Any, ...]) -> bool:
    """Say whether this is Faust's wait for the delivery of one message, or for the flow to be suspended."""
    return len(coros) == 2 and asyncio.iscoroutine(coros[0]) and getattr(coros[0], "__name__", "") == CALLBACK  # noqa: PLR2004


class FastTransport(driver.Transport):
    """Faust's transport with our consumer."""

    Consumer = FastConsumer
