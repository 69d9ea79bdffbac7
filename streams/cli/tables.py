"""Records on stdout: a table (rich on a terminal, plain columns otherwise), JSON lines, or CSV."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

import click
from pydantic import BaseModel
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from schemas import Count, CountryCounters, Incident, Sum, Window
from streams.cli.words import WINDOW_NAMES, clean, country_names, day, figure, reported, when

WIDE: Final = 140  # columns of a terminal; on fewer, a sentence in the last column is broken into a word a line
_GAP: Final = "  "
_FORMULA: Final = ("=", "+", "-", "@")  # what a spreadsheet would run


class Form(StrEnum):
    """How records are printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


@dataclass(frozen=True)
class Grid:
    """A table before it is drawn.

    Shapes: `right` are the columns of figures, set to the right. `long` says that the last column holds sentences,
    which stand below the table under that heading where a terminal has no room beside it. `spare` are the columns that
    are left out there.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: frozenset[int] = frozenset()
    long: str = ""
    spare: frozenset[int] = frozenset()


def form_option(function: Any) -> Any:  # noqa: ANN401 - a decorator of click's
    """Give a command --json and --csv; it gets `form`."""
    for form, sentence in ((Form.CSV, "Print CSV with a header."), (Form.JSON, "Print JSON lines.")):
        function = click.option(f"--{form}", "form", flag_value=form, type=Form, help=sentence)(function)
    return function


def counters_grid(counters: Sequence[CountryCounters], names: Mapping[str, str], window: Window | None = None) -> Grid:
    """Return one row a country: attacks of each window; injured, killed of the widest; the newest reported total.

    Shapes: `names` maps ISO 3166-1 alpha-3 to English; with `window`, attacks, injured and killed of that one.
    """
    windows = [window] if window else list(Window)
    widest = windows[-1]
    attacks = ("attacks",) if window else tuple(WINDOW_NAMES[each] for each in windows)
    columns = ("country", "name", *attacks, "injured", "killed", "reported")
    rows = tuple(
        (
            of.country,
            names.get(of.country, ""),
            *(f"{of.windows[each].attacks:,}" for each in windows),
            figure(of.windows[widest].injured),
            figure(of.windows[widest].killed),
            reported(of.reported),
        )
        for of in counters
    )
    if not counters:
        return Grid("Nothing on record", columns, ())
    as_of = f"as of {day(counters[0].as_of)}, {counters[0].as_of:%H:%M} UTC"
    title = (
        f"Counted in {WINDOW_NAMES[window]}" if window else "Attacks counted per window, injured and killed of all time"
    )
    return Grid(
        f"{title}, {as_of}", columns, rows, frozenset(range(2, len(columns) - 1)), long="Reported, not counted:"
    )


def incidents_grid(incidents: Sequence[Incident]) -> Grid:
    """Return one row an incident."""
    columns = ("when", "country", "type", "place", "attacker", "target", "injured", "killed", "reports", "incident")
    rows = tuple(
        (
            when(each.occurred_at, each.time_precision),
            each.country,
            each.event_type,
            clean(each.place.name if each.place else None),
            clean(each.attacker),
            clean(each.target),
            figure(each.injured),
            figure(each.killed),
            str(each.told),
            clean(each.incident_id),
        )
        for each in incidents
    )
    title = f"{len(rows):,} incidents" if rows else "Nothing on record"
    figures = {columns.index(name) for name in ("injured", "killed", "reports")}
    spare = {columns.index(name) for name in ("attacker", "target", "reports")}
    return Grid(title, columns, rows, frozenset(figures), spare=frozenset(spare))


def render_table(counters: Sequence[CountryCounters], window: Window | None = None) -> None:
    """Print the counters as a table."""
    show(counters_grid(counters, country_names(), window))


def show(grid: Grid) -> None:
    """Print a table: with rich on a terminal, else in plain columns, one line a row."""
    console = Console()
    if not console.is_terminal:
        click.echo(plain(grid), nl=False)
        return
    narrow = console.width < WIDE
    hidden = set(grid.spare if narrow else ()) | ({len(grid.columns) - 1} if narrow and grid.long else set())
    shown = [index for index in range(len(grid.columns)) if index not in hidden]
    table = Table(title=grid.title, title_justify="left", box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for index in shown:
        figures = index in grid.right
        table.add_column(
            grid.columns[index],
            justify="right" if figures else "left",
            no_wrap=figures or index == 0,
            overflow="fold",
        )
    for row in grid.rows:
        table.add_row(*(Text(row[index]) for index in shown))  # as Text: a bracket in an article's words is no markup
    console.print(table)
    sentences = [f"{row[0]}  {row[-1]}" for row in grid.rows if row[-1]] if narrow and grid.long else []
    if sentences:
        console.print(Text("\n".join([grid.long, *sentences])))


def plain(grid: Grid) -> str:
    """Return the table as text: title, header, rows."""
    lines = (grid.columns, *grid.rows)
    widths = [max(len(line[index]) for line in lines) for index in range(len(grid.columns))]
    text = [grid.title] if not grid.rows else [grid.title, *(_aligned(line, widths, grid.right) for line in lines)]
    return "".join(f"{line}\n" for line in text)


def _aligned(line: tuple[str, ...], widths: list[int], right: frozenset[int]) -> str:
    cells = (cell.rjust(widths[at]) if at in right else cell.ljust(widths[at]) for at, cell in enumerate(line))
    return _GAP.join(cells).rstrip()


def write_json(records: Iterable[BaseModel]) -> None:
    """Print each record's JSON on a line of its own."""
    out = click.get_binary_stream("stdout")
    for record in records:
        out.write(record.model_dump_json().encode() + b"\n")
    out.flush()


