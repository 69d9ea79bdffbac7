"""Take batches from the queue of a Faust stream, without the detour that Faust makes for every message.

Faust's `noack_take` passes each message through an async generator, a processor, its sensors and a turn of the event
loop. A batch needs none of it. What Faust does that matters is done here too: messages of before a rebalance are left
out, and those handed out are noted as not yet acked, so that a rebalance waits for them. Left out they are not acked
either, as Faust's own iterator does with them: whoever has the partition now reads them again.
Source: docs/upstream.md, "Stream.noack_take".
"""

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any, Final

from streams.runtime.effects import Batch

LOOK_SECONDS: Final = 0.01  # between two looks at a batch that fills: longer, and it is late; shorter costs CPU


async def batches(stream: Any, size: int, within: float) -> AsyncIterator[Batch]:  # noqa: ANN401 - a Faust stream
    """Yield batches of at most `size` events, for ever; wait `within` seconds at most for one to fill."""
    app, loop = stream.app, asyncio.get_running_loop()
    await stream.maybe_start()
    queue = stream.channel.queue
    while not stream.should_stop:
        try:
            found = [await queue.get()]
            end = loop.time() + within
            while queue.qsize() + 1 < size and (left := end - loop.time()) > 0:  # noqa: ASYNC110 - a queue has no event for its size
                await asyncio.sleep(min(left, LOOK_SECONDS))
            while len(found) < size and not queue.empty():
                found.append(queue.get_nowait())
        except StopAsyncIteration:  # thrown in by Faust, to stop the agent; what was taken was not acked
            return
        # No await between this and the yield: a rebalance must find what is handed out among what is not acked.
        batch = [event for event in found if _is_current(app, event.message)] if app.flow_control.is_active() else []
        app.consumer.unacked.update(event.message for event in batch)
        # Else Faust logs an error after five minutes of lag: that the stream processes nothing.
        app.monitor.stream_inbound_time.update(dict.fromkeys({event.message.tp for event in batch}, time.monotonic()))
        if batch:
            yield batch


def _is_current(app: Any, message: Any) -> bool:  # noqa: ANN401 - Faust's
    """Say whether a message was fetched since the last rebalance; an older one is fetched again, here or elsewhere."""
    return bool(message.generation_id == app.consumer_generation_id)
