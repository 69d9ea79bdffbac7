from pathlib import Path

import pytest

from streams.broker.diagnosis import TAIL_LINES, diagnose, free_mb, tail
from streams.broker.errors import BrokerFailedError, DataDirError, DiskFullError, StorageMismatchError
from streams.errors import StreamsError

LOGS: dict[str, tuple[str, type[StreamsError], str]] = {
    "the disk is full": (
        "ERROR Error while writing to checkpoint file\njava.io.IOException: No space left on device\n\tat java.base",
        DiskFullError,
        "is full",
    ),
    "the disk filled up, and much followed": (
        "java.io.IOException: No space left on device\n" + "\tat kafka.log.Segment.append\n" * 100,
        DiskFullError,
        "is full",
    ),
    "the quota is used up": ("java.io.IOException: Disk quota exceeded", DiskFullError, "is full"),
    "the folder is another user's": (
        "Exception in thread main java.nio.file.AccessDeniedException: log/meta.properties",
        DataDirError,
        "AccessDeniedException: log/meta.properties",
    ),
    "the disk is read-only": ("java.io.IOException: Read-only file system", DataDirError, "Read-only file system"),
    "records of another cluster": (
        "java.lang.RuntimeException: Invalid cluster.id in: log/meta.properties. Expected a, but read b",
        StorageMismatchError,
        "Expected a, but read b",
    ),
    "something that we have not seen": ("java.lang.Error: never met", BrokerFailedError, "never met"),
}


@pytest.mark.parametrize(("words", "kind", "sentence"), LOGS.values(), ids=LOGS)
def test_the_log_says_why(tmp_path: Path, words: str, kind: type[StreamsError], sentence: str) -> None:
    log = tmp_path / "broker.log"
    log.write_text(f"INFO starting\n{words}\nINFO stopped\n")
    error = diagnose("ended with status 1", tmp_path, log)
    assert type(error) is kind
    assert sentence in str(error)


def test_without_a_log_the_error_still_says_what_happened(tmp_path: Path) -> None:
    assert "ended with status 137" in str(diagnose("ended with status 137", tmp_path, tmp_path / "none.log"))


def test_the_tail_is_the_end_and_short(tmp_path: Path) -> None:
    log = tmp_path / "broker.log"
    log.write_text("".join(f"line {number}\n" for number in range(100_000)))
    assert tail(log).splitlines() == [f"line {number}" for number in range(100_000 - TAIL_LINES, 100_000)]


def test_the_space_of_a_folder_that_is_not_there_yet_is_that_of_its_disk(tmp_path: Path) -> None:
    assert free_mb(tmp_path / "not" / "yet") == pytest.approx(free_mb(tmp_path), abs=500)
