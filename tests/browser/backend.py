"""A view fed by hand, on a port of its own: what a test keeps in it, the page shows."""

import asyncio
import threading
from collections.abc import AsyncIterator, Coroutine, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final, Self

from schemas.view import State
from streams.broker.ports import free_port
from streams.web.app import Access, make_app, status_event
from streams.web.database import Database
from streams.web.server import Server, listening
from streams.web.write import Record, put_meta
from tests.support.view import fill, keep, make_view

START_SECONDS: Final = 20.0


class Backend:
    """The real app and server over a file; `stop` and `start` keep file and port, as a restart of the view does."""

    def __init__(
        self, folder: Path, records: Iterable[Record] = (), *, complete: bool = True, token: str | None = None
    ) -> None:
        self._access = Access(token)
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._database = Database(folder / "view.db")
        fill(self._database, records, complete=complete)
        self.view = make_view(self._database)
        self._server: Server | None = None
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._answering = threading.Event()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        self._database.close()

    def start(self) -> None:
        self._answering.clear()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        assert self._answering.wait(START_SECONDS), "the view did not start"

    def stop(self) -> None:
        if self._server and self._loop and self._thread:
            self._loop.call_soon_threadsafe(self._server.stop)
            self._thread.join(START_SECONDS)
            self.view = make_view(self._database)
        self._server = self._thread = None

    def _serve(self) -> None:
        with listening("127.0.0.1", self.port) as listener:
            self._server = Server(make_app(self.view, self._access, self._beside), self.view.hub)
            asyncio.run(self._server.serve(sockets=[listener]))

    def keep(self, *records: Record) -> None:
        """Keep records and tell the open pages, as the reader of the topics does."""
        self._in_loop(keep(self.view, records))

    def enter(self, state: State, *, complete: bool = True, retry_seconds: float | None = None) -> None:
        """Let the view be in a state, and tell the open pages."""

        async def change() -> None:
            with self._database.writing() as connection:
                put_meta(connection, "complete", int(complete))
            self.view.health.enter(state, retry_seconds=retry_seconds)
            self.view.hub.send(status_event(self.view))

        self._in_loop(change())

    @asynccontextmanager
    async def _beside(self) -> AsyncIterator[None]:
        self._loop = asyncio.get_running_loop()
        self._answering.set()  # the socket listens: what comes before the first accept waits
        yield

    def _in_loop(self, work: Coroutine[Any, Any, None]) -> None:
        assert self._loop is not None
        asyncio.run_coroutine_threadsafe(work, self._loop).result(START_SECONDS)
