"""`python -m bench.compare`: this project beside what else one would take, on one machine, in one run."""

import os
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import click
import orjson

from bench.compare.catalogue import DRIVER, SYSTEMS
from bench.compare.environments import ROOT, python_of
from bench.compare.goals import goals
from bench.compare.load import origin
from bench.compare.machine import machine
from bench.compare.measure import Bench
from bench.compare.plan import Options, Running
from bench.compare.table import replaced, report
from streams.broker import EmbeddedBroker
from streams.broker.ports import free_port
from streams.settings import Settings

PAGE: Final = ROOT / "docs" / "performance.md"
MEASURES: Final = ("throughput", "scaling", "latency", "kill")
PROBES: Final = 60  # of a country at most, which is tried out beforehand
QUICK: Final = {"real": 1_500, "none": 6_000}


@click.command()
@click.option("--systems", default=",".join(SYSTEMS), show_default=True, help="Which, separated by commas.")
@click.option(
    "--runs", default=5, show_default=True, help="Runs of each measurement; the median and the range are told."
)
@click.option(
    "--scaling-runs", default=3, show_default=True, help="Runs with two workers, and with 1 and 4 partitions."
)
@click.option("--only", default=",".join(MEASURES), show_default=True, help="Which measurements.")
@click.option("--articles", default=6_000, show_default=True, help="Articles of a run with the real extraction.")
@click.option("--constant", default=20_000, show_default=True, help="Articles of a run with a constant event.")
@click.option("--quick", is_flag=True, help="One short run: all systems with extract=none, ours with everything.")
@click.option("--json", "to", type=click.Path(path_type=Path), help="Write all rows to this file.")
@click.option("--write", is_flag=True, help="Put the tables into docs/performance.md.")
def main(  # noqa: PLR0913, PLR0917 - an argument an option
    systems: str,
    runs: int,
    scaling_runs: int,
    only: str,
    articles: int,
    constant: int,
    quick: bool,  # noqa: FBT001 - a flag of the command line
    to: Path | None,
    write: bool,  # noqa: FBT001 - the same
) -> None:
    """Measure this project and what a user would take instead: the same broker, articles, extraction and fold.

    Tables on stdout, progress on stderr. The worker is pinned to the first core, broker and driver to the others.
    """
    options = Options(
        systems=_chosen(systems, tuple(SYSTEMS)),
        runs=1 if quick else runs,
        scaling_runs=scaling_runs,
        articles={"real": QUICK["real"] if quick else articles, "none": QUICK["none"] if quick else constant},
        only=_chosen(only, MEASURES),
        quick=quick,
    )
    about = machine()
    began = time.monotonic()
    running = _run(options)
    about |= {
        "command": f"python -m bench.compare {' '.join(sys.argv[1:])}".strip(),
        "when": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "minutes": round((time.monotonic() - began) / 60, 1),
        "origin": origin(),
        "articles": f"{options.articles['real']:,} a run, {options.articles['none']:,} with a constant event; "
        "15 % redelivered, 5 % corrected",
    }
    text = f"{report(running.rows, about)}\n\n### Goals\n\n{goals(running.rows)}"
    sys.stdout.write(text + "\n")
    if to:
        to.write_bytes(orjson.dumps({"about": about, "rows": running.rows}, option=orjson.OPT_INDENT_2))
    if write:
        PAGE.write_text(replaced(PAGE.read_text(encoding="utf-8"), text), encoding="utf-8")
    sys.exit(1 if any("failed" in row and row["system"] == "ours" for row in running.rows) else 0)


def _run(options: Options) -> Running:
    for name in options.systems:
        python_of(SYSTEMS[name].environment, say)
    python_of(DRIVER, say)
    cores = sorted(os.sched_getaffinity(0))
    others = tuple(cores[1:]) or (cores[0],)
    os.sched_setaffinity(0, others)  # ours, and of all that we start and do not pin: the broker first of all
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        folder = Path(scratch)
        settings = Settings(_env_file=None, brokers=f"127.0.0.1:{port}")
        with EmbeddedBroker(settings, port=port, data_dir=folder / "broker", progress=say):
            bench = Bench(settings, folder, others, say)
            bench.probes = bench.truth.probes(PROBES)
            running = Running(bench, options, cores, say)
            running.all()
    os.sched_setaffinity(0, cores)
    return running


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
