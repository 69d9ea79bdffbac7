"""Exports: what the list holds, as files that no spreadsheet runs."""

import csv
import io
import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from streams.web.export import safe
from tests.support.told import incident
from tests.support.view import Sample, of_incident
from tests.web.conftest import ViewFactory, client_of, pages


def ids(features: list[dict[str, Any]]) -> list[str]:
    return [feature["id"] for feature in features]


def rows_of(client: TestClient, **params: Any) -> list[dict[str, str]]:  # noqa: ANN401 - parameters
    answer = client.get("/api/export.csv", params=params)
    return list(csv.DictReader(io.StringIO(answer.text, newline="")))


def test_csv_has_hashtags_and_every_incident(client: TestClient, sample: Sample) -> None:
    tags, *rows = rows_of(client, w="all")
    assert tags["occurred_at"] == "#date+occurred"
    assert tags["injured_best"] == "#affected+injured+best"
    assert all(tag.startswith("#") for tag in tags.values())
    assert len(rows) == len(sample.incidents)
    wanted = {each.incident_id: each for each in sample.incidents}
    for row in rows:
        injured = wanted[row["incident_id"]].injured
        assert row["injured_best"] == ("" if injured is None else str(injured.best))


SAFE: dict[str, tuple[Any, Any]] = {
    "formula": ("=1+1", "'=1+1"),
    "plus": ("+1", "'+1"),
    "minus": ("-2", "'-2"),
    "at": ("@SUM(A1)", "'@SUM(A1)"),
    "tab": ("\t=1", "'\t=1"),
    "a number keeps its minus": (-33.5, -33.5),
    "plain": ("Old Bridge", "Old Bridge"),
    "nothing": (None, None),
}


@pytest.mark.parametrize(("value", "wanted"), SAFE.values(), ids=SAFE)
def test_no_cell_is_a_formula(value: object, wanted: object) -> None:
    assert safe(value) == wanted


def test_a_formula_in_an_article_is_text_in_the_file(empty: ViewFactory) -> None:
    view = empty((of_incident(incident(attacker='=HYPERLINK("http://evil.example")'), 0),))
    with client_of(view) as client:
        _, row = rows_of(client)
    assert row["attacker"].startswith("'=")


@pytest.mark.parametrize("kind", ["csv", "json", "geojson"])
def test_an_export_holds_what_the_list_holds(client: TestClient, kind: str) -> None:
    filters = {"country": "UKR", "w": "365d", "min": "injured:1"}
    listed = [each["incident_id"] for each in pages(client, "/api/incidents", "incidents", **filters, limit=100)]
    answer = client.get(f"/api/export.{kind}", params=filters)
    if kind == "csv":
        read = [row["incident_id"] for row in rows_of(client, **filters)[1:]]
    else:
        said = json.loads(answer.text)
        read = [each["incident_id"] for each in said["incidents"]] if kind == "json" else ids(said["features"])
    assert listed
    assert read == listed
    assert answer.headers["content-disposition"] == f'attachment; filename="incidents-UKR-365d-2023-11-22T06Z.{kind}"'


def test_an_export_of_nothing_is_still_a_file(empty: ViewFactory) -> None:
    with client_of(empty()) as client:
        assert len(client.get("/api/export.csv").text.splitlines()) == 2
        assert client.get("/api/export.json").json()["incidents"] == []
        assert client.get("/api/export.geojson").json()["features"] == []
