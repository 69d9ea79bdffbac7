"""Names of places by their form alone: the village behind `near` that no gazetteer lists."""

from collections.abc import Iterator, Sequence
from typing import Final

from streams.extract import classes as c
from streams.extract.classes import Marked
from streams.extract.triggers import Mention

_BEFORE_SITES: Final = frozenset({"in", "at", "near", "outside", "off", "above", "around", "on"})
_NO_SITES: Final = c.DAY | c.PERSON | c.ARMED_ACTOR | c.STATE_ACTOR | c.WEAPON
_MONTHS: Final = frozenset(
    {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
     "december", "jan", "feb", "aug", "sept", "sep", "oct", "nov", "dec", "christmas", "easter", "ramadan", "eid",
     "twitter", "facebook", "telegram", "i", "islam", "state"}
)  # fmt: skip
PEOPLES: Final = frozenset(  # and creeds: `near Kurdish party offices` names no town
    {"kurdish", "sunni", "shiite", "shia", "shi'ite", "alawite", "druze", "yazidi", "christian", "muslim", "islamic",
     "islamist", "jewish", "hindu", "sikh", "buddhist", "catholic", "coptic", "arab", "western", "african", "european",
     "asian", "baloch", "tamil", "pashtun", "tuareg", "fulani", "tutsi", "hutu", "rohingya", "houthi", "maoist"}
)  # fmt: skip
_ELSEWHERE: Final = frozenset(
    {"hospital", "hospitals", "clinic", "taken", "flown", "airlifted", "transferred", "rushed", "court", "jail",
     "prison", "funeral", "buried", "spokesman", "embassy", "ministry", "reporters", "talks", "university", "based",
     "born", "live", "lives", "lived", "resident", "morgue", "conference", "told"}
)  # fmt: skip
_STREETS: Final = frozenset(
    {"street", "road", "avenue", "drive", "lane", "circle", "block", "boulevard", "highway", "mall", "school", "hotel",
     "county", "park", "square", "market", "neighborhood", "neighbourhood", "quarter", "area", "district", "hospital",
     "church", "mosque", "university", "college", "club", "restaurant", "suburb", "high", "elementary", "middle",
     "center", "centre", "medical",
     "province", "state", "region", "governorate"}
)  # fmt: skip
_PARTS: Final = frozenset(  # of a country
    {"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "capital", "interior",
     "coast", "heartland", "side", "border"}
)  # fmt: skip
_NO_TOWNS: Final = _MONTHS | PEOPLES
_REACH: Final = 4  # tokens before a place where `hospital`, `taken to` stand


def find_sites(marked: Marked, mention: Mention) -> Iterator[int]:
    """Yield the first tokens of capitalised names behind `in`, `at`, `near` in a stretch.

    Errors: none. A text in capitals has none: there capitals are no sign of a name.
    """
    tokens, lower, marks = marked.document.tokens, marked.lower, marked.marks
    for token in range(mention.start, mention.end - 1):
        if lower[token] not in _BEFORE_SITES or tokens[token].isupper():
            continue
        name = token + 2 if lower[token + 1] == "the" and token + 2 < mention.end else token + 1
        word = tokens[name]
        if word[0].isupper() and not word.isupper() and not marks[name] & _NO_SITES and lower[name] not in _NO_TOWNS:
            end = next((other for other in range(name, mention.end) if not tokens[other][0].isupper()), mention.end)
            if not is_street(marked, end) and lower[end - 1] not in _STREETS and not names_part(lower, end):
                yield name


def names_part(lower: Sequence[str], end: int) -> bool:
    """Tell whether the word behind a name makes it a part of a country: `in the Kurdish north` is no town."""
    return end < len(lower) and lower[end] in _PARTS


def is_elsewhere(marked: Marked, place: int, start: int) -> bool:
    """Tell whether the words before a place say that something else was there: a hospital, a court, a speaker."""
    return not _ELSEWHERE.isdisjoint(marked.lower[max(start, place - _REACH) : place])


def is_street(marked: Marked, end: int) -> bool:
    """Tell whether the word behind a name makes it a part of a town, or more than one: `Taleh neighbourhood`."""
    return end < len(marked.lower) and marked.lower[end] in _STREETS
