"""Whole hours, and how far back each window looks."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from schemas import Window

HOUR: Final = timedelta(hours=1)
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)

HOURS: Final[dict[Window, int | None]] = {
    Window.DAY: 24,
    Window.WEEK: 7 * 24,
    Window.MONTH: 30 * 24,
    Window.YEAR: 365 * 24,
    Window.ALL: None,
}
"""Length of each window in hours; None has no beginning."""


def hour_of(moment: datetime) -> int:
    """Return the whole hours from 1970-01-01T00Z to the hour that holds the moment; negative before 1970."""
    return (moment - EPOCH) // HOUR


def moment_of(hour: int) -> datetime:
    """Return the beginning of an hour given as whole hours since 1970-01-01T00Z."""
    return EPOCH + hour * HOUR


def day_start(day: date) -> datetime:
    """Return the first moment of a day, UTC."""
    return datetime.combine(day, time(), UTC)
