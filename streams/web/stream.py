"""One client's event stream: what it missed, from the file, then what comes, from the hub."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

from anyio import to_thread
from starlette.responses import Response
from starlette.types import Message as AsgiMessage
from starlette.types import Receive, Scope, Send

from streams.web.database import Database
from streams.web.hub import Client, Hub, Message
from streams.web.write import meta

HEARTBEAT_SECONDS: Final = 15.0  # proxies close what is silent for longer; the page gives up after forty
SEND_SECONDS: Final = 10.0  # a client that takes nothing for so long is not reading
END_SECONDS: Final = 0.2  # for a client to take the end of its stream, before its connection is cut
MAX_MISSED: Final = 1_000  # changes; with more, asking for everything again is less work for the client
HEARTBEAT: Final = b": still here\n\n"
RETRY: Final = b"retry: 1000\n\n"
NUMBER: Final = re.compile(r"[0-9]{1,18}")
RESYNC: Final = Message("resync", "{}")
"""Tells a client that what it missed is not known any more: it is to ask for everything again."""
ABORT: Final = "streams.abort"
"""Key of the scope under which the server puts what cuts the connection: closing waits for a reader who never reads."""


class EventStream(Response):
    """The answer of /api/events. `status` gives the message that tells how the view is."""

    media_type = "text/event-stream"

    def __init__(self, hub: Hub, database: Database, last_id: str | None, status: Callable[[], Message]) -> None:
        """Resume after `last_id`, where it is given."""
        super().__init__(headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})
        del self.headers["content-length"]
        self._hub, self._database, self._last_id, self._status = hub, database, last_id, status

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Stream until the client goes, is too slow, or the view stops."""
        client = self._hub.join()  # before the file is read, so that no change falls between
        tasks = [
            asyncio.ensure_future(self._stream(client, send)),
            asyncio.ensure_future(client.gone.wait()),
            asyncio.ensure_future(_disconnected(receive)),
        ]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            slow = client.gone.is_set() or isinstance(_error(tasks[0]), TimeoutError)
        finally:
            self._hub.leave(client)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        if isinstance(_error(tasks[0]), TimeoutError):
            self._hub.dropped += 1
        if slow:
            await _end(scope, send)

    async def _stream(self, client: Client, send: Send) -> None:
        await _within({"type": "http.response.start", "status": 200, "headers": self.raw_headers}, send)
        missed = await to_thread.run_sync(missed_by, self._database, self._last_id)
        last = missed.position
        first = replace(self._status(), version=last.version, generation=last.generation)
        await _body(RETRY + b"".join(message.encode() for message in (*missed.messages, first)), send)
        while True:
            try:
                async with asyncio.timeout(HEARTBEAT_SECONDS):  # wait_for of Python 3.11 can lose a cancellation
                    message = await client.queue.get()
            except TimeoutError:
                await _body(HEARTBEAT, send)
                continue
            if not last.covers(message):
                await _body(message.encode(), send)


@dataclass(frozen=True, slots=True)
class Position:
    """A version of a generation of the file."""

    generation: str
    version: int

    def covers(self, message: Message) -> bool:
        """Tell whether a message is no newer than this position; what has no version never is."""
        return message.version is not None and message.generation == self.generation and message.version <= self.version


@dataclass(frozen=True, slots=True)
class Missed:
    """What a client missed, and the position that it has once it was told."""

    messages: list[Message]
    position: Position


def missed_by(database: Database, last_id: str | None) -> Missed:
    """Return the changes after a position, and `resync` in their place where they are not known any more.

    A client without a position missed nothing: it is only told where it is.
    """
    with database.reading() as connection:
        generation = str(meta(connection, "generation"))
        oldest, newest = connection.execute("SELECT min(version), coalesce(max(version), 0) FROM changes").fetchone()
        here = Position(generation, newest)
        if last_id is None:
            return Missed([], here)
        known, _, number = last_id.partition(".")
        last = int(number) if NUMBER.fullmatch(number) else -1
        if known != generation or not max((oldest or 1) - 1, newest - MAX_MISSED) <= last <= newest:
            return Missed([RESYNC], here)
        rows = connection.execute("SELECT version, change FROM changes WHERE version > ? ORDER BY version", (last,))
        return Missed([Message("change", change, version, generation) for version, change in rows], here)


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _within(message: AsgiMessage, send: Send) -> None:
    async with asyncio.timeout(SEND_SECONDS):
        await send(message)


async def _body(content: bytes, send: Send) -> None:
    await _within({"type": "http.response.body", "body": content, "more_body": True}, send)


def _error(task: asyncio.Future[Any]) -> BaseException | None:
    return task.exception() if task.done() and not task.cancelled() else None


async def _end(scope: Scope, send: Send) -> None:
    """Finish the answer; where the client takes nothing any more, cut the connection."""
    try:
        async with asyncio.timeout(END_SECONDS):
            await send({"type": "http.response.body", "body": b"", "more_body": False})
    except TimeoutError:
        if abort := scope.get(ABORT):
            abort()
