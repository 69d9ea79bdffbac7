"""Do two reports tell of one attack? A pure function of the two, with a reason for every weight."""

from bisect import bisect_left
from collections.abc import Iterator
from math import asin, cos, exp, radians, sin, sqrt
from typing import Final

from schemas import Count, EventType
from streams.incidents.report import Report
from streams.incidents.words import overlap

CERTAIN: Final = 1000  # scores are whole per mille, so that sums of them do not depend on the order of adding
UNRELATED: Final = 0

# Units: log-odds. The base and the threshold (cluster.LINK) are set so that day and type alone never suffice: it takes
# the place, or a figure that tells. Set by hand from the cases in tests/unit/incidents/test_relation.py.
WEIGHTS: Final[dict[str, float]] = {
    "base": -4.9,  # two reports of one country and time are mostly two attacks
    # When. Reports of the same day differ by the zone of the dateline and by "night" (22:00) against noon.
    "same hours": 1.6,  # within 8 h, both known to the day
    "same day": 1.2,  # within 13 h: noon in one zone, night in the other
    "overnight": 0.5,  # within 20 h: "Monday night" and "on Tuesday" are often one; noon to noon (24 h) never is
    "next day": -2.2,  # within 36 h: two attacks, unless large figures agree: papers get the day wrong, too
    "about a day": 0.8,  # one is known to the week only, mostly since the text gives no date: follow-ups of a day
    "some days": 0.2,  # the same, up to 3 days: papers that publish twice a week
    "same week": -1.0,  # up to 8 days: what precision 2 allows, but strikes repeat within a week
    "same month": -1.0,  # precision 3
    # Where.
    "same place": 3.2,  # a town or base, the same point or the same name nearby
    "same name": 2.8,  # the names agree and one has no point, or the point is elsewhere: names repeat in a country
    "near": 0.6,  # within 5 km under another name: a quarter and its city, a camp and its town
    "neighbours": -1.6,  # within 25 km under another name: Rafah and Khan Yunis are two places
    "other town": -4.0,  # two named towns
    "place open": -0.6,  # one names no place, or a province that the other's town may be in
    "same province": 1.0,  # one is known to the province only, and the other agrees
    "other province": -2.5,  # it does not
    # What.
    "same type": 0.8,
    "type open": 0.2,  # one says only "attack": that fits any type
    "like type": -0.4,  # missile or air strike, roadside or suicide bomb: papers mix them up
    "other type": -2.5,  # a clash is no air strike
    "far type": -4.0,  # an abduction or sexual violence against anything else
    # Who. Within one war the attacker is mostly the same, so agreement says little.
    "same attacker": 0.6,
    "other attacker": -0.8,  # other words may mean the same group
    "same target": 0.5,
    "other target": -0.6,
    "roles swapped": -3.5,  # the attack and the retaliation for it
    "same weapon": 0.3,
    # How many, of the killed and again of the injured. The larger the equal number, the less it is chance.
    "same large figure": 2.9,  # 10 or more
    "same figure": 2.0,  # 3 to 9
    "same small figure": 0.4,  # 0 to 2: most attacks have one of these
    "large figure near": 1.7,  # 10 or more, within 15 %: a toll as it grows
    "figure near": 0.6,  # within a half, or within the bounds that are given
    "figure apart": -1.2,  # more than three times: a toll of the first hour, or another attack
    "figure far": -3.2,  # more than five times and by ten or more
    "injured apart": -0.6,  # the same two for the injured, of whom the first hours know little
    "injured far": -1.0,
}

_H: Final = 3600
_DAY: Final = 24 * _H
MONTH_SECONDS: Final = 31 * _DAY
WINDOW_SECONDS: Final = {1: 36 * _H, 2: 8 * _DAY, 3: MONTH_SECONDS}
"""How far apart two reports of one attack may lie, by the coarser time precision of the two."""

_DAYS: Final = ("same hours", "same day", "overnight", "next day")
_DAY_LIMITS: Final = (8 * _H, 13 * _H, 20 * _H)  # the last of each but "next day", which WINDOW_SECONDS limits

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

_OF_INJURED: Final = {"figure apart": "injured apart", "figure far": "injured far"}

