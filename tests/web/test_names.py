"""One name a country, on the map as in list, search and export."""

import json

import pytest

from streams.web.names import SHORTER, country_names
from streams.web.pages import STATIC


def test_the_map_has_the_names_of_the_list() -> None:
    assert (STATIC / "outlines").is_dir(), "the page is not built: make setup"
    drawn = {
        iso: name
        for file in (STATIC / "outlines").glob("*.json")
        for iso, name, _ in json.loads(file.read_text("utf-8"))
        if iso in country_names()
    }
    assert len(drawn) > 200
    assert drawn == {iso: country_names()[iso] for iso in drawn}


def test_no_name_has_a_sign_that_people_do_not_type() -> None:
    assert not [name for name in country_names().values() if "&" in name or "(" in name or " - " in name]


@pytest.mark.parametrize("code", SHORTER)
def test_a_shorter_name_is_in_use_and_nobody_elses(code: str) -> None:
    names = country_names()
    assert names[code] == SHORTER[code]
    assert list(names.values()).count(SHORTER[code]) == 1
