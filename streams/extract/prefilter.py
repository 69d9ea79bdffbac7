"""Ordinary news is turned away by its set of words, before anything is cut into tokens."""

import re
from typing import Final

from schemas import Article
from streams.extract.classes import Vocabulary
from streams.extract.text import MAX_CHARACTERS

_WORD: Final = re.compile(r"[a-z]+")
REACH: Final = 2_500  # characters; an attack that is the news is told before that
SHORT: Final = 60  # different words; a short text may name it in one word, a long one uses every word some day
_ENGLISH: Final = frozenset(
    "the of and in to a was were is on by for at from with that has have after near said".split()  # noqa: SIM905 - a list literal is a line a word
)
_LATIN_SHARE: Final = 0.5  # of the letters; below, the text is in another script
_PROBE: Final = 2_000  # characters that the language is guessed from


def is_english(article: Article) -> bool:
    """Tell whether a text is in English: by its language field, and by its words where it is long enough to tell.

    Errors: none. Source: docs/extraction.md, "Language".
    """
    code = (article.language or "en").strip().lower()
    if code and not code.startswith("en") and code != "und":
        return False
    probe = article.body[:_PROBE]
    if not probe.isascii():
        letters = sum(character.isalpha() for character in probe)
        latin = sum(character.isascii() and character.isalpha() for character in probe)
        if letters and latin < _LATIN_SHARE * letters:
            return False
    words = _WORD.findall(probe.lower())
    if len(words) < 12:  # noqa: PLR2004 - words; fewer tell nothing
        return True
    return sum(word in _ENGLISH for word in words) >= len(words) // 40 and any(word in _ENGLISH for word in words)


def may_tell_of_force(article: Article, vocabulary: Vocabulary) -> bool:
    """Tell whether the words of a text can make an event at all.

    Errors: none; time is linear in the first REACH characters. Source: docs/extraction.md, "Prefilter".
    """
    head = f"{(article.title or '')[: MAX_CHARACTERS // 4]} {article.body[:REACH]}".lower()
    words = set(_WORD.findall(head))
    hits = len(words & vocabulary.triggers)
    return hits >= (1 if len(words) < SHORT else 2)
