"""The check of the lock files finds what it is there to find."""

import runpy
from typing import Final

import pytest
from packaging.requirements import Requirement

from tests.conftest import ROOT

CHECK: Final = runpy.run_path(str(ROOT / "requirements" / "check.py"))
HASH: Final = "    --hash=sha256:" + "a" * 64 + "\n"
GOOD: Final = "# made by make lock\nclick==8.3.3 \\\n" + HASH + "orjson==3.13.0 ; sys_platform == 'linux' \\\n" + HASH

TEXTS = {
    "all is well": (GOOD, None),
    "a package without a hash": (GOOD + "rich==15.0.0\n", "rich has no hash"),
    "not pinned": (GOOD + "rich>=14 \\\n" + HASH, "not a pinned package: rich>=14"),
    "a registry is named": ("--index-url https://example.org/simple\n" + GOOD, "names a registry"),
    "a package from elsewhere": (GOOD + "rich @ https://example.org/rich.whl\n", "not a pinned package"),
    "another version than we ask for": (
        GOOD.replace("8.3.3", "7.0"),
        "has click 7.0, pyproject.toml asks for click>=8.1",
    ),
    "a package is missing": (GOOD.replace("click", "clock"), "has click None"),
}


@pytest.mark.parametrize(("text", "expected"), TEXTS.values(), ids=TEXTS)
def test_what_is_wrong_with_a_lock_is_named(text: str, expected: str | None) -> None:
    found = list(CHECK["problems"]("run.txt", text, [Requirement("click>=8.1"), Requirement("orjson")]))
    assert (found == []) if expected is None else any(expected in problem for problem in found), found


def test_a_jar_without_a_digest_and_a_root_without_a_jar_are_named() -> None:
    found = list(CHECK["jar_problems"]({"roots": ["org.example:one:1"], "sha256": {"org.example:two:2": "short"}}))
    assert len(found) == 2
    assert "org.example:two:2" in found[0]
    assert "lacks org.example:one:1" in found[1]


def test_the_locks_here_are_right() -> None:
    assert CHECK["main"]() == 0
