"""Where it happened: the country and the most precise place, weighed from every place that the text names."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from typing import Final, Literal

from schemas import Place
from streams.extract.gazetteer import Kind
from streams.extract.lexicon import Lexicon
from streams.extract.place_cues import Cue
from streams.extract.place_evidence import NEAR, WHERE_WEIGHT, Evidence, renown, survey, where_is
from streams.extract.place_names import PlaceMention, find_places
from streams.extract.text import Document
from streams.extract.unlisted import Unlisted, nearest_unlisted

__all__ = ["Cue", "Located", "PlaceMention", "best_country", "find_places", "locate"]

# Of a place, not of a country: a town says more than its province, the province more than its country.
PRECISION_WEIGHT: Final[Mapping[Kind, float]] = {
    Kind.BASE: 1.6,
    Kind.CITY: 1.3,
    Kind.CAPITAL: 1.0,
    Kind.ADMIN2: 0.9,
    Kind.REGION: 0.8,
    Kind.ADMIN1: 0.75,
    Kind.SEA: 0.7,
    Kind.COUNTRY: 0.2,
}
PRECISION: Final[Mapping[Kind, Literal[1, 2, 3]]] = {
    Kind.BASE: 1,
    Kind.CITY: 1,
    Kind.CAPITAL: 1,
    Kind.ADMIN2: 2,
    Kind.REGION: 2,
    Kind.ADMIN1: 2,
    Kind.SEA: 2,
    Kind.COUNTRY: 3,
}
NOT_THERE: Final = frozenset([Cue.ACTOR, Cue.BACKER, Cue.SPEAKER, Cue.PERSON, Cue.MEDIA])
DATELINE_PLACE: Final = 0.25  # a dateline tells where the paper's desk is: the country, seldom the town of the attack
ENCLOSING_PLACE: Final = 0.5  # the province behind its town; the town is the place
LEAST: Final = 0.06  # of weight: a lone surname, newspaper or far mention is no answer
JOINTS: Final = frozenset(["and", "while", "but", ";"])  # often begin another attack's clause
OTHER_CLAUSE: Final = 0.7


@dataclass(frozen=True, slots=True)
class Located:
    """Where it happened, as far as the text says.

    Shapes: all null where no place is named; `country` is null with a place at sea. `mention` names the place.
    Units: `share` is the country's part of all weight, 0 to 1.
    """

    country: str | None
    place: Place | None
    mention: PlaceMention | None
    share: float


NOWHERE: Final = Located(None, None, None, 0.0)


def best_country(
    mentions: Sequence[PlaceMention], document: Document, focus: Sequence[int], lexicon: Lexicon
) -> Located:
    """Return the country and the most precise place of what the tokens of `focus` tell.

    Shapes: `focus` are the tokens of the triggers; empty looks at the text as a whole, its lead first.
    Errors: none.
    Source: docs/extraction.md, "Places"; docs/semantics.md, "Time and place".
    """
    found = locate(survey(mentions), document, focus, lexicon)
    if not found.country or not found.place:
        return found
    unlisted = nearest_unlisted(document, mentions, focus, lexicon)
    return _at_unlisted(found, unlisted, document, focus) if unlisted else found


def _at_unlisted(found: Located, unlisted: Unlisted, document: Document, focus: Sequence[int]) -> Located:
    """Return the unlisted village as the place, where the place found is coarser, farther or in another sentence.

    Its coordinates are those of the place found, and so is its precision, but for a neighbouring town's: 2.
    """
    known, mention = found.place, found.mention
    if known is None:
        return found
    if known.geo_precision == 1 and mention and document.sentence_of[mention.start] == document.sentence_of[focus[0]]:
        gap = min(abs(mention.start - token) for token in focus)
        if gap <= min(abs(unlisted.start - token) for token in focus):
            return found
    coarse: Literal[2, 3] = 3 if known.geo_precision == 3 else 2  # noqa: PLR2004 - ACLED's code
    place = known.model_copy(update={"name": unlisted.name, "geo_precision": coarse})
    return Located(found.country, place, mention, found.share)


def locate(evidence: Sequence[Evidence], document: Document, focus: Sequence[int], lexicon: Lexicon) -> Located:
    """Return the same from evidence that was surveyed once for all triggers of a text."""
    totals: dict[str | None, float] = defaultdict(float)
    weighed = []
    for item in evidence:
        weight = item.weight * WHERE_WEIGHT[where_is(item.mention, document, focus)]
        totals[item.candidate.country] += weight
        weighed.append((weight, item))
    if not totals:
        return NOWHERE
    country = max(totals, key=lambda code: (totals[code], code or ""))
    if totals[country] < LEAST:
        return NOWHERE
    best = _most_precise([pair for pair in weighed if pair[1].candidate.country == country], document, focus)
    share = totals[country] / sum(totals.values())
    if best is None:
        return Located(country, _country_place(country, lexicon), None, share)
    return Located(country, _place(best, lexicon), best.mention, share)


def _most_precise(
    weighed: Sequence[tuple[float, Evidence]], document: Document, focus: Sequence[int]
) -> Evidence | None:
    best: Evidence | None = None
    highest = 0.0
    for weight, item in weighed:
        if item.candidate.kind not in PRECISION_WEIGHT or item.mention.cue in NOT_THERE:
            continue
        value = weight * PRECISION_WEIGHT[item.candidate.kind] * _nearness(item.mention, document, focus)
        value /= renown(item.candidate)  # once the country is known, a hamlet is as good as a city
        if item.mention.cue is Cue.DATELINE:
            value *= DATELINE_PLACE
        if item.mention.cue is Cue.ENCLOSING or item.mention.division:
            value *= ENCLOSING_PLACE
        if value > highest:
            best, highest = item, value
    return best


def _nearness(mention: PlaceMention, document: Document, focus: Sequence[int]) -> float:
    """Return 1 beside the trigger, less with every token of the sentence between, and less across `and` or `while`."""
    sentence = document.sentence_of[mention.start]
    beside = [token for token in focus if document.sentence_of[token] == sentence]
    if not beside:
        return 1 / (1 + 1)
    nearest = min(beside, key=lambda token: abs(mention.start - token))
    between = document.lower[min(nearest, mention.start) : max(nearest, mention.start)]
    apart = OTHER_CLAUSE if mention.start < nearest and not JOINTS.isdisjoint(between) else 1.0
    return apart / (1 + abs(mention.start - nearest) / NEAR)


def _place(evidence: Evidence, lexicon: Lexicon) -> Place:
    candidate, mention = evidence.candidate, evidence.mention
    if candidate.kind is Kind.COUNTRY:
        return _country_place(candidate.country, lexicon)
    precision = 2 if mention.division else PRECISION[candidate.kind]
    unknown = isnan(candidate.latitude)
    return Place(
        name=mention.name,
        latitude=None if unknown else candidate.latitude,
        longitude=None if unknown else candidate.longitude,
        geo_precision=precision,
    )


def _country_place(country: str | None, lexicon: Lexicon) -> Place:
    known = lexicon.countries[country or ""]
    return Place(
        name=known.name, latitude=round(known.latitude, 4), longitude=round(known.longitude, 4), geo_precision=3
    )
