"""Which reports of a country are worth comparing: found by what they share, never by trying all pairs."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from itertools import chain
from math import floor, log
from operator import attrgetter
from typing import Final, NamedTuple

from streams.incidents.relation import NAMES_SECONDS, WINDOW_SECONDS
from streams.incidents.report import Report, Spot
from streams.incidents.words import MEMO
from streams.rarity import rarity

NEIGHBOURS: Final = 40
"""How many reports before and after it, by event date, a report is compared with under one key.

Fewer, and the reports of one much reported attack lose each other; more, and a day with thousands of reports of one
city costs more than 1 ms a report. A key with no more reports than this misses nothing.
"""

NAMESAKES: Final = 8
"""The same under a rare name. A report has a dozen of those, so that one with which it shares several is found."""

KEYED_RARITY: Final = 35  # tenths of nats: a name in fewer than 3 of 100 texts
BUSY_REPORTS: Final = 60
BUSY_DAYS: Final = 20
"""A name that more reports of the country give, or reports of more days, tells no attack from another there.

What a war's reports all name (its regions, armies, spokesmen) is rare in the news at large and says nothing in that
war. Lower, and the victims of a much reported attack no longer hold its reports together; higher, and the attacks of a
war's first days run together.
"""

_TELLING: Final = 3  # persons; figures below can't outweigh a missing place (relation.WEIGHTS), a test shows it
_BAND: Final = log(1.5)  # bands overlap by half, so figures within a half of each other share one
_NAMES_WINDOWS: Final = dict.fromkeys(WINDOW_SECONDS, NAMES_SECONDS)
_DAY_SECONDS: Final = 86_400
_CELL: Final = 0.1  # degrees; up to 60 degrees north, points within 5 km are in the same cell or in adjacent ones

ORDER: Final = attrgetter("seconds", "event_id")
"""The order under a key: event date, then id."""

Key = str | tuple[str, int | str, int | str]
"""A rare name, or what else is shared and two values of it. Names are bare, since there are many."""


class Index:
    """The reports of one country under the keys that alike reports share.

    Two reports are *neighbours* when under one of their keys they lie at most `NEIGHBOURS` (a name: `NAMESAKES`) ranks
    apart in the order of event date, then event id. That is a property of the set of reports, not of the order in which
    they came. Adding or removing a report shifts ranks: only pairs around it, exactly at the limit, begin or cease to
    be neighbours, and `add` and `remove` return them. Under a *busy* name no reports are neighbours, and it counts in
    no score; to be busy is a property of the set as well, and `turned` names the reports that a change touches. So the
    work per report is bounded by keys x NEIGHBOURS, whatever the number of reports.
    """

    __slots__ = ("_lists", "busy", "turned")

    def __init__(self) -> None:
        """Begin without reports."""
        self._lists: dict[Key, list[Report]] = {}
        self.busy: set[str] = set()
        self.turned: set[str] = set()
        """Event ids under names that became busy or ceased to be, for the caller to take."""

    def add(self, report: Report) -> tuple[set[str], set[tuple[str, str]]]:
        """Add a report; return the event ids of its neighbours, and the pairs that it may have pushed apart."""
        order = ORDER(report)
        near: set[str] = set()
        apart: set[tuple[str, str]] = set()
        for key in keys(report):
            ranked = self._lists.setdefault(key, [])
            rank = bisect_left(ranked, order, key=ORDER)
            if key not in self.busy:
                reach = reach_of(key)
                apart.update(_straddling(ranked, rank, reach))
                ranked.insert(rank, report)
                if not self._turns(key, ranked):
                    near.update(_around(ranked, rank, reach))
            else:
                ranked.insert(rank, report)
        return near, apart

    def expect(self, reports: Collection[Report]) -> None:
        """Say what will be busy once these, all that there are, have been appended."""
        table = rarity()
        counted = Counter(chain.from_iterable(report.names for report in reports))
        often = {name for name, count in counted.items() if count > BUSY_DAYS and table.of(name) >= KEYED_RARITY}
        days: dict[str, set[int]] = {name: set() for name in often if counted[name] <= BUSY_REPORTS}
        for report in reports:
            for name in days.keys() & report.names:
                days[name].add(report.seconds // _DAY_SECONDS)
        self.busy = {name for name in often if name not in days or len(days[name]) > BUSY_DAYS}

    def append(self, report: Report) -> set[str]:
        """Add the newest report of those expected, by event date, then id; return its neighbours among the others.

        The same as `add`, when all are appended in turn, at a third of the cost.
        """
        seconds, precision = report.seconds, report.time_precision
        near: set[str] = set()
        for key in keys(report):
            ranked = self._lists.setdefault(key, [])
            if ranked and key not in self.busy:
                ranks, windows = reach_of(key)
                longest, usual = windows[3], windows[precision]
                for other in reversed(ranked[-ranks:]):
                    apart = seconds - other.seconds
                    if apart > longest:
                        break
                    theirs = other.time_precision
                    if apart <= (usual if theirs <= precision else windows[theirs]):
                        near.add(other.event_id)
            ranked.append(report)
        return near

    def remove(self, report: Report) -> set[tuple[str, str]]:
        """Remove a report; return the pairs that may have become neighbours by its going."""
        order = ORDER(report)
        together: set[tuple[str, str]] = set()
        for key in keys(report):
            ranked = self._lists[key]
            rank = bisect_left(ranked, order, key=ORDER)
            del ranked[rank]
            if key not in self.busy or self._turns(key, ranked):
                together.update(_straddling(ranked, rank, reach_of(key)))
            if not ranked:
                del self._lists[key]
        return together

    def near(self, report: Report) -> set[str]:
        """Return the event ids of the neighbours of a report of the index."""
        found: set[str] = set()
        order = ORDER(report)
        for key in keys(report):
            if key not in self.busy:
                ranked = self._lists[key]
                found.update(_around(ranked, bisect_left(ranked, order, key=ORDER), reach_of(key)))
        return found

    def neighbours(self, left: Report, right: Report) -> bool:
        """Tell whether two reports of the index are neighbours."""
        first, second = ORDER(left), ORDER(right)
        theirs = set(keys(right)) - self.busy
        for key in keys(left):
            if key in theirs:
                ranked = self._lists[key]
                reach = reach_of(key)
                if len(ranked) <= reach.ranks + 1:
                    return True
                ranks = [bisect_left(ranked, order, key=ORDER) for order in (first, second)]
                if abs(ranks[0] - ranks[1]) <= reach.ranks:
                    return True
        return False

    def _turns(self, key: Key, ranked: list[Report]) -> bool:
        """Note whether a name is busy now; tell whether that is a change."""
        if not isinstance(key, str):
            return False
        is_busy = len(ranked) > BUSY_REPORTS or (
            len(ranked) > BUSY_DAYS and len({report.seconds // _DAY_SECONDS for report in ranked}) > BUSY_DAYS
        )
        if is_busy == (key in self.busy):
            return False
        (self.busy.add if is_busy else self.busy.discard)(key)
        self.turned.update(report.event_id for report in ranked)
        return True


class Reach(NamedTuple):
    """How far under one key neighbours lie apart: in ranks, and in seconds by the coarser time precision of the two."""

    ranks: int
    windows: Mapping[int, int]


def reach_of(key: Key) -> Reach:
    """Return how far neighbours lie apart under this key."""
    return _BY_NAME if isinstance(key, str) else _OTHERWISE


_BY_NAME: Final = Reach(NAMESAKES, _NAMES_WINDOWS)
_OTHERWISE: Final = Reach(NEIGHBOURS, WINDOW_SECONDS)


def keys(report: Report) -> list[Key]:
    """Return the keys of a report: rare names, the words of its place's name, the cells around, figures."""
    found: list[Key] = list(_place_keys(report.spot))
    if report.injured and report.killed:
        found.append(("both", report.injured.best, report.killed.best))
    if report.names:
        known = rarity()
        words, unknown = known.words, known.unknown
        found += [name for name in report.names if words.get(name, unknown) >= KEYED_RARITY]
    if report.injured is not None:
        found += _figure_keys("injured", report.injured.best)
    if report.killed is not None:
        found += _figure_keys("killed", report.killed.best)
    return found


