"""Where a text speaks of armed force: its stretches around a trigger, each with what speaks for and against it."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Final, NamedTuple

from streams.extract import classes as c
from streams.extract.classes import Marked
from streams.extract.numbers import Number

_JOINTS: Final = frozenset(
    {"after", "following", "while", "retaliation", "response", ";", "whereas", "answered", "answer"}
)
_OPENED: Final = frozenset(
    {"opened", "opens", "open", "opening", "under", "exchanged", "exchange", "exchanging", "traded", "trading", "of",
     "return", "returned", "tank", "artillery", "rocket", "mortar", "sniper", "gun"}
)  # fmt: skip
_PAST_JOINT: Final = "since"  # `the worst attack since the bombing of 1998`
_PAST_REACH: Final = 6  # tokens from `since` to the noun of the earlier attack
_LIST_JOINTS: Final = frozenset({";", "and", "while", "but", ","})
_CUTS: Final = _JOINTS | _LIST_JOINTS | {_PAST_JOINT}
_SITED: Final = frozenset({"in", "at", "near", "outside", "above", "off", "on"})
_NO_SITES: Final = c.DAY | c.PERSON | c.ARMED_ACTOR
_AFTERWARDS: Final = frozenset({"hours", "minutes", "days", "day", "hour", "week", "shortly", "moments"})
_DEFINITE: Final = frozenset({"the", "this", "that", "these"})
_NEAR: Final = 7  # tokens before a trigger where `would`, `threatened to`, `denied` still govern it
_BESIDE: Final = 2  # tokens beside a trigger where `heart`, `verbal`, `price` make it a figure of speech
_CAPTOR_REACH: Final = 10  # tokens from `detained` to its `by`
_DOER: Final = 5  # tokens between those who took someone and the verb, and to whom they took
_CAPTORS: Final = c.ARMED_ACTOR | c.SOLDIERY
_WIDE: Final = c.ACTOR | c.WEAPON | c.CIVIL_TARGET | c.MILITARY_TARGET | c.PERSON
_CASUALTY_ONLY: Final = frozenset({"dead", "died", "death", "deaths", "dies", "casualties", "bodies", "hurt"})


class Mention(NamedTuple):
    """A stretch of a sentence that speaks of force.

    Shapes: tokens `start` to `end`, exclusive, of sentence `sentence`; `trigger` is its head; `bits` are the word
    classes of the stretch, `whole` those of its sentence; `features` are keys of detect.WEIGHTS.
    """

    trigger: int
    start: int
    end: int
    sentence: int
    bits: int
    features: tuple[str, ...]


def find_mentions(marked: Marked, numbers: Sequence[Number]) -> list[Mention]:
    """Return the stretches of text with a trigger, in their order.

    Errors: none; a sentence is at most MAX_SENTENCE tokens long, which bounds each look around.
    Source: docs/extraction.md, "Triggers".
    """
    sentence_of, sentences = marked.document.sentence_of, marked.document.sentences
    with_number = {sentence_of[number.start] for number in numbers if number.countable}
    found: list[Mention] = []
    triggers = [token for token in marked.spots(c.LIKELY_TRIGGER) if _is_trigger(marked, token)]
    for sentence, together in groupby(triggers, sentence_of.__getitem__):
        start, end = sentences[sentence]
        for first, last, own in _stretches(marked, start, end, list(together)):
            head = own[0] if len(own) == 1 else max(own, key=lambda token: _rank(marked, token))
            bits = marked.union(first, last)
            features = _features(marked, (first, last, bits), head, own, counted=sentence in with_number)
            found.append(Mention(head, first, last, sentence, bits, features))
    return found


def _is_trigger(marked: Marked, token: int) -> bool:
    """Tell a word that tells of force from `fire` that burns, and from `detained` where it was the police."""
    if marked.marks[token] & c.SEIZURE and token and marked.marks[token - 1] & c.WEAPON:
        return False  # `guns seized in Iraq`
    if marked.marks[token] & c.TRIGGER:
        return True
    if marked.marks[token] & c.FIRE:
        return token > 0 and marked.lower[token - 1] in _OPENED
    return _is_seizure(marked, token)


def _is_seizure(marked: Marked, token: int) -> bool:
    """Tell `was detained by militiamen`, `masked men took a judge`, `held at gunpoint`: armed men took someone away."""
    lower, union = marked.lower, marked.union
    start, end = marked.sentence(token)
    if "gunpoint" in lower[token + 1 : min(end, token + 4)]:
        return True
    by = next((at for at in range(token + 1, min(end, token + _CAPTOR_REACH)) if lower[at] == "by"), end)
    if by < end:
        return bool(union(by, min(end, by + _NEAR)) & _CAPTORS)
    passive = union(max(start, token - 3), token) & c.AUXILIARY
    doer, taken = union(max(start, token - _DOER), token), union(token, min(end, token + _DOER))
    return not passive and bool(doer & _CAPTORS) and not taken & c.ARMED_ACTOR


def _stretches(marked: Marked, start: int, end: int, triggers: Sequence[int]) -> list[tuple[int, int, list[int]]]:
    """Cut a sentence at words such as `after`, where both sides tell of force in ways that cannot be one attack."""
    if len(triggers) == 1:  # nothing to part
        return [(start, end, list(triggers))]
    lower = marked.lower
    cuts = [token for token in range(triggers[0] + 1, triggers[-1]) if lower[token] in _CUTS]
    bounds = [start]
    for cut in cuts:
        left = [token for token in triggers if bounds[-1] <= token < cut]
        right = [token for token in triggers if token > cut]
        if marked.lower[cut] in _LIST_JOINTS:
            if left and right and _told_apart(marked, (bounds[-1], cut), (cut, end)):
                bounds.append(cut)
            continue
        if marked.lower[cut] == _PAST_JOINT:
            if left and right and marked.marks[right[0]] & c.NOUN_TRIGGER and right[0] <= cut + _PAST_REACH:
                bounds.append(cut)
            continue
        timed = marked.lower[cut - 1] in _AFTERWARDS or marked.lower[cut] in ("retaliation", "response", "answer")
        if left and right and _two_attacks(marked, (bounds[-1], cut), (cut, end), timed=timed):
            bounds.append(cut)
    bounds.append(end)
    pieces = []
    for first, last in pairwise(bounds):
        own = [token for token in triggers if first <= token < last]
        if own:
            pieces.append((first, last, own))
    return pieces


def _told_apart(marked: Marked, left: tuple[int, int], right: tuple[int, int]) -> bool:
    """Tell whether both sides of `;` or `and` have a place of their own, and a deed: a list of attacks."""
    if marked.lower[right[0]] == "," and marked.lower[right[0] + 1] not in _SITED:
        return False  # a comma parts `, in Tyre four`; others part all sorts of things
    nearest = next((token for token in range(right[0] + 1, right[1]) if marked.lower[token] in _LIST_JOINTS), right[1])
    return _has_site(marked, *left) and _has_site(marked, right[0] + 1, nearest) and _has_deed(marked, *right)


def _has_site(marked: Marked, start: int, end: int) -> bool:
    """Tell whether a part of a sentence names a place: `at Kitchanga`."""
    tokens = marked.document.tokens
    return any(
        marked.lower[token] in _SITED and tokens[token + 1][0].isupper() and not marked.marks[token + 1] & _NO_SITES
        for token in range(start, end - 1)
    )


def _has_deed(marked: Marked, start: int, end: int) -> bool:
    bits = marked.union(start, end)
    return bool(bits & (c.STRONG | c.VERB_TRIGGER | c.NOUN_TRIGGER) and bits & (c.PERSON | c.WEAPON | c.CASUALTY))


def _two_attacks(marked: Marked, left: tuple[int, int], right: tuple[int, int], *, timed: bool) -> bool:
    """Tell whether both sides name force from afar, of different kinds: an air strike here, rockets there."""
    far = c.AIR | c.SHELLING
    one, other = _forces(marked, *left), _forces(marked, *right)
    if timed and one and other:  # `bombed three sites hours after a drone wounded soldiers`
        return True
    if not one or not other or not (one | other) & far:
        return False
    return not one & other


def _forces(marked: Marked, start: int, end: int) -> int:
    """Return the kinds of force that a stretch's triggers and weapons name."""
    kinds = c.AIR | c.SHELLING | c.CLASH | c.ABDUCTION | c.REMOTE
    return marked.union(start, end) & kinds


