"""The view's SQLite file: one writer, any number of readers, each of which sees one moment of it."""

import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import Final

from streams.web.schema import TABLES, VERSION

BUSY_MS: Final = 5_000  # a reader waits so long while the file is set up anew; longer, and a page hangs
CACHE_KIB: Final = 16_384  # of pages, per connection; less, and a filter over all incidents reads the file again
SIDE_FILES: Final = ("", "-wal", "-shm")


class Database:
    """The file and its connections. It may be deleted at any time: `vanished` tells, `recreate` begins again.

    Errors: sqlite3.OperationalError, when the folder can't be written.
    """

    def __init__(self, path: Path) -> None:
        """Open the file, or make it; one that is damaged or of another release is made anew."""
        self.path = path
        self._lock = Lock()
        self._idle: list[sqlite3.Connection] = []
        self._epoch = 0
        path.parent.mkdir(parents=True, exist_ok=True)
        self.writer = self._open_or_make()
        self._inode = path.stat().st_ino

    def vanished(self) -> bool:
        """Tell whether somebody has deleted or replaced the file."""
        try:
            return self.path.stat().st_ino != self._inode
        except FileNotFoundError:
            return True

    def recreate(self) -> None:
        """Begin with an empty file; readers that are at work finish on the old one."""
        self.writer.close()
        self._drop_idle()
        self._remove()
        self.writer = self._make()
        self._inode = self.path.stat().st_ino

    def close(self) -> None:
        """Close every connection that is not at work."""
        self._drop_idle()
        self.writer.close()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give a connection that sees the file as of now, whatever is written meanwhile."""
        connection, epoch = self._take()
        try:
            connection.execute("BEGIN")
            yield connection
        finally:
            with suppress(sqlite3.Error):  # the file went away under it; the connection is closed or thrown away below
                connection.execute("ROLLBACK")
            self._give_back(connection, epoch)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give the writer in a transaction: all of it is kept, or nothing when an error is raised."""
        self.writer.execute("BEGIN IMMEDIATE")
        try:
            yield self.writer
        except BaseException:
            self.writer.execute("ROLLBACK")
            raise
        self.writer.execute("COMMIT")

    def _take(self) -> tuple[sqlite3.Connection, int]:
        with self._lock:
            if self._idle:
                return self._idle.pop(), self._epoch
            epoch = self._epoch
        connection = self._connect("ro")
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        return connection, epoch

    def _give_back(self, connection: sqlite3.Connection, epoch: int) -> None:
        with self._lock:
            if epoch == self._epoch:
                self._idle.append(connection)
                return
        connection.close()

    def _drop_idle(self) -> None:
        with self._lock:
            self._epoch += 1
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    def _connect(self, mode: str) -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"{self.path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, check_same_thread=False
        )
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        return connection

    def _open_or_make(self) -> sqlite3.Connection:
        connection = self._open() if self.path.exists() else None
        if connection is None:
            self._remove()
            connection = self._make()
        return connection

    def _open(self) -> sqlite3.Connection | None:
        """Return a writer of the file that is there; None where it is damaged, or of another release."""
        connection = self._connect("rw")
        try:
            if connection.execute("PRAGMA user_version").fetchone()[0] == VERSION:
                _tune(connection)
                return connection
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                connection.close()
                raise
        connection.close()
        return None

    def _make(self) -> sqlite3.Connection:
        connection = self._connect("rwc")
        _tune(connection)
        connection.executescript(f"BEGIN;{TABLES}PRAGMA user_version = {VERSION};COMMIT;")
        connection.execute("INSERT INTO meta VALUES ('generation', ?)", (uuid.uuid4().hex[:12],))
        return connection

    def _remove(self) -> None:
        for suffix in SIDE_FILES:
            Path(f"{self.path}{suffix}").unlink(missing_ok=True)


def is_damage(error: sqlite3.Error) -> bool:
    """Tell whether the file itself is bad, and not the disk, the folder or a question."""
    return type(error) is sqlite3.DatabaseError


def _tune(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")  # a power cut may cost the last batches, which are read again
