"""The group of all commands. Each is imported when it is called, so that a filter such as `streams fold` is quick."""

import importlib
import sys
from typing import Any, Final

import click

from streams.errors import StreamsError

COMMANDS: Final = {
    "up": "streams.cli.operate:up",
    "demo": "streams.cli.operate:demo",
    "produce": "streams.cli.produce:produce",
    "worker": "streams.cli.worker:worker",
    "web": "streams.cli.web:web",
    "broker": "streams.cli.operate:broker",
    "topics": "streams.cli.operate:topics",
    "counters": "streams.cli.read:counters",
    "incidents": "streams.cli.read:incidents",
    "tail": "streams.cli.tail:tail",
    "extract": "streams.cli.filters:extract",
    "fold": "streams.cli.filters:fold",
    "dead-letters": "streams.cli.dead_letters:dead_letters",
    "doctor": "streams.cli.doctor:doctor",
}


class _LazyGroup(click.Group):
    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        target = COMMANDS.get(name)
        if target is None:
            return None
        module, _, attribute = target.partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own signature
        try:
            return super().invoke(ctx)
        except StreamsError as error:
            click.secho(f"streams: {error}", fg="red", err=True)
            sys.exit(error.exit_status)
        except BrokenPipeError:  # `streams tail events | head`: the reader has what it wanted
            sys.stderr.close()
            sys.exit(0)


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="conflict-streams", prog_name="streams")
def main() -> None:
    """News articles on a Kafka topic become rolling counters per country.

    Settings come from the environment (STREAMS_*) or a .env file; --help of each command shows both.
    """
