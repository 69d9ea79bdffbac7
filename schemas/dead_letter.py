"""A record that could not be processed, kept whole."""

from enum import StrEnum

from pydantic import Base64Bytes, Field, NonNegativeInt

from schemas.base import SCHEMA_VERSION, Record, Utc


class Reason(StrEnum):
    """Why a record was parked."""

    NULL_VALUE = "null value"
    NOT_UTF8 = "not UTF-8"
    NOT_JSON = "not JSON"
    INVALID = "not a valid record"
    TOO_LARGE = "too large"
    NEWER_SCHEMA = "newer schema version"
    FAILED = "processing failed"


class DeadLetter(Record):
    """The raw bytes of a parked record, why it was parked, and where it came from.

    Shapes: `key` and `value` are base64, null where the record had none.
    """

    schema_version: int = SCHEMA_VERSION
    topic: str
    partition: NonNegativeInt
    offset: NonNegativeInt
    key: Base64Bytes | None
    value: Base64Bytes | None
    reason: Reason
    error: str = Field(description="One sentence that says what is wrong and where.")
    parked_at: Utc
    timestamp: Utc | None = Field(default=None, description="The record's own timestamp.")
