"""`streams counters` and `streams incidents`: the current state, read from the topics."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVar

import click
from pydantic import ValidationError

from schemas import SCHEMA_VERSION, CountryCounters, Incident, Window
from streams import reader
from streams.cli.moments import Reported, as_of_option, counters_now, in_window, now_of
from streams.cli.options import CONNECTION, with_settings
from streams.cli.tables import (
    Form,
    counters_rows,
    form_option,
    incidents_grid,
    incidents_rows,
    render_table,
    show,
    write_csv,
    write_json,
)
from streams.cli.talk import run
from streams.errors import StreamsError
from streams.settings import Settings
from streams.topics import COUNTERS, INCIDENTS

R = TypeVar("R", Incident, CountryCounters)


class Country(click.ParamType):
    """ISO 3166-1 alpha-3, in either case."""

    name = "alpha-3"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the code in capitals."""
        code = str(value).upper()
        if len(code) != len("IRQ") or not (code.isascii() and code.isalpha()):
            self.fail(f"{value!r} is not an ISO 3166-1 alpha-3 code such as IRQ.", param, ctx)
        return code


_country: Final = click.option(
    "--country", "countries", type=Country(), multiple=True, help="Only this country (ISO 3166-1 alpha-3); repeatable."
)


def _window(sentence: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    windows = click.Choice([window.value for window in Window])  # of the enum itself click would take the names
    return click.option("--window", type=windows, callback=lambda _, __, value: value and Window(value), help=sentence)


@click.command()
@with_settings(*CONNECTION, "clock")
@_country
@_window("Only this window: 24h, 7d, 30d, 365d or all.")
@as_of_option
@form_option
def counters(
    settings: Settings, countries: tuple[str, ...], window: Window | None, as_of: datetime | None, form: Form | None
) -> None:
    """Print the counters of each country: attacks, injured and killed per window, and the reported total beside them.

    They are summed from the topic incidents at --as-of, so any moment can be asked for. An --as-of in the past shows
    what is known now about then. With --json one line a country, sorted.
    """
    incidents, reported = run(_state(settings))
    found = counters_now(incidents, reported, as_of, settings.clock)
    chosen = [_of_window(each, window) for each in found if not countries or each.country in countries]
    _say_missing(countries, {each.country for each in chosen})
    match form:
        case Form.JSON:
            write_json(chosen)
        case Form.CSV:
            write_csv(counters_rows(chosen))
        case _:
            render_table(chosen, window)


@click.command()
@with_settings(*CONNECTION, "clock")
@_country
@_window("Only the incidents in this window, which ends at --as-of: 24h, 7d, 30d, 365d or all.")
@as_of_option
@form_option
def incidents(
    settings: Settings, countries: tuple[str, ...], window: Window | None, as_of: datetime | None, form: Form | None
) -> None:
    """Print the incidents, newest first; with --json each with its reports and the sentences that say so."""
    known, reported = run(_state(settings))
    if window or as_of:
        known = in_window(known, window or Window.ALL, now_of(known, reported, as_of, settings.clock))
    chosen = [each for each in known if not countries or each.country in countries]
    chosen.sort(key=lambda each: (-each.occurred_at.timestamp(), each.incident_id))
    _say_missing(countries, {each.country for each in chosen})
    match form:
        case Form.JSON:
            write_json(chosen)
        case Form.CSV:
            write_csv(incidents_rows(chosen))
        case _:
            show(incidents_grid(chosen))


@dataclass(eq=False)
class ForeignRecordError(StreamsError):
    """A record of a topic is none of this release's; a table without it would be wrong."""

    topic: str
    key: str
    detail: str

    def __str__(self) -> str:
        return (
            f"The record of {self.topic} with the key {self.key!r} is none that this release reads ({self.detail}). "
            "If a newer release wrote it, read with that one; `streams tail` shows what is there."
        )


def _parsed(model: type[R], topic: str, key: bytes, value: bytes) -> R:
    try:
        record = model.model_validate_json(value)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        detail = f"{'.'.join(map(str, first['loc']))}: {first['msg']}".removeprefix(": ")
        raise ForeignRecordError(topic, key.decode(errors="replace"), detail) from None
    if record.schema_version > SCHEMA_VERSION:
        detail = f"schema_version is {record.schema_version}, this release reads up to {SCHEMA_VERSION}"
        raise ForeignRecordError(topic, key.decode(errors="replace"), detail)
    return record


async def _incidents(settings: Settings) -> list[Incident]:
    live = await reader.read_compacted(settings, INCIDENTS)
    return [_parsed(Incident, INCIDENTS, key, value) for key, value in live.items()]


async def _reported(settings: Settings) -> Reported:
    live = await reader.read_compacted(settings, COUNTERS)
    records = [_parsed(CountryCounters, COUNTERS, key, value) for key, value in live.items()]
    return {record.country: record.reported for record in records}


async def _state(settings: Settings) -> tuple[list[Incident], Reported]:
    return await _incidents(settings), await _reported(settings)


def _of_window(of: CountryCounters, window: Window | None) -> CountryCounters:
    return of if window is None else of.model_copy(update={"windows": {window: of.windows[window]}})


def _say_missing(asked: Sequence[str], found: set[str]) -> None:
    for country in asked:
        if country not in found:
            click.echo(f"Nothing on record for {country}.", err=True)
