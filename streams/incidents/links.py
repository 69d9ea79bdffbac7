"""Which reports are linked, and how alike they are: as small as it can be, since all of it is held."""

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Final

from streams.incidents.report import Report

Row = tuple[str | int, ...]
"""Event id, score, event id, score ...: the reports that one is linked with, and how alike they are, per mille."""

EMPTY: Final[Row] = ()


class Links:
    """The scores of linked pairs, symmetric. A flat tuple in each report is half of what a dict would be."""

    __slots__ = ("_reports",)

    def __init__(self, reports: Mapping[str, Report]) -> None:
        """Begin without links; `reports` are those that may be linked, by event id, as they come and go."""
        self._reports = reports

    def of(self, event_id: str) -> dict[str, int]:
        """Return the reports that one is linked with, and the scores."""
        row = self._row(event_id)
        return dict(zip(row[::2], row[1::2], strict=True))  # type: ignore[arg-type] # ids at even places, scores at odd

    def count(self, event_id: str) -> int:
        """Return with how many reports one is linked."""
        return len(self._row(event_id)) // 2

    def joined(self, one: str, two: str) -> bool:
        """Tell whether two reports are linked."""
        return two in self._row(one)

    def join(self, one: str, two: str, score: int) -> None:
        """Link two reports."""
        for mine, other in ((one, two), (two, one)):
            self._put(mine, self.of(mine) | {other: score})

    def fill(self, rows: Mapping[str, Iterable[str | int]]) -> None:
        """Take all links at once, in the place of none: the row of every report that has any."""
        for event_id, row in rows.items():
            self._reports[event_id].links = tuple(row)

    def part(self, one: str, two: str) -> None:
        """Take the link of two reports away. Raises KeyError where there is none."""
        for mine, other in ((one, two), (two, one)):
            row = self.of(mine)
            del row[other]
            self._put(mine, row)

    def _put(self, event_id: str, row: dict[str, int]) -> None:
        self._reports[event_id].links = tuple(chain.from_iterable(row.items()))

    def _row(self, event_id: str) -> Row:
        report = self._reports.get(event_id)
        return EMPTY if report is None else report.links
