"""Incidents and reported totals -> the counters of a country, in whole hours of event time. Pure."""

from streams.counters.country import CountryTotals
from streams.counters.reader import counters_at, newest_event_time
from streams.counters.windows import hour_of, moment_of

__all__ = ["CountryTotals", "counters_at", "hour_of", "moment_of", "newest_event_time"]
