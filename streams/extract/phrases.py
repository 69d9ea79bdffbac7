"""Noun phrases without a parser: where one begins and ends, and how it is written down."""

from collections.abc import Sequence
from typing import Final

from streams.extract import classes as c
from streams.extract.classes import Marked

LONGEST: Final = 12  # tokens of a noun phrase; a longer one has swallowed a clause
_ARTICLES: Final = frozenset(
    {"a", "an", "the", "its", "their", "his", "her", "our", "this", "these", "those", "that", "some"}
)
_QUANTITY: Final = frozenset({"number", "group", "groups", "dozens", "scores", "hundreds", "several", "many", "least"})
_STOPS: Final = frozenset(
    {
        ".", ",", ";", ":", "(", ")", '"', "“", "”", "-", "\u2013", "\u2014", "!", "?", "[", "]",
        "in", "on", "at", "near", "with", "by", "from", "to", "for", "into", "against", "during", "after", "before",
        "when", "while", "who", "whom", "which", "that", "as", "using", "inside", "outside", "over", "under", "around",
        "about", "between", "through", "across", "along", "off", "since", "until", "because", "but", "or", "if", "than",
        "said", "says", "told", "killing", "wounding", "injuring", "leaving", "causing", "early", "late", "last",
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "yesterday", "today", "tonight",
        "overnight", "also", "then", "where", "not", "it", "they", "he", "she", "we", "i", "there", "involved",
        "toward",
        "towards", "has", "have", "had", "is", "are", "was", "were", "been", "being", "be", "will", "would", "could",
        "may", "might", "did", "does", "do", "can", "should", "reportedly", "allegedly", "immediately", "following",
    }
)  # fmt: skip
_BEFORE_VERBS: Final = frozenset({"also", "then", "reportedly", "allegedly", "has", "have", "had", "later"})
_COUNTED: Final = frozenset({"number", "group"})  # of what follows
_QUOTES: Final = frozenset({'"', "\u201c", "\u201d"})
_ADJECTIVES: Final = frozenset(
    {
        "armed", "masked", "hooded", "suspected", "unidentified", "allied", "united", "displaced", "occupied",
        "wounded",
        "injured", "hundred", "red", "abandoned", "crowded", "so-called", "retired", "disputed", "fortified",
        "besieged",
        "training", "building", "shopping", "wedding", "refueling", "fishing", "housing", "polling", "mining",
    }
)  # fmt: skip

# Past forms that do not end in -ed; what else they may be (a leaf, the ground) is left out.
_IRREGULAR: Final = frozenset(
    {
        "ate", "became", "began", "blew", "broke", "brought", "built", "came", "caught", "chose", "cut",
        "dealt", "drew", "drove", "fell", "felt", "fled", "flew", "forgot", "fought", "found", "gave", "gone",
        "got", "grew", "grown", "heard", "held", "hid", "kept", "knew", "known", "laid", "lay", "led", "left",
        "lent", "lit", "lost", "made", "meant", "met", "paid", "put", "ran", "risen", "rode", "rose", "sang",
        "sank", "sat", "seen", "sent", "set", "shook", "slept", "sold", "sought", "spent", "spoke", "stole",
        "stood", "stuck", "swam", "swept", "swore", "taken", "thought", "threw", "thrown", "took", "tore",
        "torn", "understood", "went", "withdrew", "woke", "won", "wore", "written", "wrote",
    }
)  # fmt: skip


_VERBAL: Final = c.AUXILIARY | c.VERB_TRIGGER
_PARTICIPLES: Final = ("ed", "ing")


def aside_of(marked: Marked, start: int, end: int) -> range:
    """Return the clause that tells of a place by another attack: `saw where the missile came from and struck`."""
    lower = marked.lower
    if "saw" not in marked.document.words:
        return range(0)
    first = next(
        (token for token in range(start + 1, end) if lower[token] == "where" and lower[token - 1] == "saw"), end
    )
    return range(first, next((token for token in range(first, end) if lower[token] in ("and", ",")), end))


