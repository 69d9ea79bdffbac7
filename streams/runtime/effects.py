"""What a batch does to the world: plain data, carried out by streams.runtime.commit in one fixed order."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from faust.types import EventT

from streams.runtime.tables import PartitionedTable, Row

Batch = Sequence[EventT[Any]]
"""Messages that are handled together."""


@dataclass(frozen=True)
class Output:
    """A record to be sent. `partition` None leaves it to the key; `timestamp` is seconds, None is now."""

    topic: str
    key: bytes | None
    value: bytes
    partition: int | None = None
    timestamp: float | None = None


@dataclass(frozen=True)
class Write:
    """Rows for one table."""

    table: PartitionedTable
    rows: list[Row]


@dataclass
class Effects:
    """The outputs, the projections (tables that are published) and the state (tables that are the truth) of one batch.

    `notes` are counts for the log line.
    """

    outputs: list[Output] = field(default_factory=list)
    projections: list[Write] = field(default_factory=list)
    state: list[Write] = field(default_factory=list)
    notes: Counter[str] = field(default_factory=Counter)
