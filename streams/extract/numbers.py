"""Numbers of a text: digits, number words, ranges and vague words, and what their neighbours say of their bounds."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from schemas import Count
from streams.extract.classes import PERSON, PERSON_ONE, UNIT, Marked

_SMALL: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
UNITS: Final = {word: value for value, word in enumerate(_SMALL.split())}
TENS: Final = {
    word: 10 * value
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)  # noqa: SIM905 - a list literal is a line a word
}
# (best, low): SEMANTICS, "Counts".
VAGUE: Final = {
    "several": (3, 2), "few": (3, 2), "many": (3, 2), "numerous": (3, 2), "couple": (2, 2), "pair": (2, 2),
    "dozens": (12, 12), "scores": (20, 20), "hundreds": (100, 100), "thousands": (1000, 1000),
}  # fmt: skip
_MULTIPLES: Final = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}
_STARTS: Final = frozenset(UNITS) | frozenset(TENS) | frozenset(VAGUE) | {"hundred", "dozen", "half", "thousand"}
_MONTHS: Final = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug "  # noqa: SIM905 - a list literal is a line a word
    "sep sept oct nov dec".split()
)
_DASHES: Final = frozenset("-–—")  # noqa: RUF001 - a dash as papers write it
_DIGITS: Final = frozenset("0123456789")
MAX_PERSONS: Final = 20_000  # more were never killed in one attack; such numbers are of refugees, votes, money
MAX_DIGITS: Final = 12  # a longer row of digits is an id
EMERGENCY: Final = 911  # the telephone number
_OF_THE: Final = 2  # tokens of `of the`
LOW_WORDS: Final = frozenset({"least", "than", "over", "minimum", "fewer"})
HIGH_WORDS: Final = frozenset({"to", "as", "most"})
# UCDP codes such a figure as it stands, on both sides.
ABOUT_WORDS: Final = frozenset(
    {"about", "around", "approximately", "roughly", "some", "estimated", "circa", "approx", "nearly", "almost"}
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it stands in the text.

    Shapes: tokens `start` to `end`, exclusive. `countable` is false for dates, ages, measures and the like, which can
    be no number of persons.
    """

    start: int
    end: int
    value: int
    low: int | None
    high: int | None
    vague: bool
    countable: bool

    def count(self) -> Count:
        """Return the number with its bounds."""
        return Count(low=self.low, best=self.value, high=self.high, vague=self.vague)


def find_numbers(marked: Marked) -> list[Number]:
    """Return the numbers of a text in their order.

    Units: whatever is counted; `Number.countable` tells whether it may be persons.
    Source: docs/semantics.md, "Counts".
    """
    found: list[Number] = []
    lower = marked.lower
    position = 0
    for index in _starts(marked):
        if index < position:
            continue
        number = _digits(marked, index) if lower[index][0] in _DIGITS else _words(marked, index)
        if number is None:
            continue
        number = _range(marked, number, found)
        found.append(number)
        position = number.end
    return found


def _starts(marked: Marked) -> list[int]:
    """Return the tokens at which a number may begin."""
    lower, document = marked.lower, marked.document
    found = [at for at in document.odd if (word := lower[at])[0] in _DIGITS or ("-" in word and _is_compound(word))]
    if words := document.spots(_STARTS):
        found += words
        found.sort()
    return found


def _is_compound(word: str) -> bool:
    """Tell `twenty-three`."""
    return word.partition("-")[0] in TENS


def _at(lower: Sequence[str], index: int) -> str:
    return lower[index] if 0 <= index < len(lower) else ""


def _digits(marked: Marked, index: int) -> Number | None:
    word = marked.lower[index].replace(",", "")
    if not word.isdecimal() or len(word) > MAX_DIGITS:
        return None
    value, end = int(word), index + 1
    multiple = _MULTIPLES.get(_at(marked.lower, end))
    if multiple:
        value, end = value * multiple, end + 1
    return _bounded(marked, index, end, value, countable=_countable(marked, index, end, value))


