"""Persons of a text, as far as they may be taken for places: their surnames."""

from collections.abc import Sequence
from typing import Final

from streams.extract.place_cues import Cue
from streams.extract.place_names import PlaceMention
from streams.extract.text import Casing, Document

_AGE: Final = (",", ")")  # `Darin Cole, 13,`
_PLACED: Final = frozenset(
    {Cue.STATED, Cue.ENCLOSING, Cue.DATELINE, Cue.OF, Cue.TOWARD, Cue.ACTOR, Cue.STRIKER, Cue.SUBJECT}
)
_PARTS: Final = frozenset(  # of a place's own name
    {"north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "upper", "lower", "new",
     "old", "greater", "occupied", "downtown", "city", "camp", "base", "port", "fort", "lake", "mount", "operation"}
)  # fmt: skip


def surnames_of(document: Document, places: Sequence[PlaceMention]) -> frozenset[str]:
    """Return the words that stand behind a first name somewhere in a text: a town's name may be a person's.

    Shapes: in lower case. The title, where every word has a capital, and places' own names are not looked at.
    """
    if document.casing is not Casing.MIXED:
        return frozenset()
    placed = {token for place in places if place.cue in _PLACED for token in range(place.start, place.end)}
    capitals = set(document.capitals)
    found = set()
    for at in document.capitals:
        before = at - 1
        if before not in capitals or before in placed or not document.tokens[before].isalpha():
            continue
        sentence = document.sentence_of[at]
        start, _ = document.sentences[sentence]
        if sentence != document.sentence_of[before] or (document.has_title and sentence == 0):
            continue
        if before == start and not _is_aged(document, at):
            continue
        if document.lower[before] not in _PARTS:
            found.add(document.lower[at])
    return frozenset(found)


def _is_aged(document: Document, at: int) -> bool:
    """Tell `Darin Cole, 13,` from `In Cole`."""
    behind = document.lower[at + 1 : at + 4]
    return len(behind) > 2 and behind[0] == "," and behind[1].isdigit() and behind[2] in _AGE  # noqa: PLR2004 - tokens