def _rank(marked: Marked, token: int) -> tuple[int, int]:
    """Prefer a strong word, then an attack's noun or verb, then a word of casualties, then a weapon; then the first."""
    bits = marked.marks[token]
    if bits & c.STRONG:
        before = marked.lower[token - 1] if token else ""
        return (2 if before in _DEFINITE and bits & c.NOUN_TRIGGER else 4), -token
    if bits & (c.NOUN_TRIGGER | c.VERB_TRIGGER) and not bits & c.CASUALTY:
        before = marked.lower[token - 1] if token else ""
        return (2 if before in _DEFINITE and bits & c.NOUN_TRIGGER else 3), -token  # `following the attack` looks back
    if bits & c.CASUALTY:
        return (2 if marked.lower[token] not in _CASUALTY_ONLY else 1), -token
    return (1 if bits & c.SEIZURE else 0), -token


def _features(
    marked: Marked, stretch: tuple[int, int, int], head: int, own: Sequence[int], *, counted: bool
) -> tuple[str, ...]:
    marks, bits = marked.marks, stretch[2]
    triggers = [marks[token] for token in own]
    features: list[str] = []
    both = c.union(triggers)
    if both & c.STRONG:
        features.append("strong")
    if both & _OF_FORCE and any(mark & _OF_FORCE and not mark & (c.CASUALTY | c.STRONG) for mark in triggers):
        features.append("attack")
    if both & c.SEIZURE and "strong" not in features:
        features.append("seizure")
    certain = both & (c.KILL_CERTAIN | c.WOUND_CERTAIN)
    if certain:
        features.append("casualties")
    victims = counted and bits & c.PERSON and both & c.CASUALTY
    if victims:
        features.append("victims")
    features += _named(bits & _NAMED)
    if bits & c.ARMED_ACTOR and marks[head] & c.CASUALTY:
        features.append("casualties by actor")
    if bits & c.SAY:
        features.append("said")
    features += _structure(marked, stretch, head)
    if "strong" not in features and not bits & (c.ARMED_ACTOR | c.WEAPON):
        features.append("bare casualties" if certain or victims else "bare")
    if marked.lower[head] == "fire" or _opened_fire(marked.lower, own):
        features.append("fire")
    features += _vetoes(marked, stretch, head)
    return tuple(features)


