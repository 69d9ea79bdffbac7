"""Readers of days that are told from another: `last night`, `yesterday`, `over the weekend`, `a day earlier`."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from streams.extract.date_words import NIGHT, PARTS_OF_DAY, Found, Reader, Reading

_MIDDLE: Final = 15  # of a month
_SATURDAY: Final = 5
_WEEK: Final = 7
_FEW_DAYS: Final = 3  # `in recent days`


def _day(start: int, end: int, day: date, *, night: bool = False) -> Found:
    return Found(start, end, day, 1, night=night)


def _yesterday(reading: Reading, at: int) -> Found:
    before_it = reading.at(at - 1) == "before" and reading.at(at - 2) == "day"
    back = 2 if before_it else 1
    start = at - 3 if before_it and reading.at(at - 3) == "the" else at
    end = at + 2 if reading.at(at + 1) in PARTS_OF_DAY else at + 1
    return _day(start, end, reading.reference - timedelta(days=back), night=reading.at(at + 1) in NIGHT)


def _today(reading: Reading, at: int) -> Found:
    return _day(at, at + 1, reading.reference)


def _tonight(reading: Reading, at: int) -> Found:
    return _day(at, at + 1, reading.reference, night=True)


def _overnight(reading: Reading, at: int) -> Found | None:
    """Read `overnight`: the night before the day of reference; `overnight Monday` is Monday's own night."""
    named = reading.at(at + 2) if reading.at(at + 1) in {"on", "into", "to"} else reading.at(at + 1)
    if named in _NAMES_DAYS:
        return None
    return _day(at, at + 1, reading.reference - timedelta(days=1), night=True)


_NAMES_DAYS: Final = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])


def _last(reading: Reading, at: int) -> Found | None:
    """Read `last night`, `last week`, `last month`, `last year`, `last weekend`; `last Tuesday` is the weekday's."""
    word = reading.at(at + 1).removesuffix("'s").removesuffix("\u2019s")
    reference, end = reading.reference, at + 2
    if word in {"night", "evening"}:
        return _day(at, end, reference - timedelta(days=1), night=True)
    if word == "week":
        return Found(at, end, reference - timedelta(days=_WEEK), 2)
    if word == "weekend":
        return _weekend(reading, at + 1)
    if word == "month":
        first = reference.replace(day=1)
        return Found(at, end, (first - timedelta(days=1)).replace(day=_MIDDLE), 3)
    if word == "year":
        return Found(at, end, date(reference.year - 1, 7, 1), 3, year_only=True)
    return None


def _this(reading: Reading, at: int) -> Found | None:
    """Read `this morning`, `this week`, `this month`."""
    word = reading.at(at + 1)
    reference, end = reading.reference, at + 2
    if word in PARTS_OF_DAY:
        return _day(at, end, reference, night=word in NIGHT)
    if word == "week":
        monday = reference - timedelta(days=reference.weekday())
        return Found(at, end, monday + (reference - monday) // 2, 2)
    if word == "weekend":
        return _weekend(reading, at + 1)
    if word == "month":
        first = reference.replace(day=1)
        return Found(at, end, first + (reference - first) // 2, 3)
    return None


def _weekend(reading: Reading, at: int) -> Found | None:
    """Read `over the weekend`: the last Saturday at or before the day of reference; its Sunday is as likely."""
    if reading.at(at - 1) in {"next", "coming"}:
        return None
    back = (reading.reference.weekday() - _SATURDAY) % _WEEK
    return Found(at, at + 1, reading.reference - timedelta(days=back), 2)


def _recent(reading: Reading, at: int) -> Found | None:
    if reading.at(at + 1) != "days":
        return None
    return Found(at, at + 2, reading.reference - timedelta(days=_FEW_DAYS), 2)


def _earlier(reading: Reading, at: int) -> Found | None:
    """Read `a day earlier` and `the day before`, told from the day last named."""
    unit = reading.at(at - 1)
    if unit not in {"day", "night", "evening"} or reading.at(at - 2) not in {"a", "one", "the"}:
        return None
    if reading.at(at + 1) in {"yesterday", "the", "a", "an", "that"}:  # `the day before the vote`: no day of ours
        return None
    return _day(at - 2, at + 1, reading.last - timedelta(days=1), night=unit != "day")


def _previous(reading: Reading, at: int) -> Found | None:
    word = reading.at(at + 1)
    if word not in {"day", "night", "evening"}:
        return None
    return _day(at, at + 2, reading.last - timedelta(days=1), night=word != "day")


def _same(reading: Reading, at: int) -> Found | None:
    word = reading.at(at + 1)
    return _day(at, at + 2, reading.last, night=word != "day") if word in {"day", "night", "evening"} else None


RELATIVE: Final[Mapping[str, Reader]] = {
    "yesterday": _yesterday,
    "today": _today,
    "tonight": _tonight,
    "overnight": _overnight,
    "last": _last,
    "this": _this,
    "weekend": _weekend,
    "recent": _recent,
    "earlier": _earlier,
    "before": _earlier,
    "previous": _previous,
    "same": _same,
}
