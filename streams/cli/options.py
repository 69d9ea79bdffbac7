"""Settings as options: each that a command heeds is an option with its variable, its default and its sentence."""

import functools
from collections.abc import Callable
from typing import Any, Final

import click
from pydantic import ValidationError

from streams.settings import Settings

CONNECTION: Final = ("brokers", "broker_port", "topic_prefix")
"""What every command that talks to Kafka offers as options; the security settings come from the environment alone."""


def load(**given: object) -> Settings:
    """Return the settings: options first, then the environment, then `.env`.

    Errors: click.UsageError that names the variable.
    """
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(str(part) for part in first["loc"]).upper()
        message = f"STREAMS_{name}: {first['msg']}, got {first['input']!r}"
        raise click.UsageError(message) from None


def with_settings(*names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a command the options of these settings and, as its first argument, the Settings.

    `@with_settings(*CONNECTION, "clock")` adds --brokers, --broker-port, --topic-prefix and --clock.
    """

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(command)
        def call(*args: object, **options: object) -> object:
            settings = load(**{name: options.pop(name) for name in names})
            return command(settings, *args, **options)

        decorated: Callable[..., Any] = call
        for name in reversed(names):
            field = Settings.model_fields[name]
            default = None if field.default_factory or field.default is None else str(field.default)
            decorated = click.option(
                f"--{name.replace('_', '-')}",
                name,
                envvar=f"STREAMS_{name.upper()}",
                show_envvar=True,
                help=f"{field.description}" + (f"  [default: {default}]" if default else ""),
            )(decorated)
        return decorated

    return decorate