@lru_cache(maxsize=256)  # every set of these bits
def _named(bits: int) -> tuple[str, ...]:
    """Return what the words of a stretch name, whichever they are."""
    found = [name for name, bit in _NAMES if bits & bit]
    return tuple(name for name in found if name != "impact" or "weapon" in found)


_OF_FORCE: Final = c.NOUN_TRIGGER | c.VERB_TRIGGER
_NAMES: Final = (
    ("armed actor", c.ARMED_ACTOR), ("state actor", c.STATE_ACTOR), ("weapon", c.WEAPON), ("impact", c.IMPACT),
    ("target", c.CIVIL_TARGET | c.MILITARY_TARGET), ("day", c.DAY),
)  # fmt: skip
_NAMED: Final = c.union(bit for _, bit in _NAMES)


def _structure(marked: Marked, stretch: tuple[int, int, int], head: int) -> list[str]:
    """Return what the words beside the head make of it: `a strike against forces`, `an attack by rebels`."""
    lower, union = marked.lower, marked.union
    start, end, bits = stretch
    found = []
    stop = min(end, head + 1 + _REACH)
    behind = lower[head + 1 : stop]
    if bits & _AIM and not _AIMED.isdisjoint(behind):
        places = [token for token, word in enumerate(behind, head + 1) if word in _AIMED]
        if any(union(token + 1, min(stop, token + 5)) & _AIM for token in places):
            found.append("aimed")
    if bits & c.ACTOR and "by" in behind:
        places = [token for token, word in enumerate(behind, head + 1) if word == "by"]
        if any(union(token + 1, min(stop, token + 8)) & c.ACTOR for token in places):
            found.append("by actor")
    if not _CONDUCTED.isdisjoint(lower[max(start, head - 6) : head]):
        found.append("conducted")
    if marked.marks[head] & c.VERB_TRIGGER:
        if bits & c.ACTOR and union(max(start, head - 5), head) & c.ACTOR:
            found.append("actor acts")
        if bits & _AIM and union(head + 1, min(end, head + 6)) & _AIM:
            found.append("acts on")
    if bits & _FROM_AFAR and union(max(start, head - 3), min(end, head + 3)) & _FROM_AFAR:
        found.append("from afar")
    return found


_REACH: Final = 14  # tokens from the head to `against` and `by`
_AIMED: Final = frozenset({"against", "on", "at", "targeting", "into", "toward", "towards"})
_AIM: Final = c.CIVIL_TARGET | c.MILITARY_TARGET | c.PERSON | c.ARMED_ACTOR
_CONDUCTED: Final = frozenset(
    {"conducted", "conducts", "launched", "launches", "carried", "fired", "fires", "staged", "mounted", "killed",
     "wounded", "responded", "retaliated", "hit", "struck", "came"}
)  # fmt: skip
_FROM_AFAR: Final = c.AIR | c.SHELLING | c.SUICIDE


def _opened_fire(lower: Sequence[str], own: Sequence[int]) -> bool:
    return any(token + 1 < len(lower) and lower[token + 1] in ("fire", "shots") for token in own)


def _vetoes(marked: Marked, stretch: tuple[int, int, int], head: int) -> list[str]:
    """Return what speaks against: ordinary meanings in the stretch, and words that govern the trigger."""
    start, end, bits = stretch
    found = [name for name, bit in _IN_STRETCH if bits & bit] if bits & _VETOES else []
    if bits & c.GUNSHOT and "accident" in found:  # `accidentally shot`: force all the same, learnt what it is worth
        found[found.index("accident")] = "gun accident"
    if bits & _GOVERNING:
        near = marked.union(max(start, head - _NEAR), head)
        found += [name for name, bit in _BEFORE if near & bit]
    if bits & c.FIGURATIVE:
        beside = marked.union(max(start, head - _BESIDE), head) | marked.union(head + 1, min(end, head + 1 + _BESIDE))
        if beside & c.FIGURATIVE:
            found.append("figurative")
    return found


_IN_STRETCH: Final = (
    ("accident", c.ACCIDENT), ("nature", c.NATURE), ("protest", c.PROTEST), ("sport", c.SPORT),
    ("business", c.BUSINESS), ("court", c.COURT), ("memory", c.MEMORY), ("occasion", c.OCCASION), ("found", c.FOUND),
    ("drill", c.DRILL),
)  # fmt: skip
_VETOES: Final = c.union(bit for _, bit in _IN_STRETCH)
_BEFORE: Final = (("hypothetical", c.HYPOTHETICAL), ("denial", c.DENIAL), ("negation", c.NEGATION))
_GOVERNING: Final = c.union(bit for _, bit in _BEFORE)
