"""Tolls of a whole war or campaign: `at least 13,000 people have been killed in Sudan since fighting broke out`."""

from collections.abc import Mapping, Sequence
from math import inf
from typing import Final

from schemas import Count, CountryShare
from streams.extract import classes as c
from streams.extract.classes import Marked
from streams.extract.date_words import FIRST_YEAR, LAST_YEAR
from streams.extract.figures import is_placed
from streams.extract.links import INJURED, KILLED, linked
from streams.extract.numbers import Number
from streams.extract.periods import is_over_a_period
from streams.extract.totals import Total

LEAST: Final = 100  # persons; a smaller number since a day is rather one attack's
_PERIOD: Final = frozenset(
    {"war", "conflict", "fighting", "offensive", "invasion", "coup", "began", "uprising", "campaign", "rebellion"}
)
_SPANS: Final = frozenset(
    {"since", "days", "weeks", "months", "years", "week", "month", "year", "quarter", "half", "decade", "between"}
)
LEAST_OF_PERIOD: Final = 20  # persons, where the text gives a period that is over
_SUPERLATIVES: Final = frozenset({"worst", "deadliest", "bloodiest", "largest", "biggest", "heaviest"})  # one attack's
_NEXT: Final = 1  # sentences behind the toll of the killed in which that of the injured may stand


def find_toll(marked: Marked, numbers: Sequence[Number], countries: Mapping[int, str]) -> Total | None:
    """Return the toll of a period that a text gives, None for none.

    Shapes: `countries` maps the first token of a place's name to its country's code.
    Errors: none. Source: docs/extraction.md, "Reported totals".
    """
    sentence_of = marked.document.sentence_of
    if _SPANS.isdisjoint(marked.document.words):
        return None
    large = [number for number in numbers if number.value >= LEAST_OF_PERIOD and not number.vague]
    if not large:
        return None
    taken = {number.start for number in numbers if not _is_part(marked, number)}
    spans = {sentence: _period(marked, sentence) for sentence in {sentence_of[number.start] for number in large}}
    found: dict[str, Number] = {}
    home = -1
    for number in numbers:
        sentence = sentence_of[number.start]
        near = home >= 0 and 0 <= sentence - home <= _NEXT
        if number.vague or not (near or number.value >= spans.get(sentence, inf)):
            continue
        if _is_part(marked, number):
            continue
        kind = _kind(marked, number, taken)
        if kind and kind not in found and (number.value >= LEAST_OF_PERIOD or (near and number.countable)):
            found[kind] = number
            home = sentence if home < 0 else home
    if home < 0:
        return None
    start, end = marked.document.sentences[home]
    named = {
        code
        for token in range(start, end)
        if (code := countries.get(token)) and is_placed(marked.lower, token, countries)
    }
    killed, injured = _count(found.get(KILLED)), _count(found.get(INJURED))
    share = CountryShare(killed=killed, injured=injured)
    tokens = [number.start for number in found.values()]
    return Total(
        attacks=None,
        injured=injured,
        killed=killed,
        by_country={next(iter(named)): share} if len(named) == 1 else {},
        sentences=tuple(sorted({marked.document.sentence_of[token] for token in tokens})),
        tokens=frozenset(tokens),
        lead=tokens[0],
    )


def _is_part(marked: Marked, number: Number) -> bool:
    """Tell `560 of them children`; and the year of `since 1992`, which counts nobody."""
    before = marked.lower[number.start - 1] if number.start else ""
    if before in ("since", "in", "from", "of") and FIRST_YEAR <= number.value < LAST_YEAR:
        return True
    return marked.lower[number.end : number.end + 1] == ["of"]


def _period(marked: Marked, sentence: int) -> float:
    """Return from how many persons a sentence counts over a period, `since the war began`; infinity for no period."""
    start, end = marked.document.sentences[sentence]
    words = marked.lower[start:end]
    if is_over_a_period(words):
        return LEAST_OF_PERIOD
    if "since" not in words or not _SUPERLATIVES.isdisjoint(words):
        return inf
    return 10 * LEAST if _PERIOD.isdisjoint(words) else LEAST


def _kind(marked: Marked, number: Number, taken: set[int]) -> str | None:
    start, _ = marked.sentence(number.start)
    before = range(start, number.start)
    reached = any(marked.marks[token] & c.TOTAL_WORD for token in range(max(start, number.start - 3), number.start))
    if reached and any(marked.marks[token] & c.KILL_CERTAIN or marked.lower[token] == "toll" for token in before):
        return KILLED
    return next((kind for kind in (KILLED, INJURED) if linked(marked, number, kind, taken)), None)


def _count(number: Number | None) -> Count | None:
    return number.count() if number else None
