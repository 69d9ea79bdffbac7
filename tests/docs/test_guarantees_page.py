"""docs/guarantees.md against the tests and guards that it names."""

import ast
import re

import pytest

from tests.chaos.disarm import GUARDS
from tests.conftest import ROOT
from tests.docs.pages import page

PAGE = page("guarantees.md")
TESTS = {
    node.name
    for file in (ROOT / "tests").rglob("test_*.py")
    for node in ast.walk(ast.parse(file.read_text("utf-8")))
    if isinstance(node, ast.FunctionDef)
}
NAMED = sorted(set(re.findall(r"`(test_\w+)`", PAGE)))


@pytest.mark.parametrize("name", NAMED)
def test_a_test_that_the_page_names_is_there(name: str) -> None:
    assert name in TESTS


@pytest.mark.parametrize("guard", GUARDS)
def test_every_guard_has_its_row(guard: str) -> None:
    assert f"| `{guard}` |" in PAGE


def test_the_page_names_tests() -> None:
    assert len(NAMED) > 15
