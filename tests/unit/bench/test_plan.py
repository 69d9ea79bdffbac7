import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from bench.compare.kept import Kept, joined
from bench.compare.plan import MEASURES, TYPICAL, Options, Running, Step, left, missing, steps

TWO = ("ours", "quix")


def row(step: Step, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - figures
    return {**vars(step), **more}


def test_each_run_goes_through_everything_so_that_a_plan_cut_off_has_all_systems() -> None:
    todo = list(steps(Options(systems=TWO, runs=2, scaling_runs=1)))
    first = [step for step in todo if step.run == 0]
    assert todo[: len(first)] == first
    assert Counter((step.measure, step.mode, step.workers, step.partitions) for step in first) == {
        ("throughput", "none", 1, 12): 2,
        ("throughput", "real", 1, 12): 2,
        ("latency", "real", 1, 12): 2,
        ("kill", "real", 2, 12): 2,
        ("throughput", "real", 2, 12): 2,
        ("throughput", "real", 1, 1): 2,
        ("throughput", "real", 1, 4): 2,
    }
    assert all((step.workers, step.partitions) in {(1, 12), (2, 12)} for step in todo[len(first) :])


def test_the_quick_form_has_all_systems_once_and_the_rest_for_ours() -> None:
    todo = list(steps(Options(runs=1, scaling_runs=0, quick=True)))
    assert [step.system for step in todo if step.mode == "none"] == list(Options().systems)
    assert [step.system for step in todo if step.measure == "throughput" and step.mode == "real"] == [
        "ours",
        "confluent",
    ]
    assert [(step.measure, step.system) for step in todo[-2:]] == [("latency", "ours"), ("kill", "ours")]


@pytest.mark.parametrize("measure", MEASURES)
def test_a_measure_can_be_had_alone(measure: str) -> None:
    todo = list(steps(Options(systems=TWO, runs=1, scaling_runs=1, only=(measure,))))
    assert {step.measure for step in todo} == {"throughput" if measure == "scaling" else measure}


def test_what_is_left_takes_as_long_as_the_like_of_it_took() -> None:
    ours, quix = Step("throughput", "ours"), Step("throughput", "quix")
    assert left([ours, ours], []) == 2 * TYPICAL["throughput"]
    assert left([ours, quix], [row(ours, seconds=4.0), row(ours, seconds=6.0)]) == pytest.approx(5.0 + 5.0)
    assert left([ours], [row(ours, seconds=4.0), row(quix, seconds=100.0)]) == pytest.approx(4.0)
    assert left([Step("kill", "ours", workers=2)], [row(ours, seconds=4.0)]) == TYPICAL["kill"]


class BenchOfOneFault:
    """Stands in for the bench: Quix does not get through, and nothing else takes time."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def throughput(self, case: Any, _articles: int) -> dict[str, float]:  # noqa: ANN401 - a Case
        self.asked.append(case.system.name)
        if case.system.name == "quix":
            raise OSError(2, "it is not there")
        return {"articles_per_second": 100.0}

    def latency(self, _case: Any, rate: float, _seconds: float) -> dict[str, float]:  # noqa: ANN401 - a Case
        return {"rate": rate}


def played(
    rows: list[dict[str, Any]], options: Options, run: int = 0
) -> tuple[list[dict[str, Any]], BenchOfOneFault, list[int]]:
    bench: Any = BenchOfOneFault()
    kept: list[int] = []
    running = Running(bench, options, [0], lambda _: None, lambda every: kept.append(len(every)))
    running.one(run, rows, time.monotonic() + 60 * options.minutes)
    return rows, bench, kept


def test_a_system_that_fails_has_a_row_that_says_so_and_the_rest_is_measured_and_kept() -> None:
    rows, _, kept = played(
        [], Options(systems=("quix", "ours"), runs=1, scaling_runs=0, only=("throughput", "latency"))
    )
    found = {(each["system"], each["measure"], each["mode"]): each for each in rows}
    assert "it is not there" in found["quix", "throughput", "real"]["failed"]
    assert "capacity is not known" in found["quix", "latency", "real"]["failed"]
    assert found["ours", "latency", "real"]["rate"] == pytest.approx(50.0)
    assert kept == [1, 2, 3, 4, 5, 6]


def test_a_run_leaves_the_next_one_alone() -> None:
    rows, _, _ = played([], Options(systems=("ours",), runs=2, scaling_runs=0, only=("throughput",)))
    assert [each["run"] for each in rows] == [0, 0]
    assert {step.run for step in missing(Options(systems=("ours",), runs=2, scaling_runs=0), rows)} == {0, 1}


def test_what_failed_in_a_run_does_not_stop_the_next_one() -> None:
    options = Options(systems=("quix", "ours"), runs=2, scaling_runs=0, only=("throughput",))
    rows, _, _ = played([], options)
    rows, bench, _ = played(rows, options, run=1)
    assert sorted(bench.asked) == ["ours", "ours", "quix", "quix"]
    assert [each["run"] for each in rows] == [0, 0, 0, 0, 1, 1, 1, 1]


def test_nothing_begins_once_the_time_is_up() -> None:
    rows, bench, _ = played([], Options(systems=("ours",), runs=1, scaling_runs=0, minutes=-1.0))
    assert (rows, bench.asked) == ([], [])


def test_what_has_figures_already_is_not_measured_again() -> None:
    done = row(Step("throughput", "ours", "none"), articles_per_second=1.0)
    options = Options(systems=("ours",), runs=1, scaling_runs=0, only=("throughput",))
    rows, bench, _ = played([done], options)
    assert bench.asked == ["ours"]
    assert [each["mode"] for each in rows] == ["none", "real"]


def test_kept_rows_are_read_back_and_an_empty_place_has_none(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "new" / "rows.json")
    assert kept.read() == ({}, [])
    kept.write({"commit": "abc"}, [row(Step("kill", "ours"), caught_up_s=None)])
    about, rows = kept.read()
    assert about == {"commit": "abc"}
    assert Step("kill", "ours").made(rows[0])


def test_rows_of_two_goes_name_both_commits_and_the_minutes_of_both() -> None:
    before, now = {"commit": "abc", "minutes": 10.0, "when": "then"}, {"commit": "def", "minutes": 5.5, "when": "now"}
    assert joined({}, now) == now
    assert joined(before, now) == {"commit": "abc; def", "minutes": 15.5, "when": "now"}
    assert joined(joined(before, now), now)["commit"] == "abc; def"
