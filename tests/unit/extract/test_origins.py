"""What was fired, flown or came from somewhere struck elsewhere: the attack is where it hit, or was shot down."""

import pytest

from streams.extract.place_cues import Cue
from streams.extract.place_names import find_places
from streams.extract.text import tokenize
from tests.unit.extract.reading import LEXICON, incidents

# Text, the only country of its incidents.
HIT = {
    "rockets from a neighbour": ("Rockets fired from southern Lebanon hit northern Israel, wounding three.", "ISR"),
    "jets that took off abroad": ("Jets that took off from Akrotiri in Cyprus bombed a depot near Homs.", "SYR"),
    "a base that was used": ("Planes using the Incirlik base in Turkey bombed Manbij, killing nine people.", "SYR"),
    "a drone flown out of": ("A U.S. drone flown out of Djibouti struck a convoy near Jilib, killing six men.", "SOM"),
    "a base in a town of": ("A drone flown from a base in Jacobabad, Pakistan, struck a house in Nangarhar.", "AFG"),
    "from a far port": ("A drone launched from Hodeidah in Yemen exploded in Tel Aviv, killing one man.", "ISR"),
    "a small village that was hit": ("Rockets fired from Rwanda killed two children in Bunagana, Congo.", "COD"),
    "towards": ("Hezbollah launched two suicide drones from Lebanon towards Metula on Monday.", "ISR"),
    "shot down on the way": ("Missiles fired by the Houthis from Yemen were shot down over Saudi Arabia.", "SAU"),
    "the only country named": ("Rockets fired from Lebanon killed two farmers on Monday.", "LBN"),
    "where somebody was taken": ("Gunmen took two teachers from Bamenda in Cameroon and killed one of them.", "CMR"),
}  # fmt: skip
CUES = {
    "fired from": ("Shells fired from Syria.", Cue.ORIGIN),
    "rockets from": ("Then rockets from Gaza.", Cue.ORIGIN),
    "across the border from": ("They fired across the border from Syria.", Cue.ORIGIN),
    "out of": ("They flew out of Djibouti.", Cue.ORIGIN),
    "a base used": ("They used Incirlik air base.", Cue.ORIGIN),
    "the second of two": ("It was launched from ships near Cyprus.", Cue.ORIGIN),
    "troops from": ("Troops from Chad.", Cue.TOWARD),
    "fired by a man in": ("They fired from a car in Mosul.", Cue.STATED),
    "another clause": ("They fired, and men from Chad.", Cue.TOWARD),
    "fired towards": ("They fired rockets towards Haifa.", Cue.STATED),
    "walked towards": ("They walked towards Haifa.", Cue.TOWARD),
}


@pytest.mark.parametrize(("text", "country"), HIT.values(), ids=HIT)
def test_an_attack_is_where_it_hit(text: str, country: str) -> None:
    assert {found.country for found in incidents(text)} == {country}


@pytest.mark.parametrize(("text", "cue"), CUES.values(), ids=CUES)
def test_cue(text: str, cue: Cue) -> None:
    assert find_places(tokenize(text), LEXICON)[-1].cue is cue
