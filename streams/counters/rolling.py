"""Hour buckets of one country, and the sums of the windows that end at one hour, kept up as either changes."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable

from schemas import Window
from streams.counters.tally import EMPTY, Tally, minus, plus
from streams.counters.windows import HOURS


class Rolling:
    """The windows of one country.

    Units: hours since 1970-01-01T00Z. A window of n hours that ends at `as_of` holds the hours h with
    as_of - n < h <= as_of.
    Cost: `change` touches one bucket and five sums, whatever the number of incidents; `move` touches the buckets that
    enter or leave a window. The sums are whole numbers, so no path to a state leaves a trace in it.
    Source: docs/semantics.md, "Counters".
    """

    __slots__ = ("_buckets", "_hours", "as_of", "sums")

    def __init__(self) -> None:
        """Begin without incidents, as of the first hour of 1970."""
        self._buckets: dict[int, Tally] = {}
        self._hours: list[int] = []  # the buckets' hours, sorted
        self.as_of: int = 0
        self.sums: dict[Window, Tally] = dict.fromkeys(Window, EMPTY)

    @property
    def newest(self) -> int | None:
        """The newest hour that holds an incident."""
        return self._hours[-1] if self._hours else None

    def add(self, hour: int, tally: Tally) -> None:
        """Count an incident of that hour."""
        self._change(hour, tally, plus)

    def remove(self, hour: int, tally: Tally) -> None:
        """Take away what `add` counted with the same arguments."""
        self._change(hour, tally, minus)

    def move(self, as_of: int) -> None:
        """Let the windows end at another hour, later or earlier."""
        for window, length in HOURS.items():
            if length is not None and abs(as_of - self.as_of) >= length:  # nothing that was in it stays
                total = self._shift(EMPTY, as_of - length, as_of)
            else:
                total = self._shift(self.sums[window], self.as_of, as_of)
                if length is not None:
                    total = minus(total, self._shift(EMPTY, self.as_of - length, as_of - length))
            self.sums[window] = total
        self.as_of = as_of

    def _change(self, hour: int, tally: Tally, operation: Callable[[Tally, Tally], Tally]) -> None:
        bucket = self._buckets.get(hour)
        if bucket is None:
            insort(self._hours, hour)
        bucket = operation(bucket or EMPTY, tally)
        if bucket.attacks:
            self._buckets[hour] = bucket
        else:
            del self._buckets[hour]
            del self._hours[bisect_left(self._hours, hour)]
        for window, length in HOURS.items():
            if hour <= self.as_of and (length is None or hour > self.as_of - length):
                self.sums[window] = operation(self.sums[window], tally)

    def _shift(self, total: Tally, start: int, end: int) -> Tally:
        """Return `total` with the hours after `start` up to `end` added, or taken away where `end` is the earlier."""
        low, high = sorted((start, end))
        operation = plus if start < end else minus
        for hour in self._hours[bisect_right(self._hours, low) : bisect_right(self._hours, high)]:
            total = operation(total, self._buckets[hour])
        return total
