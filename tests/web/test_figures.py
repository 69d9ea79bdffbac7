"""Every number against the counters' own code: the view may not have a second opinion."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from schemas import Incident, Window
from streams.counters import counters_at, hour_of, moment_of
from streams.counters.windows import HOURS
from tests.support.view import NOW, Sample
from tests.web.conftest import get

MOMENTS = {
    "now": NOW,
    "on the hour": datetime(2023, 11, 20, 5, tzinfo=UTC),
    "a minute before it": datetime(2023, 11, 20, 4, 59, tzinfo=UTC),
    "long ago": datetime(2022, 3, 1, 12, tzinfo=UTC),
    "before everything": datetime(1950, 1, 1, tzinfo=UTC),
    "in the future": datetime(2031, 1, 1, tzinfo=UTC),
}


def counts(sample: list[Incident], as_of: datetime, window: Window) -> dict[str, dict[str, Any]]:
    found = counters_at(sample, {}, as_of)
    return {each.country: each.windows[window].model_dump(mode="json") for each in found}


def said(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in ("attacks", "injured", "killed", "stated")}


@pytest.mark.parametrize("as_of", MOMENTS.values(), ids=MOMENTS)
@pytest.mark.parametrize("window", Window)
def test_the_world_is_what_the_counters_say(
    client: TestClient, sample: Sample, window: Window, as_of: datetime
) -> None:
    world = get(client, "/api/world", w=window, as_of=as_of.isoformat())
    assert world["as_of"] == f"{as_of:%Y-%m-%dT%H}:00:00Z"
    assert not world["live"]
    assert {row["country"]: said(row) for row in world["countries"]} == counts(list(sample.incidents), as_of, window)


@pytest.mark.parametrize("window", [window for window in Window if HOURS[window]])
def test_before_is_the_window_that_ends_where_this_one_begins(
    client: TestClient, sample: Sample, window: Window
) -> None:
    earlier = counts(list(sample.incidents), NOW - timedelta(hours=HOURS[window] or 0), window)
    world = get(client, "/api/world", w=window)
    for row in world["countries"]:
        wanted = {name: earlier[row["country"]][name] for name in ("attacks", "injured", "killed")}
        assert row["before"] == wanted
    assert world["total"]["before"]["attacks"] == sum(each["attacks"] for each in earlier.values())


def test_all_time_has_nothing_before(client: TestClient) -> None:
    assert get(client, "/api/world", w="all")["total"]["before"] is None


FILTERS: dict[str, Any] = {
    "a type": ({"type": "grenade"}, lambda each: each.event_type == "grenade"),
    "two types": ({"type": ["grenade", "attack"]}, lambda each: each.event_type in ("grenade", "attack")),
    "a figure": ({"min": "injured:3"}, lambda each: each.injured is not None and each.injured.best >= 3),
    "not stated is not zero": ({"min": "killed:0"}, lambda each: each.killed is not None),
    "two figures": (
        {"min": ["injured:1", "killed:1"]},
        lambda each: each.injured and each.killed and each.injured.best >= 1 and each.killed.best >= 1,
    ),
    "words": ({"q": "kataib hezb"}, lambda each: "Kataib Hezbollah" in (each.attacker, each.target)),
    "words that nobody says": ({"q": "xylophone"}, lambda _: False),
    "all together": (
        {"type": "grenade", "min": "injured:1", "q": "police"},
        lambda each: (
            each.event_type == "grenade" and each.injured and each.injured.best and each.target == "police patrol"
        ),
    ),
}


@pytest.mark.parametrize("window", Window)
@pytest.mark.parametrize(("given", "keep"), FILTERS.values(), ids=FILTERS)
def test_filters_narrow_and_the_rest_is_the_same(
    client: TestClient,
    sample: Sample,
    window: Window,
    given: dict[str, Any],
    keep: Any,  # noqa: ANN401 - a predicate
) -> None:
    kept = [each for each in sample.incidents if keep(each)]
    world = get(client, "/api/world", w=window, **given)
    found = {row["country"]: said(row) for row in world["countries"] if row["attacks"]}
    wanted = {country: each for country, each in counts(kept, NOW, window).items() if each["attacks"]}
    assert found == wanted
    assert {row["country"] for row in world["countries"]} == {each.country for each in sample.counters}
    listed = get(client, "/api/incidents", w=window, limit=500, **given)
    assert listed["total"] == world["total"]["attacks"]


@pytest.mark.parametrize(("given", "keep"), [({}, lambda _: True), *FILTERS.values()], ids=["all", *FILTERS])
def test_a_spark_is_thirty_days_one_by_one(
    client: TestClient,
    sample: Sample,
    given: dict[str, Any],
    keep: Any,  # noqa: ANN401 - a predicate
) -> None:
    kept = [each for each in sample.incidents if keep(each)]
    world = get(client, "/api/world", w="24h", **given)
    sparks = {row["country"]: row["spark"] for row in world["countries"]}
    for age in (0, 1, 7, 29):
        wanted = counts(kept, NOW - timedelta(days=age), Window.DAY)
        for country, day in wanted.items():
            bars = {figure: column[29 - age] for figure, column in sparks[country].items()}
            assert bars == {
                "attacks": day["attacks"],
                "injured": day["injured"]["best"],
                "killed": day["killed"]["best"],
            }
        for figure in ("injured", "killed"):
            stated = [
                day[figure]["best"] for day in wanted.values() if day["attacks"] and day[figure]["best"] is not None
            ]
            nothing = None if any(day["attacks"] for day in wanted.values()) else 0
            assert world["total"]["spark"][figure][29 - age] == (sum(stated) if stated else nothing)
    assert len(world["total"]["spark"]["attacks"]) == 30
    assert world["total"]["spark"]["attacks"][-1] == world["total"]["attacks"]


@pytest.mark.parametrize("as_of", MOMENTS.values(), ids=MOMENTS)
def test_a_country_page_has_every_window(client: TestClient, sample: Sample, as_of: datetime) -> None:
    page = get(client, "/api/countries/IRQ", as_of=as_of.isoformat())
    assert page["name"] == "Iraq"
    for window in Window:
        wanted = counts(list(sample.incidents), as_of, window)["IRQ"]
        assert page["windows"][window]["counts"] == wanted


def test_a_country_without_a_record_has_zeros_and_one_that_is_none_is_not_found(client: TestClient) -> None:
    page = get(client, "/api/countries/TUV")
    assert page["windows"]["all"]["counts"]["attacks"] == 0
    assert page["since"] is None
    assert client.get("/api/countries/XQX").status_code == 404


def test_reported_stands_beside_what_is_counted_of_the_same_days(client: TestClient, sample: Sample) -> None:
    newest, older = get(client, "/api/countries/IRQ")["reported"]
    assert newest["attacks"]["best"] == 32
    since, until = datetime(2023, 10, 10, tzinfo=UTC), moment_of(hour_of(NOW)) + timedelta(hours=1)
    mine = [each for each in sample.incidents if each.country == "IRQ"]
    assert newest["counted"]["attacks"] == sum(since <= each.occurred_at < until for each in mine)
    end = datetime(2023, 11, 16, tzinfo=UTC)  # it is as of the 15th, the whole of that day
    assert older["counted"]["attacks"] == sum(
        datetime(2023, 10, 17, tzinfo=UTC) - timedelta(days=7) <= each.occurred_at < end for each in mine
    )


def test_a_total_of_a_later_day_is_not_shown_in_the_past(client: TestClient) -> None:
    assert len(get(client, "/api/countries/IRQ", as_of="2023-11-21T23:00Z")["reported"]) == 1
    assert get(client, "/api/countries/IRQ", as_of="2023-11-01T00:00Z")["reported"] == []


def test_days_of_the_timeline_are_calendar_days(client: TestClient, sample: Sample) -> None:
    timeline = get(client, "/api/timeline", days=400)
    assert timeline["days"][-1]["day"] == "2023-11-22"
    assert len(timeline["days"]) == 400
    until = moment_of(hour_of(NOW)) + timedelta(hours=1)
    per_day: dict[str, int] = {}
    for each in sample.incidents:
        if each.occurred_at < until:
            day = each.occurred_at.date().isoformat()
            per_day[day] = per_day.get(day, 0) + 1
    assert {each["day"]: each["attacks"] for each in timeline["days"]} == {
        each["day"]: per_day.get(each["day"], 0) for each in timeline["days"]
    }


def test_a_timeline_of_one_country_is_its_own(client: TestClient, sample: Sample) -> None:
    days = get(client, "/api/timeline", country="UKR", days=3660)["days"]
    mine = [each for each in sample.incidents if each.country == "UKR" and hour_of(each.occurred_at) <= hour_of(NOW)]
    assert sum(day["attacks"] for day in days) == len(mine)


@pytest.mark.parametrize("by", ["day", "hour"])
def test_a_series_adds_up_to_its_windows(client: TestClient, by: str) -> None:
    page = get(client, "/api/countries/UKR")
    hours = {"day": 30 * 24, "hour": 7 * 24}[by]
    window = {"day": "30d", "hour": "7d"}[by]
    first = moment_of(hour_of(NOW) - hours + 1)
    series = get(client, "/api/countries/UKR/series", by=by, **{"from": first.isoformat()})
    assert sum(point["attacks"] for point in series["points"]) >= page["windows"][window]["counts"]["attacks"]
    if by == "hour":
        assert sum(point["attacks"] for point in series["points"]) == page["windows"][window]["counts"]["attacks"]
        assert len(series["points"]) == hours


def test_a_series_that_is_too_long_is_refused(client: TestClient) -> None:
    answer = client.get("/api/countries/UKR/series", params={"by": "hour", "from": "2000-01-01T00:00Z"})
    assert answer.status_code == 422
    assert "3,000" in answer.json()["detail"]


def test_a_series_ends_at_as_of(client: TestClient) -> None:
    series = get(client, "/api/countries/UKR/series", by="day", to="2030-01-01T00:00Z", as_of="2023-11-20T05:00Z")
    assert series["points"][-1]["start"] == "2023-11-20T00:00:00Z"
    assert get(client, "/api/countries/UKR/series", **{"from": "2024-01-01T00:00Z"})["points"] == []


@pytest.mark.parametrize("as_of", ["0001-01-01T00:00+08:00", "9999-12-31T23:59-08:00"])
@pytest.mark.parametrize("path", ["/api/world", "/api/countries/UKR", "/api/countries/UKR/series", "/api/timeline"])
def test_a_zone_may_lead_out_of_the_years_that_can_be_told(client: TestClient, path: str, as_of: str) -> None:
    assert get(client, path, as_of=as_of)["as_of"] in {"0001-01-01T00:00:00Z", "9999-12-31T23:00:00Z"}
