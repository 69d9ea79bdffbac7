"""How the view is: where it stands towards the broker, how far it has read, how fresh it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from schemas.view import Progress, Readiness, Stage, State, Status
from streams.clock import Clock as Now
from streams.counters.windows import EPOCH
from streams.settings import Clock
from streams.topics import INCIDENTS

MAX_LAG: Final = 5_000  # records; fewer, and one big batch reads as an outage; more, and old counts pass as fresh


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a topic was read. Units: offsets, summed over its partitions."""

    start: int = 0
    position: int = 0
    end: int = 0

    @property
    def lag(self) -> int:
        """Records that wait."""
        return max(0, self.end - self.position)


@dataclass
class Health:
    """Written by the reader of the topics, in the event loop; read by anyone.

    Shapes: `reaches` by short topic name; `workers` are the stages of others, as the broker told them last.
    """

    now: Now
    clock: Clock
    state: State = State.NOT_CONNECTED
    since: datetime = EPOCH
    detail: str | None = "not tried yet"
    retry_at: datetime | None = None
    recovered: bool = False
    newest: datetime | None = None
    reaches: Mapping[str, Reach] = field(default_factory=dict)
    workers: tuple[Stage, ...] = ()
    dead_letters: int = 0
    per_second: float = 0.0

    def __post_init__(self) -> None:
        """Begin the state now."""
        self.since = self.now()

    def enter(self, state: State, detail: str | None = None, retry_seconds: float | None = None) -> bool:
        """Note the state; tell whether it is another than before."""
        changed = state is not self.state
        if changed:
            self.since = self.now()
        self.state, self.detail = state, detail
        self.retry_at = None if retry_seconds is None else self.now() + timedelta(seconds=retry_seconds)
        return changed

    @property
    def lag(self) -> int:
        """Records between our position and the end, all partitions."""
        return sum(reach.lag for reach in self.reaches.values())

    def status(self) -> Status:
        """Return what the page shows."""
        incidents = self.reaches.get(INCIDENTS, Reach())
        own = Stage(
            name="incidents, this view", records=incidents.end - incidents.start, lag=self.lag, newest=self.newest
        )
        catching_up = self.state is State.CATCHING_UP and self.per_second > 0
        return Status(
            state=self.state,
            since=self.since,
            newest=self.newest,
            lag=self.lag + sum(stage.lag for stage in self.workers),
            stages=(*self.workers, own),
            progress=self._progress(),
            seconds_left=self.lag / self.per_second if catching_up else None,
            clock=self.clock.value,
            dead_letters=self.dead_letters,
            detail=self.detail,
            retry_at=self.retry_at,
        )

    def readiness(self) -> Readiness:
        """Return whether the numbers are complete and fresh."""
        ready = self.recovered and self.state is State.LIVE and self.lag <= MAX_LAG
        return Readiness(ready=ready, recovered=self.recovered, state=self.state, lag=self.lag, topics=self._progress())

    def _progress(self) -> tuple[Progress, ...]:
        return tuple(
            Progress(topic=topic, done=reach.position - reach.start, total=reach.end - reach.start)
            for topic, reach in self.reaches.items()
        )
