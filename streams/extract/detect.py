"""Attack or not: what a mention's features add up to, in the light of the whole text."""

import math
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from streams.extract import classes as c
from streams.extract.classes import Marked
from streams.extract.detector import combine, opinions
from streams.extract.lexicon import Lexicon
from streams.extract.triggers import Mention

# In logits: 0 is even odds. Set by hand, then fitted to labelled texts and rounded: docs/extraction.md, "Weights".
WEIGHTS: Final[Mapping[str, float]] = {
    "bias": -2.8,
    "fire": 2.1,
    "victims": 1.7,
    "strong": 1.1,
    "impact": 1.35,
    "casualties": 0.9,
    "day": 1.0,
    "target": 0.6,
    "negation": 0.6,  # `no one was hurt` tells of an attack as well
    "armed actor": 0.0,
    "casualties by actor": 0.15,
    "weapon": 0.1,
    "seizure": 2.2,
    "attack": 0.0,  # alone it says nothing: on a proposal, by a striker
    "state actor": -0.1,
    "bare casualties": -0.4,
    "aimed": 0.55,
    "by actor": 1.8,
    "conducted": 1.2,
    "actor acts": 0.8,
    "acts on": 1.2,
    "from afar": 0.3,
    "bare": -1.5,
    "said": -0.3,
    "memory": -0.2,
    "court": -0.1,
    "occasion": -0.1,
    "denial": -0.95,
    "drill": -2.5,
    "figurative": -1.0,
    "found": -0.85,
    "protest": -1.1,
    "sport": -1.05,
    "business": -1.95,
    "hypothetical": -2.9,
    "nature": -2.95,
    "accident": -3.4,
    "gun accident": -0.6,
}
# Of the text at large: for each time a class is named beyond what its words of force account for.
ABOUT: Final[Mapping[str, tuple[int, float]]] = {
    "sport": (c.SPORT, -1.6),
    "business": (c.BUSINESS, -1.9),
    "accident": (c.ACCIDENT | c.NATURE, -1.8),
    "court": (c.COURT, -1.2),
    "protest": (c.PROTEST, -1.2),
}
SHORT: Final = (80, 1.2)  # tokens, logits; a short text has one sentence to say it in
LEAD: Final = 0.7  # logits, of the title and the first sentence
MISFORTUNE: Final = -1.0  # logits
_MISFORTUNE: Final = frozenset({"accident", "nature"})
_BY_HAND: Final = frozenset({"strong", "weapon", "fire", "armed actor", "by actor"})
_DOCUMENT_REACH: Final = 200  # tokens; what a text is about shows in its first paragraphs
_MOST: Final = 4  # times that a class counts against the text; a long text uses every word some day


class Judged(NamedTuple):
    """A mention with its logit.

    Shapes: `logit` joins three opinions: the `rules`, and what was learnt of the `stretch` and of the text at large.
    """

    mention: Mention
    logit: float
    rules: float
    stretch: float

    @property
    def probability(self) -> float:
        """Return the logit as a number from 0 to 1."""
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, self.logit))))


def judge(marked: Marked, mentions: Sequence[Mention], lexicon: Lexicon) -> list[Judged]:
    """Score every mention of a text.

    Units: logits. Errors: none. Source: docs/extraction.md, "Attack or not".
    """
    if not mentions:
        return []
    base = WEIGHTS["bias"] + about(marked)
    rules = [base + _own(mention) for mention in mentions]
    text, stretches = opinions(marked, mentions, lexicon)
    mishap = any(_is_mishap(mention) for mention in mentions if mention.sentence <= 1)
    return [
        Judged(mention, _vetoed(mention, combine(len(marked.lower), stretch, text, rule), mishap=mishap), rule, stretch)
        for mention, rule, stretch in zip(mentions, rules, stretches, strict=True)
    ]


def _vetoed(mention: Mention, logit: float, *, mishap: bool) -> float:
    """Hold what only an accident or the weather killed below an incident, whatever the learnt words say of the dead.

    Shapes: `mishap` is whether the text opens with one; its dead are told of further down.
    """
    if _is_mishap(mention) or (mishap and "bare casualties" in mention.features):
        return min(logit, MISFORTUNE)
    return logit


def _is_mishap(mention: Mention) -> bool:
    return not _MISFORTUNE.isdisjoint(mention.features) and _BY_HAND.isdisjoint(mention.features)


def _own(mention: Mention) -> float:
    return sum(map(WEIGHTS.__getitem__, mention.features)) + (LEAD if mention.sentence <= 1 else 0.0)


def about(marked: Marked) -> float:
    """Return what the text at large adds to each of its mentions."""
    total = SHORT[1] if len(marked.marks) < SHORT[0] else 0.0
    head = [bits for bits in marked.marks[:_DOCUMENT_REACH] if bits & _TELLING]
    named = c.union(head)
    if not named & _ABOUT:
        return total
    force = sum([1 for bits in head if bits & _FORCE])
    for bit, weight in ABOUT.values():
        if not named & bit:
            continue
        times = sum([1 for bits in head if bits & bit])
        if bit & c.ACCIDENT:  # a shot that went off is no derailment
            times -= sum([1 for bits in head if bits & c.GUNSHOT])
        total += weight * min(_MOST, max(0, times - force - (0 if bit & c.ACCIDENT else 1)))
    return total


_FORCE: Final = c.STRONG | c.ARMED_ACTOR | c.WEAPON
_ABOUT: Final = c.union(bit for bit, _ in ABOUT.values())
_TELLING: Final = _ABOUT | _FORCE | c.GUNSHOT
