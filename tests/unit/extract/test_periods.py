import pytest

from streams.extract.periods import is_over_a_period
from tests.unit.extract.reading import bounds, incidents, totals

PHRASES = {
    "the past weeks": ("45 people died in the past two weeks", True),
    "the last few months": ("clashes over the last few months", True),
    "the past few days may be a battle": ("72 people were killed over the past few days", False),
    "the past year": ("nineteen reporters were killed over the past year", True),
    "half a year": ("mines killed 86 people in the first half of the year", True),
    "the first months": ("in the first six months of 2024", True),
    "so far this year": ("fifty clinics were hit so far this year", True),
    "this year, in the perfect": ("attacks have killed 1,200 civilians this year", True),
    "this year, of one attack": ("the mayor was shot dead this year", False),
    "months of fighting": ("in four months of street fighting", True),
    "days of fighting may be a battle": ("after two days of fighting", False),
    "days into the war": ("four days into the war", True),
    "between two months": ("killed 78 people between january and march", True),
    "from month to month": ("from may until august", True),
    "between two towns": ("on the road between gao and mopti", False),
    "the deadliest month": ("august was the deadliest month for the army", True),
    "the deadliest attack": ("the deadliest attack in the past two years", False),
    "the third attack": ("the third attack on a mosque in the city in the past two months", False),
    "violence last month": ("310 people were killed in gang violence last month", True),
    "a bombing last month": ("the bombing that killed a judge last month", False),
    "thousands last year": ("gangs killed 5,601 people last year", True),
    "hours": ("nine people were killed in the past 24 hours", False),
    "a weekday": ("nine people were killed last week", False),
}


@pytest.mark.parametrize(("text", "expected"), PHRASES.values(), ids=PHRASES)
def test_what_counts_over_a_period(text: str, expected: bool) -> None:  # noqa: FBT001 - a table's answer
    assert is_over_a_period(text.split()) is expected


TOLLS = {
    "the past weeks": (
        "In the past two weeks, 45 people have died in clashes between herders and farmers in Plateau state, Nigeria.",
        (45, 45, 45),
    ),
    "half a year": ("Landmines killed 86 people in Yemen in the first half of the year, a monitor said.", (86, 86, 86)),
    "a month": (
        "At least 310 people were killed in gang violence in Haiti last month, the United Nations said.",
        (310, 310, None),
    ),
    "a toll since a day": (
        "The death toll in Gaza has risen to 9,061 since the war began on October 7, the health ministry said.",
        (9061, 9061, 9061),
    ),
}


@pytest.mark.parametrize(("text", "killed"), TOLLS.values(), ids=TOLLS)
def test_the_toll_of_a_period_is_a_total_and_no_incident(text: str, killed: tuple[int, int, int | None]) -> None:
    assert not incidents(text)
    assert [bounds(one.killed) for one in totals(text)] == [killed]


def test_a_few_of_a_period_are_no_incident_either() -> None:
    assert not incidents("Israeli strikes have killed 19 reporters in Lebanon over the past year, their union said.")


def test_one_of_many_attacks_is_an_incident() -> None:
    told = incidents(
        "It was the third attack on a mosque in Peshawar in the past two months; 61 worshippers were killed on Monday."
    )
    assert [bounds(one.killed) for one in told] == [(61, 61, 61)]
