"""The two stages of the hand-written loops: what a batch writes, by the same steps and into the same topics as ours."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol

from bench.systems.work import Extraction, event, folding, now
from streams import topics
from streams.projection import Changes
from streams.runtime.partition import partition_of
from streams.settings import Settings

if TYPE_CHECKING:
    from streams.folding import Folding

Role = topics.Role
BATCH: Final = 500  # records, as ours takes
WITHIN: Final = 0.05  # s
COMMIT: Final = 0.5  # s

Record = tuple[str, bytes, bytes | None, int]
"""Topic, key, value, partition."""


@dataclass
class Effects:
    """What a batch writes: each list is acknowledged before the next one is sent, and all before the offsets."""

    outputs: list[Record] = field(default_factory=list)
    state: list[Record] = field(default_factory=list)
    projections: list[Record] = field(default_factory=list)


class Stage(Protocol):
    """One role. A partition is held from `begin` to `drop`; `step` may only be given records of those held."""

    source: str
    state: str

    def begin(self, partition: int, rows: dict[str, bytes]) -> Effects: ...  # noqa: D102 - the class says it

    def drop(self, partition: int) -> None: ...  # noqa: D102 - the class says it

    def step(self, records: Iterable[tuple[int, bytes]]) -> Effects: ...  # noqa: D102 - the class says it


def stage(role: str, settings: Settings) -> "Stage":
    """Return the stage of a role."""
    return ExtractStage(settings) if role == "extract" else CountStage(settings)


class ExtractStage:
    """Articles to events; the ledger is the state."""

    def __init__(self, settings: Settings) -> None:
        """Load what extraction needs."""
        self.source = topics.name(settings, topics.ARTICLES)
        self.state = topics.name(settings, topics.LEDGER)
        self._events = topics.name(settings, topics.EVENTS)
        self._partitions = settings.partitions
        self._extraction = Extraction(settings)
        self._ledger: dict[int, dict[str, bytes]] = {}

    def begin(self, partition: int, rows: dict[str, bytes]) -> Effects:
        """Hold a partition with what its changelog has."""
        self._ledger[partition] = rows
        return Effects()

    def drop(self, partition: int) -> None:
        """Forget a partition."""
        self._ledger.pop(partition, None)

    def step(self, records: Iterable[tuple[int, bytes]]) -> Effects:
        """Decide what a batch writes, and note it."""
        effects = Effects()
        for partition, raw in records:
            article = self._extraction.read(raw)
            held = self._ledger[partition]
            entry, events = self._extraction.revised(article, held.get(article.id))
            for country, value in events:
                key = country.encode()
                effects.outputs.append((self._events, key, value, partition_of(key, self._partitions)))
            if entry is not None:
                held[article.id] = entry
                effects.state.append((self.state, article.id.encode(), entry, partition))
        return effects


class CountStage:
    """Events to reports, the state, and to what is published of them."""

    def __init__(self, settings: Settings) -> None:
        """Hold nothing yet."""
        self.source = topics.name(settings, topics.EVENTS)
        self.state = topics.name(settings, topics.REPORTS)
        self._names = {short: topics.name(settings, short) for short in topics.all_topics(settings)}
        self._reports: dict[int, dict[str, bytes]] = {}
        self._folds: dict[int, Folding] = {}

    def begin(self, partition: int, rows: dict[str, bytes]) -> Effects:
        """Hold a partition, and publish again what its reports say: a crash may have left it half done."""
        self._reports[partition] = rows
        fold = self._folds[partition] = folding(rows.items())
        everything = Changes(list(fold.incidents.items()), list(fold.counters.items()))
        effects = Effects()
        self._publish(effects, partition, everything)
        return effects

    def drop(self, partition: int) -> None:
        """Forget a partition."""
        self._reports.pop(partition, None)
        self._folds.pop(partition, None)

    def step(self, records: Iterable[tuple[int, bytes]]) -> Effects:
        """Decide what a batch writes, and note it."""
        effects = Effects()
        dirty: dict[tuple[int, str], bytes] = {}
        for partition, raw in records:
            held = self._reports[partition]
            key, old, new = event(raw, held)
            if new is not None:
                held[key] = dirty[partition, key] = new
                self._folds[partition].change(key, old, new)
        moment = now()
        for partition in sorted({partition for partition, _ in dirty}):
            self._publish(effects, partition, self._folds[partition].flush(moment))
        effects.state += [(self.state, key.encode(), value, partition) for (partition, key), value in dirty.items()]
        return effects

    def _publish(self, effects: Effects, partition: int, changes: Changes) -> None:
        names = self._names
        effects.outputs += [(names[topics.CORRECTIONS], k.encode(), v, partition) for k, v in changes.corrections]
        effects.projections += [(names[topics.INCIDENTS], k.encode(), v, partition) for k, v in changes.incidents]
        effects.projections += [(names[topics.COUNTERS], k.encode(), v, partition) for k, v in changes.counters]
