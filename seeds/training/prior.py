"""The weights as set by hand, each with its reason: where learning starts from, and how far it may go from there."""

from typing import Final

from streams.incidents.names import AGES, DAY_NAMED, NONE_SHARED, RAREST, SAME_FOREMOST, SAME_HOUSE, SHARE, SUM
from streams.incidents.relation import TOLD_BEFORE, TOWN_NAMED

# Units: log-odds. The base and the threshold (streams.incidents.cluster.LINK) are set so that day and type alone never
# suffice: it takes the place, or a figure that tells. The cases are in tests/unit/incidents/test_relation.py.
_SETTING: Final[dict[str, float]] = {
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

_FAR: Final = {
    # Beyond what the dates allow, only reports that share a rare name are compared at all.
    "days apart": -4.5,  # days that are known, or 8 where one is open: strikes on one place repeat
    "weeks apart": -5.5,
    "months apart": -6.0,
    "weeks apart, date open": -3.5,  # follow-ups that give no date: arrests, funerals, verdicts
    "months apart, date open": -4.0,
    # A day named by the text of the other: a follow-up says when the attack was. So does news of the next attack on the
    # place, but then that has a day of its own.
    **dict(zip(DAY_NAMED, (0.5, 2.0), strict=True)),
}

_NAMES: Final = {
    NONE_SHARED: -2.5,
    **dict(zip(SUM, (-1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5), strict=True)),
    **dict(zip(SHARE, (-1.0, -0.5, 0.0, 0.3, 0.6, 1.0, 1.5), strict=True)),
    **dict(zip(RAREST, (-0.8, -0.6, -0.3, 0.0, 0.3, 0.6), strict=True)),
    **dict(zip(SAME_FOREMOST, (-0.6, 0.0, 0.6, 1.2, 1.8, 1.8, 1.8), strict=True)),
    # Alike are victims, or a victim and any other of that age: the more ages a text gives, the less one tells.
    **{said: (1.0, 1.8, 2.5)[few - 1] * same / few if same else -0.6 for (same, few), said in AGES.items()},
    SAME_HOUSE: 1.5,
    **dict(zip(TOWN_NAMED, (0.3, 0.6), strict=True)),
    TOLD_BEFORE: -1.0,  # nobody tells of a day to come, but days are misread
}
"""Names, ages and house numbers: rising with how rare and how many, and otherwise left to the data."""

_HAND: Final = _SETTING | _FAR

_FIRM: Final = (
    "place open",
    "type open",
    "same type",
    "same weapon",
    "same attacker",
    "other attacker",
    "same target",
    "other target",
    "same small figure",
    "figure near",
    "roles swapped",
)
"""What nearly every pair of shootings in one city has says little there and much in a war: hardly moved by the data."""

_HELD: Final = ("same hours", "same day", "overnight", "next day", "about a day", "some days", "same week", "same name")

_ELSEWHERE: Final = ("neighbours", "other town", "other province")
"""A day's shootings are seldom told of from several towns of one county, a day's strikes of a war always are."""

SPREADS: Final = {
    **dict.fromkeys(_HAND, 0.6),
    **dict.fromkeys(_HELD, 0.3),
    **dict.fromkeys(_ELSEWHERE, 0.4),
    **dict.fromkeys(_FIRM, 0.1),
    **dict.fromkeys(_NAMES, 2.5),
    **dict.fromkeys(SAME_FOREMOST, 0.6),  # with 1.0 four and five say less than three
    DAY_NAMED[1]: 1.5,
    "base": 0.05,
}
"""How far the data may move a weight: the standard deviation of its normal prior, log-odds."""

PRIOR: Final = _HAND | _NAMES
