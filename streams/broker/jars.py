"""The jars of Apache Kafka: fetched once by coordinates, compared with the lock before every start.

Source: kafka.lock.json, written by `make lock` (relock.py).
"""

import errno
import fcntl
import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Final

from streams.broker.errors import DownloadError, JarMismatchError

LOCK: Final = "kafka.lock.json"
AT_ONCE: Final = 8  # downloads; fewer leave a fast line idle, more are refused by some proxies
READ_SECONDS: Final = 30  # without a byte; fewer fails on slow proxies, more hides a dead line
TRIES: Final = 3  # per jar, for a line that drops now and then

DISK_FULL: Final = (errno.ENOSPC, errno.EDQUOT)

Fetch = Callable[[str, Path], Path]
"""Fetch the jar of these coordinates into this folder and return its file. Raises OSError."""


@dataclass(frozen=True)
class Lock:
    """Shapes: `sha256` maps `group:artifact:version` to the hex digest of its jar; `roots` are what was asked for."""

    roots: tuple[str, ...]
    sha256: Mapping[str, str]


def read_lock() -> Lock:
    """Return the lock that ships with this package."""
    raw = json.loads(resources.files("streams.broker").joinpath(LOCK).read_text(encoding="utf-8"))
    return Lock(tuple(raw["roots"]), raw["sha256"])


def file_name(coordinates: str) -> str:
    """Return the file name of a jar, the group in it: two groups may have an artifact of the same name."""
    return coordinates.replace(":", "_") + ".jar"


def digest(path: Path) -> str | None:
    """Return the SHA-256 of a file in hex, None where there is no such file."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return None


def fetch_with_jgo(coordinates: str, folder: Path) -> Path:
    """Fetch a jar by its coordinates. Raises OSError, of which requests' errors are a kind."""
    from jgo.config import GlobalSettings  # noqa: PLC0415 - needed on the first start only
    from jgo.constants import MAVEN_CENTRAL_URL  # noqa: PLC0415 - the same
    from jgo.maven import MavenContext  # noqa: PLC0415 - the same

    group, artifact, version = coordinates.split(":")
    mirrors: dict[str, str] = GlobalSettings.load().repositories  # a user behind a mirror names it in jgo's settings
    repositories = {**mirrors, "central": mirrors.get("central", MAVEN_CENTRAL_URL)}
    context = MavenContext(repo_cache=folder, remote_repos=repositories, timeout=READ_SECONDS)
    try:
        path: Path = context.project(group, artifact).at_version(version).artifact().resolve()
    except RuntimeError as error:  # jgo's word for "no repository has it"
        raise FileNotFoundError(str(error)) from error
    return path


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let one process at a time fetch: the second finds the jars of the first."""
    with (folder / ".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _fetch_one(coordinates: str, expected: str, folder: Path, fetch: Fetch) -> None:
    for attempt in range(1, TRIES + 1):
        with tempfile.TemporaryDirectory(dir=folder, prefix=".partial-") as scratch:
            try:
                fetched = fetch(coordinates, Path(scratch))
            except OSError as error:
                if error.errno in DISK_FULL:
                    raise  # no fault of the line's, and another try needs as much
                if attempt == TRIES:
                    raise DownloadError(coordinates, _first_line(error)) from error
                continue
            found = digest(fetched) or ""
            if found == expected:
                fetched.replace(folder / file_name(coordinates))  # whole or not at all, also after a crash
                return
            if attempt == TRIES:
                raise JarMismatchError(coordinates, expected, found, fetched.stat().st_size)


def _first_line(error: Exception) -> str:
    return f"{type(error).__name__}: {str(error).splitlines()[0][:200] if str(error) else 'no detail'}"


def missing_jars(folder: Path, lock: Lock) -> list[str]:
    """Return the coordinates of the jars that are not there, or not those of the lock."""
    return [jar for jar, expected in lock.sha256.items() if digest(folder / file_name(jar)) != expected]


def ensure_jars(
    folder: Path, progress: Callable[[str], None], lock: Lock | None = None, fetch: Fetch = fetch_with_jgo
) -> list[Path]:
    """Return all jars, each with the digest of the lock; fetch what is missing or differs.

    Errors: DownloadError, JarMismatchError; nothing that differs from the lock is left in the folder then.
    """
    lock = lock or read_lock()
    if missing_jars(folder, lock):
        folder.mkdir(parents=True, exist_ok=True)
        with _alone(folder):
            wanted = missing_jars(folder, lock)
            for jar in wanted:
                (folder / file_name(jar)).unlink(missing_ok=True)
            for leftover in folder.glob(".partial-*"):
                shutil.rmtree(leftover, ignore_errors=True)
            if wanted:
                _fetch_all(wanted, lock, folder, fetch, progress)
    return [folder / file_name(jar) for jar in lock.sha256]


def _fetch_all(wanted: list[str], lock: Lock, folder: Path, fetch: Fetch, progress: Callable[[str], None]) -> None:
    progress(f"Fetching Apache Kafka, {len(wanted)} jars (once)")
    done = 0
    with ThreadPoolExecutor(AT_ONCE) as pool:
        jobs = [pool.submit(_fetch_one, jar, lock.sha256[jar], folder, fetch) for jar in wanted]
        try:
            for job in jobs:
                job.result()
                done += 1
                if done % 10 == 0:
                    progress(f"Fetched {done} of {len(wanted)} jars")
        finally:
            for job in jobs:
                job.cancel()
