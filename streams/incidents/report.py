"""One report as incident resolution sees it."""

from dataclasses import dataclass
from datetime import datetime
from sys import intern

from schemas import Count, EventType, IncidentReport
from streams.incidents.words import actor_stems, place_stems

NO_STEMS: frozenset[str] = frozenset()

Order = tuple[datetime, str]


@dataclass(slots=True, frozen=True, eq=False)
class Report:
    """What of an incident report decides which incident it belongs to, and the record itself.

    Units: `seconds` is `occurred_at` as seconds since 1970-01-01T00Z; `latitude` and `longitude` are degrees, None
    where the place has none. `record` is the report as it is stored, shared with the table that holds it.
    """

    event_id: str
    article_id: str
    reported_at: datetime
    event_type: EventType
    seconds: int
    time_precision: int
    place: frozenset[str]
    geo_precision: int | None
    latitude: float | None
    longitude: float | None
    attacker: frozenset[str]
    target: frozenset[str]
    weapon: frozenset[str]
    injured: Count | None
    killed: Count | None
    record: bytes

    @classmethod
    def of(cls, event: IncidentReport, record: bytes) -> "Report":
        """Return the report of an event, given how it is stored."""
        place = event.place
        return cls(
            event_id=event.event_id,
            article_id=intern(event.article_id),
            reported_at=event.reported_at,
            event_type=event.event_type,
            seconds=int(event.occurred_at.timestamp()),
            time_precision=event.time_precision,
            place=place_stems(place.name) if place else NO_STEMS,
            geo_precision=place.geo_precision if place else None,
            latitude=place.latitude if place else None,
            longitude=place.longitude if place else None,
            attacker=actor_stems(event.attacker) if event.attacker else NO_STEMS,
            target=actor_stems(event.target) if event.target else NO_STEMS,
            weapon=actor_stems(event.weapon) if event.weapon else NO_STEMS,
            injured=event.injured,
            killed=event.killed,
            record=record,
        )

    @property
    def age(self) -> Order:
        """What orders reports from oldest to newest: the article's time, then the event's id. Total."""
        return (self.reported_at, self.event_id)
