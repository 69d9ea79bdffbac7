"""What every request passes: headers of every answer, the name it came by, the token."""

import hashlib
import hmac
from collections.abc import Sequence
from http.cookies import CookieError, SimpleCookie
from ipaddress import ip_address
from typing import Final
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from streams.web.problems import problem

COOKIE: Final = "streams_session"
OPEN_PATHS: Final = frozenset({"/login", "/login.css", "/login.js", "/icon.svg", "/health/live", "/health/ready"})
"""What answers without the token: the page to enter it, and what an orchestrator asks."""

DIRECTIVES: Final = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",  # Swagger UI's style sheet has its arrows as data
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
POLICY: Final = "; ".join(f"{name} {value}" for name, value in DIRECTIVES.items())
HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


class SecurityHeaders:
    """Puts HEADERS on every answer, errors included."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an app."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self._app(scope, receive, sending)


class HostGuard:
    """On loopback, refuses a request by a name that is not this machine's.

    A page elsewhere can have its own name point at 127.0.0.1 and then read what we answer (DNS rebinding); the Host
    header tells, as a browser does not let a page set it.
    """

    def __init__(self, app: ASGIApp, hosts: Sequence[str]) -> None:
        """Wrap an app; `hosts` are other names that are allowed, such as the one we are bound to."""
        self._app = app
        self._allowed = {"localhost", *(host.lower() for host in hosts)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse with 421."""
        if scope["type"] == "http" and not self._allows(Headers(scope=scope).get("host", "")):
            detail = "The view answers only by the name of this machine: localhost or 127.0.0.1."
            await problem(421, "wrong-host", detail)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _allows(self, header: str) -> bool:
        try:
            host = (urlsplit(f"//{header}").hostname or "").lower()
        except ValueError:
            return False
        return host in self._allowed or is_loopback(host)


class TokenGuard:
    """Asks for the token, as a bearer token or as the cookie that the login page gives."""

    def __init__(self, app: ASGIApp, token: str) -> None:
        """Wrap an app."""
        self._app = app
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or 401; a person who opens a page is sent to the login page instead."""
        if scope["type"] != "http" or scope["path"] in OPEN_PATHS or self._knows(Headers(scope=scope)):
            await self._app(scope, receive, send)
            return
        answer: Response
        if scope["method"] == "GET" and "text/html" in Headers(scope=scope).get("accept", ""):
            query = scope["query_string"].decode("latin-1")
            wanted = scope["path"] + (f"?{query}" if query else "")
            answer = RedirectResponse(f"/login?next={quote(wanted, safe='')}", 303, {"Cache-Control": "no-store"})
        else:
            detail = "Send the token as `Authorization: Bearer ...`, or enter it at /login."
            answer = problem(401, "token-needed", detail, path=scope["path"])
            answer.headers["WWW-Authenticate"] = 'Bearer realm="conflict-streams"'
        await answer(scope, receive, send)

    def _knows(self, headers: Headers) -> bool:
        scheme, _, given = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            return same(given.strip(), self._token)
        try:
            cookie = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
        except CookieError:
            return False
        return cookie is not None and same(cookie.value, session(self._token))


def same(given: str, wanted: str) -> bool:
    """Compare in a time that does not depend on how much of it is right."""
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), wanted.encode("utf-8", "surrogatepass"))


def session(token: str) -> str:
    """Return the cookie's value: made of the token, but not the token, which so never lies in a browser's files."""
    return hmac.new(token.encode("utf-8", "surrogatepass"), b"conflict-streams view", hashlib.sha256).hexdigest()


def is_loopback(host: str) -> bool:
    """Tell whether a host name or address is this machine alone."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"
