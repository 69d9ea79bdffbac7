"""Published numbers of an incident that became others."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import Final

from schemas import Correction, Count, Figure
from streams.incidents.report import Held, Row, count_of, held
from streams.incidents.words import MEMO

DIGEST: Final = 8  # bytes; of so many, two records of one incident are never taken for equal

ONE_ATTACK: Final = Count.exactly(1)
NO_ATTACK: Final = Count.exactly(0)


@dataclass(frozen=True, slots=True, order=True)
class Cause:
    """The record that moved a number. Of several, the newest counts."""

    reported_at: datetime
    version: str
    event_id: str
    article_id: str


@dataclass(frozen=True, slots=True)
class Published:
    """What stays in memory of an incident as it was published: what a correction can be about, and a digest of it."""

    incident_id: str
    country: str
    occurred_at: datetime
    injured: Held | None
    killed: Held | None
    digest: bytes

    @classmethod
    def of(cls, incident: Row, record: bytes) -> "Published":
        """Return this of an incident and its record; moments and figures are shared with whoever holds the same."""
        return cls(
            incident["incident_id"],
            incident["country"],
            _moment(incident["occurred_at"]),
            held(incident["injured"]),
            held(incident["killed"]),
            digest_of(record),
        )


@lru_cache(MEMO)
def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def digest_of(record: bytes) -> bytes:
    """Return what tells two records of one incident apart."""
    return sha256(record).digest()[:DIGEST]


def changed_figures(old: Published, new: Published, cause: Cause) -> list[Correction]:
    """Return a correction for each figure that is another now; what else changed is no correction.

    Shapes: `old` is what was published under the id of `new`, or under the id that `new` succeeds.
    """
    return [
        _correction(new, figure, (before, after), cause)
        for figure, before, after in (
            (Figure.INJURED, count_of(old.injured), count_of(new.injured)),
            (Figure.KILLED, count_of(old.killed), count_of(new.killed)),
        )
        if _number(before) != _number(after)
    ]


def withdrawn(old: Published, successor: str | None, cause: Cause) -> Correction:
    """Return the correction of an incident that is no more, or is one with `successor` now."""
    correction = _correction(old, Figure.ATTACKS, (ONE_ATTACK, NO_ATTACK), cause)
    return correction.model_copy(update={"successor": successor})


def _number(count: Count | None) -> tuple[int | None, int, int | None] | None:
    return None if count is None else (count.low, count.best, count.high)


def _correction(
    incident: Published, figure: Figure, change: tuple[Count | None, Count | None], cause: Cause
) -> Correction:
    old, new = change
    said = (incident.incident_id, figure, *map(_number, change), cause.event_id, cause.version)
    return Correction(
        correction_id=sha256("\x1f".join(map(str, said)).encode("utf-8", "surrogatepass")).hexdigest()[:32],
        country=incident.country,
        incident_id=incident.incident_id,
        figure=figure,
        old=old,
        new=new,
        occurred_at=incident.occurred_at,
        article_id=cause.article_id,
        event_id=cause.event_id,
        version=cause.version,
        reported_at=cause.reported_at,
    )
