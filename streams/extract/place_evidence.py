"""What each place named says for each country that it may mean: features and hand weights, before any trigger."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from streams.extract.gazetteer import Candidate, Kind
from streams.extract.namesakes import Namesakes
from streams.extract.place_cues import Cue
from streams.extract.place_names import PlaceMention
from streams.extract.text import Document

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
    Cue.ORIGIN: 0.1,
    Cue.TOWARD: 0.5,
    Cue.SUBJECT: 0.5,
    Cue.ACTOR: 0.55,
    Cue.BACKER: 0.15,
    Cue.STRIKER: 0.35,
    Cue.BORDER: 0.15,
    Cue.ABROAD: 0.2,
    Cue.PARTIAL: 0.4,
    Cue.SPEAKER: 0.3,
    Cue.PERSON: 0.1,
    Cue.MEDIA: 0.1,
    Cue.PLAIN: 0.8,
}
# Where it stands, seen from the trigger: in its sentence within NEAR tokens, or farther; in the sentence before or
# after; in the title or the first two sentences; anywhere else.
_BESIDE: Final = 1.2
_IN_SENTENCE: Final = 1.0
_BEFORE: Final = 0.5
_AFTER: Final = 0.4
_IN_LEAD: Final = 0.65
_FAR: Final = 0.2
MOST_THERE: Final = _BESIDE
NAMESAKE: Final = 0.2  # of the weight of a town that fits nothing else in the text
_SYLLABLES: Final = frozenset(
    ["CHN", "TWN", "KOR", "PRK"]
)  # town names of one or two syllables that every language has
_SHARED: Final = frozenset([Kind.REGION, Kind.ADMIN1])
_WHOSE: Final = frozenset([Cue.ACTOR, Cue.STRIKER, Cue.SPEAKER, Cue.ORIGIN])
_ASIDE: Final = frozenset(
    [Cue.PERSON, Cue.MEDIA, Cue.BACKER, Cue.BORDER, Cue.ABROAD, Cue.PARTIAL]
)  # not what it is about
_TOWNS: Final = frozenset([Kind.CITY, Kind.ADMIN1, Kind.ADMIN2])
_ENCLOSING: Final = frozenset([Kind.ADMIN1, Kind.CITY])
_NO_COUNTRIES: Final = frozenset[str]()
_NO_REGIONS: Final = frozenset[int]()
_PLACES: Final = frozenset([*_TOWNS, Kind.CAPITAL])
SURE: Final = frozenset([Kind.COUNTRY, Kind.DEMONYM, Kind.CAPITAL, Kind.REGION, Kind.BASE, Kind.ADMIN1])
MAIN: Final = 5.0  # times likelier still, in the country that it names most
AGREES: Final = 5.0  # times likelier, a candidate in a country that the text names elsewhere
SAME_REGION: Final = 30.0  # times likelier, of a country's towns of one name, that whose province is named beside it


AT_HOME: Final = CUE_WEIGHT[Cue.STATED]  # of the country whose home affairs are told: as if a capital were named in it


class Evidence(NamedTuple):
    """What one mention says for each country that it may mean, wherever the attack is told.

    Shapes: `says` has a country, the weight for it and the likeliest candidate there, each country once; `namesake`
    is a town that fits nothing else in the text.
    Units: a weight is how likely the mention means that candidate, 0 to 1, times what its kind and cue are worth, and
    an n-th of it the n-th time that the text says the name.
    """

    mention: PlaceMention
    sentence: int
    says: tuple[tuple[str | None, float, Candidate], ...]
    namesake: bool


def survey(document: Document, mentions: Sequence[PlaceMention], home: str | None = None) -> list[Evidence]:
    """Return what each mention says for each country that it may mean: once a text, for all of its triggers.

    Shapes: `home` is the country whose home affairs the text tells of: as good as named.
    """
    sure = _named_countries(mentions, home)
    shares: dict[tuple[int, frozenset[int | str]], Sequence[tuple[Candidate, float]]] = {}  # of a name said again
    namesakes = Namesakes(document, mentions, frozenset(sure), home)
    told: dict[tuple[str, Cue], int] = defaultdict(int)
    evidence = []
    for number, mention in enumerate(mentions):
        told[mention.name, mention.cue] += 1
        base = CUE_WEIGHT[mention.cue] / told[mention.name, mention.cue]
        namesake = namesakes.is_one(mention)
        if namesake or _is_contradicted(document.lower, mentions, number):
            base *= NAMESAKE
        regions = frozenset(_regions_beside(mentions, number)) if len(mention.candidates) > 1 else _NO_REGIONS
        town = _enclosed(mentions, number) or _enclosing(mentions, number)
        key = id(mention.candidates), regions | town
        found = shares.get(key)
        if found is None:
            nearer = {country: SAME_REGION * sure.get(country, 1.0) for country in town}
            found = shares[key] = _shares(mention.candidates, regions, {**sure, **nearer} if town else sure)
        says = tuple(
            [(candidate.country, base * KIND_WEIGHT[candidate.kind] * share, candidate) for candidate, share in found]
        )
        evidence.append(Evidence(mention, document.sentence_of[mention.start], says, namesake))
    return evidence


def _enclosed(mentions: Sequence[PlaceMention], number: int) -> frozenset[str]:
    """Return the countries of the town that a name of several provinces stands behind: `Amritsar, Punjab`."""
    mention = mentions[number]
    if mention.cue is not Cue.ENCLOSING or len(mention.candidates) == 1 or not number:
        return _NO_COUNTRIES
    town = mentions[number - 1].candidates
    return frozenset(one.country for one in town if one.country) if town[0].kind in _PLACES else _NO_COUNTRIES


def _enclosing(mentions: Sequence[PlaceMention], number: int) -> frozenset[str]:
    """Return the country of the province behind a town of several: `Georgetown, Indiana`."""
    mention, behind = mentions[number], mentions[number + 1 : number + 2]
    if not behind or behind[0].cue is not Cue.ENCLOSING or len(mention.candidates) == 1:
        return _NO_COUNTRIES
    province = behind[0].candidates[0]
    if behind[0].start != mention.end + 1 or province.kind is not Kind.ADMIN1 or not province.country:
        return _NO_COUNTRIES
    return frozenset([province.country])


def _is_contradicted(lower: Sequence[str], mentions: Sequence[PlaceMention], number: int) -> bool:
    """Tell a village whose name is a foreign town's by the province in brackets: `Tin Zaouatine (Tamanrasset)`."""
    mention, behind = mentions[number], mentions[number + 1 : number + 2]
    if not behind or behind[0].cue is not Cue.ENCLOSING or mention.candidates[0].kind is not Kind.CITY:
        return False
    if (
        behind[0].candidates[0].kind not in _ENCLOSING
        or lower[mention.end] != "("
        or behind[0].start != mention.end + 1
    ):
        return False
    return {one.country for one in mention.candidates}.isdisjoint([one.country for one in behind[0].candidates])


