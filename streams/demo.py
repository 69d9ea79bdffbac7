"""What `streams demo` publishes, and how far the workers are with it."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from streams.cluster import group_states, positions
from streams.errors import StreamsError
from streams.settings import Settings
from streams.topics import ARTICLES, EVENTS, Role, group, name

ROLES: Final[tuple[Role, ...]] = ("extract", "count")


@dataclass(eq=False)
class NoSeedsError(StreamsError):
    """The articles that the demo publishes are not there."""

    looked_in: str

    def __str__(self) -> str:
        return (
            f"No articles to publish in {self.looked_in}. Reinstall conflict-streams, or run in a whole checkout of it."
        )


@dataclass(eq=False)
class StalledError(StreamsError):
    """The workers have not gone on for a long time."""

    seconds: float
    log: Path

    def __str__(self) -> str:
        return f"The workers have not gone on for {self.seconds:.0f} s. What they say is at the end of {self.log}."


@dataclass(frozen=True)
class Pace:
    """How far the workers are. Units: records of the source topic, all partitions, since the topic exists."""

    articles: int
    extracted: int
    events: int
    counted: int

    @property
    def done(self) -> bool:
        """Every article's events are in the counters: a worker commits only after its outputs were acknowledged.

        True also of an event that was asked for after the articles it came from, which is the order we ask in.
        """
        return 0 < self.articles == self.extracted and self.events == self.counted


def _seed_files() -> list[Traversable]:
    packaged = resources.files("streams").joinpath("seeds_data")  # in a wheel
    checkout = Path(__file__).parent.parent / "seeds" / "articles"
    folder: Traversable = packaged if packaged.is_dir() else checkout
    if not folder.is_dir():
        raise NoSeedsError(str(folder))
    return sorted((file for file in folder.iterdir() if file.name.endswith(".jsonl")), key=lambda file: file.name)


def seed_lines() -> Iterator[list[bytes]]:
    """Yield the lines of each file of articles, in the order of their names."""
    for file in _seed_files():
        yield file.read_bytes().splitlines()


def ready(settings: Settings) -> bool:
    """Tell whether both workers have their partitions."""
    groups = [group(settings, role) for role in ROLES]
    return all(each.state == "Stable" and each.members for each in asyncio.run(group_states(settings, groups)))


def pace(settings: Settings) -> Pace:
    """Ask the broker how far the workers are: first the articles, then the events. Errors: BrokerUnreachableError."""
    wanted = {name(settings, ARTICLES): group(settings, "extract"), name(settings, EVENTS): group(settings, "count")}
    articles, events = asyncio.run(positions(settings, wanted))
    return Pace(articles.ends, articles.committed, events.ends, events.committed)
