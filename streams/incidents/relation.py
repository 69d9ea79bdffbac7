"""Do two reports tell of one attack? A pure function of the two: what speaks for it and against, by name."""

from bisect import bisect_left
from functools import lru_cache
from math import asin, cos, exp, radians, sin, sqrt
from typing import Final

from schemas import EventType
from streams.incidents.names import (
    DAY_NAMED,
    NO_NAMES,
    Names,
    foremost_evidence,
    names_evidence,
    numbers_evidence,
    shared_names,
    weigh,
)
from streams.incidents.report import Held, Report, Spot
from streams.incidents.weights import Weights, shipped
from streams.incidents.words import MEMO, overlap, place_stems

CERTAIN: Final = 1000  # scores are whole per mille, so that sums of them do not depend on the order of adding
UNRELATED: Final = 0
_PER_MILLE: Final = tuple(range(CERTAIN + 1))  # one object a score: millions of them are held

_H: Final = 3600
_DAY: Final = 24 * _H
MONTH_SECONDS: Final = 31 * _DAY
WINDOW_SECONDS: Final = {1: 36 * _H, 2: 8 * _DAY, 3: MONTH_SECONDS}
"""How far apart two reports of one attack may lie, by the coarser time precision of the two."""

NAMES_SECONDS: Final = 400 * _DAY
"""The same for reports that share FOLLOWED rare names: a verdict a year later is still about that attack."""

FOLLOWED: Final = 2  # a name and a surname; one name alone is shared with too many

NIGHTLY: Final = 20 * _H
"""From a day's noon UTC to a night in any zone; reports as near as this are of one day whatever their texts name."""

_DAYS: Final = ("same hours", "same day", "overnight", "next day")
_DAY_LIMITS: Final = (8 * _H, 13 * _H, 20 * _H)  # the last of each but "next day", which WINDOW_SECONDS limits

TOLD_BEFORE: Final = "told before"
"""One was published before the day that the other's text gives its attack: another attack, or a day misread."""

TOWN_NAMED: Final = ("town named by one", "town named by both")
"""Of places that differ, how many the other text names: it may be the county seat, or where the victims were taken."""

_MICROSECONDS: Final = 1_000_000

_FAR: Final = ("days apart", "weeks apart", "months apart")
_FAR_OPEN: Final = ("days apart", "weeks apart, date open", "months apart, date open")
_FAR_LIMITS: Final = (8 * _DAY, MONTH_SECONDS)

_OPEN: Final = frozenset({EventType.ATTACK, EventType.UNKNOWN})
_BLASTS: Final = frozenset(
    {
        EventType.AIR_DRONE_STRIKE,
        EventType.SHELLING,
        EventType.REMOTE_EXPLOSIVE,
        EventType.SUICIDE_BOMB,
        EventType.GRENADE,
        EventType.CHEMICAL_WEAPON,
    }
)
_APART: Final = frozenset({EventType.ABDUCTION, EventType.SEXUAL_VIOLENCE})

_OTHER_TYPES: Final = {"like type", "other type", "far type"}

_OF_INJURED: Final = {"figure apart": "injured apart", "figure far": "injured far"}

_ELSEWHERE: Final = {"near", "neighbours", "other town", "other province"}

_EARTH_KM: Final = 6371.0
_SAME_KM: Final = 2.0
_NEAR_KM: Final = 5.0
_NEIGHBOUR_KM: Final = 25.0
_SAME_NAME_KM: Final = 60.0  # a gazetteer's point of a district against that of its town
_PROVINCE_KM: Final = 150.0
_COUNTRY_PRECISION: Final = 3
_ALIKE: Final = 0.5  # share of the stems of the shorter name


def score(left: Report, right: Report, busy: Names = NO_NAMES, weights: Weights | None = None) -> int:
    """Return how sure it is that two reports of one country tell of one attack: 0 to 1000 per mille, symmetric.

    Shapes: `busy` are names that tell nothing in this country, as too many of its reports give them; `weights` are
    those that ship, unless others are given.
    Reports of one article are never one attack: extraction has already made one of what a text tells twice.
    Source: docs/semantics.md, "When two reports are one incident".
    """
    found = evidence(left, right, busy)
    if not found:
        return UNRELATED
    known = weights or shipped()
    total = known.base
    for name in found:
        total += known.of[name]
    return _PER_MILLE[round(CERTAIN / (1 + exp(-total)))]


