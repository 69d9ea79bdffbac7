"""A mention with all that its own words say: type, place, date, actors, weapon. What incidents are made of."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from schemas import EventType
from streams.extract import classes as c
from streams.extract.actors import Actors, find_actors
from streams.extract.candidates import Candidate
from streams.extract.classes import Marked
from streams.extract.content import content_words
from streams.extract.count_ranker import by_rule
from streams.extract.cues import (
    is_cause,
    is_long_ago,
    is_new,
    is_outcome,
    is_plural,
    is_running,
    is_set_apart,
    is_summed,
    is_toll,
)
from streams.extract.detect import Judged
from streams.extract.links import INJURED, KILLED
from streams.extract.periods import is_over_a_period
from streams.extract.places import Cue
from streams.extract.setting import Setting, When, Where
from streams.extract.towns import towns_of
from streams.extract.triggers import Mention
from streams.extract.types import best_type, type_scores
from streams.extract.weapons import find_weapon

_DEFINITE: Final = frozenset({"the", "this", "that", "these", "those"})
_MANY: Final = 5  # victims; fewer may be those of one attack whenever it was
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
_AFTERMATH: Final = frozenset({"died", "dies", "dead", "death", "deaths", "bodies", "body", "injuries"})
_BREAKS: Final = frozenset({",", "of", "in", "on", "at", "by", "a", "an", "and", "for", "with", "another", "is", "was"})
_BEFORE: Final = 4  # tokens before a noun where `the`, `recent`, `another` stand
_INITIAL: Final = 2  # letters; a shorter word is an initial
_NO_NAMES: Final = frozenset(
    {"the", "two", "one", "three", "four", "five", "his", "her", "she", "they", "their", "this", "that", "there", "and",
     "but", "for", "with", "from", "then", "also", "all", "when", "while", "after", "according", "investigators",
     "authorities", "deputies", "sheriff", "county", "department", "city", "video", "photo", "image", "source", "news",
     "associated", "press", "january", "february", "march", "april", "may", "june", "july", "august", "september",
     "october", "november", "december", "jan", "feb", "aug", "sept", "oct", "nov", "dec"}
)  # fmt: skip


class Sighting(NamedTuple):
    """One mention, read.

    Shapes: `definite` is `the attack`, which refers to one already told; `generic` is `recent attacks`, which tells of
    none; `apart` is `another attack`, `in retaliation`: the words set it off from the one before; `new` is `a strike`,
    a thing not told before; `plural` is `two strikes`, which the text may go on to tell one by one; `aftermath` is
    `died`, which may be days later and elsewhere; `long_ago` is `four years since a bomb killed`; `past` is `in the
    bombing of 1998`, dated more than a month back; `cause` is `in answer to the attack`; `titles` stands in the title.
    `places` are the towns that its own words name, in lower case; `figures` its own counts, as kind and number;
    `names` are the words that no list knows and that have a capital, and ages: of victims and those who shot them.
    `words` are the first letters of what it is about. `family` is the type that its own words speak for.
    """

    judged: Judged
    types: Mapping[EventType, float]
    family: EventType
    where: Where
    when: When
    actors: Actors
    weapon: str | None
    places: frozenset[str]
    figures: frozenset[tuple[str, int]]
    names: frozenset[str]
    words: frozenset[str]
    definite: bool
    generic: bool
    apart: bool
    new: bool
    plural: bool
    aftermath: bool
    long_ago: bool
    past: bool
    cause: bool
    titles: bool

    @property
    def token(self) -> int:
        """Return the trigger's token."""
        return self.judged.mention.trigger

    @property
    def counted(self) -> bool:
        """Tell whether a number of victims stands in it."""
        return bool(self.figures)


