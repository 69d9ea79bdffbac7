"""Clusters and totals become the events that an article asserts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from schemas import Article, Count, EventType, IncidentReport, ReportedTotal, Statement
from streams.extract import classes as c
from streams.extract.analysis import Analysis
from streams.extract.candidates import Candidate
from streams.extract.claims import claimed_by, figures_by, scope_of
from streams.extract.classes import Marked
from streams.extract.confidence import TABLE, confidence
from streams.extract.date_choice import OLD
from streams.extract.evidence import collect
from streams.extract.identity import Names
from streams.extract.incidents import Cluster, dates
from streams.extract.lexicon import Lexicon
from streams.extract.model import Model
from streams.extract.setting import When, Where
from streams.extract.sightings import Sighting
from streams.extract.terms import terms_of

THRESHOLD: Final = 0.1  # logits; below, a cluster is no incident
FAINT_REFERENCE: Final = -3.3  # logits; a fainter one is hardly about force
FAR_MORE: Final = 2.0  # times as much, that the country first named was not that of the attack
TITLE_RANK: Final = 2  # a title rounds its figures: those of the first sentences come before
_ANSWERS: Final = frozenset({"retaliated", "responded", "answered", "retaliation", "response"})
_OCCASIONS: Final = frozenset({"occasion", "court", "memory"})
_SUSPECTED: Final = frozenset({"suspected", "suspects"})  # `by suspected rebels` is who did it


def make(article: Article, analysis: Analysis, lexicon: Lexicon, *, dated: bool) -> tuple[Statement, ...]:
    """Return the events of an analysed article, in the order of the text.

    Errors: none. Source: docs/extraction.md.
    """
    draft = _Draft(article, analysis, Names(article.id), lexicon.weights(TABLE), dated=dated)
    kept = [one for one in analysis.clusters if one.logit > THRESHOLD]
    kept = [one for one in kept if not _is_title_alone(analysis, one)] or kept
    drafts = [_incident(draft, one, kept) for one in kept]
    referred = _referred(draft)
    drafts += [_incident(draft, one, [*kept, *referred]) for one in referred]
    events: list[Statement] = [*drafts]
    if analysis.total:
        events.append(_total(article, analysis, draft.names))
    return tuple(events)


@dataclass(frozen=True, slots=True)
class _Draft:
    """What every event of an article is written from."""

    article: Article
    analysis: Analysis
    names: Names
    sureness: Model
    dated: bool


def _incident(draft: _Draft, one: Cluster, clusters: Sequence[Cluster]) -> IncidentReport:
    article, analysis, names = draft.article, draft.analysis, draft.names
    lead = _lead(one.sightings)
    ranks = _ranks(analysis, one, clusters)
    candidates = _own_candidates(analysis, one, clusters)
    killed, injured = analysis.ranker.choose(candidates, ranks)
    where = _where(one, lead)
    when = _when(analysis, one, lead)
    kind = _kind(draft, one, (killed, injured))
    event_type = one.event_type
    tokens = [seen.token for seen in one.sightings]
    tokens += [found.token for found in (killed, injured) if found]
    place = where.place
    told = [*_body_first(analysis, one), *one.shared]
    return IncidentReport(
        event_id=names.name(kind, event_type, where.country, place.name if place else None),
        article_id=article.id,
        version=article.version,
        reported_at=article.reported_at,
        published_at=article.published_at,
        source=article.source,
        title=article.title,
        url=article.url,
        kind=kind,
        event_type=event_type,
        country=where.country,
        place=place,
        occurred_at=when.moment,
        time_precision=when.precision,
        attacker=next((seen.actors.attacker for seen in told if seen.actors.attacker), None),
        target=next((seen.actors.target for seen in told if seen.actors.target), None),
        weapon=next((seen.weapon for seen in told if seen.weapon), None),
        claimed_by=claimed_by(analysis.marked, sorted(ranks)),
        injured=_figure(injured),
        killed=_figure(killed),
        evidence=collect(analysis.marked.document, article.body, sorted(tokens)),
        confidence=confidence(one.logit, draft.sureness),
        terms=terms_of(analysis.marked.document),
    )


def _is_title_alone(analysis: Analysis, one: Cluster) -> bool:
    """Tell whether only the title speaks of it: it says in short what the body tells, and no sentence bears it out."""
    return analysis.marked.document.has_title and all(seen.judged.mention.sentence == 0 for seen in one.sightings)


def _referred(draft: _Draft) -> list[Cluster]:
    """Return what is too faint for an incident and yet refers to a certain attack: `the attack by Hamas on Israel`."""
    return [
        one
        for one in draft.analysis.clusters
        if FAINT_REFERENCE < one.logit <= THRESHOLD
        and _is_certain(one)
        and _kind(draft, one, (None, None)) == "background"
    ]


def _is_certain(one: Cluster) -> bool:
    """Tell whether a reference says whose attack, or when and where it was."""
    lead = _lead(one.sightings)
    if "denial" in lead.judged.mention.features:
        return False
    if lead.long_ago or lead.past:
        return True
    return bool(
        (lead.actors.attacker and lead.actors.target) or (lead.when.near and (lead.where.near or lead.actors.attacker))
    )


def _where(one: Cluster, lead: Sighting) -> Where:
    """Return the place that the sightings' own words give: the first, or the first in a country that far more name."""
    near = [seen for seen in one.sightings if seen.where.near and seen.where.country]
    certain = [seen for seen in near if seen.judged.logit > THRESHOLD]
    if not near or not (certain or lead.where.country is None):
        return lead.where
    said: dict[str | None, float] = {}
    for seen in near:
        said[seen.where.country] = said.get(seen.where.country, 0.0) + seen.judged.probability
    first = (certain or near)[0].where
    country = max(said, key=said.__getitem__)
    if said[country] <= FAR_MORE * said[first.country]:
        return first
    return next(seen.where for seen in near if seen.where.country == country)


