"""Word classes as bits: one look-up a token tells every rule which lists the word is on."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, reduce
from itertools import compress, count, repeat
from operator import or_
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from streams.extract.lexicon import Lexicon
    from streams.extract.text import Document

_BIT: Final = count()


def _bit() -> int:
    return 1 << next(_BIT)


# Each constant is the bit of the list of that name in seeds/lexicons/*.tsv.
STRONG, WEAK, NOUN_TRIGGER, VERB_TRIGGER, GENERIC_PLURAL = _bit(), _bit(), _bit(), _bit(), _bit()
SEPARATE_CUE, IMPACT, DAY = _bit(), _bit(), _bit()
AIR, SHELLING, REMOTE, SUICIDE, GRENADE, CHEMICAL = _bit(), _bit(), _bit(), _bit(), _bit(), _bit()
CLASH, ABDUCTION, SEXUAL, ASSAULT = _bit(), _bit(), _bit(), _bit()
ARMED_ACTOR, STATE_ACTOR, MILITARY_TARGET, CIVIL_TARGET = _bit(), _bit(), _bit(), _bit()
WEAPON, WEAPON_MODIFIER = _bit(), _bit()
KILL_ACTIVE, KILL_PASSIVE, KILL_CERTAIN = _bit(), _bit(), _bit()
WOUND_ACTIVE, WOUND_PASSIVE, WOUND_CERTAIN = _bit(), _bit(), _bit()
COMPOSITE, PERSON, PERSON_ONE, UNIT, AUXILIARY, INCLUDE = _bit(), _bit(), _bit(), _bit(), _bit(), _bit()
PAST_PERIOD, TOTAL_WORD, FATAL = _bit(), _bit(), _bit()
ACCIDENT, PROTEST, SPORT, BUSINESS, HYPOTHETICAL, DENIAL = _bit(), _bit(), _bit(), _bit(), _bit(), _bit()
COURT, MEMORY, OCCASION, FIGURATIVE, FOUND, SAY, NEGATION, NATURE = (
    _bit(), _bit(), _bit(), _bit(), _bit(), _bit(), _bit(), _bit(),
)  # fmt: skip
DRILL: Final = _bit()
SEIZURE, GUNSHOT, SOLDIERY, FIRE, STATE = _bit(), _bit(), _bit(), _bit(), _bit()

LISTS: Final[Mapping[str, int]] = {
    "triggers.strong": STRONG,
    "triggers.weak": WEAK,
    "triggers.noun_trigger": NOUN_TRIGGER,
    "triggers.verb_trigger": VERB_TRIGGER,
    "triggers.generic_plural": GENERIC_PLURAL,
    "triggers.separate_cue": SEPARATE_CUE,
    "triggers.impact": IMPACT,
    "triggers.day": DAY,
    "triggers.seizure": SEIZURE,
    "triggers.gunshot": GUNSHOT,
    "triggers.fire": FIRE,
    "types.air": AIR,
    "types.shelling": SHELLING,
    "types.remote": REMOTE,
    "types.suicide": SUICIDE,
    "types.grenade": GRENADE,
    "types.chemical": CHEMICAL,
    "types.clash": CLASH,
    "types.abduction": ABDUCTION,
    "types.sexual": SEXUAL,
    "types.assault": ASSAULT,
    "actors.armed_actor": ARMED_ACTOR,
    "actors.state_actor": STATE_ACTOR,
    "actors.soldiery": SOLDIERY,
    "actors.state": STATE,
    "actors.military_target": MILITARY_TARGET,
    "actors.civil_target": CIVIL_TARGET,
    "weapons.weapon": WEAPON,
    "weapons.weapon_modifier": WEAPON_MODIFIER,
    "victims.kill_active": KILL_ACTIVE,
    "victims.kill_passive": KILL_PASSIVE,
    "victims.kill_certain": KILL_CERTAIN,
    "victims.wound_active": WOUND_ACTIVE,
    "victims.wound_passive": WOUND_PASSIVE,
    "victims.wound_certain": WOUND_CERTAIN,
    "victims.composite": COMPOSITE,
    "victims.person": PERSON,
    "victims.person_one": PERSON_ONE,
    "victims.unit": UNIT,
    "victims.auxiliary": AUXILIARY,
    "victims.include": INCLUDE,
    "victims.past_period": PAST_PERIOD,
    "victims.total_word": TOTAL_WORD,
    "victims.fatal": FATAL,
    "vetoes.accident": ACCIDENT,
    "vetoes.protest": PROTEST,
    "vetoes.sport": SPORT,
    "vetoes.business": BUSINESS,
    "vetoes.hypothetical": HYPOTHETICAL,
    "vetoes.denial": DENIAL,
    "vetoes.court": COURT,
    "vetoes.memory": MEMORY,
    "vetoes.occasion": OCCASION,
    "vetoes.figurative": FIGURATIVE,
    "vetoes.found": FOUND,
    "vetoes.nature": NATURE,
    "vetoes.drill": DRILL,
    "vetoes.say": SAY,
    "vetoes.negation": NEGATION,
}
TRIGGER: Final = STRONG | WEAK
KILL: Final = KILL_ACTIVE | KILL_PASSIVE
WOUND: Final = WOUND_ACTIVE | WOUND_PASSIVE
CASUALTY: Final = KILL | WOUND
LIKELY_TRIGGER: Final = TRIGGER | SEIZURE | FIRE  # the last two by the words beside them
TYPED: Final = AIR | SHELLING | REMOTE | SUICIDE | GRENADE | CHEMICAL | CLASH | ABDUCTION | SEXUAL | ASSAULT
ACTOR: Final = ARMED_ACTOR | STATE_ACTOR


_NAMES: Final[Mapping[str, frozenset[str]]] = {
    "dead": frozenset({"sea"}), "death": frozenset({"row", "valley"}), "wounded": frozenset({"knee"}),
}  # fmt: skip
"""Words that mean nothing before some others."""

# The words that a total is counted in, and those by which an attack and its kind are known.
_OFTEN_MISSPELT: Final = (
    "attack", "attacks", "attacked", "killed", "wounded", "airstrike", "airstrikes", "missile", "missiles", "grenade",
    "grenades", "explosion", "explosions", "militants", "gunmen",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The word lists turned round: `bits[word]` is the sum of the bits of the lists it is on.

    Shapes: `triggers` are the words that make a text worth reading: those of force, and poisons; `seizures`
    (`detained`, `took`) do so where it was one of the `captors`.
    """

    bits: Mapping[str, int]
    triggers: frozenset[str]
    seizures: frozenset[str]
    captors: frozenset[str]

    def marks(self, words: Sequence[str], known: Collection[str]) -> list[int]:
        """Return the bits of each word, 0 for a word on no list, and for the `dead` of the Dead Sea.

        Shapes: `known` are the words, each once.
        """
        found = list(map(self.bits.get, words, repeat(0)))
        for first, seconds in _NAMES.items():
            if first in known and not seconds.isdisjoint(known):
                for token in compress(count(), map(first.__eq__, words)):
                    if not seconds.isdisjoint(words[token + 1 : token + 2]):
                        found[token] = 0
        return found


