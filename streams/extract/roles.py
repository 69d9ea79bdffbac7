"""Who did it and what was hit, told elsewhere in a mention's stretch than by the trigger's own subject and object."""

from collections.abc import Sequence
from typing import Final

from streams.extract import classes as c
from streams.extract.classes import Marked
from streams.extract.date_words import MONTHS
from streams.extract.phrases import backward, forward, written
from streams.extract.triggers import Mention

_LANDED: Final = frozenset(
    {"hit", "hits", "struck", "landed", "fell", "crashed", "slammed", "flattened", "destroyed", "tore", "ripped",
     "rammed", "pounded", "disabled", "smashed", "shelled", "bombed", "stormed", "raided", "damaged", "razed", "sank",
     "torched", "ploughed", "burned", "burnt", "overran", "overrun"}
)  # fmt: skip
_WENT_OFF: Final = frozenset({"off", "exploded", "detonated", "blast", "explosion", "explosions", "blasts"})
_STRIKING: Final = _LANDED | _WENT_OFF
_ONTO: Final = frozenset(
    {"on", "onto", "into", "at", "near", "beside", "outside", "by", "through", "inside", "under", "beneath", "to", "in"}
)
_BESIDE: Final = frozenset({"near", "outside", "inside", "at", "under", "beneath", "beside", "in", "on"})
_BETWEEN: Final = frozenset(
    {"in", "on", "at", "near", "from", "over", "outside", "inside", "riding", "aboard", "wearing"}
)
_WHEN: Final = frozenset({"when", "as", "after", "where"})
_ACTIVE: Final = frozenset({"opened", "stormed", "rushed", "sprayed", "entered", "threw", "boarded", "withdrew"})
_ANYONE: Final = frozenset(
    {"people", "persons", "person", "others", "other", "dead", "victims", "victim", "wounded", "injured", "it", "them",
     "him", "her", "this", "that", "what", "all", "more", "number", "casualties", "bodies", "body", "they", "he", "she",
     "total", "toll", "death", "deaths", "which", "who", "those", "both", "nobody", "figure", "count", "no"}
)  # fmt: skip
_OWN: Final = frozenset({"their", "his", "her", "its"})  # `hit his car`: he was meant
_DIED: Final = frozenset({"died", "perished", "dead"})
_ROADS: Final = frozenset({"road", "street", "highway", "avenue", "too", "life", "lives", "brought", "lightly", "fell"})
_NOBODY: Final = _ANYONE | _ROADS
_BEING: Final = frozenset({"was", "were", "been", "being", "are", "is"})
_UNHARMED: Final = frozenset({"alive", "dead", "open"})
_ARTICLES: Final = frozenset({"a", "an", "the"})
_CLOCK: Final = frozenset({"minutes", "hours", "days", "moments", "later", "earlier"})
_REMAINS: Final = frozenset({"body", "bodies", "remains", "corpses", "killing", "shooting", "murder", "death", "count"})
_NUMBERS: Final = frozenset(
    {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "dozen",
     "dozens", "several", "some", "many", "hundreds", "scores", "few", "couple", "half", "at", "least", "more", "than",
     "about", "nearly", "around", "another", "over", "only", "up", "to"}
)  # fmt: skip
_ACTORS: Final = c.ARMED_ACTOR | c.STATE_ACTOR
_SITE: Final = c.CIVIL_TARGET | c.MILITARY_TARGET
_TRAILING: Final = frozenset(
    {"alive", "dead", "open", "still", "just", "used", "among", "the", "a", "an", "back", "out", "away", "again",
     "even", "very", "such", "ever", "down", "alone", "instead", "together", "there", "here", "so", "too", "well",
     "first"}
)  # fmt: skip
_NOUNS_IN_LY: Final = frozenset(
    {"family", "ally", "assembly", "supply", "rally", "italy", "july", "anomaly", "monopoly"}
)
_NO_TARGET: Final = c.WEAPON | c.WEAPON_MODIFIER | c.DAY | c.NOUN_TRIGGER | c.TYPED | c.TRIGGER
_DEEDS: Final = c.VERB_TRIGGER | c.CASUALTY | c.AUXILIARY
_NOUNS: Final = c.PERSON | c.NOUN_TRIGGER | _SITE
_PASSIVE_REACH: Final = 3  # tokens from `was` to its participle
_ACTIVE_REACH: Final = 6  # tokens from `gunmen on motorbikes` to their verb