def write_csv(rows: Sequence[dict[str, Any]]) -> None:
    """Print rows as CSV with a header (RFC 4180); nothing where there is no row."""
    if not rows:
        return
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows({name: _harmless(cell) for name, cell in row.items()} for row in rows)
    click.get_binary_stream("stdout").write(text.getvalue().encode())


def counters_rows(counters: Iterable[CountryCounters], window: Window | None = None) -> list[dict[str, Any]]:
    """Return the rows of the CSV: one a country and window, the newest reported total beside it."""
    return [
        {
            "country": of.country,
            "as_of": _iso(of.as_of),
            "window": each.value,
            "attacks": counts.attacks,
            **_bounds("injured", counts.injured),
            **_bounds("killed", counts.killed),
            "reported": reported(of.reported),
        }
        for of in counters
        for each, counts in of.windows.items()
        if window in (None, each)
    ]


def incidents_rows(incidents: Iterable[Incident]) -> list[dict[str, Any]]:
    """Return the rows of the CSV: one an incident."""
    return [
        {
            "incident_id": each.incident_id,
            "country": each.country,
            "event_type": each.event_type.value,
            "place": each.place and each.place.name,
            "latitude": each.place and each.place.latitude,
            "longitude": each.place and each.place.longitude,
            "geo_precision": each.place and each.place.geo_precision,
            "occurred_at": _iso(each.occurred_at),
            "time_precision": each.time_precision,
            "attacker": each.attacker,
            "target": each.target,
            "weapon": each.weapon,
            "claimed_by": each.claimed_by,
            **_bounds("injured", each.injured),
            **_bounds("killed", each.killed),
            "articles": " ".join(dict.fromkeys(report.article_id for report in each.reports)),
        }
        for each in incidents
    ]


def _bounds(name: str, count: Count | Sum | None) -> dict[str, int | None]:
    return {f"{name}_{bound}": getattr(count, bound) if count else None for bound in ("low", "best", "high")}


def _iso(moment: Any) -> str:  # noqa: ANN401 - a datetime
    return str(moment.isoformat()).replace("+00:00", "Z")


def _harmless(cell: Any) -> Any:  # noqa: ANN401 - any cell
    """Return a cell that no spreadsheet runs as a formula: text from articles may begin like one."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
