"""What a request asks for: window, moment, types, figures, words; and the same as SQL."""

import re
from datetime import UTC, datetime
from typing import Annotated, Any, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema

from schemas import EventType, Window
from streams.counters.windows import HOURS

HOUR_US: Final = 3_600_000_000
MAX_QUERY: Final = 200  # characters; more words match nothing anyway
EXAMPLE: Final = "2023-10-31T12:00Z"
_ENDS: Final = (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))


def parse_moment(value: object) -> datetime:
    """Return an ISO 8601 moment in UTC. Raises ValueError without a zone: guessing it can move an attack by a day."""
    if isinstance(value, datetime):
        moment = value
    else:
        text = str(value).strip().upper()
        if "T" not in text:
            detail = f"not a moment such as {EXAMPLE}"
            raise ValueError(detail)
        moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        detail = f"it has no zone; write it as {EXAMPLE}"
        raise ValueError(detail)
    try:
        return moment.astimezone(UTC)
    except OverflowError:  # a zone moves the first and the last hours out of the years 1 to 9999
        return _ENDS[moment.year > 1]


Moment = Annotated[
    datetime,
    BeforeValidator(parse_moment),
    WithJsonSchema({"type": "string", "format": "date-time", "examples": [EXAMPLE]}),
]
"""A moment in a query: ISO 8601 with its zone."""

Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Minimum = Annotated[str, StringConstraints(pattern=r"^(injured|killed):[0-9]{1,7}$")]


class AsOf(BaseModel):
    """The moment of an answer."""

    model_config = ConfigDict(frozen=True)

    as_of: Moment | None = Field(
        default=None, description="Moment at which the windows end, ISO 8601 with its zone; none is now (live)."
    )


class Filters(AsOf):
    """Which incidents are meant."""

    w: Window = Field(default=Window.WEEK, description="How far back from `as_of`.")
    type: list[EventType] = Field(default=[], description="Only these types; none means all.")
    min: list[Minimum] = Field(
        default=[], description="Only where the best estimate is stated and at least this: `injured:1`, `killed:5`."
    )
    q: str | None = Field(
        default=None, max_length=MAX_QUERY, description="Only with all these words in place, actors or sentences."
    )

    @property
    def narrowed(self) -> bool:
        """Whether anything but time and country chooses."""
        return bool(self.type or self.min or self.words)

    @property
    def words(self) -> str | None:
        """The search as FTS5 wants it, None without one."""
        return fts(self.q) if self.q and self.q.strip() else None

    def conditions(self) -> tuple[str, list[Any]]:
        """Return ` AND ...` over the table `incidents`, with its parameters."""
        sql, given = "", list[Any]()
        if self.type:
            sql += f" AND event_type IN ({', '.join('?' * len(self.type))})"
            given += [each.value for each in self.type]
        for minimum in self.min:
            figure, _, least = minimum.partition(":")
            sql += f" AND {figure}_stated = 1 AND {figure}_best >= ?"  # the pattern allows two names only
            given.append(int(least))
        if (words := self.words) is not None:
            sql += " AND number IN (SELECT rowid FROM words WHERE words MATCH ?)"
            given.append(words)
        return sql, given


class CountryFilters(Filters):
    """Which incidents of which country."""

    country: Country | None = Field(default=None, description="ISO 3166-1 alpha-3; none means all.")

    def conditions(self) -> tuple[str, list[Any]]:
        """Return ` AND ...` over the table `incidents`, with its parameters."""
        sql, given = super().conditions()
        return (sql, given) if self.country is None else (sql + " AND country = ?", [*given, self.country])


def stretch(window: Window, hour: int) -> tuple[int | None, int]:
    """Return after and until, in hours, of a window that ends at `hour`; None has no beginning."""
    length = HOURS[window]
    return (None if length is None else hour - length), hour


def time_condition(after: int | None, until: int, column: str = "occurred") -> tuple[str, list[Any]]:
    """Return `column ...` for the hours h with after < h <= until. Units: the column is in microseconds."""
    sql, given = f"{column} < ?", [(until + 1) * HOUR_US]
    if after is not None:
        sql, given = f"{sql} AND {column} >= ?", [*given, (after + 1) * HOUR_US]
    return sql, given


def fts(text: str) -> str:
    """Return a search for all words of `text`, each also as the beginning of a longer one.

    Shapes: every word is quoted, so that nothing a person types is FTS5 syntax; without any word it matches nothing.
    """
    found = re.findall(r"\w+", text)
    return " ".join(f'"{word}"*' for word in found) or '""'
