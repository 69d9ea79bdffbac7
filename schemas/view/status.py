"""How the view itself is."""

from enum import StrEnum
from typing import Literal

from pydantic import Field, NonNegativeFloat, NonNegativeInt

from schemas.base import Record, Utc


class State(StrEnum):
    """Where the view stands towards the broker."""

    LIVE = "live"
    CATCHING_UP = "catching up"
    NOT_CONNECTED = "not connected"


class Stage(Record):
    """One step of the way of a record, and how far it is behind."""

    name: str
    records: NonNegativeInt
    lag: NonNegativeInt
    newest: Utc | None = Field(description="When its newest record was written, where that is known.")


class Progress(Record):
    """How far the view has read a topic."""

    topic: str
    done: NonNegativeInt
    total: NonNegativeInt


class Status(Record):
    """How fresh the view is.

    Shapes: `lag` is the view's own, in records; `stages` also have those of the workers, where the broker told them.
    """

    state: State
    since: Utc = Field(description="Since when it is in this state.")
    newest: Utc | None = Field(description="When the newest record that was read was written.")
    lag: NonNegativeInt
    stages: tuple[Stage, ...]
    progress: tuple[Progress, ...]
    seconds_left: NonNegativeFloat | None = Field(description="Until it has caught up, at the present pace.")
    clock: Literal["wall", "event"]
    dead_letters: NonNegativeInt
    detail: str | None = Field(description="Why it is not connected, in a sentence.")
    retry_at: Utc | None = Field(description="When it tries to connect again.")


class Readiness(Record):
    """Where the reader stands; of most use when the answer is no."""

    ready: bool
    recovered: bool = Field(description="Every partition was read up to the end offset it had when reading began.")
    state: State
    lag: NonNegativeInt = Field(description="Records between our position and the end, all partitions.")
    topics: tuple[Progress, ...]


class Liveness(Record):
    """The process answers."""

    alive: Literal[True] = True
