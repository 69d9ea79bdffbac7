"""American shorthand: `CAMDEN, N.J.`, the station KCTV5, the police department NOPD; nobody else's news writes so."""

import re
from collections.abc import Iterator
from typing import Final

from streams.extract.text import Casing, Document

SURE: Final = 2  # what a sign says that is nobody else's; one that may be another's says 1
_CUT: Final = frozenset(
    {"Ala", "Ariz", "Ark", "Calif", "Colo", "Conn", "Del", "Fla", "Ga", "Ill", "Ind", "Kan", "Ky", "Mass", "Md", "Mich",
     "Minn", "Miss", "Mo", "Mont", "Neb", "Nev", "Okla", "Ore", "Pa", "Tenn", "Tex", "Va", "Vt", "Wash", "Wis", "Wyo"}
)  # fmt: skip
_DOTTED: Final = frozenset({"N.C.", "N.D.", "N.H.", "N.J.", "N.M.", "N.Y.", "R.I.", "S.C.", "S.D.", "W.Va."})
_BLOCK: Final = frozenset({"block"})
_STATION: Final = re.compile(r"[KW][A-Z]{3}(?:-?TV)?(\d{1,2})?|[A-Z]{2,4}(PD)", re.ASCII)
_NO_STATIONS: Final = frozenset(
    {"KCNA", "KUNA", "WAFA", "WANA", "KFOR", "WWII", "KDPI", "WHAT", "WHEN", "WITH", "WILL", "KILL", "KIDS", "KING",
     "WEST", "WORK", "WEEK", "WORD", "WALL", "WANT", "KNOW", "WERE", "WENT"}
)  # fmt: skip


def signs(document: Document) -> int:
    """Return how surely a text is American home news by its shorthand: 0 not at all, SURE or more surely.

    Shapes: nothing is read of a text in capitals or in small letters alone.
    Errors: none. Source: state abbreviations of the AP Stylebook; call signs begin with K or W (47 CFR 73.3550).
    """
    if document.casing is not Casing.MIXED:
        return 0
    tokens = document.tokens
    found = SURE * (sum(1 for _ in _states(document)) + _blocks(document))
    for at in document.capitals:
        token = tokens[at]
        if token.isupper() and token not in _NO_STATIONS and (sign := _STATION.fullmatch(token)):
            found += SURE if sign[1] or sign[2] or _has_channel(document, at) else 1
    return found


def _has_channel(document: Document, at: int) -> bool:
    """Tell `WVTM 13 News`."""
    return at + 1 < len(document.lower) and document.lower[at + 1].isdecimal()


def _blocks(document: Document) -> int:
    """Count the addresses such as `the 500 block of Prouty Avenue`."""
    lower = document.lower
    spots = document.spots(_BLOCK)
    return sum(1 for at in spots if at and lower[at - 1].endswith("00") and lower[at + 1 : at + 2] == ["of"])


def towns(document: Document) -> frozenset[str]:
    """Return the words, in small letters, behind which a state's abbreviation stands: of `LEBANON, Pa.` `lebanon`."""
    return frozenset([document.lower[at - 2] for at in _states(document)])


def _states(document: Document) -> Iterator[int]:
    """Yield the tokens that abbreviate a state behind a comma."""
    tokens, lower = document.tokens, document.lower
    for at in document.capitals:
        if at > 1 and lower[at - 1] == ",":
            token = tokens[at]
            if token in _DOTTED or (token in _CUT and lower[at + 1 : at + 2] == ["."]):
                yield at
