"""Readers of days told by a number of units: `three weeks ago`, `a day after the attack`."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from streams.extract.date_words import FIRST_YEAR, Found, Precision, Reading
from streams.extract.numbers import TENS

_SMALL_NUMBERS: Final[Mapping[str, int]] = (
    {
        word: number
        for number, words in enumerate(
            [
                ("one", "a", "an", "1"),
                ("two", "2"),
                ("three", "3"),
                ("four", "4"),
                ("five", "5"),
                ("six", "6"),
                ("seven", "7"),
                ("eight", "8"),
                ("nine", "9"),
                ("ten", "10"),
                ("eleven", "11"),
                ("twelve", "12"),
            ],
            start=1,
        )
        for word in words
    }
    | {"couple": 2, "few": 3, "several": 3}
    | {str(number): number for number in range(13, 100)}
)
_ROUGH: Final = frozenset(["couple", "few", "several"])
_WEEK: Final = 7
_MONTH: Final = 30
_YEAR: Final = 365


def ago(reading: Reading, at: int) -> Found | None:
    """Read `three days ago`, `a week ago`, `two years ago`."""
    unit = reading.at(at - 1)
    size = _UNITS.get(unit)
    count, start = _count_before(reading, at - 1)
    if not size or not count:
        return None
    days, precision = size
    vague = not _ROUGH.isdisjoint(reading.words[start : at - 1])
    return _back(reading, start, at + 1, days * count, max(precision, 2) if vague else precision)


def after(reading: Reading, at: int) -> Found | None:
    """Read `a day after the attack`, told from the day last named: so long before it was the attack."""
    size = _UNITS.get(reading.at(at - 1))
    count, start = _count_before(reading, at - 1)
    if not size or not count or reading.last > reading.reference:
        return None
    days, precision = size
    back = min(days * count, (reading.last - date(FIRST_YEAR, 1, 1)).days)
    return Found(start, at + 1, reading.last - timedelta(days=back), precision, year_only=days >= _YEAR)


def _count_before(reading: Reading, unit: int) -> tuple[int, int]:
    """Return the number before a unit, and where it starts: `a few days`, `several weeks`."""
    start = unit - 1
    if reading.at(start) == "of":
        start -= 1
    count = _small(reading.at(start))
    if count and reading.at(start - 1) == "a":
        start -= 1
    return count, start


def _small(word: str) -> int:
    """Return a number up to a hundred, in digits or words (`35`, `thirty-five`); 0 for any other word."""
    tens, _, ones = word.partition("-")
    if tens in TENS:
        return TENS[tens] + _SMALL_NUMBERS.get(ones, 0)
    digits = word.isascii() and word.isdigit() and len(word) <= len("99")
    return int(word) if digits else _SMALL_NUMBERS.get(word, 0)


_UNITS: Final[Mapping[str, tuple[int, Precision]]] = {
    "hour": (0, 1),
    "hours": (0, 1),
    "day": (1, 1),
    "days": (1, 1),
    "week": (_WEEK, 2),
    "weeks": (_WEEK, 2),
    "month": (_MONTH, 3),
    "months": (_MONTH, 3),
    "year": (_YEAR, 3),
    "years": (_YEAR, 3),
    "decade": (10 * _YEAR, 3),
    "decades": (10 * _YEAR, 3),
}


def _back(reading: Reading, start: int, end: int, days: int, precision: Precision) -> Found:
    back = min(days, (reading.reference - date(FIRST_YEAR, 1, 1)).days)
    return Found(start, end, reading.reference - timedelta(days=back), precision, year_only=days >= _YEAR)
