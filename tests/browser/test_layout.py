"""Every page at every width and in both themes: nothing sticks out, nothing overlaps, axe finds nothing serious."""

from typing import Final

import pytest
from playwright.sync_api import Page

from tests.browser.backend import Backend
from tests.browser.checks import axe, look
from tests.browser.conftest import OpenPage

PAGES: Final = {
    "world": ("/", ".countries tbody tr:nth-child(5)"),
    "injured": ("/?m=injured&w=30d", ".countries tbody tr:nth-child(5)"),
    "all": ("/?m=killed&w=all", ".countries tbody tr:nth-child(5)"),
    "past": ("/?as_of=2023-10-31T12:00Z", ".past-note"),
    "country": ("/c/IRQ?w=365d", ".incidents .opener"),
    "incidents": ("/incidents?w=365d", ".incidents .opener"),
    "corrections": ("/corrections?w=all", ".corrections li"),
    "method": ("/method", ".prose h2"),
    "missing": ("/nowhere", "main h1"),
}
WIDTHS: Final = (2560, 1440, 1200, 768, 720, 360)  # on both sides of where the grid changes
DARK_WIDTHS: Final = (1440, 360)


def settled(page: Page, wanted: str) -> None:
    page.wait_for_selector(wanted)
    page.wait_for_timeout(350)  # the fade of colours, and the second question that the event stream makes the page ask


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_sticks_out_overlaps_or_is_closed_to_anyone(
    open_page: OpenPage,
    crowd: Backend,
    name: str,
    dark: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    path, wanted = PAGES[name]
    widths = DARK_WIDTHS if dark else WIDTHS
    page = open_page(crowd.url + path, widths[0], dark=dark, has_touch=True)
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        settled(page, wanted)
        look(page, f"{name}-{width}{'-dark' * dark}")
        if width in DARK_WIDTHS:
            assert axe(page) == []


def test_an_open_incident_fits(open_page: OpenPage, few: Backend) -> None:
    page = open_page(f"{few.url}/c/IRQ?i=first%231")
    for width in (1440, 360):
        page.set_viewport_size({"width": width, "height": 900})
        settled(page, ".sayings .saying")
        look(page, f"incident-{width}")
        assert axe(page) == []


def test_targets_on_a_phone_are_forty_high(open_page: OpenPage, crowd: Backend) -> None:
    page = open_page(crowd.url, 390, 844, has_touch=True)
    settled(page, ".countries tbody tr:nth-child(5)")
    small = page.evaluate(
        """() => [...document.querySelectorAll("main button, header button, .radio, .header nav a, .row-link")]
          .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 39.5)
          .map((one) => `${one.className} ${one.textContent} ${one.getBoundingClientRect().height}`)"""
    )
    assert small == []


def test_forced_colours_keep_what_is_chosen(open_page: OpenPage, crowd: Backend) -> None:
    page = open_page(crowd.url, forced_colors="active")
    settled(page, ".countries tbody tr:nth-child(5)")
    look(page, "forced-colours")
    assert page.eval_on_selector(".radio.chosen", "one => getComputedStyle(one).outlineStyle") == "solid"


def test_first_view_is_light_and_quick(open_page: OpenPage, crowd: Backend) -> None:
    page = open_page(crowd.url)
    settled(page, ".countries tbody tr:nth-child(5)")
    sent = page.evaluate(
        """() => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
          .reduce((sum, one) => sum + one.transferSize, 0)"""
    )
    outside = page.evaluate(
        "performance.getEntriesByType('resource').map((one) => one.name).filter((name) => !name.startsWith(origin))"
    )
    assert sent < 300_000
    assert outside == []
