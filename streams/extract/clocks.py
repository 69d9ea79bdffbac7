"""Times of day in a text: `9:30 p.m.`, `7pm`, `0815 local`, `14:00 GMT`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, time, tzinfo
from typing import Final

HOURS: Final = 24
MINUTES: Final = 60
HALF_DAY: Final = 12
_BEFORE_NOON: Final = frozenset(["a.m.", "am"])
_AFTER_NOON: Final = frozenset(["p.m.", "pm"])
_IN_UTC: Final = frozenset(["gmt", "utc"])
_DIGITS: Final = frozenset("0123456789")
_LONGEST: Final = len("12p.m.")
_ZONES: Final = frozenset([*_IN_UTC, "local", "hours", "hrs"])
_MARKS: Final = frozenset([":", *_BEFORE_NOON, *_AFTER_NOON, *_ZONES])  # one stands behind the digits of a clock


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day at token `start`. Shapes: `zone` is null where it is the place's own."""

    start: int
    time: time
    zone: tzinfo | None


def find_clocks(words: Sequence[str], figures: Iterable[int]) -> list[Clock]:
    """Return the times of day among tokens in small letters; `figures` are those that begin with a digit."""
    found = (_clock(words, at) for at in figures if words[at][0] in _DIGITS and len(words[at]) <= _LONGEST)
    return [clock for clock in found if clock]


def _clock(words: Sequence[str], at: int) -> Clock | None:
    def word(position: int) -> str:
        return words[position] if 0 <= position < len(words) else ""

    said, end = words[at], at + 1
    plain = said.isdigit()
    if word(at - 1) == ":" or (plain and word(end) not in _MARKS):  # the minutes of the one before; any other number
        return None
    half = said[-2:] if said[-2:] in _BEFORE_NOON | _AFTER_NOON else ""
    hour, minute = _hours(said.removesuffix(half)), 0
    marked = bool(half)
    if word(at + 1) == ":" and (minutes := word(at + 2)[:2]).isdigit():
        minute, end, marked = int(minutes), at + 3, True
        half = half or (word(at + 2)[2:] if word(at + 2)[2:] in _BEFORE_NOON | _AFTER_NOON else "")
    elif len(said) == len("0815") and said.isdigit() and word(at + 1) in _ZONES:
        hour, minute, marked = int(said[:2]), int(said[2:]), True
    if word(end) in _BEFORE_NOON | _AFTER_NOON:
        half, end, marked = word(end), end + 1, True
    if not marked or not 0 <= hour < HOURS or not 0 <= minute < MINUTES or (half and hour > HALF_DAY):
        return None
    if half:
        hour = hour % HALF_DAY + (HALF_DAY if half in _AFTER_NOON else 0)
    return Clock(at, time(hour, minute), UTC if word(end) in _IN_UTC else None)


def _hours(digits: str) -> int:
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= len("23") else -1
