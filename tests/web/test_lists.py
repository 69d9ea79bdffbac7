"""Pages, one incident, corrections, places, search, export; with what articles can contain."""

import csv
import io
from datetime import UTC, datetime
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from schemas import Count, Evidence, Place
from streams.settings import Clock
from streams.web.write import Record, apply
from tests.support.told import HOUR, correction, incident, report
from tests.support.view import NOW, Maker, Sample, of_correction, of_incident
from tests.web.conftest import ViewFactory, client_of, get, pages

SCRIPT = '<script>alert("1")</script><img src=x onerror=alert(1)>'
RTL = "\u202etxet desrever\u202c مدينة"
LONG = "Llanfairpwll " * 770
NASTY = {"script": SCRIPT, "right to left": RTL, "long": LONG, "controls": "\x02a\x03\x00b", "quotes": "'\"`;--\\"}


def test_pages_hold_every_incident_once_newest_first(client: TestClient, sample: Sample) -> None:
    found = pages(client, "/api/incidents", "incidents", w="all", limit=37)
    times = [each["occurred_at"] for each in found]
    assert sorted(each["incident_id"] for each in found) == sorted(each.incident_id for each in sample.incidents)
    assert times == sorted(times, reverse=True)


def test_a_page_neither_skips_nor_repeats_while_records_arrive(empty: ViewFactory) -> None:
    old = [incident(f"old-{number}", occurred_at=NOW - number * HOUR) for number in range(10)]
    view = empty(tuple(of_incident(each, 0) for each in old))
    with client_of(view) as client:
        first = get(client, "/api/incidents", limit=4)
        newer = [of_incident(incident(f"new-{number}", occurred_at=NOW), 0) for number in range(5)]
        apply(view.snapshots.database, newer, {}, 0.0)
        rest = get(client, "/api/incidents", limit=100, cursor=first["next_cursor"])
    seen = [each["incident_id"] for each in first["incidents"] + rest["incidents"]]
    assert seen == [each.incident_id for each in old]


def test_incidents_of_one_moment_are_all_listed(empty: ViewFactory) -> None:
    view = empty(tuple(of_incident(incident(f"same-{number}"), 0) for number in range(9)))
    with client_of(view) as client:
        found = pages(client, "/api/incidents", "incidents", limit=2)
    assert sorted(each["incident_id"] for each in found) == [f"same-{number}" for number in range(9)]


def test_one_incident_tells_who_said_what_until_when(empty: ViewFactory) -> None:
    vague = Count(low=2, best=3, high=None, vague=True)
    reports = (report(1, vague), report(2, None), report(3, Count.exactly(8)))
    view = empty((of_incident(incident(injured=Count.exactly(8), reports=reports), 0),))
    with client_of(view) as client:
        told = get(client, "/api/incidents/one")
    first, second = told["history"]["injured"]
    assert (first["value"]["best"], first["event_id"]) == (3, "article-1#1")
    assert first["until"] == second["since"] == "2023-11-22T00:41:00Z"
    assert (second["value"]["best"], second["until"]) == (8, None)
    assert told["history"]["killed"] == []
    assert [each["event_id"] for each in told["incident"]["reports"]] == ["article-1#1", "article-2#1", "article-3#1"]


@pytest.mark.parametrize("name", ["https://news.example/a/b?c=d#1", "a/../b", "with space", "ü/#", LONG[:500]])
def test_any_id_can_be_asked_for(empty: ViewFactory, name: str) -> None:
    view = empty((of_incident(incident(name), 0),))
    with client_of(view) as client:
        assert get(client, f"/api/incidents/{quote(name, safe='')}")["incident"]["incident_id"] == name


def test_a_newer_record_of_an_incident_takes_the_place_of_the_older(empty: ViewFactory) -> None:
    view = empty((of_incident(incident(), 0),))
    moved = incident(country="SYR", place=None, weapon="drone", attacker="IS")
    apply(view.snapshots.database, [of_incident(moved, 0)], {}, 0.0)
    with client_of(view) as client:
        rows = {row["country"]: row["attacks"] for row in get(client, "/api/world")["countries"]}
        assert rows == {"SYR": 1}
        assert get(client, "/api/search", q="bridge")["total"] == 0
        assert get(client, "/api/search", q="drone")["total"] == 1
        assert [each["name"]["text"] for each in get(client, "/api/search", q="is")["actors"]] == ["IS"]
        apply(view.snapshots.database, [Record("incidents", b"one", None, 0)], {}, 0.0)
        assert get(client, "/api/world")["countries"] == []
        assert get(client, "/api/search", q="drone")["total"] == 0
        assert client.get("/api/incidents/one").status_code == 404


def test_corrections_are_told_once_newest_first(client: TestClient, sample: Sample) -> None:
    found = pages(client, "/api/corrections", "corrections", w="all", limit=7)
    assert sorted(each["correction_id"] for each in found) == sorted(each.correction_id for each in sample.corrections)
    times = [each["reported_at"] for each in found]
    assert times == sorted(times, reverse=True)
    assert all(each["source"] and each["url"].startswith("https://news.example/") for each in found)


def test_live_shows_corrections_newer_than_the_newest_event(empty: ViewFactory) -> None:
    records = (of_incident(incident(), 0), of_correction(correction(1, NOW + 30 * HOUR), 0))
    with client_of(empty(records, clock=Clock.EVENT)) as client:
        assert get(client, "/api/world")["as_of"] == "2023-11-22T04:00:00Z"
        assert get(client, "/api/corrections")["total"] == 1
        assert get(client, "/api/corrections", as_of=NOW.isoformat())["total"] == 0


