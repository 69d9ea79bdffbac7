"""A batch of records into the view's file: rows, offsets and what changed, in one transaction."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

import orjson
from pydantic import ValidationError

from schemas import Correction, CountryCounters, Incident
from schemas.view import Change
from streams.errors import StreamsError
from streams.topics import CORRECTIONS, COUNTERS, EVENTS, INCIDENTS
from streams.web.database import Database
from streams.web.rows import (
    INCIDENT_COLUMNS,
    actors_of,
    correction_row,
    incident_row,
    newest_hour,
    words_row,
)

READ: Final = (INCIDENTS, COUNTERS, CORRECTIONS, EVENTS)
"""The topics that the view reads."""

KEPT_CHANGES: Final = 10_000  # fewer, and a client that was away for minutes asks for everything again
MAX_LISTED: Final = 500  # ids in one change; more would make an event that no client reads to its end
PLACEHOLDERS: Final = ", ".join("?" * len(INCIDENT_COLUMNS.split(",")))


@dataclass(eq=False)
class UnreadableError(StreamsError):
    """A record of a topic is not what this release reads; nothing of its batch was kept."""

    topic: str
    key: str
    detail: str

    def __str__(self) -> str:
        return (
            f"A record of {self.topic!r} (key {self.key!r}) can't be read: {self.detail}. The view shows what it had "
            "before. Run the release that wrote it, or a newer one."
        )


class Record(NamedTuple):
    """A record of a topic, by the topic's short name. Units: `timestamp` is milliseconds since 1970."""

    topic: str
    key: bytes | None
    value: bytes | None
    timestamp: int


Positions = Mapping[tuple[str, int], int]
"""The offset to read next, by short topic name and partition."""


@dataclass(slots=True)
class Touched:
    """What a batch changed, in the order in which it was noticed."""

    countries: dict[str, None] = field(default_factory=dict)
    incidents: dict[str, None] = field(default_factory=dict)
    corrections: dict[str, None] = field(default_factory=dict)
    articles: int = 0

    def __bool__(self) -> bool:
        return bool(self.countries or self.incidents or self.corrections or self.articles)

    def change(self) -> Change:
        """Return what the event stream tells of it."""
        listed = (self.countries, self.incidents, self.corrections)
        return Change(
            countries=tuple(self.countries),
            incidents=tuple(self.incidents)[:MAX_LISTED],
            corrections=tuple(self.corrections)[:MAX_LISTED],
            complete=all(len(ids) <= MAX_LISTED for ids in listed[1:]),
        )


def apply(database: Database, records: Sequence[Record], positions: Positions, read_at: float) -> int | None:
    """Keep a batch; return the version that it makes, None where nothing that is shown changed.

    Shapes: `positions` are those after the batch. A record that was kept before changes nothing.
    Units: `read_at` is seconds since 1970 by the wall clock.
    Errors: UnreadableError, sqlite3.Error; nothing has been kept then.
    """
    with database.writing() as connection:
        touched = Touched()
        for record in records:
            _keep(connection, record, touched)
        connection.executemany(
            "INSERT OR REPLACE INTO positions VALUES (?, ?, ?)",
            [(topic, partition, offset) for (topic, partition), offset in positions.items()],
        )
        put_meta(connection, "read_at", read_at)
        if newest := max((record.timestamp for record in records), default=0):
            put_meta(connection, "newest", max(newest, meta(connection, "newest") or 0))
        if touched.articles:
            put_meta(connection, "articles", (meta(connection, "articles") or 0) + touched.articles)
        return _note(connection, touched) if touched else None


