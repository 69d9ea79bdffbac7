"""The rows of a bench in a file, written after every one of them: a run that is cut off is not lost."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson

from bench.compare.plan import Row


class Kept:
    """A file with `about`, what the figures were measured on, and `rows`."""

    def __init__(self, file: Path) -> None:
        """Read nothing yet."""
        self._file = file

    def read(self) -> tuple[dict[str, Any], list[Row]]:
        """Return what the file has; nothing where there is none."""
        if not self._file.exists():
            return {}, []
        said = orjson.loads(self._file.read_bytes())
        return said["about"], said["rows"]

    def write(self, about: Mapping[str, Any], rows: Sequence[Row]) -> None:
        """Write the file anew: whole or not at all."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        new = self._file.with_suffix(".new")
        new.write_bytes(orjson.dumps({"about": about, "rows": rows}, option=orjson.OPT_INDENT_2))
        new.replace(self._file)


def joined(before: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """Return what rows of two goes were measured on: this machine, all commits, and the minutes of both."""
    if not before:
        return dict(now)
    commits = dict.fromkeys((*str(before["commit"]).split("; "), now["commit"]))
    return {**now, "commit": "; ".join(commits), "minutes": round(before["minutes"] + now["minutes"], 1)}
