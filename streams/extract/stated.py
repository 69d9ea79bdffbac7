"""Figures that a text states outright: `the death toll rose to 15`, `no casualties`."""

from collections.abc import Collection, Sequence
from typing import Final

from streams.extract.candidates import KINDS, Candidate, exactly
from streams.extract.classes import Marked
from streams.extract.links import INJURED, KILLED
from streams.extract.numbers import Number

_RISES: Final = frozenset(
    {"rose", "risen", "rises", "rise", "surged", "climbed", "climbs", "increased", "jumped", "reached", "reaches",
     "stands", "stood", "now", "revised", "grew", "grown"}
)  # fmt: skip
_OLDER: Final = frozenset({"previous", "earlier", "initial", "initially", "last", "previously", "former"})
_TOLL_REACH: Final = 30  # tokens from `toll` to its number
_NEAR_ZERO: Final = 5  # tokens from `no` to `casualties`
_TOLLS: Final = frozenset({"toll", "number", "count"})
_NO: Final = frozenset({"no", "without", "nobody", "none"})


def find_stated(marked: Marked, numbers: Sequence[Number], stop: int) -> list[Candidate]:
    """Return the figures that a text states outright.

    Shapes: nothing is read of a text that has its first word for them behind token `stop`.
    """
    words = marked.document.words
    found: list[Candidate] = []
    if not _TOLLS.isdisjoint(words) and not _TOLLS.isdisjoint(marked.lower[:stop]):
        found += _tolls(marked, numbers)
    if not _NO.isdisjoint(words) and not _NO.isdisjoint(marked.lower[:stop]):
        found += _zeros(marked)
    return found


def _tolls(marked: Marked, numbers: Sequence[Number]) -> list[Candidate]:
    """Read `the death toll rose to 15`: it is newer than every other figure in the text."""
    lower, found = marked.lower, []
    for token in marked.document.spots(_TOLLS):
        word = lower[token]
        counted = word == "toll" or (
            word in ("number", "count")
            and lower[token + 1 : token + 2] in (["of"], ["killed"])
            and _of_dead(lower, token)
        )
        if not counted or any(lower[i] in _OLDER for i in range(max(0, token - 3), token)):
            continue
        _, end = marked.sentence(token)
        stop = min(end, token + _TOLL_REACH)
        rise = next((i for i in range(token, stop) if lower[i] in _RISES), None)
        number = next(
            (
                n
                for n in numbers
                if rise is not None and rise < n.start < stop and n.countable and not n.vague and _rises_to(lower, n)
            ),
            None,
        )
        if number is not None:
            found.append(Candidate(KILLED, number.count(), number.start, token, ("toll",), ("Toll",)))
    return found


def _of_dead(lower: Sequence[str], token: int) -> bool:
    return any(word in ("dead", "deaths", "fatalities", "killed", "victims") for word in lower[token + 1 : token + 5])


def _rises_to(lower: Sequence[str], number: Number) -> bool:
    before: Collection[str] = lower[max(0, number.start - 3) : number.start]
    return (
        any(word in ("to", "at", "least", "than", "reached", "reaches", "over") for word in before)
        and "from" not in before
    )


def _zeros(marked: Marked) -> list[Candidate]:
    """Read `no casualties`, `no one was hurt`, `without causing injuries`: zero, which is not `not stated`."""
    found: list[Candidate] = []
    lower = marked.lower
    for token in marked.document.spots(_NO):
        _, end = marked.sentence(token)
        for after in range(token + 1, min(end, token + 1 + _NEAR_ZERO)):
            what = lower[after]
            if what in ("report", "reports", "word", "information", "immediate", "details"):
                break
            if what == "casualties":
                found += [Candidate(kind, exactly(0), token, after, ("zero",), ("Zero",)) for kind in KINDS]
                break
            if what in ("injuries", "injured", "wounded", "hurt", "injury"):
                found.append(Candidate(INJURED, exactly(0), token, after, ("zero",), ("Zero",)))
                break
            if what in ("deaths", "killed", "fatalities", "died", "dead"):
                found.append(Candidate(KILLED, exactly(0), token, after, ("zero",), ("Zero",)))
                break
    return found
