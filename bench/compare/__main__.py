"""`python -m bench.compare`: this project beside what else one would take, on one machine, in one run."""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import click
import psutil

from bench.compare.catalogue import DRIVER, SYSTEMS
from bench.compare.environments import CACHE, ROOT, python_of
from bench.compare.goals import goals
from bench.compare.kept import Kept, joined
from bench.compare.load import origin
from bench.compare.machine import machine
from bench.compare.measure import Bench
from bench.compare.plan import MEASURES, Options, Row, Running, missing
from bench.compare.table import replaced, report
from bench.compare.truth import Truth
from streams.broker import EmbeddedBroker
from streams.broker.ports import free_port
from streams.settings import Settings

PAGE: Final = ROOT / "docs" / "performance.md"
PROBES: Final = 24  # of a country at most, which is tried out beforehand
QUICK: Final = {"real": 600, "none": 4_000}


@click.command()
@click.option("--systems", default=",".join(SYSTEMS), show_default=True, help="Which, separated by commas.")
@click.option("--runs", default=5, show_default=True, help="Runs of each measurement; median and range are told.")
@click.option("--scaling-runs", default=2, show_default=True, help="Runs with 2 workers, and with 1 and 4 partitions.")
@click.option("--only", default=",".join(MEASURES), show_default=True, help="Which measurements.")
@click.option("--articles", default=2_500, show_default=True, help="Articles of a run with the real extraction.")
@click.option("--constant", default=15_000, show_default=True, help="Articles of a run with a constant event.")
@click.option("--minutes", default=60.0, show_default=True, help="Begin no measurement after so long.")
@click.option("--quick", is_flag=True, help="One short run: all systems with extract=none, ours with everything.")
@click.option(
    "--json",
    "file",
    type=click.Path(path_type=Path),
    help="Keep all rows in this file, written after each.  [default: rows.json, or quick.json, in .tools/bench]",
)
@click.option("--resume", is_flag=True, help="Measure only what the file has no figures of.")
@click.option("--tables", is_flag=True, help="Measure nothing: make the tables of what the file has.")
@click.option("--write", is_flag=True, help="Put the tables into docs/performance.md.")
def main(  # noqa: PLR0913, PLR0917 - an argument an option
    systems: str,
    runs: int,
    scaling_runs: int,
    only: str,
    articles: int,
    constant: int,
    minutes: float,
    quick: bool,  # noqa: FBT001 - a flag of the command line
    file: Path | None,
    resume: bool,  # noqa: FBT001 - the same
    tables: bool,  # noqa: FBT001 - the same
    write: bool,  # noqa: FBT001 - the same
) -> None:
    """Measure this project and what a user would take instead: the same broker, articles, extraction and fold.

    Tables on stdout, progress on stderr. The worker is pinned to the first core, broker and driver to the others.
    """
    options = Options(
        systems=_chosen(systems, tuple(SYSTEMS)),
        runs=1 if quick else runs,
        scaling_runs=0 if quick else scaling_runs,
        articles={"real": QUICK["real"] if quick else articles, "none": QUICK["none"] if quick else constant},
        only=_chosen(only, MEASURES),
        quick=quick,
        minutes=minutes,
    )
    file = file or CACHE / ("quick.json" if quick else "rows.json")
    kept = Kept(file)
    about, rows = kept.read() if resume or tables else ({}, [])
    if not tables:
        about, rows = _measured(options, kept, about, rows)
    elif not rows:
        message = f"{file} has no rows"
        raise click.UsageError(message)
    text = f"{report(rows, about)}\n\n### Goals\n\n{goals(rows)}"
    sys.stdout.write(text + "\n")
    if write:
        PAGE.write_text(replaced(PAGE.read_text(encoding="utf-8"), text), encoding="utf-8")
    sys.exit(1 if any("failed" in row and row["system"] == "ours" for row in rows) else 0)


def _measured(
    options: Options, kept: Kept, before: Mapping[str, Any], rows: list[Row]
) -> tuple[dict[str, Any], list[Row]]:
    """Measure what is missing; return what it was measured on, and all rows."""
    here, began = machine(), time.monotonic()

    def about() -> dict[str, Any]:
        now = {
            "command": f"python -m bench.compare {' '.join(sys.argv[1:])}".strip(),
            "when": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
            "minutes": round((time.monotonic() - began) / 60, 1),
            "origin": origin(),
            "articles": f"{options.articles['real']:,} a run, {options.articles['none']:,} with a constant event; "
            "15 % redelivered, 5 % corrected",
        }
        return joined(before, here | now)

    figures = [row for row in rows if "failed" not in row]
    _run(options, figures, lambda every: kept.write(about(), every))
    return about(), figures


def _run(options: Options, rows: list[Row], keep: Callable[[Sequence[Row]], None]) -> None:
    """Run the plan, each run on a new broker; `rows` has what was measured before, and is added to."""
    for name in options.systems:
        python_of(SYSTEMS[name].environment, say)
    python_of(DRIVER, say)
    cores = sorted(os.sched_getaffinity(0))
    others = tuple(cores[1:]) or (cores[0],)
    os.sched_setaffinity(0, others)  # ours, and of all that we start and do not pin: the broker first of all
    end, truth = time.monotonic() + options.minutes * 60, Truth()
    probes = truth.probes(PROBES)
    for run in sorted({step.run for step in missing(options, rows)}):
        with _bench(others, truth) as bench:
            bench.probes = probes
            Running(bench, options, cores, say, keep).one(run, rows, end)
    os.sched_setaffinity(0, cores)


@contextmanager
def _bench(cores: tuple[int, ...], truth: Truth) -> Iterator[Bench]:
    """Start a broker. Each run has its own: one that has ended, or is full of old topics, spoils that run alone."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        folder = Path(scratch)
        settings = Settings(_env_file=None, brokers=f"127.0.0.1:{port}")
        with EmbeddedBroker(settings, port=port, data_dir=folder / "broker", progress=say):
            bench = Bench(settings, folder, cores, say)
            bench.broker = next((each for each in psutil.Process().children() if "kafka" in str(each.cmdline())), None)
            bench.truth = truth
            yield bench


def _chosen(said: str, known: tuple[str, ...]) -> tuple[str, ...]:
    chosen = tuple(filter(None, said.split(",")))
    unknown = sorted(set(chosen) - set(known))
    if unknown:
        message = f"{', '.join(unknown)}: known are {', '.join(known)}"
        raise click.UsageError(message)
    return tuple(name for name in known if name in chosen)


def say(sentence: str) -> None:
    """Print progress."""
    sys.stderr.write(f"{datetime.now(UTC):%H:%M:%S} {sentence}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    main(prog_name="python -m bench.compare")
