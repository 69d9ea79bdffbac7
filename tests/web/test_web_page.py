"""docs/web.md against the view."""

import re
from typing import Final

import click
import pytest
from starlette.testclient import TestClient

from streams.cli.web import web
from streams.web.filters import CountryFilters
from streams.web.health import MAX_LAG
from streams.web.hub import QUEUE
from streams.web.paging import MAX_LIMIT
from streams.web.write import KEPT_CHANGES
from tests.conftest import ROOT
from tests.docs.pages import page

PAGE: Final = page("web.md")


NAMED: Final = sorted(set(re.findall(r"`((?:test_\w+|\w+\.test\.ts))`", PAGE)))


@pytest.mark.parametrize("name", NAMED)
def test_a_test_that_the_page_names_is_there(name: str) -> None:
    if name.endswith(".ts"):
        assert (ROOT / "streams" / "web" / "ui" / "tests" / name).is_file()
    else:
        assert any(f"def {name}(" in file.read_text("utf-8") for file in (ROOT / "tests").rglob("test_*.py"))


def test_the_page_names_every_path_and_no_other(client: TestClient) -> None:
    told = set(re.findall(r"`((?:/api|/health|/metrics)[^`]*)`", PAGE.partition("| parameter")[0]))
    told |= {f"/api/export{kind}" for kind in (".json", ".geojson")}
    assert told == set(client.get("/openapi.json").json()["paths"])


def test_the_page_names_every_option_and_no_other() -> None:
    table = PAGE.partition("## What a number is")[0]
    told = {
        name for line in table.splitlines() if line.startswith("| `--") for name in re.findall(r"`(--[a-z-]+)`", line)
    }
    assert told == {name for each in web.params if isinstance(each, click.Option) for name in each.opts}


def test_the_page_names_every_filter() -> None:
    rows = re.findall(
        r"^\| ((?:`\w+`(?:, )?)+) \|", PAGE.partition("| parameter")[2].partition("## Events")[0], re.MULTILINE
    )
    told = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert told == {*CountryFilters.model_fields, "cursor", "limit"}


def test_the_page_names_every_metric(client: TestClient) -> None:
    found = set(re.findall(r"^# TYPE (\S+) ", client.get("/metrics").text, re.MULTILINE))
    told = set(re.findall(r"`(streams_web_\w+)`", PAGE))
    assert {name for name in found if not name.endswith("_created")} == told


def test_the_page_tells_the_bounds_of_the_code() -> None:
    for number in (MAX_LAG, KEPT_CHANGES, QUEUE, MAX_LIMIT):
        assert f"{number:,}" in PAGE
