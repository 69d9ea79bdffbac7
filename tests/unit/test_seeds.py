"""The seeds are what seeds/README.md says they are."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache
from itertools import pairwise
from typing import Final

import pytest

from schemas import Article
from tests.unit.seed_files import ARRIVALS, COUNTERS, INCIDENTS, NEWEST, REPORTED, STATES, Row, choices, said_of

SOURCES: Final = {"Meridian Wire", "Harbour Press", "Northgate Briefing", "Radio Longwave", "Agencia Cordillera"}


def test_there_are_enough_articles_countries_and_sources() -> None:
    assert len(NEWEST) >= 60
    assert len({row["country"] for row in INCIDENTS.values()}) >= 15
    assert {article.source for article in ARRIVALS} == SOURCES


@pytest.mark.parametrize("article", NEWEST.values(), ids=NEWEST)
def test_article_is_whole(article: Article) -> None:
    assert article.title
    assert article.published_at is not None
    assert article.updated_at is None or article.updated_at > article.published_at
    assert article.url is not None
    assert article.url.startswith("https://example.org/")
    # The id carries the day of publication, as the clock of its newsroom shows it.
    day = datetime.fromisoformat(article.id.split("-", 1)[1][:10]).date()
    assert abs((article.published_at.date() - day).days) <= 1
    assert 50 <= len(article.body.split()) <= 400


def test_every_version_of_every_article_has_its_expectation_and_no_other() -> None:
    versions = {(article.id, article.updated_at) for article in ARRIVALS}
    expected = {(row["article"], row["updated_at"]) for row in STATES}
    moments = {(name, datetime.fromisoformat(moment) if moment else None) for name, moment in expected}
    assert moments == versions


def arrived_again(seen: Callable[[Article, Article], bool]) -> int:
    """Count the arrivals of which `seen(earlier, this)` holds for an earlier arrival with the same id."""
    return sum(
        any(seen(earlier, this) for earlier in ARRIVALS[:index] if earlier.id == this.id)
        for index, this in enumerate(ARRIVALS)
    )


def test_deliveries_come_as_they_come_in_life() -> None:
    assert arrived_again(lambda earlier, this: earlier == this) >= 2, "redeliveries"
    assert arrived_again(lambda earlier, this: earlier.version < this.version) >= 4, "corrections"
    first: dict[str, Article] = {}
    for article in ARRIVALS:
        first.setdefault(article.id, article)
    assert any(article.updated_at for article in first.values()), "an update that arrives before the original"
    assert ARRIVALS[-1].version <= NEWEST[ARRIVALS[-1].id].version
    last = {article.id: article for article in ARRIVALS}
    assert any(last[name].version < NEWEST[name].version for name in last), "a stale version that arrives last"


def figures(name: str, figure: str) -> list[int]:
    """Return the best figures that an incident's reports give, in the order of publication."""
    reports = [
        (article.reported_at, choices(event[figure])[0])
        for article in set_of_versions()
        for event in said_of(article)["incidents"]
        if event["incident"] == name
    ]
    return [count["best"] for _, count in sorted(reports, key=lambda report: report[0]) if count]


@cache
def set_of_versions() -> tuple[Article, ...]:
    return tuple({article.version: article for article in ARRIVALS}.values())


def test_figures_move_up_and_down_and_across_borders() -> None:
    killed = {name: figures(name, "killed") for name in INCIDENTS}
    assert sum(any(b > a for a, b in pairwise(row)) for row in killed.values()) >= 8
    assert sum(any(b < a for a, b in pairwise(row)) for row in killed.values()) >= 4
    assert figures("strasbourg", "injured") == [13, 12, 11], "injured who later die"
    assert killed["strasbourg"] == [3, 4, 5]
    states = {(row["article"], event["country"]) for row in STATES for event in row["incidents"]}
    assert {("mw-2024-01-28-tower22", "SYR"), ("mw-2024-01-28-tower22", "JOR")} <= states
    withdrawn = [row for row in STATES if row["article"] == "nb-2023-11-22-rainbow-bridge"]
    assert [len(row["incidents"]) for row in withdrawn] == [1, 0], "an attack that was none"


def test_several_reports_of_one_incident_and_several_incidents_in_one_report() -> None:
    sources = [{NEWEST[article].source for article in row["articles"]} for row in INCIDENTS.values()]
    assert sum(len(found) >= 2 for found in sources) >= 8
    assert sum(len(row["articles"]) >= 3 for row in INCIDENTS.values()) >= 1
    held = Counter(article for row in INCIDENTS.values() for article in row["articles"])
    assert sum(number >= 2 for number in held.values()) >= 4


def test_what_is_no_attack_has_its_share() -> None:
    silent = [row for row in STATES if not row["incidents"] and not row["totals"]]
    assert sum(row["background"] == "none" for row in silent) >= 12
    assert sum(row["background"] == "some" for row in STATES) >= 3
    assert len(REPORTED) >= 5
    foreign = [article for article in NEWEST.values() if article.language != "en"]
    assert foreign
    assert not any(said_of(article)["incidents"] for article in foreign)


def test_texts_are_of_many_kinds() -> None:
    bodies = [article.body for article in NEWEST.values()]
    assert any("<p>" in body for body in bodies)
    assert any(body.isupper() for body in bodies)
    for words in (
        "several",
        "dozens",
        "scores",
        "at least",
        "up to",
        "As many as",
        "Between 100 and 300",
        "no casualties",
    ):
        assert any(words in body for body in bodies), words
    assert any("atacked" in body or "attcked" in body for body in bodies), "a typo in a total"


def test_now_of_the_demo_is_the_newest_event_time() -> None:
    newest = max(day for row in INCIDENTS.values() for day in choices(row["date"]))
    assert COUNTERS[0]["as_of"].startswith(newest)


def unexpected(events: Sequence[Row]) -> list[str]:
    return [event["incident"] for event in events if event["incident"] not in INCIDENTS and event["country"] != "USA"]


def test_expectations_name_known_incidents() -> None:
    assert not [row["article"] for row in STATES if unexpected(row["incidents"])]
