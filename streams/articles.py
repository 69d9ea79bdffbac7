"""Article JSON lines: each line becomes an Article or one sentence that says what is wrong with it."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import orjson
from pydantic import ValidationError

from schemas import SCHEMA_VERSION, Article, Reason
from streams.errors import BadRecordError

BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"  # Windows editors put it before the first line; it is no part of the JSON
_JSON_KINDS: Final = {list: "an array", str: "a string", bool: "a boolean", int: "a number", float: "a number"}


@dataclass(frozen=True)
class ArticleLine:
    """A line that holds an article, stamped. `raw` is the line without its end; `number` counts from 1.

    Shapes: `dated` is whether the line itself gives the time of publication.
    """

    number: int
    raw: bytes
    article: Article
    dated: bool = True


@dataclass(frozen=True)
class BadLine:
    """A line that holds none. `str()` names it by number and reason."""

    number: int
    error: BadRecordError

    def __str__(self) -> str:
        return f"line {self.number}: {self.error}"


def parse_article(raw: bytes, max_bytes: int) -> Article:
    """Return the article that `raw` holds as JSON.

    Units: `max_bytes` is bytes of the JSON.
    Errors: BadRecordError with a schemas.Reason, for anything that the topic `articles` does not carry.
    Source: docs/topics.md, "articles".
    """
    _check_size(raw, max_bytes)
    said = _decode(raw)
    version = said.get("schema_version", SCHEMA_VERSION)
    if type(version) is int and version > SCHEMA_VERSION:
        detail = f"schema_version is {version}, this release reads up to {SCHEMA_VERSION}"
        raise BadRecordError(Reason.NEWER_SCHEMA, detail)
    try:
        return Article.model_validate_json(raw)
    except ValidationError as error:
        raise BadRecordError(Reason.INVALID, _sentence(error)) from None


def read_lines(
    lines: Iterable[bytes], now: Callable[[], datetime], max_bytes: int, first: int = 1
) -> Iterator[ArticleLine | BadLine]:
    """Parse JSON lines in order; blank lines are skipped but counted, from `first` on.

    Shapes: an article without `published_at` is stamped with `now()`, called when its line is read.
    """
    for number, line in enumerate(lines, start=first):
        raw = (line.removeprefix(BYTE_ORDER_MARK) if number == 1 else line).strip()
        if not raw:
            continue
        try:
            article = parse_article(raw, max_bytes)
        except BadRecordError as error:
            yield BadLine(number, error)
        else:
            yield ArticleLine(number, raw, article.stamped(now()), dated=article.published_at is not None)


def filled(line: ArticleLine, max_bytes: int) -> bytes:
    """Return the line's JSON with `id` and `published_at` filled in; fields that we do not know are kept.

    Errors: BadRecordError when that makes it too large, and for a number too long to be written again.
    """
    article = line.article
    try:
        said: dict[str, Any] = json.loads(line.raw)
        if said.get("id") == article.id and said.get("published_at") is not None:
            return line.raw
        said["id"] = article.id
        if article.published_at is not None and said.get("published_at") is None:
            said["published_at"] = article.published_at.isoformat().replace("+00:00", "Z")
        value = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
    except (ValueError, RecursionError) as error:
        raise BadRecordError(Reason.NOT_JSON, str(error)) from None
    _check_size(value, max_bytes)
    return value


def _check_size(raw: bytes, max_bytes: int) -> None:
    if len(raw) > max_bytes:
        raise BadRecordError(Reason.TOO_LARGE, f"the article has {len(raw):,} bytes, at most {max_bytes:,} are taken")


def _decode(raw: bytes) -> dict[str, Any]:
    """Return the JSON object, by a stricter parser than pydantic's, which lets NaN through."""
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        detail = f"byte 0x{raw[error.start]:02x} at position {error.start}"
        raise BadRecordError(Reason.NOT_UTF8, detail) from None
    try:
        said = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise BadRecordError(Reason.NOT_JSON, f"{error.msg} at column {error.colno}") from None
    if isinstance(said, dict):
        return said
    kind = _JSON_KINDS.get(type(said), "null")
    raise BadRecordError(Reason.INVALID, f"an article is a JSON object, this is {kind}")


def _sentence(error: ValidationError) -> str:
    """Return what is wrong with the first field that is wrong, and how many more are."""
    problems = error.errors(include_url=False, include_context=False, include_input=False)
    # An id that could not be derived is the consequence of another problem, never one of its own.
    problems = [problem for problem in problems if problem["type"] != "default_factory_not_called"]
    first = problems[0]
    field = ".".join(str(part) for part in first["loc"])
    sentence = f"{field} is missing" if first["type"] == "missing" else f"{field}: {first['msg']}"
    return sentence if len(problems) == 1 else f"{sentence} (and {len(problems) - 1} more)"
