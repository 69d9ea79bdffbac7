import pytest

from streams.incidents.words import actor_stems, overlap, place_stems

SAME_PLACE = {
    "transliteration": ("Khan Yunis", "Khan Younis"),
    "article and doubled letter": ("al-Assad Airbase", "Ain al-Asad air base"),
    "kind of place": ("Kirkuk", "the city of Kirkuk"),
    "accents": ("Benoué", "Benoue"),
    "another script": ("Бахмут", "Бахмут"),
}


@pytest.mark.parametrize(("left", "right"), SAME_PLACE.values(), ids=SAME_PLACE)
def test_one_place_has_one_name(left: str, right: str) -> None:
    assert overlap(place_stems(left), place_stems(right)) == 1


OTHER_PLACE = {
    "two camps": ("Jenin refugee camp", "Balata refugee camp"),
    "two suburbs": ("southern suburbs of Beirut", "southern suburbs of Damascus"),
    "short names": ("Zor", "Zara"),
}


@pytest.mark.parametrize(("left", "right"), OTHER_PLACE.values(), ids=OTHER_PLACE)
def test_two_places_have_two_names(left: str, right: str) -> None:
    assert overlap(place_stems(left), place_stems(right)) == 0


SAME_ACTOR = {
    "country and its people": ("Iran-backed militias", "Iranian-backed militia"),
    "one country in four spellings": ("U.S. forces", "American troops"),
    "written out": ("United States", "US military"),
    "possessive": ("Israel's army", "Israeli forces"),
}


@pytest.mark.parametrize(("left", "right"), SAME_ACTOR.values(), ids=SAME_ACTOR)
def test_one_actor_has_one_name(left: str, right: str) -> None:
    assert overlap(actor_stems(left), actor_stems(right)) == 1


@pytest.mark.parametrize("anyone", ["gunmen", "armed men", "the army", "unidentified assailants", "civilians"])
def test_anyone_has_no_name(anyone: str) -> None:
    assert actor_stems(anyone) == frozenset()


def test_a_missing_name_is_not_a_shared_one() -> None:
    assert overlap(frozenset(), frozenset()) == 0
