"""Who attacked, told by a subject and an active verb that is no word of force; and what is no attacker."""

from typing import Final

from streams.extract import classes as c
from streams.extract.classes import Marked
from streams.extract.date_words import MONTHS
from streams.extract.phrases import backward, forward, written
from streams.extract.triggers import Mention

_ARMED_ALONE: Final = frozenset({"armed", "masked", "hooded", "unidentified", "security", "is", "drone", "drones"})
_DEEDS: Final = frozenset(
    {"opened", "stormed", "rushed", "sprayed", "entered", "threw", "hurled", "boarded", "withdrew", "burst", "walked",
     "broke", "rounded", "set", "shot", "fired", "took", "launched", "dropped", "detonated", "drove", "seized", "led",
     "forced", "cracked", "held", "stopped", "pumped", "hacked", "ambushed", "raided", "overran", "ploughed", "rammed",
     "blew", "attacked", "beat", "knifed", "stabbed", "burned", "burnt", "torched", "looted", "mowed", "sank",
     "surrounded", "grabbed", "snatched", "dragged", "gunned", "lobbed", "planted", "flew", "went"}
)  # fmt: skip
_PROJECTILES: Final = frozenset(
    {"missile", "missiles", "rocket", "rockets", "shell", "shells", "mortar", "mortars", "bullet", "bullets", "fire",
     "artillery", "bomb", "bombs", "grenade", "grenades", "rifle", "rifles", "gun", "guns", "gunfire", "tank"}
)  # fmt: skip
_UNOWNED: Final = frozenset(
    {
        "last",
        "night",
        "a",
        "drone",
        "drones",
        "fighter",
        "jets",
        "jet",
        "plane",
        "planes",
        "sniper",
        "one-way",
        "attack",
    }
)
_ATTACKS: Final = frozenset(
    {
        "burst",
        "stormed",
        "sprayed",
        "ploughed",
        "rammed",
        "detonated",
        "stabbed",
        "knifed",
        "hacked",
        "gunned",
        "ambushed",
    }
)
_NO_VERB: Final = frozenset({"was", "were", "been", "being", "are", "is", ",", ";", ".", "said", "by"})
_TIMES: Final = frozenset(
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "day", "night", "week", "weekend",
     "month", "year", "morning", "evening", "afternoon", "today", "yesterday", "world", "country", "city", "town",
     "region", "province", "war", "it", "that", "this", "there", "he", "she"}
)  # fmt: skip
_PASSIVE: Final = frozenset(
    {"in", "by", "dead", "near", "after", "outside", "during", "as"}
)  # `soldiers shot in the back`
_FELL: Final = frozenset({"died", "killed", "wounded", "injured", "hurt", "dead"})
_REACH: Final = 6  # tokens from `gunmen on motorcycles` to their verb
_CLAUSE: Final = 10  # tokens of `who had come over from Jordan` before `opened fire`


def acting(marked: Marked, mention: Mention) -> str | None:
    """Read `gunmen on motorcycles rounded up 287 pupils`, `soldiers dressed as nurses walked into the ward`.

    Shapes: the first who bear arms and do something; None where such are only said, seen or killed.
    Errors: none. Source: docs/extraction.md, "Who".
    """
    if not mention.bits & (c.ARMED_ACTOR | c.STATE_ACTOR):
        return None
    lower, marks = marked.lower, marked.marks
    for token in range(mention.start, mention.end - 1):
        armed = marks[token] & (c.ARMED_ACTOR | c.STATE_ACTOR) and lower[token] not in _ARMED_ALONE
        if not armed and not marks[token] & c.PERSON:
            continue
        if not _acts(marked, token + 1, mention.end, _DEEDS if armed else _ATTACKS):
            continue
        begun = backward(marked, mention.start, token + 1)
        phrase = forward(marked, begun[0], mention.end) if begun else None
        if phrase and phrase[0] <= token < phrase[1]:
            return written(marked, phrase)
    return _under_fire(marked, mention)


def _acts(marked: Marked, start: int, stop: int, deeds: frozenset[str]) -> bool:
    """Tell whether a subject that ends before a token does something: not `gunmen were seen`, `gunmen, police said`."""
    lower = marked.lower
    for token in range(start, min(stop, start + _REACH)):
        if lower[token] in _NO_VERB:
            return False
        if lower[token] in deeds or lower[token : token + 2] == ["opened", "fire"]:
            return lower[token + 1 : token + 2] == [] or lower[token + 1] not in _PASSIVE
        if lower[token] in ("who", "that") and token == start:
            at = range(token, min(stop, token + _CLAUSE))
            return any(lower[inside : inside + 2] == ["opened", "fire"] for inside in at)
    return False


def _under_fire(marked: Marked, mention: Mention) -> str | None:
    """Read `the post came under fire from tribal gunmen`."""
    lower = marked.lower
    for token in range(mention.start, mention.end - 2):
        if lower[token] == "fire" and lower[token + 1] == "from":
            phrase = forward(marked, token + 2, mention.end)
            armed = phrase and marked.union(*phrase) & (c.ARMED_ACTOR | c.STATE_ACTOR)
            return written(marked, phrase) if phrase and armed else None
    return None


def possessor(marked: Marked, mention: Mention) -> str | None:
    """Read `Pakistan's air strike`, `the gunmen's attack`; not `Monday's attack` or `the day's raid`."""
    tokens, lower = marked.document.tokens, marked.lower
    at = mention.trigger - 1
    while at >= mention.start and marked.marks[at] & (c.AIR | c.SHELLING | c.WEAPON | c.WEAPON_MODIFIER):
        at -= 1
    if at < mention.start or not lower[at].endswith(("'s", "\u2019s")):
        return None
    stem = lower[at][:-2]
    if stem in _TIMES or stem in MONTHS or not marked.marks[mention.trigger] & c.NOUN_TRIGGER:
        return None
    return tokens[at][:-2] if tokens[at][0].isupper() or stem.endswith(("men", "ers", "ants", "els")) else None


def attacker_of(said: str | None) -> str | None:
    """Return an attacker without the missiles that it fired; None for a weapon that nobody owns, and for the dead."""
    if said is None:
        return None
    words = said.split()
    small = [word.lower() for word in words]
    if not _FELL.isdisjoint(small):
        return None
    while small and small[-1] in _PROJECTILES:
        small.pop()
    words = words[: len(small)]
    owner = [word for word in small if word not in _UNOWNED and not word.endswith(("'s", "\u2019s"))]
    if len(small) == 1 and small[0].endswith(("'s", "\u2019s")):
        return words[0][:-2]  # of `Russia's missiles`
    if small in (["jets"], ["jet"], ["planes"]):
        return words[0]
    return " ".join(words) if owner else None
