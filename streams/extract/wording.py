"""What a learnt detector sees of a stretch of text, and of a text: words, classes of words, the rules' own features."""

from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import combinations
from typing import Final

from streams.extract import classes as c
from streams.extract.classes import Marked
from streams.extract.triggers import Mention

REACH: Final = 400  # tokens; what a text is about shows before that
WIDEST: Final = 60  # tokens of a stretch
STEPS: Final = (-2, -1, 1, 2)  # tokens beside the trigger that are learnt with their place
LAST_SENTENCE: Final = 5  # sentences are numbered so far; the rest is the rest
LAST_LENGTH: Final = 4  # dozens of tokens, likewise
_PROBE: Final = 60  # tokens that show whether a text is in capitals only

_GROUPS: Final = (
    ("ACCIDENT", c.ACCIDENT), ("NATURE", c.NATURE), ("PROTEST", c.PROTEST), ("FOUND", c.FOUND),
    ("COURT", c.COURT), ("OCCASION", c.OCCASION), ("SPORT", c.SPORT), ("BUSINESS", c.BUSINESS),
    ("MEMORY", c.MEMORY), ("SAY", c.SAY), ("HYPOTHETICAL", c.HYPOTHETICAL), ("DENIAL", c.DENIAL),
    ("FIGURATIVE", c.FIGURATIVE), ("NEGATION", c.NEGATION), ("ARMED", c.ARMED_ACTOR), ("STATE", c.STATE_ACTOR),
    ("WEAPON", c.WEAPON), ("IMPACT", c.IMPACT), ("CASUALTY", c.CASUALTY), ("PERSON", c.PERSON),
    ("TARGET", c.CIVIL_TARGET | c.MILITARY_TARGET), ("STRONG", c.STRONG), ("DAY", c.DAY), ("AIR", c.AIR),
    ("SHELLING", c.SHELLING),
)  # fmt: skip
GROUPED: Final = c.union(bit for _, bit in _GROUPS)


def learnt_words(marked: Marked) -> list[str]:
    """Return each token as it is learnt: figures as `0`, names that are on no list as nothing.

    Errors: none; only the tokens that are not plain words are looked at.
    """
    document, tokens = marked.document, marked.document.tokens
    words = list(marked.lower)
    for token in document.figures:
        words[token] = "0"
    if _in_capitals(tokens):
        return words
    for token in marked.unlisted:
        if tokens[token][0].isupper():
            words[token] = ""
    return words


def _in_capitals(tokens: Sequence[str]) -> bool:
    words = [token for token in tokens[:_PROBE] if token[0].isalpha() and len(token) > 1]
    return 2 * sum(map(str.isupper, words)) > len(words)


def document_features(words: Sequence[str]) -> Collection[str]:
    """Return the words of a text, each once, in their order."""
    features = dict.fromkeys(words[:REACH])
    features.pop("", None)
    return features.keys()


def stretch_features(mention: Mention, words: Sequence[str]) -> list[str]:
    """Return what a stretch shows, as `column=value`.

    Shapes: `words` are those of `learnt_words`. Errors: none; at most WIDEST tokens are looked at.
    """
    end = min(mention.end, mention.start + WIDEST)
    features = [f"word={word}" for word in set(words[mention.start : end]) if word]
    features.append(f"trigger={words[mention.trigger]}")
    features += [
        f"at{step}={words[mention.trigger + step]}" for step in STEPS if mention.start <= mention.trigger + step < end
    ]
    features += [f"rule={name}" for name in mention.features]
    features += groups_of(mention.bits & GROUPED)
    features.append(f"sentence={sentence_class(mention)}")
    features.append(f"length={length_class(mention)}")
    return features


def sentence_class(mention: Mention) -> int:
    """Return where in the text a stretch stands: 0 to LAST_SENTENCE."""
    return min(mention.sentence, LAST_SENTENCE)


def length_class(mention: Mention) -> int:
    """Return how long a stretch is: 0 to LAST_LENGTH, in dozens of tokens."""
    return min((mention.end - mention.start) // 12, LAST_LENGTH)


@lru_cache(maxsize=4096)
def groups_of(bits: int) -> tuple[str, ...]:
    """Return the word classes of a stretch, and every pair of them, as features."""
    names = [name for name, bit in _GROUPS if bits & bit]
    return (*(f"group={name}" for name in names), *(f"pair={one}+{other}" for one, other in combinations(names, 2)))
