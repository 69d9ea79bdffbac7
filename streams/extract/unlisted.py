"""Villages that no gazetteer lists, told by the words beside them: `the village of Solhan`, `in Dedebit`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from streams.extract.date_words import MONTHS, WEEKDAYS
from streams.extract.gazetteer import fold_token
from streams.extract.lexicon import Lexicon
from streams.extract.place_names import PlaceMention
from streams.extract.sites import PEOPLES, names_part
from streams.extract.text import Casing, Document

LONGEST: Final = 3  # capitalised words of a name
INITIALS: Final = 5  # letters: a shorter word in capitals is a body's initials
SKIPPED: Final = 3  # words such as `the village of` between a preposition and the name


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A name of a place that is in no gazetteer: tokens `start` to `end`, end exclusive."""

    start: int
    end: int
    name: str


class UnlistedNames:
    """The unlisted names of one text, read sentence by sentence as they are asked for.

    Source: docs/extraction.md, "Places".
    """

    def __init__(self, document: Document, mentions: Sequence[PlaceMention], lexicon: Lexicon) -> None:
        self.document = document
        self.lexicon = lexicon
        self.listed = {token for mention in mentions for token in range(mention.start, mention.end)}
        self._reader: _Reader | None = None
        self._read: dict[int, list[Unlisted]] = {}

    def nearest(self, token: int) -> Unlisted | None:
        """Return the name nearest to a token, in its sentence; None where capitals tell nothing."""
        sentence = self.document.sentence_of[token]
        if sentence not in self._read:
            self._read[sentence] = self._names(sentence)
        return min(self._read[sentence], key=lambda name: abs(name.start - token), default=None)

    def _names(self, sentence: int) -> list[Unlisted]:
        first, last = self.document.sentences[sentence]
        tokens, lower = self.document.tokens, self.document.lower
        if all(tokens[token] == lower[token] or token in self.listed for token in range(first + 1, last)):
            return []  # the most frequent case, and the quickest to tell
        if self.document.casing is not Casing.MIXED:
            return []
        if self._reader is None:
            self._reader = _Reader(self.document, self.lexicon, self.listed)
        return list(self._reader.names(first, last))


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
            PEOPLES,
        )

    def names(self, first: int, last: int) -> Iterator[Unlisted]:
        """Yield the unlisted names from token `first` to `last`, its end exclusive."""
        position = first + 1  # the sentence's first word has a capital anyway
        tokens, lower = self.document.tokens, self.document.lower
        while position < last:
            if tokens[position] == lower[position] or not (
                self._may_be_placed(position) or (position + 1 < last and tokens[position + 1] != lower[position + 1])
            ):
                position += 1
                continue
            end = position
            while end < min(last, position + LONGEST) and self._may_be_name(end):
                end += 1
            if end > position and self._is_placed(position, end) and not names_part(lower, end):
                name = " ".join(tokens[position:end])
                yield Unlisted(position, end, name.removesuffix("'s").removesuffix("\u2019s"))
            position = max(end, position + 1)

    def _may_be_name(self, at: int) -> bool:
        token, small = self.document.tokens[at], self.document.lower[at]
        if at in self.listed or token == small or not small[0].isalpha():
            return False
        if token.isupper() and len(token) <= INITIALS:
            return False
        plain = fold_token(token)
        if plain in self.names_known:
            return False
        return not [True for words in self.never if plain in words]

    def _may_be_placed(self, start: int) -> bool:
        """Tell whether a name that begins here can be a place's by what stands before it."""
        return self.document.lower[start - 1] == "of" or self._preposition(start)

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
