"""Which reports of a country are worth comparing: found by what they share, never by trying all pairs."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from math import floor, log
from typing import Final

from schemas import Count
from streams.incidents.relation import MONTH_SECONDS, WINDOW_SECONDS
from streams.incidents.report import Report

NEIGHBOURS: Final = 40
"""How many reports before and after it, by event date, a report is compared with under one key.

Fewer, and the reports of one much reported attack lose each other; more, and a day with thousands of reports of one
city costs more than 1 ms a report. A key with no more reports than this misses nothing.
"""

_TELLING: Final = 3  # persons; figures below can't outweigh a missing place (relation.WEIGHTS), a test shows it
_BAND: Final = log(1.5)  # bands overlap by half, so figures within a half of each other share one
_CELL: Final = 0.1  # degrees; up to 60 degrees north, points within 5 km are in the same cell or in adjacent ones

Place = tuple[int, str, int]
"""Event date in seconds, event id, time precision: the order under a key, and what rules out a pair by its dates."""

Key = tuple[str, int | str, int | str]


class Index:
    """The reports of one country under the keys that alike reports share.

    Two reports are *neighbours* when under one of their keys they lie at most `NEIGHBOURS` ranks apart in the order of
    event date, then event id. That is a property of the set of reports, not of the order in which they came. Adding or
    removing a report shifts ranks: only pairs that lie around it, exactly at the limit, begin or cease to be
    neighbours, and `add` and `remove` return them. So the work per report is bounded by keys x NEIGHBOURS, whatever
    the number of reports.
    """

    __slots__ = ("_lists",)

    def __init__(self) -> None:
        """Begin without reports."""
        self._lists: dict[Key, list[Place]] = {}

    def add(self, report: Report) -> tuple[set[str], set[tuple[str, str]]]:
        """Add a report; return the event ids of its neighbours, and the pairs that it may have pushed apart."""
        place = _place(report)
        near: set[str] = set()
        apart: set[tuple[str, str]] = set()
        for key in keys(report):
            ranked = self._lists.setdefault(key, [])
            rank = bisect_left(ranked, place)
            apart.update(_straddling(ranked, rank))
            insort(ranked, place)
            near.update(_around(ranked, rank))
        return near, apart

    def remove(self, report: Report) -> set[tuple[str, str]]:
        """Remove a report; return the pairs that may have become neighbours by its going."""
        place = _place(report)
        together: set[tuple[str, str]] = set()
        for key in keys(report):
            ranked = self._lists[key]
            rank = bisect_left(ranked, place)
            del ranked[rank]
            together.update(_straddling(ranked, rank))
            if not ranked:
                del self._lists[key]
        return together

    def neighbours(self, left: Report, right: Report) -> bool:
        """Tell whether two reports of the index are neighbours."""
        first, second = _place(left), _place(right)
        theirs = set(keys(right))
        for key in keys(left):
            if key in theirs:
                ranked = self._lists[key]
                if len(ranked) <= NEIGHBOURS + 1:
                    return True
                if abs(bisect_left(ranked, first) - bisect_left(ranked, second)) <= NEIGHBOURS:
                    return True
        return False


def keys(report: Report) -> list[Key]:
    """Return the keys of a report: the words of its place's name, its cell and those around, its figures."""
    found: list[Key] = [("place", stem, "") for stem in report.place]
    if report.latitude is not None and report.longitude is not None:
        row, column = floor(report.latitude / _CELL), floor(report.longitude / _CELL)
        found += [("cell", row + down, column + across) for down in (0, 1) for across in (0, 1)]
    if report.injured and report.killed:
        found.append(("both", report.injured.best, report.killed.best))
    found += _figure_keys("injured", report.injured)
    found += _figure_keys("killed", report.killed)
    return found


def _figure_keys(name: str, count: Count | None) -> Iterable[Key]:
    if count is None or count.best < _TELLING:
        return ()
    band = floor(log(count.best) / _BAND)
    return ((name, band, ""), (name, band + 1, ""))


def _place(report: Report) -> Place:
    return (report.seconds, report.event_id, report.time_precision)


def _around(ranked: list[Place], rank: int) -> Iterator[str]:
    """Return the event ids within `NEIGHBOURS` ranks whose dates do not rule them out."""
    seconds, mine, precision = ranked[rank]
    first = bisect_left(ranked, (seconds - MONTH_SECONDS, "", 0), max(0, rank - NEIGHBOURS), rank)
    for other, event_id, theirs in ranked[first : rank + NEIGHBOURS + 1]:
        if abs(other - seconds) <= WINDOW_SECONDS[max(theirs, precision)]:
            if event_id != mine:
                yield event_id
        elif other > seconds + MONTH_SECONDS:
            return


def _straddling(ranked: list[Place], rank: int) -> Iterator[tuple[str, str]]:
    """Return the pairs that are `NEIGHBOURS` ranks apart, one before `rank` and the other not.

    Those that their dates rule out are left out: on a quiet key that is all of them.
    """
    first = max(0, rank - NEIGHBOURS)
    for (early, one, mine), (late, two, theirs) in zip(
        ranked[first:rank], ranked[first + NEIGHBOURS : rank + NEIGHBOURS], strict=False
    ):
        if late - early <= WINDOW_SECONDS[max(theirs, mine)]:
            yield one, two