def test_a_correction_of_an_incident_that_is_gone_is_told(empty: ViewFactory) -> None:
    with client_of(empty((of_correction(correction(1, NOW), 1_700_000_000_000),))) as client:
        (told,) = get(client, "/api/corrections")["corrections"]
    assert (told["place"], told["source"], told["name"]) == (None, None, "Iraq")
    assert told["read_at"] == "2023-11-14T22:13:20Z"


def test_places_gather_their_incidents(empty: ViewFactory) -> None:
    here = [incident(f"here-{number}", injured=Count.exactly(2)) for number in range(3)]
    province = incident("province", place=Place(name="Anbar", latitude=33.5, longitude=41.0, geo_precision=2))
    nowhere = [
        incident("none", place=None),
        incident("country", place=Place(name="Iraq", latitude=33.0, longitude=44.0, geo_precision=3)),
        incident("unlocated", place=Place(name="Somewhere", geo_precision=1)),
    ]
    with client_of(empty(tuple(of_incident(each, 0) for each in (*here, province, *nowhere)))) as client:
        places = get(client, "/api/places", country="IRQ")
    first, second = places["features"]
    assert first["geometry"] == {"type": "Point", "coordinates": [44.0, 33.0]}
    assert (first["properties"]["attacks"], first["properties"]["injured"]["best"]) == (3, 6)
    assert sorted(first["properties"]["incidents"]) == ["here-0", "here-1", "here-2"]
    assert (second["properties"]["name"], second["properties"]["geo_precision"]) == ("Anbar", 2)
    assert (places["country_only"], places["left_off"]) == (3, 0)


def test_a_search_marks_what_it_found_by_offsets(empty: ViewFactory) -> None:
    sentence = "Zwölf Männer: a ballistic missile 💥 hit the depot, and then another ballistic one."
    told = report(1, None, evidence=(Evidence(sentence=sentence, start=0, end=len(sentence)),))
    with client_of(empty((of_incident(incident(reports=(told,)), 0),))) as client:
        (found,) = get(client, "/api/search", q="BALLIST")["incidents"]
        accented = get(client, "/api/search", q="manner zwolf")
    assert found["matched"] == "sentences"
    text, marks = found["fragment"]["text"], found["fragment"]["marks"]
    assert [text[start:end] for start, end in marks] == ["ballistic", "ballistic"]
    assert accented["total"] == 1


def test_a_search_finds_places_and_actors_by_the_beginning_of_words(empty: ViewFactory) -> None:
    records = (
        incident(
            "a", place=Place(name="São Bento", latitude=1.0, longitude=1.0, geo_precision=1), attacker="Benton Front"
        ),
        incident("b", target="Army", attacker="benton front"),
    )
    with client_of(empty(tuple(of_incident(each, 0) for each in records))) as client:
        found = get(client, "/api/search", q="bent")
    assert [(each["name"]["text"], each["name"]["marks"]) for each in found["places"]] == [("São Bento", [[4, 9]])]
    assert {each["name"]["text"] for each in found["actors"]} == {"Benton Front", "benton front"}
    assert found["total"] == 2


@pytest.mark.parametrize(
    "words", ['"', "a AND", "NEAR(", "*", "place:x", "-", "''; DROP TABLE words", "\x00", "💥", "(("]
)
def test_no_words_are_syntax(client: TestClient, words: str) -> None:
    assert get(client, "/api/search", q=words)["query"] == words
    assert get(client, "/api/world", q=words)["total"]["attacks"] >= 0


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
def test_what_articles_say_comes_out_as_it_went_in(empty: ViewFactory, text: str) -> None:
    told = report(1, None, title=text, source=text, url="javascript:alert(1)")
    nasty = incident(
        place=Place(name=text, latitude=1.0, longitude=2.0, geo_precision=1), attacker=text, reports=(told,)
    )
    with client_of(empty((of_incident(nasty, 0), of_correction(correction(1, NOW), 0)))) as client:
        assert get(client, "/api/incidents")["incidents"][0]["attacker"] == text
        assert get(client, "/api/incidents/one")["incident"]["reports"][0]["title"] == text
        assert get(client, "/api/places")["features"][0]["properties"]["name"] == text
        for path in ("/api/incidents", "/api/search?q=alert", "/api/corrections", "/api/export.json"):
            answer = client.get(path)
            assert answer.headers["content-type"] == "application/json"
            assert answer.headers["x-content-type-options"] == "nosniff"
        rows = list(csv.reader(io.StringIO(client.get("/api/export.csv").text, newline="")))
        assert rows[2][rows[0].index("attacker")] in (text, f"'{text}")


def test_the_event_clock_ends_at_the_newest_event(empty: ViewFactory) -> None:
    maker = Maker(4, 3)
    newest = datetime(2021, 5, 6, 7, 30, tzinfo=UTC)
    records = tuple(of_incident(maker.incident(newest - age * HOUR), 0) for age in range(5))
    with client_of(empty(records, clock=Clock.EVENT)) as client:
        world = get(client, "/api/world", w="24h")
    assert (world["as_of"], world["live"], world["total"]["attacks"]) == ("2021-05-06T07:00:00Z", True, 5)
