"""The overview tells the figures of the records, and the map says what the table says."""

from datetime import timedelta

from playwright.sync_api import expect

from schemas import Count
from streams.topics import INCIDENTS
from streams.web.write import Record
from tests.browser.backend import Backend
from tests.browser.conftest import OpenPage
from tests.browser.records import CORRECTED, GRENADE, NOW, STAMP, incident, member
from tests.support.view import of_incident


def test_title_table_and_map_agree(open_page: OpenPage, few: Backend) -> None:
    page = open_page(few.url)
    expect(page.locator("h1")).to_have_text("3 attacks in 2 countries ")
    expect(page.locator(".subtitle").first).to_contain_text("in the 7 days to 22 Nov 2023, 06:00 UTC")
    rows = page.locator(".countries tbody tr")
    expect(rows.nth(0)).to_contain_text("World")
    expect(rows.nth(1)).to_contain_text("Iraq")
    expect(rows.nth(1).locator("td").nth(0)).to_have_text("2")
    assert page.locator("#map-IRQ").get_attribute("class") == "land m2"
    assert page.locator("#map-TCD").get_attribute("class") == "land m1"
    assert page.locator("#map-MLI").get_attribute("class") == "land zero"
    assert page.locator('[data-iso="FRA"]').get_attribute("class") == "land none"
    assert page.locator("#map-IRQ").get_attribute("aria-label") == "Iraq: 2 attacks, 8 injured, 2 killed"


def test_attacks_without_a_figure_are_hatched_not_zero(open_page: OpenPage, few: Backend) -> None:
    page = open_page(f"{few.url}/?m=injured")
    expect(page.locator("#map-TCD")).to_have_class("land unstated")
    chad = page.locator(".countries tbody tr", has_text="Chad")
    expect(chad.locator("td").first).to_contain_text("not stated")
    expect(page.locator(".legend")).to_contain_text("no figure")


def test_the_bars_of_thirty_days_are_of_the_chosen_measure(open_page: OpenPage, few: Backend) -> None:
    page = open_page(few.url)
    expect(page.locator("thead .spark-cell")).to_have_text("Attacks, 30 d")
    iraq = page.locator(".countries tbody tr", has_text="Iraq").locator(".spark")
    expect(iraq).to_have_attribute("aria-label", "Iraq: last 30 days, 2 attacks")
    page.locator(".radio", has_text="Injured").click()
    expect(page.locator("thead .spark-cell")).to_have_text("Injured, 30 d")
    expect(iraq).to_have_attribute("aria-label", "Iraq: last 30 days, 8 injured")


def test_a_range_opens_on_focus_and_closes_on_escape(open_page: OpenPage, backend: Backend) -> None:
    guess = incident(member("guess", 1, "Several died.", killed=Count(low=2, best=3, high=None, vague=True)), hours=2)
    backend.keep(of_incident(guess, STAMP))
    page = open_page(backend.url)
    page.locator(".countries tbody tr", has_text="Iraq").locator(".ranged").last.focus()
    tip = page.get_by_role("tooltip")
    expect(tip).to_contain_text("Iraq, killed, 7 days")
    expect(tip).to_contain_text("? not bounded")
    expect(tip).to_contain_text("Stated by 2 of 3 incidents.")
    page.keyboard.press("Escape")
    expect(tip).to_have_count(0)


def test_a_new_record_moves_title_map_and_table_without_reload(open_page: OpenPage, backend: Backend) -> None:
    page = open_page(backend.url)
    expect(page.locator("h1")).to_contain_text("3 attacks")
    page.evaluate("window.same = true")
    backend.keep(
        *(of_incident(incident(member(f"new{n}", n, "An attack."), hours=n, country="SDN"), STAMP) for n in range(1, 6))
    )
    expect(page.locator("h1")).to_contain_text("8 attacks in 3 countries", timeout=2_000)
    expect(page.locator("#map-SDN")).to_have_class("land m3")
    expect(page.locator(".countries tbody tr").nth(1)).to_contain_text("Sudan")
    assert page.evaluate("window.same")


