"""What the page says of the system: not connected, catching up, empty, fresh."""

from pathlib import Path

from playwright.sync_api import expect

from schemas.view import State
from tests.browser.backend import Backend
from tests.browser.checks import axe, look
from tests.browser.conftest import OpenPage
from tests.browser.records import STAMP, incident, member
from tests.support.view import of_incident


def test_figures_stay_when_the_view_is_gone_and_nothing_is_missed_when_it_is_back(
    open_page: OpenPage, backend: Backend
) -> None:
    page = open_page(backend.url)
    expect(page.locator("h1")).to_contain_text("3 attacks")
    backend.stop()
    expect(page.locator(".banner")).to_contain_text("No updates since")
    expect(page.locator(".banner")).to_contain_text("Figures are as of then. Next try")
    expect(page.locator(".freshness-button")).to_contain_text("Not connected")
    expect(page.locator("h1")).to_contain_text("3 attacks")
    look(page, "not-connected")
    assert axe(page) == []
    backend.start()
    backend.keep(of_incident(incident(member("away", 1, "An attack."), hours=2), STAMP))
    expect(page.locator(".banner")).to_have_count(0)
    expect(page.locator("h1")).to_contain_text("4 attacks")


def test_try_now_asks_at_once(open_page: OpenPage, backend: Backend) -> None:
    page = open_page(backend.url)
    expect(page.locator("h1")).to_contain_text("3 attacks")
    page.route("**/api/events*", lambda route: route.abort())
    backend.stop()
    backend.start()  # it answers, but not to the event stream
    button = page.get_by_role("button", name="Try now")
    expect(button).to_be_visible()
    asked = """button => {
      const [fetch, asked] = [window.fetch, []];
      window.fetch = (address, ...more) => { asked.push(address); return fetch(address, ...more); };
      button.click();
      window.fetch = fetch;
      return asked;
    }"""
    assert button.evaluate(asked) == ["/api/events"]
    page.unroute("**/api/events*")
    expect(page.locator(".banner")).to_have_count(0)


def test_a_lost_broker_is_told_while_the_view_answers(open_page: OpenPage, backend: Backend) -> None:
    page = open_page(backend.url)
    expect(page.locator(".freshness-button")).to_contain_text("Live")
    backend.enter(State.NOT_CONNECTED, retry_seconds=4)
    expect(page.locator(".banner")).to_contain_text("No updates since")
    backend.enter(State.LIVE)
    expect(page.locator(".banner")).to_have_count(0)


def test_nothing_half_counted_is_shown(open_page: OpenPage, tmp_path: Path) -> None:
    with Backend(tmp_path, complete=False) as backend:
        backend.view.health.state = State.CATCHING_UP
        page = open_page(backend.url)
        expect(page.locator("h1")).to_have_text("Reading what is already there")
        expect(page.locator(".progress li")).to_have_count(2)
        look(page, "catching-up")
        assert axe(page) == []
        backend.keep(of_incident(incident(member("one", 1, "An attack."), hours=2), STAMP))
        backend.enter(State.LIVE)
        expect(page.locator("h1")).to_contain_text("1 attack in 1 country")


def test_an_empty_view_says_how_to_send_the_first_article(open_page: OpenPage, tmp_path: Path) -> None:
    with Backend(tmp_path) as backend:
        page = open_page(backend.url)
        expect(page.locator("h1")).to_have_text("No articles yet")
        expect(page.locator("pre").first).to_contain_text("streams produce -")
        look(page, "empty")
        assert axe(page) == []


def test_freshness_opens_to_every_stage(open_page: OpenPage, few: Backend) -> None:
    page = open_page(few.url)
    page.locator(".freshness-button").click()
    stages = page.locator("#stages")
    expect(stages).to_contain_text("incidents, this view")
    expect(stages).to_contain_text("Clock: the wall clock. Dead letters: 0")
    assert axe(page) == []
    page.keyboard.press("Escape")
    expect(stages).to_have_count(0)
    expect(page.locator(".freshness-button")).to_be_focused()


def test_the_theme_is_kept(open_page: OpenPage, few: Backend) -> None:
    page = open_page(few.url)
    page.get_by_role("button", name="Light or dark").click()
    dark = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    page.reload()
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == dark == "rgb(18, 24, 30)"
