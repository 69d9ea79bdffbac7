"""Files of Article JSON lines: plain, gzip, or stdin."""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, ClassVar, Final, cast

import click

from streams.errors import StreamsError

STDIN: Final = "-"

articles_argument: Final = click.argument(
    "articles",
    metavar="[FILE]",
    default=STDIN,
    type=click.Path(exists=True, dir_okay=False, readable=True, allow_dash=True),
)
"""FILE: JSON lines, gzip where its name ends in .gz; - or nothing is stdin. A missing one is misuse: exit status 2."""


@dataclass(eq=False)
class UnreadableFileError(StreamsError):
    """A file broke while it was read."""

    path: str
    detail: str
    exit_status: ClassVar[int] = 2

    def __str__(self) -> str:
        return f"{self.path} can't be read: {self.detail}."


@contextmanager
def opened(path: str) -> Iterator[BinaryIO]:
    """Give the file opened for reading. Errors: UnreadableFileError, also later, when gzip data is cut off."""
    if path == STDIN:
        yield click.get_binary_stream("stdin")
        return
    try:
        with cast("BinaryIO", gzip.open(path)) if path.endswith(".gz") else Path(path).open("rb") as file:
            yield file
    except (gzip.BadGzipFile, EOFError, zlib.error, UnicodeError) as error:
        raise UnreadableFileError(path, str(error)) from error
