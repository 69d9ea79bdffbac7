"""One real-world occurrence, however many articles report it."""

from typing import Literal

from pydantic import Field, NonNegativeInt

from schemas.base import SCHEMA_VERSION, CountryCode, Record, Utc
from schemas.count import Count
from schemas.event import EventType, Evidence, Place


class IncidentMember(Record):
    """One report of the incident, with what it states and the sentences that say so."""

    event_id: str
    article_id: str
    version: str
    reported_at: Utc
    source: str | None = None
    title: str | None = None
    url: str | None = None
    injured: Count | None
    killed: Count | None
    evidence: tuple[Evidence, ...] = Field(description="At most five sentences.")
    evidence_total: NonNegativeInt = Field(description="How many sentences there were.")


class Incident(Record):
    """An incident and the reports that make it, oldest first.

    Shapes: `injured` and `killed` are those of the newest report that states one; the earlier ones stay in `reports`,
    which is bounded in bytes, so that a record always fits its topic.
    Source: docs/semantics.md, "Incident".
    """

    schema_version: int = SCHEMA_VERSION
    incident_id: str = Field(description="The event id of its oldest report.")
    country: CountryCode
    event_type: EventType
    place: Place | None
    occurred_at: Utc
    time_precision: Literal[1, 2, 3]
    attacker: str | None
    target: str | None
    weapon: str | None
    claimed_by: str | None = None
    injured: Count | None
    killed: Count | None
    reports: tuple[IncidentMember, ...] = Field(
        description="Oldest first. Of very many: the oldest, those whose figures count, and the newest."
    )
    reports_total: NonNegativeInt | None = Field(
        default=None, description="How many reports there are. Null in a record of an older release: as many as listed."
    )

    @property
    def told(self) -> int:
        """How many reports there are, listed or not."""
        return len(self.reports) if self.reports_total is None else self.reports_total
