"""The view as a process: its file, its reader, its HTTP server; until it is asked to stop."""

import asyncio
import ipaddress
import signal
import socket
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Any, ClassVar, Final

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from streams.clock import Clock as Now
from streams.errors import StreamsError
from streams.settings import Settings
from streams.web.app import Access, make_app
from streams.web.database import Database
from streams.web.feed import Feed
from streams.web.file import FolderError, own_file
from streams.web.guard import is_loopback
from streams.web.health import Health
from streams.web.hub import Hub
from streams.web.metrics import Metrics
from streams.web.snapshot import Histories, Snapshots
from streams.web.stream import ABORT
from streams.web.view import View

BACKLOG: Final = 1_024  # connections that wait to be accepted; 500 streams may all come back at once
GRACE_SECONDS: Final = 3  # for answers under way when we are asked to stop; streams are ended at once


@dataclass(eq=False)
class OpenToAllError(StreamsError):
    """The view was to listen beyond this machine, without a token."""

    host: str
    exit_status: ClassVar[int] = 2

    def __str__(self) -> str:
        return (
            f"Anyone who reaches {self.host} could read the view. Set STREAMS_WEB_TOKEN to a long random word, or add "
            "--insecure where something before the view asks who it is."
        )


@dataclass(eq=False)
class NoPlaceError(StreamsError):
    """The view can't listen there."""

    host: str
    port: int
    detail: str

    def __str__(self) -> str:
        return f"The view can't listen on {self.host}, port {self.port} ({self.detail}). Choose another by --port."


def access(settings: Settings, *, insecure: bool) -> Access:
    """Return who may ask. Raises OpenToAllError for everyone, unless that is wanted."""
    token = settings.web_token.get_secret_value() if settings.web_token else None
    loopback = is_loopback(settings.web_host)
    if not loopback and token is None and not insecure:
        raise OpenToAllError(settings.web_host)
    return Access(token, (settings.web_host,) if loopback else None)


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """Give a socket that listens; port 0 takes a free one. Raises NoPlaceError."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        opened = socket.socket(family, kind, protocol)
        try:
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            opened.bind(address)
            opened.listen(BACKLOG)
        except BaseException:
            opened.close()
            raise
    except OSError as error:
        raise NoPlaceError(host, port, error.strerror or str(error)) from error
    with opened:
        yield opened


def address_of(listener: socket.socket) -> str:
    """Return what to type into a browser on this machine."""
    host, port = listener.getsockname()[:2]
    at = ipaddress.ip_address(host)
    if at.is_unspecified:
        host = "127.0.0.1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def serve(settings: Settings, now: Now, allowed: Access, say: Callable[[str], None]) -> None:
    """Run the view until SIGINT, SIGTERM or SIGHUP. `say` is told the address once it answers.

    Errors: NoPlaceError, FolderError, TooManyViewsError; whatever ended the reader of the topics.
    """
    with listening(settings.web_host, settings.web_port) as listener, own_file(settings) as path:
        try:
            database = Database(path)
        except sqlite3.OperationalError as error:
            raise FolderError(str(settings.data_dir), str(error)) from error
        try:
            asyncio.run(_serve(_view(settings, now, database), settings, allowed, (listener, say)))
        finally:
            database.close()


def _view(settings: Settings, now: Now, database: Database) -> View:
    hub = Hub()
    health = Health(now, settings.clock)
    return View(Snapshots(database, settings.clock, now, Histories()), health, hub, Metrics(health, hub))


async def _serve(
    view: View, settings: Settings, allowed: Access, place: tuple[socket.socket, Callable[[str], None]]
) -> None:
    listener, say = place
    feed: list[asyncio.Task[None]] = []

    @asynccontextmanager
    async def reading() -> AsyncIterator[None]:
        await asyncio.to_thread(view.snapshots.warm)
        task = asyncio.create_task(Feed(settings, view).run())
        feed.append(task)
        task.add_done_callback(lambda _: server.stop())  # it never ends by itself: end with it, to be started again
        say(address_of(listener))
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    server = Server(make_app(view, allowed, reading), view.hub)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:
            asyncio.get_running_loop().add_signal_handler(number, server.stop)
    await server.serve(sockets=[listener])
    if feed and not feed[0].cancelled() and (error := feed[0].exception()):
        raise error


class _Protocol(H11Protocol):
    """Lets an answer cut its own connection: to close it would wait for a reader who never reads."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.app = _abortable(self.app, transport.abort)


def _abortable(app: Any, abort: Callable[[], None]) -> Any:  # noqa: ANN401 - uvicorn's own type for an app
    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        scope[ABORT] = abort
        await app(scope, receive, send)

    return answer


class Server(uvicorn.Server):
    """uvicorn's server, stopped by us: the streams first, as it waits for them."""

    def __init__(self, app: ASGIApp, hub: Hub) -> None:
        """Serve an app whose streams are the hub's."""
        super().__init__(
            uvicorn.Config(
                app,
                http=_Protocol,
                ws="none",
                lifespan="on",
                log_config=None,
                access_log=False,
                server_header=False,
                timeout_graceful_shutdown=GRACE_SECONDS,
            )
        )
        self._hub = hub

    def stop(self) -> None:
        """End every stream, then the answers under way, then the server."""
        self._hub.close()
        self.should_exit = True

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals to us."""
        yield
