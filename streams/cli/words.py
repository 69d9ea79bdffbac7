"""How figures, dates and names are written for people. Source: docs/commands.md, "Tables"."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

import orjson

from schemas import Count, ReportedFigure, Sum, Window

NOT_STATED: Final = "–"  # noqa: RUF001 - the dash is what is shown
OPEN: Final = "?"
DASH: Final = "–"  # noqa: RUF001 - the same
WINDOW_NAMES: Final = {
    Window.DAY: "24 h",
    Window.WEEK: "7 d",
    Window.MONTH: "30 d",
    Window.YEAR: "365 d",
    Window.ALL: "all",
}
_BY_PRECISION: Final = {1: "{day}", 2: "week of {day}", 3: "{month}"}

# Control characters (C0, C1) and those that turn the direction of writing: an article must not steer a terminal.
_STEERING: Final = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def country_names() -> dict[str, str]:
    """Return the English name of each country by its ISO 3166-1 alpha-3, from the data that extraction knows."""
    from streams.resources import LEXICONS, read_data  # noqa: PLC0415 - only tables need it, and it takes a while

    return {code: facts[0] for code, facts in orjson.loads(read_data(LEXICONS))["countries"].items()}


def clean(text: str | None) -> str:
    """Return text from an article as it may be printed on a terminal; empty for None."""
    return _STEERING.sub("\N{REPLACEMENT CHARACTER}", text or "")


def figure(count: Count | Sum | None) -> str:
    """Return `8`, `3 (2–?)`, `12 (12–15)`, or a dash where nothing is stated."""  # noqa: RUF002 - the dash is what is shown
    if count is None or count.best is None:
        return NOT_STATED
    best = f"{count.best:,}"
    if count.low == count.best == count.high:
        return best
    low, high = (OPEN if bound is None else f"{bound:,}" for bound in (count.low, count.high))
    return f"{best} ({low}{DASH}{high})"


def day(moment: date) -> str:
    """Return `21 Nov 2023`."""
    return f"{moment.day} {moment:%b %Y}"


def when(moment: datetime, precision: int) -> str:
    """Return a moment as exactly as it is known: a day, `week of 20 Nov 2023`, or `Nov 2023`."""
    return _BY_PRECISION[precision].format(day=day(moment), month=f"{moment:%b %Y}")


def reported(figures: tuple[ReportedFigure, ...]) -> str:
    """Return the newest reported total in words, and how many more there are; empty where there is none."""
    if not figures:
        return ""
    newest = figures[0]
    stated = (("attacks", newest.attacks), ("injured", newest.injured), ("killed", newest.killed))
    parts = _parts(stated)
    if not parts and newest.total:
        whole = newest.total
        of_all = (("attacks", whole.attacks), ("injured", whole.injured), ("killed", whole.killed))
        parts = _parts(of_all)
        parts[-1:] = [f"{part} in {len(whole.countries)} countries" for part in parts[-1:]]
    sentence = ", ".join(parts)
    if newest.since:
        sentence += f" since {day(newest.since)}"
    sentence += f" as of {day(newest.as_of)}"
    if newest.source:
        sentence += f", {clean(newest.source)}"
    return sentence if len(figures) == 1 else f"{sentence} (+{len(figures) - 1} earlier)"


def _parts(figures: Iterable[tuple[str, Count | None]]) -> list[str]:
    """Return `1 attack`, `2 attacks`, `3 injured` for those that are stated."""
    return [
        f"{figure(count)} {what.removesuffix('s') if count.best == 1 else what}" for what, count in figures if count
    ]
