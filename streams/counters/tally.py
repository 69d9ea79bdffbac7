"""Numbers that can be added and taken away again: how many attacks, and what is stated of injured and killed."""

from typing import Final, NamedTuple, Protocol

from schemas import Stated, Sum, WindowCounts


class Bounds(Protocol):
    """A count, of whatever class: `schemas.Count`, or how incidents are held."""

    @property
    def low(self) -> int | None:
        """The least that is said."""

    @property
    def best(self) -> int:
        """What is added up."""

    @property
    def high(self) -> int | None:
        """The most that is said."""


class Tally(NamedTuple):
    """Attacks and the sums of what they state.

    Units: persons. `*_stated` is the number of incidents that state the figure, `*_open` how many of those have no
    upper bound; an open lower bound adds 0 to `*_low`. All are whole numbers, so that adding and taking away in any
    order ends in the same sums.
    """

    attacks: int
    injured_stated: int
    injured_low: int
    injured_best: int
    injured_high: int
    injured_open: int
    killed_stated: int
    killed_low: int
    killed_best: int
    killed_high: int
    killed_open: int


NO_FIGURE: Final = (0, 0, 0, 0, 0)
EMPTY: Final = Tally(0, *NO_FIGURE, *NO_FIGURE)


def tally_of(injured: Bounds | None, killed: Bounds | None) -> Tally:
    """Return the tally of one incident."""
    return Tally(1, *_figure(injured), *_figure(killed))


def plus(left: Tally, right: Tally) -> Tally:
    """Return the sum of two tallies."""
    return Tally._make([a + b for a, b in zip(left, right, strict=True)])


def minus(left: Tally, right: Tally) -> Tally:
    """Return the first tally without the second."""
    return Tally._make([a - b for a, b in zip(left, right, strict=True)])


def window_counts(tally: Tally) -> WindowCounts:
    """Return what a window says, by the rules of `schemas.count.Sum`."""
    return WindowCounts(
        attacks=tally.attacks,
        injured=_sum(tally.attacks, tally[1:6]),
        killed=_sum(tally.attacks, tally[6:11]),
        stated=Stated(injured=tally.injured_stated, killed=tally.killed_stated),
    )


def _figure(count: Bounds | None) -> tuple[int, int, int, int, int]:
    if count is None:
        return NO_FIGURE
    return (1, count.low or 0, count.best, count.high or 0, int(count.high is None))


def _sum(attacks: int, figure: tuple[int, ...]) -> Sum:
    stated, low, best, high, unbounded = figure
    if attacks and not stated:
        return Sum(low=None, best=None, high=None)
    return Sum(low=low, best=best, high=None if unbounded else high)
