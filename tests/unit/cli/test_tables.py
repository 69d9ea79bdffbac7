"""Tables: plain columns, and rich on a terminal."""

from dataclasses import replace

import pytest
from rich.console import Console

from streams.cli import tables
from streams.cli.tables import Grid, plain, show

GRID = Grid("Two rows", ("name", "figure", "said"), (("a", "1", "x"), ("long", "1,000", "[bold]y")), frozenset({1}))


def test_columns_are_aligned_and_nothing_trails() -> None:
    assert plain(GRID) == "Two rows\nname  figure  said\na          1  x\nlong   1,000  [bold]y\n"


def test_an_empty_table_is_its_title() -> None:
    assert plain(Grid("Nothing on record", ("name",), ())) == "Nothing on record\n"


@pytest.mark.parametrize("width", [60, 200])
def test_a_terminal_gets_a_table_and_no_markup_is_run(
    width: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tables, "Console", lambda: Console(force_terminal=True, width=width, color_system=None))
    show(GRID)
    shown = capsys.readouterr().out
    assert "───" in shown
    assert "1,000  [bold]y" in shown


def test_sentences_stand_below_where_there_is_no_room_beside(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tables, "Console", lambda: Console(force_terminal=True, width=60, color_system=None))
    show(replace(GRID, rows=(*GRID.rows, ("silent", "2", "")), long="They say:"))
    shown = capsys.readouterr().out
    assert "said" not in shown
    assert shown.endswith("They say:\na  x\nlong  [bold]y\n")


def test_a_pipe_gets_plain_columns(capsys: pytest.CaptureFixture[str]) -> None:
    show(GRID)
    assert capsys.readouterr().out == plain(GRID)


def test_spare_columns_are_left_out_where_there_is_no_room(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tables, "Console", lambda: Console(force_terminal=True, width=60, color_system=None))
    show(replace(GRID, spare=frozenset({1})))
    shown = capsys.readouterr().out
    assert "1,000" not in shown
    assert "[bold]y" in shown