def subject_of(marked: Marked, start: int, stop: int) -> tuple[int, int] | None:
    """Return the noun phrase before a verb, past what stands between: `an aircraft in the area conducted`."""
    if stop - 1 > start and marked.marks[stop - 1] & c.DAY:  # `Iran on Tuesday launched`
        stop -= 1
        while stop - 1 > start and marked.lower[stop - 1] in ("on", "early", "late", "last"):
            stop -= 1
    phrase = backward(marked, start, stop)
    for _ in range(3):
        if phrase is None:
            return None
        before = phrase[0] - 1
        while before > start and marked.lower[before] in ("the", "a", "an", "this", "their"):
            before -= 1
        if before <= start or marked.lower[before] not in _BETWEEN:
            return phrase
        phrase = backward(marked, start, before) or phrase
    return phrase


def struck(marked: Marked, mention: Mention) -> str | None:
    """Read `rockets hit the port`, `shells fell on a market`, `went off near a café`.

    Errors: none. Source: docs/extraction.md, "Who".
    """
    lower = marked.lower
    of = lower[mention.trigger + 1 : mention.trigger + 2] == ["of"] and marked.marks[mention.trigger] & c.NOUN_TRIGGER
    if of and (found := named(marked, forward(marked, mention.trigger + 2, mention.end))):
        return found
    if _STRIKING.isdisjoint(lower[mention.start : mention.end]):
        return None
    for token in range(mention.start, mention.end - 1):
        word = lower[token]
        if word in _LANDED:
            phrase = _landed_on(marked, mention, token)
        elif word in _WENT_OFF and lower[token + 1] in _BESIDE:
            phrase = _site(marked, token + 2, mention.end)
        else:
            continue
        if found := named(marked, phrase):
            return found
    return None


def _landed_on(marked: Marked, mention: Mention, verb: int) -> tuple[int, int] | None:
    """Return what a verb of striking has as its object, or as its subject where it is passive."""
    lower = marked.lower
    if _is_passive(marked, mention.start, verb):
        return subject_of(marked, mention.start, _before_be(marked, mention.start, verb))
    at = verb + 1 + (lower[verb + 1] == "close")
    if at + 1 >= mention.end or lower[at] in _OWN:
        return None
    if lower[at] in _BESIDE or lower[at] in ("by", "to"):
        return (
            _site(marked, at + 1, mention.end)
            if lower[at] not in ("near", "on")
            else forward(marked, at + 1, mention.end)
        )
    at += lower[at] in _ONTO
    return None if lower[at] in _OWN else forward(marked, at, mention.end)


def _site(marked: Marked, start: int, stop: int) -> tuple[int, int] | None:
    phrase = forward(marked, start, stop)
    if phrase and any(marked.marks[inside] & _SITE for inside in range(*phrase)):
        return phrase
    return None


def sufferers(marked: Marked, mention: Mention) -> str | None:
    """Read who `was killed`, `died`, or whom something `wounded`, whatever the word for them is."""
    lower = marked.lower
    if not mention.bits & c.CASUALTY:
        return None
    for token in marked.spots_in(mention.start, mention.end, c.CASUALTY):
        if lower[token] in _LANDED:
            continue
        if lower[token] in _DIED or _is_passive(marked, mention.start, token):
            phrase = subject_of(marked, mention.start, _before_be(marked, mention.start, token))
        else:
            phrase = forward(marked, token + 1, mention.end)
        if found := named(marked, phrase):
            return found
    return None


def doers(marked: Marked, mention: Mention) -> str | None:
    """Read who did it in `killed when gunmen on motorbikes stormed the town`, `after militiamen opened fire`."""
    lower, marks = marked.lower, marked.marks
    if not mention.bits & _ACTORS or _WHEN.isdisjoint(lower[mention.start : mention.end]):
        return None
    for token in range(mention.start, mention.end - 1):
        if lower[token] not in _WHEN:
            continue
        phrase = forward(marked, token + 1, mention.end)
        if phrase is None or not any(marks[inside] & _ACTORS for inside in range(*phrase)):
            continue
        verbs = range(phrase[1], min(mention.end, phrase[1] + _ACTIVE_REACH))
        verb = next((at for at in verbs if marks[at] & c.VERB_TRIGGER or lower[at] in _ACTIVE), None)
        if verb is not None and not _is_passive(marked, phrase[0], verb):
            return owner(marked, phrase)
    return None


