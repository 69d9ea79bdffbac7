"""One report as incident resolution sees it."""

from dataclasses import dataclass
from functools import lru_cache
from sys import intern
from typing import Final, NamedTuple

from schemas import Count, EventType, IncidentReport
from streams.incidents.names import Terms, kinds, weigh
from streams.incidents.words import MEMO, actor_stems, place_stems

NO_STEMS: frozenset[str] = frozenset()

Order = tuple[int, str]


class Held(NamedTuple):
    """A count as it is held a million times: small, and shared where it is the same."""

    low: int | None
    best: int
    high: int | None
    vague: bool


@lru_cache(MEMO)
def _shared(figure: Held) -> Held:
    return figure


def held(count: Count | None) -> Held | None:
    """Return a count as it is held; equal ones are one object."""
    return None if count is None else _shared(Held(count.low, count.best, count.high, count.vague))


def count_of(figure: Held | None) -> Count | None:
    """Return what `held` was given."""
    return None if figure is None else Count(low=figure.low, best=figure.best, high=figure.high, vague=figure.vague)


class Spot(NamedTuple):
    """A place as it is held: the stems of its name, and what `schemas.Place` says of it besides.

    Units: degrees, None where the place has no point; `precision` is ACLED's, as in `schemas.Place`.
    """

    stems: frozenset[str]
    precision: int
    latitude: float | None
    longitude: float | None


@lru_cache(MEMO)
def _spot(name: str, precision: int, latitude: float | None, longitude: float | None) -> Spot:
    return Spot(place_stems(name), precision, latitude, longitude)


NOWHERE: Final = Spot(frozenset(), 3, None, None)
"""Held where a report names no place: no more than its country is known."""


@dataclass(slots=True, frozen=True, eq=False)
class Report:
    """What of an incident report decides which incident it belongs to, and the record itself.

    Units: `seconds` is `occurred_at` in seconds and `published` in microseconds since 1970-01-01T00Z; `telling` is what
    `names` weigh together, in tenths of nats. `record` is the report as it is stored, shared with the table.
    """

    event_id: str
    article_id: str
    published: int
    event_type: EventType
    seconds: int
    time_precision: int
    spot: Spot
    attacker: frozenset[str]
    target: frozenset[str]
    weapon: frozenset[str]
    injured: Held | None
    killed: Held | None
    names: Terms
    numbers: Terms
    telling: int
    record: bytes

    @classmethod
    def of(cls, event: IncidentReport, record: bytes) -> "Report":
        """Return the report of an event, given how it is stored."""
        place = event.place
        names, numbers = kinds(tuple(map(intern, event.terms)))
        return cls(
            event_id=event.event_id,
            article_id=intern(event.article_id),
            published=int((event.published_at or event.reported_at).timestamp() * 1_000_000),
            event_type=event.event_type,
            seconds=int(event.occurred_at.timestamp()),
            time_precision=event.time_precision,
            spot=_spot(place.name, place.geo_precision, place.latitude, place.longitude) if place else NOWHERE,
            attacker=actor_stems(event.attacker) if event.attacker else NO_STEMS,
            target=actor_stems(event.target) if event.target else NO_STEMS,
            weapon=actor_stems(event.weapon) if event.weapon else NO_STEMS,
            injured=held(event.injured),
            killed=held(event.killed),
            names=names,
            numbers=numbers,
            telling=weigh(names),
            record=record,
        )

    @property
    def age(self) -> Order:
        """What orders reports from oldest to newest: the article's first text, then the event's id. Total."""
        return (self.published, self.event_id)
