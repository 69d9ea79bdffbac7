"""Who speaks from a place: `the foreign ministry in Warsaw said`; that tells where the speaker is, not the attack."""

from collections.abc import Sequence
from typing import Final

_OFFICES: Final = frozenset(
    {"ministry", "ministries", "minister", "ministers", "government", "governments", "spokesman", "spokeswoman",
     "spokesperson", "headquarters", "command", "owner", "owners", "employer", "employers", "embassy", "company",
     "office", "bureau", "agency", "diplomats"}
)  # fmt: skip
_SAYING: Final = frozenset(
    {"said", "says", "say", "announced", "announces", "reported", "reports", "told", "confirmed", "confirms", "added",
     "stated", "claimed", "wrote", "called", "condemned", "blamed", "denied"}
)  # fmt: skip
_OFFICE_BEFORE: Final = 2  # tokens before `in` in which the office stands
_SAYING_BEHIND: Final = 2  # tokens behind the name in which it speaks; `said the ministry in Warsaw` before it
_SAYING_BEFORE: Final = 5


def speaks(lower: Sequence[str], end: int) -> bool:
    """Tell whether a name that ends at a token says something: `nine were killed in Herat, Iran said`. Errors: none."""
    return not _SAYING.isdisjoint(lower[end : end + 1])


def is_office(lower: Sequence[str], before: int, end: int) -> bool:
    """Tell whether a name behind `in` at token `before`, itself ending at `end`, is where an office speaks.

    Shapes: tokens of a text in lower case. Errors: none. Source: docs/extraction.md, "Places".
    """
    near = lower[max(0, before - _OFFICE_BEFORE) : before]
    if lower[before] != "in" or _OFFICES.isdisjoint(near):
        return False
    if not _SAYING.isdisjoint(lower[end : end + _SAYING_BEHIND]):
        return True
    return not _SAYING.isdisjoint(lower[max(0, before - _SAYING_BEFORE) : before])
