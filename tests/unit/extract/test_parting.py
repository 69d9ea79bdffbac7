"""One attack or two: how many a text tells, by the words that set its sentences apart."""

import pytest

from streams.extract.analysis import analyse
from streams.extract.incidents import Cluster
from streams.extract.parting import features
from tests.unit.extract.reading import LEXICON, article, events, incidents

NUMBERS = {
    "a chronicle of one night": (
        (
            "Rebels blew up a bridge near Tame in Colombia on Monday, the army said. In addition, guerrillas shot dead "
            "two policemen in Saravena. Finally, gunmen killed a judge in Cucuta."
        ),
        3,
    ),
    "the dead and the wounded of one bomb": (
        (
            "A bomb killed four policemen at a barracks in Quetta on Monday. Six others were wounded, a doctor said. "
            "The bomb had been hidden in a cart, the police said."
        ),
        1,
    ),
    "a witness on the same shooting": (
        (
            "Gunmen shot dead Amina Yusuf, 41, in her shop in Kaduna on Monday. Yusuf was shot twice, her sister said. "
            "The gunmen also wounded a customer."
        ),
        1,
    ),
    "two bombs of one attack, then `the attack`": (
        (
            "Two car bombs exploded outside a clinic in Karbala, Iraq, on Monday, killing at least 30 people. Most of "
            "them were pilgrims. The attack was claimed by Islamic State."
        ),
        1,
    ),
    "Saturday's raid is not Friday's": (
        (
            "The commander died in Friday's air raid on Nabatieh in Lebanon, which killed 33 people. Saturday's raid "
            "on Tyre killed another commander and two guards."
        ),
        2,
    ),
    "a list with a place an item": (
        (
            "Three towns in Ukraine were hit in the night.\n- Near Nikopol a drone wounded two drivers.\n"
            "- In Sumy shells killed two postmen.\n- In Izium a mine killed three farmers."
        ),
        3,
    ),
    "a list on one attack": (
        (
            "IN BRIEF: Nikopol\n- A missile hit a market in Nikopol, Ukraine, on Monday and killed nine people.\n"
            "- The mayor counts 20 wounded.\n- Parts of the missile lay in the yard of a school."
        ),
        1,
    ),
    "one town after the other": (
        (
            "Shells killed three people in Kherson, Ukraine, on Monday. In Nikopol, a drone killed a driver the same "
            "day. On Tuesday, a missile wounded five nurses in Sumy."
        ),
        3,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "number"), NUMBERS.values(), ids=NUMBERS)
def test_the_number_of_incidents(text: str, number: int) -> None:
    assert len(incidents(text)) == number


def test_what_was_years_ago_is_no_part_of_the_news() -> None:
    text = (
        "A bomb killed nine mourners in Basra, Iraq, on Monday. They had come to mark six years since a drone killed "
        "the cleric in Baghdad."
    )
    assert [event.kind for event in events(text)] == ["incident", "background"]


def test_what_parts_and_joins_has_names() -> None:
    text = (
        "Gunmen shot dead Rafiq Ahmed, 34, in Kano on Monday. In addition, rebels fired a rocket at a barracks in "
        "Zaria, wounding two soldiers."
    )
    analysis = analyse(article(text), LEXICON)
    first, second = analysis.sightings
    found = set(features(analysis.marked, Cluster([first]), second, 1))
    assert found >= {"towns", "further", "before=1", "sentence=1"}
    assert "shared names" not in found


# Text, what the last of its sightings says beside the first.
SHARED: dict[str, tuple[str, set[str]]] = {
    "words of one attack": (
        (
            "Rebels attacked the power station of Kirkuk in Iraq on Monday. The rebels shot at the turbines of the "
            "power station from a lorry."
        ),
        {"shared=3"},
    ),
    "by the first letters": (
        "Gunmen burned a village near Kaduna on Monday. They shot at villagers who fled.", {"shared=1", "nothing own"},
    ),
    "nothing in common": (
        "Rebels attacked a power station in Kirkuk on Monday. A bomb killed two shepherds.", {"shared=0"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "said"), SHARED.values(), ids=SHARED)
def test_words_in_common(text: str, said: set[str]) -> None:
    analysis = analyse(article(text), LEXICON)
    first, last = analysis.sightings[0], analysis.sightings[-1]
    assert said <= set(features(analysis.marked, Cluster([first]), last, 1))
