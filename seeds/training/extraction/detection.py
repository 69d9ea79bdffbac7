"""Learns "attack or not" from texts of which only that is known: the best stretch of a text has to answer for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from zlib import crc32

from seeds.training.extraction.data import Row
from seeds.training.extraction.linear import BIAS, Case, Choice, Fit, Weights, fit_logistic, fit_ranker
from streams.extract.classes import Marked, vocabulary
from streams.extract.detector import DOCUMENT, STRETCH
from streams.extract.lexicon import Lexicon
from streams.extract.numbers import find_numbers
from streams.extract.text import read
from streams.extract.triggers import find_mentions
from streams.extract.wording import document_features, learnt_words, stretch_features

SOURCES: Final = (
    "seeds/training/extraction/detection.py",
    "streams/extract/wording.py",
    "streams/extract/triggers.py",
    "streams/extract/classes.py",
    "streams/extract/data/lexicons.json",
)
# A set counts by what it can teach, not by its size: thousands of leads of one agency teach one agency's style.
WEIGHTS: Final[Mapping[str, float]] = {
    "case21_types": 3.0, "agnews_world": 3.0, "labelled": 2.0, "seeds": 2.0, "pitf": 0.4, "awsd": 0.4, "gva_rest": 0.4,
    "gvc": 0.4,
}  # fmt: skip
EACH: Final[Mapping[str, int]] = {"gva_rest": 4, "awsd": 2}  # one text of so many; the others say the same once more
MOST: Final = 40  # stretches of a text
OF_STRETCHES: Final = Fit(l2=3.0, least=3)
OF_TEXTS: Final = Fit(l2=12.0, least=5)


@dataclass(frozen=True, slots=True)
class Example:
    """A text, as the detector sees it."""

    row: Row
    label: bool
    weight: float
    words: frozenset[str]
    stretches: Sequence[Sequence[str]]


def prepare(rows: Sequence[Row], lexicon: Lexicon) -> list[Example]:
    """Return the texts of which it is known whether they tell of an attack."""
    return [_example(row, lexicon) for row in rows if row.gold.get("attacks") is not None and _is_chosen(row)]


def _is_chosen(row: Row) -> bool:
    return crc32(row.article.id.encode()) % EACH.get(row.source, 1) == 0


def _example(row: Row, lexicon: Lexicon) -> Example:
    document = read(row.article)
    marked = Marked(document, document.lower, vocabulary(lexicon).marks(document.lower, document.words))
    words = learnt_words(marked)
    stretches = [stretch_features(mention, words) for mention in find_mentions(marked, find_numbers(marked))[:MOST]]
    weight = WEIGHTS.get(row.source, 1.0)
    return Example(row, row.gold["attacks"] > 0, weight, frozenset(document_features(words)), stretches)


def fit(examples: Sequence[Example]) -> dict[str, Weights]:
    """Return the weights of stretches and of texts."""
    choices = [
        Choice(
            [(), *([*features, BIAS] for features in one.stretches)],
            [not one.label, *([one.label] * len(one.stretches))],
            one.weight,
        )
        for one in examples
        if one.stretches
    ]
    texts = [Case(one.words, one.label, one.weight) for one in examples]
    return {STRETCH: fit_ranker(choices, OF_STRETCHES), DOCUMENT: fit_logistic(texts, OF_TEXTS)}
