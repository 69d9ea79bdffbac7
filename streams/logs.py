"""Log lines on stderr: a constant message, then its fields; JSON for machines, plain for people.

Modules only ever call `logging.getLogger(__name__)`; the handlers are installed here, and only by the command line.
"""

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Any, Final, Literal, TextIO

Format = Literal["json", "plain"]

_OWN: Final = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
"""What every log record has; the rest are the fields given in `extra`."""

OTHERS: Final = ("faust", "mode", "aiokafka", "kafka", "asyncio")
"""Libraries that tell every step; of these only warnings matter, unless somebody debugs."""


def fields_of(record: logging.LogRecord) -> dict[str, Any]:
    """Return what a call gave in `extra`."""
    return {name: value for name, value in vars(record).items() if name not in _OWN and not name.startswith("_")}


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time, level, logger, message, then the fields."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line. Values that JSON does not know are written as text."""
        line = {
            "time": _time(record),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **fields_of(record),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str, ensure_ascii=False)


class PlainFormatter(logging.Formatter):
    """Time, level, message, then the fields as name=value."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, with the traceback below it where there is one."""
        given = " ".join(f"{name}={value}" for name, value in fields_of(record).items())
        line = f"{_time(record)} {record.levelname:<8} {record.getMessage()}{'  ' if given else ''}{given}"
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line


def install(level: str, style: Format | None = None, stream: TextIO | None = None) -> None:
    """Send all log lines of this process to `stream`, else stderr; plain on a terminal and JSON elsewhere."""
    out = stream or sys.stderr
    chosen = style or ("plain" if out.isatty() else "json")
    handler = logging.StreamHandler(out)
    handler.setFormatter(JsonFormatter() if chosen == "json" else PlainFormatter())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in OTHERS:
        logging.getLogger(name).setLevel(level if level in ("DEBUG", "ERROR") else "WARNING")


def _time(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
