"""Which file a view keeps its rows in: one a broker and prefix, and one a running view."""

import fcntl
import hashlib
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from streams.errors import StreamsError
from streams.settings import Settings

MAX_VIEWS: Final = 32  # on one machine, of one broker; more is a mistake


@dataclass(eq=False)
class TooManyViewsError(StreamsError):
    """Every file that a view of this broker may have is in use."""

    folder: str

    def __str__(self) -> str:
        return f"{MAX_VIEWS} views of this broker already run with files in {self.folder}; set STREAMS_DATA_DIR."


@dataclass(eq=False)
class FolderError(StreamsError):
    """The view's file can't be made."""

    folder: str
    detail: str

    def __str__(self) -> str:
        return f"The view can't write in {self.folder} ({self.detail}). Set STREAMS_DATA_DIR to a folder that it can."


def first_file(settings: Settings) -> Path:
    """Return the file of the first view of this broker and prefix."""
    said = f"{settings.bootstrap_servers}\n{settings.topic_prefix}"
    return settings.data_dir / f"web-{hashlib.sha256(said.encode()).hexdigest()[:12]}.db"


def try_to_write(path: Path) -> None:
    """Return when a view could write this file; leaves nothing behind, and disturbs no view that has it open.

    Errors: OSError of the folder, sqlite3.Error of the file.
    """
    if path.exists():
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None)) as found:
            found.execute("BEGIN IMMEDIATE")
            found.execute("ROLLBACK")
        return
    folder = next(each for each in (path.parent, *path.absolute().parents) if each.exists())
    with tempfile.TemporaryFile(dir=folder):
        pass


@contextmanager
def own_file(settings: Settings) -> Iterator[Path]:
    """Give the path of a file that no other running view has, and keep it ours.

    The first view of a broker always has the same one, so that it resumes where it was.
    Errors: TooManyViewsError, FolderError.
    """
    name, folder = first_file(settings).stem, settings.data_dir
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(1, MAX_VIEWS + 1):
            stem = name if number == 1 else f"{name}-{number}"
            with (folder / f"{stem}.lock").open("w") as lock:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # the system lets go of it when we end, however
                except BlockingIOError:
                    continue
                yield folder / f"{stem}.db"
                return
    except OSError as error:
        raise FolderError(str(folder), error.strerror or str(error)) from error
    raise TooManyViewsError(str(folder))
