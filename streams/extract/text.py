"""A news text as tokens and sentences: made once an article, read by every rule."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from schemas import Article

MAX_CHARACTERS: Final = 8_000  # of title and body; news tells what happened before that, and the rest only costs time
MAX_SENTENCE: Final = 120  # tokens; a text without full stops is cut there, so that no rule's look around is unbounded
TITLE_GAP: Final = "\n\n"  # between title and body: a paragraph's end, so that the title is a sentence of its own

_QUOTES: Final = "\u2018\u2019\u201c\u201d\"'"
_HYPHENS: Final = "\\-\u2010\u2011"
# A word with its joints (al-Assad, Iraq's, AC-130, U.S.-led), or a number with its tail (12,500, 17th, 18-year-old),
# or a sign. No part can match the same characters in two ways, so that time stays linear.
TOKEN: Final = re.compile(
    rf"""
    [^\W\d_][^\W_]* (?: (?:['\u2019{_HYPHENS}][^\W_]+)+ | (?:\.[A-Za-z])+\.(?:[{_HYPHENS}][^\W_]+)* )?
    | \d+ (?: (?:,\d{{3}})+(?!\d) | \.\d+ | [^\W\d_]*(?:[{_HYPHENS}][^\W\d_]+)* )
    | \S
    """,
    re.VERBOSE,
)
_MARKUP: Final = re.compile(r"<(/?\w{0,12})[^<>]{0,200}>|&(?:#\d{1,6}|[A-Za-z]{2,8});")
_BLOCKS: Final = frozenset(["p", "br", "li", "ul", "ol", "div", "h1", "h2", "h3", "h4", "tr", "td", "table"])
_BREAK: Final = re.compile(
    rf"""
    [.!?\u2026] [{_QUOTES})\]]* \s+ (?=[{_QUOTES}(\[]* [^\W_a-z])    # a full stop, then a capital or a digit
    | \n [ \t\r]* (?: \n | (?=[\-*\u2022\u2013\u2014] ) )           # a paragraph's end, or an item of a list
    """,
    re.VERBOSE,
)
# A full stop behind one of these ends no sentence, or hardly ever.
_ABBREVIATIONS: Final = frozenset(
    "mr mrs ms dr gen col lt maj sgt capt gov sen rep st jan feb mar apr jun jul aug sep sept oct nov dec no brig cpl "  # noqa: SIM905 - a list literal is a line a word
    "pvt msgr approx rev hon prof sr jr vs cmdr adm mt ft vol dept".split()
)


@dataclass(frozen=True, slots=True)
class Document:
    """Title and body of an article, cut into tokens.

    Shapes: `tokens`, `lower`, `starts`, `ends` and `sentence_of` are as long as one another; a sentence is a range of
    tokens, end exclusive. Hyphenated words, `U.S.` and possessives (`Iraq's`) are one token each; a sign is one too.
    Units: `starts`, `ends` and `body_start` are characters of `text`; an offset into the body is `start - body_start`,
    negative in the title. `text` ends after MAX_CHARACTERS, and so does
    every rule's view; HTML left in the body is blanked there, character for character.
    Source: docs/extraction.md, "Tokens".
    """

    text: str
    body_start: int
    tokens: Sequence[str]
    lower: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]
    sentence_of: Sequence[int]
    sentences: Sequence[tuple[int, int]]

    @property
    def has_title(self) -> bool:
        """Whether the first sentence (or more) is the title's."""
        return self.body_start > 0


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
    spans = [match.span() for match in TOKEN.finditer(text)]
    starts = [start for start, _ in spans]
    ends = [end for _, end in spans]
    tokens = [text[start:end] for start, end in spans]
    lower = [token.lower() for token in tokens]
    sentences = _sentences(text, lower, starts)
    sentence_of = [number for number, (start, end) in enumerate(sentences) for _ in range(start, end)]
    return Document(text, len(head), tokens, lower, starts, ends, sentence_of, sentences)


def _blank(markup: re.Match[str]) -> str:
    """Return blanks in place of HTML left in, so that offsets stay; a block's tag ends a paragraph."""
    name = (markup[1] or "").strip("/").lower()
    return (TITLE_GAP if name in _BLOCKS else "").ljust(len(markup[0]))


def _sentences(text: str, lower: Sequence[str], starts: Sequence[int]) -> list[tuple[int, int]]:
    cuts = [0]
    for match in _BREAK.finditer(text):
        cut = bisect_right(starts, match.end() - 1)
        if cut > cuts[-1] and not (text[match.start()] == "." and _abbreviates(lower, starts, match.start())):
            cuts.append(cut)
    if cuts[-1] != len(starts):
        cuts.append(len(starts))
    return [
        (start, min(start + MAX_SENTENCE, end))
        for first, end in pairwise(cuts)
        for start in range(first, end, MAX_SENTENCE)
    ]


def _abbreviates(lower: Sequence[str], starts: Sequence[int], stop: int) -> bool:
    """Tell whether the full stop at this character only shortens the word before it."""
    before = bisect_right(starts, stop) - 1
    if starts[before] != stop:  # the stop is part of its token: `U.S.`
        return True
    word = lower[before - 1] if before else ""
    return word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha())
