"""Moments on the command line: `--as-of`, and what "now" is without it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Final

import click

from schemas import CountryCounters, Incident, ReportedFigure, Window
from streams.counters import counters_at, hour_of, newest_event_time
from streams.counters.windows import HOURS
from streams.settings import Clock

_DATE_LENGTH: Final = len("2023-11-22")


class Moment(click.ParamType):
    """An ISO 8601 moment with its zone, or a date alone, which means 00:00 UTC."""

    name = "moment"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Return the moment in UTC; one without a zone is refused, since guessing it can move an attack by a day."""
        if isinstance(value, datetime):
            return value
        text = str(value).strip()
        try:
            if len(text) == _DATE_LENGTH:
                return datetime.combine(date.fromisoformat(text), time(), UTC)
            moment = datetime.fromisoformat(text)
        except ValueError:
            self.fail(f"{text!r} is not a moment such as 2023-11-22T00:00:00Z or 2023-11-22.", param, ctx)
        if moment.tzinfo is None:
            self.fail(f"{text!r} has no zone; add one, such as {text}Z.", param, ctx)
        return moment.astimezone(UTC)


as_of_option: Final = click.option(
    "--as-of",
    type=Moment(),
    help="Moment at which the windows end: ISO 8601 with its zone, or a date (00:00 UTC). Default: now, by --clock.",
)


Reported = Mapping[str, Sequence[ReportedFigure]]
"""The reported totals of each country, as its counters record has them."""


def now_of(incidents: Sequence[Incident], reported: Reported, as_of: datetime | None, clock: Clock) -> datetime:
    """Return `as_of`, else now: the wall's, or with the event clock the newest event time (the wall's with none)."""
    if as_of:
        return as_of
    newest = newest_event_time(incidents, reported) if clock is Clock.EVENT else None
    return newest or datetime.now(UTC)


def counters_now(
    incidents: Iterable[Incident], reported: Reported, as_of: datetime | None, clock: Clock
) -> list[CountryCounters]:
    """Return the counters at `as_of`, else now, by country: the one path of `counters` and `fold --counters`."""
    known = list(incidents)
    return counters_at(known, reported, now_of(known, reported, as_of, clock))


def in_window(incidents: Iterable[Incident], window: Window, as_of: datetime) -> list[Incident]:
    """Return the incidents that a window holds. Units: whole hours, as docs/semantics.md, "Counters", has them."""
    last, length = hour_of(as_of), HOURS[window]
    first = None if length is None else last - length + 1
    return [
        each for each in incidents if (hour := hour_of(each.occurred_at)) <= last and (first is None or hour >= first)
    ]
