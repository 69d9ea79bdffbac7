"""Where it happened: the country and the most precise place, weighed from every place that the text names."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from math import isnan
from typing import Final, Literal, NamedTuple

from schemas import Place
from streams.extract.gazetteer import Candidate, Kind
from streams.extract.home_words import home_of
from streams.extract.lexicon import Lexicon
from streams.extract.place_cues import Cue
from streams.extract.place_evidence import MOST_THERE, NEAR, Evidence, renown, survey, weight_afar, weight_there
from streams.extract.place_names import PlaceMention, find_places
from streams.extract.text import Document
from streams.extract.unlisted import Unlisted, UnlistedNames

__all__ = ["PRECISION", "Cue", "Located", "PlaceMention", "Survey", "find_places"]

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
NOT_THERE: Final = frozenset(
    [Cue.ACTOR, Cue.STRIKER, Cue.BACKER, Cue.BORDER, Cue.ABROAD, Cue.ORIGIN, Cue.SPEAKER, Cue.PERSON, Cue.MEDIA]
)
DATELINE_PLACE: Final = 0.25  # a dateline tells where the paper's desk is: the country, seldom the town of the attack
ENCLOSING_PLACE: Final = 0.5  # the province behind its town; the town is the place
AT_HOME: Final = 0.3  # of weight, for the country whose home affairs are told: less than any place named there
LEAST: Final = 0.06  # of weight: a lone surname, newspaper or far mention is no answer
JOINTS: Final = frozenset(["and", "while", "but", ";"])  # often begin another attack's clause
OTHER_CLAUSE: Final = 0.7
OTHER_COUNTRY: Final = 0.5  # the same of its country's weight


class Located(NamedTuple):
    """Where it happened, as far as the text says.

    Shapes: all null where no place is named; `country` is null with a place at sea. `mention` names the place.
    Units: `share` is the country's part of all weight, 0 to 1.
    """

    country: str | None
    place: Place | None
    mention: PlaceMention | None
    share: float


NOWHERE: Final = Located(None, None, None, 0.0)


class _Spot(NamedTuple):
    """A place that a mention may mean. `value` is what it is worth as the place, before where it stands."""

    mention: PlaceMention
    sentence: int
    candidate: Candidate
    value: float


class Survey:
    """The places of one text, weighed once for all triggers: only those around a trigger differ from one to another."""

    def __init__(self, document: Document, mentions: Sequence[PlaceMention], lexicon: Lexicon) -> None:
        self.document = document
        self.lexicon = lexicon
        self.home = home_of(document, lexicon)
        self.evidence = survey(document, mentions, self.home)
        self.unlisted = UnlistedNames(document, mentions, lexicon)
        self.by_sentence: dict[int, list[Evidence]] = defaultdict(list)
        self.afar: dict[str | None, float] = defaultdict(float)  # each country's weight for a trigger far from all
        self.spots: dict[str | None, list[_Spot]] = defaultdict(list)
        self._places: dict[tuple[str, Candidate, bool], Place] = {}  # the same answer for most triggers
        starts = {mention.start for mention in mentions}
        self.joints = {mention.end for mention in mentions if mention.end + 1 in starts}  # `in Iraq and Syria`
        if self.home:
            self.afar[self.home] += AT_HOME
        for one in self.evidence:
            self.by_sentence[one.sentence].append(one)
            far = weight_afar(one.sentence)
            for country, weight, candidate in one.says:
                self.afar[country] += weight * far
                value = _value(one.mention, candidate, weight)
                if value:
                    self.spots[country].append(_Spot(one.mention, one.sentence, candidate, value))

    def locate(self, token: int | None, among: Collection[PlaceMention] = ()) -> Located:
        """Return the country and the most precise place of what is told at a token.

        Shapes: no token looks at the text as a whole, its lead first; `among` are the only mentions looked at, where
        there are any.
        Errors: none.
        Source: docs/extraction.md, "Places"; docs/semantics.md, "Time and place".
        """
        if not self.afar:
            return NOWHERE
        totals = self.weights(token, among)
        country = max(totals, key=lambda code: (totals[code], self.afar[code], code or ""))
        if totals[country] < LEAST:
            return NOWHERE
        share = totals[country] / sum(totals.values())
        best = self._most_precise(country, token, among)
        if best is None:
            return Located(country, _country_place(country, self.lexicon), None, share)
        found = Located(country, self._place(best), best.mention, share)
        unlisted = self.unlisted.nearest(token) if country and token is not None else None
        return self._at_unlisted(found, unlisted, token) if unlisted and token is not None else found

    def weights(self, token: int | None, among: Collection[PlaceMention] = ()) -> dict[str | None, float]:
        """Return the weight of each country for what is told at a token, None for the sea; arguments as of `locate`."""
        told_in = -9 if token is None else self.document.sentence_of[token]
        at = token or 0
        totals: dict[str | None, float]
        if among:
            totals = defaultdict(float)
            for one in self.evidence:
                if one.mention in among:
                    there = weight_there(one.mention.start, one.sentence, at, told_in)
                    for country, weight, _ in one.says:
                        totals[country] += weight * there
            return totals
        totals = self.afar.copy()
        for sentence in (told_in - 1, told_in, told_in + 1):
            for one in self.by_sentence.get(sentence, ()):
                there = weight_there(one.mention.start, sentence, at, told_in)
                if sentence == told_in and self._is_apart(one.mention.start, at):
                    there *= OTHER_COUNTRY
                more = there - weight_afar(sentence)
                for country, weight, _ in one.says:
                    totals[country] += weight * more
        return totals

    def _most_precise(self, country: str | None, token: int | None, among: Collection[PlaceMention]) -> _Spot | None:
        told_in = -9 if token is None else self.document.sentence_of[token]
        at = token or 0
        best: _Spot | None = None
        highest = 0.0
        for spot in self.spots[country]:
            if spot.value * MOST_THERE <= highest:  # wherever it stands
                continue
            mention, sentence = spot.mention, spot.sentence
            if among and mention not in among:
                continue
            near = self._nearness(mention.start, at) if sentence == told_in else _ELSEWHERE
            value = spot.value * weight_there(mention.start, sentence, at, told_in) * near
            if value > highest:
                best, highest = spot, value
        return best

    def _nearness(self, start: int, token: int) -> float:
        """Return 1 beside the trigger, less with every token between, and less across `and` or `while`."""
        if start > token:
            return 1 / (1 + (start - token) / NEAR)
        apart = OTHER_CLAUSE if self._is_apart(start, token) else 1.0
        return apart / (1 + (token - start) / NEAR)

    def _place(self, spot: _Spot) -> Place:
        name = spot.mention.name, spot.candidate, spot.mention.division
        found = self._places.get(name)
        if found is None:
            found = self._places[name] = _place(spot, self.lexicon)
        return found

    def _is_apart(self, start: int, token: int) -> bool:
        """Tell whether `and` or the like stands between a place and a trigger behind it: perhaps another clause."""
        lower = self.document.lower
        if start >= token or JOINTS.isdisjoint(lower[start:token]):
            return False
        return any(lower[at] in JOINTS and at not in self.joints for at in range(start, token))

    def _at_unlisted(self, found: Located, unlisted: Unlisted, token: int) -> Located:
        """Return the unlisted village as the place, where the place found is coarser, farther or in another sentence.

        Its coordinates are those of the place found, and so is its precision, but for a neighbouring town's: 2.
        """
        known, mention = found.place, found.mention
        if known is None or mention is None:
            return found
        sentence_of = self.document.sentence_of
        if known.geo_precision == 1 and sentence_of[mention.start] == sentence_of[token]:  # noqa: SIM102 - two questions
            if abs(mention.start - token) <= abs(unlisted.start - token):
                return found
        coarse: Literal[2, 3] = 3 if known.geo_precision == 3 else 2  # noqa: PLR2004 - ACLED's code
        place = known.model_copy(update={"name": unlisted.name, "geo_precision": coarse})
        return Located(found.country, place, mention, found.share)


_ELSEWHERE: Final = 0.5  # nearness of a place in another sentence


def _value(mention: PlaceMention, candidate: Candidate, weight: float) -> float:
    """Return what a mention is worth as the place, 0 for one that is none."""
    if candidate.kind not in PRECISION_WEIGHT or mention.cue in NOT_THERE:
        return 0.0
    value = weight * PRECISION_WEIGHT[candidate.kind]
    value /= renown(candidate)  # once the country is known, a hamlet is as good as a city
    if mention.cue is Cue.DATELINE:
        value *= DATELINE_PLACE
    if mention.cue is Cue.ENCLOSING or mention.division:
        value *= ENCLOSING_PLACE
    return value


def _place(spot: _Spot, lexicon: Lexicon) -> Place:
    candidate, mention = spot.candidate, spot.mention
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
