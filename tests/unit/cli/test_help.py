"""Every command explains itself."""

from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from streams.cli.group import COMMANDS, main
from streams.settings import Settings


def walk(command: click.Command, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            assert found is not None
            yield from walk(found, (*path, name))


MINE = ("produce", "counters", "incidents", "tail", "extract", "fold", "dead-letters")
ALL = {" ".join(path): command for path, command in walk(main, ()) if path and path[0] in MINE}


def test_the_data_commands_are_in_the_group() -> None:
    assert set(MINE) <= COMMANDS.keys()


@pytest.mark.parametrize("path", ALL)
def test_help_is_shown_and_starts_with_a_sentence(path: str) -> None:
    result = CliRunner().invoke(main, [*path.split(), "--help"])
    assert result.exit_code == 0
    assert result.output.startswith(f"Usage: main {path}")
    assert (ALL[path].help or "").split("\n\n")[0].rstrip().endswith(".")


@pytest.mark.parametrize("path", ALL)
def test_every_option_is_explained_and_every_setting_has_its_variable(path: str) -> None:
    for option in ALL[path].params:
        if not isinstance(option, click.Option):
            continue
        assert option.help, option.name
        if option.name in Settings.model_fields:
            assert option.envvar == f"STREAMS_{option.name.upper()}"
            assert option.show_envvar
