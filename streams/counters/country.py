"""The counters of one country, kept up incident by incident."""

from bisect import bisect_left, insort
from datetime import datetime

from schemas import CountryCounters, ReportedFigure, ReportedTotal
from streams.counters.reader import record
from streams.counters.reported import MAX_REPORTED, Rank, newest_first, rank
from streams.counters.rolling import Rolling
from streams.counters.tally import Bounds, tally_of
from streams.counters.windows import day_start, hour_of


class CountryTotals:
    """What a country's counters record is made of: its incidents by hour, and its reported totals."""

    __slots__ = ("_ranks", "_rolling", "_shown", "_totals", "country")

    def __init__(self, country: str) -> None:
        """Begin without anything."""
        self.country = country
        self._rolling = Rolling()
        self._totals: dict[str, ReportedTotal] = {}
        self._ranks: list[Rank] = []  # of the totals, sorted
        self._shown: tuple[ReportedFigure, ...] | None = None  # None: to be worked out again

    def __bool__(self) -> bool:
        """Whether there is any incident or reported total."""
        return self._rolling.newest is not None or bool(self._totals)

    @property
    def newest(self) -> int | None:
        """The hour of the newest event, by `newest_event_time`; None without any."""
        hours = [] if self._rolling.newest is None else [self._rolling.newest]
        if self._ranks:
            hours.append(hour_of(day_start(self._ranks[-1][0])))
        return max(hours, default=None)

    def add(self, occurred_at: datetime, injured: Bounds | None, killed: Bounds | None) -> None:
        """Count an incident."""
        self._rolling.add(hour_of(occurred_at), tally_of(injured, killed))

    def remove(self, occurred_at: datetime, injured: Bounds | None, killed: Bounds | None) -> None:
        """Take away an incident that was added with the same arguments."""
        self._rolling.remove(hour_of(occurred_at), tally_of(injured, killed))

    def put_total(self, total: ReportedTotal) -> None:
        """Add a reported total, or put another in the place of the one with its event id."""
        self.remove_total(total.event_id)
        self._totals[total.event_id] = total
        insort(self._ranks, rank(total))
        self._shown = None

    def remove_total(self, event_id: str) -> None:
        """Remove a reported total, if it is there."""
        total = self._totals.pop(event_id, None)
        if total is not None:
            del self._ranks[bisect_left(self._ranks, rank(total))]
            self._shown = None

    def at(self, hour: int) -> CountryCounters:
        """Return the record at an hour, with the newest reported totals, whatever their `as_of`."""
        self._rolling.move(hour)
        if self._shown is None:
            newest = [self._totals[event_id] for _, _, event_id in self._ranks[-MAX_REPORTED:]]
            self._shown = newest_first(newest, self.country)
        return record(self.country, self._rolling, self._shown)
