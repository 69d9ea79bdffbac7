from typing import Any

import pytest

from bench.compare.figures import Spread
from bench.compare.goals import GOALS, Goal, goals, ratio
from bench.compare.table import BEGIN, END, MarkersError, cell, replaced, report, table
from tests.conftest import ROOT

ABOUT = {
    "command": "python -m bench.compare",
    "when": "today",
    "minutes": 1.0,
    "commit": "abc",
    "processor": "A processor",
    "cores": 2,
    "memory_gb": 8,
    "system": "Linux",
    "load_before": 0.1,
    "python": "3.11",
    "versions": {"quix": {"quixstreams": "3"}},
    "origin": "seeds",
    "articles": "few",
}


def row(system: str, run: int, per_cpu: float, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - figures
    return {
        "measure": "throughput",
        "system": system,
        "mode": "real",
        "workers": 1,
        "partitions": 12,
        "run": run,
        "articles_per_cpu_second": per_cpu,
        "articles_per_second": per_cpu / 2,
        "peak_mb": 100.0,
        "records_per_article": 1.5,
        "broker_share": 0.25,
        "attacks": 10,
        "too_many": 0,
        "too_few": 0,
        **more,
    }


def test_the_report_goes_between_the_markers_and_what_is_around_stays() -> None:
    page = f"before\n{BEGIN}\nold\n{END}\nafter\n"
    assert replaced(page, "new\n") == f"before\n{BEGIN}\nnew\n{END}\nafter\n"
    assert replaced(replaced(page, "a"), "b") == replaced(page, "b")


@pytest.mark.parametrize("page", ["", BEGIN, f"{END}{BEGIN}", f"{BEGIN}{BEGIN}{END}", f"{BEGIN}{END}{END}"])
def test_a_page_without_one_pair_of_markers_is_refused(page: str) -> None:
    with pytest.raises(MarkersError):
        replaced(page, "new")


def test_the_page_of_this_project_has_the_markers() -> None:
    page = (ROOT / "docs" / "performance.md").read_text("utf-8")
    assert "\nxyz\n" in replaced(page, "xyz")


@pytest.mark.parametrize(
    ("spread", "expected"),
    [
        (None, "-"),
        (Spread(1234.5, 1000.4, 2000.6, 3), "1,234 (1,000 to 2,001)"),
        (Spread(2.345, 2.0, 3.0, 2), "2.3 (2.0 to 3.0)"),
        (Spread(50.0, 50.0, 50.0, 1), "50"),
    ],
)
def test_a_cell_is_the_median_with_its_range(spread: Spread | None, expected: str) -> None:
    assert cell(spread) == expected


def test_a_table_is_markdown() -> None:
    assert table(("a", "b"), [("x", "1")]) == "| a | b |\n| --- | --: |\n| x | 1 |"


def test_the_report_has_every_system_that_was_measured_and_names_what_failed() -> None:
    rows = [
        row("ours", 0, 900.0),
        row("ours", 1, 1100.0),
        row("quix", 0, 500.0),
        {**row("bytewax", 0, 0.0), "failed": "it\nbroke | here"},
        row("ours", 0, 0.0, measure="latency", p50_ms=20.0, p99_ms=90.0),
        row("ours", 0, 0.0, measure="kill", workers=2, caught_up_s=4.25, too_many=1, too_few=2),
        row("quix", 0, 0.0, measure="kill", workers=2, caught_up_s=None, too_few=7),
    ]
    text = report(rows, ABOUT)
    (ours,) = [line for line in text.splitlines() if line.startswith("| this project |")]
    assert "| 1,000 (900 to 1,100) | 500 (450 to 550) | 20 | 90 | 4.2 | +1 -2 of 10 | 100 (100 to 100) |" in ours
    (quix,) = [line for line in text.splitlines() if line.startswith("| Quix Streams |")]
    assert "| - | - | - | +0 -7 of 10 |" in quix
    assert "- Bytewax, throughput, run 1: it broke / here" in text
    assert "abc" in text
    assert "extract=none" not in text


def test_a_ratio_is_taken_within_each_run() -> None:
    rows = [
        row("ours", 0, 100.0),
        row("quix", 0, 50.0),
        row("ours", 1, 30.0),
        row("quix", 1, 10.0),
        row("ours", 2, 1.0),
    ]
    assert ratio("quix", "real")(rows) == pytest.approx(2.5)
    assert ratio("bytewax", "real")(rows) is None


@pytest.mark.parametrize(
    ("found", "least", "most", "verdict"),
    [(0.95, 0.9, None, "reached"), (0.8, 0.9, None, "missed by 0.10"), (300.0, None, 250.0, "missed by 50.00")],
)
def test_a_goal_that_is_missed_says_by_how_much(
    found: float, least: float | None, most: float | None, verdict: str
) -> None:
    assert Goal("g", least, most, lambda _: found).line([]) == ("g", f"{found:.2f}", verdict)


def test_goals_that_were_not_measured_say_so() -> None:
    lines = goals([]).splitlines()[2:]
    assert len(lines) == len(GOALS)
    assert all(line.endswith("| - | not measured |") for line in lines)


def test_the_broker_s_share_of_its_core_stands_beside_what_two_workers_did() -> None:
    rows = [row("ours", 0, 1000.0), row("ours", 0, 1700.0, workers=2, broker_share=0.31)]
    (line,) = [each for each in report(rows, ABOUT).splitlines() if each.endswith("| 0.25 | 0.31 |")]
    assert line == "| this project | - | - | 500 | 850 | 0.25 | 0.31 |"
