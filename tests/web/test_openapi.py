"""schemathesis: whatever is asked, the answer is documented, of its schema, and never a 500.

Its own pytest plugin does not know pytest 9's way to run subtests, so the paths are parameters of ours.
"""

from typing import Any, Final
from urllib.parse import quote

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance
from starlette.testclient import TestClient

from streams.web.app import Access, make_app
from streams.web.view import View
from tests.support.view import Sample

EXAMPLES: Final = 25  # for each path and mode: all of them take half a minute
STREAM: Final = "/api/events"  # it never ends: tests/web/test_stream.py

PATHS: Final = [
    "/api/world",
    "/api/timeline",
    "/api/countries/{iso}",
    "/api/countries/{iso}/series",
    "/api/incidents",
    "/api/incidents/{incident_id}",
    "/api/corrections",
    "/api/places",
    "/api/search",
    "/api/status",
    "/api/export.csv",
    "/api/export.json",
    "/api/export.geojson",
    "/health/live",
    "/health/ready",
    "/metrics",
]


@pytest.fixture(scope="session")
def api(shared: View) -> Any:  # noqa: ANN401 - schemathesis has its own types
    return schemathesis.openapi.from_asgi("/openapi.json", make_app(shared, Access(hosts=("testserver",))))


def test_every_path_is_tried(api: Any) -> None:  # noqa: ANN401 - the same
    assert sorted(api.raw_schema["paths"]) == sorted([*PATHS, STREAM])
    assert {method for each in api.raw_schema["paths"].values() for method in each} == {"get"}


def test_every_question_takes_as_of_and_every_answer_tells_it(
    api: Any,  # noqa: ANN401 - the same
    client: TestClient,
    sample: Sample,
) -> None:
    beyond = {STREAM, "/api/status"}  # they tell of now
    for path in api.raw_schema["paths"]:
        if not path.startswith("/api/") or path in beyond:
            continue
        names = [each["name"] for each in api.raw_schema["paths"][path]["get"]["parameters"]]
        assert "as_of" in names, path
        if path.endswith(".csv"):
            continue
        asked = (
            path.format(iso="IRQ", incident_id=quote(sample.incidents[0].incident_id, safe=""))
            + "?as_of=2023-11-20T05:30%2B02:00&q=a"
        )
        answer = client.get(asked)
        assert answer.status_code == 200, asked
        assert answer.json()["as_of"] == "2023-11-20T03:00:00Z", path
        assert answer.json()["live"] is False, path


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_documented(api: Any, path: str, mode: GenerationMode) -> None:  # noqa: ANN401 - the same
    operation = api[path]["GET"]
    if mode is GenerationMode.NEGATIVE and not operation.query and not operation.path_parameters:
        return  # nothing that could be wrong can be given

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:  # noqa: ANN401 - the same
        made_up = [positive_data_acceptance] if "cursor" in (case.query or {}) else []  # only ours are any good
        case.call_and_validate(excluded_checks=made_up)

    ask()


def test_an_incident_and_a_page_after_the_first_are_of_their_schemas(api: Any, sample: Sample) -> None:  # noqa: ANN401
    for incident in sample.incidents[:20]:
        given = {"incident_id": quote(incident.incident_id, safe="")}
        one = api["/api/incidents/{incident_id}"]["GET"].Case(path_parameters=given)
        assert one.call_and_validate().status_code == 200
    for path in ("/api/incidents", "/api/corrections"):
        first = api[path]["GET"].Case(query={"limit": 5, "w": "all"}).call_and_validate()
        cursor = first.json()["next_cursor"]
        second = api[path]["GET"].Case(query={"limit": 5, "w": "all", "cursor": cursor}).call_and_validate()
        assert second.status_code == 200
