"""Which of ACLED's sub-event types the words around a trigger speak for."""

from collections.abc import Mapping
from typing import Final

from schemas import EventType
from streams.extract.classes import (
    ABDUCTION,
    AIR,
    ASSAULT,
    CASUALTY,
    CHEMICAL,
    CLASH,
    GRENADE,
    REMOTE,
    SEXUAL,
    SHELLING,
    SUICIDE,
    TYPED,
    VERB_TRIGGER,
    Marked,
)

TYPE_OF: Final[Mapping[int, EventType]] = {
    SUICIDE: EventType.SUICIDE_BOMB,
    CHEMICAL: EventType.CHEMICAL_WEAPON,
    SEXUAL: EventType.SEXUAL_VIOLENCE,
    GRENADE: EventType.GRENADE,
    ABDUCTION: EventType.ABDUCTION,
    AIR: EventType.AIR_DRONE_STRIKE,
    SHELLING: EventType.SHELLING,
    REMOTE: EventType.REMOTE_EXPLOSIVE,
    CLASH: EventType.ARMED_CLASH,
    ASSAULT: EventType.ATTACK,
}
# How much a word of the type says. A bomb that a plane drops is an air strike, one that a suicide bomber carries his.
WEIGHTS: Final[Mapping[int, float]] = {
    SUICIDE: 6.0, CHEMICAL: 5.0, SEXUAL: 4.6, GRENADE: 4.0, ABDUCTION: 3.9, AIR: 3.6, SHELLING: 3.4, REMOTE: 3.1,
    CLASH: 2.7, ASSAULT: 1.6,
}  # fmt: skip
_FADE: Final = 0.14  # lost for each token between the word and the trigger
_AT_TRIGGER: Final = 1.2  # gained by the trigger's own word
LEAST: Final = 1.2  # a word so faint stands too far off to say anything
_PLAIN: Final = 0.8  # of the type `attack`, for a trigger without a type of its own
_BOMBING: Final = frozenset(
    {"bomb", "bombs", "bomber", "bombers", "bombing", "bombings", "attack", "attacks", "attacker", "attackers", "car",
     "truck", "blast", "explosion", "vest", "vests", "belt", "mission", "squad", "squads", "strike", "assault", "cell"}
)  # fmt: skip
_CHEMICALS: Final = frozenset({"weapon", "weapons", "attack", "attacks", "agent", "agents", "gas", "bomb", "bombs"})
_AIR_BEFORE: Final = frozenset({"air", "drone", "helicopter"})
_STRIKES: Final = frozenset({"strike", "strikes", "raid", "raids", "attack", "attacks", "assault", "bombardment"})


def type_scores(marked: Marked, start: int, end: int, trigger: int) -> dict[EventType, float]:
    """Return what the words of a stretch of text around its trigger say for each type.

    Shapes: tokens `start` to `end`, exclusive. Errors: none.
    Source: docs/extraction.md, "Types".
    """
    scores: dict[EventType, float] = {}
    aside = _aside(marked, start, end)
    for token in range(start, end):
        if token in aside:
            continue
        bits = _typed_bits(marked, token)
        if not bits:
            continue
        for bit, event_type in TYPE_OF.items():
            if bits & bit:
                score = (
                    WEIGHTS[bit]
                    - _FADE * abs(token - trigger)
                    + (_AT_TRIGGER if token == trigger and bit != REMOTE else 0.0)
                )
                if score > scores.get(event_type, LEAST):
                    scores[event_type] = score
    if marked.marks[trigger] & (VERB_TRIGGER | CASUALTY) and not scores:
        scores[EventType.ATTACK] = _PLAIN
    return scores


def _aside(marked: Marked, start: int, end: int) -> range:
    """Return the clause that tells of a place by another attack: `saw where the missile came from and struck`."""
    lower = marked.lower
    first = next((token for token in range(start, end) if lower[token] == "where"), end)
    return range(first, next((token for token in range(first, end) if lower[token] in ("and", ",")), end))


def _typed_bits(marked: Marked, token: int) -> int:
    """Return the type bits that the token keeps in its company."""
    lower, bits = marked.lower, marked.marks[token] & TYPED
    before = lower[token - 1] if token else ""
    after = lower[token + 1] if token + 1 < len(lower) else ""
    word = lower[token]
    if bits & SUICIDE and after not in _BOMBING:
        bits &= ~SUICIDE
    if bits & CHEMICAL and word in ("chemical", "toxic", "nerve", "mustard") and after not in _CHEMICALS:
        bits &= ~CHEMICAL
    if bits & GRENADE and (before.endswith("propelled") or after == "launcher"):
        bits &= ~GRENADE
    if word in _STRIKES and before in _AIR_BEFORE:
        bits |= AIR
    if (
        bits & REMOTE
        and word.startswith("mine")
        and before in ("coal", "gold", "a", "the")
        and after in ("worker", "workers")
    ):
        bits &= ~REMOTE
    return bits


def best_type(scores: Mapping[EventType, float]) -> EventType:
    """Return the type with the highest score, `unknown` where nothing speaks for any."""
    if not scores:
        return EventType.UNKNOWN
    return max(scores, key=lambda event_type: scores[event_type])
