"""Where and when a mention is set: the places and dates of its text, seen from its trigger."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cached_property
from typing import Final, Literal, NamedTuple

from schemas import Place
from streams.extract.date_choice import OLD, moment_at, resolve_date
from streams.extract.dates import DateMention, Role, find_dates, reference_day, zone_named
from streams.extract.gazetteer import Candidate, Kind
from streams.extract.lexicon import Lexicon
from streams.extract.persons import surnames_of
from streams.extract.places import JOINTS, PRECISION, Cue, Located, PlaceMention, Survey, find_places
from streams.extract.text import Document
from streams.extract.triggers import Mention

_DASHES: Final = frozenset({"-", "\u2013", "\u2014", "--"})
_PHRASE_ENDS: Final = frozenset(
    {"in", "on", "after", "by", "that", "which", "when", "last", "this", "since", "as", "late", "early"}
)
_STATED: Final = frozenset({Cue.STATED, Cue.ENCLOSING, Cue.OF, Cue.TOWARD})
_CLAUSE_ENDS: Final = frozenset(
    {"while", "but", ";", "after", "before", "where", "said", "killing", "wounding", "injuring"}
)
_HALF_A_YEAR: Final = timedelta(days=182)
_YEAR: Final = timedelta(days=366)
AIMED_REACH: Final = 16  # tokens from an attack to the country it is on


class Where(NamedTuple):
    """A place as decided for a mention; `near` where its own sentence names it."""

    country: str | None
    place: Place | None
    near: bool


class When(NamedTuple):
    """A moment as decided for a mention; `stated` where a date near it says so, `near` where its own words do.

    Units: `precision` is ACLED's: 1 day, 2 week, 3 month.
    """

    moment: datetime
    precision: Literal[1, 2, 3]
    stated: bool
    near: bool


class Setting:
    """The places and dates of one text."""

    def __init__(self, document: Document, lexicon: Lexicon, published: datetime) -> None:
        self.document = document
        self.lexicon = lexicon
        self.published = published
        self.places = find_places(document, lexicon)
        self._starts = [place.start for place in self.places]
        dates = find_dates(document, published, self._zone())
        opening = self._dateline()
        self.dates = [found for found in dates if found.start >= opening]
        self.survey = Survey(document, self.places, lexicon)
        self._namesakes = {one.mention.start for one in self.survey.evidence if one.namesake}
        self._decided: dict[int, Located] = {}
        self._surnames: frozenset[str] | None = None

    def _dateline(self) -> int:
        """Return the token after the dateline's dash: a date before it is the day of writing; 0 where there is none."""
        places = [place.end for place in self.places if place.cue is Cue.DATELINE]
        if not places:
            return 0
        tokens = self.document.tokens
        return next(
            (token for token in range(places[-1], min(places[-1] + 8, len(tokens))) if tokens[token] in _DASHES), 0
        )

    @cached_property
    def place_words(self) -> frozenset[str]:
        """The words of the places' names."""
        lower = self.document.lower
        return frozenset([lower[at] for place in self.places for at in range(place.start, place.end)])

    @cached_property
    def _desk(self) -> Candidate | None:
        """The place of the dateline."""
        return next((place.candidates[0] for place in self.places if place.cue is Cue.DATELINE), None)

    def _zone(self) -> tzinfo:
        """Return the zone of the dateline's place; UTC where there is none."""
        return zone_named(self._desk.zone if self._desk else "")

    def where(self, mention: Mention) -> Where:
        """Decide where a mention is set."""
        found = self._located(mention)
        near = found.mention is not None and self.document.sentence_of[found.mention.start] == mention.sentence
        return Where(found.country, found.place, near=near)

    def _located(self, mention: Mention) -> Located:
        """Return the place of a mention, decided once: its time needs it too."""
        if mention.trigger not in self._decided:
            self._decided[mention.trigger] = self.survey.locate(mention.trigger, self._among(mention))
        return self._decided[mention.trigger]

    def _among(self, mention: Mention) -> Sequence[PlaceMention]:
        """Return the places that alone are looked at for a mention; none for all."""
        if not self.placing(mention.start, mention.end):  # of many mentions
            return []
        return self._aimed_at(mention) or self._within(mention) or self._behind(mention)

    def weights(self, mention: Mention) -> Mapping[str | None, float]:
        """Return what speaks for each country, None for the sea: what an explanation prints."""
        return self.survey.weights(mention.trigger, self._among(mention))

    def places_in(self, start: int, end: int) -> Sequence[PlaceMention]:
        """Return the places named from token `start` to `end`, its end exclusive."""
        return self.places[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def surnames(self) -> frozenset[str]:
        """Return the words that are persons' names in this text; read when first asked for."""
        if self._surnames is None:
            self._surnames = surnames_of(self.document, self.places)
        return self._surnames

    def placing(self, start: int, end: int) -> list[PlaceMention]:
        """Return those of the places named there that can say by themselves where it happened."""
        places, namesakes = self.places_in(start, end), self._namesakes
        return [place for place in places if place.start not in namesakes] if namesakes else [*places]

    def _within(self, mention: Mention) -> list[PlaceMention]:
        """Return the places that a part of a sentence names: the other part's attack was elsewhere."""
        if (mention.start, mention.end) == self.document.sentences[mention.sentence]:
            return []
        inside = [place for place in self.placing(mention.start, mention.end) if place.cue is not Cue.DATELINE]
        return inside if any(place.cue in (Cue.STATED, Cue.ENCLOSING) for place in inside) else []

    def _aimed_at(self, mention: Mention) -> list[PlaceMention]:
        """Return the place that an attack is said to be on: `the attack by Hamas against Israel`."""
        lower = self.document.lower
        if mention.trigger + 1 >= mention.end:
            return []
        return [
            place
            for place in self.placing(mention.trigger + 1, min(mention.end, mention.trigger + AIMED_REACH))
            if lower[place.start - 1] in ("against", "on", "into")
            and place.cue in (Cue.TOWARD, Cue.PLAIN, Cue.STATED)
            and place.candidates[0].kind not in (Kind.DEMONYM, Kind.GROUP)
            and (place.end >= mention.end or not lower[place.end][0].isalpha() or lower[place.end] in _PHRASE_ENDS)
        ][:1]

    def _behind(self, mention: Mention) -> list[PlaceMention]:
        """Return the places of the trigger's own clause: `crossed the river at Banki and attacked a village in Borno`.

        Shapes: none where no `and` parts the trigger from another place before it, or no place is stated behind it.
        """
        before = [place for place in self.placing(mention.start, mention.trigger) if place.cue in _STATED]
        lower = self.document.lower
        if not before or JOINTS.isdisjoint(lower[before[-1].end : mention.trigger]):
            return []
        stop = next((at for at in range(mention.trigger, mention.end) if lower[at] in _CLAUSE_ENDS), mention.end)
        behind = self.placing(mention.trigger + 1, stop)
        return behind if any(place.cue is Cue.STATED for place in behind) else []

    def when(self, mention: Mention) -> When:
        """Decide when a mention is set."""
        dated = resolve_date(self.dates, self.document, (mention.trigger,), self.published)
        named = dated.mention
        stated = named is not None and named.role is Role.EVENT
        near = named is not None and stated and mention.start <= named.start < mention.end
        moment = dated.occurred_at
        if named is not None and self._located(mention).country != self._written_in():
            moment = moment_at(named, UTC, self.published)  # the night in Baghdad is not that of Washington
        return When(moment, dated.time_precision, stated=stated, near=near)

    def _written_in(self) -> str | None:
        return self._desk.country if self._desk else None

    def believed(self, when: When) -> When:
        """Return a day as it is, or as not stated where it lacks its year and would be half a year old or older.

        Shapes: `released on March 10` in a text of March 3 is no day of last year: news names the year then.
        """
        age = self.published - when.moment
        if when.precision != 1 or not _HALF_A_YEAR < age < _YEAR or str(when.moment.year) in self.document.words:
            return when
        return When(self.published, 3, stated=False, near=False)

    def is_past(self, when: When) -> bool:
        """Tell whether a mention's own words date it more than a month before publication."""
        return when.near and self.published - when.moment > OLD

    def where_of(self, places: Sequence[PlaceMention], mention: Mention) -> Where:
        """Decide among these places alone."""
        found = self.survey.locate(mention.trigger, list(places))
        return Where(found.country, found.place, near=found.country is not None)

    def precision(self, place: PlaceMention) -> int | None:
        """Return ACLED's geo_precision of a place named; None for what is no place: a people, an armed group."""
        return PRECISION.get(place.candidates[0].kind)

    def since(self, sentences: Sequence[int]) -> date | None:
        """Return the day since which a total counts: that of its sentences, else any other of the text.

        Shapes: `since mid-October` gives way to a day that the text counts `from`.
        """
        exact = [found for found in self.dates if found.precision == 1]
        starts = [found for found in exact if found.role is Role.SINCE]
        near = [found for found in starts if self.document.sentence_of[found.start] in sentences]
        behind = [found for found in exact if self._is_behind_since(found, sentences)]
        counted = [
            found for found in exact if self.document.lower[found.start - 1] in ("from", "starting", "beginning")
        ]
        return next((found.day for found in near or behind or starts or counted), None)

    def _is_behind_since(self, found: DateMention, sentences: Sequence[int]) -> bool:
        """Tell `since the war began on Oct. 7`."""
        sentence = self.document.sentence_of[found.start]
        first = self.document.sentences[sentence][0]
        return sentence in sentences and "since" in self.document.lower[first : found.start]

    def said_on(self) -> date:
        """Return the day on which the text's speakers spoke, else that of publication."""
        said = next((found.day for found in self.dates if found.role is Role.SAYING), None)
        return said or reference_day(self.published, UTC)

    def countries(self) -> Mapping[int, str]:
        """Return the country of each place named, by the place's first token."""
        return {
            place.start: code
            for place in self.places
            if (code := place.candidates[0].country)
            and place.candidates[0].kind not in (Kind.DEMONYM, Kind.GROUP)
            and place.cue not in (Cue.ACTOR, Cue.STRIKER)
        }
