"""Who attacked whom, in the text's own words."""

from typing import Final, NamedTuple

from streams.extract import classes as c
from streams.extract.classes import Marked
from streams.extract.doers import acting, attacker_of, possessor
from streams.extract.phrases import forward, written
from streams.extract.roles import doers, named, opener, struck, subject_of, sufferers, wielder
from streams.extract.triggers import Mention

_BY_REACH: Final = 14  # tokens from a trigger to its `by`
_TARGET_REACH: Final = 16  # tokens from a trigger to `against`; weapon and actor stand between
_TARGETING: Final = frozenset({"against", "on", "at", "targeting", "toward", "towards", "into"})
_FIRED: Final = frozenset(
    {"fired", "launched", "lobbed", "threw", "hurled", "conducted", "carried", "staged", "opened", "mounted",
     "conducts", "launches", "fires", "detonated", "exploded", "blew", "rammed"}
)  # fmt: skip
_DESCRIBING: Final = frozenset({"air", "self-defense", "retaliatory", "new", "fresh", "deadly"})
_BEING: Final = frozenset({"was", "were", "been", "being", "are", "is"})
_ABOUT: Final = frozenset({"about", "around", "some", "nearly", "over"})  # fifty horsemen
_NOT_DONE: Final = frozenset(  # what is done by someone else than the attacker
    {"published", "parked", "left", "run", "held", "backed", "used", "seen", "owned", "controlled", "led", "claimed",
     "released", "reported", "quoted", "cited", "posted", "shared", "told", "confirmed", "followed", "manned"}
)  # fmt: skip
_ACTORS: Final = c.ARMED_ACTOR | c.STATE_ACTOR
_AFTER_PARTICIPLE: Final = frozenset(
    {"in", "by", "after", "as", "when", "near", "during", "while", "dead", "at", "outside"}
)
_TIMES: Final = frozenset({"dawn", "night", "midnight", "noon", "least", "about", "around", "gunpoint", "monday",

     "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "time", "all"})  # fmt: skip


class Actors(NamedTuple):
    """Attacker and target of one mention, as stated; None where not.

    Shapes: `aim` is the target by the trigger's own words alone: whether it bears arms makes an attack a clash.
    """

    attacker: str | None
    target: str | None
    aim: str | None = None


def find_actors(marked: Marked, mention: Mention) -> Actors:
    """Return who attacks whom in a stretch of text.

    Errors: none. Source: docs/extraction.md, "Who".
    """
    verb = _verb(marked, mention)
    attacker = _by(marked, mention)
    aim = target = _aimed_at(marked, mention, mention.trigger)
    if verb is not None:
        passive = _is_passive(marked, mention.start, verb)
        subject = subject_of(marked, mention.start, _before_auxiliaries(marked, mention.start, verb))
        if passive:
            aim = aim or _of_class(marked, subject, c.PERSON | c.CIVIL_TARGET | c.MILITARY_TARGET)
            if aim or not marked.marks[verb] & c.CASUALTY:
                target = target or named(marked, subject)
        else:
            attacker = attacker or _of_class(marked, subject, _ACTORS | c.PERSON | c.STATE)
            aim = target = target or _object(marked, mention, verb)
    attacker = attacker or _modifier(marked, mention) or possessor(marked, mention) or opener(marked, mention)
    attacker = attacker_of(attacker or doers(marked, mention) or wielder(marked, mention)) or acting(marked, mention)
    target = target or struck(marked, mention) or sufferers(marked, mention)
    return Actors(attacker, *(None if one == attacker else one for one in (target, aim)))


def _verb(marked: Marked, mention: Mention) -> int | None:
    """Return the verb of force: the trigger itself, or the `carried out`, `conducted` that has it as its object."""
    marks = marked.marks
    if marks[mention.trigger] & c.VERB_TRIGGER and not _is_noun(marked, mention):
        return mention.trigger
    for token in range(mention.trigger - 1, max(mention.start, mention.trigger - 8) - 1, -1):
        plain = marks[token] & c.VERB_TRIGGER and not marks[token] & c.NOUN_TRIGGER
        if marked.lower[token] in _FIRED or plain:
            return token
    return None


def _is_noun(marked: Marked, mention: Mention) -> bool:
    """Tell `the attack` and `a U.S. strike` from `they attack`: an article or a modifier stands before it."""
    if not marked.marks[mention.trigger] & c.NOUN_TRIGGER:
        return False
    before = marked.lower[mention.trigger - 1] if mention.trigger > mention.start else ""
    return before in ("a", "an", "the", "this", "that", "of", "in") or (
        bool(before) and before not in ("to", "they", "who")
    )


def _is_passive(marked: Marked, start: int, verb: int) -> bool:
    back = range(max(start, verb - 3), verb)
    following = marked.lower[verb + 1] if verb + 1 < len(marked.lower) else ""
    if (
        following in _AFTER_PARTICIPLE
        and marked.lower[verb].endswith(("ed", "shot", "slain"))
        and marked.lower[verb] not in _FIRED
        and not _takes_object(marked, verb + 1)
    ):
        return True  # `Three troops killed in drone attack`
    return not _BEING.isdisjoint(marked.lower[back.start : back.stop])


def _takes_object(marked: Marked, after: int) -> bool:
    """Tell `shot dead a man` and `killed at least 12` from `shot dead in` and `killed at a wedding`."""
    word, behind = marked.lower[after], marked.lower[after + 1 : after + 2]
    if word == "at":
        return behind in (["least"], ["most"])
    return word == "dead" and bool(behind) and (behind[0] in _OBJECTS or behind[0][0].isdigit())


_OBJECTS: Final = frozenset(
    {"a", "an", "the", "his", "her", "their", "its", "one", "two", "three", "four", "five", "six", "seven", "eight",
     "nine", "ten", "eleven", "twelve", "several", "dozens", "some", "at"}
)  # fmt: skip


def _before_auxiliaries(marked: Marked, start: int, verb: int) -> int:
    token = verb
    while token > start and (
        marked.marks[token - 1] & c.AUXILIARY or marked.lower[token - 1] in ("also", "reportedly")
    ):
        token -= 1
    return token


def _of_class(marked: Marked, phrase: tuple[int, int] | None, wanted: int) -> str | None:
    """Return the phrase in words, if one of them is of the wanted class and its head is not a weapon alone."""
    if phrase is None or not marked.union(*phrase) & wanted:
        return None
    if all(marked.marks[token] & c.WEAPON for token in range(*phrase)):
        return None
    return written(marked, phrase)


def _by(marked: Marked, mention: Mention) -> str | None:
    """Read `an attack last night by Iran-backed militias`, `was shot by two men`."""
    stop = min(mention.end, mention.trigger + 1 + _BY_REACH)
    if "by" not in marked.lower[mention.trigger + 1 : stop]:  # most words
        return None
    for token in range(mention.trigger + 1, stop):
        if marked.lower[token] != "by" or token + 1 >= mention.end or marked.lower[token + 1] in _TIMES:
            continue
        if marked.lower[token - 1] in _NOT_DONE:
            continue
        about = marked.lower[token + 1] in _ABOUT
        phrase = forward(marked, token + 1 + about, mention.end)
        if phrase is None:
            continue
        bits = 0
        for inside in range(*phrase):
            bits |= marked.marks[inside]
        named = _apposition(marked, phrase[1], mention.end)
        if named:
            return named
        if bits & (_ACTORS | c.PERSON) or marked.document.tokens[phrase[0]][0].isupper():
            return written(marked, phrase)
    return None


def _apposition(marked: Marked, comma: int, stop: int) -> str | None:
    """Read the name in `by the resistance group, Hamas, against`."""
    name = comma + 1
    if name + 1 >= stop or marked.lower[comma] != "," or marked.lower[name + 1] != ",":
        return None
    tokens = marked.document.tokens
    return tokens[name] if tokens[name][0].isupper() and marked.marks[name] & _ACTORS else None


def _aimed_at(marked: Marked, mention: Mention, trigger: int) -> str | None:
    """Read `a strike against a militia vehicle`, `fired rockets at the base`."""
    lower = marked.lower
    stop = min(mention.end, trigger + 1 + _TARGET_REACH)
    if _TARGETING.isdisjoint(lower[trigger + 1 : stop]):
        return None
    for token in range(trigger + 1, stop):
        if lower[token] in (".", ";"):
            return None
        if lower[token] in _TARGETING and token + 1 < mention.end and lower[token + 1] not in _TIMES:
            phrase = forward(marked, token + 1, mention.end)
            if phrase is None:
                continue
            fired_at = lower[token] == "at" and lower[trigger] in _FIRED
            aimed = (
                fired_at
                or lower[token] in ("against", "targeting")
                or (token == trigger + 1 and lower[token] == "on" and bool(marked.marks[trigger] & c.NOUN_TRIGGER))
            )
            wanted = c.PERSON | c.CIVIL_TARGET | c.MILITARY_TARGET | _ACTORS
            if aimed or marked.union(*phrase) & wanted:
                return named(marked, phrase)
    return None


def _object(marked: Marked, mention: Mention, verb: int) -> str | None:
    """Read `shelled the market`: what stands behind the verb, unless that is the weapon."""
    if marked.lower[verb] in _FIRED:
        return _aimed_at(marked, mention, verb)
    start = verb + 1
    if start < mention.end and marked.lower[start] in ("dead", "down", "and", "up", "on", "at"):
        start += 2 if marked.lower[start] == "and" else 1
    phrase = forward(marked, start, mention.end)
    if phrase is None or marked.union(*phrase) & c.WEAPON:
        return None
    return named(marked, phrase)


def _modifier(marked: Marked, mention: Mention) -> str | None:
    """Read `Israeli air strikes`, `a Houthi missile`: the name before the weapon and the word of force."""
    token = mention.trigger
    skip = c.AIR | c.SHELLING | c.WEAPON | c.WEAPON_MODIFIER | c.REMOTE
    tokens, marks, lower = marked.document.tokens, marked.marks, marked.lower
    while token > mention.start and marks[token - 1] & skip and not tokens[token - 1][0].isupper():
        token -= 1
    while token > mention.start and lower[token - 1] in _DESCRIBING:
        token -= 1
    first = token
    while (
        first > mention.start
        and tokens[first - 1][0].isupper()
        and first - 1 > mention.start - 1
        and _names(marked, first - 1)
    ):
        first -= 1
    return written(marked, (first, token)) if first < token else None


def _names(marked: Marked, token: int) -> bool:
    return bool(marked.marks[token] & _ACTORS) or marked.lower[token] in ("and", "air", "force", "islamic", "state")
