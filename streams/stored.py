"""Reading stored reports: whatever is not as one release writes it is refused by name, and nothing is made of it."""

from dataclasses import dataclass
from typing import Final

import orjson
from pydantic import ValidationError

from schemas import EVENT, SCHEMA_VERSION, ReportedTotal, key_country
from streams.errors import StreamsError
from streams.incidents import Report, Row

SEPARATOR: Final = "|"  # between country and event id in a report's key; no country holds one

_KINDS: Final = {"incident", "reported_total", "background", "retraction"}
UNREADABLE: Final = (ValueError, KeyError, TypeError, AttributeError)
"""What reading a row raises that is not as one release writes it."""


@dataclass(eq=False)
class CorruptReportError(StreamsError):
    """A stored report can't be read; nothing was projected from it."""

    key: str
    detail: str

    def __str__(self) -> str:
        return (
            f"The stored report {self.key!r} is not one that this release wrote ({self.detail}). Run the release that "
            "wrote it, or delete the count group's topics and let it count the events again."
        )


def checked(key: str, value: bytes) -> tuple[str, Row]:
    """Return the country's key and the row that is stored under a report's key. Raises CorruptReportError."""
    code = key.partition(SEPARATOR)[0]
    try:
        row: Row = orjson.loads(value)
        schema = row.get("schema_version", SCHEMA_VERSION)
        if schema > SCHEMA_VERSION:
            raise CorruptReportError(key, f"schema version {schema}, known is {SCHEMA_VERSION}")
        if key_country(row["country"]) != code or f"{code}{SEPARATOR}{row['event_id']}" != key:
            raise CorruptReportError(key, f"it is of {row['event_id']!r} in {row['country']}")
        if row["kind"] not in _KINDS:
            raise CorruptReportError(key, f"it is of kind {row['kind']!r}")
    except UNREADABLE as error:
        raise corrupt(key, value, error) from error
    return code, row


def event_of(key: str, row: Row, value: bytes) -> Report | ReportedTotal | None:
    """Return what a stored report counts as, None for nothing. Raises CorruptReportError."""
    try:
        if row["kind"] == "incident":
            return Report.of_row(row)
        return ReportedTotal.model_validate_json(value) if row["kind"] == "reported_total" else None
    except UNREADABLE as error:
        raise corrupt(key, value, error) from error


def corrupt(key: str, value: bytes, error: Exception) -> CorruptReportError:
    """Return the error that names the report, and the field that is no good."""
    detail = f"{error!s} ({type(error).__name__})"
    try:
        EVENT.validate_json(value)
    except ValidationError as wrong:
        first = wrong.errors(include_url=False, include_context=False, include_input=False)[0]
        detail = ": ".join((".".join(map(str, first["loc"])), first["msg"])).removeprefix(": ")
    return CorruptReportError(key, detail)
