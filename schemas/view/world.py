"""All countries in one window, and the days behind the slider."""

from datetime import date

from pydantic import Field, NonNegativeInt

from schemas.base import Record, Utc
from schemas.counters import Stated, Window
from schemas.view.base import Answer, Figures

WORLD = "WLD"
"""Stands for all countries in a Row. ISO 3166-1 has no such code; the World Bank's WLD is never a country."""


class Spark(Record):
    """Thirty stretches of 24 h, oldest first; the last ends at `as_of`.

    Shapes: of injured and killed the best estimate, null where there are attacks of which none states it.
    """

    attacks: tuple[NonNegativeInt, ...]
    injured: tuple[NonNegativeInt | None, ...]
    killed: tuple[NonNegativeInt | None, ...]


class Row(Figures):
    """One country, or the world.

    Shapes: `before` is the window of the same length that ends where this one begins, null where that has no beginning.
    """

    country: str = Field(description="ISO 3166-1 alpha-3; WLD is the world.")
    name: str
    stated: Stated
    before: Figures | None
    spark: Spark = Field(description="The last 30 stretches of 24 h, whatever the window.")


class WorldAnswer(Answer):
    """Every country that has an incident or a reported total, sorted by attacks, then by name."""

    window: Window
    total: Row
    countries: tuple[Row, ...]
    since: Utc | None = Field(description="The oldest incident of all.")
    articles: NonNegativeInt = Field(description="Articles that assert anything, whatever the filters.")


class TimelineDay(Record):
    """One calendar day, UTC."""

    day: date
    attacks: NonNegativeInt
    injured_best: NonNegativeInt | None
    killed_best: NonNegativeInt | None


class TimelineAnswer(Answer):
    """Calendar days without a gap; the last is that of `as_of`."""

    start: date
    days: tuple[TimelineDay, ...]