def _countable(marked: Marked, start: int, end: int, value: int) -> bool:  # noqa: PLR0911 - one return a reason
    """Tell whether digits can be a number of persons: not a date, an age, a time, a sum of money, a measure."""
    lower = marked.lower
    before, after = _at(lower, start - 1), _at(lower, end)
    follows = marked.marks[end] if end < len(marked.marks) else 0
    if before in ("$", "£", "€", "#", "/") or after in ("/", "%") or follows & UNIT:
        return False
    if (before == ":" and _at(lower, start - 2)[:1] in _DIGITS) or (
        after == ":" and _at(lower, end + 1)[:1] in _DIGITS
    ):  # `10:15`; `on Friday: 14 soldiers` counts
        return False
    if before in _MONTHS or (_at(lower, start - 2) in _MONTHS and before in (".", "the")):
        return False
    if after in _MONTHS and value <= 31 and not follows & PERSON:  # noqa: PLR2004 - days of a month
        return False
    called = value == EMERGENCY  # `called 911 after they were shot`
    if (called or 1900 <= value <= 2100) and "," not in lower[start] and not follows & PERSON:  # noqa: PLR2004 - years
        return False
    if value > MAX_PERSONS or (lower[start][0] == "0" and len(lower[start]) > 1):
        return False
    if before in ("aged", "age", "ages", "(") and value < 100:  # noqa: PLR2004 - years of age
        return before == "(" and bool(follows & PERSON)
    return not _is_age(marked, start, end, value) and not _is_of_one(marked, start)


def _is_age(marked: Marked, start: int, end: int, value: int) -> bool:
    """`Ali Hassan, 34, was`, `his grandson, 9, and`: a number between commas behind a name or a person."""
    lower = marked.lower
    if value >= 100 or _at(lower, start - 1) != "," or start < 2:  # noqa: PLR2004 - years of age; a name and a comma
        return False
    whose = marked.document.tokens[start - 2][0].isupper() or marked.marks[start - 2] & PERSON_ONE
    return bool(whose) and _at(lower, end) in (
        ",", ".", ")", "was", "of", "and", "were", "who", "from", "died", "is", "",
    )  # fmt: skip


def _is_of_one(marked: Marked, start: int) -> bool:
    """Tell `a boy of 14`, `a father of three`: of one person, and no number of victims."""
    return start > 1 and marked.lower[start - 1] == "of" and bool(marked.marks[start - 2] & PERSON_ONE)


def _words(marked: Marked, index: int) -> Number | None:  # noqa: PLR0911 - one return a reason
    lower = marked.lower
    word, end = lower[index], index + 1
    if word in VAGUE:
        if word in ("many", "couple", "pair") and _at(lower, index - 1) in ("as", "how", "so", "too"):
            return None
        best, low = VAGUE[word]
        high = best if best == 2 else None  # noqa: PLR2004 - a pair is two
        follows = marked.marks[end] if end < len(lower) else 0
        return Number(index, end, best, low, high, vague=True, countable=not follows & UNIT)
    if word == "half":
        if lower[index + 1 : index + 3] == ["a", "dozen"]:
            return Number(index, index + 3, 6, 6, 6, vague=True, countable=True)
        return None
    if word == "dozen":
        return Number(index, end, 12, 12, 12, vague=True, countable=True)
    if word in ("hundred", "thousand"):
        if _at(lower, index - 1) != "a":
            return None
        value = _MULTIPLES[word]
    else:
        value, end = _cardinal(lower, index)
        if value < 0:
            return None
    follows = marked.marks[end] if end < len(lower) else 0
    countable = not follows & UNIT and not (word == "one" and _is_no_number(lower, index))
    if "-year-old" in _at(lower, end) or (_at(lower, end) == "others" and word == "zero") or _is_of_one(marked, index):
        countable = False
    return _bounded(marked, index, end, value, countable=countable)


