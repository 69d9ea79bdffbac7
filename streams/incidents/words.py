"""Names of places and actors as sets of stems, so that two papers' spellings can be compared."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

MEMO: Final = 65_536  # phrases; news repeats them, and equal phrases then share one set in memory

_WORD: Final = re.compile(r"\w+")
_POSSESSIVE: Final = re.compile(r"['\u2019]s\b")
_VOWELS: Final = re.compile(r"(?<=.)[aeiouyw]+")
_DOUBLED: Final = re.compile(r"(.)\1+")
_US: Final = re.compile(r"\bu\.\s?s\.(?:\s?a\.)?|\bunited states\b|\bamericans?\b")

_NO_NAME: Final = "a al an and ain at by de del el es for from in la las los near of on the to with"

_PLACE_KIND: Final = (
    "air airbase airport area base camp capital central city countryside county district east eastern field "
    "governorate international military north northern outskirts province refugee region rural south southern state "
    "strip suburb suburbs town village west western"
)
"""Words that say what kind of place it is; two places are not alike because both are villages."""

_ANYONE: Final = (
    "aircraft airstrike army armed assailant assailants attacker attackers backed bandits bomber bombers civilian "
    "civilians coalition defence defense extremist extremists fighter fighters force forces government group groups "
    "gunman gunmen insurgent insurgents jet jets local man men militant militants military militia militias members "
    "one people personnel police rebel rebels residents security several soldier soldiers suspected terrorist "
    "terrorists troop troops two unidentified unknown warplanes woman women"
)
"""Words for anyone with or without a weapon; two attacks are not alike because gunmen did both."""

_NOT_TELLING_PLACE: Final = frozenset(f"{_NO_NAME} {_PLACE_KIND}".split())
_NOT_TELLING_ACTOR: Final = frozenset(f"{_NO_NAME} {_ANYONE}".split())

_SKELETON_MIN: Final = 3
_ACTOR_STEM: Final = 4  # letters: Iran and Iranian, Turkey and Turkish; with 3, Mali and Malaysia would be one


@lru_cache(MEMO)
def place_stems(name: str) -> frozenset[str]:
    """Return the consonants of each telling word, for transliterations: Yunis and Younis, Asad and Assad are one."""
    return frozenset(_skeleton(word) for word in _words(name) if word not in _NOT_TELLING_PLACE)


@lru_cache(MEMO)
def actor_stems(name: str) -> frozenset[str]:
    """Return the beginnings of the words that tell one actor from another; empty for `gunmen`."""
    return frozenset(word[:_ACTOR_STEM] for word in _words(name) if word not in _NOT_TELLING_ACTOR)


def overlap(left: frozenset[str], right: frozenset[str]) -> float:
    """Return the shared part of the smaller set, 0 to 1; 0 where one is empty."""
    smaller = min(len(left), len(right))
    return len(left & right) / smaller if smaller else 0.0


def _words(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    plain = _POSSESSIVE.sub("", _US.sub(" us ", plain)).replace("'", "").replace("\u2019", "")
    return _WORD.findall(plain)


def _skeleton(word: str) -> str:
    bare = _DOUBLED.sub(r"\1", _VOWELS.sub("", word))
    return bare if len(bare) >= _SKELETON_MIN else word
