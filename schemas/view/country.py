"""One country: its windows, its reported totals, its days or hours."""

from typing import Literal

from pydantic import Field

from schemas.base import CountryCode, Record, Utc
from schemas.counters import ReportedFigure, Stated, Window, WindowCounts
from schemas.view.base import Answer, Figures


class WindowFigures(Record):
    """A window, and the one of the same length before it; null where the window has no beginning."""

    counts: WindowCounts
    before: Figures | None


ReportedFigure.model_rebuild()  # it names a model that stands below it; a class made from it must know that one


class ReportedRow(ReportedFigure):
    """A reported total beside what is counted of the same days; null where the claim does not say since when."""

    counted: WindowCounts | None


class CountryAnswer(Answer):
    """The counters of one country."""

    country: CountryCode
    name: str
    windows: dict[Window, WindowFigures]
    since: Utc | None = Field(description="Its oldest incident.")
    reported: tuple[ReportedRow, ...]


class SeriesPoint(Figures):
    """One day (UTC) or hour, named by its first moment."""

    start: Utc
    stated: Stated


class SeriesAnswer(Answer):
    """Days or hours without a gap. The last may be partial: nothing after `as_of` is counted."""

    by: Literal["day", "hour"]
    points: tuple[SeriesPoint, ...]
