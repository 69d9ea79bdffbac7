"""What surrounds every answer: ETag, problems, headers, host, token, health."""

import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from schemas.view import State
from streams.web.app import Access
from streams.web.guard import COOKIE, POLICY, session
from streams.web.login import local
from streams.web.view import View
from streams.web.write import apply
from tests.support.view import Maker, Sample, make_sample, of_incident
from tests.web.conftest import ViewFactory, client_of

TOKEN = "correct horse battery staple"  # noqa: S105 - of no system
JSON_PATHS = [
    "/api/world",
    "/api/timeline",
    "/api/countries/IRQ",
    "/api/countries/IRQ/series",
    "/api/incidents",
    "/api/corrections",
    "/api/places",
    "/api/search?q=bridge",
]
OTHER_PATHS = ["/api/status", "/health/live", "/health/ready", "/metrics", "/docs", "/docs/start.js", "/openapi.json"]
BAD = {
    "a moment without a zone": ("/api/world?as_of=2023-11-22T06:00", "as_of"),
    "a date alone": ("/api/world?as_of=2023-11-22", "as_of"),
    "seconds since 1970": ("/api/world?as_of=1700000000", "as_of"),
    "a window that is none": ("/api/world?w=8d", "w"),
    "a type that is none": ("/api/world?type=war", "type"),
    "a figure that is none": ("/api/world?min=wounded:1", "min"),
    "a page of nothing": ("/api/incidents?limit=0", "limit"),
    "a cursor of nobody": ("/api/incidents?cursor=bm90IG91cnM", "cursor"),
    "a cursor that is no base64": ("/api/corrections?cursor=%C3%A9", "cursor"),
    "a country in small letters": ("/api/countries/irq", "iso"),
    "a search for nothing": ("/api/search?q=", "q"),
}


@pytest.mark.parametrize("path", JSON_PATHS)
def test_an_answer_that_the_client_has_is_not_sent_again(client: TestClient, path: str) -> None:
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]


def test_a_new_record_makes_another_etag(empty: ViewFactory) -> None:
    view = empty(tuple(make_sample(20, 5).records()))
    with client_of(view) as client:
        tag = client.get("/api/world").headers["etag"]
        apply(view.snapshots.database, [of_incident(Maker(3, 5).incident(), 0)], {}, 0.0)
        again = client.get("/api/world", headers={"If-None-Match": tag})
        assert again.status_code == 200
        assert again.headers["etag"] != tag


def test_two_questions_have_two_etags(client: TestClient) -> None:
    assert client.get("/api/world?w=24h").headers["etag"] != client.get("/api/world?w=7d").headers["etag"]


