"""Names of places in a text, each with its candidates and what its neighbours say of it."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from streams.extract.gazetteer import ARTICLES, Candidate, Gazetteer, Kind, fold_token
from streams.extract.lexicon import Lexicon
from streams.extract.place_cues import HYPHENS, Cue, Cues, Name
from streams.extract.text import Casing, Document
from streams.extract.usa import towns

LONGEST_NAME: Final = 8  # tokens looked at for one name, so that time stays linear
SHORTEST_PART: Final = 3  # letters of a part of a hyphenated word, unless it is an acronym
LARGE: Final = 5  # power of ten of its inhabitants, from which a city is known by its name alone
LONGEST_INITIALS: Final = 5  # letters
_SPANISH: Final = frozenset(["el", "la", "las", "los", "de", "del", "san"])  # may begin a name
_POSSESSIVES: Final = frozenset(["'s", "\u2019s", "'S", "\u2019S"])
_DIVISIONS: Final = frozenset(["state", "county"])  # written small as well: `Niger state` is not Niger
_SHORTENED: Final = frozenset(["st", "ste", "mt", "ft"])  # a full stop within the name follows
_SURE: Final = frozenset([Kind.COUNTRY, Kind.DEMONYM, Kind.CAPITAL, Kind.REGION, Kind.GROUP])
_SURE_IN_SMALL: Final = frozenset([*_SURE, Kind.BASE])
_INITIALS: Final = frozenset([Kind.COUNTRY, Kind.GROUP])  # go by their initials
_PLACE_CUES: Final = frozenset([Cue.STATED, Cue.ENCLOSING, Cue.DATELINE])  # enough to make a surname a town


class PlaceMention(NamedTuple):
    """A name of a place in a text.

    Shapes: tokens `start` to `end`, end exclusive; `name` is as written, without a possessive; `candidates` likeliest
    first; `division` where the text itself calls it a province, district or region.
    """

    start: int
    end: int
    name: str
    candidates: tuple[Candidate, ...]
    cue: Cue
    division: bool = False


def find_places(document: Document, lexicon: Lexicon) -> list[PlaceMention]:
    """Return the places named, in the order of the text; the longest name wins.

    Errors: none, whatever the text; time is linear in its length.
    Source: docs/extraction.md, "Places".
    """
    return list(_Finder(document, lexicon).mentions())


class _Finder:
    """One pass over one text."""

    def __init__(self, document: Document, lexicon: Lexicon) -> None:
        self.document = document
        self.tokens = document.tokens
        self.lower = document.lower
        self.size = len(document.tokens)
        self.casing = document.casing
        self.mixed = self.casing is Casing.MIXED
        self.gazetteer: Gazetteer = lexicon.gazetteer
        self.acronyms = lexicon.words("acronyms")
        self.common = lexicon.words("common.word")
        self.surnames = lexicon.words("common.surname")
        self.unsafe = lexicon.words("places.unsafe")
        self.joining = lexicon.words("places.joining")
        self.cues = Cues(document, lexicon, self.casing)
        self.american = towns(document) if self.mixed else frozenset[str]()

    def mentions(self) -> Iterator[PlaceMention]:
        """Yield the mentions; none overlaps another, but for the parts of a hyphenated word."""
        lower = self.lower
        taken = 0
        previous: PlaceMention | None = None
        for start in self._starts():
            if start < taken:
                continue
            first = lower[start]
            if not (first.isascii() and first.isalpha()):
                first = fold_token(self.tokens[start])
                if not first[:1].isalnum():
                    continue
            for mention in self._at(start, first, previous):
                taken = max(taken, mention.end)
                previous = mention
                yield mention

    def _starts(self) -> Sequence[int]:
        """Return the tokens at which a name may begin: most are turned away here, by two look-ups."""
        names, longest = self.gazetteer.names, self.gazetteer.longest
        if self.casing is Casing.MIXED:
            begun: Sequence[int] = self.document.capitals
        elif self.casing is Casing.CAPITALS:
            begun = [
                number for number, small in enumerate(self.lower) if small not in self.joining or small in _SPANISH
            ]
        else:
            begun = range(len(self.lower))
        lower = self.lower
        return [
            at
            for at in begun
            if (small := lower[at]) in names or small in longest or not (small.isascii() and small.isalpha())
        ]

    def _at(self, start: int, first: str, previous: PlaceMention | None) -> Sequence[PlaceMention]:
        length, name = self._longest(start, first)
        if name and self._acceptable(start, length, name):
            mention = self._mention(start, length, name, previous)
            if name in self.american:
                mention = mention._replace(
                    candidates=tuple([one for one in mention.candidates if one.country == "USA"])
                )
                if not mention.candidates:  # a town of theirs that is not listed
                    return ()
            if mention.cue in _PLACE_CUES or not (name in self.surnames or self._abbreviates(start, mention)):
                return (mention,)
        elif " " in first:
            return list(self._parts(start))
        return ()

    def _longest(self, start: int, first: str) -> tuple[int, str]:
        """Return how many tokens the longest name here has, and the name; 0 and nothing where there is none."""
        names = self.gazetteer.names
        found = (1, first) if first in names else (0, "")
        head, blank, rest = first.partition(" ")
        limit = self.gazetteer.longest.get(head, 0)
        words = 2 + rest.count(" ") if blank else 1
        if limit > words and self._may_go_on(start + 1):
            found = self._extended(start, first, limit) or found
        if not found[0] and rest and head in ARTICLES and rest in names:
            return 1, rest
        return found

    def _may_go_on(self, position: int) -> bool:
        """Tell whether the token may be part of a name that began before it; most are not."""
        if position >= self.size:
            return False
        token, small = self.tokens[position], self.lower[position]
        if small == ".":
            return self.lower[position - 1] in _SHORTENED
        if token != small or not self.mixed:
            return small[0].isalnum()
        return token in self.joining or small[0].isdigit() or token in _DIVISIONS

    def _extended(self, start: int, first: str, limit: int) -> tuple[int, str] | None:
        found: tuple[int, str] | None = None
        names, going_on, lower = self.gazetteer.names, self.gazetteer.going_on, self.lower
        key, words = first, first.count(" ") + 1
        for position in range(start + 1, min(self.size, start + LONGEST_NAME)):
            small = lower[position]
            if small == "." and lower[position - 1] in _SHORTENED:
                continue
            if words >= limit or (words == 2 and key not in going_on):  # noqa: PLR2004 - as going_on
                break
            if position > start + 1 and not self._may_go_on(position):  # of the first it was asked before
                break
            key += " " + (small if small.isascii() and small.isalpha() else fold_token(self.tokens[position]))
            words = key.count(" ") + 1
            if key in names:
                found = (position + 1 - start, key)
        return found

    def _parts(self, start: int) -> Iterator[PlaceMention]:
        """Yield the places in a hyphenated word: `Iran-backed`, `Baghdad-Mosul`."""
        for part in self.tokens[start].translate(HYPHENS).split("-"):
            name = fold_token(part)
            written_big = part != part.lower()
            if name not in self.gazetteer.names or not (written_big or self.casing is Casing.SMALL):
                continue
            likeliest = self.gazetteer.find(name)[0]
            known = likeliest.kind in _SURE or likeliest.population >= LARGE
            cut = len(name) <= SHORTEST_PART and not (name in self.acronyms and part.isupper())
            if known and not cut and self._acceptable(start, 1, name):
                yield PlaceMention(start, start + 1, _bare(part), self.gazetteer.find(name), self.cues.of_part(start))

    def _acceptable(self, start: int, length: int, name: str) -> bool:
        """Tell whether the name is meant as one, as far as its letters tell."""
        token = self.tokens[start]
        if name in self.acronyms and not _bare(token).replace(".", "").split("-")[0].isupper():
            return False
        if self.casing is Casing.MIXED:
            return name not in self.common or not self._opens_sentence(start)
        if self.casing is Casing.CAPITALS:
            return (name not in self.common or "." in token) and not self._is_thing(start, name)
        kind = self.gazetteer.find(name)[0].kind
        return kind in _SURE_IN_SMALL and (length > 1 or name not in self.unsafe) and name not in self.common

    def _is_thing(self, start: int, name: str) -> bool:
        """Tell `IN A GREEN CAR`: in a text in capitals, what stands behind `a` is no small town."""
        if not start or self.lower[start - 1] not in ("a", "an"):
            return False
        likeliest = self.gazetteer.find(name)[0]
        return likeliest.kind in (Kind.CITY, Kind.ADMIN2) and likeliest.population < LARGE

    def _abbreviates(self, start: int, mention: PlaceMention) -> bool:
        """Tell whether the name is some body's initials, in a text that is not all in capitals: SWAT, TASS."""
        written = self.tokens[start]
        if self.casing is not Casing.MIXED or len(written) > LONGEST_INITIALS or not written.isupper():
            return False
        return mention.end == start + 1 and mention.candidates[0].kind not in _INITIALS

    def _opens_sentence(self, start: int) -> bool:
        return start == self.document.sentences[self.document.sentence_of[start]][0]

    def _mention(self, start: int, length: int, name: str, previous: PlaceMention | None) -> PlaceMention:
        end = start + length
        written = self.tokens[start] if length == 1 else " ".join(self.tokens[start:end]).replace(" .", ".")
        candidates = self.gazetteer.find(name)
        division = self.cues.says_division(start, end)
        if candidates[0].kind is Kind.SEA and not division:  # the Red Sea, and not the province
            candidates = candidates[:1]
        ended = previous.end if previous else None
        cue = self.cues.of(Name(start, end, candidates[0].kind, ended, previous.cue if previous else None))
        return PlaceMention(start, end, _bare(written), candidates, cue, division)


def _bare(written: str) -> str:
    """Return a name as written without its possessive ending."""
    return written[:-2] if written[-2:] in _POSSESSIVES else written
