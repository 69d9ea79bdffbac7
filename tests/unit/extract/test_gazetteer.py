from math import isnan

import pytest

from streams.extract.gazetteer import Gazetteer, Kind, fold, fold_token
from streams.resources import load_lexicon

LEXICON = load_lexicon()
GAZETTEER = LEXICON.gazetteer

FOLDED = {
    "accents": ("Séléka", "seleka"),
    "hyphens and apostrophes": ("Ma'arrat al-Nu\u2019man", "maarrat al numan"),
    "letters that do not decompose": ("Łódź", "lodz"),
    "points": ("U.S.", "us"),
}
TOKENS = {
    "a plain word": ("Kharkiv", "kharkiv"),
    "a possessive": ("Syria's", "syria"),
    "a possessive with a typographic apostrophe": ("Syria\u2019s", "syria"),
    "a possessive in capitals": ("SYRIA'S", "syria"),
    "an apostrophe inside": ("Sana'a", "sanaa"),
    "a hyphenated name": ("al-Hudaydah", "al hudaydah"),
}
# Written by hand: name, country, kind, and where it is to half a degree.
KNOWN = {
    "a country": ("ivory coast", "CIV", Kind.COUNTRY, 6.8, -5.3),
    "a country's other name": ("dr congo", "COD", Kind.COUNTRY, -4.3, 15.3),
    "a people": ("yemenis", "YEM", Kind.DEMONYM, 15.4, 44.2),
    "a capital": ("khartoum", "SDN", Kind.CAPITAL, 15.5, 32.5),
    "a capital, not the town of the name": ("islamabad", "PAK", Kind.CAPITAL, 33.7, 73.1),
    "a capital's other spelling": ("kiev", "UKR", Kind.CAPITAL, 50.5, 30.5),
    "a town of a few thousand": ("damboa", "NGA", Kind.CITY, 11.2, 12.8),
    "a province": ("anbar", "IRQ", Kind.ADMIN1, 33.5, 43.2),
    "a province with its article": ("al anbar", "IRQ", Kind.ADMIN1, 33.5, 43.2),
    "a state": ("borno state", "NGA", Kind.ADMIN1, 11.7, 13.1),
    "a base": ("ain al asad", "IRQ", Kind.BASE, 33.8, 42.4),
    "a region": ("donbas", "UKR", Kind.REGION, 48.2, 38.2),
    "an armed group": ("boko haram", "NGA", Kind.GROUP, 9.1, 7.5),
    "the better known of two towns": ("tripoli", "LBY", Kind.CAPITAL, 32.9, 13.2),
    "a country before a state of its name": ("georgia", "GEO", Kind.COUNTRY, 41.7, 44.8),
}
NOT_NAMES = ["police", "monday", "congress", "were", "nov", "zzzz", ""]


@pytest.mark.parametrize(("text", "expected"), FOLDED.values(), ids=FOLDED)
def test_fold(text: str, expected: str) -> None:
    assert fold(text) == expected


@pytest.mark.parametrize(("token", "expected"), TOKENS.values(), ids=TOKENS)
def test_fold_token(token: str, expected: str) -> None:
    assert fold_token(token) == expected


@pytest.mark.parametrize(("name", "country", "kind", "latitude", "longitude"), KNOWN.values(), ids=KNOWN)
def test_known_names(name: str, country: str, kind: Kind, latitude: float, longitude: float) -> None:
    likeliest = GAZETTEER.find(name)[0]
    assert (likeliest.country, likeliest.kind) == (country, kind)
    assert likeliest.latitude == pytest.approx(latitude, abs=0.5)
    assert likeliest.longitude == pytest.approx(longitude, abs=0.5)


@pytest.mark.parametrize("name", NOT_NAMES)
def test_words_are_no_names(name: str) -> None:
    assert GAZETTEER.find(name) == ()


def test_a_sea_has_no_country() -> None:
    assert GAZETTEER.find("red sea")[0].country is None


def test_a_town_and_its_province_share_a_region() -> None:
    towns = {candidate.region for candidate in GAZETTEER.find("damboa")}
    assert GAZETTEER.find("borno")[0].region in towns


def test_namesakes_are_told_apart_by_region() -> None:
    regions = [candidate.region for candidate in GAZETTEER.find("springfield") if candidate.country == "USA"]
    assert len(regions) == len(set(regions)) > 3


def test_a_group_of_two_countries_stands_under_both() -> None:
    assert {candidate.country for candidate in GAZETTEER.find("isis")} == {"IRQ", "SYR"}


def test_towns_have_their_zone() -> None:
    assert GAZETTEER.find("mosul")[0].zone == "Asia/Baghdad"


def test_every_country_has_its_name_and_a_place() -> None:
    assert len(LEXICON.countries) > 240
    for code, country in LEXICON.countries.items():
        found = GAZETTEER.find(" ".join(fold(country.name).split()))
        assert code in {candidate.country for candidate in found if candidate.kind is Kind.COUNTRY}
        assert -90 <= country.latitude <= 90
        assert -180 <= country.longitude <= 180


def test_every_row_can_be_read() -> None:
    for name in GAZETTEER.names:
        for candidate in GAZETTEER.find(name):
            assert isnan(candidate.latitude) == isnan(candidate.longitude)
            assert isnan(candidate.latitude) or abs(candidate.latitude) <= 90
            assert candidate.country is None or len(candidate.country) == 3
        assert GAZETTEER.find(name)


def test_another_format_is_refused() -> None:
    with pytest.raises(ValueError, match="format 0, not 1"):
        Gazetteer.unpack(b'{"format":0}\n')


def test_word_lists_by_name() -> None:
    assert "province" in LEXICON.words("places.noun")
    with pytest.raises(KeyError):
        LEXICON.words("places.nowhere")
