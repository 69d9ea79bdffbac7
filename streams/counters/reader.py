"""The counters as anyone can work them out from the incidents, at any hour."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from schemas import CountryCounters, Incident, ReportedFigure, Window
from streams.counters.rolling import Rolling
from streams.counters.tally import tally_of, window_counts
from streams.counters.windows import day_start, hour_of, moment_of


def counters_at(
    incidents: Iterable[Incident], reported: Mapping[str, Sequence[ReportedFigure]], as_of: datetime
) -> list[CountryCounters]:
    """Return the counters of every country that has an incident or a reported total, sorted by country.

    Shapes: `reported` holds each country's entries as its counters record has them. Those later than `as_of` are left
    out, and so are later incidents, but their countries stay, with zeros.
    Units: `as_of` counts from the beginning of its hour.
    Source: docs/semantics.md, "Counters".
    """
    rolling = {country: Rolling() for country, figures in reported.items() if figures}
    for incident in incidents:
        mine = rolling.setdefault(incident.country, Rolling())
        mine.add(hour_of(incident.occurred_at), tally_of(incident.injured, incident.killed))
    end = hour_of(as_of)
    last_day = moment_of(end).date()
    result = []
    for country in sorted(rolling):
        rolling[country].move(end)
        figures = tuple(figure for figure in reported.get(country, ()) if figure.as_of <= last_day)
        result.append(record(country, rolling[country], figures))
    return result


def record(country: str, rolling: Rolling, reported: tuple[ReportedFigure, ...]) -> CountryCounters:
    """Return the record that `counters` carries."""
    return CountryCounters(
        country=country,
        as_of=moment_of(rolling.as_of),
        windows={window: window_counts(rolling.sums[window]) for window in Window},
        reported=reported,
    )


def newest_event_time(
    incidents: Iterable[Incident], reported: Mapping[str, Sequence[ReportedFigure]]
) -> datetime | None:
    """Return the event clock's "now": the newest event time of all, None where there is nothing.

    Units: the event time of an incident is its `occurred_at`; that of a reported total the beginning (UTC) of the day
    that it is as of, so that a total is not left out as lying in the future.
    """
    moments = [incident.occurred_at for incident in incidents]
    moments += [day_start(figure.as_of) for figures in reported.values() for figure in figures]
    return max(moments, default=None)
