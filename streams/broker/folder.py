"""One broker a folder: a lock that ends with the last process that holds it."""

import fcntl
import os
import time
from pathlib import Path
from typing import Final

import psutil

from streams.broker.errors import DataDirLockedError

WAIT_SECONDS: Final = 25.0  # longer than a broker may take to stop after its starter was killed
RETRY_SECONDS: Final = 0.2


class FolderLock:
    """An exclusive lock on a file, passed on to the broker's watcher: a folder is in use until the broker ended."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None

    @property
    def file_number(self) -> int:
        """The open file, for `pass_fds`."""
        if self._file is None:
            message = f"{self._path} is not locked"
            raise ValueError(message)
        return self._file

    def take(self) -> None:
        """Lock the folder; wait for a broker whose starter is gone, as that is about to end.

        Errors: DataDirLockedError, at once if the holder lives; OSError if the file can't be made.
        """
        file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
        deadline = time.monotonic() + WAIT_SECONDS
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                holder = os.pread(file, 20, 0).decode()
                alive = holder.isdigit() and psutil.pid_exists(int(holder))
                if alive or time.monotonic() > deadline:
                    os.close(file)
                    raise DataDirLockedError(self._path.parent, f" (process {holder})" if alive else "") from None
                time.sleep(RETRY_SECONDS)
            else:
                break
        os.ftruncate(file, 0)
        os.pwrite(file, str(os.getpid()).encode(), 0)
        self._file = file

    def release(self) -> None:
        """Let go of the folder; nothing happens if it is not held."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