def test_a_correction_is_shown_struck_and_told(open_page: OpenPage, backend: Backend) -> None:
    page = open_page(backend.url)
    injured = page.locator(".countries tbody tr", has_text="Iraq").locator("td").nth(2)
    expect(injured).to_have_text("8")
    later = member("third", 1, "Doctors now count nine.", injured=Count.exactly(9))
    backend.keep(of_incident(incident(*CORRECTED.reports, later), STAMP))
    expect(injured.locator("del")).to_have_text("was 8")
    expect(injured.locator("ins")).to_have_text("now 9")
    expect(injured.locator("del")).to_have_count(0, timeout=4_000)
    line = page.locator(".corrections li").first
    expect(line).to_contain_text("Qasr Amij")
    expect(line.locator("del")).to_have_text("was 3 (2 to ?)")
    expect(line.locator(".why a")).to_have_attribute("href", "https://news.example/second")


def test_a_withdrawn_incident_goes(open_page: OpenPage, backend: Backend) -> None:
    page = open_page(backend.url)
    expect(page.locator("h1")).to_contain_text("3 attacks")
    backend.keep(Record(INCIDENTS, GRENADE.incident_id.encode(), None, STAMP))
    expect(page.locator("h1")).to_contain_text("2 attacks in 2 countries")


def test_rows_hold_their_order_while_the_pointer_is_inside(open_page: OpenPage, backend: Backend) -> None:
    page = open_page(backend.url)
    rows = page.locator(".countries tbody tr")
    rows.nth(1).hover()
    more = [incident(member(f"m{n}", n, "An attack."), hours=n, country="TCD") for n in range(1, 6)]
    backend.keep(*(of_incident(one, STAMP) for one in more))
    expect(page.locator(".countries tbody tr", has_text="Chad").locator("td").first).to_contain_text("6")
    expect(rows.nth(1)).to_contain_text("Iraq")
    page.mouse.move(5, 5)
    expect(rows.nth(1)).to_contain_text("Chad")


def test_map_and_row_answer_together(open_page: OpenPage, few: Backend) -> None:
    page = open_page(few.url)
    page.locator("#map-IRQ").hover()
    expect(page.get_by_role("tooltip")).to_contain_text("Iraq")
    expect(page.locator(".countries tr.hovered")).to_contain_text("Iraq")


def test_a_past_time_shows_what_was_then_and_counts_what_is_missed(open_page: OpenPage, backend: Backend) -> None:
    page = open_page(f"{backend.url}/?as_of=2023-11-10T12:00Z")
    expect(page.locator("h1")).to_contain_text("0 attacks")
    expect(page.locator(".past-note")).to_contain_text("as known now, not as known then")
    late = incident(member("late", 1, "An attack."), occurred_at=NOW - timedelta(days=13), country="SDN")
    backend.keep(of_incident(late, STAMP))
    expect(page.locator("h1")).to_contain_text("1 attack in 1 country")
    page.get_by_role("button", name="1 newer change, show live").click()
    expect(page.locator("h1")).to_contain_text("3 attacks in 2 countries")
    assert "as_of" not in page.url


def test_search_goes_to_the_incident_and_its_sentence(open_page: OpenPage, few: Backend) -> None:
    page = open_page(few.url)
    expect(page.locator("h1")).to_contain_text("3 attacks")
    page.keyboard.press("/")
    page.keyboard.type("medics treated")
    hit = page.get_by_role("option").filter(has_text="Qasr Amij")
    expect(hit.locator("mark").first).to_have_text("Medics")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{few.url}/c/IRQ?w=all&i=first%231")
    expect(page.locator(".sayings")).to_contain_text("Medics treated eight soldiers after the strike.")


def test_nothing_matches_says_what_was_sought_and_how_to_go_on(open_page: OpenPage, few: Backend) -> None:
    page = open_page(f"{few.url}/c/MLI?type=grenade")
    expect(page.locator(".nothing")).to_contain_text(
        "No grenade attacks in Mali in the 7 days to 22 Nov 2023, 06:00 UTC."
    )
    page.get_by_role("button", name="Clear the filter").click()
    page.get_by_role("button", name="Show 30 days").click()
    expect(page.locator(".incidents .incident")).to_have_count(1)
