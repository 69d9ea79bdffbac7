"""Names that are some other place's: the quarter Bordeaux of a city whose sheriff the text names is not in France."""

from collections.abc import Sequence
from math import cos, hypot, radians
from typing import Final

from streams.extract.gazetteer import Candidate, Kind
from streams.extract.place_cues import Cue
from streams.extract.place_names import LARGE, PlaceMention
from streams.extract.text import Casing, Document

_TOWNS: Final = frozenset([Kind.CITY, Kind.ADMIN1, Kind.ADMIN2])
_ANCHORING: Final = frozenset([Cue.STATED, Cue.ENCLOSING, Cue.OF, Cue.PLAIN])
_ANCHORS: Final = frozenset([Kind.COUNTRY, Kind.CAPITAL, Kind.REGION, Kind.BASE])
_QUARTERS: Final = frozenset(
    ["neighborhood", "neighbourhood", "neighborhoods", "neighbourhoods", "quarter", "quarters", "street", "road",
     "roundabout", "suburb", "square"]
)  # fmt: skip
NEARBY: Final = 150.0  # km
KM_A_DEGREE: Final = 111.2  # of latitude


class Namesakes:
    """Tells a quarter of the city that a text is about from the foreign town of its name: it fits no other place named.

    Shapes: `anchors` are the places of which the text leaves no doubt, `countries` theirs; `named` are all countries,
    those whose soldiers act as well. A town whose country is named, or that lies near an anchor, is no namesake; nor is
    a big city, unless the text tells of the home affairs of another country alone, or where nothing else is named.
    """

    def __init__(
        self, document: Document, mentions: Sequence[PlaceMention], named: frozenset[str], home: str | None
    ) -> None:
        self.lower = document.lower
        capitals = document.casing is Casing.CAPITALS  # there every surname may be a town's: more is asked of one
        self.anchors = [
            first
            for mention in mentions
            if (mention.cue in _ANCHORING or (mention.cue is Cue.DATELINE and capitals))
            and ((first := mention.candidates[0]).kind in _ANCHORS or _is_known(mention, first))
        ]
        self.countries = {anchor.country for anchor in self.anchors} | ({home} if home else set())
        self.named = self.countries | named
        self.home = home
        self.quarters = {
            mention.name
            for mention in mentions
            if mention.end < len(self.lower) and self.lower[mention.end] in _QUARTERS
        }

    def is_one(self, mention: PlaceMention) -> bool:
        """Tell whether a mention's likeliest place is such a namesake."""
        first = mention.candidates[0]
        if not self.countries or first.kind not in _TOWNS or mention.cue is Cue.ENCLOSING:
            return False
        quarter = mention.name in self.quarters
        if first.kind is Kind.ADMIN1 and not quarter:
            return False
        foreign = self.home is not None and first.country not in self.named
        if first.population >= LARGE and not quarter and not foreign:
            return False
        others = self.countries - {first.country} if quarter else self.named
        if not others or (not foreign and any(one.country in others for one in mention.candidates)):
            return False
        return not any(_near(first, anchor) for anchor in self.anchors if not quarter or anchor is not first)


def _is_known(mention: PlaceMention, first: Candidate) -> bool:
    """Tell `the Somali region` and a big city whose name no town of another country has."""
    if first.kind is Kind.DEMONYM:
        return mention.cue is Cue.STATED
    if first.kind is not Kind.CITY or first.population < LARGE:
        return False
    return all(one.country == first.country for one in mention.candidates)


def _near(one: Candidate, other: Candidate) -> bool:
    """Tell whether two places lie within NEARBY of one another, on a flat map; so do two of which nothing is known."""
    degree = cos(radians(other.latitude))
    apart = hypot(one.latitude - other.latitude, (one.longitude - other.longitude) * degree) * KM_A_DEGREE
    return not apart > NEARBY
