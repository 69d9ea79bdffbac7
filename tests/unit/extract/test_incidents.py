from datetime import date

import pytest

from schemas import EventType
from tests.unit.extract.reading import bounds, events, incidents

Told = list[tuple[EventType, str | None]]
AIR, SHELLING, ATTACK = EventType.AIR_DRONE_STRIKE, EventType.SHELLING, EventType.ATTACK

SEVERAL: dict[str, tuple[str, str | None, Told]] = {
    "title, lead and detail are one": (
        (
            "A suicide bomber killed 12 worshippers in a mosque in Kabul on Friday, police "
            "said. The blast went off during "
            "prayers. The attack wounded 30 others."
        ),
        "Bomber kills 12 in Kabul mosque",
        [(EventType.SUICIDE_BOMB, "AFG")],
    ),
    "an answer after the attack is another": (
        (
            "Iran-backed militias fired a ballistic missile at American troops at al-Asad air base in Iraq on Monday "
            "night, injuring several soldiers. Minutes after the attack, an American gunship conducted a strike "
            "against a militia vehicle."
        ),
        None,
        [(SHELLING, "IRQ"), (AIR, "IRQ")],
    ),
    "retaliation in one sentence": (
        (
            "Israeli warplanes bombed a house in Nabatieh on Wednesday, killing seven "
            "people, hours after a rocket killed a "
            "soldier in the Israeli town of Safed."
        ),
        None,
        [(AIR, "LBN"), (SHELLING, "ISR")],
    ),
    "a complex assault is one": (
        "Gunmen stormed a hotel in Mogadishu on Monday after a car bomb exploded at its gate, killing nine people.",
        None,
        [(ATTACK, "SOM")],
    ),
    "general talk of attacks is none": (
        "Gunmen shot dead four villagers near Jos on Monday. The governor said that such attacks must stop.",
        None,
        [(ATTACK, "NGA")],
    ),
}


@pytest.mark.parametrize(("text", "title", "expected"), SEVERAL.values(), ids=SEVERAL)
def test_incidents_of_a_text(text: str, title: str | None, expected: Told) -> None:
    found = sorted((one.event_type, one.country) for one in incidents(text, title))
    assert found == sorted(expected)


def test_counts_stay_with_their_incident() -> None:
    told = incidents(SEVERAL["retaliation in one sentence"][0])
    assert {one.event_type: bounds(one.killed) for one in told} == {AIR: (7, 7, 7), SHELLING: (1, 1, 1)}


BACKGROUND = {
    (
        "dated long before"
    ): "Gunmen killed nine people in a mosque in Kano in March 2019, and the town has rebuilt it since.",
    "only referred back to": "The minister said the attack by Hamas against Israel had changed the region.",
    "named with its place": "The elders vowed revenge for the shelling of Tal Abyad in Syria.",
    "years ago": "Ten years ago a bomber killed 14 people on a bus in Haifa.",
}


@pytest.mark.parametrize("text", BACKGROUND.values(), ids=BACKGROUND)
def test_background(text: str) -> None:
    assert [event.kind for event in events(text)] == ["background"]


def test_the_day_is_that_of_the_attack_not_of_the_saying() -> None:
    text = (
        "KABUL, Feb 15 - A bomb killed two policemen in Tuesday's attack in Khost, Afghan officials said on Thursday."
    )
    (found,) = incidents(text)
    assert found.occurred_at.date() == date(2024, 2, 13)


def test_an_id_outlives_a_corrected_count() -> None:
    first, corrected = (incidents(f"A car bomb killed {n} people in Baghdad on Monday.")[0] for n in ("two", "three"))
    assert first.event_id == corrected.event_id
    assert first.killed != corrected.killed


def test_equal_events_have_different_ids() -> None:
    told = incidents(SEVERAL["an answer after the attack is another"][0])
    assert len({one.event_id for one in told}) == len(told) == 2
    assert all(one.event_id.startswith("a#") for one in told)


def test_evidence_is_the_bodys_own_text() -> None:
    body = 'Police said: "Gunmen killed four soldiers near Mopti on Monday." Rain fell. Two others were wounded there.'
    (found,) = incidents(body, title="Four killed near Mopti")
    assert found.evidence
    assert all(body[one.start : one.end] == one.sentence for one in found.evidence)
    assert [one.sentence.split()[0] for one in found.evidence] == ["Police", "Two"]
