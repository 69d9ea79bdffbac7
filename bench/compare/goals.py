"""The goals beside what was measured."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bench.compare.plan import Row, matching, median_of
from bench.compare.table import NOTHING, table

PER_CPU: Final = "articles_per_cpu_second"


@dataclass(frozen=True)
class Goal:
    """What was aimed at. `measured` returns the figure, None where it was not measured."""

    says: str
    least: float | None
    most: float | None
    measured: Callable[[Sequence[Row]], float | None]

    def line(self, rows: Sequence[Row]) -> tuple[str, str, str]:
        """Return the goal, the figure, and whether it was reached or by how much not."""
        found = self.measured(rows)
        if found is None:
            return self.says, NOTHING, "not measured"
        return self.says, f"{found:.2f}", self._verdict(found)

    def _verdict(self, found: float) -> str:
        if self.least is not None and found < self.least:
            return f"missed by {self.least - found:.2f}"
        if self.most is not None and found > self.most:
            return f"missed by {found - self.most:.2f}"
        return "reached"


def ratio(other: str, mode: str) -> Callable[[Sequence[Row]], float | None]:
    """Return ours over another's articles a CPU second: the median of the runs' ratios, each within one run."""

    def measured(rows: Sequence[Row]) -> float | None:
        here = {"measure": "throughput", "mode": mode, "workers": 1, "partitions": 12}
        theirs = {row["run"]: row[PER_CPU] for row in matching(rows, **here, system=other)}
        ratios = [
            {"ratio": row[PER_CPU] / theirs[row["run"]]}
            for row in matching(rows, **here, system="ours")
            if row["run"] in theirs
        ]
        return median_of(ratios, "ratio")

    return measured


def _scaling(rows: Sequence[Row]) -> float | None:
    here = {"measure": "throughput", "mode": "real", "system": "ours", "partitions": 12}
    one = median_of(rows, "articles_per_second", **here, workers=1)
    two = median_of(rows, "articles_per_second", **here, workers=2)
    return two / one if one and two else None


def _worst(measure: str, figure: str) -> Callable[[Sequence[Row]], float | None]:
    def measured(rows: Sequence[Row]) -> float | None:
        values = [row[figure] for row in matching(rows, measure=measure, system="ours") if row.get(figure) is not None]
        return max(values, default=None)

    return measured


def _wrong(rows: Sequence[Row]) -> float | None:
    values = [row["too_many"] + row["too_few"] for row in matching(rows, system="ours")]
    return max(values, default=None)


GOALS: Final = (
    Goal("articles a CPU second, real extraction, over the confluent-kafka loop: at least 0.90", 0.9, None,
         ratio("confluent", "real")),
    Goal("the same over Quix Streams: more than 1", 1.0, None, ratio("quix", "real")),
    Goal("the same over Bytewax: more than 1", 1.0, None, ratio("bytewax", "real")),
    Goal("the same with `extract=none` over plain Faust: at least 3", 3.0, None, ratio("faust", "none")),
    Goal("the same with `extract=none` over the aiokafka loop: at least 0.5", 0.5, None, ratio("aiokafka", "none")),
    Goal("p99 from produce to counters at half load: under 250 ms (median of the runs)", None, 250.0,
         lambda rows: median_of(rows, "p99_ms", measure="latency", system="ours")),
    Goal("caught up after SIGKILL of one of two workers: within 20 s (worst run)", None, 20.0,
         _worst("kill", "caught_up_s")),
    Goal("counters wrong, in all runs of ours: 0", None, 0.0, _wrong),
    Goal("articles a second, two workers on two cores over one: at least 1.8", 1.8, None, _scaling),
)  # fmt: skip


def goals(rows: Sequence[Row]) -> str:
    """Return the table of goals."""
    return table(("goal", "measured", ""), list(_lines(rows)))


def _lines(rows: Sequence[Row]) -> Iterator[tuple[str, str, str]]:
    for goal in GOALS:
        yield goal.line(rows)
