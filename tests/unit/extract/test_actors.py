import pytest

from tests.unit.extract.reading import incidents

# Text, attacker, target, weapon.
CASES: dict[str, tuple[str, str | None, str | None, str | None]] = {
    "by and against": (
        (
            "An attack on Monday by Iran-backed militias using a close-range ballistic "
            "missile against US and coalition "
            "forces at al-Asad air base in Iraq injured three soldiers."
        ),
        "Iran-backed militias",
        "US and coalition forces",
        "close-range ballistic missile",
    ),
    "subject and object": (
        "Israeli warplanes bombed a refugee camp in Jabalia on Monday.",
        "Israeli warplanes",
        "refugee camp",
        None,
    ),
    "a state is a subject like any other": (
        "LVIV, March 3 - Russia fired 40 missiles at the city of Lviv in Ukraine overnight and wounded two bakers.",
        "Russia",
        "city of Lviv",
        "missiles",
    ),
    "the day between subject and verb": (
        "Insurgents on Tuesday raided a clinic in Maroua, Cameroon.",
        "Insurgents",
        "clinic",
        None,
    ),
    "who opened fire": (
        "Masked men opened fire on a minibus near Quetta in Pakistan on Sunday.",
        "Masked men",
        None,
        None,
    ),
    "whose attack it was": (
        "Ethiopia's air strike on a depot in Mekelle on Friday killed two porters.",
        "Ethiopia",
        "depot",
        None,
    ),
    "under fire from": (
        "A patrol near Gao, Mali, came under fire from masked gunmen on Saturday; one soldier was wounded.",
        "masked gunmen",
        "soldier",
        None,
    ),
    "a drone that nobody owns": (
        "Last night a drone hit a bakery in Odesa, Ukraine, and wounded a baker.",
        None,
        "bakery",
        "drone",
    ),
    "the dead attack nobody": (
        "At least 40 people died in the two car bombs of Saturday in Mogadishu, Somalia.",
        None,
        None,
        "car bombs",
    ),
    "where it was parked is no attacker": (
        "A blast tore through a van parked by a police post in Quetta, Pakistan, on Monday and hurt three men.",
        None,
        "van",
        None,
    ),
    "a verb ends the target": (
        "At least nine people died on Saturday when shells brought down a bakery in Lysychansk, Ukraine.",
        None,
        None,
        None,
    ),
    "passive": (
        "A police post was attacked by armed bandits near Zamfara on Monday.",
        "armed bandits",
        "police post",
        None,
    ),
    "conducted a strike against": (
        (
            "On Monday a US military AC-130 aircraft in the area conducted a strike against "
            "an Iranian-backed militia vehicle "
            "and the number of Iranian-backed militia personnel in Iraq."
        ),
        "US military AC-130 aircraft",
        "Iranian-backed militia vehicle and personnel",
        None,
    ),
    "fired at": (
        "Houthi fighters fired two anti-ship missiles at a tanker off Aden on Monday.",
        "Houthi fighters",
        "tanker",
        "anti-ship missiles",
    ),
    "the name before the strike": (
        "Israeli air strikes on a house in Rafah killed nine people on Monday.",
        "Israeli",
        "house",
        None,
    ),
    "the name behind the group": (
        (
            "An attack by the Palestinian resistance group, Hamas, against an army post near "
            "Sderot killed two soldiers on Monday."
        ),
        "Hamas",
        "army post",
        None,
    ),
    "a weapon's whole name": (
        "A roadside bomb hit an army patrol near Ghazni on Monday, killing two soldiers.",
        None,
        "army patrol",
        "roadside bomb",
    ),
    "the enemy's weapon is not ours": (
        "A U.S. gunship retaliated on Monday against militias who used a ballistic missile in Iraq.",
        "U.S. gunship",
        "militias",
        None,
    ),
    "what a rocket hit": (
        "Nine people were hurt when rockets hit the bus station in Kherson on Monday.",
        None,
        "bus station",
        "rockets",
    ),
    "where a shell fell": (
        "A shell fell on a bakery in Idlib on Monday, wounding four people.",
        None,
        "bakery",
        None,
    ),
    "a number is no part": ("Six shepherds were shot dead near Jos on Monday.", None, "shepherds", None),
    "killed by whom, in a clause behind": (
        "Eleven carters were killed when gunmen on motorbikes opened fire near Djibo on Monday.",
        "gunmen",
        "carters",
        None,
    ),
    "whose drone": (
        "A Hezbollah drone crashed into a barracks near Haifa on Monday, wounding two soldiers.",
        "Hezbollah",
        "barracks",
        "drone",
    ),
    "the noun's object": (
        "The killing of a notary by gunmen in Tumaco on Monday shocked the town.",
        "gunmen",
        "notary",
        None,
    ),
    "a clause between, and the enemy's weapon": (
        "A gunship that was near saw where the rocket came from and struck a militia truck minutes later in Tal Afar.",
        "gunship",
        "militia truck",
        None,
    ),
    "anyone is no target": ("Eleven people were shot dead by bandits near Kaduna on Monday.", "bandits", None, None),
    "a headline's participle": (
        "Three troops killed in drone attack on base in Jordan on Sunday.",
        None,
        "base",
        "drone",
    ),
}


@pytest.mark.parametrize(("text", "attacker", "target", "weapon"), CASES.values(), ids=CASES)
def test_who_and_with_what(text: str, attacker: str | None, target: str | None, weapon: str | None) -> None:
    (found,) = incidents(text)
    assert (found.attacker, found.target, found.weapon) == (attacker, target, weapon)


def test_who_claims_it() -> None:
    (found,) = incidents("A car bomb killed six people in Mogadishu on Monday. Al-Shabaab claimed responsibility.")
    assert found.claimed_by == "Al-Shabaab"
