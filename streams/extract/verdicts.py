"""Which of a text's clusters are incidents, which are told as background, and which figures each has."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from schemas import EventType
from streams.extract import classes as c
from streams.extract.analysis import Analysis
from streams.extract.candidates import Candidate
from streams.extract.classes import Marked
from streams.extract.date_choice import OLD
from streams.extract.dates import Role
from streams.extract.incidents import Cluster
from streams.extract.setting import When
from streams.extract.sightings import Sighting

THRESHOLD: Final = 0.1  # logits; below, a cluster is no incident
GUNFIRE: Final = -1.7  # logits; the same of one told by a shot: few words are so seldom of anything else
DATED_TOLL: Final = -1.5  # logits; the same of an attack with its day and its toll, whatever else the text is about
SET_OUT: Final = -0.5  # logits; the same of one told in full
FAINT_DEFINITE: Final = -1.9  # logits; a fainter `the attack on` is of a proposal as well
FAINT_REFERENCE: Final = -3.3  # logits; a fainter one is hardly about force
HALF_A_MONTH: Final = timedelta(days=15)  # a month that alone is named is taken for its middle
TITLE_RANK: Final = 2  # a title rounds its figures: those of the first sentences come before
_OCCASIONS: Final = frozenset({"occasion", "court", "memory"})
_GAMES: Final = frozenset({"sport", "business", "figurative"})  # where there are shots as well
_TOLD: Final = frozenset({"attack", "victims"})
_NO_FORCE: Final = frozenset({"protest", "accident", "gun accident", "nature", "drill", "found", *_GAMES})
_ARMS: Final = frozenset({"from afar", "strong", "impact"})
_SUSPECTED: Final = frozenset({"suspected", "suspects", "suspect"})  # `by suspected rebels` is who did it


@dataclass(frozen=True, slots=True)
class Verdict:
    """A cluster that becomes an event.

    Shapes: `background` names the rule that makes it background, null for an incident; `ranks` are its sentences, 0
    first; `candidates` are the figures that may be its own, of which `killed` and `injured` were chosen.
    """

    cluster: Cluster
    background: str | None
    ranks: dict[int, int]
    candidates: list[Candidate]
    killed: Candidate | None
    injured: Candidate | None


def verdicts(analysis: Analysis, reported_at: datetime, *, dated: bool) -> list[Verdict]:
    """Return what becomes an event: the incidents, then what is too faint for one and yet refers to a certain attack.

    Shapes: `dated` is whether `reported_at` is known; without it nothing is old.
    Errors: none. Source: docs/extraction.md, "Background".
    """
    told = reported_at if dated else None
    kept = [one for one in analysis.clusters if one.logit > threshold(one)]
    kept = [one for one in kept if not _is_title_alone(analysis, one)] or kept
    referred = [
        one
        for one in analysis.clusters
        if FAINT_REFERENCE < one.logit <= threshold(one)
        and _is_certain(one)
        and background_rule(analysis, one, (None, None), told)
    ]
    found = [_verdict(analysis, one, kept, told) for one in kept]
    return [*found, *(_verdict(analysis, one, [*kept, *referred], told) for one in referred)]


def threshold(one: Cluster) -> float:
    """Return the logit that a cluster must exceed to be told as an attack, be it of today or of long ago.

    Shapes: a shot told anywhere in it counts, even where another deed is the surer: `fired it toward the house`.
    """
    told = [seen.judged for seen in one.sightings]
    shots = [each for each in told if each.mention.bits & c.GUNSHOT and _GAMES.isdisjoint(each.mention.features)]
    if any(each.logit > GUNFIRE for each in shots):
        return GUNFIRE
    if any(_is_dated_toll(seen) for seen in one.sightings):
        return DATED_TOLL
    return SET_OUT if any(_is_set_out(seen) for seen in one.sightings) else THRESHOLD


def _is_set_out(seen: Sighting) -> bool:
    """Tell whether one sentence says with what, on which day and in which place: `On 6 May drones struck Atbara`."""
    features = seen.judged.mention.features
    told = seen.when.near and seen.when.precision == 1 and seen.where.near and not seen.generic
    return told and not _ARMS.isdisjoint(features) and _NO_FORCE.isdisjoint(features) and "hypothetical" not in features


def _is_dated_toll(seen: Sighting) -> bool:
    """Tell `the gas attack of August 21 that killed 300`: day and toll, in a text on what politicians say of it."""
    mention = seen.judged.mention
    features = set(mention.features)
    dated = seen.when.near and seen.when.precision == 1 and bool(seen.figures) and seen.judged.logit > DATED_TOLL
    return dated and features >= _TOLD and not features & _NO_FORCE


def _verdict(analysis: Analysis, one: Cluster, clusters: Sequence[Cluster], told: datetime | None) -> Verdict:
    ranks = _ranks(analysis, one, clusters)
    candidates = _own_candidates(analysis, one, clusters)
    killed, injured = analysis.ranker.choose(candidates, ranks)
    rule = background_rule(analysis, one, (killed, injured), told)
    return Verdict(one, rule, ranks, candidates, killed, injured)


def _is_title_alone(analysis: Analysis, one: Cluster) -> bool:
    """Tell whether only the title speaks of it: it says in short what the body tells, and no sentence bears it out."""
    return analysis.marked.document.has_title and all(seen.judged.mention.sentence == 0 for seen in one.sightings)


def _is_certain(one: Cluster) -> bool:
    """Tell whether a reference says whose attack, or when and where it was."""
    lead = lead_of(one.sightings)
    if "denial" in lead.judged.mention.features:
        return False
    if lead.long_ago or lead.past:
        return True
    if lead.definite and lead.judged.logit > FAINT_DEFINITE and (lead.where.near or lead.actors.target):
        return True  # `vowed revenge for the bombing of Barmal`
    return bool(
        (lead.actors.attacker and lead.actors.target) or (lead.when.near and (lead.where.near or lead.actors.attacker))
    )


def dates_itself(seen: Sighting) -> bool:
    """Tell whether a sighting's date is its own: one that refers back has only what its own words give it."""
    return seen.when.near or (seen.when.stated and not seen.definite)