def surely_two(left: Report, right: Report) -> bool:
    """Tell whether two reports of one article tell of two attacks, whatever other articles say.

    They do when their types differ, neither being open, or when who attacked in one is attacked in the other. What else
    speaks against one attack may as well come of a text that tells one attack twice: another figure, or place, or day.
    """
    return _type(left.event_type, right.event_type) in _OTHER_TYPES or "roles swapped" in _who(left, right)


def evidence(left: Report, right: Report, busy: Names = NO_NAMES) -> tuple[str, ...]:
    """Return the names of the weights that `score` adds up; empty where article or dates alone rule the pair out."""
    apart = abs(left.seconds - right.seconds)
    if apart > NAMES_SECONDS or left.article_id == right.article_id:
        return ()
    shared = shared_names(left.names, right.names, busy)
    precision = max(left.time_precision, right.time_precision)
    named = apart > NIGHTLY and (left.days or right.days) and _is_named(left, right)
    if apart > WINDOW_SECONDS[precision] and len(shared or ()) < (1 if named else FOLLOWED):
        return ()
    names: tuple[str, ...] = ()
    if shared is not None:
        least = min(_telling(left, busy), _telling(right, busy)) if shared else 0
        names = names_evidence(shared, least)
        if shared:
            names += (foremost_evidence(shared, left.names, right.names),)
    numbers = numbers_evidence(left.numbers, right.numbers) if left.numbers and right.numbers else ()
    when = (_when(apart, precision), DAY_NAMED[precision > 1]) if named else (_when(apart, precision),)
    before = (TOLD_BEFORE,) if _is_told_before(left, right) or _is_told_before(right, left) else ()
    return (*when, *before, *names, *numbers, *_what(left, right, busy))


def _is_told_before(one: Report, other: Report) -> bool:
    """Tell whether a report was published more than a day before the attack of another, whose day its text gives."""
    return other.time_precision == 1 and (other.seconds - _DAY) * _MICROSECONDS > one.published


def _is_named(left: Report, right: Report) -> bool:
    """Tell whether the text of one names the other's day, or both one where a date is open: follow-ups say when it was.

    Shapes: two reports with days of their own may both recall a third attack, which tells nothing.
    """
    if max(left.time_precision, right.time_precision) > 1 and not set(left.days).isdisjoint(right.days):
        return True
    return any(abs(noon - right.seconds) <= NIGHTLY for noon in left.days) or any(
        abs(noon - left.seconds) <= NIGHTLY for noon in right.days
    )


def _telling(report: Report, busy: Names) -> int:
    return report.telling - weigh(busy.intersection(report.names))


def _when(apart: int, precision: int) -> str:
    if precision == 1 and apart <= WINDOW_SECONDS[1]:
        return _DAYS[bisect_left(_DAY_LIMITS, apart)]
    far = bisect_left(_FAR_LIMITS, apart)
    if precision == 1:
        return _FAR[far]
    if apart > WINDOW_SECONDS[precision]:
        return _FAR_OPEN[far]
    if precision == 2:  # noqa: PLR2004 - ACLED's code for a week
        return "about a day" if apart <= 1.5 * _DAY else "some days" if apart <= 3 * _DAY else "same week"
    return "same month"


def _what(left: Report, right: Report, busy: Names) -> list[str]:
    where = _where(left.spot, right.spot)
    found = [where, _type(left.event_type, right.event_type)]
    if where in _ELSEWHERE:
        named = _is_town_of(left.spot, right, busy) + _is_town_of(right.spot, left, busy)
        if named:
            found.append(TOWN_NAMED[named - 1])
    found += _who(left, right)
    if not left.weapon.isdisjoint(right.weapon):
        found.append("same weapon")
    if left.killed is not None and right.killed is not None:
        killed = _figure(left.killed, right.killed)
        if killed:
            found.append(killed)
    if left.injured is not None and right.injured is not None:
        injured = _figure(left.injured, right.injured)
        if injured:
            found.append(_OF_INJURED.get(injured, injured))
    return found


