"""Words that count over a period: `in the past two weeks`, `so far this year`, `between January and March`."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from streams.extract.date_words import MONTHS
from streams.extract.numbers import TENS, UNITS, VAGUE

_LENGTHS: Final = frozenset({"weeks", "months", "years", "decades"})  # in a few days may be one battle
_LONG: Final = frozenset({"weeks", "months", "years"})  # `two days of fighting` may be one battle
_PARTS: Final = frozenset({"half", "quarter"})
_ONE: Final = frozenset({"week", "month", "year", "quarter", "decade"})
_GATE: Final = _LENGTHS | {"days"} | _PARTS | _ONE | {"between", "from"}
_PAST: Final = frozenset({"past", "last"})
_ORDINALS: Final = frozenset({"first", "second", "third", "fourth", "last"})
_DEADLIEST: Final = frozenset({"deadliest", "bloodiest", "worst"})
_ONE_OF_MANY: Final = frozenset(
    {"deadliest", "bloodiest", "worst", "largest", "biggest", "heaviest", "first", "second", "third", "fourth", "fifth",
     "latest", "most"}
)  # fmt: skip
_MANY: Final = frozenset(
    {"violence", "fighting", "clashes", "war", "conflict", "attacks", "strikes", "raids", "airstrikes", "bombardment",
     "bombings", "shelling", "shellings", "ambushes", "shootings", "killings", "unrest", "hostilities", "combat"}
)  # fmt: skip
_NUMBERS: Final = frozenset(UNITS) | frozenset(TENS) | frozenset(VAGUE) | {"of"}  # `couple of`
_JOINTS: Final = {"between": {"and"}, "from": {"to", "until", "through"}}
_HAS: Final = frozenset({"has", "have"})
_LARGE: Final = 3  # digits of a number that is seldom one attack's
_OF_A_YEAR: Final = 4
_MONTH_REACH: Final = 4  # tokens from `between January` to its `and`
_BEFORE: Final = 12  # tokens in which `the third attack` stands before `in the past month`
_OF_FIGHTING: Final = 3  # tokens from `four months` to `of street fighting`


def is_over_a_period(words: Sequence[str]) -> bool:
    """Tell whether words, in small letters, count what happened over days to years, and not one attack.

    Shapes: `the third attack in the past month` is one attack. Errors: none.
    Source: docs/extraction.md, "Reported totals".
    """
    if _GATE.isdisjoint(words):
        return False
    if any(one in _DEADLIEST and unit in _ONE for one, unit in pairwise(words)):  # `the deadliest month`
        return True
    opened = next((at for at in range(len(words)) if _opens(words, at)), None)
    return opened is not None and _ONE_OF_MANY.isdisjoint(words[max(0, opened - _BEFORE) : opened])


def _opens(words: Sequence[str], at: int) -> bool:
    """Tell whether a phrase of a period stands at a word."""
    word, behind = words[at], words[at + 1] if at + 1 < len(words) else ""
    if at and words[at - 1] == "the" and word in _PAST | _ORDINALS:
        length = _length_behind(words, at + 1)
        return (word in _PAST and (behind in _ONE or length in _LENGTHS)) or behind in _PARTS or length == "months"
    if behind in ("month", "year"):
        return _is_of_calendar(words, at)
    if word in _JOINTS and behind in MONTHS:
        months = pairwise(words[at + 1 : at + 2 + _MONTH_REACH])
        return any(one in _JOINTS[word] and month in MONTHS for one, month in months)
    if (word in _LENGTHS or word == "days") and at and (words[at - 1] in _NUMBERS or words[at - 1][:1].isdigit()):
        fighting = not _MANY.isdisjoint(words[at + 2 : at + 2 + _OF_FIGHTING])
        return behind == "into" or (behind == "of" and word in _LONG and fighting)
    return False


def _is_of_calendar(words: Sequence[str], at: int) -> bool:
    """Tell `so far this year`, `has killed 21 this year`, `killed 5,601 last year`, `violence last month`."""
    if words[at] == "this":
        return words[at - 2 : at] == ["so", "far"] or (words[at + 1] == "year" and not _HAS.isdisjoint(words))
    return words[at] == "last" and (
        not _MANY.isdisjoint(words) or (words[at + 1] == "year" and any(map(_is_large, words)))
    )


def _is_large(word: str) -> bool:
    digits = word.replace(",", "")
    return digits.isdecimal() and len(digits) >= _LARGE and not (len(word) == _OF_A_YEAR and word[:2] in ("19", "20"))


def _length_behind(words: Sequence[str], at: int) -> str:
    """Return the unit behind a number at a word, or the word itself where there is no number."""
    while at < len(words) and (words[at] in _NUMBERS or words[at][:1].isdigit()):
        at += 1
    return words[at] if at < len(words) else ""