def meta(connection: sqlite3.Connection, key: str) -> Any:  # noqa: ANN401 - text or number, as it was put
    """Return what was put under a key, None where nothing was."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return row[0] if row else None


def put_meta(connection: sqlite3.Connection, key: str, value: str | float | None) -> None:
    """Keep a value under a key."""
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))


def _keep(connection: sqlite3.Connection, record: Record, touched: Touched) -> None:
    key = (record.key or b"").decode("utf-8", "replace")
    try:
        match record.topic:
            case "incidents":
                _keep_incident(connection, key, record.value, touched)
            case "counters":
                _keep_counters(connection, key, record.value, touched)
            case "corrections" if record.value is not None:
                _keep_correction(connection, record, touched)
            case "events" if record.value is not None:
                article = orjson.loads(record.value)["article_id"]
                found = connection.execute("INSERT OR IGNORE INTO articles VALUES (?)", (article,))
                touched.articles += found.rowcount
    except (ValidationError, orjson.JSONDecodeError, KeyError, TypeError) as error:
        first = error.errors()[0]["msg"] if isinstance(error, ValidationError) else str(error)
        raise UnreadableError(record.topic, key, first) from error


def _keep_incident(connection: sqlite3.Connection, key: str, value: bytes | None, touched: Touched) -> None:
    known = connection.execute("SELECT number, country FROM incidents WHERE incident_id = ?", (key,)).fetchone()
    if known:
        touched.countries[known[1]] = None
        for table, column in (("incidents", "number"), ("incident_records", "number"), ("actors", "number")):
            connection.execute(f"DELETE FROM {table} WHERE {column} = ?", known[:1])  # noqa: S608 - names of ours
        connection.execute("DELETE FROM words WHERE rowid = ?", known[:1])
    if known or value is not None:
        touched.incidents[key] = None
    if value is None:
        return
    incident = Incident.model_validate_json(value)
    touched.countries[incident.country] = None
    sql = f"INSERT INTO incidents (number, {INCIDENT_COLUMNS}) VALUES (?, {PLACEHOLDERS})"  # noqa: S608 - names of ours
    number = connection.execute(sql, (known[0] if known else None, *incident_row(incident))).lastrowid
    connection.execute("INSERT INTO incident_records VALUES (?, ?)", (number, value))
    connection.executemany("INSERT INTO actors VALUES (?, ?)", [(name, number) for name in actors_of(incident)])
    connection.execute(
        "INSERT INTO words (rowid, place, actors, weapon, sentences) VALUES (?, ?, ?, ?, ?)",
        (number, *words_row(incident)),
    )


def _keep_counters(connection: sqlite3.Connection, key: str, value: bytes | None, touched: Touched) -> None:
    """Keep a country's reported totals; its counts follow from the incidents, at any hour."""
    known = connection.execute("SELECT record FROM counters WHERE country = ?", (key,)).fetchone()
    if value is None:
        connection.execute("DELETE FROM counters WHERE country = ?", (key,))
        if known:
            touched.countries[key] = None
        return
    counters = CountryCounters.model_validate_json(value)
    before = CountryCounters.model_validate_json(known[0]).reported if known else None
    if before != counters.reported:
        touched.countries[key] = None
    connection.execute("INSERT OR REPLACE INTO counters VALUES (?, ?, ?)", (key, newest_hour(counters), value))


def _keep_correction(connection: sqlite3.Connection, record: Record, touched: Touched) -> None:
    value = record.value or b""
    correction = Correction.model_validate_json(value)
    found = connection.execute(
        "INSERT OR IGNORE INTO corrections (correction_id, country, reported, written, record) VALUES (?, ?, ?, ?, ?)",
        correction_row(correction, value, record.timestamp),
    )
    if found.rowcount:
        touched.countries[correction.country] = None
        touched.corrections[correction.correction_id] = None


def _note(connection: sqlite3.Connection, touched: Touched) -> int:
    """Write down what changed; return the version of the file from now on."""
    change = touched.change().model_dump_json()
    version = connection.execute("INSERT INTO changes (change) VALUES (?)", (change,)).lastrowid or 0
    connection.execute("DELETE FROM changes WHERE version <= ?", (version - KEPT_CHANGES,))
    connection.executemany(
        "INSERT OR REPLACE INTO touched VALUES (?, ?)", [(country, version) for country in touched.countries]
    )
    return version