def _is_no_number(lower: Sequence[str], one: int) -> bool:
    """Tell the `one` of `no one was hurt`, `one another`."""
    return _at(lower, one - 1) in ("no", "not") or _at(lower, one + 1) in ("another", "side", "hand")


def _cardinal(lower: Sequence[str], index: int) -> tuple[int, int]:
    """Read `twenty-three`, `two hundred and six`, `two dozen`: the value, -1 for none, and where it ends."""
    value, end = _below_hundred(lower, index)
    if value < 0:
        return -1, index + 1
    if _at(lower, end) == "hundred":
        value, end = value * 100, end + 1
        step = 1 if _at(lower, end) == "and" else 0
        more, after = _below_hundred(lower, end + step)
        if more > 0:
            value, end = value + more, after
    elif _at(lower, end) == "dozen":
        value, end = value * 12, end + 1
    if _at(lower, end) == "thousand":
        value, end = value * 1000, end + 1
    return value, end


def _below_hundred(lower: Sequence[str], index: int) -> tuple[int, int]:
    word = _at(lower, index)
    if word in UNITS:
        return UNITS[word], index + 1
    tens, _, units = word.partition("-")
    if tens not in TENS:
        return -1, index + 1
    if units:
        return (TENS[tens] + UNITS[units], index + 1) if 0 < UNITS.get(units, 0) < 10 else (-1, index + 1)  # noqa: PLR2004 - a digit
    following = UNITS.get(_at(lower, index + 1), 0)
    return (TENS[tens] + following, index + 2) if 0 < following < 10 else (TENS[tens], index + 1)  # noqa: PLR2004 - a digit


def _bounded(marked: Marked, start: int, end: int, value: int, *, countable: bool) -> Number:
    """Give the bounds that the words before the number ask for: `at least`, `up to`, `about`."""
    before, second = _at(marked.lower, start - 1), _at(marked.lower, start - 2)
    low: int | None = value
    high: int | None = value
    vague = before in ABOUT_WORDS
    if before == "least" or (before == "than" and second in ("more", "fewer", "less")) or before == "over":
        high = None
        if second == "less":
            low, high = None, value
    elif (before == "to" and second == "up") or (before == "as" and second in ("many", "much")) or before == "most":
        low = None
    elif before == "not" and second != "if":  # `253, and not 359`
        countable = False
    return Number(start, end, value, low, high, vague=vague, countable=countable)


def _is_all_but(marked: Marked, rest: Number, whole: Number) -> bool:
    """Tell `all but one of the nine`: eight."""
    lower = marked.lower
    between = lower[rest.end : whole.start]
    return lower[rest.start - 2 : rest.start] == ["all", "but"] and between[:1] == ["of"] and len(between) <= _OF_THE


def _range(marked: Marked, number: Number, found: list[Number]) -> Number:
    """Join `12 to 15` and `between 12 and 15` to one number, low and best 12, high 15; `all but one of the nine`, 8."""
    if not found or found[-1].value >= number.value or number.vague:
        return number
    if _is_all_but(marked, found[-1], number):
        rest = found.pop()
        value, start = number.value - rest.value, rest.start - 2
        return Number(start, number.end, value, value, value, vague=False, countable=number.countable)
    if found[-1].end != number.start - 1:
        return number
    first, joint, before = found[-1], marked.lower[number.start - 1], _at(marked.lower, found[-1].start - 1)
    tight = joint in _DASHES and marked.document.adjoins(first.end - 1)  # `6 - Ten` is a dateline and a text
    ranged = (tight or joint in ("to", "or")) and before != "from"
    if not ranged and not (joint == "and" and before == "between"):
        return number
    found.pop()
    sure = first.countable and number.countable
    return Number(first.start, number.end, first.value, first.value, number.value, vague=False, countable=sure)
