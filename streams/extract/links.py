"""Which word of killing or wounding a number belongs to."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from streams.extract.classes import (
    AUXILIARY,
    CASUALTY,
    COMPOSITE,
    INCLUDE,
    KILL,
    KILL_ACTIVE,
    KILL_PASSIVE,
    NEGATION,
    WOUND,
    WOUND_ACTIVE,
    WOUND_CERTAIN,
    WOUND_PASSIVE,
    Marked,
)
from streams.extract.numbers import Number

KILLED: Final = "killed"
INJURED: Final = "injured"
_LEFT_REACH: Final = 9  # tokens from a number back to `killed`; farther, it is another clause's
_RIGHT_REACH: Final = 22  # tokens from a number to `were killed`; the subject and what stands beside it lie between
_LEFT_STOPS: Final = frozenset({"when", "after", "as", "while", "by", "with", "in", "at"})
_CLAUSES: Final = frozenset({"because", "though", "although", "where"})
_STOPS: Final = frozenset({".", ";", ":"})
# As a passive these need an auxiliary: `10 shot`, `3 left` say little.
NEEDS_AUXILIARY: Final = frozenset({"shot", "hit", "left", "claimed", "struck", "lost", "burned", "burnt", "treated"})
_CARRIERS: Final = frozenset({"left", "leaving", "leaves", "claiming", "claimed", "claims"})
_HEDGES: Final = frozenset(
    {"at", "least", "more", "than", "about", "some", "around", "up", "to", "as", "many", "over", "nearly", "a"}
)
_OBJECT_OPENS: Final = frozenset({"a", "an", "the", "one", "two", "three", "four", "five", "six", "at", "his", "her"})
_PLACES_OF_CARE: Final = frozenset({"hospital", "hospitals", "clinic"})
_TO_CARE: Final = frozenset({"to", "in", "at", "into"})  # `taken to hospital`, not `nurses of the hospital`
_WHICH_CARE: Final = frozenset({"the", "a", "an", "nearby", "local", "area"})
_PARTS: Final = frozenset(
    {"and", ",", "or", "-", "\u2013", "\u2014", "including", "of"}
)  # before a part of the subject
_GUESSED: Final = frozenset({"possibly", "perhaps", "maybe"})
_ASIDE: Final = 14  # tokens of a remark in brackets
_REFUSED: Final = 90.0
_LIFE: Final = frozenset({"life", "lives"})
_WHOSE: Final = frozenset({"his", "her", "their"})
DEAD: Final = frozenset({"dead", "killed", "killing"})
FATALLY: Final = "fatally"
_PRONOUNS: Final = frozenset({"him", "her", "them", "himself", "down"})


class Link(NamedTuple):
    """A casualty word near a number.

    Shapes: `kinds` are bits of KILL and WOUND; `distance` is in tokens; `passive` whether an auxiliary stands between
    the number and a word to its right (`were killed`).
    """

    word: str
    token: int
    kinds: int
    distance: int
    passive: bool = False

    def says(self, kind: str) -> bool:
        """Tell whether the word speaks of this kind of harm."""
        return bool(self.kinds & (KILL if kind == KILLED else WOUND))


def composite(marked: Marked, token: int) -> str | None:
    """Tell the kind that `shot dead`, `beaten to death`, `lost his life` have as one, at their first word."""
    lower = marked.lower
    if not marked.marks[token] & COMPOSITE or token + 1 >= len(lower):
        return None
    following = lower[token + 1]
    third = lower[token + 2] if token + 2 < len(lower) else ""
    if following in _PRONOUNS:
        following, third = third, lower[token + 3] if token + 3 < len(lower) else ""
    if lower[token] == "lost" and third in _LIFE and following in _WHOSE:
        return KILLED
    if following == "dead" or (following == "to" and third == "death") or (following == "and" and third in DEAD):
        return KILLED
    if following in ("and", "but") and token + 2 < len(lower) and marked.marks[token + 2] & WOUND_CERTAIN:
        return INJURED
    return None


def left_link(marked: Marked, number: Number, taken: set[int]) -> Link | None:
    """Return the word before the number that takes it as its object: `killed at least 12`."""
    marks, lower = marked.marks, marked.lower
    first, _ = marked.sentence(number.start)
    for distance in range(_LEFT_REACH):
        token = number.start - 1 - distance
        if token < first:
            return None
        word = lower[token]
        if word == "by" or _brings_down(marked, token):  # `killed by two gunmen`
            return None
        bits = marks[token]
        if bits & (KILL_ACTIVE | WOUND_ACTIVE):
            whole = word == "dead" and _behind_composite(marked, token)
            kinds = KILL if whole or _fatally(lower, token) else bits & (KILL_ACTIVE | WOUND_ACTIVE)
            return Link(word, token, kinds, distance)
        if (
            word in _STOPS
            or word in _CLAUSES
            or (token in taken and distance and "and" not in lower[token + 1 : number.start])
        ):
            return None
        if word in _LEFT_STOPS and distance > 1 and lower[token + 1] != "least":
            return None
    return None


def _brings_down(marked: Marked, token: int) -> bool:
    """Tell `shot down 14 drones`."""
    before = marked.lower[token - 1]
    return marked.lower[token] == "down" and bool(marked.marks[token - 1] & COMPOSITE) and before != "gunned"


def _behind_composite(marked: Marked, token: int) -> bool:
    return token > 0 and composite(marked, token - 1) == KILLED


def right_link(marked: Marked, number: Number, taken: set[int]) -> Link | None:  # noqa: C901, PLR0911, PLR0912 - one return a reason
    """Return the word behind the number whose subject it is: `12 people were killed`."""
    marks, lower = marked.marks, marked.lower
    _, end = marked.sentence(number.start)
    passive = False
    resumes = number.end
    for distance in range(_RIGHT_REACH):
        token = number.end + distance
        if token >= end:
            return None
        word, bits = lower[token], marks[token]
        if word == "(":
            resumes = _behind_brackets(marked, token, end)
        if token < resumes:
            continue
        if bits & NEGATION and not _leaves_out(lower, token + 1):
            return None
        if bits & AUXILIARY:
            passive = True
        if (
            bits & COMPOSITE and lower[token + 1 : token + 2] == ["down"] and word != "gunned"
        ):  # `14 drones were shot down`
            return None
        whole = composite(marked, token) if bits & COMPOSITE else None
        if whole:
            acted_on = passive or not _takes_object(lower, token + 2)
            kinds = (KILL if whole == KILLED else WOUND) if acted_on else 0
            return Link(f"{word} {lower[token + 1]}", token, kinds, distance, passive=acted_on)
        if word == FATALLY and distance == 0:  # `two were shot, one fatally`
            return Link(word, token, KILL, distance, passive=True)
        if bits & CASUALTY and _fatally(lower, token):
            return Link(f"{FATALLY} {word}", token, KILL, distance, passive or not _takes_object(lower, token + 1))
        if bits & CASUALTY and (word not in _PLACES_OF_CARE or _in_care(lower, token)):
            return Link(word, token, bits & CASUALTY, distance, passive)
        if word in _STOPS:
            return None
        if token in taken and lower[token - 1] not in _PARTS and not _is_aside(marked, token):
            return None
        if word in ("who", "which", "that") and distance:
            passive = False
    return None


def _in_care(lower: Sequence[str], token: int) -> bool:
    """Tell `to the hospital` from `nurses of the hospital`."""
    place = token - 1
    while place > 0 and lower[place] in _WHICH_CARE:
        place -= 1
    return lower[place] in _TO_CARE


def _is_aside(marked: Marked, token: int) -> bool:
    """Tell `12 people, among them four children, were`, `four people, possibly as many as seven, were`."""
    before = marked.lower[token - 4 : token]
    if before[-2:] == ["all", "but"]:
        return True
    return bool(marked.union(token - 3, token) & INCLUDE) or not _GUESSED.isdisjoint(before)


def _fatally(lower: Sequence[str], token: int) -> bool:
    """Tell `fatally shot`, of which nobody is left wounded."""
    return token > 0 and lower[token - 1] == FATALLY


def _behind_brackets(marked: Marked, opened: int, end: int) -> int:
    """Return where the sentence goes on behind `(one woman, one man)`; `opened` where harm is told inside."""
    for token in range(opened + 1, min(end, opened + _ASIDE)):
        if marked.lower[token] == ")":
            return token + 1
        if marked.marks[token] & CASUALTY:
            return opened
    return opened


def _leaves_out(lower: Sequence[str], token: int) -> bool:
    """Tell `84, and not 100, were killed`, `nine, not including the bomber, died`: the sentence goes on behind it."""
    following = lower[token] if token < len(lower) else ""
    return following[:1].isdigit() or following in ("including", "counting")


def _takes_object(lower: Sequence[str], token: int) -> bool:
    """Tell `two gunmen shot dead a man` from `two men shot dead in Basra`."""
    following = lower[token] if token < len(lower) else ""
    return following in _OBJECT_OPENS or following[:1].isdigit()


class Links(NamedTuple):
    """The casualty words on both sides of a number, with what it costs to take each."""

    left: Link | None
    right: Link | None
    left_cost: float
    right_cost: float

    def own(self, kind: str) -> Link | None:
        """Return the word of this kind that the number belongs to, if it is that one rather than one of the other kind.

        The word that costs least takes the number: near ones are cheap, a right one's subject may be long, an `and`
        between parts, and a word that has another number for its object is dear.
        """
        if min(self.left_cost, self.right_cost) >= _REFUSED:
            return None
        leftward = self.left_cost < self.right_cost
        best, other = (self.left, self.right) if leftward else (self.right, self.left)
        if best is not None and best.says(kind):
            return best
        close = abs(self.left_cost - self.right_cost) < 1 and self.left_cost + self.right_cost < _REFUSED
        return other if close and other is not None and other.says(kind) else None

    def any(self, kind: str) -> Link | None:
        """Return a word of this kind on either side, at whatever cost."""
        return next((link for link in (self.left, self.right) if link is not None and link.says(kind)), None)


def find_links(marked: Marked, number: Number, taken: set[int]) -> Links:
    """Return the casualty words around a number.

    Shapes: `taken` are the first tokens of all countable numbers.
    """
    left, right = left_link(marked, number, taken), right_link(marked, number, taken)
    return Links(
        left,
        right,
        _left_cost(marked, number, left) if left else _REFUSED,
        _right_cost(marked, right, taken) if right else _REFUSED,
    )


def linked(marked: Marked, number: Number, kind: str, taken: set[int]) -> Link | None:
    """Return the word of this kind that the number belongs to."""
    return find_links(marked, number, taken).own(kind)


def _left_cost(marked: Marked, number: Number, link: Link) -> float:
    between = marked.lower[link.token + 1 : number.start]
    cost = float(sum(word not in _HEDGES for word in between))
    if "and" in between or "," in between:
        cost += 3
    if link.word in _CARRIERS:  # `left five wounded` says no more than that five came to harm
        cost += 2
    return cost


def _right_cost(marked: Marked, link: Link, taken: set[int]) -> float:
    marks, lower = marked.marks, marked.lower
    if link.passive and not link.word.endswith("ing"):
        return 0.3 * link.distance
    if not marks[link.token] & (KILL_PASSIVE | WOUND_PASSIVE) or link.word in NEEDS_AUXILIARY:
        return _REFUSED
    following = lower[link.token + 1] if link.token + 1 < len(lower) else ""
    takes_another = any(token in taken for token in range(link.token + 1, link.token + 4))
    if following == "at" and lower[link.token + 2 : link.token + 3] == ["least"]:
        return _REFUSED
    if takes_another and following not in ("and", ",", "in", "on", "when", "by", ".", "at", "near"):
        return _REFUSED
    return 0.6 * link.distance
