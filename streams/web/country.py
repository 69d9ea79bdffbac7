"""One country: every window, its reported totals, its days or hours."""

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from typing import Final, Literal

from schemas import CountryCounters, ReportedFigure, Window
from schemas.view import CountryAnswer, ReportedRow, SeriesAnswer, SeriesPoint, WindowFigures
from streams.counters import hour_of, moment_of
from streams.counters.tally import window_counts
from streams.counters.windows import day_start
from streams.web.filters import Filters, stretch
from streams.web.history import History
from streams.web.names import country_names, name_of
from streams.web.problems import not_found, refused
from streams.web.snapshot import Snapshot
from streams.web.world import before, figures

DAY: Final = 24  # hours
MAX_POINTS: Final = 3_000  # four months by hour, eight years by day; more, and an answer is slower than a chart needs
DEFAULT_POINTS: Final = 60
EARLIEST: Final = hour_of(datetime.min.replace(tzinfo=UTC))  # no moment is before the year 1


def country(snapshot: Snapshot, code: str, filters: Filters) -> CountryAnswer:
    """Return the counters of a country. Raises a problem for a code that is none and has no record."""
    history = _history(snapshot, code, filters)
    windows = {}
    for window in Window:
        earlier = before(history, window, snapshot.hour)
        windows[window] = WindowFigures(
            counts=window_counts(history.between(*stretch(window, snapshot.hour))),
            before=None if earlier is None else figures(earlier),
        )
    first = history.first
    return CountryAnswer(
        as_of=snapshot.as_of,
        live=snapshot.live,
        country=code,
        name=name_of(code),
        windows=windows,
        since=None if first is None else moment_of(first),
        reported=tuple(_reported(figure, history, snapshot.hour) for figure in _totals(snapshot, code)),
    )


@dataclass(frozen=True)
class Span:
    """What a series covers: by day or hour, from and to where they are given."""

    by: Literal["day", "hour"]
    start: datetime | None
    end: datetime | None

    def starts(self, hour: int) -> list[int]:
        """Return the first hour of each point, oldest first; the last point holds `hour` at the latest."""
        step = DAY if self.by == "day" else 1
        last = hour if self.end is None else min(hour, hour_of(self.end))
        first = last - (DEFAULT_POINTS - 1) * step if self.start is None else hour_of(self.start)
        first = max(first, EARLIEST)
        first -= first % step  # 1970-01-01T00Z began a day, so days are multiples of 24
        if (last - first) // step >= MAX_POINTS:
            detail = f"more than {MAX_POINTS:,} points; ask for a shorter stretch, or by=day"
            problem = refused("from", detail)
            raise problem
        return list(range(first, last + 1, step))


def series(snapshot: Snapshot, code: str, span: Span, filters: Filters) -> SeriesAnswer:
    """Return a country's days or hours without a gap; nothing after `as_of` is counted."""
    history = _history(snapshot, code, filters)
    starts = span.starts(snapshot.hour)
    step = DAY if span.by == "day" else 1
    bounds = [start - 1 for start in starts]
    bounds.append(min(snapshot.hour, starts[-1] + step - 1) if starts else 0)
    points = []
    for start, (after, until) in zip(starts, pairwise(bounds), strict=True):
        counts = window_counts(history.between(after, until))
        points.append(
            SeriesPoint(
                start=moment_of(start),
                attacks=counts.attacks,
                injured=counts.injured,
                killed=counts.killed,
                stated=counts.stated,
            )
        )
    return SeriesAnswer(as_of=snapshot.as_of, live=snapshot.live, by=span.by, points=tuple(points))


def _history(snapshot: Snapshot, code: str, filters: Filters) -> History:
    history = snapshot.history(code)
    if code not in country_names() and history.first is None and not _totals(snapshot, code):
        problem = not_found(f"No country has the code {code}, and nothing on record does.")
        raise problem
    if filters.narrowed:
        return snapshot.narrowed(filters, code)
    return history


def _totals(snapshot: Snapshot, code: str) -> list[ReportedFigure]:
    """Return the reported totals that are not later than `as_of`, newest first."""
    found = snapshot.rows("SELECT record FROM counters WHERE country = ?", (code,))
    if not found:
        return []
    last_day = snapshot.as_of.date()
    reported = CountryCounters.model_validate_json(found[0][0]).reported
    return [figure for figure in reported if figure.as_of <= last_day]


def _reported(figure: ReportedFigure, history: History, hour: int) -> ReportedRow:
    """Return a total beside the attacks of its days, from the first hour of `since` to the last of its `as_of`."""
    counted = None
    if figure.since is not None:
        after = hour_of(day_start(figure.since)) - 1
        until = hour_of(day_start(figure.as_of)) + DAY - 1
        counted = window_counts(history.between(after, min(until, hour)))
    values = {name: getattr(figure, name) for name in ReportedFigure.model_fields}
    return ReportedRow(**values, counted=counted)
