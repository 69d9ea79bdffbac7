"""With what: the weapon of a mention, in the text's own words."""

from typing import Final

from streams.extract import classes as c
from streams.extract.classes import Marked
from streams.extract.phrases import aside_of
from streams.extract.triggers import Mention

_TAILS: Final = frozenset({"rounds", "shells", "fire", "bomb", "bombs", "strikes", "launcher", "charge"})
_NOT_ALONE: Final = frozenset({"airstrike", "mine", "mines", "shell", "shells", "heavy", "gas"})
_OTHERS: Final = frozenset({"who"})
_OTHERS_OR_EARLIER: Final = frozenset({"who", "after"})
_FAR: Final = 40  # tokens behind the trigger; a weapon farther off in a long sentence is another one's
_BEFORE: Final = 12  # tokens before it, likewise
LONGEST: Final = 5  # tokens of a weapon's name


def find_weapon(marked: Marked, mention: Mention) -> str | None:
    """Return the weapon nearest to the trigger, with the words that belong to its name; None where none is named.

    Errors: none. Source: docs/extraction.md, "With what".
    """
    if not mention.bits & c.WEAPON:
        return None
    best: tuple[float, int] | None = None
    # `militias who used a missile`: theirs; `fires on a car after a missile strike`: that of the one before.
    ends = _OTHERS if marked.marks[mention.trigger] & c.CASUALTY else _OTHERS_OR_EARLIER
    aside = aside_of(marked, mention.start, mention.end)
    stop = mention.end
    if not ends.isdisjoint(marked.lower[mention.trigger + 1 : stop]):
        behind = (at for at in range(mention.trigger + 1, stop) if marked.lower[at] in ends and at not in aside)
        stop = next(behind, stop)
    for token in marked.spots_in(max(mention.start, mention.trigger - _BEFORE), stop, c.WEAPON):
        if token in aside or token - mention.trigger > _FAR:  # `saw where the missile came from`: the enemy's
            continue
        distance = abs(token - mention.trigger) - (6 if _is_means(marked, mention, token) else 0)
        if best is None or distance < best[0]:
            best = (distance, token)
    return None if best is None else _named(marked, mention, best[1])


def _is_means(marked: Marked, mention: Mention, token: int) -> bool:
    """Tell `using a ballistic missile`, `with knives`: the words before say that it is the means."""
    back = range(max(mention.start, token - 4), token)
    return any(marked.lower[i] in ("using", "with", "fired", "launched", "detonated", "used") for i in back)


def _named(marked: Marked, mention: Mention, token: int) -> str | None:
    marks, tokens = marked.marks, marked.document.tokens
    last = token + 1
    while last < mention.end and (marks[last] & c.WEAPON or marked.lower[last] in _TAILS) and last - token < LONGEST:
        last += 1
    first = token
    while first > mention.start and last - first < LONGEST and marks[first - 1] & (c.WEAPON | c.WEAPON_MODIFIER):
        first -= 1
    name = " ".join(tokens[first:last])
    return None if name.lower() in _NOT_ALONE else name
