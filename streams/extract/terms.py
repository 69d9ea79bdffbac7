"""The rare names of a text, the ages it gives, and its house numbers: what tells one attack from another.

Two papers on one attack agree on these more surely than on its type or hour: they name the same victims, the same
quarter, the same mosque. Everyday names (of countries, of armies) say nothing; `streams.rarity` tells them apart.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from streams.extract.text import Document
from streams.rarity import Rarity, rarity

MOST_NAMES: Final = 18  # with 25 no more is found (measured), with 10 a tenth fewer of the articles on one attack
MOST_AGES: Final = 4
MOST_HOUSES: Final = 3
MOST_TOKENS: Final = 600  # the rest of a long text is about other things
LONGEST: Final = 30  # characters; a longer word is no name but a slip
SHORTEST: Final = 3

LEAST: Final = 25  # tenths of nats: a word in more than 8 of 100 texts is no rare name

_POSSESSIVES: Final = ("'s", "\u2019s")
_AGES: Final = range(1, 100)
_HOUSE_REACH: Final = 4  # tokens from the number to `Street`: `900 block of North Main Street` has it further off
_BLOCK_REACH: Final = 2
_ARTICLES: Final = frozenset({"al", "el", "ad", "an", "ar", "as", "ash", "at", "az", "ul"})
_CALENDAR: Final = frozenset(  # a date says more than its words, and extraction reads it
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "  # noqa: SIM905 - a list literal is a line a word
    "september october november december jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_STREETS: Final = frozenset(
    "street avenue road drive lane boulevard highway block place st ave rd dr blvd ln hwy parkway way circle "  # noqa: SIM905 - the same
    "terrace".split()
)


def terms_of(document: Document) -> tuple[str, ...]:
    """Return the terms of a text: names in lower case, then ages, then house numbers.

    The rarest and those said most come first: resolution takes the first few for what the text is about.

    All incidents of a text share them: with those of its own sentences alone, an incident that follow-ups tell of
    beside others finds a twentieth fewer of its reports (measured), and place, date and type tell the others apart.

    Shapes: an age is one or two digits (`34`), a house number carries its street's kind (`900 block`). Bounded by
    MOST_NAMES, MOST_AGES and MOST_HOUSES.
    Errors: none. Source: docs/extraction.md.
    """
    ages: list[str] = []
    houses: list[str] = []
    sentences, sentence_of = document.sentences, document.sentence_of
    for token in document.figures:
        if token >= MOST_TOKENS:
            break
        age = _age(document, token, sentences[sentence_of[token]][1])
        if age and age not in ages:
            ages.append(age)
    for token in document.spots(_STREETS):
        if token >= MOST_TOKENS:
            break
        house = _house(document, token, sentences[sentence_of[token]][0])
        if house and house not in houses:
            houses.append(house)
    return (*_rarest(_names(document), rarity()), *ages[:MOST_AGES], *houses[:MOST_HOUSES])


def _names(document: Document) -> Mapping[str, int]:
    """Return the capitalised words that do not open a sentence, with how often each is said."""
    names: defaultdict[str, int] = defaultdict(int)
    lower, tokens, openings = document.lower, document.tokens, document.openings
    for token in document.capitals:
        if token >= MOST_TOKENS:
            break
        word = lower[token]
        if token in openings or word in _CALENDAR:
            continue
        if word.isalpha():  # most are
            if tokens[token][0].isupper():
                names[word] += 1
        elif word[0].isalpha() and _is_name(tokens[token]):
            names[plain(word)] += 1
    return names


def plain(word: str) -> str:
    """Return a word without its possessive and without an Arabic article, which papers write or leave out."""
    word = word[:-2] if word.endswith(_POSSESSIVES) else word
    head, hyphen, rest = word.partition("-")
    return rest if hyphen and head in _ARTICLES and rest else word


def _is_name(token: str) -> bool:
    """Tell a name by its capital; of a hyphenated word the last part must have it: `al-Asad`, not `Iran-backed`."""
    return token.rpartition("-")[2][:1].isupper()


def _rarest(names: Mapping[str, int], table: Rarity) -> list[str]:
    known, unknown = table.words, table.unknown
    rare = [
        (-rarity_of * (1 + min(times, 3)), name)  # named again: what the text is about
        for name, times in names.items()
        if (rarity_of := known.get(name, unknown)) >= LEAST and SHORTEST <= len(name) <= LONGEST
    ]
    return [name for _, name in sorted(rare)[:MOST_NAMES]]


def _age(document: Document, token: int, end: int) -> str | None:
    """Return the age that a number is: `34-year-old`, `, 34,`, `34 years old`."""
    lower = document.lower
    digits = lower[token].partition("-")[0]
    if not (digits.isdigit() and digits.isascii() and len(digits) <= 2 and int(digits) in _AGES):  # noqa: PLR2004 - as _AGES
        return None
    if lower[token].endswith(("-year-old", "-years-old")):
        return digits
    after = lower[token + 1] if token + 1 < end else ""
    before = lower[token - 1] if token else ""
    between = after in {",", "."} and before == ","
    old = after in {"year", "years"} and token + 2 < end and lower[token + 2] == "old"
    return digits if between or old else None


def _house(document: Document, token: int, start: int) -> str | None:
    """Return the number before a street's kind, with that kind."""
    kind = document.lower[token]
    reach = _BLOCK_REACH if kind == "block" else _HOUSE_REACH
    for at in range(token - 1, max(start, token - reach) - 1, -1):
        digits = document.lower[at]
        if digits.isdigit() and digits.isascii():
            return f"{digits} {kind}"
    return None
