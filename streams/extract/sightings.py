"""A mention with all that its own words say: type, place, date, actors, weapon. What incidents are made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from schemas import EventType
from streams.extract import classes as c
from streams.extract.actors import Actors, find_actors
from streams.extract.classes import Marked
from streams.extract.detect import Judged
from streams.extract.setting import Setting, When, Where
from streams.extract.types import best_type, type_scores
from streams.extract.weapons import find_weapon

_DEFINITE: Final = frozenset({"the", "this", "that", "these", "those"})
_HABITUAL: Final = frozenset(
    {"recent", "most", "such", "future", "further", "any", "many", "previous", "past", "similar", "often", "frequent",
     "repeated", "regular", "increasing", "series", "wave", "string", "more", "other", "our", "their", "all", "stop"}
)  # fmt: skip
_DAYS_ATTACK: Final = frozenset(
    {f"{day}{mark}s" for mark in ("'", "\u2019") for day in (
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "yesterday", "night", "week",
        "day",
    )}
)  # fmt: skip
_BEFORE: Final = 4  # tokens before a noun where `the`, `recent`, `another` stand
_CLOCK: Final = frozenset({"minutes", "hours", "moments", "immediately", "shortly"})


@dataclass(frozen=True, slots=True)
class Sighting:
    """One mention, read.

    Shapes: `definite` is `the attack`, which refers to one already told; `generic` is `recent attacks`, which tells of
    none; `apart` is `another attack`, `in retaliation`: the words set it off from the one before.
    """

    judged: Judged
    types: Mapping[EventType, float]
    where: Where
    when: When
    actors: Actors
    weapon: str | None
    counted: bool
    definite: bool
    generic: bool
    apart: bool

    @property
    def token(self) -> int:
        """Return the trigger's token."""
        return self.judged.mention.trigger

    @property
    def family(self) -> EventType:
        """Return the type that its own words speak for."""
        return best_type(self.types)


def read_sighting(marked: Marked, judged: Judged, setting: Setting, *, counted: bool) -> Sighting:
    """Read what a mention's own words say.

    Shapes: `counted` is whether a number of victims stands in it. Errors: none.
    """
    mention = judged.mention
    where, when = setting.where(mention), setting.when(mention)
    noun = bool(marked.marks[mention.trigger] & c.NOUN_TRIGGER)
    before = marked.lower[max(mention.start, mention.trigger - _BEFORE) : mention.trigger]
    definite = noun and any(word in _DEFINITE or word in _DAYS_ATTACK for word in before[-2:])
    plural = bool(marked.marks[mention.trigger] & c.GENERIC_PLURAL)
    habitual = any(word in _HABITUAL for word in before)
    return Sighting(
        judged=judged,
        types=type_scores(marked, mention.start, mention.end, mention.trigger),
        where=where,
        when=when,
        actors=find_actors(marked, mention),
        weapon=find_weapon(marked, mention),
        counted=counted,
        definite=definite,
        generic=plural and not counted and (habitual or not (when.near or where.near)),
        apart=_set_apart(marked, judged),
    )


def _set_apart(marked: Marked, judged: Judged) -> bool:
    """Tell whether words such as `another`, `separately`, `in retaliation` set a mention off from the one before."""
    mention = judged.mention
    near = range(max(mention.start, mention.trigger - 3), mention.trigger)
    if any(marked.marks[token] & c.SEPARATE_CUE for token in near):
        return True
    opening = range(mention.start, min(mention.end, mention.start + 5))
    if any(marked.marks[token] & c.SEPARATE_CUE for token in opening if marked.lower[token] != "second"):
        return True
    behind = marked.lower[mention.trigger : min(mention.end, mention.trigger + 8)]
    if "later" in behind and not _CLOCK.isdisjoint(behind):
        return True
    words = marked.lower[mention.start : mention.trigger + 1]
    if any(word in ("retaliated", "retaliation", "retaliatory", "response", "responded", "answered") for word in words):
        return True
    return any(word in _CLOCK for word in words[:3]) and any(word in ("after", "following", "later") for word in words)
