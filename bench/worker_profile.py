"""Where the CPU time of a whole worker goes, by layer: `make profile-worker`.

Runs both roles of a worker under cProfile, on a broker of its own, with the load of the bench. A profiler makes small
functions look dearer than they are, so the shares are for finding, the bench is for measuring.
"""

import os
import pstats
import sys
import tempfile
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import click

from bench.compare.__main__ import say
from bench.compare.catalogue import ROLES, SYSTEMS
from bench.compare.measure import Bench, Case
from streams.broker import EmbeddedBroker
from streams.broker.ports import free_port
from streams.settings import Settings

LAYERS: Final[tuple[tuple[str, str], ...]] = (
    ("streams/extract", "extraction"),
    ("streams/incidents", "fold"),
    ("streams/counters", "fold"),
    ("streams/projection", "fold"),
    ("streams/country", "fold"),
    ("streams/runtime", "streams.runtime"),
    ("streams/", "streams, the rest"),
    ("schemas/", "schemas and pydantic"),
    ("bench/systems/work", "the constant event and the tally"),
    ("/pydantic", "schemas and pydantic"),
    ("/aiokafka/", "aiokafka"),
    ("/faust/", "Faust"),
    ("/mode/", "mode"),
    ("/asyncio/", "asyncio"),
    ("/logging/", "logging"),
)
START: Final = "the start: imports"
ASLEEP: Final = "select.epoll"  # the event loop, waiting
TOP: Final = 25  # functions that are named
Function = tuple[str, int, str]


def layer(file: str) -> str | None:
    """Return the layer that a file belongs to; None for what is built in, which belongs to its callers."""
    if "importlib" in file:
        return START
    if file == "~" or file.startswith("<"):
        return None
    return next((name for part, name in LAYERS if part in file), "Python's library and others")


def by_layer(stats: Mapping[Function, tuple[int, int, float, float, Mapping[Function, Any]]]) -> dict[str, float]:
    """Return the seconds spent in each layer itself; what is built in is shared out among the layers that called it."""
    spent: dict[str, float] = defaultdict(float)
    for (file, _, function), (_, _, own, _, callers) in stats.items():
        if ASLEEP in function:
            continue
        name = layer(file)
        if name is not None:
            spent[name] += own
            continue
        if not callers:
            spent["built in"] += own
        for (caller, _, _), (_, _, share, _) in callers.items():
            spent[layer(caller) or "built in"] += share
    return spent


def show(role: str, file: Path) -> None:
    """Print a role's layers and its dearest functions."""
    profile: Any = pstats.Stats(str(file))
    spent = by_layer(profile.stats)
    total = sum(spent.values())
    sys.stdout.write(f"\n{role}: {total:.1f} s of work\n")
    for name, seconds in sorted(spent.items(), key=lambda each: -each[1]):
        sys.stdout.write(f"{name:<36}{seconds:>8.2f} s{seconds / total:>8.1%}\n")
    own = sorted(profile.stats.items(), key=lambda each: -each[1][2])
    sys.stdout.write(f"\n{'own s':>8}{'calls':>10}  function\n")
    for (path, line, name), (_, calls, seconds, _, _) in own[:TOP]:
        if ASLEEP in name:
            continue
        where = "/".join(Path(path).parts[-2:])
        sys.stdout.write(f"{seconds:>8.2f}{calls:>10}  {where}:{line} {name}\n")


@click.command()
@click.option("--extract", "mode", default="real", type=click.Choice(["real", "none"]), show_default=True)
@click.option("--articles", default=10_000, show_default=True, help="How many are sent.")
def main(mode: Any, articles: int) -> None:  # noqa: ANN401 - one of the two words
    """Profile both roles of a worker."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="profile-") as scratch:
        folder = Path(scratch)
        settings = Settings(_env_file=None, brokers=f"127.0.0.1:{port}")
        with EmbeddedBroker(settings, port=port, data_dir=folder / "broker"):
            cores = tuple(sorted(os.sched_getaffinity(0)))
            bench = Bench(settings, folder, cores, say)
            bench.probes = bench.truth.probes(2)
            case = Case(SYSTEMS["ours"], mode, cores=(cores,), profile=folder)
            figures = bench.throughput(case, articles)
        sys.stdout.write(f"{figures['articles_per_cpu_second']:.0f} articles a CPU second under the profiler\n")
        for role in ROLES:
            show(role, folder / f"{role}-0.profile")


if __name__ == "__main__":
    main(prog_name="python -m bench.worker_profile")
