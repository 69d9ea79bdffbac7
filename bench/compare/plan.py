"""What is measured, in which order: each run goes through all systems, so that the machine's drift hits all alike."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from bench.compare.catalogue import SYSTEMS, System
from bench.compare.figures import Spread
from bench.compare.measure import Bench, Case, DidNotWorkError
from bench.systems.work import Mode

Row = dict[str, Any]
"""What was measured (`measure`, `system`, `mode`, `workers`, `partitions`, `run`) and its figures, or `failed`."""

PARTITIONS: Final = (1, 4)  # beside the 12 of everything else
LATENCY_SECONDS: Final = 12.0
KILL_SECONDS: Final = 18.0


@dataclass(frozen=True)
class Options:
    """How much is measured."""

    systems: tuple[str, ...] = tuple(SYSTEMS)
    runs: int = 5
    scaling_runs: int = 3
    articles: dict[Mode, int] = field(default_factory=lambda: {"real": 6_000, "none": 20_000})
    only: tuple[str, ...] = ("throughput", "scaling", "latency", "kill")
    quick: bool = False


class Running:
    """Runs the plan on a bench and keeps the rows."""

    def __init__(self, bench: Bench, options: Options, cores: Sequence[int], say: Callable[[str], None]) -> None:
        """Take the first of the cores for a worker; the others are for the broker, and for a second worker."""
        self._bench = bench
        self._options = options
        self._one = ((cores[0],),)
        self._two = ((cores[0],), tuple(cores[1:]) or (cores[0],))
        self._beside = ((cores[0],), (cores[0],))
        self._say = say
        self.rows: list[Row] = []

    def all(self) -> list[Row]:
        """Measure everything; a system that does not get through has a row that says so."""
        options = self._options
        for measure, runs in (
            ("throughput", options.runs),
            ("scaling", 0 if options.quick else options.scaling_runs),
            ("latency", options.runs),
            ("kill", options.runs),
        ):
            for run in range(runs if measure in options.only else 0):
                self._once(measure, run)
        return self.rows

    def _once(self, measure: str, run: int) -> None:
        if measure == "throughput":
            for system, mode in self._pairs():
                self._throughput(Case(system, mode, cores=self._one), run)
        elif measure == "scaling":
            for system in self._systems():
                self._throughput(Case(system, workers=2, cores=self._two), run)
                for partitions in PARTITIONS:
                    self._throughput(Case(system, partitions=partitions, cores=self._one), run)
        else:
            for system in self._chosen():
                self._loaded(measure, system, run)

    def _systems(self) -> Iterator[System]:
        return (SYSTEMS[name] for name in self._options.systems)

    def _pairs(self) -> Iterator[tuple[System, Mode]]:
        """Yield the systems with both kinds of extraction; in the quick form the slow kind for two of them alone."""
        for system in self._systems():
            yield system, "none"
        for system in self._systems():
            if not self._options.quick or system.name in ("ours", "confluent"):
                yield system, "real"

    def _chosen(self) -> Iterator[System]:
        return (each for each in self._systems() if not self._options.quick or each.name == "ours")

    def _throughput(self, case: Case, run: int) -> None:
        articles = self._options.articles[case.mode]
        self._note("throughput", case, run, lambda: self._bench.throughput(case, articles))

    def _loaded(self, measure: str, system: System, run: int) -> None:
        capacity = median_of(
            self.rows, "articles_per_second", system=system.name, mode="real", workers=1, partitions=12
        )
        if capacity is None:
            self._say(f"{system.title}: no {measure}, since its capacity is not known")
            return
        rate = capacity / 2
        if measure == "latency":
            case = Case(system, cores=self._one)
            self._note(measure, case, run, lambda: self._bench.latency(case, rate, LATENCY_SECONDS))
        else:
            case = Case(system, workers=2, cores=self._beside)
            self._note(measure, case, run, lambda: self._bench.kill(case, rate, KILL_SECONDS))

    def _note(self, measure: str, case: Case, run: int, work: Callable[[], Row]) -> None:
        row: Row = {
            "measure": measure,
            "system": case.system.name,
            "mode": case.mode,
            "workers": case.workers,
            "partitions": case.partitions,
            "run": run,
        }
        try:
            row |= work()
        except (DidNotWorkError, RuntimeError, ValueError) as error:
            row["failed"] = str(error)
        self.rows.append(row)
        figures = {name: round(value, 2) for name, value in row.items() if isinstance(value, float)}
        what = f"{measure}, extract={case.mode}, {case.workers} workers, {case.partitions} partitions, run {run + 1}"
        self._say(f"{case.system.title}: {what}: {row.get('failed') or figures}")


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
