"""Words -> places, actors and incidents that have them."""

import re
import unicodedata
from datetime import datetime, timedelta
from typing import Final, Literal

from schemas.view import FoundActor, FoundIncident, FoundPlace, Fragment, SearchAnswer
from streams.counters.windows import EPOCH
from streams.web.filters import fts, time_condition
from streams.web.incidents import summaries
from streams.web.names import name_of
from streams.web.snapshot import Snapshot

BEST: Final = 10  # of each kind; who wants more filters the incidents by the same words
FRAGMENT_WORDS: Final = 20
OPEN, CLOSE, CUT = "\x02", "\x03", "\u2026"  # articles' control characters are gone before they are stored
FIELDS: Final[tuple[Literal["place", "actors", "weapon", "sentences"], ...]] = (
    "place",
    "actors",
    "weapon",
    "sentences",
)


def search(snapshot: Snapshot, query: str) -> SearchAnswer:
    """Return the best of each kind up to `as_of`; a word also stands for the longer ones that begin with it."""
    times, given = time_condition(None, snapshot.hour)
    matches = "number IN (SELECT rowid FROM words WHERE words MATCH ?)"
    total = snapshot.value(
        f"SELECT count(*) FROM incidents WHERE {times} AND {matches}",  # noqa: S608 - names of ours
        [*given, fts(query)],
    )
    return SearchAnswer(
        as_of=snapshot.as_of,
        live=snapshot.live,
        query=query,
        places=tuple(_places(snapshot, query)),
        actors=tuple(_actors(snapshot, query)),
        incidents=tuple(_incidents(snapshot, query)),
        total=total,
    )


def _places(snapshot: Snapshot, query: str) -> list[FoundPlace]:
    times, given = time_condition(None, snapshot.hour)
    rows = snapshot.rows(
        "SELECT place, country, count(*) AS attacks, max(occurred) FROM incidents WHERE number IN "  # noqa: S608 - ours
        f"(SELECT rowid FROM words WHERE words MATCH ?) AND {times} AND place IS NOT NULL "
        "GROUP BY place, country ORDER BY attacks DESC, place LIMIT ?",
        [f"place : ({fts(query)})", *given, BEST],
    )
    return [
        FoundPlace(
            name=marked(place, query),
            country=country,
            country_name=name_of(country),
            attacks=attacks,
            newest=_moment(newest),
        )
        for place, country, attacks, newest in rows
    ]


def _actors(snapshot: Snapshot, query: str) -> list[FoundActor]:
    """Return attackers and targets; of the two of an incident, only the one that has the words."""
    times, given = time_condition(None, snapshot.hour)
    rows = snapshot.rows(
        "SELECT name, count(*) AS attacks, max(occurred) FROM actors JOIN incidents USING (number) "  # noqa: S608 - ours
        f"WHERE number IN (SELECT rowid FROM words WHERE words MATCH ?) AND {times} "
        "GROUP BY name ORDER BY attacks DESC, name",
        [f"actors : ({fts(query)})", *given],
    )
    wanted = _folded_words(query)
    named = [row for row in rows if all(_has(row[0], word) for word in wanted)]
    return [
        FoundActor(name=marked(name, query), attacks=attacks, newest=_moment(newest))
        for name, attacks, newest in named[:BEST]
    ]


def _incidents(snapshot: Snapshot, query: str) -> list[FoundIncident]:
    times, given = time_condition(None, snapshot.hour)
    highlights = ", ".join(
        f"snippet(words, {number}, '{OPEN}', '{CLOSE}', '{CUT}', {FRAGMENT_WORDS})" for number in range(len(FIELDS))
    )
    rows = snapshot.rows(
        f"SELECT rowid, {highlights} FROM words WHERE words MATCH ? AND rowid IN "  # noqa: S608 - names of ours
        f"(SELECT number FROM incidents WHERE {times} AND number IN (SELECT rowid FROM words WHERE words MATCH ?) "
        "ORDER BY occurred DESC, incident_id DESC LIMIT ?)",
        [fts(query), *given, fts(query), BEST],
    )
    texts = {row[0]: row[1:] for row in rows}
    found = []
    for summary, number in zip(summaries(snapshot, list(texts)), texts, strict=True):
        field, text = next(
            (pair for pair in zip(FIELDS, texts[number], strict=True) if OPEN in pair[1]),
            (FIELDS[-1], texts[number][-1]),
        )
        found.append(FoundIncident(incident=summary, matched=field, fragment=_fragment(text)))
    return sorted(found, key=lambda each: (each.incident.occurred_at, each.incident.incident_id), reverse=True)


def marked(name: str, query: str) -> Fragment:
    """Return a name with the words of the query marked where they begin a word of it."""
    wanted = _folded_words(query)
    marks = [
        (word.start(), word.end())
        for word in re.finditer(r"\w+", name)
        if any(_fold(word.group()).startswith(each) for each in wanted)
    ]
    return Fragment(text=name, marks=tuple(marks))


def _fragment(text: str) -> Fragment:
    """Return a snippet of FTS5, whose matches stand between OPEN and CLOSE, with offsets instead."""
    plain, marks, start = "", list[tuple[int, int]](), 0
    for piece in re.split(f"([{OPEN}{CLOSE}])", text):
        if piece == OPEN:
            start = len(plain)
        elif piece == CLOSE:
            marks.append((start, len(plain)))
        else:
            plain += piece
    return Fragment(text=plain, marks=tuple(marks))


def _folded_words(text: str) -> list[str]:
    return [_fold(word) for word in re.findall(r"\w+", text)]


def _fold(word: str) -> str:
    """Return a word as the search compares it: without case and accents."""
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def _has(name: str, word: str) -> bool:
    return any(_fold(own).startswith(word) for own in re.findall(r"\w+", name))


def _moment(microseconds: int) -> datetime:
    return EPOCH + timedelta(microseconds=microseconds)
