"""Figures that a text states outright: `the death toll rose to 15`, `no casualties`."""

from collections.abc import Sequence
from typing import Final

from streams.extract.candidates import KINDS, Candidate, exactly
from streams.extract.classes import PAST_PERIOD, Marked
from streams.extract.links import INJURED, KILLED
from streams.extract.numbers import Number

_RISES: Final = frozenset(
    {"rose", "risen", "rises", "rise", "surged", "climbed", "climbs", "increased", "jumped", "reached", "reaches",
     "stands", "stood", "now", "revised", "grew", "grown"}
)  # fmt: skip
_RISEN: Final = frozenset({"rose", "risen", "rises", "climbed", "climbs", "surged", "jumped", "increased"})
_RISEN_REACH: Final = 4  # tokens from `risen` to its number
_CHANGES: Final = frozenset(
    {"raising", "raises", "raised", "bringing", "brings", "brought", "taking", "takes", "took", "pushing", "pushes",
     "pushed", "lowering", "lowered", "lowers", "cut", "revised"}
)  # fmt: skip
_CHANGED: Final = 5  # tokens from `bringing` to `toll`
_OLDER: Final = frozenset({"previous", "earlier", "initial", "initially", "last", "previously", "former"})
_TOLL_REACH: Final = 30  # tokens from `toll` to its number
_DEAD: Final = frozenset({"dead", "deaths", "fatalities", "killed", "victims"})
_TO: Final = frozenset({"to", "at", "least", "than", "reached", "reaches", "over"})
_NEAR_ZERO: Final = 5  # tokens from `no` to `casualties`
_TOLLS: Final = frozenset({"toll", "number", "count"})
_NOT_TOLD: Final = frozenset({"report", "reports", "word", "information", "immediate", "details"})
_CASUALTIES: Final = frozenset({"casualties", "casualty"})
_HARM: Final = frozenset({"hurt", "harmed", "harming", "harm", "hit"})
_INJURIES: Final = frozenset({"injuries", "injured", "wounded", "injury"})
_DEATHS: Final = frozenset({"deaths", "killed", "fatalities", "died", "dead"})
_NO: Final = frozenset({"no", "without", "nobody", "none"})


def find_stated(marked: Marked, numbers: Sequence[Number], stop: int) -> list[Candidate]:
    """Return the figures that a text states outright.

    Shapes: nothing is read of a text that has its first word for them behind token `stop`.
    """
    words = marked.document.words
    found: list[Candidate] = []
    if not _TOLLS.isdisjoint(words) and not _TOLLS.isdisjoint(marked.lower[:stop]):
        found += _tolls(marked, numbers)
    if not _RISEN.isdisjoint(words):
        found += _risen(marked, [number for number in numbers if number.start < stop])
    if not _NO.isdisjoint(words) and not _NO.isdisjoint(marked.lower[:stop]):
        found += _zeros(marked)
    return found


def _tolls(marked: Marked, numbers: Sequence[Number]) -> list[Candidate]:
    """Read `the death toll rose to 15`, `bringing the number killed to 15`: newer than every other figure."""
    found = []
    for token in marked.document.spots(_TOLLS):
        where = _newer(marked, token)
        if where is None:
            continue
        number = next((n for n in numbers if where[0] < n.start < where[1] and _rises_to(marked.lower, n)), None)
        if number is not None:
            found.append(Candidate(KILLED, number.count(), number.start, token, ("toll",), ("Toll",)))
    return found


def _risen(marked: Marked, numbers: Sequence[Number]) -> list[Candidate]:
    """Read `has risen to 15 dead`, whatever has."""
    lower = marked.lower
    return [
        Candidate(KILLED, number.count(), number.start, number.end, ("toll",), ("Toll",))
        for number in numbers
        if not _DEAD.isdisjoint(lower[number.end : number.end + 1])
        and not _RISEN.isdisjoint(lower[max(0, number.start - _RISEN_REACH) : number.start])
        and _rises_to(lower, number)
    ]


def _newer(marked: Marked, token: int) -> tuple[int, int] | None:
    """Return between which tokens the new figure of a toll stands; None without one."""
    lower = marked.lower
    first, end = marked.sentence(token)
    if not _counts_dead(lower, token) or not _OLDER.isdisjoint(lower[max(0, token - 3) : token]):
        return None
    stop = min(end, token + _TOLL_REACH)
    rise = next((i for i in range(token, stop) if lower[i] in _RISES), None)
    if rise is not None:
        return rise, stop
    changed = next((i for i in range(max(first, token - _CHANGED), token) if lower[i] in _CHANGES), None)
    if changed is None or marked.union(changed, stop) & PAST_PERIOD:
        return None
    return changed, stop


def _counts_dead(lower: Sequence[str], token: int) -> bool:
    """Tell `the toll`, `the number killed`, `its count of soldiers killed`."""
    return lower[token] == "toll" or (
        lower[token + 1 : token + 2] in (["of"], ["killed"]) and not _DEAD.isdisjoint(lower[token + 1 : token + 5])
    )


def _rises_to(lower: Sequence[str], number: Number) -> bool:
    """Tell `to 15`, `to at least 15` from `from 12`."""
    before = lower[max(0, number.start - 3) : number.start]
    if not number.countable or number.vague or _TO.isdisjoint(before):
        return False
    return "from" not in before or before[-1] == "to"


def _zeros(marked: Marked) -> list[Candidate]:
    """Read `no casualties`, `no one was hurt`, `without causing injuries`: zero, which is not `not stated`."""
    found: list[Candidate] = []
    for token in marked.document.spots(_NO):
        _, end = marked.sentence(token)
        for after in range(token + 1, min(end, token + 1 + _NEAR_ZERO)):
            if marked.lower[after] in _NOT_TOLD:
                break
            kinds = _harm_denied(marked.lower, token, after)
            found += [Candidate(kind, exactly(0), token, after, ("zero",), ("Zero",)) for kind in kinds]
            if kinds:
                break
    return found


def _harm_denied(lower: Sequence[str], token: int, after: int) -> Sequence[str]:
    """Return what a word denies behind `no`: `nobody was hurt` is nor killed, `no guests were hurt` tells of guests."""
    what = lower[after]
    everybody = lower[token] != "no" or lower[token + 1] == "one"
    if what in _CASUALTIES or (what in _HARM and everybody):
        return KINDS
    if what in _INJURIES or what in _HARM:
        return (INJURED,)
    return (KILLED,) if what in _DEATHS else ()
