"""The whole page by keyboard."""

from playwright.sync_api import expect

from tests.browser.backend import Backend
from tests.browser.conftest import OpenPage

STOP = (
    "(() => { const one = document.activeElement; return one.getAttribute('aria-label') || one.textContent.trim() })()"
)


def test_the_order_of_stops_is_that_of_the_page(open_page: OpenPage, few: Backend) -> None:
    page = open_page(few.url)
    expect(page.locator(".countries tbody tr")).to_have_count(4)
    stops = []
    for _ in range(22):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(STOP))
    wanted = ["To the figures", "streams", "World", "Search", "As of", "As of, UTC", "Map of countries"]
    places = [next(index for index, stop in enumerate(stops) if stop.startswith(words)) for words in wanted]
    assert places == sorted(places)


def test_the_map_is_one_stop_and_arrows_walk_by_value(open_page: OpenPage, few: Backend) -> None:
    page = open_page(few.url)
    board = page.get_by_role("listbox", name="Map of countries")
    expect(page.locator("#map-IRQ")).to_have_count(1)
    board.focus()
    page.keyboard.press("ArrowRight")
    expect(board).to_have_attribute("aria-activedescendant", "map-IRQ")
    expect(page.get_by_role("tooltip")).to_contain_text("Iraq")
    page.keyboard.press("ArrowRight")
    expect(board).to_have_attribute("aria-activedescendant", "map-TCD")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{few.url}/c/IRQ")


def test_radio_groups_go_by_arrows(open_page: OpenPage, few: Backend) -> None:
    page = open_page(few.url)
    page.get_by_role("radio", name="Attacks").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="Injured")).to_be_checked()
    expect(page.locator("h1")).to_contain_text("8 injured")


def test_question_mark_tells_the_keys_and_escape_closes(open_page: OpenPage, few: Backend) -> None:
    page = open_page(few.url)
    expect(page.locator("h1")).to_contain_text("3 attacks")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()


def test_columns_sort_by_button(open_page: OpenPage, few: Backend) -> None:
    page = open_page(few.url)
    page.get_by_role("button", name="Killed").press("Enter")
    expect(page.locator("th[aria-sort=descending]")).to_have_text("Killed")
    expect(page).to_have_url(f"{few.url}/?sort=-killed")
