"""What matches words: places, actors, incidents."""

from typing import Literal

from pydantic import Field, NonNegativeInt

from schemas.base import CountryCode, Record, Utc
from schemas.view.base import Answer
from schemas.view.incidents import IncidentSummary

Mark = tuple[NonNegativeInt, NonNegativeInt]
"""Start and end (exclusive) of a match, in code points."""


class Fragment(Record):
    """Text with its matches as offsets: never HTML. `...` stands at a cut as U+2026."""

    text: str
    marks: tuple[Mark, ...]


class FoundPlace(Record):
    """A place whose name matches."""

    name: Fragment
    country: CountryCode
    country_name: str
    attacks: NonNegativeInt
    newest: Utc


class FoundActor(Record):
    """An attacker or target whose name matches."""

    name: Fragment
    attacks: NonNegativeInt = Field(description="Incidents that name it as attacker or target.")
    newest: Utc


class FoundIncident(Record):
    """An incident that matches, with the text that does."""

    incident: IncidentSummary
    matched: Literal["place", "actors", "weapon", "sentences"]
    fragment: Fragment


class SearchAnswer(Answer):
    """The best ten of each kind; incidents newest first."""

    query: str
    places: tuple[FoundPlace, ...]
    actors: tuple[FoundActor, ...]
    incidents: tuple[FoundIncident, ...]
    total: NonNegativeInt = Field(description="Incidents that match in all.")