def forward(marked: Marked, start: int, stop: int) -> tuple[int, int] | None:
    """Return the noun phrase that begins at a token, articles and numbers before it left out; None for none.

    Shapes: tokens, end exclusive; `and` joins a second part where that is no clause.
    """
    lower = marked.lower
    first = start
    while first < stop and (lower[first] in _ARTICLES or lower[first][0].isdigit()):
        first += 1
    if first < stop and lower[first] in _COUNTED and lower[first + 1 : first + 2] == ["of"]:
        first += 2
    token = first
    farthest = min(stop, first + LONGEST)
    while token < farthest:
        word = lower[token]
        if word in _STOPS or word in _IRREGULAR or (token > first and _is_verb(marked, token)):
            break
        if word == "and" and (token + 1 >= stop or lower[token + 1] in _STOPS or _is_verb(marked, token + 1)):
            break
        token += 1
    while token > first and lower[token - 1] in ("and", "of"):
        token -= 1
    return (first, token) if token > first else None


def backward(marked: Marked, start: int, stop: int) -> tuple[int, int] | None:
    """Return the noun phrase that ends just before `stop`, not before `start`; None for none."""
    lower = marked.lower
    last = stop
    while last > start and lower[last - 1] in _BEFORE_VERBS:
        last -= 1
    token = last
    nearest = max(start, last - LONGEST)
    while token > nearest:
        word = lower[token - 1]
        if word in _STOPS or (_is_verb(marked, token - 1) and token < last):
            break
        token -= 1
    while token < last and (lower[token] in _ARTICLES or lower[token] in ("and", "of") or lower[token][0].isdigit()):
        token += 1
    return (token, last) if last > token else None


def _is_verb(marked: Marked, token: int) -> bool:
    """Guess whether a word is a verb form: `-ed` and `-ing` words that are no known adjectives."""
    word, bits = marked.lower[token], marked.marks[token]
    if not (bits & _VERBAL or word.endswith(_PARTICIPLES)):  # most words
        return word in _IRREGULAR
    if "-" in word or word in _ADJECTIVES:
        return False
    if bits & c.AUXILIARY:
        return True
    if bits & c.PERSON:
        return False
    if word in _IRREGULAR or (bits & c.VERB_TRIGGER and not bits & (c.NOUN_TRIGGER | c.WEAPON)):
        return True
    return len(word) > 4 and word.endswith(_PARTICIPLES) and marked.document.tokens[token][0].islower()  # noqa: PLR2004 - letters: `red` is no participle, `king` no verb


def written(marked: Marked, phrase: tuple[int, int]) -> str | None:
    """Return a phrase as the text has it, with what is said twice said once.

    Shapes: `an Iranian-backed militia vehicle and the number of Iranian-backed militia personnel` becomes
    `Iranian-backed militia vehicle and personnel`.
    """
    words = [word for word in marked.document.tokens[phrase[0] : phrase[1]] if word not in _QUOTES]
    if "and" not in words:
        return " ".join(_without_articles(words)) or None
    parts: list[list[str]] = [[]]
    for word in words:
        if word == "and":
            parts.append([])
        else:
            parts[-1].append(word)
    cleaned = [_without_articles(part) for part in parts]
    kept = [cleaned[0]] + [_without_shared(cleaned[0], part) for part in cleaned[1:]]
    text = " and ".join(" ".join(part) for part in kept if part)
    return text or None


def _without_articles(part: Sequence[str]) -> list[str]:
    words = list(part)
    while words and (words[0].lower() in _ARTICLES or words[0].lower() in _QUANTITY or words[0].lower() == "of"):
        words.pop(0)
    return words


def _without_shared(first: Sequence[str], part: list[str]) -> list[str]:
    """Leave out the modifiers that a coordinated part repeats from the first one."""
    shared = 0
    while shared < len(part) - 1 and shared < len(first) and part[shared] == first[shared]:
        shared += 1
    return part[shared:]
