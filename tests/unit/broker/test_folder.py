import fcntl
import subprocess
import sys
from pathlib import Path

import pytest

from streams.broker.errors import DataDirLockedError
from streams.broker.folder import FolderLock


def test_a_second_broker_in_the_folder_is_refused_and_told_by_whom(tmp_path: Path) -> None:
    first, second = FolderLock(tmp_path / "lock"), FolderLock(tmp_path / "lock")
    first.take()
    with pytest.raises(DataDirLockedError, match=rf"{tmp_path} is used by another broker of ours \(process \d+\)"):
        second.take()
    first.release()
    second.take()
    second.release()


def test_a_holder_whose_starter_died_is_waited_for(tmp_path: Path) -> None:
    """After a SIGKILL of `streams up` its broker is still being stopped; the next `streams up` must not fail."""
    script = """
import os, sys, subprocess
from pathlib import Path
from streams.broker.folder import FolderLock
lock = FolderLock(Path(sys.argv[1]))
lock.take()
subprocess.Popen([sys.executable, "-c", "input()"], stdin=0, pass_fds=[lock.file_number])
os._exit(0)
"""
    lock = tmp_path / "lock"
    starter = subprocess.Popen([sys.executable, "-c", script, str(lock)], stdin=subprocess.PIPE)  # noqa: S603 - ours
    starter.wait()
    with pytest.raises(BlockingIOError):
        _try(lock)
    assert starter.stdin is not None
    starter.stdin.close()  # the heir's input ends, and so does the heir
    after = FolderLock(lock)
    after.take()
    after.release()


def _try(lock: Path) -> None:
    with lock.open("r+") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_an_unlocked_folder_has_no_file_to_pass_on(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not locked"):
        _ = FolderLock(tmp_path / "lock").file_number
