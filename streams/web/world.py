"""All countries in one window, and the days behind the slider."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import reduce
from typing import Final, NamedTuple

from schemas import Window
from schemas.view import Figures, Row, TimelineAnswer, TimelineDay, WorldAnswer
from schemas.view.world import WORLD, Spark
from streams.counters import hour_of, moment_of
from streams.counters.tally import EMPTY, Tally, plus, window_counts
from streams.counters.windows import day_start
from streams.web.filters import Filters, stretch
from streams.web.history import Bars, History, best_of
from streams.web.names import name_of
from streams.web.snapshot import Snapshot
from streams.web.write import meta

SPARKS: Final = 30
DAY: Final = 24  # hours


def world(snapshot: Snapshot, filters: Filters) -> WorldAnswer:
    """Return every country's row, most attacks first, and their sum."""
    countries = snapshot.countries()
    if filters.narrowed:
        parts = _narrowed(snapshot, filters, countries)
    else:
        parts = [_part(country, snapshot.history(country), filters.w, snapshot.hour) for country in countries]
    firsts = [first for country in countries if (first := snapshot.history(country).first) is not None]
    rows = sorted((part.row(name_of(part.country)) for part in parts), key=lambda row: (-row.attacks, row.name))
    return WorldAnswer(
        as_of=snapshot.as_of,
        live=snapshot.live,
        window=filters.w,
        total=_total(parts),
        countries=tuple(rows),
        since=moment_of(min(firsts)) if firsts else None,
        articles=meta(snapshot.connection, "articles") or 0,
    )


def timeline(snapshot: Snapshot, country: str | None, days: int) -> TimelineAnswer:
    """Return calendar days (UTC) up to that of `as_of`; its own hours after `as_of` are not counted."""
    last = snapshot.as_of.date()
    days = min(days, last.toordinal())  # the year 1 has no day before its first
    start = last - timedelta(days=days - 1)
    first = hour_of(day_start(start))
    bounds = [first - 1 + DAY * day for day in range(days)] + [snapshot.hour]
    countries = snapshot.countries() if country is None else [country]
    tallies = [EMPTY] * days
    for each in countries:
        for number, tally in enumerate(snapshot.history(each).tallies(bounds)):
            if tally.attacks:
                tallies[number] = plus(tallies[number], tally)
    return TimelineAnswer(
        as_of=snapshot.as_of,
        live=snapshot.live,
        start=start,
        days=tuple(_day(start + timedelta(days=number), tally) for number, tally in enumerate(tallies)),
    )


def figures(tally: Tally) -> Figures:
    """Return what a stretch of time holds."""
    counts = window_counts(tally)
    return Figures(attacks=counts.attacks, injured=counts.injured, killed=counts.killed)


def before(history: History, window: Window, hour: int) -> Tally | None:
    """Return the window of the same length that ends where this one begins; None where that has no beginning."""
    after, _ = stretch(window, hour)
    if after is None:
        return None
    return history.between(*stretch(window, after))


class _Part(NamedTuple):
    """What one country adds to the world; `before` is None where the window has no beginning."""

    country: str
    window: Tally
    before: Tally | None
    spark: Bars

    def row(self, name: str) -> Row:
        return _row((self.country, name), self.window, self.before, self.spark)


def _part(country: str, history: History, window: Window, hour: int) -> _Part:
    return _Part(
        country,
        history.between(*stretch(window, hour)),
        before(history, window, hour),
        history.bars(range(hour - SPARKS * DAY, hour + 1, DAY)),
    )


def _narrowed(snapshot: Snapshot, filters: Filters, countries: Sequence[str]) -> list[_Part]:
    """Return the same of the incidents that the filters let through."""
    after, until = stretch(filters.w, snapshot.hour)
    earlier = None if after is None else snapshot.sums(filters, *stretch(filters.w, after))
    window = snapshot.sums(filters, after, until)
    bars = snapshot.bars(filters, SPARKS)
    return [
        _Part(
            country,
            window.get(country, EMPTY),
            None if earlier is None else earlier.get(country, EMPTY),
            bars.get(country, Bars.none(SPARKS)),
        )
        for country in countries
    ]


def _row(country: tuple[str, str], window: Tally, earlier: Tally | None, bars: Bars) -> Row:
    counts = window_counts(window)
    return Row(
        country=country[0],
        name=country[1],
        attacks=counts.attacks,
        injured=counts.injured,
        killed=counts.killed,
        stated=counts.stated,
        before=None if earlier is None else figures(earlier),
        spark=Spark(attacks=tuple(bars.attacks), injured=tuple(bars.injured), killed=tuple(bars.killed)),
    )


def _total(parts: Sequence[_Part]) -> Row:
    earlier = [part.before for part in parts if part.before is not None]
    return _row(
        (WORLD, "World"),
        reduce(plus, (part.window for part in parts), EMPTY),
        reduce(plus, earlier, EMPTY) if len(earlier) == len(parts) else None,
        _together([part.spark for part in parts]),
    )


def _together(all_bars: Sequence[Bars]) -> Bars:
    """Return the sums; of a figure None where there are attacks and no country states it."""
    total = Bars.none(SPARKS)
    for place in range(SPARKS):
        total.attacks[place] = sum(bars.attacks[place] for bars in all_bars)
        for sums, figure in ((total.injured, 1), (total.killed, 2)):
            stated = [best for bars in all_bars if bars.attacks[place] and (best := bars[figure][place]) is not None]
            sums[place] = best_of(total.attacks[place], len(stated), sum(stated))
    return total


def _day(day: date, tally: Tally) -> TimelineDay:
    counts = window_counts(tally)
    return TimelineDay(
        day=day,
        attacks=counts.attacks,
        injured_best=counts.injured.best,
        killed_best=counts.killed.best,
    )
