"""The composition root of the view's HTTP side."""

import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, FastAPI, Header, Query
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from schemas.view import Change
from streams.web import api, export, pages, problems
from streams.web.guard import HostGuard, SecurityHeaders, TokenGuard
from streams.web.hub import Message as Event
from streams.web.login import login_router
from streams.web.metrics import Metrics
from streams.web.stream import EventStream
from streams.web.view import Current, View

Running = Callable[[], AbstractAsyncContextManager[None]]
"""What runs beside the endpoints for as long as they answer: the reader of the topics."""


@asynccontextmanager
async def nothing_beside() -> AsyncIterator[None]:
    """Run nothing beside the endpoints: the file is as it is."""
    yield


@dataclass(frozen=True)
class Access:
    """Who may ask. `hosts` are the names on which we answer besides those of loopback; None: any, not on loopback."""

    token: str | None = None
    hosts: Sequence[str] | None = ()


streaming = APIRouter(prefix="/api", tags=["events"])


@streaming.get(
    "/events",
    response_class=Response,
    responses={
        200: {
            "description": (
                "Server-sent events. `change` (a Change): what a batch of records changed. `status` (a Status): how "
                "fresh the view is. `hour`: the hour of now moved. `resync`: ask for everything again. The `id` is a "
                "position to resume from."
            ),
            "content": {"text/event-stream": {"schema": {"type": "string"}}},
        }
    },
)
async def events(
    view: Current,
    last_event_id: Annotated[str | None, Header(description="Resume after this id, without a gap.")] = None,
    after: Annotated[str | None, Query(max_length=100, description="The same, for clients without headers.")] = None,
) -> Response:
    """Stream what changes, as it does."""
    return EventStream(view.hub, view.snapshots.database, last_event_id or after, lambda: status_event(view))


def status_event(view: View) -> Event:
    """Return how the view is, for the event stream."""
    return Event("status", view.health.status().model_dump_json())


def change_event(change: Change, generation: str, version: int) -> Event:
    """Return a change, for the event stream."""
    return Event("change", change.model_dump_json(), version, generation)


def make_app(view: View, access: Access, beside: Running = nothing_beside) -> ASGIApp:
    """Return the whole app: endpoints inside, guards around them."""

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        async with beside():
            yield

    app = FastAPI(title="conflict-streams view", docs_url=None, redoc_url=None, lifespan=lifespan)
    app.state.view = view
    problems.install(app)
    routers = [api.router, export.router, streaming]
    if access.token is not None:
        routers.append(login_router(access.token))
    for router in (*routers, pages.router):  # the pages last: they answer to any address
        app.include_router(router)
    pages.describe(app, with_token=access.token is not None)
    guarded: ASGIApp = GZipMiddleware(Timing(app, view.metrics), minimum_size=1_000, compresslevel=5)
    if access.token is not None:
        guarded = TokenGuard(guarded, access.token)
    if access.hosts is not None:
        guarded = HostGuard(guarded, access.hosts)
    return SecurityHeaders(guarded)


class Timing:
    """Measures each answer up to its first byte, by route, so that an id in an address makes no new series."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        """Wrap an app."""
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, and note how long it took."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                route = getattr(scope.get("route"), "path", "none")
                seconds = time.perf_counter() - began
                self._metrics.requests.labels(route, str(message["status"])).observe(seconds)
            await send(message)

        await self._app(scope, receive, sending)
