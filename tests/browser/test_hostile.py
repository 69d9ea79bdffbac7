"""Texts from articles are data: script stays text, other directions stay inside, long names are clipped."""

from typing import Final

import pytest
from playwright.sync_api import expect

from schemas import Correction, Count, Evidence, Incident, Place
from tests.browser.backend import Backend
from tests.browser.checks import axe, look
from tests.browser.conftest import OpenPage
from tests.browser.records import CORRECTION, STAMP, incident, member
from tests.support.view import of_correction, of_incident

HOSTILE: Final = {
    "script": "<img src=x onerror=\"document.title='broken'\"><script>document.title='broken'</script>",
    "right-to-left": "\u202egnp.exe \u2067\u05d0\u05d1\u05d2 \u0627\u0644\u0623\u0646\u0628\u0627\u0631",
    "long": "x" * 10_000,
    "long words": "Umm al-Qura " * 800,
}
NEUTRAL: Final = dict.fromkeys((*range(8234, 8239), *range(8294, 8298)), "\u200b")  # as the page has it


def hostile(words: str) -> tuple[Incident, Correction]:
    """Return an incident and a correction that say these words wherever an article can say any."""
    report = member(
        "hostile",
        2,
        words,
        source=words,
        title=words,
        url="javascript:document.title='broken'",
        injured=Count.exactly(4),
        evidence=(Evidence(sentence=words, start=0, end=len(words)),),
    )
    place = Place(name=words, latitude=33.0, longitude=44.0, geo_precision=1)
    one = incident(report, hours=3, place=place, attacker=words, target=words, weapon=words)
    correction = CORRECTION.model_copy(
        update={"correction_id": "hostile", "incident_id": one.incident_id, "event_id": report.event_id}
    )
    return one, correction


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("kind", HOSTILE)
def test_words_of_articles_stay_words(open_page: OpenPage, backend: Backend, kind: str, width: int) -> None:
    one, correction = hostile(HOSTILE[kind])
    backend.keep(of_incident(one, STAMP), of_correction(correction, STAMP))
    for name, path in {
        "world": "/",
        "country": "/c/IRQ?i=hostile%231",
        "incidents": "/incidents",
        "corrections": "/corrections",
    }.items():
        page = open_page(backend.url + path, width)
        page.wait_for_selector(".corrections li" if name in {"world", "corrections"} else ".incidents .incident")
        if name == "country":
            expect(page.locator(".sayings .quote")).to_contain_text(HOSTILE[kind].translate(NEUTRAL)[:20])
        page.wait_for_timeout(200)
        look(page, f"hostile-{kind.replace(' ', '-')}-{name}-{width}")
        assert "broken" not in page.title()
        assert page.locator("[href^=javascript]").count() == 0
        assert page.locator("main img, main script").count() == 0
    assert axe(page) == []


def test_another_direction_does_not_turn_the_words_after_it(open_page: OpenPage, backend: Backend) -> None:
    one, correction = hostile(HOSTILE["right-to-left"])
    backend.keep(of_incident(one, STAMP), of_correction(correction, STAMP))
    page = open_page(backend.url)
    line = page.locator(".corrections li", has_text="exe")
    before, after = line.locator("del").bounding_box(), line.locator("ins").bounding_box()
    assert before
    assert after
    assert before["x"] < after["x"]


def test_a_search_shows_what_matches_as_text(open_page: OpenPage, backend: Backend) -> None:
    one, _ = hostile(HOSTILE["script"])
    backend.keep(of_incident(one, STAMP))
    page = open_page(backend.url)
    page.locator("#search").fill("onerror")
    expect(page.get_by_role("option").first).to_contain_text("<img src=x")
    assert page.locator("#found img").count() == 0
    assert "broken" not in page.title()
