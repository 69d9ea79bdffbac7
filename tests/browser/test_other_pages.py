"""What is not the page itself: the API's description, the page that asks for the token, under the same policy."""

from pathlib import Path
from typing import Final

from playwright.sync_api import expect

from tests.browser.backend import Backend
from tests.browser.checks import axe
from tests.browser.conftest import OpenPage
from tests.browser.records import iraq

WORD: Final = "a long and random word"


def test_the_api_is_described_offline_under_the_same_policy(open_page: OpenPage, few: Backend) -> None:
    page = open_page(f"{few.url}/docs")
    expect(page.locator(".opblock-summary-path", has_text="/api/world")).to_be_visible()
    outside = page.evaluate(
        "performance.getEntriesByType('resource').map((one) => one.name).filter((name) => !name.startsWith(origin))"
    )
    assert outside == []


def test_a_token_is_entered_once_and_leads_where_one_wanted_to_go(open_page: OpenPage, tmp_path: Path) -> None:
    with Backend(tmp_path, iraq(), token=WORD) as locked:
        page = open_page(f"{locked.url}/c/IRQ?w=30d")
        expect(page.locator("h1")).to_have_text("This view asks for a token")
        assert axe(page) == []
        page.get_by_label("Token").fill("not it")
        page.get_by_role("button", name="Open the view").click()
        expect(page.get_by_role("alert")).to_have_text("That is not the token.")
        page.get_by_label("Token").fill(WORD)
        page.get_by_role("button", name="Open the view").click()
        expect(page).to_have_url(f"{locked.url}/c/IRQ?w=30d")
        expect(page.locator("h1")).to_contain_text("Iraq: 2 attacks in 30 days")
        expect(page.locator(".freshness-button")).to_contain_text("Live")