@dataclass(frozen=True)
class Marked:
    """A document with the bits of each token: what the rules read."""

    document: "Document"
    lower: Sequence[str]
    marks: Sequence[int]

    @cached_property
    def listed(self) -> Sequence[int]:
        """The tokens that are on any list: a third of a text, so that a rule need not walk all of it."""
        return list(compress(range(len(self.marks)), self.marks))

    @cached_property
    def unlisted(self) -> Sequence[int]:
        """The tokens on no list that are not in small letters and open no sentence: most names are among them."""
        marks, openings = self.marks, self.document.openings
        return [token for token in self.document.capitals if not marks[token] and token not in openings]

    def spots(self, wanted: int) -> list[int]:
        """Return the tokens that have one of these bits, in their order."""
        marks = self.marks
        return [token for token in self.listed if marks[token] & wanted]

    def spots_in(self, start: int, end: int, wanted: int) -> list[int]:
        """Return those of a range of tokens that have one of these bits."""
        marks, listed = self.marks, self.listed
        own = listed[bisect_left(listed, start) : bisect_left(listed, end)]
        return [token for token in own if marks[token] & wanted]

    def union(self, start: int, end: int) -> int:
        """Return the bits of a range of tokens together."""
        return reduce(or_, self.marks[start:end], 0)

    def sentence(self, token: int) -> tuple[int, int]:
        """Return the range of the sentence that holds this token."""
        return self.document.sentences[self.document.sentence_of[token]]


@dataclass(frozen=True, slots=True, eq=False)
class _Same:
    """A lexicon compared by identity: its millions of names would be slow to hash."""

    lexicon: "Lexicon"

    def __hash__(self) -> int:
        return id(self.lexicon)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.lexicon is self.lexicon


def slips(word: str) -> set[str]:
    """Return what a word becomes by one slip of the keyboard: a letter left out, doubled or swapped with the next."""
    places = range(1, len(word))
    left_out = {word[:n] + word[n + 1 :] for n in places}
    doubled = {word[:n] + word[n - 1] + word[n:] for n in places}
    swapped = {word[:n] + word[n + 1] + word[n] + word[n + 2 :] for n in places[:-1]}
    return (left_out | doubled | swapped) - {word}


def vocabulary(lexicon: "Lexicon") -> Vocabulary:
    """Return the lexicon's words by their classes; made once a lexicon."""
    return _vocabulary(_Same(lexicon))


@lru_cache(maxsize=4)  # a process has one lexicon; tests make a few
def _vocabulary(same: _Same) -> Vocabulary:
    bits: dict[str, int] = {}
    for name, bit in LISTS.items():
        for word in same.lexicon.words(name):
            bits[word] = bits.get(word, 0) | bit
    for word in _OFTEN_MISSPELT:
        for slip in slips(word):
            bits.setdefault(slip, bits.get(word, 0))
    return Vocabulary(bits, _on(bits, TRIGGER | CHEMICAL), _on(bits, SEIZURE), _on(bits, ARMED_ACTOR | SOLDIERY))


def _on(bits: Mapping[str, int], wanted: int) -> frozenset[str]:
    return frozenset(word for word, found in bits.items() if found & wanted)


def union(bits: Iterable[int]) -> int:
    """Return all bits together."""
    return reduce(or_, bits, 0)
