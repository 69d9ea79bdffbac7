"""A number that the killed or injured of an incident may have, and what the rules make of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from schemas import Count
from streams.extract.classes import KILL, WOUND
from streams.extract.links import INJURED, KILLED
from streams.extract.numbers import Number

KINDS: Final = (KILLED, INJURED)
HARM: Final = {KILLED: KILL, INJURED: WOUND}
# What a candidate's features are worth; the first sentence's plain number is the usual answer.
WEIGHTS: Final[Mapping[str, float]] = {
    "number": 4.0,  # 12 people were killed
    "sum": 4.6,  # four soldiers and two civilians; beats its first part
    "object list": 5.0,  # killing his wife and three sons
    "subject list": 5.0,  # a leader and two aides were killed
    "one": 2.3,  # a soldier was killed
    "zero": 1.9,  # no casualties
    "toll": 7.0,  # the death toll rose to 15
    "total": 1.2,  # bringing the total to 15
    "person": 0.6,  # the number stands before persons
    "part": -3.5,  # including three children
    "past": -2.5,  # in the last ten years
    "doubtful": -0.8,
    "sentence": -0.35,  # for each sentence further down
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number that the killed or the injured of an incident may have.

    Shapes: `features` are keys of WEIGHTS, none where no rule stands behind it; `facts` is what the learnt model is
    told; `token` is where it stands, `trigger` the casualty word that it hangs on; `number` where it is one.
    """

    kind: str
    count: Count
    token: int
    trigger: int
    features: tuple[str, ...]
    facts: tuple[str, ...] = ()
    number: Number | None = None
    linked: bool = False

    def score(self, sentence: int) -> float:
        """Return what the features add up to, `sentence` sentences below the first one."""
        if not self.features:
            return 0.0
        return sum(WEIGHTS[feature] for feature in self.features) + WEIGHTS["sentence"] * min(sentence, 5)


@lru_cache(maxsize=4096)
def counted(low: int | None, best: int, high: int | None, *, vague: bool = False) -> Count:
    """Return a Count; kept, as validation costs more than the look-up."""
    return Count(low=low, best=best, high=high, vague=vague)


def exactly(value: int) -> Count:
    """Return the Count of a number without doubt."""
    return counted(value, value, value)


def summed(parts: Sequence[Count]) -> Count:
    """Return the sum of parts; a bound that is open in one is open in the sum."""
    return counted(
        _add([part.low for part in parts]),
        sum(part.best for part in parts),
        _add([part.high for part in parts]),
        vague=any(part.vague for part in parts),
    )


def _add(bounds: Sequence[int | None]) -> int | None:
    """Add bounds; one that is open leaves the sum open."""
    stated = [bound for bound in bounds if bound is not None]
    return sum(stated) if len(stated) == len(bounds) else None
