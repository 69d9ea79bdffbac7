"""The incidents of one country, summed up from the first, so that any stretch of time is one subtraction. Pure."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from typing import Final, NamedTuple, Self

from streams.counters.tally import EMPTY, Tally

WIDTH: Final = len(EMPTY) - 1  # figures besides `attacks`, which is a difference of places
COLUMNS: Final = {name: place - 1 for place, name in enumerate(Tally._fields)}


class Bars(NamedTuple):
    """Stretches of equal length, oldest first. Shapes: of injured and killed as `Sum.best`."""

    attacks: list[int]
    injured: list[int | None]
    killed: list[int | None]

    @classmethod
    def none(cls, count: int) -> Self:
        """Return so many stretches in which nothing happened."""
        return cls([0] * count, [0] * count, [0] * count)


def best_of(attacks: int, stated: int, best: int) -> int | None:
    """Return what a stretch says of a figure: 0 without an attack, None where no attack states it."""
    return best if stated or not attacks else None


class History:
    """Sums of a country's incidents up to each hour.

    Shapes: made of one row an incident, sorted by hour: the hour, then the figures of its Tally without `attacks`.
    Units: hours since 1970-01-01T00Z; a stretch holds the hours h with after < h <= until, as a window does.
    Cost: a stretch is two binary searches, whatever its length and the number of incidents.
    Source: docs/semantics.md, "Counters"; the sums are those of streams/counters/rolling.py.
    """

    __slots__ = ("_hours", "_sums")

    def __init__(self, rows: Iterable[Sequence[int]]) -> None:
        """Sum up; the rows are read once."""
        columns = list(zip(*rows, strict=True)) or [()] * (WIDTH + 1)
        self._hours: tuple[int, ...] = columns[0]
        self._sums = [list(accumulate(column, initial=0)) for column in columns[1:]]

    @property
    def first(self) -> int | None:
        """The hour of the oldest incident."""
        return self._hours[0] if self._hours else None

    def between(self, after: int | None, until: int) -> Tally:
        """Return the tally of a stretch; None has no beginning."""
        low = 0 if after is None else bisect_right(self._hours, after)
        return self._tally(low, bisect_right(self._hours, until, lo=low))

    def tallies(self, bounds: Sequence[int]) -> list[Tally]:
        """Return the tally between each two neighbours of `bounds`, which rise."""
        places = [bisect_right(self._hours, bound) for bound in bounds]
        return [self._tally(low, high) for low, high in pairwise(places)]

    def bars(self, bounds: Sequence[int]) -> Bars:
        """Return what happened between each two neighbours of `bounds`, which rise: less than `tallies`, and sooner."""
        stretches = list(pairwise(bisect_right(self._hours, bound) for bound in bounds))
        return Bars(
            [high - low for low, high in stretches],
            self._best(stretches, "injured"),
            self._best(stretches, "killed"),
        )

    def _best(self, stretches: Sequence[tuple[int, int]], figure: str) -> list[int | None]:
        stated, best = self._sums[COLUMNS[f"{figure}_stated"]], self._sums[COLUMNS[f"{figure}_best"]]
        return [best_of(high - low, stated[high] - stated[low], best[high] - best[low]) for low, high in stretches]

    def _tally(self, low: int, high: int) -> Tally:
        if low == high:
            return EMPTY
        return Tally(high - low, *[sums[high] - sums[low] for sums in self._sums])