def lead_of(sightings: Sequence[Sighting]) -> Sighting:
    """Return the sighting that tells of an attack the most surely."""
    return max(sightings, key=lambda seen: (seen.judged.logit, -seen.token))


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
    if not taken:
        return list(analysis.candidates)
    own = [seen.judged.mention for seen in one.sightings]
    return [
        found
        for found in analysis.candidates
        if any(part.start <= found.token < part.end for part in own)
        or not any(part.start <= found.token < part.end for part in taken)
    ]


def background_rule(  # noqa: PLR0911 - one return a reason
    analysis: Analysis, one: Cluster, figures: tuple[Candidate | None, Candidate | None], told: datetime | None
) -> str | None:
    """Return the rule by which an attack is only referred back to; null for an incident.

    Shapes: `figures` are its own, `told` is when the text was published, null where that is not known.
    """
    lead = lead_of(one.sightings)
    near = [seen.when for seen in one.sightings if seen.when.near]
    stated = near or [seen.when for seen in one.sightings if dates_itself(seen)]
    if told and lead.long_ago and not (lead.when.near and told - lead.when.moment <= OLD):
        return "years ago by its own words"
    headed = not lead.when.near and _opens_with_its_day(
        analysis
    )  # `19 Apr 2017 A bomb ...`: other days are of other things
    if told and stated and not headed and all(told - _latest(when) > OLD for when in stated):
        return f"dated more than {OLD.days} days back"
    if lead.cause and not near and not lead.figures:
        return "what another attack answers"
    if stated or any(figures):
        return None
    if _is_occasion(analysis.marked, lead):
        return "the occasion of other news, without a date or figures"
    if all(seen.definite for seen in one.sightings):
        return "only referred back to, without a date or figures"
    return None


def _opens_with_its_day(analysis: Analysis) -> bool:
    """Tell whether a text begins with the day of its news."""
    dates = analysis.setting.dates if analysis.setting else []
    return any(found.role is Role.DATELINE and found.precision == 1 for found in dates[:1])


def _latest(when: When) -> datetime:
    """Return the last moment that a date may mean: `in July` may be the 31st."""
    return when.moment + HALF_A_MONTH if when.precision == 3 else when.moment  # noqa: PLR2004 - ACLED's code for a month


def _is_occasion(marked: Marked, lead: Sighting) -> bool:
    """Tell whether an attack is only what other news is about; that those abducted are free again is none."""
    mention = lead.judged.mention
    if not _OCCASIONS & set(mention.features):
        return False
    others = [
        token
        for token in range(mention.start, mention.end)
        if marked.marks[token] & (c.OCCASION | c.COURT | c.MEMORY) and token != mention.trigger
    ]
    news = [token for token in others if marked.lower[token] not in _SUSPECTED]
    if not marked.marks[mention.trigger] & (c.VERB_TRIGGER | c.SEIZURE) or lead.family is not EventType.ABDUCTION:
        return bool(news) or not others
    return any(token < mention.trigger for token in news)
