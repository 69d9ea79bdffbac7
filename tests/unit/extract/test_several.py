"""Whole texts in which attacks meet: each keeps its own type, country, day and figures, and old ones are background."""

from datetime import date

import pytest

from schemas import EventType
from streams.extract.analysis import analyse
from tests.unit.extract.reading import LEXICON, Bounds, article, bounds, events, incidents, totals

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


COUNTRIES: dict[str, tuple[str, list[str]]] = {
    "a quarter with the name of a foreign town": (
        (
            "Air raids hit Aleppo in northern Syria on Monday, killing six people.\n\nLater rockets fell on the "
            "Castello road of the city, wounding two drivers, and on the Meridian neighbourhood."
        ),
        ["SYR"],
    ),
    "a town of the foreign name of which nothing else is named": (
        "Rebels shot dead nine policemen near Adra, east of Damascus in Syria, on Monday.",
        ["SYR"],
    ),
    "a quarter, later named without the word": (
        (
            "Mortar shells fell on the Sulaymaniyah neighbourhood of Aleppo in Syria on Monday, killing two people. "
            "Four had died in the shelling of Sulaymaniyah on Sunday."
        ),
        ["SYR"],
    ),
    "a town across the border": (
        "A rocket fired from Gaza hit a kindergarten in Sderot on Monday, wounding two teachers.",
        ["ISR"],
    ),
    "two countries in one breath": (
        (
            "Nine villagers were killed near Raqqa in Syria on Monday. The group that fights the army in Iraq and "
            "Syria said it had shot them."
        ),
        ["SYR"],
    ),
    "an armed group is no place": (
        "Ten civilians were killed in Syria on Saturday. They died in air strikes against Islamic State.",
        ["SYR"],
    ),
    "where arms were taken is not where they were used": (
        (
            "Fighters stormed an army base near Tabqa in Syria on Sunday. The air force bombed the gates, killing nine "
            "of them. The group had been boosted by guns seized in Iraq."
        ),
        ["SYR"],
    ),
}


@pytest.mark.parametrize(("text", "countries"), COUNTRIES.values(), ids=COUNTRIES)
def test_each_attack_has_its_country(text: str, countries: list[str]) -> None:
    assert sorted({one.country or "" for one in incidents(text)}) == countries


NONE_MORE = {
    "what goes on for months": (
        "A shell killed a baker in Manbij, Syria, on Monday. Rockets have been hitting towns in southern Turkey for "
        "months, and 40 people died in such attacks."
    ),
    "other pages' headlines": (
        "A shell killed a baker in Manbij, Syria, on Monday.\n\nRelated Stories Three Policemen Killed by Bomb in "
        "Kabul Afghanistan Talks on Gas Begin in Vienna Pope Prays for Peace in Ukraine Storm Nears Florida More"
    ),
    "a count of the year": (
        "A shell killed a baker in Manbij, Syria, on Monday. Fire from across the border has killed 21 people in the "
        "Turkish town of Kilis this year."
    ),
    "how things stand": (
        "A shell killed a baker in Manbij, Syria, on Monday. Snow fell in the night. Schools stayed shut. The road to "
        "the dam is closed. In Iraq the group has been driven out of Ramadi with the help of air strikes."
    ),
}


@pytest.mark.parametrize("text", NONE_MORE.values(), ids=NONE_MORE)
def test_what_is_no_attack_of_its_own(text: str) -> None:
    assert [one.country for one in incidents(text)] == ["SYR"]


@pytest.mark.parametrize(
    "behind",
    [
        "Since January rockets have been hitting villages in southern Turkey near the border.",
        "Kilis has been under fire since January. Nineteen people there have been killed and 60 wounded by rockets.",
    ],
    ids=["rockets that have been flying", "the toll of what goes on"],
)
def test_what_goes_on_adds_no_figures(behind: str) -> None:
    (found,) = incidents(f"A shell killed a baker in Manbij, Syria, on Monday. {behind}")
    assert bounds(found.killed) == (1, 1, 1)
    assert found.injured is None
    assert all("rockets" not in part.sentence for part in found.evidence)


def test_a_title_is_of_the_incidents_of_its_country() -> None:
    body = (
        "Air strikes on Manbij killed six people on Monday. Elsewhere air strikes on Douma killed ten. Another nine "
        "strikes hit the rebels in neighbouring Iraq."
    )
    clusters = analyse(article(body, "Syria air strikes kill sixteen people"), LEXICON).clusters
    titled = [one for one in clusters if any(seen.titles for seen in (*one.sightings, *one.shared))]
    assert [one.sightings[0].where.country for one in titled] == ["SYR", "SYR"]


HEADS = {
    "a page's date": "Fri Jan 5 2024 Militants have shot dead 20 captive soldiers near Raqqa, Syria, a monitor said.",
    "a photograph's": "Smoke over Homs December 20 2023 (Reuters) Shells killed nine people in Homs, Syria.",
}


@pytest.mark.parametrize("text", HEADS.values(), ids=HEADS)
def test_the_date_at_a_texts_head_is_not_the_attacks(text: str) -> None:
    assert [event.kind for event in events(text)] == ["incident"]


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


RECENT = {
    "the month alone, whose end is near": "Two herders were shot dead in Garoua, Cameroon, in January, the army said.",
    "a year that the day is measured by": (
        "In what is the bloodiest year since the 1990s, gunmen shot dead four people in Garoua, Cameroon, on Monday."
    ),
}


@pytest.mark.parametrize("text", RECENT.values(), ids=RECENT)
def test_what_may_be_of_the_last_month_is_no_background(text: str) -> None:
    assert len(incidents(text)) == 1


def test_a_month_gives_way_to_its_day() -> None:
    text = (
        "A man was arrested over a shooting that killed two guards in Garoua, Cameroon, last month. "
        "The two guards were shot at a bank on Jan. 30."
    )
    (found,) = incidents(text)
    assert found.occurred_at.date() == date(2024, 1, 30)


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


ONE_SHOOTING = {
    "a name": "Ada Quill was shot dead in Dover on Friday. Police said Quill was shot in Milford on Tuesday.",
    "an age": "A 17-year-old was shot dead in Dover on Friday. The 17-year-old was shot in Milford on Tuesday.",
}


@pytest.mark.parametrize("text", ONE_SHOOTING.values(), ids=ONE_SHOOTING)
def test_who_is_told_of_twice_was_attacked_once(text: str) -> None:
    assert len(incidents(text)) == 1


def test_one_spokesman_speaks_of_two_attacks() -> None:
    text = (
        "Taliban fighters attacked an army base in Kunduz, Afghanistan, on Sunday night and killed three soldiers, "
        "Dale Corwin said. Asked of the attack by the group Boko Haram against Niger, Corwin said that he had no news."
    )
    assert [one.attacker for one in incidents(text)] == ["Taliban fighters"]
    assert [one.attacker for one in incidents(text, kind="background")] == ["Boko Haram"]
