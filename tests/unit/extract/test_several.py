"""Whole texts in which attacks meet: each keeps its own type, country, day and figures, and old ones are background."""

from datetime import date

import pytest

from schemas import EventType
from tests.unit.extract.reading import Bounds, bounds, incidents, totals

AIR, SHELLING, ATTACK, CLASH, SUICIDE, BOMB = (
    EventType.AIR_DRONE_STRIKE, EventType.SHELLING, EventType.ATTACK, EventType.ARMED_CLASH, EventType.SUICIDE_BOMB,
    EventType.REMOTE_EXPLOSIVE,
)  # fmt: skip
Told = tuple[EventType, str, Bounds | None, Bounds | None]

FIGURES: dict[str, tuple[str, list[Told]]] = {
    "a sum over two days is neither day's": (
        (
            "Mali has lost nine soldiers to jihadist rebels in two days of fighting in the north, the army said. "
            "Four soldiers were killed on Monday when rebels attacked a camp near Gao in Mali. Five others were killed "
            "on Tuesday in clashes with the rebels near Kidal."
        ),
        [(CLASH, "MLI", (4, 4, 4), None), (CLASH, "MLI", (5, 5, 5), None)],
    ),
    "a missile may be one of the air strikes that the lead counts": (
        (
            "Two Israeli air strikes killed nine people in southern Lebanon on Monday, medics said.\n\n"
            "In Tyre, five members of one family died when a missile tore into their flat.\n\n"
            "In Bint Jbeil, four shepherds were killed in an air strike on their hut."
        ),
        [(AIR, "LBN", (4, 4, 4), None), (AIR, "LBN", (5, 5, 5), None)],
    ),
    "an answer to a drone, from the air as well": (
        (
            "Turkish jets bombed two camps in Iraq on Tuesday, hours after a drone with explosives wounded two "
            "Turkish soldiers at a base near Dohuk. The drone hit the base in the Kurdish north of Iraq on Monday. "
            "Iraq's government said the air strikes in Sinjar killed three guards."
        ),
        [(AIR, "IRQ", (3, 3, 3), None), (AIR, "IRQ", None, (2, 2, 2))],
    ),
    "bodies are found a day later": (
        (
            "More bodies were found on Wednesday in a burnt market near Maiduguri, Nigeria, and the number of people "
            "killed there by Boko Haram gunmen on Tuesday rose to at least 60, the police said. The hospital said "
            "45 were wounded."
        ),
        [(ATTACK, "NGA", (60, 60, None), (45, 45, 45))],
    ),
    "the place of the trigger's own clause": (
        (
            "Gunmen crossed the border near N'Djamena on Saturday and attacked villages and a market in northern "
            "Cameroon, killing at least 30 people, Cameroonian rescue services said."
        ),
        [(ATTACK, "CMR", (30, 30, None), None)],
    ),
    "the worst since a war that ended years ago": (
        (
            "Suicide bombers killed at least 40 people in three churches in Colombo, Sri Lanka, on Sunday, the worst "
            "violence since the civil war ended fifteen years ago."
        ),
        [(SUICIDE, "LKA", (40, 40, None), None)],
    ),
}


@pytest.mark.parametrize(("text", "expected"), FIGURES.values(), ids=FIGURES)
def test_each_attack_keeps_its_own(text: str, expected: list[Told]) -> None:
    found = [(one.event_type, one.country, bounds(one.killed), bounds(one.injured)) for one in incidents(text)]
    assert sorted(found, key=str) == sorted(expected, key=str)


DAYS = {
    "the day of an answer, and that of what it answers": (
        (
            "Turkish jets bombed two camps in Iraq on Tuesday, hours after a drone with explosives wounded two "
            "Turkish soldiers at a base near Dohuk. The drone hit the base in the Kurdish north of Iraq on Monday."
        ),
        {"2024-02-12", "2024-02-13"},
    ),
    "a speaker's today is not the attack's": (
        (
            "American jets hit depots of a militia in Syria on Sunday night.\n\n"
            "In Deir ez-Zor, at least eight fighters were killed in air strikes, a monitor said.\n\n"
            '"Our answer began today," the president said.'
        ),
        {"2024-02-11"},
    ),
    "the day of finding is not that of the killing": (
        (
            "More bodies were found on Wednesday at a market near Maiduguri, and the number of people killed in "
            "Nigeria by Boko Haram gunmen on Tuesday rose to 60, the police said."
        ),
        {"2024-02-13"},
    ),
}


@pytest.mark.parametrize(("text", "days"), DAYS.values(), ids=DAYS)
def test_each_attack_has_its_day(text: str, days: set[str]) -> None:
    assert {one.occurred_at.date().isoformat() for one in incidents(text)} == days


PAST = {
    "the worst since another": (
        (
            "Gunmen killed 31 people at a college in Garoua, Cameroon, on Monday. It is the worst attack in the "
            "country since the bombing of a bus station in 2015."
        ),
        date(2015, 7, 1),
    ),
    "thirty-five years ago": (
        (
            "The town stood still at noon. Thirty-five years ago, army aircraft dropped mustard gas on Sardasht, Iran, "
            "and killed an estimated 100 people."
        ),
        date(1989, 2, 15),
    ),
    "poison in a long text": (
        (
            "Survivors laid flowers in the rain, sang, and read out the names of their neighbours, one after the "
            "other, until it was dark. Eleven years ago, planes dropped nerve agents on Saraqib, Syria, and killed a "
            "mother of three. Her daughter is a nurse now. She wants a clinic for those who still cough, a school with "
            "windows and trees along the road to the river, as there were before."
        ),
        date(2013, 2, 15),
    ),
}


@pytest.mark.parametrize(("text", "day"), PAST.values(), ids=PAST)
def test_what_a_text_dates_far_back_is_background(text: str, day: date) -> None:
    (found,) = incidents(text, kind="background")
    assert abs((found.occurred_at.date() - day).days) < 40


def test_the_persons_of_a_total_are_no_attacks() -> None:
    text = (
        "Rebels fired a rocket at soldiers at a base near Hasaka, Syria, on Monday night, injuring two of them. "
        "The soldiers have been attacked 40 times since Oct. 17, 25 times in Iraq and 15 times in Syria. About 30 "
        "soldiers have been injured in that period; Monday's casualties are not among them yet."
    )
    assert [(one.country, bounds(one.injured)) for one in incidents(text)] == [("SYR", (2, 2, 2))]
    assert len(totals(text)) == 1


ARMS = {
    "gunmen with explosives": (
        "Gunmen fired on worshippers and set off explosives in a church in Jos, Nigeria, on Sunday, killing 20.",
        ATTACK,
    ),
    "gunmen and a planted bomb": (
        "A roadside bomb blew up a bus in Jos, Nigeria, on Sunday, killing 20 people, and gunmen fired at rescuers.",
        BOMB,
    ),
    "two gunmen are not the target": ("Two masked gunmen shot dead a man in a church in Izmir on Sunday.", ATTACK),
    "gunmen shot dead in a place are": ("Two gunmen shot dead in Izmir on Sunday had held a bank's guards.", CLASH),
}


@pytest.mark.parametrize(("text", "event_type"), ARMS.values(), ids=ARMS)
def test_arms_of_an_assault(text: str, event_type: EventType) -> None:
    assert [one.event_type for one in incidents(text)] == [event_type]


def test_who_shoots_is_no_target() -> None:
    (found,) = incidents("Two masked gunmen shot dead a man in a church in Izmir on Sunday.")
    assert (found.attacker, found.target) == ("Two masked gunmen", "man")
