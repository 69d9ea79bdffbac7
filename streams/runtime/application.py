"""Our kind of Faust app and worker: no files, no web server, and gone soon after it is told to stop."""

import asyncio
import logging
import threading
from collections.abc import Awaitable, Callable
from typing import Any, Final

import faust
from faust.types.transports import TransportT

from streams.runtime.consumer import FastTransport
from streams.runtime.ending import End

RAW: Final[dict[str, Any]] = {
    "key_type": bytes,
    "value_type": bytes,
    "key_serializer": "raw",
    "value_serializer": "raw",
    "allow_empty": True,  # a null value is parked like any other that can't be read
}
"""Topics of bytes: what can't be decoded must reach the agent, which parks it."""

log = logging.getLogger(__name__)


class Application(faust.App):
    """A Faust app with background work that runs from its start on, and the fast consumer where it is asked for."""

    logger = logging.getLogger("faust.app")  # else mode logs its own news under our name
    background: tuple[Callable[[], Awaitable[None]], ...] = ()
    fast_consumer = True

    async def on_first_start(self) -> None:
        """Make no folders: nothing is kept on disk."""

    async def on_start(self) -> None:
        """Start the guards before the first assignment; Faust starts its own tasks only after a recovery."""
        await super().on_start()
        for work in self.background:
            self.add_future(work())

    def _new_transport(self) -> TransportT:
        if self.fast_consumer:
            return FastTransport(self.conf.broker_consumer, self)
        return super()._new_transport()


class Worker(faust.Worker):
    """Faust's worker process without its spinner and log set-up, and with an end to its patience."""

    logger = logging.getLogger("faust.worker")

    def __init__(self, app: faust.App, *, stop_seconds: float, end: End) -> None:
        super().__init__(
            app,
            quiet=True,
            redirect_stdouts=False,
            override_logging=False,
            loop=asyncio.get_event_loop_policy().get_event_loop(),
        )
        self.spinner = None
        self._stop_seconds = stop_seconds
        self._end = end

    def _on_sigterm(self) -> None:
        self._limit_stop()
        super()._on_sigterm()

    def _on_sigint(self) -> None:
        self._limit_stop()
        super()._on_sigint()

    def _limit_stop(self) -> None:
        """End hard when stopping takes too long: a broker that does not answer holds Faust for ever.

        A thread, since the event loop may be what hangs.
        """
        log.info("worker stops", extra={"at_most_seconds": self._stop_seconds})
        timer = threading.Timer(self._stop_seconds, self._end, ("the stop took too long",))
        timer.daemon = True
        timer.start()


def run(app: faust.App, stop_seconds: float, end: End) -> None:
    """Run the app until a signal stops it. Raises SystemExit, as Faust's worker does."""
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    Worker(app, stop_seconds=stop_seconds, end=end).execute_from_commandline()
