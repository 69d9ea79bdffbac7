from datetime import date

import pytest

from tests.unit.extract.reading import Bounds, bounds, incidents, totals

Parts = dict[str, int]

# Text, attacks, parts, injured.
CASES: dict[str, tuple[str, Bounds, Parts, Bounds | None]] = {
    "times since": (
        "American troops have been attacked at least 61 times since Oct. 17, 29 times in Iraq and 32 times in Syria.",
        (61, 61, None),
        {"IRQ": 29, "SYR": 32},
        None,
    ),
    "a verb that is a slip of the keyboard": (
        (
            "Coalition troops have been hacked 66 times since Oct. 17, an official said. "
            "Thirty-two separate times in Iraq "
            "and 34 separate times in Syria. American personnel have sustained 62 injuries."
        ),
        (66, 66, 66),
        {"IRQ": 32, "SYR": 34},
        (62, 62, 62),
    ),
    "another slip": (
        "There have been 55 atacks on American forces since Oct. 17, of which 27 were in Iraq and 28 in Syria.",
        (55, 55, 55),
        {"IRQ": 27, "SYR": 28},
        None,
    ),
    "once": (
        (
            "American forces have been attacked 165 times since Oct. 17: 66 times in Iraq, "
            "98 times in Syria and once in Jordan."
        ),
        (165, 165, 165),
        {"IRQ": 66, "SYR": 98, "JOR": 1},
        None,
    ),
    "once in a third country": (
        (
            "Foreign bases have been attacked at least 90 times since mid-October, the ministry counts: "
            "40 times in Iraq, 49 times in Syria and once in Jordan."
        ),
        (90, 90, None),
        {"IRQ": 40, "SYR": 49, "JOR": 1},
        None,
    ),
    "the one country named before the number": (
        "The rebels have attacked merchant ships off Yemen, in the Red Sea, 31 times since November 19, a navy said.",
        (31, 31, 31),
        {"YEM": 31},
        None,
    ),
    "two countries are no part": (
        "Coalition troops have been attacked 80 times in Iraq and Syria since Oct. 17. Guards shot down 40 drones.",
        (80, 80, 80),
        {},
        None,
    ),
    "a part of the attacks": (
        (
            "There have been more than 70 attacks on U.S. troops in Iraq and Syria since October. "
            "Forty of the attacks on them since Oct. 17 have been in Syria."
        ),
        (70, 70, None),
        {"SYR": 40},
        None,
    ),
    "an ordinal": (
        "The rocket was the 26th such attack on the base in Iraq since 19 November.",
        (26, 26, 26),
        {"IRQ": 26},
        None,
    ),
    "troops that are stationed somewhere are no attacks": (
        (
            "Militias have attacked U.S. troops over 150 times since October 17. "
            "About 2,500 soldiers are stationed in Iraq and 900 in Syria."
        ),
        (150, 150, None),
        {},
        None,
    ),
    "nor is a number in a name": (
        "Militias have attacked U.S. forces 170 times since October 17. Three died at Tower 22 in Jordan.",
        (170, 170, 170),
        {},
        None,
    ),
    "an attack's own injured are not the period's": (
        (
            "A drone wounded three soldiers at Erbil air base on Monday. U.S. forces have "
            "been attacked 103 times since Oct. 17, "
            "48 times in Iraq and 55 times in Syria."
        ),
        (103, 103, 103),
        {"IRQ": 48, "SYR": 55},
        None,
    ),
}


OF_NO_PERIOD = {
    "the worst since": "Bombs killed at least 290 people in three hotels, the worst since the civil war ended.",
    "one attack's wounded": "A bomber killed at least 33 people and wounded 100 others in an attack on Saturday.",
    "a year": "A prosecutor since 1992, she has seen young men killed.",
    "a dateline": "JOS, Dec 25 - Gunmen attacked villages in Nigeria over the weekend.",
}


@pytest.mark.parametrize("text", OF_NO_PERIOD.values(), ids=OF_NO_PERIOD)
def test_no_period_no_total(text: str) -> None:
    assert not totals(text)


@pytest.mark.parametrize(("text", "attacks", "parts", "injured"), CASES.values(), ids=CASES)
def test_totals_of_attacks(text: str, attacks: Bounds, parts: Parts, injured: Bounds | None) -> None:
    (found,) = totals(text)
    assert bounds(found.attacks) == attacks
    assert {code: share.attacks and share.attacks.best for code, share in found.by_country.items()} == parts
    assert bounds(found.injured) == injured


def test_what_else_a_total_says() -> None:
    text = (
        "U.S. forces have been attacked 61 times since Oct. 17, 29 times in Iraq and 32 "
        "in Syria, a Pentagon spokesman said Tuesday."
    )
    (found,) = totals(text)
    assert (found.since, found.as_of) == (date(2023, 10, 17), date(2024, 2, 13))
    assert (found.scope, found.claimed_by) == ("U.S. forces", "Pentagon")
    assert found.country is None
    assert found.evidence[0].sentence == text


def test_the_toll_of_a_war() -> None:
    text = (
        "At least 13,000 people have been killed in Sudan since the war began on April "
        "15, 2023, a monitor said on Monday."
    )
    (found,) = totals(text)
    assert bounds(found.killed) == (13_000, 13_000, None)
    assert (found.attacks, found.since, list(found.by_country)) == (None, date(2023, 4, 15), ["SDN"])
    assert incidents(text) == []


NO_TOTAL = {
    "one attack": "A car bomb killed six people and wounded 12 in Mogadishu on Monday.",
    (
        "a number of something else"
    ): "Prices rose 14 times since October, and the army attacked traders in Juba on Monday.",
    "no period": "Rebels fired 12 rockets at an army base near Goma on Monday.",
}


@pytest.mark.parametrize("text", NO_TOTAL.values(), ids=NO_TOTAL)
def test_no_total(text: str) -> None:
    assert totals(text) == []
