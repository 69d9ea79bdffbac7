"""Where what struck had come from: `rockets fired from Lebanon`, `jets using the Incirlik base`; it hit elsewhere."""

from collections.abc import Collection, Sequence
from typing import Final

_SENT: Final = frozenset(
    {"fired", "firing", "launched", "launching", "lobbed", "flown", "flew", "flying", "operating", "took", "taken",
     "taking", "take", "came", "come", "coming", "crossed", "crossing"}
)  # fmt: skip
_TAKES: Final = frozenset({"took", "taken", "taking", "take"})  # only with `off`: `took a soldier from Jenin`
_PROJECTILES: Final = frozenset(
    {"rockets", "rocket", "missiles", "missile", "drones", "drone", "projectiles", "projectile", "jets", "warplanes",
     "bombers", "planes"}
)  # fmt: skip
_SENT_REACH: Final = 6  # tokens from `fired` to its `from`
_FILL_REACH: Final = 6  # tokens from `from` to the name
_USES: Final = frozenset({"use", "uses", "used", "using"})
_USE_REACH: Final = 3  # tokens from `use` to the base's name
_HINTS: Final = _USES | {"from", "out"}
_FIELDS: Final = frozenset({"base", "bases", "airbase", "airbases", "airfield", "airfields"})
_FIELD_REACH: Final = 3  # tokens from the name to `base`
_SITES: Final = _FIELDS | frozenset(
    {"air", "military", "airport", "airports", "territory", "soil", "side", "area", "areas", "part", "parts", "site",
     "sites", "ship", "ships", "warship", "warships", "submarine", "submarines", "vessels", "carrier", "carriers",
     "inside", "within", "across", "neighboring", "neighbouring", "nearby"}
)  # fmt: skip
_ARTICLES: Final = frozenset({"the", "a", "an", "its", "their"})
_LINKS: Final = frozenset({"in", "of", "near", "outside"})
_FILL: Final = _SITES | _ARTICLES | _LINKS | {"at", "on"}
_GOES_ON: Final = _SITES | _ARTICLES | _LINKS | {",", "(", "and"}
_ONTO: Final = frozenset({"toward", "towards", "into"})
_STOPS: Final = frozenset({",", ";", ":", "and", "but", "while", "who", "which", "that", "where", "when"})


def is_origin(lower: Sequence[str], start: int, end: int, skipped: Collection[str]) -> bool:
    """Tell whether a name is where something was fired, flown or came from, or a base that was only used.

    Shapes: tokens `start` to `end`, its end exclusive, of a text in lower case; `skipped` are words such as `northern`.
    Errors: none.
    """
    if _HINTS.isdisjoint(lower[max(0, start - _FILL_REACH - 1) : start]):  # most names, told in C
        return False
    at = start - 1
    while at >= max(0, start - _FILL_REACH) and (lower[at] in _FILL or lower[at] in skipped) and not _is_out(lower, at):
        at -= 1
    if at > 0 and (lower[at] == "from" or _is_out(lower, at)):
        return _is_sent(lower, at - 1)
    used = not _USES.isdisjoint(lower[max(0, start - _USE_REACH) : start])
    return used and not _FIELDS.isdisjoint(lower[start : end + _FIELD_REACH])


def goes_on(between: Sequence[str], skipped: Collection[str]) -> bool:
    """Tell whether a name behind one that is an origin is of it: `Akrotiri in Cyprus`, `Lebanon and Syria`.

    Shapes: `between` are the words between both, in lower case. Errors: none.
    """
    return len(between) <= _FILL_REACH and all(word in _GOES_ON or word in skipped for word in between)


def is_target(lower: Sequence[str], at: int) -> bool:
    """Tell whether `towards` or `into` at a token says where something is fired or sent. Errors: none."""
    return lower[at] in _ONTO and _is_sent(lower, at - 1)


def _is_out(lower: Sequence[str], at: int) -> bool:
    """Tell the `of` of `out of`."""
    return lower[at] == "of" and at > 0 and lower[at - 1] == "out"


def _is_sent(lower: Sequence[str], last: int) -> bool:
    """Tell whether the words up to `last` speak of what was fired, flown or came."""
    if lower[last] in _PROJECTILES:
        return True
    for at in range(last, max(-1, last - _SENT_REACH), -1):
        if lower[at] in _STOPS:
            return False
        if lower[at] in _SENT:
            return lower[at] not in _TAKES or "off" in lower[at + 1 : at + 3]
    return False
