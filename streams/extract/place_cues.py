"""What the words beside a place's name say of it: where it happened, who acted, who spoke, that it is a person."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from streams.extract.date_words import MONTHS, WEEKDAYS
from streams.extract.gazetteer import Kind, fold_token
from streams.extract.lexicon import Lexicon
from streams.extract.origins import goes_on, is_origin, is_target
from streams.extract.speakers import is_office, speaks
from streams.extract.text import Casing, Document

DATELINE_TOKENS: Final = 14  # a dateline's dash comes within so many tokens of the text's start
POINTS_SKIPPED: Final = 4  # words such as `the northern city of` between a preposition and its place
SPEAKING_BEFORE: Final = 2  # tokens before `in` that are looked at for `said`, `talks`
HYPHENS: Final = str.maketrans({"\u2010": "-", "\u2011": "-"})
_AT_SEA: Final = frozenset(["over", "through", "into"])
_CHURCHES: Final = frozenset(["orthodox", "catholic", "catholics", "apostolic"])
_MOTHER_CHURCHES: Final = frozenset(["greek", "roman", "russian", "armenian"])  # they have churches in many countries
_ASIDE: Final = frozenset(["and", "or", "on", "in", "at", "where", "when", "late", "early", "last", "but", "by"])
_HELD: Final = ("-held", "-occupied", "-controlled", "-annexed", "-administered", "-ruled", "-run")
_BORDERS: Final = frozenset(["border", "borders", "frontier"])
_WITH: Final = frozenset(["with", "of"])
_NOUN_WITHIN: Final = 2  # tokens: `Iranian Shiite pilgrims`
_DASHES: Final = frozenset(["-", "--", "\u2013", "\u2014", "\u2015"])
_TOWNS: Final = frozenset([Kind.CITY, Kind.ADMIN1, Kind.ADMIN2])
_SITES: Final = frozenset([*_TOWNS, Kind.CAPITAL, Kind.BASE, Kind.REGION])  # an attack `on` one happens there
_STATES: Final = frozenset([Kind.COUNTRY, Kind.DEMONYM])
_NAMESAKES: Final = frozenset([*_TOWNS, Kind.CAPITAL])  # people are named like these


class Cue(StrEnum):
    """What the words beside a name say of it."""

    STATED = "stated"  # in, at, near
    DATELINE = "dateline"
    ENCLOSING = "enclosing"  # the province after its town, behind a comma
    OF = "of"
    ORIGIN = "origin"  # fired from, flown out of, using the base at: it struck elsewhere
    TOWARD = "toward"  # from, to, on: may be where it came from
    SUBJECT = "subject"  # a country that does something: `Turkey has lost`
    ACTOR = "actor"  # whose troops, drones or leaders: not where
    BACKER = "backer"  # Iran-backed, Saudi-led, Russian-held: even less
    STRIKER = "striker"  # Israeli jets, a Turkish drone: more often abroad than at home
    BORDER = "border"  # near the border with Ethiopia: most often on the other side of it
    ABROAD = "abroad"  # Mexican tourists, the ambassador to India: somebody away from there
    PARTIAL = "partial"  # beside another capitalised word, so perhaps a part of a longer name
    SPEAKER = "speaker"  # said in, talks in, based in
    PERSON = "person"
    MEDIA = "media"  # a newspaper's, university's or company's name
    PLAIN = "plain"


_WHENCE: Final = frozenset([Cue.STATED, Cue.ENCLOSING, Cue.OF, Cue.TOWARD, Cue.SUBJECT, Cue.PLAIN])  # may be an origin


class Name(NamedTuple):
    """A name whose cue is asked for: tokens `start` to `end`, its likeliest kind, where the name before it ended.

    Shapes: `before` is that name's cue.
    """

    start: int
    end: int
    kind: Kind
    before_ended: int | None
    before: Cue | None


class Cues:
    """Reads the neighbours of the names of one text."""

    def __init__(self, document: Document, lexicon: Lexicon, casing: Casing) -> None:
        self.document = document
        self.tokens = document.tokens
        self.lower = document.lower
        self.words = [*document.lower, "", "", ""]  # nothing beyond both ends: -1 and -2 are the last two
        self.names = lexicon.gazetteer.names
        self.casing = casing
        self.stated = lexicon.words("places.stated")
        self.toward = lexicon.words("places.toward")
        self.skipped = lexicon.words("places.skipped")
        self.nouns = lexicon.words("places.noun")
        self.divisions = lexicon.words("places.division_noun")
        self.actors = lexicon.words("places.actor_noun")
        self.titles = lexicon.words("places.title")
        self.media = lexicon.words("places.media")
        self.sites = lexicon.words("places.site")
        self.struck = lexicon.words("places.struck")
        self.speaking = lexicon.words("places.speaking")
        self.buildings = lexicon.words("places.building")
        self.streets = lexicon.words("places.street")
        self.foreigners = lexicon.words("places.foreigner")
        self.aircraft = lexicon.words("places.aircraft")
        self.accredited = lexicon.words("places.accredited")
        self.stretches = lexicon.words("places.border_part")
        self.abroad = lexicon.words("places.abroad")
        self.led = lexicon.words("places.led")
        self.based = lexicon.words("places.based")
        self.first_names = lexicon.words("common.first_name")
        self.body = document.body_token
        self.dateline_end = _dateline_end(document, self.body)

    def of_part(self, start: int) -> Cue:
        """Return the cue of a part of a hyphenated word."""
        parts = self.lower[start].translate(HYPHENS).split("-")
        if self.words[start + 1] in _BORDERS:
            return Cue.BORDER
        if not self.based.isdisjoint(parts):
            return Cue.SPEAKER
        if not self.led.isdisjoint(parts):
            return Cue.BACKER
        return Cue.ACTOR if self.words[start + 1] in self.actors else Cue.PLAIN

    def of(self, name: Name) -> Cue:
        """Return the cue of a name of one or more tokens: the first rule that has one."""
        if self.body <= name.start and name.end <= self.dateline_end:
            return Cue.DATELINE
        cue = self._what_follows(name) or self._what_precedes(name) or Cue.PLAIN
        return Cue.ORIGIN if cue in _WHENCE and self._is_origin(name) else cue

    def _is_origin(self, name: Name) -> bool:
        """Tell `launched from Iraq`, and the second of `a base at Akrotiri in Cyprus`."""
        behind_one = name.before is Cue.ORIGIN and goes_on(self.lower[name.before_ended : name.start], self.skipped)
        return behind_one or is_origin(self.lower, name.start, name.end, self.skipped)

    def says_division(self, start: int, end: int) -> bool:
        """Tell whether the name of these tokens is called a province, district or region, before or behind it."""
        if self.words[end] in self.divisions:
            return True
        return self.words[start - 1] == "of" and self.words[start - 2] in self.divisions

    def _what_follows(self, name: Name) -> Cue | None:  # noqa: PLR0911 - one return a reason
        following = self.words[name.end]
        if following in self.media and not (following in self.sites and self._is_site(name)):
            return Cue.MEDIA
        if self._is_person(name):
            return Cue.PERSON
        if name.kind in _STATES:
            cue = self._of_state(name, following)
            if cue:
                return cue
        if following in self.streets and name.kind is not Kind.BASE and self.tokens[name.end] != following:
            return Cue.PARTIAL  # `on Kashmir Road`
        if name.kind in _TOWNS and following in self.buildings and self.words[name.start - 1] == "the":
            return Cue.PARTIAL  # `the Santa Maria church in Istanbul`
        placed = not self.nouns.isdisjoint(self.lower[name.end : name.end + 2])
        if name.kind is Kind.DEMONYM:
            return Cue.STATED if placed else Cue.ACTOR
        if name.kind is not Kind.BASE and not placed and (following in self.actors or self._shares_troops(name)):
            return Cue.ACTOR
        if name.kind in _TOWNS and name.end == name.start + 1 and self._is_partial(name):
            return Cue.PARTIAL
        return None

    def _of_state(self, name: Name, following: str) -> Cue | None:
        """Return the cue of a country or people that is only a neighbour, or whose men are elsewhere."""
        if following in self.abroad:  # `a U.S. outpost in Jordan`: whose, not where
            return Cue.ACTOR
        before = self._before(name.start)
        word, other = self.words[before], self.words[before - 1]
        if word == "to" and other in self.accredited:
            return Cue.ABROAD
        if word in _WITH and other in _BORDERS:
            return Cue.BORDER
        if following in _BORDERS:
            return self._of_border(self.words[name.end + 1])
        if following in _CHURCHES and self.lower[name.start] in _MOTHER_CHURCHES:
            return Cue.ABROAD
        return self._of_people(self._behind(name.end)) if name.kind is Kind.DEMONYM else None

    def _of_people(self, behind: Sequence[str]) -> Cue | None:
        """Return the cue of `Mexican` by the words behind it: tourists, or jets."""
        if not self.foreigners.isdisjoint(behind):
            return Cue.ABROAD
        return Cue.STRIKER if not self.aircraft.isdisjoint(behind) else None

    def _of_border(self, behind: str) -> Cue | None:
        """Return the cue of `Iranian border` by the word behind it: guards, a town, or what is no place of its own."""
        if behind in self.actors:
            return Cue.ACTOR
        return Cue.BORDER if behind not in self.nouns or behind in self.stretches else None

    def _behind(self, end: int) -> Sequence[str]:
        """Return the two words behind a name, or behind the brackets that it stands in: `a (French) doctor`."""
        if self.words[end] == ")":
            end += 1
        return self.lower[end : end + _NOUN_WITHIN]

    def _what_precedes(self, name: Name) -> Cue | None:
        before = self._before(name.start)
        word = self.words[before]
        if word in self.stated or word in self.struck or (word == "on" and name.kind in _SITES):
            spoken = not self.speaking.isdisjoint(self.lower[max(0, before - SPEAKING_BEFORE) : before])
            return Cue.SPEAKER if spoken or is_office(self.lower, before, name.end) else Cue.STATED
        if word in {",", "("} and self._encloses(name, before) and not speaks(self.lower, name.end):
            return Cue.SPEAKER if name.before is Cue.SPEAKER else Cue.ENCLOSING
        if word == "of":
            return Cue.STATED if self.words[before - 1] in self.nouns else Cue.OF
        following = self.words[name.end]
        if following in self.nouns or self._is_joined(name, before) or (before >= 0 and is_target(self.lower, before)):
            return Cue.STATED
        if word in self.toward:
            return Cue.STATED if name.kind is Kind.SEA and word in _AT_SEA else Cue.TOWARD
        return self._of_subject(name, following) if name.kind is Kind.COUNTRY else None

    def _of_subject(self, name: Name, following: str) -> Cue | None:
        """Return the cue of a country before a verb: `Iran said`, `Turkey has lost`."""
        if not following.isalpha() or following in _ASIDE:
            return None
        return Cue.SPEAKER if speaks(self.lower, name.end) else Cue.SUBJECT

    def _is_joined(self, name: Name, before: int) -> bool:
        """Tell the second of `in Iraq and Syria`: it is stated as well."""
        joined = name.before is Cue.STATED and name.before_ended == before and self.words[before] == "and"
        return joined and name.kind is Kind.COUNTRY

    def _encloses(self, name: Name, before: int) -> bool:
        """Tell `Bor, Jonglei` and `Masu village, Adamawa State`: nothing but a noun between a name and its province."""
        if name.before_ended in {before, name.start - 1}:
            return True
        return name.before_ended == before - 1 and self.words[before - 1] in self.nouns

    def _is_site(self, name: Name) -> bool:
        """Tell `stormed Garissa University` from what a university says."""
        word = self.words[self._before(name.start)]
        return word in self.stated or word in self.struck

    def _shares_troops(self, name: Name) -> bool:
        """Tell `U.S. and coalition troops`: the troops are of both."""
        if name.kind is not Kind.COUNTRY or self.words[name.end] != "and":
            return False
        return not self.actors.isdisjoint(self.lower[name.end + 1 : name.end + 4])

    def _before(self, start: int) -> int:
        """Return where the word before the name stands, -1 for none; `the rebel-held eastern city of` is left out."""
        position = start - 1
        while position >= max(0, start - POINTS_SKIPPED):
            word = self.lower[position]
            if word not in self.skipped and not word.endswith(_HELD):
                break
            position -= 1
        return position

    def _is_person(self, name: Name) -> bool:
        """Tell whether a town's name is somebody's: behind a title or a first name."""
        if name.kind not in _NAMESAKES or name.end - name.start > 1 or not name.start:
            return False
        word = self.lower[name.start - 1]
        if word == "." and name.start > 1:
            word = self.lower[name.start - 2]
        return word in self.first_names or (word in self.titles and self.casing is not Casing.SMALL)

    def _is_partial(self, name: Name) -> bool:
        """Tell whether a capitalised word that is no place stands right beside the name."""
        return self._is_other_name(name.start - 1) or self._is_other_name(name.end)

    def _is_other_name(self, position: int) -> bool:
        small = self.words[position]
        if not small or self.casing is not Casing.MIXED or self.tokens[position] == small or not small[0].isalpha():
            return False
        if small in self.nouns or small in self.skipped or small in self.stated:
            return False
        if small in MONTHS or small in WEEKDAYS:
            return False
        opens = position == self.document.sentences[self.document.sentence_of[position]][0]
        return not opens and fold_token(self.tokens[position]) not in self.names


def _dateline_end(document: Document, body: int) -> int:
    """Return the token of the dash that ends a dateline, 0 where the body opens without one."""
    opening = document.tokens[body : body + DATELINE_TOKENS]
    if not opening or not (opening[0].isupper() and len(opening[0]) > 1):
        return 0
    for number, token in enumerate(opening):
        if token in _DASHES:
            return body + number
    return 0
