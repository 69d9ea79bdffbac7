"""The rows of one partition in a file of their own, so that memory holds of each no more than its key and its place."""

import os
import tempfile
import weakref
from collections.abc import Iterator, MutableMapping
from pathlib import Path
from typing import Final

UNIT: Final = 64
"""Bytes; every row takes a whole number of them, so that a row that goes leaves a gap that another one fits into."""

TAIL_BYTES: Final = 256 << 10  # rows that are not in the file yet: more takes memory, fewer takes time

_LENGTH_BITS: Final = 32
_LONGEST: Final = (1 << _LENGTH_BITS) - 1


class Spool(MutableMapping[str, bytes]):
    """Rows by key, as a dict would hold them, in an unnamed file that ends with the process.

    It is no store: after a crash or a rebalance the changelog is read again, and what was here is gone.
    Cost: 0.2 KB of memory a row, whatever its length; a row read is a system call, mostly of what the system still has
    in its cache.
    Errors: OSError when the folder can't be written, or its disk is full.
    """

    def __init__(self, folder: Path) -> None:
        """Begin empty, with a file in this folder, which is made where it is not there."""
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder, buffering=0) as file:
            self._file = os.dup(file.fileno())
        self._close = weakref.finalize(self, os.close, self._file)
        self._places: dict[str, int] = {}  # key -> where the row begins, in units, and how long it is, in bytes
        self._gaps: dict[int, list[int]] = {}  # units -> where a gap of so many begins
        self._tail = bytearray()
        self._flushed = 0  # units

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __contains__(self, key: object) -> bool:
        return key in self._places

    def __getitem__(self, key: str) -> bytes:
        return self._read(self._places[key])

    def get(self, key: str, default: bytes | None = None) -> bytes | None:  # type: ignore[override] # one default type
        """Return a row, or the default where there is none."""
        place = self._places.get(key)
        return default if place is None else self._read(place)

    def __setitem__(self, key: str, row: bytes) -> None:
        old = self._places.get(key)
        self._places[key] = self._write(row)
        if old is not None:
            self._free(old)

    def __delitem__(self, key: str) -> None:
        self._free(self._places.pop(key))

    @property
    def size(self) -> int:
        """What it takes in the file, and of what is not there yet; bytes, gaps among them."""
        return self._flushed * UNIT + len(self._tail)

    def close(self) -> None:
        """Give the file back; nothing in it can be read any more."""
        self._close()
        self._file = -1  # the system gives the old number to the next file that is opened

    def _read(self, place: int) -> bytes:
        begin, length = place >> _LENGTH_BITS, place & _LONGEST
        if begin >= self._flushed:
            start = (begin - self._flushed) * UNIT
            return bytes(self._tail[start : start + length])
        row = os.pread(self._file, length, begin * UNIT)
        if len(row) != length:
            message = f"a row of {length} bytes is {len(row)} bytes long in its file"
            raise OSError(message)
        return row

    def _write(self, row: bytes) -> int:
        """Return the place where the row is now."""
        units = _units(len(row))
        gaps = self._gaps.get(units)
        if gaps:
            begin = gaps.pop()
            self._put(begin, row)
        else:
            begin = self._flushed + len(self._tail) // UNIT
            self._tail += row.ljust(units * UNIT, b"\0")
            if len(self._tail) >= TAIL_BYTES:
                self._flush()
        return begin << _LENGTH_BITS | len(row)

    def _put(self, begin: int, row: bytes) -> None:
        """Write a row into a gap, which is in the tail or in the file."""
        if begin >= self._flushed:
            start = (begin - self._flushed) * UNIT
            self._tail[start : start + len(row)] = row
        else:
            _write_all(self._file, row, begin * UNIT)

    def _flush(self) -> None:
        _write_all(self._file, self._tail, self._flushed * UNIT)
        self._flushed += len(self._tail) // UNIT
        self._tail = bytearray()

    def _free(self, place: int) -> None:
        self._gaps.setdefault(_units(place & _LONGEST), []).append(place >> _LENGTH_BITS)


def _units(length: int) -> int:
    return max(1, -(-length // UNIT))


def _write_all(file: int, data: bytes | bytearray, offset: int) -> None:
    """Write all of it: the system may take less at a time, as on a disk that has just become full."""
    view = memoryview(data)
    while view:
        written = os.pwrite(file, view, offset)
        view, offset = view[written:], offset + written
