"""The report as Markdown, put between two markers of docs/performance.md."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from bench.compare.catalogue import SYSTEMS
from bench.compare.figures import Spread
from bench.compare.plan import Row, matching, spread

BEGIN: Final = "<!-- bench: begin -->"
END: Final = "<!-- bench: end -->"


class MarkersError(ValueError):
    """The page has not exactly one pair of markers."""


def replaced(page: str, report: str) -> str:
    """Return the page with the report between its markers. Raises MarkersError."""
    if page.count(BEGIN) != 1 or page.count(END) != 1 or page.index(END) < page.index(BEGIN):
        message = f"the page needs {BEGIN} and {END}, once each and in this order"
        raise MarkersError(message)
    before, rest = page.split(BEGIN)
    return f"{before}{BEGIN}\n{report.strip()}\n{END}{rest.split(END)[1]}"


def report(rows: Sequence[Row], about: Mapping[str, Any]) -> str:
    """Return the tables."""
    parts = [_about(about)]
    if matching(rows, measure="throughput", mode="real"):
        parts += ["### With the real extraction", _real(rows)]
    if matching(rows, measure="throughput", mode="none"):
        parts += ["### The machinery alone (`extract=none`)", _none(rows)]
    if matching(rows, workers=2, measure="throughput") or matching(rows, partitions=4):
        parts += ["### Workers and partitions, with the real extraction", _scaling(rows)]
    failed = [
        f"- {SYSTEMS[row['system']].title}, {row['measure']}, run {row['run'] + 1}: {_line(row['failed'])}"
        for row in rows
        if "failed" in row
    ]
    if failed:
        parts += ["### What did not get through", "\n".join(failed)]
    return "\n\n".join(parts)


def _about(about: Mapping[str, Any]) -> str:
    packages = sorted({f"{name} {version}" for lock in about["versions"].values() for name, version in lock.items()})
    lines = (
        f"- Command: `{about['command']}`, {about['when']}, {about['minutes']} minutes",
        f"- Commit: {about['commit'] or 'unknown'}",
        f"- Machine: {about['processor']}, {about['cores']} cores, {about['memory_gb']} GB, {about['system']}",
        f"- Load average before the start: {about['load_before']}",
        f"- Python {about['python']}, Apache Kafka 4.4.0; {', '.join(packages)}",
        f"- Articles: {about['origin']}, {about['articles']}",
    )
    return "\n".join(lines)


def _real(rows: Sequence[Row]) -> str:
    head = (
        "system",
        "articles a CPU second",
        "articles a second",
        "p50, ms",
        "p99, ms",
        "SIGKILL to caught up, s",
        "counters wrong after it",
        "peak MB",
        "records an article",
    )
    wanted = {"mode": "real", "workers": 1, "partitions": 12}
    lines = []
    for name, system in SYSTEMS.items():
        here = {**wanted, "system": name, "measure": "throughput"}
        if not matching(rows, **here):
            continue
        late = {**wanted, "system": name, "measure": "latency"}
        lines.append(
            (
                system.title,
                cell(spread(rows, "articles_per_cpu_second", **here)),
                cell(spread(rows, "articles_per_second", **here)),
                cell(spread(rows, "p50_ms", **late)),
                cell(spread(rows, "p99_ms", **late)),
                cell(spread(rows, "caught_up_s", system=name, measure="kill"), 1),
                _error(matching(rows, system=name, measure="kill")),
                cell(spread(rows, "peak_mb", **here)),
                cell(spread(rows, "records_per_article", **here), 2),
            )
        )
    return table(head, lines)


def _none(rows: Sequence[Row]) -> str:
    head = ("system", "articles a CPU second", "articles a second", "peak MB", "records an article", "counters wrong")
    lines = []
    for name, system in SYSTEMS.items():
        here = {"mode": "none", "workers": 1, "partitions": 12, "system": name, "measure": "throughput"}
        if not matching(rows, **here):
            continue
        lines.append(
            (
                system.title,
                cell(spread(rows, "articles_per_cpu_second", **here)),
                cell(spread(rows, "articles_per_second", **here)),
                cell(spread(rows, "peak_mb", **here)),
                cell(spread(rows, "records_per_article", **here), 2),
                _error(matching(rows, **here)),
            )
        )
    return table(head, lines)


def _scaling(rows: Sequence[Row]) -> str:
    cases = ((1, 1), (1, 4), (1, 12), (2, 12))
    head = (
        "system, articles a second",
        *(f"{workers} x {partitions}" for workers, partitions in cases),
        "broker's share of its core, 1 x 12",
        "the same, 2 x 12",
    )
    lines = []
    for name, system in SYSTEMS.items():
        here = {"system": name, "mode": "real", "measure": "throughput"}
        cells = [
            cell(spread(rows, "articles_per_second", **here, workers=workers, partitions=partitions))
            for workers, partitions in cases
        ]
        shares = [cell(spread(rows, "broker_share", **here, workers=workers, partitions=12), 2) for workers in (1, 2)]
        if any(each != NOTHING for each in cells):
            lines.append((system.title, *cells, *shares))
    return "Workers x partitions; the second worker has what the broker leaves of its core.\n\n" + table(head, lines)


def _error(rows: Sequence[Row]) -> str:
    """Return the worst run: attacks too many and too few, of how many."""
    if not rows:
        return NOTHING
    worst = max(rows, key=lambda row: row["too_many"] + row["too_few"])
    if not worst["too_many"] + worst["too_few"]:
        return f"0 of {worst['attacks']:,}"
    return f"+{worst['too_many']:,} -{worst['too_few']:,} of {worst['attacks']:,}"


NOTHING: Final = "-"
TENS: Final = 10.0


def cell(found: Spread | None, digits: int | None = None) -> str:
    """Return a median with its range; whole numbers from ten on, unless `digits` says otherwise."""
    if found is None:
        return NOTHING
    places = digits if digits is not None else int(found.median < TENS)
    shown = [f"{value:,.{places}f}" for value in (found.median, found.low, found.high)]
    return shown[0] if found.runs == 1 else f"{shown[0]} ({shown[1]} to {shown[2]})"


def table(head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table; all columns but the first are numbers."""
    rule = ["---", *["--:"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(line)} |" for line in (head, rule, *lines))


def _line(text: str) -> str:
    return " ".join(text.split())[:200].replace("|", "/")
