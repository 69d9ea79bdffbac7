"""Why an event has its figures: which answers were weighed for its killed and injured, and what spoke for which."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from streams.extract.analysis import Analysis
from streams.extract.candidates import Candidate
from streams.extract.derived import Option
from streams.extract.fates import find_deaths, given
from streams.extract.lexicon import Lexicon
from streams.extract.links import INJURED, KILLED
from streams.extract.verdicts import Verdict

REASONS: Final = 4  # of an answer that are shown, the weightiest
RIVALS: Final = 2  # answers that lost that are shown
_AROUND: Final = (3, 6)  # tokens before and behind a figure


@dataclass(frozen=True, slots=True)
class Answer:
    """A number that was weighed; None is `not stated`.

    Units: `score` and the weights of `reasons` are logits.
    """

    value: int | None
    score: float
    text: str
    reasons: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """What an event says of one kind of harm, and why.

    Shapes: `given` is the figure of the event; `answers` has the best of each value, the likeliest first; `toll` is
    whether a death toll that rose won outright, whatever the scores.
    """

    kind: str
    given: int | None
    answers: tuple[Answer, ...]
    toll: bool


def choices(analysis: Analysis, verdict: Verdict, lexicon: Lexicon) -> Iterator[Choice]:
    """Yield what was weighed for the killed and for the injured of one event; nothing where no figure came near it."""
    before: int | None = None
    for kind, won in ((KILLED, verdict.killed), (INJURED, verdict.injured)):
        sentence_of = analysis.marked.document.sentence_of
        mine = [one for one in verdict.candidates if one.kind == kind and sentence_of[one.token] in verdict.ranks]
        if mine:
            best: dict[int, Answer] = {}
            for option, score in analysis.ranker.scored(mine, kind, verdict.ranks, before):
                if option.value not in best or score > best[option.value].score:
                    best[option.value] = _answer(analysis, (option, score), before, lexicon)
            ranked = sorted(best.values(), key=lambda one: -one.score)
            yield Choice(kind, won.count.best if won else None, tuple(ranked), bool(won and "toll" in won.features))
        before = (won.count.best or 0) if won else 0


def _answer(analysis: Analysis, scored: tuple[Option, float], killed: int | None, lexicon: Lexicon) -> Answer:
    option, score = scored
    marked = analysis.marked
    owed = [] if killed is None else given(marked, option, killed, find_deaths(marked))
    facts = [*option.facts, *owed]
    kind = KILLED if killed is None else INJURED
    reasons = tuple(lexicon.weights(kind).reasons(facts)[:REASONS])
    value = option.value if option.candidate else None
    return Answer(value, round(score, 2), _text(analysis, option.candidate), reasons)


def _text(analysis: Analysis, one: Candidate | None) -> str:
    if one is None:
        return "not stated"
    tokens = analysis.marked.document.tokens
    return " ".join(tokens[max(0, one.token - _AROUND[0]) : one.token + _AROUND[1]])


def told(choice: Choice) -> Iterator[str]:
    """Yield a choice as text: what won and why, then what lost."""
    won = next((one for one in choice.answers if one.value == choice.given), None)
    if won is None:
        yield f"        {choice.kind} {choice.given}: a vague word, by rule"
        return
    why = "a toll that rose is newer than every other figure" if choice.toll else _weights(won)
    yield f"        {choice.kind} {choice.given}: {won.score:+.2f} `{won.text}` ({why})"
    for other in [one for one in choice.answers if one is not won][:RIVALS]:
        yield f"        {choice.kind} not {other.value}: {other.score:+.2f} `{other.text}` ({_weights(other)})"


def _weights(one: Answer) -> str:
    return ", ".join(f"{name} {weight:+.2f}" for name, weight in one.reasons) or "nothing learnt speaks for it"
