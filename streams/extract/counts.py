"""How many were killed and injured: every candidate with its reasons, then the one that wins."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from schemas import Count
from streams.extract.classes import (
    CASUALTY,
    INCLUDE,
    NEGATION,
    PAST_PERIOD,
    PERSON,
    TOTAL_WORD,
    UNIT,
    WEAPON,
    WOUND_CERTAIN,
    Marked,
)
from streams.extract.links import INJURED, KILLED, linked
from streams.extract.numbers import Number
from streams.extract.victims import Victims, find_victims

KINDS: Final = (KILLED, INJURED)
ZERO: Final = Count.exactly(0)
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
_RISES: Final = frozenset(
    {"rose", "risen", "rises", "rise", "surged", "climbed", "climbs", "increased", "jumped", "reached", "reaches",
     "stands", "stood", "now", "revised", "grew", "grown"}
)  # fmt: skip
_OLDER: Final = frozenset({"previous", "earlier", "initial", "initially", "last", "previously", "former"})
_TOLL_REACH: Final = 30  # tokens from `toll` to its number
_NEAR_ZERO: Final = 5  # tokens from `no` to `casualties`


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number that the killed or the injured of an incident may have.

    Shapes: `features` are keys of WEIGHTS; `token` is where it stands, `trigger` the casualty word that it hangs on.
    """

    kind: str
    count: Count
    token: int
    trigger: int
    features: tuple[str, ...]

    def score(self, sentence: int) -> float:
        """Return what the features add up to, `sentence` sentences below the first one."""
        return sum(WEIGHTS[feature] for feature in self.features) + WEIGHTS["sentence"] * min(sentence, 5)


def find_candidates(marked: Marked, numbers: Sequence[Number]) -> list[Candidate]:
    """Return the candidates of both kinds, in no order.

    Errors: none. A number without a word of killing or wounding that takes it is no candidate.
    Source: docs/extraction.md, "Counts".
    """
    taken = {number.start for number in numbers if number.countable}
    by_start = {number.start: number for number in numbers}
    found: list[Candidate] = []
    for kind in KINDS:
        plain = [one for number in numbers if number.countable and (one := _plain(marked, number, kind, taken))]
        found += plain
        found += _sums(marked, plain, by_start)
        found += [_of_victims(kind, victims) for victims in find_victims(marked, kind, by_start)]
    found += _tolls(marked, numbers)
    found += _zeros(marked)
    return found


def choose(
    candidates: Sequence[Candidate], kind: str, order: Mapping[int, int], sentence_of: Sequence[int]
) -> Candidate | None:
    """Return the candidate of this kind with the highest score; of equal ones the first in the text.

    Shapes: `order` ranks the sentences of the incident; a candidate in another sentence is out of question.
    """
    best: tuple[float, int] | None = None
    winner: Candidate | None = None
    for candidate in candidates:
        if candidate.kind != kind or sentence_of[candidate.token] not in order:
            continue
        rank = (candidate.score(order[sentence_of[candidate.token]]), -candidate.token)
        if rank[0] > 0 and (best is None or rank > best):
            best, winner = rank, candidate
    return winner


def _plain(marked: Marked, number: Number, kind: str, taken: set[int]) -> Candidate | None:
    link = linked(marked, number, kind, taken)
    if link is None:
        return None
    start, end = marked.sentence(number.start)
    features = ["number"]
    if _has_head(marked, number):
        features.append("person")
    elif _counts_things(marked, number):
        return None
    beside = link.token == number.start - 1  # `killing 51 of them`
    partitive = (
        not beside
        and marked.lower[number.end : number.end + 1] == ["of"]
        and marked.lower[number.end + 1 : number.end + 2] != ["its"]
    )
    partitive = partitive or (
        number.start > start
        and marked.lower[number.start - 1] in ("-", "\u2013", "\u2014", "(")
        and any(token in taken for token in range(start, number.start - 1))
    )
    if partitive or any(marked.marks[i] & INCLUDE for i in range(max(start, number.start - 4), number.start)):
        features.append("part")
    if any(marked.marks[i] & TOTAL_WORD for i in range(max(start, number.start - 8), number.start)):
        features.append("total")
    if any(marked.marks[i] & PAST_PERIOD for i in range(max(start, number.start - 12), min(end, number.end + 12))):
        features.append("past")
    return Candidate(kind, number.count(), number.start, link.token, tuple(features))


