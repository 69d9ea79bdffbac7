"""Measure the view on a real broker and in a real browser: `python -m bench.view`; five minutes, 1 GB of memory.

By default with 100,000 incidents in 200 countries, invented (tests/support/view.py). `--write` puts the tables between
the markers of docs/web.md; without it they go to stdout.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from bench.compare.machine import machine
from bench.compare.table import replaced, table
from bench.view.drawn import BETWEEN_SECONDS, DRAWS, UPDATES, Drawn, drawn
from bench.view.measure import ROUNDS, Answer, Update, answers, updates, write
from streams.broker import EmbeddedBroker
from streams.broker.ports import free_port
from streams.provision import ensure_topics
from streams.settings import Settings
from tests.support.served import Served
from tests.support.view import make_sample

PAGE: Final = Path(__file__).parents[2] / "docs" / "web.md"
COUNTRIES: Final = 200
STREAMS: Final = 500


@dataclass(frozen=True)
class Figures:
    """All that was measured. Units: seconds and MB."""

    incidents: int
    records: int
    read_seconds: float
    start_seconds: float
    file_mb: float
    page: Drawn
    answers: list[Answer]
    updates: list[Update]


def measure(incidents: int) -> Figures:
    """Measure it all, with a broker of its own."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        with EmbeddedBroker(Settings(), port=free_port(), data_dir=folder / "broker") as broker:
            settings = Settings(brokers=broker.address, data_dir=folder / "data", topic_prefix="bench-")
            ensure_topics(settings)
            records = list(make_sample(incidents, COUNTRIES).records())
            asyncio.run(write(settings, records))
            began = time.perf_counter()
            with Served(settings, folder) as view:
                view.until(lambda: bool(view.client.get("/health/ready").is_success), 600)
                read = time.perf_counter() - began
                size = sum(path.stat().st_size for path in settings.data_dir.glob("web-*")) / 1e6
                view.stop()
            began = time.perf_counter()
            with Served(settings, folder) as view:
                start = time.perf_counter() - began
                asked = answers(view)
                view.live()
                page = asyncio.run(drawn(settings, str(view.client.base_url).rstrip("/")))
                told = [asyncio.run(updates(settings, view, streams)) for streams in (1, STREAMS)]
                view.stop()
    return Figures(incidents, len(records), read, start, size, page, asked, told)


def report(found: Figures, about: Mapping[str, Any]) -> str:
    """Return the tables as Markdown; `about` is the machine before the start."""
    page = found.page
    per_second = found.records / found.read_seconds
    goals = [
        ("first view over the wire, kB", "< 300", f"{page.kilobytes:.0f}"),
        (f"first draw, median of {DRAWS}, ms", "< 1,000", f"{page.p50:.0f}"),
        ("first draw, the slowest, ms", "", f"{page.worst:.0f}"),
        ("record to the title of an open page, p50, ms", "< 1,000", f"{page.update_p50:.0f}"),
        ("record to the title of an open page, p99, ms", "< 1,000", f"{page.update_p99:.0f}"),
        *(
            (f"record to the last of {each.streams} open streams, {which}, ms", "< 1,000", f"{value:.0f}")
            for each in found.updates
            for which, value in (("p50", each.p50), ("p99", each.p99))
        ),
        (f"memory of the view with {STREAMS} open streams, MB", "", f"{found.updates[-1].megabytes:.0f}"),
        ("all of it read from the topics, s", "", f"{found.read_seconds:.1f} ({per_second:,.0f} records a second)"),
        ("start with the file there, s", "", f"{found.start_seconds:.1f}"),
        ("the file, MB", "", f"{found.file_mb:.0f}"),
    ]
    asked = [
        (each.question, f"{each.first:.0f}", f"{each.p50:.0f}", f"{each.p99:.0f}", f"{each.kilobytes:.0f}")
        for each in found.answers
    ]
    size = f"{found.incidents:,} incidents in {COUNTRIES} countries, {found.records:,} records"
    hardware = f"{about['processor']}, {about['cores']} cores, {about['memory_gb']} GB, {about['system']}"
    lines = (
        f"- {size}; command `python -m bench.view --write`, {datetime.now(UTC):%Y-%m-%d}",
        f"- Commit: {about['commit'] or 'unknown'}",
        f"- Machine: {hardware}; broker, view, browser and sender share it",
        f"- Load average before the start: {about['load_before']}",
        "- First draw: Chromium, empty cache, 1440 x 900, `?w=all`, until table and map show their figures",
        f"- Records to an open page: {UPDATES}, one each {BETWEEN_SECONDS} s, from the broker's acknowledgement",
    )
    return "\n\n".join(
        (
            "\n".join(lines),
            table(("what", "goal", "measured"), goals),
            f"Answers in ms: the first of a fresh process, and {ROUNDS - 1} more; kB compressed.",
            table(("question", "first", "p50", "p99", "kB"), asked),
        )
    )


def main() -> None:
    """Measure, and print the tables or write them."""
    parser = argparse.ArgumentParser(description="Measure the view on a real broker and in a real browser.")
    parser.add_argument("--incidents", type=int, default=100_000)
    parser.add_argument("--write", action="store_true", help="put the tables into docs/web.md")
    options = parser.parse_args()
    about = machine()
    told = report(measure(options.incidents), about)
    if options.write:
        PAGE.write_text(replaced(PAGE.read_text(), told))
    else:
        sys.stdout.write(told + "\n")


if __name__ == "__main__":
    main()
