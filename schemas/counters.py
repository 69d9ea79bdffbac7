"""Attacks, injured and killed of one country, rolling."""

from datetime import date
from enum import StrEnum

from pydantic import Field, NonNegativeInt

from schemas.base import SCHEMA_VERSION, CountryCode, Record, Utc
from schemas.count import Count, Sum


class Window(StrEnum):
    """How far back a counter looks from its `as_of`."""

    DAY = "24h"
    WEEK = "7d"
    MONTH = "30d"
    YEAR = "365d"
    ALL = "all"


class Stated(Record):
    """How many of the incidents in a window state a figure at all."""

    injured: NonNegativeInt
    killed: NonNegativeInt


class WindowCounts(Record):
    """What one window holds."""

    attacks: NonNegativeInt
    injured: Sum
    killed: Sum
    stated: Stated


class ReportedFigure(Record):
    """A reported total as far as it concerns this country; never added to what is counted.

    Shapes: `attacks`, `injured` and `killed` are those stated of this country; `total` is the whole claim over all the
    countries that it names, where it names several.
    """

    since: date | None
    as_of: date
    attacks: Count | None
    injured: Count | None
    killed: Count | None
    source: str | None = Field(description="Who gives the figure, else who published it.")
    article_id: str
    event_id: str
    scope: str | None = None
    total: "ReportedWhole | None" = None
    evidence: str | None = Field(default=None, description="The sentence that says so.")


class ReportedWhole(Record):
    """The figures of a claim over several countries."""

    countries: tuple[CountryCode, ...]
    attacks: Count | None
    injured: Count | None
    killed: Count | None


class CountryCounters(Record):
    """The counters of one country at `as_of`: whole figures, never changes.

    Units: `as_of` is a whole hour; a window of n hours holds the incidents whose hour h has as_of - n < h <= as_of.
    Shapes: `reported` is newest first and at most twenty long.
    Source: docs/semantics.md, "Counters".
    """

    schema_version: int = SCHEMA_VERSION
    country: CountryCode
    as_of: Utc
    windows: dict[Window, WindowCounts]
    reported: tuple[ReportedFigure, ...] = ()
