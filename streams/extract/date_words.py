"""Words of dates, and the readers that turn them into days relative to a day of reference."""

from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final, Literal, NamedTuple

Precision = Literal[1, 2, 3]

WEEKDAYS: Final[Mapping[str, int]] = {
    "monday": 0,
    "tuesday": 1,
    "wednesday": 2,
    "thursday": 3,
    "friday": 4,
    "saturday": 5,
    "sunday": 6,
}
_MONTH_NAMES: Final = (
    ("january", "jan"),
    ("february", "feb"),
    ("march", "mar"),
    ("april", "apr"),
    ("may",),
    ("june", "jun"),
    ("july", "jul"),
    ("august", "aug"),
    ("september", "sep", "sept"),
    ("october", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)
MONTHS: Final[Mapping[str, int]] = {name: n for n, names in enumerate(_MONTH_NAMES, start=1) for name in names}
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2100
YEARS: Final[Mapping[str, int]] = {str(year): year for year in range(FIRST_YEAR, LAST_YEAR)}
NIGHT: Final = frozenset(["night", "nights", "overnight", "tonight", "midnight"])
PARTS_OF_DAY: Final = frozenset(["morning", "afternoon", "evening", *NIGHT])
CENTURY: Final = 1900  # of a year of two digits, 50 to 99: no newspaper says '23 so
_TWO_DIGITS: Final = range(50, 100)
DAYS_OF_MONTH: Final = 31
_MIDDLE: Final = 15  # day of a month that only the month is known of
_LEAP_YEARS: Final = 9  # looked back for 29 February: 1900 was none
_WEEK: Final = 7


class Found(NamedTuple):
    """A date as read: tokens `start` to `end`, the day, and how exact it is.

    Units: `precision` is ACLED's: 1 day, 2 week, 3 month; `year_only` is coarser than that.
    """

    start: int
    end: int
    day: date
    precision: Precision
    year_only: bool = False
    night: bool = False


class Reading(NamedTuple):
    """What a reader looks at: the tokens in small letters, and the day that `yesterday` is the day before of."""

    words: Sequence[str]
    reference: date
    latest: date  # of the publication: no date without a year is later
    last: date  # that the text named before: `a day earlier` is the day before it

    def at(self, position: int) -> str:
        """Return a token, or nothing beyond the ends."""
        return self.words[position] if 0 <= position < len(self.words) else ""


POSSESSIVES: Final = ("'s", "\u2019s")


Reader = Callable[[Reading, int], Found | None]


def weekday(reading: Reading, at: int) -> Found | None:
    """Read `Tuesday`: the last one at or before the day of reference; `last Tuesday`: before it."""
    full = _day_of_month_behind(reading, at + 1)
    if full:
        return full._replace(start=at)
    before = reading.at(at - 1)
    if before in {"next", "coming", "this"}:
        return None
    day = WEEKDAYS[reading.at(at).removesuffix("'s").removesuffix("\u2019s")]
    back = (reading.reference.weekday() - day) % _WEEK
    if before == "last" and not back:
        back = _WEEK
    elif before != "last" and back == _WEEK - 1 and reading.reference < reading.latest:
        back = -1  # it has begun farther east, and `last` would be said of the one a week ago
    night = reading.at(at + 1) in NIGHT or before in NIGHT
    end = at + 2 if reading.at(at + 1) in PARTS_OF_DAY else at + 1
    return Found(at, end, reading.reference - timedelta(days=back), 1, night=night)


def _day_of_month_behind(reading: Reading, at: int) -> Found | None:
    """Read `, July 17` and `17 July` behind a weekday: a page kept for years names the same day twice."""
    at += reading.at(at) in {",", "("}
    at += _day(reading.at(at)) > 0
    if reading.at(at) not in MONTHS:
        return None
    found = month(reading, at)
    return found if found and found.precision == 1 else None


def month(reading: Reading, at: int) -> Found | None:
    """Read `Oct. 17`, `17 October 2023`, `Nov. 5, 2022`, `Sept 15-16`, `in March`, `March 2021`."""
    number = MONTHS[reading.at(at)]
    after = at + 2 if reading.at(at + 1) == "." else at + 1
    day, start, end = _day_beside(reading, at, after)
    year, end = _year_after(reading, end)
    if day:
        made = _make(year, number, day, reading.latest)
        if made is None:
            return None
        until = _range_end(reading, end) if end == after + 1 else 0
        return Found(start, until or end, made, 2 if until else 1)
    if not year and not _is_month(reading, at):
        return None
    before = reading.at(at - 1)
    middle = {"early": 5, "late": 25}.get(before, _MIDDLE)
    made = _make(year, number, middle, reading.latest, whole_month=True)
    return Found(at, end, made, 3) if made else None


def _day_beside(reading: Reading, at: int, after: int) -> tuple[int, int, int]:
    """Return the day of the month, and where the date starts and ends; 0 where no day is said."""
    following = _day(reading.at(after))
    if following and reading.at(after + 1) not in {":", "people", "percent"}:
        return following, at, after + 1
    before = at - 2 if reading.at(at - 1) in {"of", "-", "/"} else at - 1
    preceding = _day(reading.at(before))
    return (preceding, before, after) if preceding else (0, at, after)


def _day(word: str) -> int:
    digits = word.removesuffix("st").removesuffix("nd").removesuffix("rd").removesuffix("th")
    if digits.isascii() and digits.isdigit() and len(digits) <= len("31") and 1 <= int(digits) <= DAYS_OF_MONTH:
        return int(digits)
    return 0


def _year_after(reading: Reading, end: int) -> tuple[int, int]:
    skipped = end + 1 if reading.at(end) in {",", "of", "-", "/"} else end
    word = reading.at(skipped)
    if word in YEARS:
        return YEARS[word], skipped + 1
    if len(word) == len("89") and word.isascii() and word.isdigit() and int(word) in _TWO_DIGITS and skipped == end:
        return CENTURY + int(word), skipped + 1
    return 0, end


def _range_end(reading: Reading, end: int) -> int:
    """Return where `-16` of `Sept 15-16` ends, 0 where there is no range."""
    return end + 2 if reading.at(end) in {"-", "\u2013", "to"} and _day(reading.at(end + 1)) else 0


def _is_month(reading: Reading, at: int) -> bool:
    """Tell `in March` and `last March` from the verb, and May from the other verb."""
    before = reading.at(at - 1)
    return before in {"in", "last", "since", "early", "late", "mid", "during", "until", "by", "of"}


def _make(year: int, number: int, day: int, latest: date, *, whole_month: bool = False) -> date | None:
    """Return the day, in the last such year at or before the latest day where none is said; None for 31 June."""
    years = [year] if year else range(latest.year, latest.year - _LEAP_YEARS, -1)
    for tried in years:
        if day > monthrange(tried, number)[1]:
            continue
        made = date(tried, number, day)
        if year or (date(tried, number, 1) if whole_month else made) <= latest:
            return made
    return None


def year_alone(reading: Reading, at: int) -> Found | None:
    """Read `in 1998`, `2023-11-05`, `05/11/2023` and `04.07.2015`."""
    year = YEARS[reading.at(at)]
    if reading.at(at + 1) == "-" and reading.at(at + 3) == "-":
        number, day = _day(reading.at(at + 2)), _day(reading.at(at + 4))
        return _numeric(at, at + 5, (year, number, day), reading.latest)
    if reading.at(at - 1) in {"/", "-"} and reading.at(at - 3) == reading.at(at - 1):
        return _slashed(reading, at, year)
    if reading.at(at - 1) == "." and "." in reading.at(at - 2):
        first, _, second = reading.at(at - 2).partition(".")
        return _numeric(at - 2, at + 1, (year, _day(second), _day(first)), reading.latest)
    if reading.at(at + 1) == "block":  # `in the 1900 block of Elm Street`
        return None
    cue = reading.at(at - 1)
    if year <= reading.latest.year and cue in {"in", "since", "during", "of", "year", "the", "from", "until", "before"}:
        middle = date(year, 7, 1)
        return Found(at, at + 1, min(middle, reading.latest), 3, year_only=True)
    return None


def _slashed(reading: Reading, at: int, year: int) -> Found | None:
    """Read `05/11/2023`: the reading that is not later than the publication and nearer to it, day first if equal."""
    first, second = _day(reading.at(at - 4)), _day(reading.at(at - 2))
    made = [
        found
        for number, day in ((second, first), (first, second))
        if (found := _numeric(at - 4, at + 1, (year, number, day), reading.latest))
    ]
    return min(
        made, key=lambda found: (found.day > reading.latest, abs((reading.latest - found.day).days)), default=None
    )


def _numeric(start: int, end: int, parts: tuple[int, int, int], latest: date) -> Found | None:
    year, number, day = parts
    if not (1 <= number <= len(_MONTH_NAMES) and day):
        return None
    made = _make(year, number, day, latest)
    return Found(start, end, made, 1) if made else None
