"""What a hand does: filters, slider, touch, days and hours; and what is said of a change."""

from playwright.sync_api import expect

from tests.browser.backend import Backend
from tests.browser.conftest import OpenPage
from tests.browser.records import STAMP, incident, member
from tests.support.view import of_incident


def test_filters_are_chosen_in_menus_and_stand_in_the_address(open_page: OpenPage, few: Backend) -> None:
    page = open_page(few.url)
    page.get_by_role("button", name="All types").click()
    page.get_by_role("checkbox", name="grenade").check()
    expect(page.locator("h1")).to_contain_text("1 attack in 1 country")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Casualties: any").click()
    page.get_by_role("radio", name="1 or more injured").check()
    expect(page).to_have_url(f"{few.url}/?type=grenade&min=injured:1")
    expect(page.locator("h1")).to_contain_text("0 attacks")


def test_the_slider_is_dragged_by_days(open_page: OpenPage, few: Backend) -> None:
    page = open_page(few.url)
    slider = page.get_by_role("slider", name="As of")
    expect(slider).to_have_attribute("aria-valuetext", "live, 22 Nov 2023, 06:00 UTC")
    box, days = slider.bounding_box(), 120 - 18 / 24  # the first day begins at midnight, the last ends at 06:00
    assert box
    page.mouse.move(box["x"] + box["width"] - 8, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + (box["width"] - 8) * (1 - 60 / days), box["y"] + 20, steps=3)
    page.mouse.up()
    expect(slider).to_have_attribute("aria-valuetext", "23 Sep 2023, 06:00 UTC")
    expect(page).to_have_url(f"{few.url}/?as_of=2023-09-23T06:00Z")
    expect(page.get_by_role("button", name="Live", exact=True)).to_have_attribute("aria-pressed", "false")


def test_the_first_touch_tells_and_the_second_opens(open_page: OpenPage, few: Backend) -> None:
    page = open_page(few.url, 390, 844, has_touch=True, is_mobile=True)
    page.locator("#map-IRQ").tap(force=True)
    expect(page.get_by_role("tooltip")).to_contain_text("Iraq")
    expect(page).to_have_url(f"{few.url}/")
    page.locator("#map-IRQ").tap(force=True)
    expect(page).to_have_url(f"{few.url}/c/IRQ")


def test_the_bar_folds_to_a_line_on_a_phone_once_scrolled(open_page: OpenPage, crowd: Backend) -> None:
    page = open_page(f"{crowd.url}/?m=injured", 390, 844)
    page.wait_for_selector(".countries tbody tr:nth-child(5)")
    line = page.locator(".fold")
    expect(line).to_be_hidden()
    page.evaluate("scrollTo(0, 600)")
    expect(line).to_have_text("Injured, 7 d, live")
    expect(page.get_by_role("slider", name="As of")).to_be_hidden()
    page.evaluate("scrollTo(0, 0)")
    expect(line).to_be_hidden()


def test_the_chart_goes_by_day_or_hour(open_page: OpenPage, few: Backend) -> None:
    page = open_page(f"{few.url}/c/IRQ")
    expect(page.get_by_role("heading", name="Attacks by day")).to_be_visible()
    page.locator(".radio", has_text="Hour").click()
    expect(page.get_by_role("heading", name="Attacks by hour")).to_be_visible()
    bars = page.get_by_role("slider", name="Walk by hour")
    expect(bars.locator(".bar")).to_have_count(2)
    bars.locator(".bar").last.hover()
    expect(page.locator(".readout")).to_contain_text("01:00: 1 attack; injured 8; killed")


def test_a_change_is_said_once_and_without_motion_the_tint_stays(open_page: OpenPage, backend: Backend) -> None:
    page = open_page(backend.url, reduced_motion="reduce")
    expect(page.locator("h1")).to_contain_text("3 attacks")
    moving = page.eval_on_selector(".land", "one => getComputedStyle(one).transitionDuration")
    assert moving in {"0s", ""}
    backend.keep(of_incident(incident(member("new", 1, "An attack."), hours=2), STAMP))
    voice = page.locator(".hidden[role=status]")
    expect(voice).to_have_text("1 country changed; Iraq attacks 3.")
    cell = page.locator(".countries tbody tr", has_text="Iraq").locator(".fresh").first
    assert cell.evaluate("one => getComputedStyle(one).animationName") == "none"
    page.wait_for_timeout(2_000)  # with motion it is gone by now
    expect(cell).to_be_visible()
