"""Time zones by name, and the day that it is where a text was written."""

from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

EASTWARD: Final = timezone(timedelta(hours=5))  # a day begins there before it does where most papers are


@cache
def zone_named(name: str) -> tzinfo:
    """Return a time zone by its IANA name; UTC for none, and for one that this machine's data lacks."""
    if not name:
        return UTC
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def reference_day(published_at: datetime, zone: tzinfo) -> date:
    """Return the day of publication where the text was written.

    Midnight UTC is a day without a time, and stays that day in every zone.
    """
    in_utc = published_at.astimezone(UTC)
    return in_utc.date() if in_utc.time() == time(0) else published_at.astimezone(zone).date()
