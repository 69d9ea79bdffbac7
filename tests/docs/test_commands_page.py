"""docs/commands.md against the commands: names, options, and examples that click accepts."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from schemas import Reason
from streams.cli.group import main
from streams.cli.tail import SHORT_NAMES
from tests.docs.pages import page, sections

PAGE = page("commands.md")
SECTIONS = sections(PAGE, "###")


def walk(command: click.Command, path: tuple[str, ...]) -> Iterator[tuple[str, click.Command]]:
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            assert found is not None
            yield from walk(found, (*path, name))
    else:
        yield " ".join(path), command


COMMANDS = dict(walk(main, ("streams",)))


def examples() -> Iterator[str]:
    for block in re.findall(r"```sh\n(.*?)```", PAGE, flags=re.DOTALL):
        yield from block.splitlines()


def test_the_page_names_the_commands_and_no_other() -> None:
    assert SECTIONS.keys() == COMMANDS.keys()


@pytest.mark.parametrize("path", COMMANDS)
def test_the_page_names_the_options_and_no_other(path: str) -> None:
    table = [line for line in SECTIONS[path].splitlines() if line.startswith("| `--")]
    told = {option for line in table for option in re.findall(r"`(--?[a-z-]+)`", line.split("|")[1])}
    options = [each for each in COMMANDS[path].params if isinstance(each, click.Option)]
    assert told == {name for each in options for name in each.opts}


@pytest.mark.parametrize("path", COMMANDS)
def test_every_command_has_an_example(path: str) -> None:
    assert re.search(rf"```sh\n(.*\n)*(.*\| )?{path}\b", SECTIONS[path])


@pytest.mark.parametrize("example", list(examples()))
def test_examples_are_accepted(example: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "articles.jsonl").touch()
    _, *words = shlex.split(example.rpartition("| ")[2].partition(" <")[0])
    command: click.Command = main
    context = click.Context(main)
    while isinstance(command, click.Group):
        found = command.get_command(context, words.pop(0))
        assert found is not None
        command = found
    command.make_context(None, words)  # a wrong option, argument or value raises


def test_topics_and_reasons_are_told() -> None:
    assert all(f"`{name}`" in SECTIONS["streams tail"] for name in SHORT_NAMES)
    assert all(f"`{reason.value}`" in SECTIONS["streams dead-letters list"] for reason in Reason)


def test_the_exit_statuses_are_told() -> None:
    assert all(f"| {status} | " in PAGE for status in (0, 1, 2))
