"""Villages that no gazetteer lists, told by the words beside them: `the village of Solhan`, `in Dedebit`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from streams.extract.date_words import MONTHS, WEEKDAYS
from streams.extract.gazetteer import fold_token
from streams.extract.lexicon import Lexicon
from streams.extract.place_cues import Casing, casing_of
from streams.extract.place_names import PlaceMention
from streams.extract.text import Document

LONGEST: Final = 3  # capitalised words of a name
INITIALS: Final = 5  # letters: a shorter word in capitals is a body's initials
SKIPPED: Final = 3  # words such as `the village of` between a preposition and the name


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A name of a place that is in no gazetteer: tokens `start` to `end`, end exclusive."""

    start: int
    end: int
    name: str


def nearest_unlisted(
    document: Document, mentions: Sequence[PlaceMention], focus: Sequence[int], lexicon: Lexicon
) -> Unlisted | None:
    """Return the unlisted name nearest to the focus, in its sentence; None where capitals tell nothing.

    Source: docs/extraction.md, "Places".
    """
    if not focus:
        return None
    first, last = document.sentences[document.sentence_of[focus[0]]]
    listed = {token for mention in mentions for token in range(mention.start, mention.end) if first <= token < last}
    tokens, lower = document.tokens, document.lower
    if all(tokens[token] == lower[token] or token in listed for token in range(first + 1, last)):
        return None  # the most frequent case, and the quickest to tell
    found = list(_Reader(document, lexicon, listed).names(first, last))
    if not found or casing_of(document) is not Casing.MIXED:
        return None
    return min(found, key=lambda name: min(abs(name.start - token) for token in focus))


class _Reader:
    """Reads the names of one sentence."""

    def __init__(self, document: Document, lexicon: Lexicon, listed: set[int]) -> None:
        self.document = document
        self.names_known = lexicon.gazetteer.names
        self.listed = listed
        self.before = lexicon.words("places.stated") | lexicon.words("places.struck")
        self.settlements = lexicon.words("places.settlement")
        self.articles = lexicon.words("places.skipped")
        self.never = (
            *(lexicon.words(name) for name in ("stop", "stop_learnt", "common.word", "common.first_name")),
            *(lexicon.words(f"places.{name}") for name in ("title", "media", "actor_noun")),
            MONTHS,
            WEEKDAYS,
        )

    def names(self, first: int, last: int) -> Iterator[Unlisted]:
        """Yield the unlisted names from token `first` to `last`, its end exclusive."""
        position = first + 1  # the sentence's first word has a capital anyway
        tokens, lower = self.document.tokens, self.document.lower
        while position < last:
            if tokens[position] == lower[position]:
                position += 1
                continue
            end = position
            while end < min(last, position + LONGEST) and self._may_be_name(end):
                end += 1
            if end > position and self._is_placed(position, end):
                starts, ends = self.document.starts, self.document.ends
                name = " ".join(self.document.text[starts[position] : ends[end - 1]].split())
                yield Unlisted(position, end, name.removesuffix("'s").removesuffix("\u2019s"))
            position = max(end, position + 1)

    def _may_be_name(self, at: int) -> bool:
        token, small = self.document.tokens[at], self.document.lower[at]
        if at in self.listed or token == small or not small[0].isalpha():
            return False
        if token.isupper() and len(token) <= INITIALS:
            return False
        plain = fold_token(token)
        return plain not in self.names_known and not any(plain in words for words in self.never)

    def _is_placed(self, start: int, end: int) -> bool:
        """Tell whether the words beside say that it is a place."""
        lower = self.document.lower
        if end < len(lower) and (lower[end] in self.settlements or end in self.listed):
            return end not in self.listed and self._preposition(start)
        if start > 1 and lower[start - 1] == "of":
            return lower[start - 2] in self.settlements
        return self._preposition(start)

    def _preposition(self, start: int) -> bool:
        position = start - 1
        while position > start - 1 - SKIPPED and self.document.lower[position] in self.articles:
            position -= 1
        return self.document.lower[position] in self.before
