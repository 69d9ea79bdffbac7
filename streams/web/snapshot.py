"""The view's file at one moment, and the hour that an answer is about."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any, Final

from streams.clock import Clock as Now
from streams.counters import hour_of, moment_of
from streams.counters.tally import Tally
from streams.settings import Clock
from streams.web.database import Database
from streams.web.filters import Filters, time_condition
from streams.web.history import Bars, History, best_of
from streams.web.schema import FIGURES
from streams.web.write import meta

DAY: Final = 24  # hours
LONG: Final = 90 * DAY  # a share of the incidents above which an index does not pay
SUMS: Final = ", ".join(f"sum({column})" for column in FIGURES.split(", "))

NEWEST_HOUR: Final = """
SELECT max(hour) FROM (
  SELECT hour FROM (SELECT hour FROM incidents ORDER BY occurred DESC LIMIT 1)
  UNION ALL SELECT max(newest_hour) FROM counters
)"""
"""The event clock's now, as streams/counters/reader.py has it."""


class Histories:
    """The history of each country, made when first asked for and again after it changed. For many threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._known: dict[str, tuple[str, int, History]] = {}

    def get(self, country: str, generation: str, version: int, make: Callable[[], History]) -> History:
        """Return the history of a country as of the version that touched it last."""
        with self._lock:
            known = self._known.get(country)
        if known and known[:2] == (generation, version):
            return known[2]
        history = make()
        with self._lock:
            self._known[country] = (generation, version, history)
        return history


@dataclass(frozen=True)
class Snapshot:
    """One transaction of a reader: all numbers of an answer come from it, so they agree with each other.

    Units: `hour` is since 1970, `version` counts changes of the file of this `generation`.
    """

    connection: sqlite3.Connection
    histories: Histories
    generation: str
    version: int
    complete: bool
    hour: int
    live: bool

    @property
    def as_of(self) -> datetime:
        """The hour as a moment."""
        return moment_of(self.hour)

    def rows(self, sql: str, given: list[Any] | tuple[Any, ...] = ()) -> list[Any]:
        """Return all rows of a query."""
        return self.connection.execute(sql, given).fetchall()

    def value(self, sql: str, given: list[Any] | tuple[Any, ...] = ()) -> Any:  # noqa: ANN401 - a column's type
        """Return the only value of a query."""
        return self.connection.execute(sql, given).fetchone()[0]

    def countries(self) -> list[str]:
        """Return every country that has an incident or a reported total, sorted, whatever the moment."""
        reported = {row[0] for row in self.rows("SELECT country FROM counters WHERE newest_hour IS NOT NULL")}
        seen = [row[0] for row in self.rows("SELECT country FROM touched ORDER BY country")]
        return [country for country in seen if country in reported or self.history(country).first is not None]

    def history(self, country: str) -> History:
        """Return all incidents of a country."""
        found = self.rows("SELECT version FROM touched WHERE country = ?", (country,))
        version = found[0][0] if found else 0
        return self.histories.get(country, self.generation, version, lambda: self._read(country))

    def narrowed(self, filters: Filters, country: str) -> History:
        """Return the incidents of a country that the filters let through."""
        conditions, given = filters.conditions()
        sql = f"SELECT hour, {FIGURES} FROM incidents WHERE country = ?{conditions} ORDER BY occurred"  # noqa: S608 - ours
        return History(self.connection.execute(sql, [country, *given]))

    def sums(self, filters: Filters, after: int | None, until: int) -> dict[str, Tally]:
        """Return, by country, the tally of the incidents in a stretch that the filters let through."""
        where, given = self._where(filters, after, until)
        sql = f"SELECT country, count(*), {SUMS} FROM incidents {where} GROUP BY country"  # noqa: S608 - ours
        return {country: Tally._make(tally) for country, *tally in self.connection.execute(sql, given)}

    def bars(self, filters: Filters, days: int) -> dict[str, Bars]:
        """Return, by country, so many stretches of 24 h that end at `hour`."""
        where, given = self._where(filters, self.hour - days * DAY, self.hour)
        figures = "count(*), sum(injured_stated), sum(injured_best), sum(killed_stated), sum(killed_best)"
        sql = f"SELECT country, (? - hour) / {DAY}, {figures} FROM incidents {where} GROUP BY 1, 2"  # noqa: S608 - ours
        found: dict[str, Bars] = {}
        for country, age, attacks, *stated in self.connection.execute(sql, [self.hour, *given]):
            bars, place = found.setdefault(country, Bars.none(days)), days - 1 - age
            bars.attacks[place] = attacks
            bars.injured[place] = best_of(attacks, *stated[:2])
            bars.killed[place] = best_of(attacks, *stated[2:])
        return found

    def _where(self, filters: Filters, after: int | None, until: int) -> tuple[str, list[Any]]:
        """Return `WHERE ...`; over a long time all rows are read in turn, which is quicker than by an index."""
        times, given = time_condition(after, until)
        conditions, more = filters.conditions()
        long = after is None or until - after > LONG
        return f"{'NOT INDEXED ' if long else ''}WHERE {times}{conditions}", [*given, *more]

    def _read(self, country: str) -> History:
        sql = f"SELECT hour, {FIGURES} FROM incidents WHERE country = ? ORDER BY occurred"  # noqa: S608 - ours
        return History(self.connection.execute(sql, (country,)))


@dataclass(frozen=True)
class Snapshots:
    """Takes snapshots. `now` is the wall clock, heeded unless the event clock is chosen and there is an event."""

    database: Database
    clock: Clock
    now: Now
    histories: Histories

    @contextmanager
    def at(self, as_of: datetime | None) -> Iterator[Snapshot]:
        """Give the file as of now, and the hour of `as_of`, else of now."""
        with self.database.reading() as connection:
            yield Snapshot(
                connection=connection,
                histories=self.histories,
                generation=str(meta(connection, "generation")),
                version=connection.execute("SELECT coalesce(max(version), 0) FROM changes").fetchone()[0],
                complete=bool(meta(connection, "complete")),
                hour=self._hour(connection) if as_of is None else hour_of(as_of),
                live=as_of is None,
            )

    def warm(self) -> None:
        """Make the history of every country, so that the first question does not wait for it."""
        with self.at(None) as snapshot:
            snapshot.countries()

    def _hour(self, connection: sqlite3.Connection) -> int:
        if self.clock is Clock.EVENT:
            newest = connection.execute(NEWEST_HOUR).fetchone()[0]
            if newest is not None:
                return int(newest)
        return hour_of(self.now())
