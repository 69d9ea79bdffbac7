"""The learnt half of "attack or not": the words of a stretch, and those of its text. The rules are the other half."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
from typing import Final

from streams.extract.classes import Marked
from streams.extract.lexicon import Lexicon
from streams.extract.model import Model
from streams.extract.triggers import Mention
from streams.extract.wording import (
    GROUPED,
    LAST_LENGTH,
    LAST_SENTENCE,
    STEPS,
    WIDEST,
    document_features,
    groups_of,
    learnt_words,
    length_class,
    sentence_class,
)

STRETCH: Final = "attack"
"""Weights of a stretch's features, learnt so that the best stretch of a text decides whether it tells of an attack."""
DOCUMENT: Final = "attack_text"
"""Weights of the words of a whole text."""
SHORT: Final = 100  # tokens; in a shorter text the rules are worth as much as what was learnt
SURE: Final = 4.0  # logits; what the text at large is about says no more than that of one sentence


DIGITS: Final = 9  # of a logit; finer ones depend on the order of adding, and a threshold must not


@dataclass(frozen=True, slots=True)
class Shares:
    """What each opinion counts for, and what is added. Units: of a logit each."""

    stretch: float
    document: float
    rules: float
    bias: float


# Of an unseen newspaper, rules alone are wrong four times less often than words alone: they keep a say in each text.
SHORT_TEXT: Final = Shares(0.4, 0.45, 0.3, 0.1)
LONG_TEXT: Final = Shares(0.6, 0.6, 0.05, 0.55)


def combine(tokens: int, stretch: float, document: float, rules: float) -> float:
    """Return one logit of three opinions on a stretch in a text of so many tokens.

    Source: docs/extraction.md, "Attack or not".
    """
    share = SHORT_TEXT if tokens < SHORT else LONG_TEXT
    about = max(-SURE, min(SURE, document))
    logit = share.stretch * stretch + share.document * about + share.rules * rules + share.bias
    return round(logit, DIGITS)


class Detector:
    """The learnt weights, laid out for look-up."""

    def __init__(self, stretch: Model, document: Model) -> None:
        """Lay out two models."""
        self._stretch, self._document = stretch, document
        names = ("word", "trigger", "rule", "sentence", "length", *(f"at{step}" for step in STEPS))
        self._words, self._triggers, self._rules, sentences, lengths, *beside = stretch.tables(names)
        self._sentences = [sentences.get(str(n), 0.0) for n in range(LAST_SENTENCE + 1)]
        self._lengths = [lengths.get(str(n), 0.0) for n in range(LAST_LENGTH + 1)]
        self._beside = tuple(zip(STEPS, beside, strict=True))
        self._groups = lru_cache(maxsize=4096)(lambda bits: stretch.score(groups_of(bits)))

    def document(self, words: Sequence[str]) -> float:
        """Return the logit of a text."""
        return self._document.score(document_features(words)) + self._document.bias

    def stretch(self, mention: Mention, words: Sequence[str]) -> float:
        """Return the logit of a stretch: the sum that its `stretch_features` have."""
        start, head = mention.start, mention.trigger
        end = min(mention.end, start + WIDEST)
        total = self._stretch.bias + sum(map(self._words.get, dict.fromkeys(words[start:end]), repeat(0.0)))
        total += self._triggers.get(words[head], 0.0) + self._groups(mention.bits & GROUPED)
        for step, table in self._beside:
            if start <= head + step < end:
                total += table.get(words[head + step], 0.0)
        total += sum(map(self._rules.get, mention.features, repeat(0.0)))
        return total + self._sentences[sentence_class(mention)] + self._lengths[length_class(mention)]


@dataclass(frozen=True, slots=True, eq=False)
class _Same:
    """A lexicon compared by identity."""

    lexicon: Lexicon

    def __hash__(self) -> int:
        return id(self.lexicon)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.lexicon is self.lexicon


def detector(lexicon: Lexicon) -> Detector:
    """Return the lexicon's detector; made once a lexicon."""
    return _detector(_Same(lexicon))


@lru_cache(maxsize=8)  # a process has one lexicon; cross-validation one a fold
def _detector(same: _Same) -> Detector:
    return Detector(same.lexicon.weights(STRETCH), same.lexicon.weights(DOCUMENT))


def opinions(marked: Marked, mentions: Sequence[Mention], lexicon: Lexicon) -> tuple[float, list[float]]:
    """Return the learnt logit of the text, and of each stretch."""
    learnt = detector(lexicon)
    words = learnt_words(marked)
    return learnt.document(words), [learnt.stretch(mention, words) for mention in mentions]
