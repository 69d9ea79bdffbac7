"""From a message to the record it carries, or to the sentence that says what is wrong with it."""

from dataclasses import dataclass

import orjson
from faust.types import Message
from pydantic import ValidationError

from schemas import EVENT, SCHEMA_VERSION, Article, IncidentReport, Reason, ReportedTotal, Retraction, key_country
from streams.articles import parse_article
from streams.errors import BadRecordError
from streams.runtime.dead import moment_of
from streams.runtime.partition import partition_of

AnyEvent = IncidentReport | ReportedTotal | Retraction


def article_of(message: Message, max_bytes: int) -> Article:
    """Return the article, stamped with the record's timestamp where it does not say when it was published.

    Errors: BadRecordError.
    """
    article = parse_article(_value(message), max_bytes)
    if article.published_at is not None:
        return article
    moment = moment_of(message.timestamp)
    if moment is None:
        detail = f"published_at is missing, and the record's timestamp {message.timestamp} is no moment"
        raise BadRecordError(Reason.INVALID, detail)
    return article.stamped(moment)


def event_of(message: Message, partitions: int) -> AnyEvent:
    """Return the event, which is where its country's events are: other places would count it twice.

    Errors: BadRecordError.
    """
    raw = _value(message)
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        detail = f"byte 0x{raw[error.start]:02x} at position {error.start}"
        raise BadRecordError(Reason.NOT_UTF8, detail) from None
    try:
        event = EVENT.validate_json(text)
    except ValidationError as error:
        raise _bad_event(raw, error) from None
    _refuse_newer(event.schema_version)
    key = key_country(event.country).encode()
    if message.key != key:
        detail = f"the key {message.key!r} is not the event's country {key.decode()}"
        raise BadRecordError(Reason.INVALID, detail)
    home = partition_of(key, partitions)
    if message.partition != home:
        detail = f"events of {key.decode()} belong into partition {home}, not {message.partition}"
        raise BadRecordError(Reason.INVALID, detail)
    return event


@dataclass(frozen=True)
class Versioned:
    """Reads the version out of rows of a table; `field` "" means that they have none and the last one written wins."""

    field: str = ""

    def __call__(self, value: bytes) -> str:
        """Return the version. Raises ValueError for what this release can't read."""
        row = orjson.loads(value)
        if not isinstance(row, dict):
            message = "it is not a JSON object"
            raise ValueError(message)  # noqa: TRY004 - one kind of error for all that can't be read
        schema = row.get("schema_version", SCHEMA_VERSION)
        if not isinstance(schema, int) or schema > SCHEMA_VERSION:
            message = f"its schema_version is {schema}, this release reads up to {SCHEMA_VERSION}"
            raise ValueError(message)
        return str(row[self.field]) if self.field else ""


def _value(message: Message) -> bytes:
    if message.value is None:
        raise BadRecordError(Reason.NULL_VALUE, "the record has no value")
    value: bytes = message.value
    return value


def _refuse_newer(version: object) -> None:
    if isinstance(version, int) and version > SCHEMA_VERSION:
        detail = (
            f"schema_version is {version}, this release reads up to {SCHEMA_VERSION}: install the release that wrote "
            "it, then `streams dead-letters replay`"
        )
        raise BadRecordError(Reason.NEWER_SCHEMA, detail)


def _bad_event(raw: bytes, error: ValidationError) -> BadRecordError:
    """Return what is wrong: a newer schema, before the fields that it may have changed; else the first field."""
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    if first["type"] == "json_invalid":
        return BadRecordError(Reason.NOT_JSON, first["msg"])
    try:
        said = orjson.loads(raw)
    except orjson.JSONDecodeError as wrong:  # it lets less through than pydantic's parser
        return BadRecordError(Reason.NOT_JSON, str(wrong))
    if isinstance(said, dict):
        try:
            _refuse_newer(said.get("schema_version"))
        except BadRecordError as newer:
            return newer
    field = ".".join(str(part) for part in first["loc"]) or "the record"
    return BadRecordError(Reason.INVALID, f"{field}: {first['msg']}")