_EARTH_KM: Final = 6371.0
_SAME_KM: Final = 2.0
_NEAR_KM: Final = 5.0
_NEIGHBOUR_KM: Final = 25.0
_SAME_NAME_KM: Final = 60.0  # a gazetteer's point of a district against that of its town
_PROVINCE_KM: Final = 150.0
_COUNTRY_PRECISION: Final = 3
_ALIKE: Final = 0.5  # share of the stems of the shorter name


def score(left: Report, right: Report) -> int:
    """Return how sure it is that two reports of one country tell of one attack: 0 to 1000 per mille, symmetric.

    Reports of one article are never one attack: extraction has already made one of what a text tells twice.
    Source: docs/semantics.md, "When two reports are one incident".
    """
    if left.article_id == right.article_id:
        return UNRELATED
    when = _when(left, right)
    if when is None:
        return UNRELATED
    total = WEIGHTS["base"] + WEIGHTS[when]
    for name in _what(left, right):
        total += WEIGHTS[name]
    return round(CERTAIN / (1 + exp(-total)))


def evidence(left: Report, right: Report) -> tuple[str, ...]:
    """Return the names of the weights that `score` adds up; empty where the dates alone decide."""
    when = _when(left, right)
    return (when, *_what(left, right)) if when else ()


def _when(left: Report, right: Report) -> str | None:
    apart = abs(left.seconds - right.seconds)
    precision = max(left.time_precision, right.time_precision)
    if apart > WINDOW_SECONDS[precision]:
        return None
    if precision == 1:
        return _DAYS[bisect_left(_DAY_LIMITS, apart)]
    if precision == 2:  # noqa: PLR2004 - ACLED's code for a week
        return "about a day" if apart <= 1.5 * _DAY else "some days" if apart <= 3 * _DAY else "same week"
    return "same month"


def _what(left: Report, right: Report) -> Iterator[str]:
    yield _where(left, right)
    yield _type(left.event_type, right.event_type)
    yield from _who(left, right)
    if left.weapon & right.weapon:
        yield "same weapon"
    killed = _figure(left.killed, right.killed)
    if killed:
        yield killed
    injured = _figure(left.injured, right.injured)
    if injured:
        yield _OF_INJURED.get(injured, injured)


def _where(left: Report, right: Report) -> str:
    if left.geo_precision in (None, _COUNTRY_PRECISION) or right.geo_precision in (None, _COUNTRY_PRECISION):
        return "place open"
    named_alike = overlap(left.place, right.place) >= _ALIKE
    distance = _km(left, right)
    if left.geo_precision == right.geo_precision == 1:
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


def _km(left: Report, right: Report) -> float | None:
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


def _who(left: Report, right: Report) -> Iterator[str]:
    straight = overlap(left.attacker, right.attacker) + overlap(left.target, right.target)
    crossed = overlap(left.attacker, right.target) + overlap(left.target, right.attacker)
    clash = left.event_type == right.event_type == EventType.ARMED_CLASH
    if crossed > straight and not clash:
        yield "roles swapped"
        return
    if clash and crossed > straight:  # in a clash either side may be called the attacker
        yield "same attacker"
        return
    if left.attacker and right.attacker:
        yield "same attacker" if left.attacker & right.attacker else "other attacker"
    if left.target and right.target:
        yield "same target" if left.target & right.target else "other target"


def _figure(left: Count | None, right: Count | None) -> str | None:  # noqa: PLR0911 - one line a weight
    if left is None or right is None:
        return None
    low, high = sorted((left.best, right.best))
    if low == high:
        if left.vague or right.vague:
            return "figure near"
        return "same large figure" if high >= 10 else "same figure" if high >= 3 else "same small figure"  # noqa: PLR2004 - WEIGHTS says
    if high >= 10 and low >= 0.85 * high:  # noqa: PLR2004 - WEIGHTS says
        return "large figure near"
    if high <= 1.5 * low or _within(left, right.best) or _within(right, left.best):
        return "figure near"
    if high > 5 * low and high - low >= 10:  # noqa: PLR2004 - WEIGHTS says
        return "figure far"
    return "figure apart" if high > 3 * low and high - low >= 3 else None  # noqa: PLR2004 - WEIGHTS says


def _within(bounds: Count, number: int) -> bool:
    """Tell whether a number lies within the bounds of a count of which at least one was open or wide."""
    if bounds.low == bounds.high:
        return False
    return (bounds.low or 0) <= number and bounds.high is not None and number <= bounds.high
