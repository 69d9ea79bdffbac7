"""A news text as tokens and sentences: made once an article, read by every rule."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import compress
from operator import ne, not_
from typing import Final

from schemas import Article

MAX_CHARACTERS: Final = 8_000  # of title and body; news tells what happened before that, and the rest only costs time
CAPITALS_FROM: Final = 0.6  # share of words in capitals that makes a text one in capitals only
MAX_SENTENCE: Final = 120  # tokens; a text without full stops is cut there, so that no rule's look around is unbounded
AGED: Final = "-year-old"
HEADLINES_FROM: Final = 20  # words; a shorter row is one headline
HEADED: Final = 0.75  # share of words with a capital
TITLE_GAP: Final = "\n\n"  # between title and body: a paragraph's end, so that the title is a sentence of its own

_QUOTES: Final = "\u2018\u2019\u201c\u201d\"'"
_HYPHENS: Final = "\\-\u2010\u2011"
# A plain word, which most are and which is quickest told; a word with its joints (al-Assad, Iraq's, AC-130, U.S.-led);
# a number with its tail (12,500, 17th, 18-year-old); or a sign. No
# part can match the same characters in two ways, so that time stays linear.
TOKEN: Final = re.compile(
    rf"""
    [A-Za-z]++ (?! [^\W_] | ['\u2019{_HYPHENS}.][^\W_] )
    | [^\W\d_][^\W_]* (?: (?:['\u2019{_HYPHENS}][^\W_]+)+ | (?:\.[A-Za-z])+\.(?:[{_HYPHENS}][^\W_]+)* )?
    | \d+ (?: (?:,\d{{3}})+(?!\d) | \.\d+ | [^\W\d_]*(?:[{_HYPHENS}][^\W\d_]+)* )
    | \S
    """,
    re.VERBOSE,
)
_MARKUP: Final = re.compile(r"<(/?\w{0,12})[^<>]{0,200}>|&(?:#\d{1,6}|[A-Za-z]{2,8});")
_BLOCKS: Final = frozenset(["p", "br", "li", "ul", "ol", "div", "h1", "h2", "h3", "h4", "tr", "td", "table"])
_LAST_WORD: Final = re.compile(r"(?<![^\W_])[^\W\d_]+\Z")
_LONGEST_ABBREVIATION: Final = 8  # characters, one more than of the longest
# It opens with one class of characters, which the regex engine seeks quickly, before it tells the two apart.
_BREAK: Final = re.compile(
    rf"""
    [.!?\u2026\n] (?:
        (?<!\n) [{_QUOTES})\]]* \s+ (?=[{_QUOTES}(\[]* [^\W_a-z])       # a full stop, then a capital or a digit
        | (?<=\n) [ \t\r]* (?: \n | (?=[\-*\u2022\u2013\u2014] ) )      # a paragraph's end, or an item of a list
    )
    """,
    re.VERBOSE,
)
# A full stop behind one of these ends no sentence, or hardly ever.
_ABBREVIATIONS: Final = frozenset(
    "mr mrs ms dr gen col lt maj sgt capt gov sen rep st jan feb mar apr jun jul aug sep sept oct nov dec no brig cpl "  # noqa: SIM905 - a list literal is a line a word
    "pvt msgr approx rev hon prof sr jr vs cmdr adm mt ft vol dept".split()
)


class Casing(StrEnum):
    """How a text is written: capitals are half of what tells a name."""

    MIXED = "mixed"
    CAPITALS = "capitals"
    SMALL = "small"


@dataclass(frozen=True)
class Document:
    """Title and body of an article, cut into tokens.

    Shapes: `tokens`, `lower`, `starts`, `ends` and `sentence_of` are as long as one another; a sentence is a range of
    tokens, end exclusive. Hyphenated words, `U.S.` and possessives (`Iraq's`) are one token each; a sign is one too.
    `capitals` are the tokens that are not in small letters; `anchors` has, for each sentence, a token at or before its
    first and where that token's search begins.
    Units: `starts`, `ends` and `body_start` are characters of `text`; an offset into the body is `start - body_start`,
    negative in the title. `text` ends after MAX_CHARACTERS, and so does
    every rule's view; HTML left in the body is blanked there, character for character.
    Source: docs/extraction.md, "Tokens".
    """

    text: str
    body_start: int
    body_token: int
    tokens: Sequence[str]
    lower: Sequence[str]
    sentence_of: Sequence[int]
    sentences: Sequence[tuple[int, int]]
    capitals: Sequence[int]
    anchors: Sequence[tuple[int, int]]

    @cached_property
    def words(self) -> frozenset[str]:
        """The tokens in small letters, each once: most rules ask first whether their words are there at all."""
        return frozenset(self.lower)

    @cached_property
    def odd(self) -> Sequence[int]:
        """The tokens that are not letters alone: figures, signs, words with joints."""
        return list(compress(range(len(self.lower)), map(not_, map(str.isalpha, self.lower))))

    @cached_property
    def figures(self) -> Sequence[int]:
        """The tokens that begin with a digit of any script."""
        lower = self.lower
        return [token for token in self.odd if lower[token][0].isdigit()]

    @cached_property
    def aged(self) -> Sequence[int]:
        """The tokens that give an age: `34-year-old`, `twelve-year-old`."""
        lower = self.lower
        return [token for token in self.odd if lower[token].endswith(AGED)]

    @cached_property
    def openings(self) -> frozenset[int]:
        """The first tokens of the sentences: their capitals tell nothing."""
        return frozenset([first for first, _ in self.sentences])

    @cached_property
    def casing(self) -> Casing:
        """How the text is written. A title in capitals over a mixed body is a mixed text."""
        capitals = sum(map(str.isupper, map(self.tokens.__getitem__, self.capitals)))
        if not self.capitals:
            return Casing.SMALL
        if 2 * capitals < len(self.capitals):
            return Casing.MIXED
        words = sum(1 for small in self.lower if small[0].isalpha())
        return Casing.CAPITALS if capitals > CAPITALS_FROM * words else Casing.MIXED

    @property
    def has_title(self) -> bool:
        """Whether the first sentence (or more) is the title's."""
        return self.body_start > 0

    def spots(self, wanted: frozenset[str]) -> list[int]:
        """Return the tokens that are one of these words, in their order."""
        if wanted.isdisjoint(self.words):
            return []
        return list(compress(range(len(self.lower)), map(wanted.__contains__, self.lower)))

    def start_of(self, token: int) -> int:
        """Return where a token starts: found again from the start of its sentence, as few are ever asked for."""
        at, position = self.anchors[self.sentence_of[token]]
        find, tokens = self.text.find, self.tokens
        for before in range(at, token):
            position = find(tokens[before], position) + len(tokens[before])
        return find(tokens[token], position)

    def end_of(self, token: int) -> int:
        """Return where a token ends, exclusive."""
        return self.start_of(token) + len(self.tokens[token])

    def sentence_end(self, sentence: int) -> int:
        """Return where the last token of a sentence ends, exclusive."""
        last = self.sentences[sentence][1]
        first, stop = self.anchors[sentence + 1] if sentence + 1 < len(self.anchors) else (last, len(self.text))
        if first != last:  # cut at MAX_SENTENCE
            return self.end_of(last - 1)
        start = self.anchors[sentence][1]
        return start + len(self.text[start:stop].rstrip())

    def adjoins(self, token: int) -> bool:
        """Tell whether nothing, no blank either, is between a token and the next."""
        return token + 1 < len(self.tokens) and self.end_of(token) == self.start_of(token + 1)

    def tokens_within(self, characters: int) -> int:
        """Return how many tokens the sentences have that begin within so many characters."""
        return next((first for first, start in self.anchors if start > characters), len(self.tokens))

    @cached_property
    def starts(self) -> Sequence[int]:
        """Where each token starts."""
        return list(_starts(self.text, self.tokens))

    @cached_property
    def ends(self) -> Sequence[int]:
        """Where each token ends, exclusive."""
        return [start + len(token) for start, token in zip(self.starts, self.tokens, strict=True)]


def _starts(text: str, tokens: Sequence[str]) -> Iterator[int]:
    """Find the tokens again: only blanks are between them."""
    position = 0
    for token in tokens:
        start = text.find(token, position)
        yield start
        position = start + len(token)


def read(article: Article) -> Document:
    """Return the article's title and body as one document."""
    title = (article.title or "").strip()
    return tokenize(article.body, title)


def tokenize(body: str, title: str = "") -> Document:
    """Cut a text into tokens and sentences.

    Errors: none, whatever the characters; time is linear in the length.
    Source: docs/extraction.md, "Tokens".
    """
    head = title[: MAX_CHARACTERS // 4] + TITLE_GAP if title else ""
    text = head + body[: MAX_CHARACTERS - len(head)]
    if "<" in text or "&" in text:
        text = _MARKUP.sub(_blank, text)
    tokens: list[str] = []
    sentences: list[tuple[int, int]] = []
    sentence_of: list[int] = []
    anchors: list[tuple[int, int]] = []
    body_token = first = 0
    for start, end in _spans(text):
        if start <= len(head):
            body_token = first
        tokens += TOKEN.findall(text, start, end)
        anchor = (first, start)
        last = len(tokens)
        while first < last:
            stop = min(first + MAX_SENTENCE, last)
            sentence_of += [len(sentences)] * (stop - first)
            sentences.append((first, stop))
            anchors.append(anchor)
            first = stop
    lower = list(map(str.lower, tokens))
    capitals = list(compress(range(len(tokens)), map(ne, tokens, lower)))
    return Document(text, len(head), body_token, tokens, lower, sentence_of, sentences, capitals, anchors)


def is_list_of_headlines(document: Document, sentence: int) -> bool:
    """Tell a row of other pages' headlines, which pages end with: nearly every word has a capital."""
    start, end = document.sentences[sentence]
    if end - start < HEADLINES_FROM or (sentence == 0 and document.has_title):
        return False
    words = [token for token in document.tokens[start:end] if token[0].isalpha()]
    headed = sum([1 for token in words if token[0].isupper() and not (len(token) > 1 and token.isupper())])
    return len(words) >= HEADLINES_FROM and headed >= HEADED * len(words)


def _blank(markup: re.Match[str]) -> str:
    """Return blanks in place of HTML left in, so that offsets stay; a block's tag ends a paragraph."""
    name = (markup[1] or "").strip("/").lower()
    return (TITLE_GAP if name in _BLOCKS else "").ljust(len(markup[0]))


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence starts and ends, in characters."""
    start = 0
    for match in _BREAK.finditer(text):
        at, end = match.span()
        if not (text[at] == "." and _abbreviates(text, at)):
            yield start, end
            start = end
    yield start, len(text)


def _abbreviates(text: str, stop: int) -> bool:
    """Tell whether the full stop at this character only shortens the word before it."""
    word = text[max(0, stop - _LONGEST_ABBREVIATION) : stop].rpartition(" ")[2].lower()
    if not word.isalpha():
        found = _LAST_WORD.search(text, max(0, stop - _LONGEST_ABBREVIATION), stop)
        word = found[0].lower() if found else ""
    if word in _ABBREVIATIONS:
        return True
    return len(word) == 1 and word.isalpha()
