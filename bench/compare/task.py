"""One measurement's articles: what the driver sends, and what the truth is made of."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bench.compare.load import Sent, base, news, probe
from bench.compare.schedule import intended

WARM: Final = 150  # articles before the clock starts, so that imports, caches and assignments are behind
WARM_PROBES: Final = 2  # of each country


@dataclass
class Task:
    """What to send. `rate` 0 is all at once; `articles` then says how many, else `seconds` does."""

    brokers: str
    articles_topic: str
    counters_topic: str
    partitions: int
    probes: list[str]
    articles: int = 0
    rate: float = 0.0
    seconds: float = 0.0
    quiet: float = 2.0
    give_up: float = 60.0


def load(task: Task) -> Iterator[tuple[float, Sent]]:
    """Yield the load: when each record is meant to be sent, seconds from the start, and the record.

    All at once ends with a probe of each country, by which the end can be told.
    """
    stream = news(base())
    for _ in range(WARM):
        next(stream)
    numbers = dict.fromkeys(task.probes, WARM_PROBES)

    def next_probe(turn: int) -> Sent:
        country = task.probes[turn % len(task.probes)]
        numbers[country] += 1
        return probe(country, numbers[country])

    if not task.rate:
        for _ in range(task.articles - len(task.probes)):
            yield 0.0, next(stream)
        for turn in range(len(task.probes)):
            yield 0.0, next_probe(turn)
        return
    turn = 0
    for moment, is_probe in intended(task.rate, task.seconds):
        yield moment, next_probe(turn) if is_probe else next(stream)
        turn += is_probe


def warm_up(task: Task) -> list[Sent]:
    """Return what is sent before the clock starts."""
    stream = news(base())
    probes = [probe(country, number) for number in range(1, WARM_PROBES + 1) for country in task.probes]
    return [next(stream) for _ in range(WARM)] + probes