def _named_countries(mentions: Sequence[PlaceMention], home: str | None) -> Mapping[str, float]:
    """Return how much likelier a place is in each country that the text names beyond doubt: AGREES times and more.

    Shapes: such a country is named itself or by its likeliest places; MAIN times likelier still is the one most named.
    """
    said: dict[str, float] = {home: AT_HOME} if home else {}
    for mention in mentions:
        first = mention.candidates[0]
        if home and first.kind in _PLACES and any(one.country == home for one in mention.candidates):
            continue  # `Toledo police` of a text with a sheriff in it is not in Belize
        if mention.cue is Cue.SPEAKER and first.kind is Kind.COUNTRY:
            continue  # `Iran said`: of anywhere
        if mention.cue not in _ASIDE and first.kind in SURE and first.country and not _is_shared(mention):
            weight = CUE_WEIGHT[mention.cue] * KIND_WEIGHT[first.kind] if mention.cue not in _WHOSE else 0.0
            said[first.country] = said.get(first.country, 0.0) + weight
    most = max(said.values(), default=0.0) or 1.0
    return {country: AGREES * (1.0 + (MAIN - 1.0) * weight / most) for country, weight in said.items()}


def _is_shared(mention: PlaceMention) -> bool:
    """Tell a region of several countries, such as Lake Chad, and `Central Region`: it names none of them."""
    first, *others = mention.candidates
    if first.kind not in _SHARED:
        return False
    return any(other.kind is first.kind and other.country != first.country for other in others)


def weight_afar(sentence: int) -> float:
    """Return what the place of a mention is worth to a trigger in none of the sentences around it."""
    return _IN_LEAD if sentence < LEAD_SENTENCES else _FAR


def weight_there(start: int, sentence: int, token: int, told_in: int) -> float:
    """Return what the place of a mention at token `start` is worth to a trigger at `token` of sentence `told_in`."""
    if sentence == told_in:
        return _BESIDE if -NEAR <= start - token <= NEAR else _IN_SENTENCE
    if sentence < LEAD_SENTENCES:
        return _IN_LEAD
    if sentence == told_in - 1:
        return _BEFORE
    return _AFTER if sentence == told_in + 1 else _FAR


def _shares(
    candidates: Sequence[Candidate], regions: frozenset[int], sure: Mapping[str, float]
) -> Sequence[tuple[Candidate, float]]:
    """Return a name's likeliest candidate of each country, with how likely it is. `regions` are named beside it."""
    if len(candidates) == 1:
        only = candidates[0]
        stray = only.country in _SYLLABLES and only.country not in sure and only.kind in _TOWNS
        return ((only, renown(only) * (NAMESAKE if stray else 1.0)),)
    odds: dict[str | None, float] = {}
    best: dict[str | None, tuple[float, Candidate]] = {}
    top = candidates[0].population
    for rank, candidate in enumerate(candidates, start=1):
        country = candidate.country
        fits = 2.0 ** min(candidate.population - top, 0) / (1 if candidate.kind is Kind.REGION else rank)
        if country in _SYLLABLES and country not in sure and candidate.kind in _TOWNS:
            fits *= NAMESAKE
        if country and country in sure and candidate.kind is not Kind.COUNTRY:
            fits *= sure[country]
        if fits > odds.get(country, 0.0):
            odds[country] = fits
        within = fits * SAME_REGION if candidate.region in regions else fits
        if country not in best or within > best[country][0]:
            best[country] = (within, candidate)
    total = sum(odds.values())
    return [(candidate, odds[country] / total * renown(candidate)) for country, (_, candidate) in best.items()]


def renown(candidate: Candidate) -> float:
    """Return how far a name alone is to be believed: a hamlet's name is often something else's."""
    return 1.0 if candidate.kind is not Kind.CITY else 0.35 + candidate.population / 11


def _regions_beside(mentions: Sequence[PlaceMention], number: int) -> set[int]:
    """Return the regions of the mentions just before and after: `Damboa, Borno State`."""
    beside = (*mentions[max(0, number - 1) : number], *mentions[number + 1 : number + 3])
    found = set()
    for other in beside:
        for candidate in other.candidates[:3]:
            if candidate.kind is Kind.ADMIN1 and candidate.region:
                found.add(candidate.region)
    return found
