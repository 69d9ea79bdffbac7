"""The towns that a mention's own words name: what two attacks are told apart by."""

from collections.abc import Iterator, Sequence
from typing import Final

from streams.extract import classes as c
from streams.extract.classes import Marked
from streams.extract.gazetteer import Kind
from streams.extract.places import Cue, PlaceMention
from streams.extract.setting import Setting, Where
from streams.extract.sites import find_sites, is_elsewhere, is_street
from streams.extract.text import Document
from streams.extract.triggers import Mention

_THERE: Final = frozenset({Cue.STATED, Cue.ENCLOSING, Cue.OF, Cue.TOWARD, Cue.PLAIN})
_TOWN: Final = 1  # geo_precision of a place that an attack can be told from another by
_PROVINCES: Final = frozenset({Kind.ADMIN1, Kind.ADMIN2})
_HOME: Final = frozenset({"of", "from"})  # `Smith, 22, of Leeds` lives there
_PERSONS: Final = frozenset({",", "man", "woman", "boy", "girl", "teen", "teenager", "native", "resident", "residents"})
_SHARED: Final = frozenset(  # first words that many names have
    {"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "northern", "southern",
     "eastern", "western", "central", "upper", "lower", "new", "old", "st", "saint", "san", "santa", "el", "la", "los",
     "las", "port", "fort", "lake", "mount", "little", "big", "tel", "tal", "tell", "deir", "abu", "al", "umm", "beit",
     "kafr", "khan", "ras", "wadi", "ain", "dar", "bir", "kfar"}
)  # fmt: skip
_POSSESSIVES: Final = ("'s", "\u2019s", "'", "\u2019")


def towns_of(marked: Marked, mention: Mention, setting: Setting, where: Where) -> frozenset[str]:
    """Return the towns and villages that a mention's own words name, listed in the gazetteer or not.

    Shapes: in lower case, by their first word, or two where many names share the first. Where the wounded were taken,
    where someone spoke or lives, and persons with the name of a town are left out. So are all of a text of home affairs
    (`home_words`), whose shooting has a street, a quarter, a city, and a hospital in the next one. Errors: none.
    """
    if setting.survey.home:
        return frozenset()
    lower = marked.lower
    listed = {place.start: place for place in setting.places_in(mention.start, mention.end)}
    towns = {
        start: place.end
        for start, place in listed.items()
        if place.cue in _THERE
        and _is_town(setting, place)
        and not is_street(marked, place.end)
        and not _is_somebody(marked, place)
        and not _is_aged(marked, place)
        and lower[start] not in setting.surnames()
    }
    named = {token for place in listed.values() for token in range(place.start, place.end)}
    opening = mention.start + 1  # `... said. In Nabatieh`: nobody said it there
    for site in find_sites(marked, mention):
        if site in listed:
            if listed[site].cue is Cue.SPEAKER and site <= opening:
                towns[site] = listed[site].end
        elif site not in named and not (lower[site].endswith(_POSSESSIVES) or lower[site] in setting.surnames()):
            towns[site] = site + 2
    if not towns:
        return frozenset(_decided(where, lower[mention.start : mention.end]))
    return frozenset(
        _key(marked.document, start, end)
        for start, end in towns.items()
        if not is_elsewhere(marked, start, mention.start) and not _is_home(lower, start)
    )


def _decided(where: Where, words: Sequence[str]) -> Iterator[str]:
    """Yield the town that was decided for a mention from other words of its sentence."""
    if where.near and where.place and where.place.geo_precision == _TOWN:
        first = where.place.name.lower().split()[0]
        if first not in words:
            yield first


def _is_town(setting: Setting, place: PlaceMention) -> bool:
    """Tell whether a place can tell attacks apart; many a province has the name of its town."""
    precision = setting.precision(place)
    if precision == _TOWN + 1 and place.candidates[0].kind in _PROVINCES:
        return place.cue is Cue.STATED and not place.division and not _holds_another(setting, place)
    return precision == _TOWN


def _holds_another(setting: Setting, place: PlaceMention) -> bool:
    """Tell a province of which the text names a town: both may be of one attack."""
    region = place.candidates[0].region
    return any(
        region and other.candidates[0].region == region and setting.precision(other) == _TOWN
        for other in setting.places
    )


def _is_somebody(marked: Marked, place: PlaceMention) -> bool:
    """Tell `Viola Warren` and `Herbert told` from a town, where no preposition says that it is one."""
    if place.cue is not Cue.PLAIN or place.end >= len(marked.lower):
        return False
    behind = marked.document.tokens[place.end]
    named = place.end - place.start == 1 and behind[0].isupper() and behind[1:].islower()
    return named or bool(marked.marks[place.end] & c.SAY)


def _is_aged(marked: Marked, place: PlaceMention) -> bool:
    """Tell `Darin Booker, 13,` and `Viola Warren, 62,`: a name with an age is no town's."""
    lower, tokens = marked.lower, marked.document.tokens
    last = place.end
    while last < len(tokens) and last < place.end + 2 and tokens[last][0].isupper() and not marked.marks[last]:
        last += 1
    aged = lower[last : last + 1] == [","] and any(word.isdigit() for word in lower[last + 1 : last + 2])
    return aged and lower[place.start - 1 : place.start] != ["in"]


def _is_home(lower: Sequence[str], start: int) -> bool:
    """Tell `Smith, 22, of Leeds` and `came from a school in Leeds` from `north of Leeds`."""
    if start > 1 and lower[start - 1] in _HOME and lower[start - 2] in _PERSONS:
        return True
    origin = lower[max(0, start - 4) : start]
    return origin[:1] == ["from"] and origin[1:2] in (["a"], ["an"], ["the"]) and origin[-1] in ("in", "at", "near")


def _key(document: Document, start: int, end: int) -> str:
    """Return the word of a name by which it is known: `tyre`, `east altamonte`."""
    first = document.lower[start].removesuffix("'s").removesuffix("\u2019s")
    if first in _SHARED and start + 1 < min(end, len(document.tokens)) and document.tokens[start + 1][0].isupper():
        return f"{first} {document.lower[start + 1]}"
    return first
