import errno
import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from streams.broker.errors import DownloadError, JarMismatchError
from streams.broker.jars import TRIES, Lock, digest, ensure_jars, file_name, missing_jars, read_lock

CONTENT = {"org.example:one:1": b"first jar", "org.example:two:2": b"second jar"}
LOCK = Lock(("org.example:one:1",), {jar: sha256(content).hexdigest() for jar, content in CONTENT.items()})


class Repository:
    """Serves CONTENT, but `spoil` may change what it serves the first `times` times."""

    def __init__(self, spoil: Callable[[bytes], bytes] = lambda content: content, times: int = 0) -> None:
        self.asked: list[str] = []
        self._spoil = spoil
        self._times = times

    def __call__(self, jar: str, folder: Path) -> Path:
        self.asked.append(jar)
        content = CONTENT[jar]
        if self.asked.count(jar) <= self._times:
            content = self._spoil(content)
        path = folder / "fetched.jar"
        path.write_bytes(content)
        return path


def cut(content: bytes) -> bytes:
    return content[:-3]


def drop(_content: bytes) -> bytes:
    message = "connection reset"
    raise ConnectionResetError(message)


def quiet(_message: str) -> None:
    return


def test_what_is_there_is_not_fetched_again(tmp_path: Path) -> None:
    ensure_jars(tmp_path, quiet, LOCK, Repository())
    again = Repository()
    jars = ensure_jars(tmp_path, quiet, LOCK, again)
    assert again.asked == []
    assert [jar.read_bytes() for jar in jars] == list(CONTENT.values())


def test_a_jar_that_was_changed_on_the_disk_is_fetched_again(tmp_path: Path) -> None:
    ensure_jars(tmp_path, quiet, LOCK, Repository())
    (tmp_path / file_name("org.example:two:2")).write_bytes(b"second")
    repository = Repository()
    ensure_jars(tmp_path, quiet, LOCK, repository)
    assert repository.asked == ["org.example:two:2"]
    assert missing_jars(tmp_path, LOCK) == []


@pytest.mark.parametrize("spoil", [cut, drop])
def test_a_download_that_breaks_once_is_tried_again(tmp_path: Path, spoil: Callable[[bytes], bytes]) -> None:
    ensure_jars(tmp_path, quiet, LOCK, Repository(spoil, times=TRIES - 1))
    assert missing_jars(tmp_path, LOCK) == []


def test_a_download_that_stays_wrong_is_refused_and_not_kept(tmp_path: Path) -> None:
    with pytest.raises(JarMismatchError, match="wrong SHA-256") as caught:
        ensure_jars(tmp_path, quiet, LOCK, Repository(cut, times=TRIES))
    assert caught.value.expected == LOCK.sha256[caught.value.jar]
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".jar"] == []


def test_a_line_that_stays_down_says_what_to_do_and_what_came_is_kept(tmp_path: Path) -> None:
    def fetch(jar: str, folder: Path) -> Path:
        return Repository(drop if jar == "org.example:two:2" else cut, times=TRIES * (jar == "org.example:two:2"))(
            jar, folder
        )

    with pytest.raises(
        DownloadError, match=r"Could not download org\.example:two:2 .*connection reset.*STREAMS_BROKERS"
    ):
        ensure_jars(tmp_path, quiet, LOCK, fetch)
    assert missing_jars(tmp_path, LOCK) == ["org.example:two:2"]


def test_a_full_disk_is_not_taken_for_a_bad_line(tmp_path: Path) -> None:
    def fetch(_jar: str, _folder: Path) -> Path:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(OSError, match="No space left"):
        ensure_jars(tmp_path, quiet, LOCK, fetch)


def test_what_a_crash_left_half_fetched_is_cleared_away(tmp_path: Path) -> None:
    leftover = tmp_path / ".partial-1"
    leftover.mkdir()
    (leftover / "half.jar").write_bytes(b"fir")
    ensure_jars(tmp_path, quiet, LOCK, Repository())
    assert not leftover.exists()


def test_the_lock_that_ships_names_a_digest_for_each_jar_of_kafka() -> None:
    lock = read_lock()
    assert set(lock.roots) <= set(lock.sha256)
    assert lock.roots[0].startswith("org.apache.kafka:kafka_2.13:4.")
    assert {len(value) for value in lock.sha256.values()} == {64}


def test_a_file_that_is_not_there_has_no_digest(tmp_path: Path) -> None:
    assert digest(tmp_path / "none") is None
