"""The page to enter the token. Plain HTML, so that it works before anything else does."""

import asyncio
from html import escape
from importlib.resources import files
from typing import Annotated, Final

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from streams.web.guard import COOKIE, same, session

PENALTY_SECONDS: Final = 0.5  # after a wrong token; a person does not notice, a guesser gets 2 a second and connection
MONTH: Final = 30 * 24 * 3600  # s; how long a browser keeps the cookie

PAGE: Final = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Enter the token</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/login.css">
<script type="module" src="/login.js"></script>
</head>
<body>
<main>
<h1>This view asks for a token</h1>
<p>It is what STREAMS_WEB_TOKEN was set to where the view was started.</p>
<form method="post" action="/login">
<input type="hidden" name="next" value="{next}">
<label for="token">Token</label>
<input id="token" name="token" type="password" autocomplete="current-password" required autofocus{described}>
{error}<button type="submit">Open the view</button>
</form>
</main>
</body>
</html>
"""
ERROR: Final = '<p id="error" role="alert">That is not the token.</p>\n'


def login_router(token: str) -> APIRouter:
    """Return the routes of the page, for one token."""
    router = APIRouter(include_in_schema=False)

    @router.get("/login")
    def show(to: Annotated[str, Query(alias="next")] = "/") -> Response:
        return _page(to, wrong=False)

    @router.post("/login")
    async def enter(
        request: Request, given: Annotated[str, Form(alias="token")] = "", to: Annotated[str, Form(alias="next")] = "/"
    ) -> Response:
        if not same(given, token):
            await asyncio.sleep(PENALTY_SECONDS)
            return _page(to, wrong=True)
        answer = RedirectResponse(local(to), 303, {"Cache-Control": "no-store"})
        secure = request.url.scheme == "https"
        answer.set_cookie(COOKIE, session(token), max_age=MONTH, httponly=True, samesite="strict", secure=secure)
        return answer

    @router.get("/login.css")
    def style() -> Response:
        return _asset("login.css", "text/css; charset=utf-8")

    @router.get("/login.js")
    def script() -> Response:
        return _asset("login.js", "text/javascript; charset=utf-8")

    return router


def local(to: str) -> str:
    """Return where to go after the login: a path of ours, whatever was asked for.

    A browser takes `//host` for another site, a backward slash for a slash, and drops tabs and line ends.
    """
    safe = to.startswith("/") and not to.startswith(("//", "/\\")) and to.isprintable()
    return to if safe else "/"


def _page(to: str, *, wrong: bool) -> Response:
    page = PAGE.format(
        next=escape(local(to), quote=True),
        error=ERROR if wrong else "",
        described=' aria-describedby="error"' if wrong else "",
    )
    return HTMLResponse(page, 401 if wrong else 200, {"Cache-Control": "no-store"})


def _asset(name: str, media_type: str) -> Response:
    content = files("streams.web").joinpath("assets", name).read_bytes()
    return Response(content, media_type=media_type, headers={"Cache-Control": "no-cache"})
