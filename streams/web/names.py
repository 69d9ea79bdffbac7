"""Names of countries, one table for map, list, search and export."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

import orjson

from streams.errors import StreamsError

LEXICONS: Final = ("extract", "data", "lexicons.json")
"""Not by way of streams/resources.py: that brings all of the extraction with it, of which a view needs nothing."""

SHORTER: Final = {
    "BIH": "Bosnia and Herzegovina",
    "CIV": "Ivory Coast",
    "COD": "DR Congo",
    "COG": "Congo",
    "HKG": "Hong Kong",
    "MAC": "Macao",
    "MMR": "Myanmar",
    "PSE": "Palestine",
}
"""Where CLDR's name is long or has a sign that people do not type; all others are CLDR's English names."""


@dataclass(eq=False)
class NamesMissingError(StreamsError):
    """The shipped data is not there."""

    detail: str

    def __str__(self) -> str:
        return f"The names of countries cannot be read ({self.detail}). Run `make data` in the repository."


@cache
def country_names() -> Mapping[str, str]:
    """Return the name of each country by ISO 3166-1 alpha-3; read once a process. Raises NamesMissingError."""
    try:
        facts = orjson.loads(files("streams").joinpath(*LEXICONS).read_bytes())["countries"]
    except OSError as error:
        raise NamesMissingError(error.strerror or "not readable") from error
    return MappingProxyType({code: SHORTER.get(code, fact[0]) for code, fact in facts.items()})


def name_of(country: str) -> str:
    """Return the name of a country, or its code where it has none."""
    return country_names().get(country, country)
