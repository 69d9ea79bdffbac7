"""Errors as answers. Source: RFC 9457, "Problem Details for HTTP APIs"."""

import logging
import sqlite3
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from schemas.view import Problem

log = logging.getLogger(__name__)

MEDIA_TYPE: Final = "application/problem+json"
PREFIX: Final = "urn:conflict-streams:problem:"
RETRY_SECONDS: Final = "2"


class ProblemError(Exception):
    """A request that can't be answered, as it is told. Raised anywhere below an endpoint."""

    def __init__(self, status: int, kind: str, detail: str, errors: tuple[str, ...] = ()) -> None:
        super().__init__(detail)
        self.status, self.kind, self.detail, self.errors = status, kind, detail, errors


def not_found(detail: str) -> ProblemError:
    """Return the error of something that is not there."""
    return ProblemError(404, "not-found", detail)


def refused(parameter: str, detail: str) -> ProblemError:
    """Return the error of a parameter that can't be heeded."""
    return ProblemError(422, "bad-parameter", f"{parameter}: {detail}", (f"{parameter}: {detail}",))


def catching_up() -> ProblemError:
    """Return the error of a question that comes before everything was read."""
    return ProblemError(503, "catching-up", "The view still reads what is already there; half a count is a wrong one.")


def problem(status: int, kind: str, detail: str, *, path: str | None = None, errors: tuple[str, ...] = ()) -> Response:
    """Return the answer that tells of a problem."""
    body = Problem(
        type=f"{PREFIX}{kind}",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        instance=path,
        errors=errors,
    )
    headers = {"Cache-Control": "no-store"}
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers["Retry-After"] = RETRY_SECONDS
    return Response(body.model_dump_json(), status, headers, MEDIA_TYPE)


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return what OpenAPI says of these statuses."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": HTTPStatus(status).phrase, "content": content} for status in statuses}


def install(app: FastAPI) -> None:
    """Make every error of this app an answer with a problem."""
    app.add_exception_handler(ProblemError, _told)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(sqlite3.OperationalError, _unavailable)
    app.add_exception_handler(Exception, _failed)


async def _told(request: Request, error: Exception) -> Response:
    assert isinstance(error, ProblemError)  # noqa: S101 - it is installed for this one
    return problem(error.status, error.kind, error.detail, path=request.url.path, errors=error.errors)


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - it is installed for this one
    errors = tuple(f"{'.'.join(map(str, each['loc'][1:]))}: {each['msg']}" for each in error.errors())
    return problem(422, "bad-parameter", "; ".join(errors), path=request.url.path, errors=errors)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - it is installed for this one
    phrase = HTTPStatus(error.status_code).phrase
    answer = problem(error.status_code, phrase.lower().replace(" ", "-"), phrase, path=request.url.path)
    answer.headers.update(error.headers or {})
    return answer


async def _unavailable(request: Request, error: Exception) -> Response:
    """Tell of a file that is just being deleted or made anew; anything else that SQLite says is a failure."""
    if "unable to open" not in str(error) and "no such table" not in str(error):
        return await _failed(request, error)
    detail = "The view's file was deleted and is being made again from the topics."
    return problem(503, "catching-up", detail, path=request.url.path)


async def _failed(request: Request, error: Exception) -> Response:
    log.error("request failed", exc_info=error, extra={"path": request.url.path})
    return problem(500, "failed", "The view failed to answer; its log has the reason.", path=request.url.path)
