"""The arithmetic of the report."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the smallest of the values that at least `percent` per cent of them do not exceed (nearest rank).

    Errors: ValueError without values or for a percentage outside (0, 100].
    """
    if not values or not 0 < percent <= 100:  # noqa: PLR2004 - per cent
        message = f"no percentile {percent} of {len(values)} values"
        raise ValueError(message)
    return sorted(values)[math.ceil(percent / 100 * len(values)) - 1]


@dataclass(frozen=True)
class Spread:
    """Median and range of some runs."""

    median: float
    low: float
    high: float
    runs: int

    @classmethod
    def of(cls, values: Sequence[float]) -> "Spread":
        """Return it. Raises ValueError without values."""
        if not values:
            message = "no runs"
            raise ValueError(message)
        return cls(median(values), min(values), max(values), len(values))


def error(found: Mapping[str, int], truth: Mapping[str, int]) -> tuple[int, int]:
    """Return how many attacks the counters have too many, and how many are missing, over all countries."""
    differences = [found.get(country, 0) - truth.get(country, 0) for country in {*found, *truth}]
    return sum(each for each in differences if each > 0), -sum(each for each in differences if each < 0)


def caught_up(seen: Sequence[tuple[float, float | None]], killed: float, late: float) -> float | None:
    """Return how long after the kill the probes came through in time again, s; None: they never did.

    Shapes: `seen` has the intended time of each probe and when it was counted, None: never; both on one clock.
    Caught up is the first moment at which every probe meant to be sent `late` seconds before it, or earlier, has been
    counted.
    """
    if any(arrived is None for _, arrived in seen):
        return None
    behind = [arrived for sent, arrived in seen if arrived is not None and arrived > killed and arrived - sent > late]
    return max(0.0, max(behind, default=killed) - killed)


def between(timeline: Sequence[tuple[float, float]], start: float, end: float) -> float:
    """Return by how much a sampled quantity that only grows grew between two moments, interpolated.

    Shapes: `timeline` has (moment, value), in order. Errors: ValueError outside it.
    """
    return _at(timeline, end) - _at(timeline, start)


def _at(timeline: Sequence[tuple[float, float]], moment: float) -> float:
    for (before, low), (after, high) in pairwise(timeline):
        if before <= moment <= after:
            return low + (high - low) * (moment - before) / (after - before or 1)
    message = f"{moment} is not within what was sampled"
    raise ValueError(message)