def _when(analysis: Analysis, one: Cluster, lead: Sighting) -> When:
    """Return the date that the sightings' own words give, else one that stands close to them."""
    near = [seen.when for seen in one.sightings if dates(seen)]
    near = near or [seen.when for seen in one.sightings if seen.when.near]
    stated = [seen.when for seen in one.sightings if _dates(seen)]
    if not near and not stated and all(seen.definite for seen in one.sightings):
        return When(analysis.setting.published if analysis.setting else lead.when.moment, 3, stated=False, near=False)
    return (near or stated or [lead.when])[0]


def _dates(seen: Sighting) -> bool:
    """Tell whether a sighting's date is its own: one that refers back has only what its own words give it."""
    return seen.when.near or (seen.when.stated and not seen.definite)


def _lead(sightings: Sequence[Sighting]) -> Sighting:
    return max(sightings, key=lambda seen: (seen.judged.logit, -seen.token))


def _body_first(analysis: Analysis, one: Cluster) -> list[Sighting]:
    """Order the sightings by how directly they tell: the body before the title, the deed before `retaliated`."""
    lower, titled = analysis.marked.lower, analysis.marked.document.has_title

    def indirectness(seen: Sighting) -> tuple[bool, bool, bool, int]:
        title = titled and seen.judged.mention.sentence == 0
        return title, lower[seen.token] in _ANSWERS, seen.definite, seen.token

    return sorted(one.sightings, key=indirectness)


def _figure(candidate: Candidate | None) -> Count | None:
    return candidate.count if candidate else None


def _ranks(analysis: Analysis, one: Cluster, clusters: Sequence[Cluster]) -> dict[int, int]:
    """Give the sentences of an incident their rank: its own, and those behind them that name no other one."""
    owner: dict[int, Cluster] = {}
    for each in clusters:
        for seen in each.sightings:
            owner.setdefault(seen.judged.mention.sentence, each)
    summed = _summaries(clusters)
    current: Cluster | None = clusters[0] if clusters else None
    mine = {seen.judged.mention.sentence for seen in one.sightings}
    sentences: list[int] = []
    for sentence in range(len(analysis.marked.document.sentences)):
        current = owner.get(sentence, current)
        if (current is one and (sentence in owner or sentence not in summed)) or sentence in mine:
            sentences.append(sentence)
    ranks = {sentence: rank for rank, sentence in enumerate(sentences)}
    if analysis.marked.document.body_start and len(sentences) > 1 and 0 in ranks:
        ranks = {sentence: max(0, rank - 1) for sentence, rank in ranks.items()} | {0: TITLE_RANK}
    return ranks