@lru_cache(MEMO)
def _place_keys(spot: Spot) -> tuple[Key, ...]:
    found: list[Key] = [("place", stem, "") for stem in spot.stems]
    if spot.latitude is not None and spot.longitude is not None:
        row, column = floor(spot.latitude / _CELL), floor(spot.longitude / _CELL)
        found += [("cell", row + down, column + across) for down in (0, 1) for across in (0, 1)]
    return tuple(found)


@lru_cache(MEMO)
def _figure_keys(name: str, best: int) -> tuple[Key, ...]:
    if best < _TELLING:
        return ()
    band = floor(log(best) / _BAND)
    return ((name, band, ""), (name, band + 1, ""))


def _around(ranked: list[Report], rank: int, reach: Reach) -> list[str]:
    """Return the event ids within reach whose dates do not rule them out."""
    ranks, windows = reach
    mine = ranked[rank]
    seconds, precision = mine.seconds, mine.time_precision
    longest, usual = windows[3], windows[precision]
    found: list[str] = []
    for other in ranked[max(0, rank - ranks) : rank + ranks + 1]:
        apart = other.seconds - seconds
        if apart > longest:
            break
        theirs = other.time_precision
        if (usual if theirs <= precision else windows[theirs]) >= (apart if apart >= 0 else -apart):
            found.append(other.event_id)
    if mine.event_id in found:
        found.remove(mine.event_id)
    return found


def _straddling(ranked: list[Report], rank: int, reach: Reach) -> Iterator[tuple[str, str]]:
    """Return the pairs that are as many ranks apart as neighbours can be, one before `rank` and the other not.

    Those that their dates rule out are left out: on a quiet key that is all of them.
    """
    if len(ranked) < reach.ranks:
        return
    first = max(0, rank - reach.ranks)
    for early, late in zip(ranked[first:rank], ranked[first + reach.ranks : rank + reach.ranks], strict=False):
        if late.seconds - early.seconds <= reach.windows[max(late.time_precision, early.time_precision)]:
            yield early.event_id, late.event_id
