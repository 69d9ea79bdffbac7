"""Whose home affairs a text tells of, by its words: a sheriff and a felony are American, a crown court is not."""

from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from streams.extract.lexicon import Lexicon
from streams.extract.text import Document
from streams.extract.usa import signs

ENOUGH: Final = 2  # a word that says so counts two, a hint one
_PREFIX: Final = "home."
_HINT: Final = "_hint"
_POSSESSIVES: Final = ("", "'s", "\u2019s")


class _Table(NamedTuple):
    """What each first word says. Shapes: `pairs` are two words, `heads` the first of each."""

    single: Mapping[str, tuple[str, int]]
    pairs: Mapping[tuple[str, str], tuple[str, int]]
    heads: frozenset[str]


def home_of(document: Document, lexicon: Lexicon) -> str | None:
    """Return the country whose home affairs the words of a text are, None where they say nothing or disagree.

    Shapes: ISO 3166-1 alpha-3. Errors: none. Source: docs/extraction.md, "Places"; seeds/lexicons/home.tsv.
    """
    table = _table(_Same(lexicon))
    said: dict[str, int] = {}
    for word in table.single.keys() & document.words:
        country, worth = table.single[word]
        said[country] = said.get(country, 0) + worth
    if not table.heads.isdisjoint(document.words):
        lower = document.lower
        for pair in {pair for pair in pairwise(lower) if pair[0] in table.heads}:
            if pair in table.pairs:
                country, worth = table.pairs[pair]
                said[country] = said.get(country, 0) + worth
    american = signs(document)
    if american:
        said["USA"] = said.get("USA", 0) + american
    told = [country for country, worth in said.items() if worth >= ENOUGH]
    return told[0] if len(told) == 1 else None


class _Same:
    """A lexicon compared by identity."""

    __slots__ = ("lexicon",)

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def __hash__(self) -> int:
        return id(self.lexicon.lists)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.lexicon.lists is self.lexicon.lists


@lru_cache(maxsize=8)
def _table(same: _Same) -> _Table:
    single: dict[str, tuple[str, int]] = {}
    pairs: dict[tuple[str, str], tuple[str, int]] = {}
    for name, words in same.lexicon.lists.items():
        if not name.startswith(_PREFIX):
            continue
        country = name.removeprefix(_PREFIX)
        worth = 1 if country.endswith(_HINT) else ENOUGH
        for word in words:
            first, _, second = word.partition(" ")
            for ending in _POSSESSIVES:
                if second:
                    pairs[first, second + ending] = (country.removesuffix(_HINT), worth)
                else:
                    single[first + ending] = (country.removesuffix(_HINT), worth)
    return _Table(single, pairs, frozenset(first for first, _ in pairs))