def opener(marked: Marked, mention: Mention) -> str | None:
    """Read who did it in `a gunship that happened to be near struck the car`: what a clause parts from its verb."""
    if not marked.marks[mention.trigger] & c.VERB_TRIGGER:
        return None
    phrase = forward(marked, mention.start, mention.end)
    if phrase is None or phrase[1] >= mention.trigger or marked.lower[phrase[1]] not in ("that", "which", "who"):
        return None
    if _is_passive(marked, mention.start, mention.trigger):
        return None
    armed = any(marked.marks[inside] & (_ACTORS | c.AIR) for inside in range(*phrase))
    return written(marked, phrase) if armed else None


def owner(marked: Marked, phrase: tuple[int, int]) -> str | None:
    """Return who a phrase names: of `a Hezbollah drone` the name, of `an air force plane` the whole."""
    first, last = phrase
    while last > first and marked.marks[last - 1] & c.WEAPON:
        last -= 1
    if last == first or not any(marked.marks[inside] & _ACTORS for inside in range(first, last)):
        return None
    return written(marked, (first, last))


def wielder(marked: Marked, mention: Mention) -> str | None:
    """Read the name before the weapon: `a Hezbollah drone flew into`, `missiles fired by Hamas`."""
    tokens, marks, lower = marked.document.tokens, marked.marks, marked.lower
    if not mention.bits & c.WEAPON:
        return None
    for token in marked.spots_in(mention.start + 1, mention.end, c.WEAPON):
        if lower[token + 1 : token + 3] == ["fired", "by"]:
            phrase = forward(marked, token + 3, mention.end)
            return written(marked, phrase) if phrase else None
        first = token
        while first > mention.start and marks[first - 1] & (c.WEAPON | c.WEAPON_MODIFIER) and lower[first - 1] != "us":
            first -= 1
        before = first - 1
        if before >= mention.start and marks[before] & _ACTORS and not marks[before] & c.WEAPON:
            named_by = tokens[before][0].isupper()
            return written(marked, (before, before + 1)) if named_by else None
    return None


def named(marked: Marked, phrase: tuple[int, int] | None) -> str | None:
    """Return a phrase in words, its number left out; None where it is a weapon, a day, or anyone."""
    if phrase is None:
        return None
    first, last = phrase
    lower, marks = marked.lower, marked.marks
    while first < last and (lower[first] in _NUMBERS or lower[first][0].isdigit()):
        first += 1
    while last > first and _trails(marked, last - 1):
        last -= 1
    if first + 1 < last and lower[first] in _REMAINS and lower[first + 1] == "of":
        first += 2
    while first < last and (lower[first] in _NUMBERS or lower[first] in _ARTICLES or lower[first][0].isdigit()):
        first += 1
    if first == last or lower[last - 1] in _NOBODY or lower[first] in _ANYONE:
        return None
    last = _before_clock(lower, first, last)
    if any(word[0].isdigit() for word in lower[first:last]):
        return None
    if marks[last - 1] & _DEEDS and not marks[last - 1] & _NOUNS:
        return None
    if _is_no_target(marked, first, last):
        return None
    return written(marked, (first, last))


def _before_clock(lower: Sequence[str], first: int, last: int) -> int:
    if _CLOCK.isdisjoint(lower[first:last]):
        return last
    return next(token for token in range(first, last) if lower[token] in _CLOCK)


def _is_no_target(marked: Marked, first: int, last: int) -> bool:
    """Tell `cruise missiles`, `air strike` and `January` from what can be hit, and a bare `Rafah's`."""
    lower, marks = marked.lower, marked.marks
    if lower[last - 1].endswith(("'s", "\u2019s")) or lower[last - 1] in MONTHS:
        return True
    if marks[last - 1] & c.WEAPON and not marks[last - 1] & (_SITE | c.PERSON):
        return True
    return all(marks[token] & _NO_TARGET and not marks[token] & (_SITE | c.PERSON) for token in range(first, last))


def _trails(marked: Marked, token: int) -> bool:
    """Tell whether a word only trails a noun phrase: `slightly`, `still`, the `used` of `sites used by`."""
    word = marked.lower[token]
    if word in _TRAILING or word in _NUMBERS:
        return True
    return word.endswith("ly") and word not in _NOUNS_IN_LY and not marked.marks[token] & (_SITE | c.PERSON)


def _is_passive(marked: Marked, start: int, verb: int) -> bool:
    return not _BEING.isdisjoint(marked.lower[max(start, verb - _PASSIVE_REACH) : verb])


def _before_be(marked: Marked, start: int, verb: int) -> int:
    token = verb
    while token > start and (
        marked.marks[token - 1] & c.AUXILIARY or marked.lower[token - 1] in ("also", "reportedly")
    ):
        token -= 1
    return token
