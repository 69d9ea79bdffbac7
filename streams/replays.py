"""Which dead letters of a partition were put back: pure, and small enough for the metadata of a committed offset."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Self

MAX_METADATA: Final = 4000  # bytes; Kafka's offset.metadata.max.bytes is 4096 unless somebody changed it


@dataclass(frozen=True)
class Replayed:
    """The offsets that were put back: all below `below`, and single ones from there on.

    Units: offsets of the topic `dead-letters`.
    """

    below: int = 0
    beyond: frozenset[int] = frozenset()

    def __contains__(self, offset: int) -> bool:
        return offset < self.below or offset in self.beyond

    def adding(self, offsets: Iterable[int], waiting: Iterable[int]) -> Self:
        """Return the same with `offsets`; `waiting` are all the letters that were not put back before."""
        beyond = self.beyond | set(offsets)
        left = set(waiting) - beyond
        below = min(left) if left else max([self.below, *(offset + 1 for offset in beyond)])
        return type(self)(below, frozenset(offset for offset in beyond if offset >= below))

    @property
    def metadata(self) -> str:
        """`beyond` as text: `12 15-20`."""
        spans: list[list[int]] = []
        for offset in sorted(self.beyond):
            if spans and offset == spans[-1][1] + 1:
                spans[-1][1] = offset
            else:
                spans.append([offset, offset])
        return " ".join(str(first) if first == last else f"{first}-{last}" for first, last in spans)

    @classmethod
    def parse(cls, below: int, metadata: str) -> Self:
        """Return what `below` and `metadata` say. Raises ValueError for a text that `metadata` does not give."""
        beyond: set[int] = set()
        for span in metadata.split():
            first, _, last = span.partition("-")
            beyond.update(range(int(first), int(last or first) + 1))
        return cls(below, frozenset(beyond))
