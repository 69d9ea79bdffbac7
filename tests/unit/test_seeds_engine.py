"""The engine gives what seeds/expected/ says of the seeds: each incident, total and counter, and nothing else."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from schemas import Article, Count, Incident, IncidentReport, Window, WindowCounts
from streams.counters.reader import counters_at
from streams.extract import extract
from streams.fold import Folded, fold
from streams.resources import load_lexicon
from tests.unit.seed_files import ARRIVALS, COUNTERS, INCIDENTS, NEWEST, REPORTED, Row, choices, said_of


def fail_with(name: str, wrong: list[str]) -> None:
    """Fail with every difference on a line of its own; pytest would cut a list of them short."""
    if wrong:
        pytest.fail("\n  ".join((name, *wrong)), pytrace=False)


@cache
def folded() -> Folded:
    return fold(ARRIVALS, load_lexicon())


def days_of(told: Incident | IncidentReport) -> set[str]:
    """Return the day of what is told, in UTC and where it happened."""
    country = load_lexicon().countries.get(told.country or "")
    zones = (UTC, ZoneInfo(country.zone)) if country and country.zone else (UTC,)
    return {told.occurred_at.astimezone(zone).date().isoformat() for zone in zones}


def articles_of(incident: Incident) -> set[str]:
    return {report.article_id for report in incident.reports}


def is_one_of(count: Count | None, expected: Any) -> bool:  # noqa: ANN401 - a count or several
    got = None if count is None else {"low": count.low, "best": count.best, "high": count.high}
    bounds = [want and {bound: want[bound] for bound in ("low", "best", "high")} for want in choices(expected)]
    return got in bounds


def differences(expected: Row, told: Incident | IncidentReport) -> list[str]:
    """Name the fields in which an incident, or one article's report of it, is not as expected, with both values."""
    right = {
        "country": told.country == expected["country"],
        "event_type": told.event_type in choices(expected["event_type"]),
        "date": bool(days_of(told) & set(choices(expected["date"]))),
        "injured": is_one_of(told.injured, expected["injured"]),
        "killed": is_one_of(told.killed, expected["killed"]),
    }
    got = {**told.model_dump(include=set(right)), "date": told.occurred_at.isoformat()}
    wrong = [f"{field}: expected {expected[field]}, got {got[field]}" for field, fits in right.items() if not fits]
    if isinstance(told, Incident) and articles_of(told) != set(expected["articles"]):
        wrong.append(f"articles: expected {expected['articles']}, got {sorted(articles_of(told))}")
    return wrong


VERSIONS = sorted({article.version: article for article in ARRIVALS}.values(), key=lambda article: article.id)


@pytest.mark.parametrize("article", VERSIONS, ids=lambda article: f"{article.id}-{article.reported_at:%dT%H%M}")
def test_article(article: Article) -> None:
    told = [statement for statement in extract(article, load_lexicon()) if statement.kind == "incident"]
    wrong = []
    for expected in said_of(article)["incidents"]:
        if not told:
            wrong.append(f"{expected['incident']}: not found")
            continue
        nearest = min(told, key=lambda report: len(differences(expected, report)))
        told.remove(nearest)
        wrong += [f"{expected['incident']} {difference}" for difference in differences(expected, nearest)]
    wrong += [f"too much: {one.country} {one.event_type}: {[e.sentence for e in one.evidence]}" for one in told]
    fail_with(article.id, wrong)


def pairs() -> Iterator[tuple[tuple[int, int], str, Incident]]:
    for incident in folded().incidents:
        mine = articles_of(incident)
        for name, expected in INCIDENTS.items():
            if shared := len(mine & set(expected["articles"])):
                yield (-len(differences(expected, incident)), shared), name, incident


@cache
def matched() -> dict[str, Incident]:
    """Give every expected incident at most one that was found, the best fitting pairs first."""
    result: dict[str, Incident] = {}
    taken: set[str] = set()
    for _, name, incident in sorted(pairs(), key=lambda pair: pair[0], reverse=True):
        if name not in result and incident.incident_id not in taken:
            result[name] = incident
            taken.add(incident.incident_id)
    return result


