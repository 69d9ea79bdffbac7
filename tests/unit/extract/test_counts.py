import pytest

from tests.unit.extract.reading import Bounds, bounds, incidents

# Text, killed, injured.
CASES: dict[str, tuple[str, Bounds | None, Bounds | None]] = {
    "both by one verb each": (
        "A car bomb in Baghdad killed two soldiers and wounded four on Monday.",
        (2, 2, 2),
        (4, 4, 4),
    ),
    "both passive": (
        "At least 17 civilians were killed and seven wounded in an air strike on Saada on Monday.",
        (17, 17, None),
        (7, 7, 7),
    ),
    "leaving dead and hurt": (
        "Mortar rounds hit a market in Omdurman, leaving 14 traders dead and 23 others hurt.",
        (14, 14, 14),
        (23, 23, 23),
    ),
    "including is a part": (
        "Twelve people, including three children, were wounded when a drone hit a bus in Kherson on Monday.",
        None,
        (12, 12, 12),
    ),
    "of them is a part": (
        "Gunmen killed 305 people, 27 of them children, in a mosque near Arish on Friday.",
        (305, 305, 305),
        None,
    ),
    "two groups add up": (
        "Four soldiers and two civilians were killed when rebels ambushed a convoy near Goma on Monday.",
        (6, 6, 6),
        None,
    ),
    "among them is a part": (
        "Eleven people, among them two nurses, were killed when a shell hit a clinic in Bakhmut on Monday.",
        (11, 11, 11),
        None,
    ),
    "behind a colon": (
        "A missile hit a bus depot in Kharkiv on Monday: 9 mechanics were killed and 31 others injured.",
        (9, 9, 9),
        (31, 31, 31),
    ),
    "no one": (
        "Three drones were shot down over the base at Harir on Monday and no one was hurt.",
        (0, 0, 0),
        (0, 0, 0),
    ),
    "no guests are not nobody": (
        "Gunmen opened fire at a hotel in Kabul on Monday. A guard was killed, while no guests were hurt, police said.",
        (1, 1, 1),
        (0, 0, 0),
    ),
    "an age is no number": ("A shell killed a boy of 11 in a garden in Nikopol on Monday.", (1, 1, 1), None),
    "the killers are no victims": (
        "A shopkeeper was stabbed to death by three men in a market in Kabul on Monday.",
        (1, 1, 1),
        None,
    ),
    "lost their lives": (
        "Five herders lost their lives when raiders attacked a camp near Bor on Monday.",
        (5, 5, 5),
        None,
    ),
    "a killer besides": (
        "In addition to the bomber, six people were killed in the suicide bombing at a market in Baghdad on Monday.",
        (7, 7, 7),
        None,
    ),
    "two killers besides": (
        "At least nine guards, not including the two attackers, were killed at a hotel in Kabul on Monday.",
        (11, 11, None),
        None,
    ),
    "bringing the toll": (
        "A second soldier died on Tuesday, bringing to three the number of people killed in Monday's ambush near Gao.",
        (3, 3, 3),
        None,
    ),
    "the number was lowered": (
        "The army lowered its count of soldiers killed in Monday's ambush near Gao from twelve to nine.",
        (9, 9, 9),
        None,
    ),
    "risen to so many dead": (
        "A blast at a mosque in Peshawar on Monday killed 59 worshippers. By noon it had risen to 88 dead, they said.",
        (88, 88, 88),
        None,
    ),
    "all but one": ("Gunmen killed all but one of the eight guards of a mine near Tera on Monday.", (7, 7, 7), None),
    "one fatally": ("Two traders were shot by gunmen in a market in Jos on Monday, one fatally.", (1, 1, 1), (1, 1, 1)),
    "the Dead Sea kills nobody": (
        "A gunman opened fire on soldiers near a hotel on the Dead Sea in Israel on Monday, wounding two.",
        None,
        (2, 2, 2),
    ),
    "nurses of a hospital are not hurt": (
        "Gunmen kidnapped four nurses of the hospital in Bunia on Monday.",
        None,
        None,
    ),
    "brackets between two groups": (
        "One guard (a local man) and two drivers were killed when a mine exploded near Gao on Monday.",
        (3, 3, 3),
        None,
    ),
    "a list of persons": ("Gunmen killed a teacher, his wife and three sons in Quetta on Monday.", (5, 5, 5), None),
    "a leader and his aides": (
        "A tribal leader and two aides were killed in a drone strike in Marib on Monday.",
        (3, 3, 3),
        None,
    ),
    "one soldier": ("A soldier was killed by a sniper near Avdiivka on Monday.", (1, 1, 1), None),
    "one by name": ("Gunmen shot dead journalist Samir Haddad outside his home in Basra on Monday.", (1, 1, 1), None),
    "shot and killed is one": ("Settlers shot and killed a Palestinian farmer near Nablus on Monday.", (1, 1, 1), None),
    "beaten to death is one": ("Three herders were beaten to death by raiders near Bor on Monday.", (3, 3, 3), None),
    "shot and wounded is not killed": (
        "A policeman was shot and wounded by gunmen in Quetta on Monday.",
        None,
        (1, 1, 1),
    ),
    "the attackers are no victims": (
        "Two gunmen shot dead a man during a mass in Istanbul on Monday.",
        (1, 1, 1),
        None,
    ),
    "no casualties": ("A drone struck the base at Harir on Monday, causing no casualties.", (0, 0, 0), (0, 0, 0)),
    "no injuries": ("Rockets hit the base at Balad on Monday; there were no injuries.", None, (0, 0, 0)),
    "no word of casualties is not zero": ("Jets bombed Saada on Monday. There was no word on casualties.", None, None),
    "vague": ("A missile hit Odesa on Monday, injuring several people.", None, (2, 3, None)),
    "dozens": ("Air strikes on Rafah killed dozens of people on Monday.", (12, 12, None), None),
    "the toll rose": (
        "Air strikes hit Idlib on Monday, killing 9 people. The death toll rose to 15 on Tuesday, rescuers said.",
        (15, 15, 15),
        None,
    ),
    "drones are no persons": ("A destroyer shot down 14 attack drones off Hodeidah on Monday.", None, None),
    "a correction's older figure": (
        "The bombers killed 253 people in Colombo on Sunday, and not 359 as police had said.",
        (253, 253, 253),
        None,
    ),
    "no count without a word of harm": ("Forty fighters attacked a police post near Diffa on Monday.", None, None),
    "a spokesman is no victim": (
        "A drone strike in Aden wounded 25, a government spokesman said on Monday.",
        None,
        (25, 25, 25),
    ),
}


@pytest.mark.parametrize(("text", "killed", "injured"), CASES.values(), ids=CASES)
def test_killed_and_injured(text: str, killed: Bounds | None, injured: Bounds | None) -> None:
    found = incidents(text)
    assert [(bounds(one.killed), bounds(one.injured)) for one in found] == [(killed, injured)]


def test_figures_of_a_period_are_no_incidents() -> None:
    text = (
        "A drone struck a base near Hasakah on Monday and wounded two soldiers. American troops have been attacked 61 "
        "times since Oct. 17, 29 times in Iraq and 32 times in Syria; 60 of them were hurt."
    )
    assert [bounds(one.injured) for one in incidents(text)] == [(2, 2, 2)]


def test_a_word_for_a_number_is_marked_vague() -> None:
    (found,) = incidents("A missile hit Odesa on Monday, injuring several people.")
    assert found.injured is not None
    assert found.injured.vague