def _is_town_of(spot: Spot, report: Report, busy: Names) -> bool:
    """Tell whether a report names a place, each word of it, as rarely as a place must be named to tell anything."""
    if not spot.stems or spot.precision == _COUNTRY_PRECISION:
        return False
    missing = set(spot.stems)
    for name in report.names:
        if name not in busy:
            missing -= place_stems(name)
    return not missing


@lru_cache(MEMO)  # the same few hundred places are compared again and again
def _where(here: Spot, there: Spot) -> str:
    if _COUNTRY_PRECISION in (here.precision, there.precision):
        return "place open"
    named_alike = overlap(here.stems, there.stems) >= _ALIKE
    distance = _km(here, there)
    if here.precision == there.precision == 1:
        return _towns(distance, named_alike=named_alike)
    if named_alike:
        return "same province"
    return "place open" if distance is None or distance <= _PROVINCE_KM else "other province"


def _towns(distance: float | None, *, named_alike: bool) -> str:
    if distance is None:
        return "same name" if named_alike else "other town"
    if distance <= _SAME_KM or (named_alike and distance <= _SAME_NAME_KM):
        return "same place"
    if named_alike:
        return "same name"
    return "near" if distance <= _NEAR_KM else "neighbours" if distance <= _NEIGHBOUR_KM else "other town"


def _km(left: Spot, right: Spot) -> float | None:
    """Return the great-circle distance, None where a point is missing. Source: haversine formula."""
    if left.latitude is None or left.longitude is None or right.latitude is None or right.longitude is None:
        return None
    if left.latitude == right.latitude and left.longitude == right.longitude:
        return 0.0
    north, south = radians(left.latitude), radians(right.latitude)
    across = radians(left.longitude - right.longitude)
    chord = sin((north - south) / 2) ** 2 + cos(north) * cos(south) * sin(across / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(chord)))


def _type(left: EventType, right: EventType) -> str:
    if left == right:
        return "type open" if left in _OPEN else "same type"
    if left in _APART or right in _APART:
        return "far type"
    if left in _OPEN or right in _OPEN:
        return "type open"
    return "like type" if left in _BLASTS and right in _BLASTS else "other type"


def _who(left: Report, right: Report) -> list[str]:
    if not (left.attacker.isdisjoint(right.target) and left.target.isdisjoint(right.attacker)):
        straight = overlap(left.attacker, right.attacker) + overlap(left.target, right.target)
        crossed = overlap(left.attacker, right.target) + overlap(left.target, right.attacker)
        if crossed > straight:  # in a clash either side may be called the attacker
            clash = left.event_type == right.event_type == EventType.ARMED_CLASH
            return ["same attacker"] if clash else ["roles swapped"]
    found: list[str] = []
    if left.attacker and right.attacker:
        found.append("other attacker" if left.attacker.isdisjoint(right.attacker) else "same attacker")
    if left.target and right.target:
        found.append("other target" if left.target.isdisjoint(right.target) else "same target")
    return found


def _figure(left: Held, right: Held) -> str | None:
    low, high = sorted((left.best, right.best))
    if low == high:
        if left.vague or right.vague:
            return "figure near"
        return "same large figure" if high >= 10 else "same figure" if high >= 3 else "same small figure"  # noqa: PLR2004 - seeds/training/prior.py says
    if high >= 10 and low >= 0.85 * high:  # noqa: PLR2004 - seeds/training/prior.py says
        return "large figure near"
    if high <= 1.5 * low or _within(left, right.best) or _within(right, left.best):
        return "figure near"
    if high > 5 * low and high - low >= 10:  # noqa: PLR2004 - seeds/training/prior.py says
        return "figure far"
    return "figure apart" if high > 3 * low and high - low >= 3 else None  # noqa: PLR2004 - seeds/training/prior.py says


def _within(bounds: Held, number: int) -> bool:
    """Tell whether a number lies within the bounds of a count of which at least one was open or wide."""
    if bounds.low == bounds.high:
        return False
    return (bounds.low or 0) <= number and bounds.high is not None and number <= bounds.high
