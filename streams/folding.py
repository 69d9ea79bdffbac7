"""What a count worker asks of the fold that turns the reports of a partition into what is published."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Protocol

from streams.projection import Changes, Now, Read


class Folding(Protocol):
    """Incidents and counters of one partition's reports, kept in step with them; streams.projection.Projection is one.

    Shapes: `incidents` maps incident id, `counters` country, to the record that should be published.
    """

    @property
    def incidents(self) -> Mapping[str, bytes]:
        """What should be published of the incidents, as of the last flush."""

    @property
    def counters(self) -> Mapping[str, bytes]:
        """The same of the counters."""

    def lend(self, read: Read) -> None:
        """Let stored reports be read so from now on, by key, as the batch in hand leaves them."""

    def fill(self, reports: Iterable[tuple[str, bytes]], now: Now) -> Iterator[None]:
        """Take stored reports in the place of none; gives way again and again, so that others run in between."""

    def shows(self, incident: str, digest: bytes | None) -> bool:
        """Tell whether what should be published of an incident has this digest; None where it is nothing."""

    def digests(self) -> dict[str, bytes]:
        """Return the digests that `shows` agrees with, in texts and bytes that this fold holds anyway."""

    def states(self, country: str, record: bytes | None) -> bool:
        """Tell the same of a country's counters."""

    def change(self, key: str, old: bytes | None, new: bytes) -> None:
        """Take note that a stored report has become `new`."""

    def flush(self, now: Now) -> Changes:
        """Bring both up to date, and return what is to be published."""

    def tick(self, now: Now) -> Changes:
        """Return what changed because time passed."""


MakeFold = Callable[[Iterable[tuple[str, bytes]], Now], Folding]
"""Makes the fold of stored reports (key and value) at a moment."""