@pytest.mark.parametrize(("path", "parameter"), BAD.values(), ids=BAD)
def test_what_cannot_be_heeded_is_a_problem(client: TestClient, path: str, parameter: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    said = answer.json()
    assert said["status"] == 422
    assert said["type"] == "urn:conflict-streams:problem:bad-parameter"
    assert said["errors"][0].startswith(parameter)
    assert said["instance"] == path.partition("?")[0]


@pytest.mark.parametrize("path", ["/api/nothing", "/api/incidents/of%2Fnobody", "/nothing.js", "/docs/../settings.py"])
def test_what_is_not_there_is_a_problem(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_wrong_method_is_a_problem_that_names_the_right_one(client: TestClient) -> None:
    answer = client.delete("/api/world")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET"
    assert answer.json()["status"] == 405


def test_half_a_count_is_not_shown(empty: ViewFactory) -> None:
    view = empty(tuple(make_sample(20, 5).records()), complete=False)
    with client_of(view) as client:
        for path in (*JSON_PATHS, "/api/export.csv"):
            answer = client.get(path)
            assert answer.status_code == 503
            assert answer.json()["type"] == "urn:conflict-streams:problem:catching-up"
            assert answer.headers["retry-after"]
        assert client.get("/api/status").status_code == 200


def test_a_failure_is_a_problem_that_tells_nothing_of_the_inside(
    empty: ViewFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        message = "secret detail"
        raise RuntimeError(message)

    monkeypatch.setattr("streams.web.world.world", fail)
    with client_of(empty()) as client:
        answer = client.get("/api/world")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert answer.headers["content-security-policy"] == POLICY


@pytest.mark.parametrize("path", [*JSON_PATHS, *OTHER_PATHS, "/", "/c/IRQ", "/api/nothing", "/api/world?w=8d"])
def test_every_answer_has_the_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["content-security-policy"] == POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-frame-options"] == "DENY"


def test_the_policy_lets_no_inline_script_run_and_nothing_come_from_elsewhere() -> None:
    assert "unsafe" not in POLICY
    assert "http" not in POLICY
    assert "default-src 'none'" in POLICY


@pytest.mark.parametrize("path", ["/docs", "/login"])
def test_our_pages_have_no_inline_script_or_style(empty: ViewFactory, path: str) -> None:
    with client_of(empty(), Access(TOKEN)) as client:
        page = client.get(path, headers={"Authorization": f"Bearer {TOKEN}"}).text
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\son\w+=|\sstyle=|https?://", page)


def test_the_documentation_needs_nothing_from_elsewhere(client: TestClient) -> None:
    page = client.get("/docs").text
    for address in re.findall(r'(?:src|href)="([^"]+)"', page):
        if address == "/icon.svg":
            continue  # of the page, which is built by npm: it may not be there
        assert address.startswith("/docs/")
        assert client.get(address).status_code == 200
    assert client.get("/openapi.json").json()["openapi"].startswith("3.1")


HOSTS = {
    "localhost": ("localhost", 200),
    "with a port": ("localhost:8080", 200),
    "IPv4": ("127.0.0.1:8080", 200),
    "another of loopback": ("127.8.8.8", 200),
    "IPv6": ("[::1]:8080", 200),
    "in capitals": ("LOCALHOST", 200),
    "another site": ("evil.example", 421),
    "one that looks like us": ("localhost.evil.example", 421),
    "an address of the network": ("192.168.1.7:8080", 421),
    "nonsense": ("[:::", 421),
    "nothing": ("", 421),
}


@pytest.mark.parametrize(("host", "status"), HOSTS.values(), ids=HOSTS)
def test_another_sites_name_is_refused_on_loopback(client: TestClient, host: str, status: int) -> None:
    assert client.get("/health/live", headers={"Host": host}).status_code == status


def test_beyond_loopback_any_name_will_do(shared: View) -> None:
    with client_of(shared, Access(TOKEN, None)) as client:
        assert client.get("/health/live", headers={"Host": "view.example"}).status_code == 200


@pytest.fixture
def locked(shared: View) -> Iterator[TestClient]:
    with client_of(shared, Access(TOKEN), follow_redirects=False) as client:
        yield client


@pytest.mark.parametrize("path", [*JSON_PATHS, "/api/export.csv", "/api/events", "/metrics", "/docs", "/", "/a.js"])
def test_without_the_token_nothing_is_shown(locked: TestClient, path: str) -> None:
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": TOKEN}, {"Cookie": f"{COOKIE}={TOKEN}"}):
        answer = locked.get(path, headers=headers)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"].startswith("Bearer")
        assert answer.headers["content-type"] == "application/problem+json"


def test_tokens_are_compared_in_constant_time(locked: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []

    def note(given: bytes, wanted: bytes) -> bool:
        compared.append((given, wanted))
        return True

    monkeypatch.setattr("streams.web.guard.hmac.compare_digest", note)
    assert locked.get("/api/world", headers={"Authorization": "Bearer other"}).status_code == 200
    assert locked.get("/api/world", headers={"Cookie": "streams_session=other"}).status_code == 200
    locked.post("/login", data={"token": "other"}, follow_redirects=False)
    assert [given for given, _ in compared] == [b"other"] * 3


def test_a_bearer_token_opens(locked: TestClient) -> None:
    assert locked.get("/api/world", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200


def test_a_person_is_sent_to_the_login_page_and_back(locked: TestClient) -> None:
    asked = locked.get("/c/IRQ?w=24h", headers={"Accept": "text/html"})
    assert asked.status_code == 303
    page = locked.get(asked.headers["location"])
    assert 'value="/c/IRQ?w=24h"' in page.text
    wrong = locked.post("/login", data={"token": "guess", "next": "/c/IRQ"})
    assert wrong.status_code == 401
    assert "set-cookie" not in wrong.headers
    entered = locked.post("/login", data={"token": TOKEN, "next": "/c/IRQ?w=24h"})
    assert (entered.status_code, entered.headers["location"]) == (303, "/c/IRQ?w=24h")
    cookie = entered.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert TOKEN not in cookie
    assert locked.get("/api/world").status_code == 200  # by the cookie


def test_the_cookie_of_another_token_does_not_open(locked: TestClient) -> None:
    answer = locked.get("/api/world", headers={"Cookie": f"{COOKIE}={session('another')}"})
    assert answer.status_code == 401


@pytest.mark.parametrize(
    "to", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/\t/evil.example", ""]
)
def test_the_login_leads_nowhere_else(locked: TestClient, to: str) -> None:
    assert local(to) == "/"
    entered = locked.post("/login", data={"token": TOKEN, "next": to})
    assert entered.headers["location"] == "/"


def test_the_login_page_escapes_where_it_leads(locked: TestClient) -> None:
    page = locked.get("/login", params={"next": '/"><script>alert(1)</script>'}).text
    assert "<script>alert" not in page


def test_health_is_open_and_typed(locked: TestClient) -> None:
    assert locked.get("/health/live").json() == {"alive": True}
    assert locked.get("/health/ready").json()["ready"] is True


def test_ready_is_the_same_body_with_503(empty: ViewFactory) -> None:
    view = empty()
    with client_of(view) as client:
        good = client.get("/health/ready")
        view.health.enter(State.NOT_CONNECTED, "no broker")
        bad = client.get("/health/ready")
    assert (good.status_code, bad.status_code) == (200, 503)
    assert good.json().keys() == bad.json().keys()
    assert bad.json()["state"] == "not connected"


def test_metrics_are_by_route_and_not_by_address(client: TestClient) -> None:
    client.get("/api/incidents/no-such-incident-12345")
    text = client.get("/metrics").text
    assert 'route="/api/incidents/{incident_id:path}",status="404"' in text
    assert "no-such-incident" not in text
    assert "streams_web_ready 1.0" in text


def test_large_answers_are_compressed(client: TestClient) -> None:
    answer = client.get("/api/incidents?limit=100&w=all", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.json()["total"] > 100


def test_an_empty_view_answers_everything(empty: ViewFactory) -> None:
    with client_of(empty()) as client:
        for path in JSON_PATHS:
            assert client.get(path).status_code == 200, path
        world = client.get("/api/world").json()
    assert world["countries"] == []
    assert world["total"]["spark"] == {"attacks": [0] * 30, "injured": [0] * 30, "killed": [0] * 30}
    assert (world["since"], world["articles"]) == (None, 0)


def test_articles_are_counted_once(client: TestClient, sample: Sample) -> None:
    wanted = {report.article_id for incident in sample.incidents for report in incident.reports}
    assert client.get("/api/world").json()["articles"] == len(wanted)