def _summaries(clusters: Sequence[Cluster]) -> set[int]:
    """Return the sentences that give a sum over several incidents, where the incidents have figures of their own."""
    parts: dict[int, list[Cluster]] = {}
    for each in clusters:
        for seen in each.shared:
            parts.setdefault(seen.judged.mention.sentence, []).append(each)
    return {
        sentence
        for sentence, told in parts.items()
        if len(told) > 1 and any(seen.counted for each in told for seen in each.sightings)
    }


def _own_candidates(analysis: Analysis, one: Cluster, clusters: Sequence[Cluster]) -> list[Candidate]:
    """Leave out the figures that stand in another incident's part of a sentence."""
    taken = [seen.judged.mention for each in clusters if each is not one for seen in each.sightings]
    summed = _summaries(clusters)
    sums = [seen.judged.mention for each in clusters for seen in each.shared]
    taken += [mention for mention in sums if mention.sentence in summed]
    own = [seen.judged.mention for seen in one.sightings]
    return [
        found
        for found in analysis.candidates
        if any(part.start <= found.token < part.end for part in own)
        or not any(part.start <= found.token < part.end for part in taken)
    ]


def _kind(
    draft: _Draft, one: Cluster, figures: tuple[Candidate | None, Candidate | None]
) -> Literal["incident", "background"]:
    """Tell an incident from one that is only referred back to."""
    lead = _lead(one.sightings)
    near = [seen.when for seen in one.sightings if seen.when.near]
    stated = near or [seen.when for seen in one.sightings if _dates(seen)]
    if draft.dated and lead.long_ago:
        return "background"
    if draft.dated and stated and all(draft.article.reported_at - when.moment > OLD for when in stated):
        return "background"
    if lead.cause and not near and not lead.figures:
        return "background"
    if stated or any(figures):
        return "incident"
    if _is_occasion(draft.analysis.marked, lead) or all(seen.definite for seen in one.sightings):
        return "background"
    return "incident"


def _is_occasion(marked: Marked, lead: Sighting) -> bool:
    """Tell whether an attack is only what other news is about; that those abducted are free again is none."""
    mention = lead.judged.mention
    if not _OCCASIONS & set(mention.features):
        return False
    if not marked.marks[mention.trigger] & (c.VERB_TRIGGER | c.SEIZURE) or lead.family is not EventType.ABDUCTION:
        return True
    others = [
        token
        for token in range(mention.start, mention.end)
        if marked.marks[token] & (c.OCCASION | c.COURT | c.MEMORY) and token != mention.trigger
    ]
    return any(token < mention.trigger and marked.lower[token] not in _SUSPECTED for token in others)


def _total(article: Article, analysis: Analysis, names: Names) -> ReportedTotal:
    total = analysis.total
    assert total is not None  # noqa: S101 - the caller looked
    document = analysis.marked.document
    country = next(iter(total.by_country)) if len(total.by_country) == 1 else None
    return ReportedTotal(
        event_id=names.name("reported_total", "", country, None),
        article_id=article.id,
        version=article.version,
        reported_at=article.reported_at,
        published_at=article.published_at,
        source=article.source,
        title=article.title,
        url=article.url,
        country=country,
        scope=scope_of(analysis.marked, total.lead),
        since=analysis.setting.since(total.sentences) if analysis.setting else None,
        as_of=analysis.setting.said_on() if analysis.setting else article.reported_at.date(),
        attacks=total.attacks,
        injured=total.injured,
        killed=total.killed,
        by_country=dict(total.by_country),
        claimed_by=figures_by(analysis.marked, total.sentences),
        evidence=collect(document, article.body, [document.sentences[sentence][0] for sentence in total.sentences]),
        confidence=0.8,
    )