def _has_head(marked: Marked, number: Number) -> bool:
    stop = min(number.end + 6, len(marked.marks))
    return any(marked.marks[i] & PERSON for i in range(number.end, stop))


def _counts_things(marked: Marked, number: Number) -> bool:
    """Tell `14 one-way attack drones`: what is counted is no person."""
    stop = min(number.end + 4, len(marked.marks))
    for token in range(number.end, stop):
        if marked.lower[token] in (",", ".", "and", "in", "on"):
            return False
        if marked.marks[token] & (UNIT | WEAPON) and not marked.marks[token] & CASUALTY:
            return True
    return False


def _sums(marked: Marked, plain: Sequence[Candidate], by_start: Mapping[int, Number]) -> list[Candidate]:
    """Add `four soldiers` and `two civilians` where they share a sentence and an `and`."""
    found: list[Candidate] = []
    lower, sentence_of = marked.lower, marked.document.sentence_of
    run: list[Candidate] = []
    for candidate in plain:
        if "part" in candidate.features:
            continue
        if run and not _joined(marked, run[-1], candidate, by_start, lower, sentence_of):
            run = []
        run.append(candidate)
        if len(run) > 1:
            parts = [one.count for one in run]
            total = Count(
                low=_add([part.low for part in parts]),
                best=sum(part.best for part in parts),
                high=_add([part.high for part in parts]),
                vague=any(part.vague for part in parts),
            )
            features = tuple(f for f in run[0].features if f != "number")
            found.append(Candidate(candidate.kind, total, run[0].token, run[0].trigger, ("sum", *features)))
    return found


def _joined(  # noqa: PLR0913, PLR0917 - a private helper
    marked: Marked, first: Candidate, second: Candidate, by_start: Mapping[int, Number],
    lower: Sequence[str], sentence_of: Sequence[int],
) -> bool:  # fmt: skip
    if sentence_of[first.token] != sentence_of[second.token]:
        return False
    between = range(by_start[first.token].end, second.token)
    words = [lower[i] for i in between]
    if len(words) > 8 or not words or ("and" not in words and words[-1] not in (",", "another")):  # noqa: PLR2004 - tokens between two parts
        return False
    if any(word in ("to", "from", "not") for word in words[-1:]):
        return False
    return not any(
        marked.marks[i] & (TOTAL_WORD | WOUND_CERTAIN) or lower[i] in ("killed", "killing", "dead") for i in between
    )


def _add(bounds: Sequence[int | None]) -> int | None:
    """Add bounds; one that is open leaves the sum open."""
    stated = [bound for bound in bounds if bound is not None]
    return sum(stated) if len(stated) == len(bounds) else None


def _of_victims(kind: str, victims: Victims) -> Candidate:
    features = (victims.rule,) if victims.certain else (victims.rule, "doubtful")
    return Candidate(kind, Count.exactly(victims.value), victims.trigger, victims.trigger, features)


def _tolls(marked: Marked, numbers: Sequence[Number]) -> list[Candidate]:
    """Read `the death toll rose to 15`: it is newer than every other figure in the text."""
    lower, found = marked.lower, []
    for token, word in enumerate(lower):
        counted = word == "toll" or (
            word == "number" and lower[token + 1 : token + 2] == ["of"] and _of_dead(lower, token)
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
            found.append(Candidate(KILLED, number.count(), number.start, token, ("toll",)))
    return found


def _of_dead(lower: Sequence[str], token: int) -> bool:
    return any(word in ("dead", "deaths", "fatalities", "killed", "victims") for word in lower[token + 2 : token + 4])


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
    for token, bits in enumerate(marked.marks):
        if not bits & NEGATION or lower[token] not in ("no", "without", "nobody", "none"):
            continue
        _, end = marked.sentence(token)
        for after in range(token + 1, min(end, token + 1 + _NEAR_ZERO)):
            word = lower[after]
            if word in ("report", "reports", "word", "information", "immediate", "details"):
                break
            if word == "casualties":
                found += [Candidate(kind, ZERO, token, after, ("zero",)) for kind in KINDS]
                break
            if word in ("injuries", "injured", "wounded", "hurt", "injury"):
                found.append(Candidate(INJURED, ZERO, token, after, ("zero",)))
                break
            if word in ("deaths", "killed", "fatalities", "died", "dead"):
                found.append(Candidate(KILLED, ZERO, token, after, ("zero",)))
                break
    return found
