"""A country's page: windows, chart, what others state, incidents with the sentences that say so."""

from playwright.sync_api import expect

from tests.browser.backend import Backend
from tests.browser.conftest import OpenPage


def test_windows_stand_side_by_side(open_page: OpenPage, few: Backend) -> None:
    page = open_page(f"{few.url}/c/IRQ")
    expect(page.locator("h1")).to_have_text("Iraq: 2 attacks in 7 days")
    week = page.locator(".windows td.chosen")
    expect(week.nth(0)).to_contain_text("2")
    expect(week.nth(1)).to_contain_text("stated by 1 of 2")


def test_an_incident_opens_to_its_sentences_and_earlier_figures(open_page: OpenPage, few: Backend) -> None:
    page = open_page(f"{few.url}/c/IRQ")
    opener = page.get_by_role("button", name="Qasr Amij")
    opener.click()
    expect(opener).to_have_attribute("aria-expanded", "true")
    expect(page).to_have_url(f"{few.url}/c/IRQ?i=first%231")
    detail = page.locator(".detail")
    expect(detail.locator("mark")).to_have_text(["eight", "Several"])
    expect(detail.locator(".current-figure").first).to_contain_text("8")
    expect(detail.locator(".earlier-figure")).to_contain_text("3 (2 to ?)")
    expect(detail).to_contain_text("not stated in any report")
    expect(detail).to_contain_text("1 more report states no figures")
    link = detail.get_by_role("link", name="Title of second")
    expect(link).to_have_attribute("href", "https://news.example/second")
    assert "noopener" in (link.get_attribute("rel") or "")
    expect(page.locator(".open-ring")).to_have_count(1)


def test_counted_stands_beside_reported(open_page: OpenPage, few: Backend) -> None:
    page = open_page(f"{few.url}/c/IRQ")
    claim = page.locator(".claim")
    expect(claim).to_contain_text("The Ministry, as of 21 Nov 2023")
    expect(claim.locator(".pair-figure")).to_have_text(["32", "2"])
    claim.get_by_role("button", name="sentence").click()
    expect(claim.locator(".quote")).to_contain_text("Convoys were attacked 32 times")


def test_the_chart_is_walked_by_keys_and_zoomed_by_dragging(open_page: OpenPage, few: Backend) -> None:
    page = open_page(f"{few.url}/c/IRQ")
    bars = page.get_by_role("slider", name="Walk by day")
    expect(bars.locator(".bar")).to_have_count(2)
    bars.focus()
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".readout")).to_contain_text("20 Nov 2023: no attacks")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".readout")).to_contain_text("21 Nov 2023: 1 attack; injured 8")
    box = bars.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] - 120, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 20, box["y"] + 60, steps=4)
    page.mouse.up()
    page.mouse.move(5, 5)
    expect(page.get_by_role("button", name="All again")).to_be_visible()
    bars.focus()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="All again")).to_have_count(0)


def test_an_unknown_country_is_told(open_page: OpenPage, few: Backend) -> None:
    page = open_page(f"{few.url}/c/QQQ")
    expect(page.locator("h1")).to_have_text("Nothing here")


def test_export_gives_what_is_shown(open_page: OpenPage, few: Backend) -> None:
    page = open_page(f"{few.url}/c/IRQ?type=grenade")
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV with HXL hashtags").click()
    lines = download.value.path().read_text().splitlines()
    assert any(line.startswith("#") for line in lines)
    assert len(lines) == 3
