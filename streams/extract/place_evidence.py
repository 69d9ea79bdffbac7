"""What each place named says for each country that it may mean: features and hand weights, before any trigger."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from streams.extract.gazetteer import Candidate, Kind
from streams.extract.place_cues import Cue
from streams.extract.place_names import PlaceMention
from streams.extract.text import Document


class Where(StrEnum):
    """Where a mention stands, seen from what tells of the attack."""

    BESIDE = "beside"  # in its sentence, within NEAR tokens
    SENTENCE = "sentence"
    BEFORE = "before"  # the sentence before
    AFTER = "after"
    LEAD = "lead"  # the title, or the first two sentences
    FAR = "far"


NEAR: Final = 12  # tokens
LEAD_SENTENCES: Final = 3

# By hand, tuned a little on news leads. A product of three: what is named, what is said of it, where it stands.
KIND_WEIGHT: Final[Mapping[Kind, float]] = {
    Kind.COUNTRY: 0.8,
    Kind.DEMONYM: 0.6,
    Kind.CAPITAL: 1.0,
    Kind.CITY: 0.9,
    Kind.ADMIN1: 0.8,
    Kind.ADMIN2: 0.6,
    Kind.BASE: 1.2,
    Kind.REGION: 1.1,
    Kind.GROUP: 0.45,
    Kind.SEA: 0.9,
}
CUE_WEIGHT: Final[Mapping[Cue, float]] = {
    Cue.STATED: 2.0,
    Cue.DATELINE: 1.0,
    Cue.ENCLOSING: 2.0,
    Cue.OF: 0.9,
    Cue.TOWARD: 0.5,
    Cue.SUBJECT: 0.5,
    Cue.ACTOR: 0.55,
    Cue.BACKER: 0.15,
    Cue.PARTIAL: 0.4,
    Cue.SPEAKER: 0.3,
    Cue.PERSON: 0.1,
    Cue.MEDIA: 0.1,
    Cue.PLAIN: 0.8,
}
WHERE_WEIGHT: Final[Mapping[Where, float]] = {
    Where.BESIDE: 1.2,
    Where.SENTENCE: 1.0,
    Where.BEFORE: 0.5,
    Where.AFTER: 0.4,
    Where.LEAD: 0.65,
    Where.FAR: 0.2,
}
SURE: Final = frozenset([Kind.COUNTRY, Kind.DEMONYM, Kind.CAPITAL, Kind.REGION, Kind.BASE, Kind.ADMIN1])
AGREES: Final = 5.0  # times likelier, a candidate in a country that the text names elsewhere
SAME_REGION: Final = 30.0  # times likelier, of a country's towns of one name, that whose province is named beside it


@dataclass(frozen=True, slots=True)
class Evidence:
    """One mention's say for one country that it may mean, feature by feature: the weights can be looked up or learnt.

    Units: `share` is how likely the mention means this candidate, 0 to 1; `weight` that times what its kind and cue
    are worth, and an n-th of it the n-th time that the text says the name.
    """

    mention: PlaceMention
    candidate: Candidate
    share: float
    weight: float


def survey(mentions: Sequence[PlaceMention]) -> list[Evidence]:
    """Return what each mention says for each country that it may mean, wherever the attack is told."""
    sure = _named_countries(mentions)
    told: dict[tuple[str, Cue], int] = defaultdict(int)
    evidence = []
    for number, mention in enumerate(mentions):
        told[mention.name, mention.cue] += 1
        base = CUE_WEIGHT[mention.cue] / told[mention.name, mention.cue]
        for candidate, share in _shares(mentions, number, sure):
            evidence.append(Evidence(mention, candidate, share, base * KIND_WEIGHT[candidate.kind] * share))
    return evidence


def _named_countries(mentions: Sequence[PlaceMention]) -> frozenset[str]:
    """Return the countries that the text names beyond doubt, by themselves or by their likeliest places."""
    firsts = (mention.candidates[0] for mention in mentions if mention.cue is not Cue.PERSON)
    return frozenset(first.country for first in firsts if first.kind in SURE and first.country)


def where_is(mention: PlaceMention, document: Document, focus: Sequence[int]) -> Where:
    """Tell where a mention stands, seen from the nearest token of `focus`."""
    sentence = document.sentence_of[mention.start]
    best = Where.LEAD if sentence < LEAD_SENTENCES else Where.FAR
    for token in focus:
        distance = sentence - document.sentence_of[token]
        if distance == 0:
            if abs(mention.start - token) <= NEAR:
                return Where.BESIDE
            best = Where.SENTENCE
        elif best is not Where.SENTENCE and distance in {-1, 1} and best is not Where.LEAD:
            best = Where.BEFORE if distance < 0 else Where.AFTER
    return best


def _shares(mentions: Sequence[PlaceMention], number: int, sure: frozenset[str]) -> Iterator[tuple[Candidate, float]]:
    """Yield a mention's likeliest candidate of each country, with how likely it is."""
    mention = mentions[number]
    candidates = mention.candidates
    if len(candidates) == 1:
        yield candidates[0], renown(candidates[0])
        return
    regions = _regions_beside(mentions, number)
    odds: dict[str | None, float] = {}
    best: dict[str | None, tuple[float, Candidate]] = {}
    top = candidates[0].population
    for rank, candidate in enumerate(candidates):
        country = candidate.country
        fits = 2.0 ** (min(candidate.population, top) - top) / (1 + rank)
        if country in sure and candidate.kind is not Kind.COUNTRY:
            fits *= AGREES
        odds[country] = max(fits, odds.get(country, 0.0))
        within = fits * SAME_REGION if candidate.region in regions else fits
        if within > best.get(country, (0.0, candidate))[0]:
            best[country] = (within, candidate)
    total = sum(odds.values())
    for country, (_, candidate) in best.items():
        yield candidate, odds[country] / total * renown(candidate)


def renown(candidate: Candidate) -> float:
    """Return how far a name alone is to be believed: a hamlet's name is often something else's."""
    return 1.0 if candidate.kind is not Kind.CITY else 0.5 + candidate.population / 14


def _regions_beside(mentions: Sequence[PlaceMention], number: int) -> frozenset[int]:
    """Return the regions of the mentions just before and after: `Damboa, Borno State`."""
    beside = (*mentions[max(0, number - 1) : number], *mentions[number + 1 : number + 3])
    return frozenset(
        candidate.region for other in beside for candidate in other.candidates[:3] if candidate.kind is Kind.ADMIN1
    )
