"""The words that say what a stretch is about: two stretches that share many of them tell of one thing."""

from typing import Final

from streams.extract.classes import CASUALTY, TRIGGER, Marked
from streams.extract.triggers import Mention

_SHORTEST: Final = 4  # letters
_STEM: Final = 6  # letters that `village` and `villagers` share
_EVERYWHERE: Final = frozenset(
    {"about", "according", "after", "against", "because", "been", "before", "being", "between", "both", "during",
     "each", "from", "have", "here", "into", "just", "many", "more", "most", "much", "only", "other", "over", "said",
     "says", "since", "some", "such", "than", "that", "their", "them", "then", "there", "these", "they", "this",
     "those", "told", "under", "until", "upon", "very", "were", "what", "when", "where", "which", "while", "whom",
     "whose", "will", "with", "without", "would", "also"}
)  # fmt: skip


def content_words(marked: Marked, mention: Mention) -> frozenset[str]:
    """Return what a stretch is about, by its words' first letters: none that stand everywhere, none of force or harm.

    Errors: none; at most a sentence is looked at.
    """
    start, end, lower = mention.start, mention.end, marked.lower
    telling = set(lower[start:end]).difference(_EVERYWHERE)
    words = {word[:_STEM] for word in telling if len(word) >= _SHORTEST and word.isalpha()}
    words.difference_update([lower[token][:_STEM] for token in marked.spots_in(start, end, TRIGGER | CASUALTY)])
    return frozenset(words)
