"""What the rules look up: places, countries and word lists. Frozen data; `streams/resources.py` reads it from files."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from streams.extract.gazetteer import Gazetteer
from streams.extract.model import Model


@dataclass(frozen=True, slots=True)
class Country:
    """A country's name in English and its capital's place.

    Units: degrees, WGS 84; `zone` is an IANA time zone, empty where unknown.
    """

    name: str
    latitude: float
    longitude: float
    zone: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All that extraction knows of the world and of words.

    Shapes: `countries` by ISO 3166-1 alpha-3; `lists` by file and list of `seeds/lexicons/` and `seeds/gazetteer/`:
    `triggers.strong`, `places.title`; `models` by the name of their file in `streams/extract/weights/`.
    Source: docs/data.md.
    """

    gazetteer: Gazetteer
    countries: Mapping[str, Country]
    lists: Mapping[str, frozenset[str]]
    models: Mapping[str, Model] = field(default_factory=dict)

    def words(self, name: str) -> frozenset[str]:
        """Return a word list by name. Raises KeyError for a list that no source has: a slip, not a lack of data."""
        return self.lists[name]

    def weights(self, name: str) -> Model:
        """Return learnt weights by name. Raises KeyError for a model that was never trained: a slip, as above."""
        return self.models[name]
