"""Incidents as a list, and one with all that says so."""

from typing import Literal

from pydantic import Field, NonNegativeInt

from schemas.base import CountryCode, Record, Utc
from schemas.count import Count
from schemas.event import EventType, Place
from schemas.incident import Incident
from schemas.view.base import Answer


class IncidentSummary(Record):
    """An incident without its reports."""

    incident_id: str
    country: CountryCode
    name: str = Field(description="The country's name.")
    event_type: EventType
    place: Place | None
    occurred_at: Utc
    time_precision: Literal[1, 2, 3]
    attacker: str | None
    target: str | None
    weapon: str | None
    claimed_by: str | None
    injured: Count | None
    killed: Count | None
    reports: NonNegativeInt = Field(description="How many reports make it.")


class IncidentsAnswer(Answer):
    """Newest first."""

    incidents: tuple[IncidentSummary, ...]
    next_cursor: str | None = Field(description="Give it as `cursor` for the next page; null on the last.")
    total: NonNegativeInt = Field(description="How many match in all.")


class FigureStatement(Record):
    """A figure that a report states, from when to when it is the incident's; `until` null: it still is."""

    value: Count
    event_id: str
    since: Utc
    until: Utc | None


class FigureHistory(Record):
    """Every statement of each figure, oldest first."""

    injured: tuple[FigureStatement, ...]
    killed: tuple[FigureStatement, ...]


class IncidentAnswer(Answer):
    """One incident with its reports and their sentences."""

    incident: Incident
    name: str = Field(description="The country's name.")
    history: FigureHistory
