"""Victims without a number: one soldier, a named man, and lists such as `his wife and three sons`."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from streams.extract.classes import (
    AUXILIARY,
    CASUALTY,
    COMPOSITE,
    KILL_CERTAIN,
    NEGATION,
    PERSON,
    PERSON_ONE,
    SAY,
    WOUND_CERTAIN,
    Marked,
    union,
)
from streams.extract.links import INJURED, KILLED, composite
from streams.extract.numbers import Number

_LIST_REACH: Final = 26  # tokens; a list of victims longer than that is hardly ever one
_SUBJECT_REACH: Final = 16  # tokens left of `was killed` where its subject stands
MAX_LIST: Final = 500  # persons; beyond, the sum took in a number that is no victim's
ONE_WORDS: Final = frozenset({"a", "an", "his", "her", "their", "its", "my", "one", "another", "the"})
_BEING: Final = frozenset({"was", "were", "been", "being", "is", "are", "be"})
_SINGULAR_VERBS: Final = frozenset({"was", "is", "has"})
_LIST_STOPS: Final = frozenset(
    ".;:(" ) | frozenset(
    {
        "when", "after", "as", "while", "by", "who", "that", "which", "at", "near", "during", "before", "were", "was",
        "from", "on", "in", "inside", "outside", "including", "among", "with", "but", "following",
    }
)  # fmt: skip
_DYING: Final = frozenset({"died", "dies", "succumbed", "lost"})  # `lost his life`
_OF_SUBJECT: Final = _DYING | {"perished", "dead"}
_OF_THEM: Final = (["of", "them"], ["of", "whom"], ["of", "these"], ["of", "those"])
_BEFORE_SUBJECT: Final = frozenset({"in", "at", "on", "near", "outside", "inside", "elsewhere", "separately", "also"})
_CLAUSE_STOPS: Final = frozenset({".", ";", ":", "when", "that", "said", "after", "as", "while", "where", "before"})


class Victims(NamedTuple):
    """How many persons a word of killing or wounding has as its victims, read without or beside numbers.

    Shapes: `rule` is `one`, `object list` or `subject list`; `certain` whether the words leave no doubt.
    """

    trigger: int
    value: int
    rule: str
    certain: bool


def find_victims(marked: Marked, kind: str, numbers: Mapping[int, Number], harm: Sequence[int]) -> list[Victims]:
    """Return the victims of every certain word of this kind.

    Shapes: `numbers` by their first token; `harm` are the tokens of casualty words. Errors: none.
    """
    found: list[Victims] = []
    wanted = KILL_CERTAIN if kind == KILLED else WOUND_CERTAIN
    for token in harm:
        bits = marked.marks[token]
        whole = composite(marked, token) if bits & COMPOSITE else None
        if whole != kind and not (whole is None and bits & wanted):
            continue
        if marked.lower[token + 1 : token + 2] == ["down"] and marked.lower[token] != "gunned":
            continue
        if kind == INJURED and whole is None and marked.lower[token] in ("injuries", "wounds", "injury"):
            continue
        start, end = marked.sentence(token)
        behind = token + (_width(marked.lower, token) if whole else 1)
        found.extend(_victims_of(marked, (start, token, behind, end), numbers))
    return found


def _width(lower: Sequence[str], token: int) -> int:
    """Return the length of `shot dead` (2), `beaten to death` (3); of `shot him dead` it is 1, before its object."""
    if lower[token + 1] == "dead":
        return 2
    return 3 if lower[token + 1] in ("to", "and", "but") or lower[token] == "lost" else 1


def _victims_of(marked: Marked, where: tuple[int, int, int, int], numbers: Mapping[int, Number]) -> list[Victims]:
    start, token, behind, end = where
    lower, marks = marked.lower, marked.marks
    back = range(max(start, token - 4), token)
    if marked.union(back.start, token) & NEGATION:
        return []
    if lower[token - 1 : token] in (["and"], ["then"]):  # `was attacked by a mob and then shot and killed`
        back = range(max(start, token - 10), token)
    subject_end = next((i for i in reversed(back) if lower[i] in _BEING), None)
    is_passive = subject_end is not None or lower[token] in _OF_SUBJECT
    if is_passive:
        stop = token if subject_end is None else subject_end
        while stop > start and marks[stop - 1] & AUXILIARY:
            stop -= 1
        return _subject(marked, (start, stop, token), numbers)
    total, items, certain = _list(marked, behind, min(end, behind + _LIST_REACH), numbers)
    if items == 0 or total > MAX_LIST:
        return []
    if items == 1:
        return [Victims(token, 1, "one", certain)] if total == 1 else []
    return [Victims(token, total, "object list", certain)]


def _subject(marked: Marked, where: tuple[int, int, int], numbers: Mapping[int, Number]) -> list[Victims]:
    """Read the subject of `was killed`: `a leader and two aides`, `a soldier`, `Ahmed Karim`."""
    start, stop, token = where
    lower = marked.lower
    first = stop
    while first > start and stop - first < _SUBJECT_REACH + 8 and lower[first - 1] not in _CLAUSE_STOPS:
        first -= 1
    first = _subject_start(marked, first, stop, numbers)
    total, items, certain = _list(marked, first, stop, numbers)
    singular = stop < len(lower) and lower[stop] in _SINGULAR_VERBS
    if items > 1 and total <= MAX_LIST and not singular:
        return [Victims(token, total, "subject list", certain)]
    near = range(max(first, stop - _SUBJECT_REACH), stop)
    if any(i in numbers for i in near):
        return []
    if singular or lower[token] in _DYING:
        head = any(marked.marks[i] & PERSON_ONE for i in near) or (
            stop > first and lower[stop - 1] in ("he", "she", "who")
        )
        named = any(marked.document.tokens[i][0].isupper() for i in near if i > start)
        many = any(marked.marks[i] & PERSON and not marked.marks[i] & PERSON_ONE for i in near)
        if (head or named) and not (many and not singular):
            return [Victims(token, 1, "one", head)]
    return []


def _subject_start(marked: Marked, first: int, stop: int, numbers: Mapping[int, Number]) -> int:
    """Leave out what stands before the subject: `In Souaneh, a village near the border, a woman and`."""
    lower, marks = marked.lower, marked.marks
    while first < stop and lower[first] in _BEFORE_SUBJECT:
        comma = next((token for token in range(first, stop) if lower[token] == ","), stop)
        following = next((token for token in range(comma + 1, stop) if lower[token] == ","), stop)
        persons = any(marks[token] & PERSON or token in numbers for token in range(comma + 1, following))
        if comma + 1 >= stop:
            return first
        first = comma + 1 if persons or following == stop else following + 1
    return first


def _list(marked: Marked, first: int, stop: int, numbers: Mapping[int, Number]) -> tuple[int, int, bool]:  # noqa: C901, PLR0912 - a list of reasons, each a line
    """Add up `a guard, his wife and three sons`: the sum, the number of items, whether each names persons."""
    lower, marks, tokens = marked.lower, marked.marks, marked.document.tokens
    total = items = heads = 0
    fresh, named = True, False
    token = first
    while token < stop:
        word = lower[token]
        if word in ("along", "together") and lower[token + 1 : token + 2] == ["with"]:
            token, fresh = token + 2, True
            continue
        if word in _LIST_STOPS or (marks[token] & CASUALTY and not marks[token] & PERSON):
            break
        number = numbers.get(token)
        if (
            number is not None and items and lower[number.end : number.end + 2] in _OF_THEM
        ):  # `305 people, 27 of them children`
            break
        if (
            number is not None and items and _harmed_otherwise(marked, number.end, stop)
        ):  # `nine people and six sustained injuries`
            break
        if fresh and word in ONE_WORDS and token + 1 in numbers and numbers[token + 1].countable:
            token += 1  # `a woman and her two children`
            continue
        if fresh and number is not None and number.countable:
            total, items, fresh, token = total + number.value, items + 1, False, number.end
            continue
        if fresh and word == "the" and _one_behind(marks, token + 1, stop):
            total, items, fresh = total + 1, items + 1, False
        if fresh and word not in ("and", ",", "the"):
            one = (
                word in ONE_WORDS
                or word in ("him", "himself")
                or marks[token] & PERSON_ONE
                or _is_name(tokens, token, first)
            )
            if not one:
                break
            named = tokens[token][0].isupper() and word not in ONE_WORDS
            total, items, fresh = total + 1, items + 1, False
        if marks[token] & PERSON:
            heads += 1
            plural = not marks[token] & PERSON_ONE
            if plural and items and _was_one(lower, tokens, token, numbers):
                return 0, 0, False
        if word == "," and named and _in_apposition(lower, marks, token + 1, stop):
            named = False
            token = next((inside for inside in range(token + 1, stop) if lower[inside] in (",", "and")), stop)
            continue
        if word == "and" or (word == "," and _opens_item(lower, marks, token + 1, stop, numbers)):
            fresh = True
        token += 1
    return total, items, heads >= items


def _in_apposition(lower: Sequence[str], marks: Sequence[int], token: int, stop: int) -> bool:
    """Tell `Ahmed Karim, a teacher, and two pupils`, `Salim, head of the council`: the comma adds no person."""
    first = token + (lower[token : token + 1] in (["a"], ["an"], ["the"]))
    return any(marks[inside] & PERSON_ONE for inside in range(first, min(first + 2, stop)))


def _one_behind(marks: Sequence[int], token: int, stop: int) -> bool:
    """Tell `the deputy chairman` from `the soldiers`: the first person named within reach is one."""
    for inside in range(token, min(stop, token + 6)):
        if marks[inside] & PERSON_ONE:
            return True
        if marks[inside] & PERSON:
            return False
    return False


def _harmed_otherwise(marked: Marked, token: int, stop: int) -> bool:
    """Tell whether a number further on in a list is the subject of a casualty word of its own."""
    for inside in range(token, min(token + 6, stop)):
        if marked.lower[inside] in (".", ";", "in", "and", ","):
            return False
        if marked.marks[inside] & CASUALTY and not marked.marks[inside] & PERSON:
            return True
    return False


def _is_name(tokens: Sequence[str], token: int, first: int) -> bool:
    return tokens[token][0].isupper() and (token == first or tokens[token - 1] in ("and", ","))


def _was_one(lower: Sequence[str], tokens: Sequence[str], token: int, numbers: Mapping[int, Number]) -> bool:
    """Tell whether a plural head (`the soldiers`, `his relatives`) was counted as one person: its number is unknown."""
    for back in range(token - 1, max(-1, token - 3), -1):
        if back in numbers:
            return False
        if lower[back] in ONE_WORDS and lower[back] not in ("one", "another", "a", "an", "the"):
            return True
        if lower[back] in ("and", ",") or tokens[back][0].isdigit():
            return False
    return False


def _opens_item(
    lower: Sequence[str], marks: Sequence[int], token: int, stop: int, numbers: Mapping[int, Number]
) -> bool:
    if token >= stop or union(marks[token : min(stop, token + 7)]) & SAY:
        return False  # `wounding 25, a government spokesman said`
    return token in numbers or (lower[token] in ONE_WORDS and lower[token] != "the") or bool(marks[token] & PERSON_ONE)
