"""What a learnt model is told of a number: its neighbours, the casualty words beside it, what it counts."""

from typing import Final

from streams.extract.classes import (
    CASUALTY,
    INCLUDE,
    KILL,
    PAST_PERIOD,
    PERSON,
    PERSON_ONE,
    TOTAL_WORD,
    WOUND,
    Marked,
)
from streams.extract.links import Link, Links
from streams.extract.numbers import VAGUE, Number

_BUCKETS: Final = (0, 1, 2, 3, 5, 8, 12, 20, 40, 100, 300, 1000)
_HEDGES: Final = {
    "least": "low", "than": "low", "over": "low", "nearly": "about", "about": "about", "around": "about",
    "some": "about", "approximately": "about", "almost": "about", "to": "to", "another": "more", "other": "more",
    "further": "more", "additional": "more", "total": "total", "of": "of", "more": "more", "up": "to", "only": "only",
}  # fmt: skip
_HEAD_REACH: Final = 6  # tokens from a number to the noun that it counts
_NEXT_NUMBER: Final = 4  # tokens behind a casualty word in which its own object's number stands
_NEAR_PAST: Final = 15
_NEAR_TOTAL: Final = 8
_NEAR_INCLUDED: Final = 4
_INCLUDING: Final = frozenset({"including", "among"})
_LIST_REACH: Final = 9  # tokens to the other part of a list
_BEFORE_PART: Final = frozenset(
    {"his", "her", "their", "its", "at", "least", "some", "about", "other", "another", "of"}
)
_ONE_MORE: Final = frozenset({"a", "an", "his", "her", "their", "its", "another", "one"})
_DIGITS: Final = tuple(str(number) for number in range(100))


def bucket(value: int) -> str:
    """Return the size class of a number."""
    return _DIGITS[next((place for place, most in enumerate(_BUCKETS) if value <= most), len(_BUCKETS))]


def kinds(link: Link | None) -> str:
    """Return `k` for a word of killing, `w` of wounding, `b` of both, `0` for none."""
    if link is None or not link.kinds:
        return "0"
    if link.kinds & KILL:
        return "b" if link.kinds & WOUND else "k"
    return "w"


def head_of(marked: Marked, number: Number, taken: set[int]) -> str | None:
    """Return the last word for persons right behind a number: what it counts."""
    head = None
    lower, marks = marked.lower, marked.marks
    for token in range(number.end, min(number.end + _HEAD_REACH, len(lower))):
        if token in taken or lower[token] in (".", ",", ";"):
            break
        if marks[token] & PERSON:
            head = lower[token]
    return head


def number_features(marked: Marked, number: Number, links: Links, taken: set[int]) -> list[str]:
    """Return what is told of a number, the same for killed and injured.

    Shapes: `column=value`, or a plain flag. `taken` are the first tokens of all countable numbers.
    """
    lower, marks = marked.lower, marked.marks
    start, end, size = number.start, number.end, len(marked.lower)
    first, last = marked.sentence(start)
    left, right = links.left, links.right
    head = head_of(marked, number, taken)
    before = lower[start - 1] if start else "#"
    second = lower[start - 2] if start > 1 else "#"
    after = lower[end] if end < size else "#"
    following = lower[end + 1] if end + 1 < size else "#"
    kind = "v" if lower[start] in VAGUE else "d" if lower[start][0].isdigit() else "w"
    size_class = bucket(number.value)
    headed = "1" if head else "0"
    found = [
        f"p1={before}", f"p2={second}_{before}", f"n1={after}", f"n2={after}_{following}",
        f"n3={lower[end + 2] if end + 2 < size else '#'}", f"h={head}", f"kv={kind}{size_class}", f"vb={size_class}",
    ]  # fmt: skip
    found += _linked(left, right, headed, taken)
    found.append(f"c={links.left_cost < links.right_cost}{min(int(min(links.left_cost, links.right_cost)), 9)}")
    for token in range(start - 1, max(first, start - 3) - 1, -1):
        hedge = _HEDGES.get(lower[token])
        if hedge:
            found.append(f"hd={hedge}")
            break
    if marked.union(max(first, start - _NEAR_INCLUDED), start) & INCLUDE:
        found.append("incl")
    if not _INCLUDING.isdisjoint(lower[end : min(end + 8, last)]):
        found.append("hasincl")
    if marked.union(max(first, start - _NEAR_TOTAL), start) & TOTAL_WORD:
        found.append("tot")
    found += _coordinated(marked, number, (first, last), taken)
    past = [t for t in range(max(first, start - _NEAR_PAST), min(last, end + _NEAR_PAST)) if marks[t] & PAST_PERIOD]
    if past:
        found += ["old", f"old={lower[past[0]]}"]
    return found


def _coordinated(marked: Marked, number: Number, sentence: tuple[int, int], taken: set[int]) -> list[str]:
    """Return what stands beside a number in the same list: then it is a part of the sum, not the whole.

    Shapes: `co<` where one person stands before (`a judge and his two guards`), `co>` where one follows (`five aides
    and a guard`), with `#` where it is a number.
    """
    lower, marks = marked.lower, marked.marks
    found = []
    place = number.start - 1
    while place > sentence[0] and lower[place] in _BEFORE_PART:
        place -= 1
    if place > sentence[0] and lower[place] == "and":
        before = range(max(sentence[0], place - _LIST_REACH), place)
        if not any(marks[token] & CASUALTY for token in before):
            if any(token in taken for token in before):
                found.append("co<#")
            elif any(marks[token] & PERSON_ONE for token in before):
                found.append("co<")
    stop = min(number.end + _LIST_REACH, sentence[1])
    joint = next((token for token in range(number.end, stop) if lower[token] == "and" or marks[token] & CASUALTY), stop)
    if joint < stop and lower[joint] == "and":
        behind = range(joint + 1, min(joint + 4, sentence[1]))
        if any(token in taken for token in behind):
            found.append("co>#")
        elif lower[joint + 1 : joint + 2] and lower[joint + 1] in _ONE_MORE:
            found.append("co>")
    return found


def _linked(left: Link | None, right: Link | None, headed: str, taken: set[int]) -> list[str]:
    found = []
    left_kind, right_kind = kinds(left), kinds(right)
    if left is not None:
        found += [f"L={left.word}", f"Ld={left_kind}{min(left.distance, 5)}", f"Lh={left.word}|{headed}"]
    else:
        found.append("L0")
    shape = "0"
    if right is not None:
        another = any(token in taken for token in range(right.token + 1, right.token + 1 + _NEXT_NUMBER))
        shape = f"{right_kind}{'a' if right.passive else ''}{'#' if another else ''}"
        word = f"{right.word}{shape}"
        found += [f"R={word}", f"Rd={right_kind}{min(right.distance, 7)}", f"Rc={shape}", f"Rh={word}|{headed}"]
    else:
        found.append("R0")
    found.append(f"LR={left_kind}|{shape}")
    return found
