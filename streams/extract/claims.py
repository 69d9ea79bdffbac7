"""Who says so: who claims an attack, who gives a figure, and what a total is about, in the text's own words."""

from collections.abc import Sequence
from typing import Final

from streams.extract import classes as c
from streams.extract.classes import Marked
from streams.extract.phrases import backward, forward, written

_SAID: Final = frozenset(
    {"said", "says", "told", "confirmed", "counted", "counts", "announced", "reported", "recorded", "according"}
)
_SPEAKERS: Final = frozenset(
    {"spokesman", "spokeswoman", "spokesperson", "spokesmen", "official", "officials", "secretary", "spokespeople"}
)
_PRONOUNS: Final = frozenset({"she", "he", "they", "it", "who", "i", "we"})
_CLAIMS: Final = frozenset({"claimed", "claim", "claims", "claiming"})
_CLAIM_REACH: Final = 5  # tokens from `claimed` to `responsibility`


def claimed_by(marked: Marked, sentences: Sequence[int]) -> str | None:
    """Return who claims responsibility in these sentences, or those just behind them."""
    lower = marked.lower
    if _CLAIMS.isdisjoint(marked.document.words):
        return None
    for sentence in sentences:
        start, end = marked.document.sentences[sentence]
        for token in range(start, end):
            if lower[token] in _CLAIMS and "responsibility" in lower[token : min(end, token + _CLAIM_REACH)]:
                return _name(marked, _past_auxiliaries(marked, start, token), start)
            if lower[token] == "claimed" and lower[token + 1 : token + 2] == ["by"] and token + 2 < end:
                phrase = forward(marked, token + 2, end)
                return written(marked, phrase) if phrase else None
    return None


def _past_auxiliaries(marked: Marked, start: int, token: int) -> int:
    while token > start and (
        marked.marks[token - 1] & c.AUXILIARY or marked.lower[token - 1] in ("later", "quickly", "immediately")
    ):
        token -= 1
    return token


def _name(marked: Marked, stop: int, start: int) -> str | None:
    phrase = backward(marked, start, stop)
    if phrase is None or marked.lower[phrase[0]] in _PRONOUNS | {"one", "nobody", "no"}:
        return None
    return written(marked, phrase)


def figures_by(marked: Marked, sentences: Sequence[int]) -> str | None:
    """Return who gives the figures of a total: the office that speaks, sought from its sentences towards the title.

    Shapes: `a Pentagon spokesperson said` gives `Pentagon`.
    """
    first = min(sentences)
    order = [*sentences, *range(first - 1, -1, -1)]
    for sentence in order:
        start, end = marked.document.sentences[sentence]
        for token in range(start, end):
            if marked.lower[token] in _SPEAKERS and (office := _office(marked, start, token)):
                return office
        for token in range(start, end):
            if marked.lower[token] == "according" and token + 2 < end:
                phrase = forward(marked, token + 2, end)
                if phrase:
                    return written(marked, phrase)
            if marked.lower[token] in _SAID and (name := _speaker(marked, start, token)):
                return name
    return None


def _office(marked: Marked, start: int, token: int) -> str | None:
    """Return the capitalised words before `spokesman`: `U.S. Central Command`."""
    tokens = marked.document.tokens
    first = token
    while first > start + 1 and (tokens[first - 1][0].isupper() or tokens[first - 1] in ("of", "deputy", "press")):
        first -= 1
    words = [
        word.removesuffix("'s").removesuffix("\u2019s")
        for word in tokens[first:token]
        if word not in ("deputy", "press")
    ]
    return " ".join(words) or None


def _speaker(marked: Marked, start: int, token: int) -> str | None:
    phrase = backward(marked, start, token)
    if phrase is None or marked.lower[phrase[0]] in _PRONOUNS:
        return None
    named = any(marked.document.tokens[inside][0].isupper() for inside in range(*phrase))
    institution = any(
        marked.lower[inside] in ("ministry", "command", "department", "army", "military") for inside in range(*phrase)
    )
    single = (
        phrase[1] - phrase[0] <= 2  # noqa: PLR2004 - tokens of a person's name
        and not institution
        and marked.lower[phrase[1] - 1] not in ("pentagon", "centcom", "un", "u.n.", "acled")
    )
    return written(marked, phrase) if (named or institution) and not single else None


def scope_of(marked: Marked, token: int) -> str | None:
    """Return what a total is about: the subject of `U.S. forces have been attacked 66 times`."""
    start, _ = marked.sentence(token)
    for auxiliary in range(start + 1, token):
        if marked.lower[auxiliary] in ("have", "has", "were", "had"):
            phrase = backward(marked, start, auxiliary)
            if phrase and any(
                marked.marks[i] & (c.MILITARY_TARGET | c.STATE_ACTOR | c.CIVIL_TARGET | c.PERSON)
                for i in range(*phrase)
            ):
                return written(marked, phrase)
    for preposition in range(token + 1, min(token + 10, len(marked.lower))):
        if marked.lower[preposition] in ("on", "against"):
            phrase = forward(marked, preposition + 1, marked.sentence(token)[1])
            if phrase:
                return written(marked, phrase)
    return None
