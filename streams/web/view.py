"""What the endpoints share, and how each answers: one snapshot, one ETag, one body."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from typing import Annotated, Final

from fastapi import Depends, Request
from pydantic import BaseModel
from starlette.responses import Response

from streams.web.health import Health
from streams.web.hub import Hub
from streams.web.metrics import Metrics
from streams.web.problems import catching_up
from streams.web.snapshot import Snapshot, Snapshots

RELEASE: Final = version("conflict-streams")
REVALIDATE: Final = "private, no-cache"  # kept by the browser, asked about each time: 304 costs us two lookups


@dataclass(frozen=True)
class View:
    """The composition root's gift to the endpoints."""

    snapshots: Snapshots
    health: Health
    hub: Hub
    metrics: Metrics

    def answer(self, request: Request, as_of: datetime | None, make: Callable[[Snapshot], BaseModel]) -> Response:
        """Answer from one snapshot: 304 where the client has it already, without working it out.

        Errors: a problem, 503, until everything was read once: half a count is a wrong count.
        """
        with self.snapshots.at(as_of) as snapshot:
            if not snapshot.complete:
                problem = catching_up()
                raise problem
            tag = etag(snapshot, request)
            if tag in (request.headers.get("if-none-match") or ""):
                return Response(status_code=304, headers={"ETag": tag, "Cache-Control": REVALIDATE})
            body = make(snapshot).model_dump_json()
        return Response(body, media_type="application/json", headers={"ETag": tag, "Cache-Control": REVALIDATE})


def etag(snapshot: Snapshot, request: Request) -> str:
    """Return what names an answer: everything that it is a function of. Weak, as it may be compressed."""
    asked = f"{request.url.path}?{request.url.query}"
    said = (snapshot.generation, snapshot.version, snapshot.hour, snapshot.live, RELEASE, asked)
    return f'W/"{hashlib.sha256(repr(said).encode()).hexdigest()[:24]}"'


def _current(request: Request) -> View:
    view: View = request.app.state.view
    return view


Current = Annotated[View, Depends(_current)]
"""The view that a request is for."""
