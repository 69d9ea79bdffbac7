"""Clusters and totals become the events that an article asserts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from schemas import Article, Count, IncidentReport, ReportedTotal, Statement
from streams.extract.analysis import Analysis
from streams.extract.candidates import Candidate
from streams.extract.claims import claimed_by, figures_by, scope_of
from streams.extract.confidence import TABLE, confidence
from streams.extract.dates import Role
from streams.extract.evidence import collect
from streams.extract.identity import Names
from streams.extract.incidents import Cluster, dates, may_be_one_day
from streams.extract.lexicon import Lexicon
from streams.extract.model import Model
from streams.extract.setting import When, Where
from streams.extract.sightings import Sighting
from streams.extract.terms import terms_of
from streams.extract.verdicts import THRESHOLD, Verdict, dates_itself, lead_of, verdicts

FAR_MORE: Final = 2.0  # times as much, that the country first named was not that of the attack
MOST_DAYS: Final = 4
_ANSWERS: Final = frozenset({"retaliated", "responded", "answered", "retaliation", "response"})


def make(article: Article, analysis: Analysis, lexicon: Lexicon, *, dated: bool) -> tuple[Statement, ...]:
    """Return the events of an analysed article, in the order of the text.

    Errors: none. Source: docs/extraction.md.
    """
    draft = _Draft(article, analysis, Names(article.id), lexicon.weights(TABLE))
    found = verdicts(analysis, article.reported_at, dated=dated)
    events: list[Statement] = [_incident(draft, one) for one in found]
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


def _incident(draft: _Draft, verdict: Verdict) -> IncidentReport:
    one, killed, injured = verdict.cluster, verdict.killed, verdict.injured
    article, analysis, names = draft.article, draft.analysis, draft.names
    lead = lead_of(one.sightings)
    where = _where(one, lead)
    when = _when(analysis, one, lead)
    kind: Literal["incident", "background"] = "background" if verdict.background else "incident"
    event_type = one.event_type
    tokens = [seen.token for seen in one.sightings]
    tokens += [found.token for found in (killed, injured) if found]
    place = where.place
    told = [*_body_first(analysis, one), *one.shared]
    doing = [seen for seen in told if seen.judged.logit > THRESHOLD or seen.family is event_type]
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
        attacker=next((seen.actors.attacker for seen in doing if seen.actors.attacker), None),
        target=next((seen.actors.target for seen in told if seen.actors.target), None),
        weapon=next((seen.weapon for seen in told if seen.weapon), None),
        claimed_by=claimed_by(analysis.marked, sorted(verdict.ranks)),
        injured=_figure(injured),
        killed=_figure(killed),
        evidence=collect(analysis.marked.document, article.body, sorted(tokens)),
        confidence=confidence(one.logit, draft.sureness),
        terms=(*terms_of(analysis.marked.document), *days_of(analysis, when)),
    )


def days_of(analysis: Analysis, when: When) -> list[str]:
    """Return the days that a text gives events, the earliest first, but for the incident's own: at most MOST_DAYS.

    Days of pages, of saying, of courts are none. A follow-up that is told for the day of a hearing names the attack's.
    """
    if analysis.setting is None:
        return []
    own = when.moment.date()
    days = {
        found.day
        for found in analysis.setting.dates
        if found.role is Role.EVENT and found.precision == 1 and found.day != own
    }
    return [f"{day:%Y-%m-%d}" for day in sorted(days)[:MOST_DAYS]]


def _where(one: Cluster, lead: Sighting) -> Where:
    """Return the place that the sightings' own words give: the first, or the first in a country that far more name."""
    told = sorted(one.sightings, key=lambda seen: (seen.titles, seen.token))  # a summary was put last
    near = [seen for seen in told if seen.where.near and seen.where.country]
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
    near = [seen.when for seen in one.sightings if dates(seen) and not seen.aftermath]
    near = near or [seen.when for seen in one.sightings if dates(seen)]
    near = near or [seen.when for seen in one.sightings if seen.when.near]
    stated = [seen.when for seen in one.sightings if dates_itself(seen)]
    if not near and not stated and all(seen.definite for seen in one.sightings):
        return When(analysis.setting.published if analysis.setting else lead.when.moment, 3, stated=False, near=False)
    first = (near or stated or [lead.when])[0]
    return _finer(first, [*near, *stated]) or first


def _finer(coarse: When, others: Sequence[When]) -> When | None:
    """Return the day that a week or month turns out to be: `last month`, and further down `on Sept. 30`."""
    if coarse.precision == 1:
        return None
    return next((when for when in others if when.precision == 1 and may_be_one_day(coarse, when)), None)


def _body_first(analysis: Analysis, one: Cluster) -> list[Sighting]:
    """Order the sightings by how directly they tell: the body before the title, the deed before `retaliated`."""
    lower, titled = analysis.marked.lower, analysis.marked.document.has_title

    def indirectness(seen: Sighting) -> tuple[bool, bool, bool, int]:
        title = titled and seen.judged.mention.sentence == 0
        return title, lower[seen.token] in _ANSWERS, seen.definite, seen.token

    return sorted(one.sightings, key=indirectness)


def _figure(candidate: Candidate | None) -> Count | None:
    return candidate.count if candidate else None


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
