"""The address bar holds the state: a link shows the same page, and what is not understood is said."""

import re

from playwright.sync_api import expect

from tests.browser.backend import Backend
from tests.browser.conftest import OpenPage


def test_a_link_restores_the_state(open_page: OpenPage, few: Backend) -> None:
    page = open_page(f"{few.url}/?m=killed&w=30d&sort=country&type=grenade&min=killed:1")
    expect(page.get_by_role("radio", name="Killed")).to_be_checked()
    expect(page.get_by_role("radio", name="30 d")).to_be_checked()
    expect(page.locator("th[aria-sort=ascending]")).to_have_text("Country")
    expect(page.get_by_role("button", name="grenade")).to_be_visible()
    expect(page.locator("h1")).to_have_text("2 killed in 1 country")


def test_choices_replace_and_pages_push(open_page: OpenPage, few: Backend) -> None:
    page = open_page(few.url)
    page.locator(".radio", has_text="Injured").click()
    page.locator(".radio", has_text="30 d").click()
    expect(page).to_have_url(f"{few.url}/?m=injured&w=30d")
    page.get_by_role("link", name="Iraq").first.click()
    expect(page).to_have_url(f"{few.url}/c/IRQ?m=injured&w=30d")
    page.go_back()
    expect(page).to_have_url(f"{few.url}/?m=injured&w=30d")
    expect(page.locator("h1")).to_contain_text("8 injured")


def test_unknown_values_fall_back_and_say_so(open_page: OpenPage, few: Backend) -> None:
    page = open_page(f"{few.url}/?m=size&as_of=soon")
    expect(page.locator(".notices p")).to_have_count(2)
    expect(page.locator("h1")).to_contain_text("3 attacks")


def test_the_slider_and_the_field_write_the_time(open_page: OpenPage, few: Backend) -> None:
    page = open_page(few.url)
    slider = page.get_by_role("slider", name="As of")
    expect(slider).to_have_attribute("aria-valuetext", "live, 22 Nov 2023, 06:00 UTC")
    slider.focus()
    page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(f"{few.url}/?as_of=2023-11-21T06:00Z")
    page.keyboard.press("Shift+ArrowLeft")
    expect(page).to_have_url(re.compile("as_of=2023-11-21T05:00Z"))
    page.keyboard.press("End")
    expect(page).to_have_url(f"{few.url}/")
    field = page.get_by_role("textbox", name="As of, UTC")
    field.fill("nonsense")
    field.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("A time such as")
    field.fill("10 Nov 2023, 12:00")
    field.press("Enter")
    expect(page).to_have_url(f"{few.url}/?as_of=2023-11-10T12:00Z")
