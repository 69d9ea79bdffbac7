"""What the number of injured owes to that of the killed: the same persons are not both, and who was hurt may die."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final, NamedTuple

from streams.extract.candidates import Candidate, exactly
from streams.extract.classes import KILL, WOUND, Marked
from streams.extract.derived import Option, tag_of
from streams.extract.links import FATALLY, INJURED
from streams.extract.victim_features import DYING

_SMALL: Final = 4  # values up to this are told apart in what injured owes to killed
_MOST_SHOT: Final = 30  # persons; of more, the killed are seldom told as a part
_DEATHS: Final = DYING | {"pronounced", "dead", "deceased", "lifeless"}
_PARTLY: Final = DYING | {FATALLY}  # `two were shot, one fatally`
_FAR: Final = 3  # sentences; a death told farther down is another paragraph's
_NEVER: Final = _FAR + 1
_AROUND: Final = 6  # tokens around `died` in which `later`, `at the hospital` stand
_LATER: Final = frozenset(
    {"later", "where", "hospital", "has", "have", "but", "subsequently", "wounds", "injuries", "then", "who"}
)
_BESIDE: Final = 4  # tokens around a word of harm in which `another`, `others`, `also` stand
_OTHERS: Final = frozenset({"another", "other", "others", "also", "second", "else", "survived", "more"})
_OF_NUMBERS: Final = ("h=", "si=", "LR=", "n1=", "c=", "R=", "L=", "p1=")  # what a rest is told of its number


class Deaths(NamedTuple):
    """The tokens that tell of deaths, in their order; `later` are those of persons who had lived: `he later died`."""

    told: Sequence[int]
    later: Sequence[int]


NO_DEATHS: Final = Deaths((), ())


def find_deaths(marked: Marked) -> Deaths:
    """Return where a text says that somebody is dead. Errors: none."""
    told = marked.document.spots(_DEATHS)
    return Deaths(told, [token for token in told if _is_later(marked.lower, token)])


def _is_later(lower: Sequence[str], token: int) -> bool:
    """Tell `later died`, `died at the hospital`, `has died` from `found dead`."""
    if lower[token] not in DYING and lower[token] != "pronounced":
        return False
    return not _LATER.isdisjoint(lower[max(0, token - _AROUND) : token + _AROUND])


def survivors(marked: Marked, options: Sequence[Option], killed: int, deaths: Deaths) -> list[Option]:
    """Return each number of those shot or hurt without those of them that died: `four were shot, one died`.

    Shapes: 0, once, where as many have died as were hurt (`the boy who was shot has died`), which is not `not stated`.
    """
    found: list[Option] = []
    dying = not _PARTLY.isdisjoint(marked.document.words)
    nobody = False  # is left
    for option in options:
        one, value = option.candidate, option.value - killed
        if one is None or not 0 <= value <= _MOST_SHOT:
            continue
        if value and one.linked and dying:
            found.append(_rest(value, one, _of_rest(marked, option, one, killed)))
        elif not value and not nobody and _is_told_dead(marked, one.trigger, deaths):
            nobody = True
            found.append(_rest(0, one, _of_nobody(marked, one, killed, deaths)))
    return found


def _rest(value: int, one: Candidate, facts: Sequence[str]) -> Option:
    return Option(value, Candidate(INJURED, exactly(value), one.token, one.trigger, (), tuple(facts)), facts)


def _of_rest(marked: Marked, option: Option, one: Candidate, killed: int) -> list[str]:
    return [
        "R", f"Rv={min(option.value - killed, 5)}{min(killed, 3)}", f"Rw={marked.lower[one.trigger]}",
        f"Rb={_sort(marked, one, killed)}", f"Rr={'rule' in option.facts}", f"Rm={'max' in option.facts}",
        *(f"R{fact}" for fact in option.facts if fact.startswith(_OF_NUMBERS)),
    ]  # fmt: skip


def _of_nobody(marked: Marked, one: Candidate, killed: int, deaths: Deaths) -> list[str]:
    return [
        "R0", f"R0a={_apart(marked, one.trigger, deaths.later)}", f"R0b={_sort(marked, one, killed)}",
        f"R0w={marked.lower[one.trigger]}", f"R0t={tag_of(one)}",
    ]  # fmt: skip


def _sort(marked: Marked, one: Candidate, killed: int) -> str:
    """Return whether the word of harm may be of killing too (`shot`), and how many were killed."""
    bits = marked.marks[one.trigger]
    return f"{'b' if bits & KILL and bits & WOUND else 'w'}{min(killed, 2)}"


def _is_told_dead(marked: Marked, trigger: int, deaths: Deaths) -> bool:
    """Tell whether a later death is told behind a word of harm, or before it in its sentence: `died of his wounds`."""
    start, _ = marked.sentence(trigger)
    before = bisect_right(deaths.later, trigger) > bisect_left(deaths.later, start)
    return before or _apart(marked, trigger, deaths.later) < _NEVER


def given(marked: Marked, option: Option, killed: int, deaths: Deaths) -> list[str]:
    """Return what an answer for the injured owes to the number of killed: the same number is seldom both."""
    value, tag = option.value, tag_of(option.candidate)
    found = [f"eq={tag}{value == killed}"]
    if killed and option.candidate is not None:
        found += _fate(marked, option, killed, deaths)
    if value <= _SMALL and killed <= _SMALL:
        found += [f"st={tag}|{value}|{killed}", f"st0={tag}|{killed > 0}"]
        dead = min(killed, 2)
        if tag == "1":  # as victim_features orders them: the word, and how it stands
            found += [f"{option.facts[1]}|k{dead}", f"{option.facts[2]}|k{dead}"]
        elif tag == "N":
            found.append(f"lk={option.candidate is not None and option.candidate.linked}|k{dead}")
        elif tag == "Z":
            found += [f"{fact}|k{dead}" for fact in option.facts if fact.startswith(("Zt=", "Zf="))]
    elif value == 0:
        found.append("kz")
    return found


def _fate(marked: Marked, option: Option, killed: int, deaths: Deaths) -> list[str]:
    """Return whether those hurt are told dead further down, and whether the words set them apart from the dead."""
    assert option.candidate is not None  # noqa: S101
    trigger, tag = option.candidate.trigger, tag_of(option.candidate)
    than = "=" if option.value == killed else "<" if option.value < killed else ">"
    start, end = marked.sentence(trigger)
    near = marked.lower[max(start, trigger - _BESIDE) : min(end, trigger + _BESIDE)]
    return [
        f"fd={tag}{than}{_apart(marked, trigger, deaths.told)}",
        f"fl={tag}{than}{_apart(marked, trigger, deaths.later)}",
        f"fo={tag}{than}{not _OTHERS.isdisjoint(near)}",
        f"fw={marked.lower[trigger]}{than}",
    ]


def _apart(marked: Marked, trigger: int, deaths: Sequence[int]) -> int:
    """Return how many sentences behind a word of harm the next of these deaths is told."""
    behind = bisect_right(deaths, trigger)
    if behind == len(deaths):
        return _NEVER
    sentence_of = marked.document.sentence_of
    return min(_FAR, sentence_of[deaths[behind]] - sentence_of[trigger])
