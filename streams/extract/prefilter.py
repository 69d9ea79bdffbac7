"""Ordinary news is turned away by its set of words, before anything is cut into tokens."""

from collections.abc import Sequence
from typing import Final

from schemas import Article
from streams.extract.classes import Vocabulary
from streams.extract.text import MAX_CHARACTERS

_PLAIN: Final = bytes(
    number + 32 if 65 <= number <= 90 else number if 97 <= number <= 122 else 32  # noqa: PLR2004 - ASCII: A-Z to a-z, a-z, blank
    for number in range(256)
)
REACH: Final = 2_500  # characters; an attack that is the news is told before that
SHORT: Final = 60  # different words; a short text may name it in one word, a long one uses every word some day
_ENGLISH: Final = frozenset(
    "the of and in to a was were is on by for at from with that has have after near said".split()  # noqa: SIM905 - a list literal is a line a word
)
_OPENED: Final = frozenset({"opened", "opens", "opening", "under", "exchanged"})  # fire
_LATIN_SHARE: Final = 0.5  # of the letters; below, the text is in another script
_TITLE: Final = 300  # characters of a title
_PROBE: Final = 2_000  # characters that the language is guessed from


def is_english(article: Article) -> bool:
    """Tell whether a text is in English: by its language field, and by its words where it is long enough to tell.

    Errors: none. Source: docs/extraction.md, "Language".
    """
    code = (article.language or "en").strip().lower()
    if code and not code.startswith("en") and code != "und":
        return False
    probe = article.body[:_PROBE]
    words = _words(probe)
    if not probe.isascii() and _in_other_script(probe, sum(map(len, words))):
        return False
    if len(words) < 12:  # noqa: PLR2004 - words; fewer tell nothing
        return True
    return sum(map(_ENGLISH.__contains__, words)) >= max(1, len(words) // 40)


def _words(text: str) -> Sequence[str]:
    """Return the runs of the letters a to z in small letters: three passes in C, as most texts need no more."""
    return text.encode("ascii", "replace").translate(_PLAIN).decode("ascii").split()


def _in_other_script(probe: str, latin: int) -> bool:
    """Tell whether fewer than half of the letters are `latin`, a number of letters a to z."""
    if len(probe) - len(probe.encode("ascii", "ignore")) <= latin:  # quotation marks, dashes, a name or two
        return False
    return latin < _LATIN_SHARE * sum(character.isalpha() for character in probe)


def may_tell_of_force(article: Article, vocabulary: Vocabulary) -> bool:
    """Tell whether the words of a text can make an event at all.

    Errors: none; time is linear in the first REACH characters. Source: docs/extraction.md, "Prefilter".
    """
    head = f"{(article.title or '')[: MAX_CHARACTERS // 4]} {article.body[:REACH]}"
    words = set(_words(head))
    hits = len(words & vocabulary.triggers) + ("fire" in words and not _OPENED.isdisjoint(words))
    hits += not (vocabulary.seizures.isdisjoint(words) or vocabulary.captors.isdisjoint(words))
    if hits == 1 and article.title:  # what the title names is what the text is about
        hits += not vocabulary.triggers.isdisjoint(_words(article.title[:_TITLE]))
    hits += "since" in words and "times" in words  # a count of attacks is told in few words
    return hits >= (1 if len(words) < SHORT else 2)
