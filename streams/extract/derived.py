"""Answers that no words of a text give as they are: a killer's own death added to those told."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from streams.extract.candidates import Candidate, exactly
from streams.extract.classes import Marked
from streams.extract.links import KILLED
from streams.extract.numbers import UNITS, Number
from streams.extract.victim_features import SELF

SAID: Final = 500  # tokens from which `not stated`, and a killer's own death, are judged
_WITH_KILLER: Final = 6  # persons; a killer's own death is added to few
_SELF_KILLING: Final = frozenset({"killed", "killing", "kills", "kill", "shot", "shooting", "shoots", "on", "hanged"})
_MURDER_SUICIDE: Final = frozenset({"murder-suicide", "murder-suicides"})
WITH_HIMSELF: Final = "Os=True"  # as victim_features has it: a list that counts the killer already
_OF_SELF_KILLING: Final = SELF | _MURDER_SUICIDE


_BESIDES: Final = {
    "in": [["in", "addition", "to"]], "as": [["as", "well", "as"]], "apart": [["apart", "from"]],
    "aside": [["aside", "from"]], "not": [["not", "including"], ["not", "counting"]], "besides": [["besides"]],
    "excluding": [["excluding"]],
}  # fmt: skip
_KILLERS: Final = frozenset({"assailant", "attacker", "bomber", "gunman", "shooter", "killer"})
_MORE_KILLERS: Final = frozenset({"assailants", "attackers", "bombers", "gunmen"})
_KILLERS_REACH: Final = 4  # tokens of `the two suicide bombers`
_BESIDES_REACH: Final = 12  # tokens between a number and the killers that it leaves out


class Option(NamedTuple):
    """An answer that the ranker weighs.

    Shapes: `candidate` is None for `not stated`, whose value is 0.
    """

    value: int
    candidate: Candidate | None
    facts: Sequence[str]


def tag_of(candidate: Candidate | None) -> str:
    """Return which sort of candidate an answer is: a number, a sum, one victim, a list, nothing."""
    if candidate is None:
        return "Z"
    return "N" if candidate.number is not None else candidate.facts[0][0]


def with_the_killer(marked: Marked, options: Sequence[Option]) -> list[Option]:
    """Return each number with one more, where the text says that the killer killed himself too."""
    how = _self_killing(marked)
    if how is None:
        return []
    found: dict[int, Option] = {}
    counted = {option.value for option in options if WITH_HIMSELF in option.facts}
    for option in options:
        one, value = option.candidate, option.value + 1
        if one is None or value in found or not 1 < value <= _WITH_KILLER or option.value in counted:
            continue
        tag = tag_of(one)
        side = "0" if one.number is None else "l" if one.trigger < one.token else "r"
        facts = [
            "H", f"Hv={value}", f"Hw={how}", f"Hr={'rule' in option.facts}", f"Ht={tag}",
            f"Hg={marked.lower[one.trigger]}", f"Hs={tag}{side}",
        ]  # fmt: skip
        both = Candidate(KILLED, exactly(value), one.token, one.trigger, (), tuple(facts))
        found[value] = Option(value, both, facts)
    return list(found.values())


def _self_killing(marked: Marked) -> str | None:
    """Return the word that says so; a suicide bomber blows himself up, and is seldom counted."""
    if _OF_SELF_KILLING.isdisjoint(marked.document.words):
        return None
    lower = marked.lower[:SAID]
    if not _MURDER_SUICIDE.isdisjoint(lower):
        return "murder-suicide"
    places = [token for token, word in enumerate(lower) if word in SELF and token]
    return next((lower[token - 1] for token in places if lower[token - 1] in _SELF_KILLING), None)


def killers_besides(marked: Marked, number: Number) -> int:
    """Return how many killers a number of the killed leaves out: `in addition to the bomber, 12 died`, 1."""
    if (_KILLERS | _MORE_KILLERS).isdisjoint(marked.document.words):
        return 0
    lower = marked.lower
    first, end = marked.sentence(number.start)
    for token in range(max(first, number.start - _BESIDES_REACH), min(end - 1, number.end + _BESIDES_REACH)):
        if lower[token] not in _BESIDES:
            continue
        width = next((len(words) for words in _BESIDES[lower[token]] if lower[token : token + len(words)] == words), 0)
        if width and token + width < end:
            named = lower[token + width : min(end, token + width + _KILLERS_REACH)]
            place = next((place for place, word in enumerate(named) if word in _KILLERS or word in _MORE_KILLERS), 0)
            inside = token <= number.start <= token + width + place
            return 0 if inside else _killers_of(named[: place + 1])
    return 0


def _killers_of(words: Sequence[str]) -> int:
    """Return the number of killers that words name, the last of which is the noun; 0 for several without a number."""
    if words[-1] in _KILLERS:
        return 1
    return max((UNITS.get(word, 0) for word in words), default=0) if words[-1] in _MORE_KILLERS else 0
