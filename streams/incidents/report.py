"""One report as incident resolution sees it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from sys import intern
from typing import Any, Final, NamedTuple

from schemas import Count, EventType, IncidentReport
from streams.incidents.names import Terms, kinds, weigh
from streams.incidents.words import MEMO, actor_stems, place_stems

NO_STEMS: frozenset[str] = frozenset()

Order = tuple[int, str]

Row = Mapping[str, Any]
"""An event as its JSON has it: pydantic takes five times as long, and has checked it when it was stored."""


class Held(NamedTuple):
    """A count as it is held a million times: small, and shared where it is the same."""

    low: int | None
    best: int
    high: int | None
    vague: bool


@lru_cache(MEMO, typed=True)
def _held(low: object, best: object, high: object, vague: bool) -> Held:  # noqa: FBT001 - for the memo
    for number in (low, best, high):
        if number is not None and type(number) is not int:
            message = f"a count of {number!r}"
            raise TypeError(message)
    return Held(low, best, high, vague)  # type: ignore[arg-type] # just looked at


def held(count: Mapping[str, Any] | None) -> Held | None:
    """Return a count as it is held, given as JSON has it; equal ones are one object.

    Errors: KeyError or TypeError when it is none.
    """
    if count is None:
        return None
    return _held(count["low"], count["best"], count["high"], count.get("vague", False))


def count_of(figure: Held | None) -> Count | None:
    """Return the count that is held."""
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


@lru_cache(MEMO)
def _seconds(text: str) -> int:
    """Return a moment in seconds; the many attacks of one day, told for its noon, share one number."""
    return int(datetime.fromisoformat(text).timestamp())


_TYPES: Final = {kind.value: kind for kind in EventType}


@lru_cache(MEMO)
def _noons(days: Terms) -> tuple[int, ...]:
    """Return the noon (UTC) of each day, in seconds since 1970."""
    return tuple([_seconds(f"{day}T12:00:00+00:00") for day in days])


def _article(event_id: str, article_id: str) -> int | str:
    """Return how many characters of the event's id are the article's, which is all that need be held; else the id."""
    return len(article_id) if event_id.startswith(article_id) else article_id


@dataclass(slots=True, eq=False)  # frozen, one would take half as long again to make, and a restart makes them all
class Report:
    """What of an incident report decides which incident it belongs to.

    Units: `seconds` is `occurred_at` in seconds and `published` in microseconds since 1970-01-01T00Z, `days` are the
    noons of the days that its text names; `telling` is what `names` weigh together, in tenths of nats. `article` is how
    many characters of the event's id are the article's, or the article's id where it is no part of it. `links` and
    `incident` are for the resolution that holds it, one at a time: beside a million reports, dicts of their own took as
    much again as the reports. All else is never changed.
    """

    event_id: str
    article: int | str
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
    days: tuple[int, ...]
    telling: int
    links: tuple[str | int, ...] = ()
    incident: str | None = None

    @classmethod
    def of(cls, event: IncidentReport) -> "Report":
        """Return the report of an event."""
        return cls.of_row(event.model_dump(mode="json"))

    @classmethod
    def of_row(cls, row: Row) -> "Report":
        """Return the report of an event, given as its JSON has it.

        Errors: KeyError, TypeError or ValueError when it is no incident report.
        """
        place, spot = row["place"], NOWHERE
        if place is not None:
            spot = _spot(place["name"], place["geo_precision"], place.get("latitude"), place.get("longitude"))
        attacker, target, weapon = row["attacker"], row["target"], row["weapon"]
        terms = row.get("terms") or ()
        # each once, whoever wrote them
        names, numbers, days = kinds(tuple(dict.fromkeys(map(intern, terms)))) if terms else ((), (), ())
        published = datetime.fromisoformat(row.get("published_at") or row["reported_at"])
        return cls(
            event_id=row["event_id"],
            article=_article(row["event_id"], row["article_id"]),
            published=int(published.timestamp() * 1_000_000),
            event_type=_TYPES[row["event_type"]],
            seconds=_seconds(row["occurred_at"]),
            time_precision=row["time_precision"],
            spot=spot,
            attacker=actor_stems(attacker) if attacker else NO_STEMS,
            target=actor_stems(target) if target else NO_STEMS,
            weapon=actor_stems(weapon) if weapon else NO_STEMS,
            injured=held(row["injured"]),
            killed=held(row["killed"]),
            names=names,
            numbers=numbers,
            days=_noons(days),
            telling=weigh(names),
        )

    @property
    def article_id(self) -> str:
        """The article that says so."""
        return self.event_id[: self.article] if isinstance(self.article, int) else self.article

    @property
    def age(self) -> Order:
        """What orders reports from oldest to newest: the article's first text, then the event's id. Total."""
        return (self.published, self.event_id)
