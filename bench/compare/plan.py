"""What is measured, in which order: each run goes through everything, so that the machine's drift hits all alike.

A plan that is cut off after some runs has the same measurements of every system, only fewer of each.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from bench.compare.catalogue import SYSTEMS
from bench.compare.figures import Spread
from bench.compare.measure import Bench, Case
from bench.systems.work import Mode

Row = dict[str, Any]
"""What was measured (the fields of a Step) and its figures, or `failed`; `seconds` is how long it took."""

MEASURES: Final = ("throughput", "latency", "kill", "scaling")
PARTITIONS: Final = (1, 4)  # beside the 12 of everything else
LATENCY_SECONDS: Final = 10.0
KILL_SECONDS: Final = 14.0
TYPICAL: Final = {"throughput": 15.0, "latency": 21.0, "kill": 30.0}
"""Seconds of a measurement on two cores, its start and end included: what is said before anything was measured."""


@dataclass(frozen=True)
class Options:
    """How much is measured. `minutes` is how long after the start a measurement may still begin."""

    systems: tuple[str, ...] = tuple(SYSTEMS)
    runs: int = 5
    scaling_runs: int = 2
    articles: dict[Mode, int] = field(default_factory=lambda: {"real": 2_500, "none": 15_000})
    only: tuple[str, ...] = MEASURES
    quick: bool = False
    minutes: float = 60.0


@dataclass(frozen=True)
class Step:
    """One measurement of one system."""

    measure: str
    system: str
    mode: Mode = "real"
    workers: int = 1
    partitions: int = 12
    run: int = 0

    def made(self, row: Row) -> bool:
        """Tell whether this row is this step's, and has figures."""
        return "failed" not in row and all(row.get(name) == value for name, value in vars(self).items())

    def __str__(self) -> str:
        shape = f"{self.workers} x {self.partitions}"
        return f"{SYSTEMS[self.system].title}, {self.measure}, extract={self.mode}, {shape}, run {self.run + 1}"


def steps(options: Options) -> Iterator[Step]:
    """Yield everything that is to be measured, in order."""
    for run in range(max(options.runs, options.scaling_runs)):
        if run < options.runs:
            yield from _run(options, run)
        if run < options.scaling_runs and "scaling" in options.only:
            for system in options.systems:
                yield Step("throughput", system, workers=2, run=run)
                yield from (Step("throughput", system, partitions=each, run=run) for each in PARTITIONS)


def _run(options: Options, run: int) -> Iterator[Step]:
    """Yield one run; the quick form has the slow kind of extraction for two systems, and the rest for ours alone."""
    real = [each for each in options.systems if not options.quick or each in ("ours", "confluent")]
    loaded = [each for each in options.systems if not options.quick or each == "ours"]
    if "throughput" in options.only:
        yield from (Step("throughput", system, "none", run=run) for system in options.systems)
        yield from (Step("throughput", system, run=run) for system in real)
    if "latency" in options.only:
        yield from (Step("latency", system, run=run) for system in loaded)
    if "kill" in options.only:
        yield from (Step("kill", system, workers=2, run=run) for system in loaded)


def missing(options: Options, rows: Sequence[Row]) -> list[Step]:
    """Return what no row has figures of."""
    return [step for step in steps(options) if not any(map(step.made, rows))]


def left(todo: Sequence[Step], rows: Sequence[Row]) -> float:
    """Return how long these steps will take, s: as long as the like of them took, or what is typical."""
    return sum(_likely(step, rows) for step in todo)


def _likely(step: Step, rows: Sequence[Row]) -> float:
    alike = [row for row in rows if row["measure"] == step.measure and "seconds" in row]
    same = [row for row in alike if row["system"] == step.system and row["mode"] == step.mode] or alike
    took = [row["seconds"] for row in same]
    return sum(took) / len(took) if took else TYPICAL[step.measure]


class Running:
    """Runs the plan on a bench and keeps the rows; `keep` is called with all of them after each."""

    def __init__(
        self,
        bench: Bench,
        options: Options,
        cores: Sequence[int],
        say: Callable[[str], None],
        keep: Callable[[Sequence[Row]], None],
    ) -> None:
        """Take the first of the cores for a worker; the others are for the broker, and for a second worker."""
        self._bench = bench
        self._options = options
        self._one = ((cores[0],),)
        self._two = ((cores[0],), tuple(cores[1:]) or (cores[0],))
        self._beside = ((cores[0],), (cores[0],))
        self._say = say
        self._keep = keep
        self._rows: list[Row] = []

    def one(self, run: int, rows: list[Row], end: float) -> None:
        """Measure what no row has yet of one run, and add it; a system that fails has a row that says so.

        Units: nothing begins after `end`, a moment of the monotonic clock, s.
        """
        self._rows = rows
        todo = missing(self._options, rows)
        others = [step for step in todo if step.run != run]  # what failed in a run before it, too
        todo = [step for step in todo if step.run == run]
        while todo:
            if time.monotonic() > end:
                self._say(f"{len(todo)} are left out after {self._options.minutes:.0f} minutes: --resume measures them")
                return
            ahead = [*todo, *others]
            self._say(f"{len(ahead)} measurements are left: about {left(ahead, rows) / 60:.0f} minutes")
            self._note(todo.pop(0))

    def _note(self, step: Step) -> None:
        row: Row = {**vars(step)}
        began = time.monotonic()
        try:
            row |= self._measured(step)
        except Exception as error:  # noqa: BLE001 - one system's fault is a row of it, and the others are measured
            row["failed"] = str(error) or type(error).__name__
        row["seconds"] = round(time.monotonic() - began, 1)
        self._rows.append(row)
        self._keep(self._rows)
        figures = {name: round(value, 2) for name, value in row.items() if isinstance(value, float)}
        self._say(f"{step}: {row.get('failed') or figures}")

    def _measured(self, step: Step) -> Row:
        system = SYSTEMS[step.system]
        if step.measure == "throughput":
            cores = self._one if step.workers == 1 else self._two
            case = Case(system, step.mode, step.workers, step.partitions, cores)
            return self._bench.throughput(case, self._options.articles[step.mode])
        rate = self._capacity(step) / 2
        if step.measure == "latency":
            return self._bench.latency(Case(system, cores=self._one), rate, LATENCY_SECONDS)
        return self._bench.kill(Case(system, workers=2, cores=self._beside), rate, KILL_SECONDS)

    def _capacity(self, step: Step) -> float:
        """Return the articles a second of one worker, the median of the runs so far."""
        here = {"measure": "throughput", "system": step.system, "mode": "real", "workers": 1, "partitions": 12}
        capacity = median_of(self._rows, "articles_per_second", **here)
        if capacity is None:
            message = "its capacity is not known: no run with the real extraction got through"
            raise ValueError(message)
        return capacity


def matching(rows: Sequence[Row], **wanted: object) -> list[Row]:
    """Return the rows with these values that were measured."""
    return [row for row in rows if "failed" not in row and all(row.get(name) == wanted[name] for name in wanted)]


def spread(rows: Sequence[Row], figure: str, **wanted: object) -> Spread | None:
    """Return median and range of a figure; None where no run has it."""
    values = [row[figure] for row in matching(rows, **wanted) if row.get(figure) is not None]
    return Spread.of(values) if values else None


def median_of(rows: Sequence[Row], figure: str, **wanted: object) -> float | None:
    """Return the median of a figure; None where no run has it."""
    found = spread(rows, figure, **wanted)
    return found.median if found else None
