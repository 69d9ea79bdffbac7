"""When each record is meant to be sent. Latency counts from then, whether or not the sender or the system was late.

A sender that waits for a slow system before it sends the next record leaves out the very times that were worst
(coordinated omission). So the times are laid down beforehand.
"""

from collections.abc import Iterator
from typing import Final

PROBES_A_SECOND: Final = 25  # they are shorter than news: more, and half of the capacity is less than half of the work


def intended(rate: float, seconds: float, probes: float = PROBES_A_SECOND) -> Iterator[tuple[float, bool]]:
    """Yield the times of all records, seconds from the start, in order, and whether each is a probe.

    Units: `rate` is records a second, the probes included; these are at even distances among the others.
    """
    total = round(rate * seconds)
    share = min(1.0, probes / rate) if rate else 0.0
    due = 0.0
    for number in range(total):
        due += share
        is_probe = due >= 1.0
        if is_probe:
            due -= 1.0
        yield number / rate, is_probe
