"""Which towns a mention's own words name: what two attacks are told apart by."""

import pytest

from streams.extract.analysis import analyse
from tests.unit.extract.reading import LEXICON, article, incidents

TOWNS = {
    "where it happened": ("Gunmen shot dead a baker in Maiduguri on Monday.", {"maiduguri"}),
    "where the dead man lived": ("Ali Hassan, 22, of Mosul, was shot dead in Kirkuk on Monday.", {"kirkuk"}),
    "where they came from": (
        "The nurses were coming from a clinic in Jacmel when gunmen shot the driver dead on Monday.", set[str](),
    ),
    "a person with the name of a town": ("Gunmen shot dead Viola Marsh in Maiduguri on Monday.", {"maiduguri"}),
    "a first word that many towns share": (
        "Two men were shot dead in East Orange on Monday, police said.", {"east orange"},
    ),
    "a group with a country in its name": (
        "The Islamic Resistance in Iraq said it had fired a drone at a base on Monday.", set[str](),
    ),
    "a hospital": ("He died at the Kano Medical Center after gunmen shot him on Monday.", set[str]()),
}  # fmt: skip


@pytest.mark.parametrize(("text", "towns"), TOWNS.values(), ids=TOWNS)
def test_towns(text: str, towns: set[str]) -> None:
    analysis = analyse(article(text), LEXICON)
    assert frozenset[str]().union(*(seen.places for seen in analysis.sightings)) == towns


def test_a_surname_is_no_other_town() -> None:
    text = (
        "Ebony Jackson, 34, was shot dead in her flat in Kano, Nigeria, on Monday. A neighbour heard how the gunman "
        "shot Jackson twice and fled."
    )
    assert len(incidents(text)) == 1


def test_two_towns_tell_two_armed_attacks_apart() -> None:
    text = "Rebels blew up a pylon near Cali, Colombia, on Monday. Guerrillas attacked and torched a hall in Corinto."
    assert len(incidents(text)) == 2


def test_a_shooting_of_home_affairs_has_a_quarter_and_a_city() -> None:
    text = (
        "Gunmen shot and wounded two men in Dorchester on Friday, police said. Three hours later the sheriff said that "
        "the two men were shot in Boston after a quarrel."
    )
    assert len(incidents(text)) == 1