def test_no_article_is_parked() -> None:
    assert not folded().parked


@pytest.mark.parametrize("name", INCIDENTS)
def test_incident(name: str) -> None:
    incident = matched().get(name)
    fail_with(
        name, differences(INCIDENTS[name], incident) if incident else [f"not found: {INCIDENTS[name]['articles']}"]
    )


def test_no_incident_that_nobody_expects() -> None:
    known = {incident.incident_id for incident in matched().values()}
    others = [incident for incident in folded().incidents if incident.incident_id not in known]
    fail_with(
        "nobody expects these",
        [f"{i.country} {i.event_type} {i.occurred_at:%F}: {i.reports[-1].evidence[:1]}" for i in others],
    )


def said(windows: dict[Window, WindowCounts]) -> dict[str, Row]:
    return {
        window.value: counts.model_dump(include={"attacks", "injured", "killed"}) for window, counts in windows.items()
    }


@pytest.mark.parametrize("expected", COUNTERS, ids=lambda row: row["as_of"])
def test_counters(expected: Row) -> None:
    state = folded()
    records = counters_at(state.incidents, state.reported, datetime.fromisoformat(expected["as_of"]))
    got = {record.country: said(record.windows) for record in records}
    held = {country: windows for country, windows in got.items() if windows["all"]["attacks"]}
    wrong = [f"{country}: only on one side" for country in sorted(held.keys() ^ expected["countries"].keys())]
    wrong += [
        f"{country} {window}: expected {want}, got {held[country][window]}"
        for country, windows in expected["countries"].items()
        for window, want in windows.items()
        if country in held and held[country][window] != want
    ]
    fail_with(expected["as_of"], wrong)


REFERRING_BACK = [article for article in NEWEST.values() if said_of(article)["background"] == "some"]


@pytest.mark.parametrize("article", REFERRING_BACK, ids=lambda article: article.id)
def test_what_is_only_referred_back_to_is_background(article: Article) -> None:
    assert "background" in {statement.kind for statement in extract(article, load_lexicon())}


@cache
def reported_by_article() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    for country, stated in folded().reported.items():
        for figure in stated:
            found[figure.article_id][country] = figure
    return dict(found)


def is_count(got: Count | None, want: Row | None) -> bool:
    return (got and got.best) == (want and want["best"])


def wrong_shares(expected: Row, shares: dict[str, Any]) -> Iterable[str]:
    for country, share in expected["by_country"].items():
        figure = shares[country]
        for name in ("attacks", "injured", "killed"):
            if not is_count(getattr(figure, name), share.get(name)):
                yield f"{country} {name}: expected {share.get(name)}, got {getattr(figure, name)}"
        if str(figure.since) != expected["since"]:
            yield f"{country} since: expected {expected['since']}, got {figure.since}"
        if figure.as_of.isoformat() not in choices(expected["as_of"]):
            yield f"{country} as_of: expected {expected['as_of']}, got {figure.as_of}"
        if figure.total and not is_count(figure.total.attacks, expected["attacks"]):
            yield f"attacks: expected {expected['attacks']}, got {figure.total.attacks}"
        if figure.total and not is_count(figure.total.injured, expected["injured"]):
            yield f"injured: expected {expected['injured']}, got {figure.total.injured}"


@pytest.mark.parametrize("name", REPORTED)
def test_reported_total(name: str) -> None:
    expected = REPORTED[name]
    shares = reported_by_article().get(expected["article"], {})
    wrong = [f"{country}: only on one side" for country in sorted(shares.keys() ^ expected["by_country"].keys())]
    fail_with(name, wrong or list(wrong_shares(expected, shares)))


def test_no_reported_total_that_nobody_expects() -> None:
    assert set(reported_by_article()) <= {row["article"] for row in REPORTED.values()}
