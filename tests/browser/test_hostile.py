"""Texts from articles are data: script stays text, other directions stay inside, long names are clipped."""

from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

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


def hostile(kind: str) -> tuple[Incident, Correction]:
    """Return an incident and a correction that say these words wherever an article can say any."""
    words = HOSTILE[kind]
    report = member(
        kind,
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
        update={"correction_id": kind, "incident_id": one.incident_id, "event_id": report.event_id}
    )
    return one, correction


@pytest.fixture(scope="module")
def rude(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Backend]:
    """Serve all of them at once; tests only read it."""
    records = [
        record
        for one, correction in map(hostile, HOSTILE)
        for record in (of_incident(one, STAMP), of_correction(correction, STAMP))
    ]
    with Backend(tmp_path_factory.mktemp("rude"), records) as running:
        yield running


def look_at_both_widths(page: Page, name: str) -> None:
    for width in (1440, 360):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(200)
        look(page, f"hostile-{name}-{width}")
        assert axe(page) == []
    assert "broken" not in page.title()
    assert page.locator("[href^=javascript]").count() == 0
    assert page.locator("main img, main script").count() == 0


@pytest.mark.parametrize(
    ("name", "path", "line"),
    [
        ("world", "/", ".corrections li"),
        ("incidents", "/incidents", ".incidents .incident"),
        ("corrections", "/corrections", ".corrections li"),
    ],
)
def test_words_of_articles_stay_words(open_page: OpenPage, rude: Backend, name: str, path: str, line: str) -> None:
    page = open_page(rude.url + path)
    expect(page.locator(line)).to_have_count(len(HOSTILE))
    look_at_both_widths(page, name)


@pytest.mark.parametrize("kind", HOSTILE)
def test_words_of_articles_stay_words_in_an_open_incident(open_page: OpenPage, rude: Backend, kind: str) -> None:
    page = open_page(f"{rude.url}/c/IRQ?i={quote(kind)}%231")
    expect(page.locator(".sayings .quote")).to_contain_text(HOSTILE[kind].translate(NEUTRAL)[:20])
    look_at_both_widths(page, f"country-{kind.replace(' ', '-')}")


def test_another_direction_does_not_turn_the_words_after_it(open_page: OpenPage, rude: Backend) -> None:
    page = open_page(rude.url)
    line = page.locator(".corrections li", has_text="exe")
    before, after = line.locator("del").bounding_box(), line.locator("ins").bounding_box()
    assert before
    assert after
    assert before["x"] < after["x"]


def test_a_search_shows_what_matches_as_text(open_page: OpenPage, rude: Backend) -> None:
    page = open_page(rude.url)
    page.locator("#search").fill("onerror")
    expect(page.get_by_role("option").first).to_contain_text("<img src=x")
    assert page.locator("#found img").count() == 0
    assert "broken" not in page.title()