def read_sighting(marked: Marked, judged: Judged, setting: Setting, candidates: Iterable[Candidate]) -> Sighting:
    """Read what a mention's own words say; `candidates` are the figures of the whole text.

    Errors: none.
    """
    mention = judged.mention
    where, when = _where(mention, setting), setting.when(mention)
    noun = bool(marked.marks[mention.trigger] & c.NOUN_TRIGGER)
    before = marked.lower[max(mention.start, mention.trigger - _BEFORE) : mention.trigger]
    definite = noun and _is_definite(before)
    if not definite:  # `the Oct. 7 attack` may well be a year old
        when = setting.believed(when)
    several = bool(marked.marks[mention.trigger] & c.GENERIC_PLURAL)
    habitual = not _HABITUAL.isdisjoint(before)
    figures = _figures(marked, mention, candidates)
    actors = find_actors(marked, mention)
    types = type_scores(marked, mention, actors.aim)
    return Sighting(
        judged=judged,
        types=types,
        family=best_type(types),
        where=where,
        when=when,
        actors=actors,
        weapon=find_weapon(marked, mention),
        places=towns_of(marked, mention, setting, where),
        figures=figures,
        names=_names(marked, mention, setting),
        words=content_words(marked, mention),
        definite=definite,
        generic=(several and not figures and (habitual or not (when.near or where.near)))
        or is_running(marked, mention)
        or _is_summed_up(marked, mention, figures, several=several)
        or (not when.near and is_toll(marked, mention))
        or (several and not (when.near and when.precision == 1) and is_summed(marked, mention))
        or (not figures and not when.near and is_outcome(marked, mention)),
        apart=is_set_apart(marked, mention),
        new=is_new(marked, mention),
        plural=is_plural(marked, mention),
        long_ago=is_long_ago(marked, mention),
        past=setting.is_past(when),
        cause=is_cause(marked, mention),
        titles=marked.document.has_title and mention.sentence == 0,
        aftermath=marked.lower[mention.trigger] in _AFTERMATH,
    )


def _is_summed_up(marked: Marked, mention: Mention, figures: Iterable[tuple[str, int]], *, several: bool) -> bool:
    """Tell what attacks did over a period, `in the past two weeks`, from one of which it says when."""
    many = several or any(count >= _MANY for _, count in figures)
    return many and is_over_a_period(marked.lower[mention.start : mention.end])


def _is_definite(before: Sequence[str]) -> bool:
    """Tell `the deadly drone attack` and `Monday's attack` by the words before the noun."""
    for word in reversed(before):
        if word in _DEFINITE or word in _DAYS_ATTACK:
            return True
        if word in _BREAKS:
            return False
    return False


def _where(mention: Mention, setting: Setting) -> Where:
    """Return where a mention is set: where its own words place it before what the text places elsewhere."""
    found = setting.where(mention)
    if found.near:
        return found
    own = [
        place
        for place in setting.placing(mention.start, mention.end)
        if place.cue is Cue.STATED and setting.precision(place)
    ]
    return setting.where_of(own, mention) if own else found


def _figures(marked: Marked, mention: Mention, candidates: Iterable[Candidate]) -> frozenset[tuple[str, int]]:
    """Return the counts that a mention's own words give, by the rules alone: the likeliest of each kind."""
    own = [one for one in candidates if mention.start <= one.token < mention.end and one.count.best]
    if not own:
        return frozenset()
    order = {mention.sentence: 0}
    chosen = (
        by_rule([one for one in own if one.kind == kind], order, marked.document.sentence_of)
        for kind in (KILLED, INJURED)
    )
    return frozenset((one.kind, one.count.best) for one in chosen if one and one.count.best)


def _names(marked: Marked, mention: Mention, setting: Setting) -> frozenset[str]:
    """Return the names of persons that a mention's own words may give; of a text in capitals none can be told."""
    document, lower, unlisted = marked.document, marked.lower, marked.unlisted
    if 2 * len(document.capitals) > len(lower):
        return frozenset()
    own = unlisted[bisect_left(unlisted, mention.start) : bisect_left(unlisted, mention.end)]
    names = {lower[token] for token in own if len(lower[token]) > _INITIAL}
    names -= _NO_NAMES
    names.update([lower[token] for token in document.aged if mention.start <= token < mention.end])
    return frozenset(names - setting.place_words) if names else frozenset()
