"""The exported JSON Schema is what the models give, and reads what the last release wrote."""

import json
from pathlib import Path

import jsonschema  # type: ignore[import-untyped] # it ships no types
import pytest

from schemas import export
from tests.unit.schemas.samples import SAMPLES


def test_the_export_is_fresh() -> None:
    assert export.stale() == [], "run `python -m schemas.export`"


def test_this_release_reads_what_the_last_one_wrote() -> None:
    assert export.broken() == []


def test_every_record_of_the_last_release_is_kept() -> None:
    released = {path.stem for path in (export.FOLDER / export.RELEASED).glob("*.json")}
    assert released == export.RECORDS.keys()


@pytest.mark.parametrize("name", export.RECORDS)
def test_the_schema_accepts_a_record(name: str) -> None:
    schema = export.schema(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(SAMPLES[name], schema, jsonschema.Draft202012Validator)


def test_a_changed_and_a_foreign_file_are_stale(tmp_path: Path) -> None:
    export.write(tmp_path)
    assert export.stale(tmp_path) == []
    (tmp_path / "article.json").write_text("{}")
    (tmp_path / "old_record.json").write_text("{}")
    assert export.stale(tmp_path) == ["article.json", "old_record.json"]


def test_a_removed_field_and_a_removed_record_are_told(tmp_path: Path) -> None:
    export.write(tmp_path / export.RELEASED)
    before = export.schema("article")
    before["properties"]["byline"] = {"type": "string"}
    (tmp_path / export.RELEASED / "article.json").write_text(json.dumps(before))
    (tmp_path / export.RELEASED / "weather.json").write_text("{}")
    assert export.broken(tmp_path) == ["article: byline: was removed", "weather: is gone"]
