"""Why a text gives the events that it gives: what was looked at, what won, what was rejected and by which rule."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from schemas import Article, Statement
from streams.extract.analysis import FAINTEST, Analysis, analyse
from streams.extract.candidates import Candidate
from streams.extract.classes import Marked, vocabulary
from streams.extract.detect import WEIGHTS, Judged
from streams.extract.explain_figures import Choice, choices
from streams.extract.explain_figures import told as figures_told
from streams.extract.explain_setting import Where, where
from streams.extract.explain_setting import told as setting_told
from streams.extract.incidents import FAINT, Cluster, reasons
from streams.extract.lexicon import Lexicon
from streams.extract.prefilter import is_english, may_tell_of_force
from streams.extract.reports import make
from streams.extract.verdicts import Verdict, threshold, verdicts

LONGEST: Final = 160  # characters of a stretch that are shown


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a sentence around a word of force.

    Units: logits; `rules` and `learnt` are two of the opinions that `logit` joins. Shapes: `features` with what the
    rules give for each; `verdict` is `incident 2`, or the rule that rejected it.
    """

    text: str
    trigger: str
    logit: float
    rules: float
    learnt: float
    features: tuple[tuple[str, float], ...]
    verdict: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of victims that was weighed for the whole text."""

    kind: str
    best: int | None
    text: str
    features: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """An incident as it was put together.

    Shapes: `apart` are the reasons to tell it from the one before (incidents.reasons); `types` the best first;
    `verdict` names the rule that made it background or nothing; `choices` are its figures, empty for no event; `where`
    is the place and day of its surest sighting.
    """

    number: int
    logit: float
    verdict: str
    triggers: tuple[str, ...]
    types: tuple[tuple[str, float], ...]
    apart: tuple[str, ...]
    choices: tuple[Choice, ...]
    where: Where | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was made of an article; `turned_away` names the rule by which it was not read at all."""

    article_id: str
    turned_away: str | None
    stretches: tuple[Stretch, ...]
    figures: tuple[Figure, ...]
    found: tuple[Found, ...]
    events: tuple[Statement, ...]


def explain(article: Article, lexicon: Lexicon, *, dated: bool = True) -> Explanation:
    """Return why `extract` gives what it gives.

    Errors: as `extract`. Source: docs/extraction.md.
    """
    turned_away = None
    if not may_tell_of_force(article, vocabulary(lexicon)):
        turned_away = "prefilter: too few words of force"
    elif not is_english(article):
        turned_away = "language: not English"
    if turned_away:
        return Explanation(article.id, turned_away, (), (), (), ())
    analysis = analyse(article, lexicon)
    events = make(article, analysis, lexicon, dated=dated)
    owners = {
        seen.judged.mention.trigger: number
        for number, one in enumerate(analysis.clusters, 1)
        for seen in (*one.shared, *one.sightings)
    }
    stretches = tuple(_stretch(analysis, judged, owners) for judged in analysis.judged)
    figures = tuple(_figure(analysis.marked, one) for one in analysis.candidates)
    found = tuple(_found(analysis, verdicts(analysis, article.reported_at, dated=dated), lexicon))
    return Explanation(article.id, None, stretches, figures, found, events)


def _stretch(analysis: Analysis, judged: Judged, owners: dict[int, int]) -> Stretch:
    mention, marked = judged.mention, analysis.marked
    return Stretch(
        text=_written(marked, mention.start, mention.end),
        trigger=marked.document.tokens[mention.trigger],
        logit=round(judged.logit, 2),
        rules=round(judged.rules, 2),
        learnt=round(judged.stretch, 2),
        features=tuple((name, WEIGHTS[name]) for name in mention.features),
        verdict=_verdict(analysis, judged, owners),
    )


def _verdict(analysis: Analysis, judged: Judged, owners: dict[int, int]) -> str:
    """Name the incident that a stretch went to, or the rule that rejected it."""
    trigger = judged.mention.trigger
    if trigger in owners:
        return f"incident {owners[trigger]}"
    if judged.logit <= FAINTEST:
        return f"rejected: no force (logit at most {FAINTEST})"
    seen = next((one for one in analysis.sightings if one.judged.mention.trigger == trigger), None)
    if seen is None:
        return "rejected: the reported total's own words, or one stretch too many"
    if seen.generic:
        return "rejected: attacks in general"
    return f"rejected: too faint to add to an incident (logit at most {FAINT})"


def _figure(marked: Marked, one: Candidate) -> Figure:
    start, end = max(0, one.token - 3), min(len(marked.lower), one.token + 6)
    return Figure(one.kind, one.count.best, _written(marked, start, end), tuple(one.features))


def _found(analysis: Analysis, told: Sequence[Verdict], lexicon: Lexicon) -> Iterator[Found]:
    before = Cluster()
    for number, one in enumerate(analysis.clusters, 1):
        first = one.sightings[0]
        verdict = next((each for each in told if each.cluster is one), None)
        types: dict[str, float] = {}
        for seen in one.sightings:
            for event_type, score in seen.types.items():
                types[event_type.value] = max(round(score, 2), types.get(event_type.value, 0.0))
        yield Found(
            number=number,
            logit=round(one.logit, 2),
            verdict=_kept(verdict, one),
            triggers=tuple(analysis.marked.document.tokens[seen.token] for seen in one.sightings),
            types=tuple(sorted(types.items(), key=lambda pair: -pair[1])),
            apart=tuple(reasons(before, first)) if before.sightings else (),
            choices=tuple(choices(analysis, verdict, lexicon)) if verdict else (),
            where=where(max(one.sightings, key=lambda seen: seen.judged.logit), analysis.setting)
            if analysis.setting
            else None,
        )
        before = one


def _kept(verdict: Verdict | None, one: Cluster) -> str:
    """Say what became of an incident, by which rule."""
    if verdict is None:
        least = threshold(one)
        return "rejected: only the title says so" if one.logit > least else f"rejected: logit at most {least}"
    return f"background: {verdict.background}" if verdict.background else "kept"


def _written(marked: Marked, start: int, end: int) -> str:
    return " ".join(marked.document.tokens[start:end])[:LONGEST]


def lines(told: Explanation) -> Iterator[str]:
    """Yield an explanation as text, a fact a line."""
    yield f"article {told.article_id}"
    if told.turned_away:
        yield f"  not read: {told.turned_away}"
    for one in told.stretches:
        yield f"  {one.logit:+.2f} `{one.trigger}` -> {one.verdict}"
        yield f"        {one.text}"
        weights = ", ".join(f"{name} {weight:+.2f}" for name, weight in one.features)
        yield f"        rules {one.rules:+.2f} ({weights}), learnt {one.learnt:+.2f}"
    for figure in told.figures:
        yield f"  {figure.kind} {figure.best}? `{figure.text}` ({', '.join(figure.features)})"
    for found in told.found:
        types = ", ".join(f"{name} {score}" for name, score in found.types[:3]) or "none"
        yield f"  incident {found.number}: {found.logit:+.2f}, {found.verdict}; types {types}"
        if found.apart:
            yield f"        parted from the one before by: {', '.join(found.apart)}"
        if found.where:
            yield from setting_told(found.where)
        for choice in found.choices:
            yield from figures_told(choice)
    for event in told.events:
        killed, injured = (count.best if count else None for count in (event.killed, event.injured))
        what = event.event_type.value if event.kind != "reported_total" else "total"
        yield f"  => {event.kind}: {what}, {event.country}, killed {killed}, injured {injured}, {event.confidence}"
        if event.kind != "reported_total":
            yield f"     by {event.attacker or '-'}, on {event.target or '-'}, with {event.weapon or '-'}"
