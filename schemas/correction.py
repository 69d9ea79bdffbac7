"""One published number that changed."""

from enum import StrEnum

from pydantic import Field

from schemas.base import SCHEMA_VERSION, CountryCode, Record, Utc
from schemas.count import Count


class Figure(StrEnum):
    """Which number of an incident changed."""

    ATTACKS = "attacks"
    INJURED = "injured"
    KILLED = "killed"


class Correction(Record):
    """A figure that was published and is now another, with the article that caused it.

    Shapes: `attacks` goes from 1 to 0 when an incident is withdrawn or becomes one with another, which `successor` then
    names. The id is made of what changed, so that a repeated record after a crash is recognised.
    """

    schema_version: int = SCHEMA_VERSION
    correction_id: str
    country: CountryCode
    incident_id: str
    successor: str | None = None
    figure: Figure
    old: Count | None
    new: Count | None
    occurred_at: Utc = Field(description="Event time of the incident: the bucket that moves.")
    article_id: str
    event_id: str
    version: str
    reported_at: Utc
