"""What a broker that ended has to say: its log, read for the causes that a user can remove."""

import re
import shutil
from pathlib import Path
from typing import Final

from streams.broker.errors import BrokerFailedError, DataDirError, DiskFullError, StorageMismatchError
from streams.errors import StreamsError

TAIL_LINES: Final = 15
END_BYTES: Final = 50_000
LEAST_FREE_MB: Final = (
    300  # Kafka preallocates 20 MB a partition's segment on some file systems; under this it starts and then dies
)
STORAGE: Final = re.compile(
    r"(.*(?:Invalid cluster\.id|No `?meta\.properties`? found|No MetadataVersion with feature level|Stored node id).*)"
)


def free_mb(path: Path) -> int:
    """Return the free space of the disk that holds the path (or will hold it), in MB."""
    while not path.exists():
        path = path.parent
    return shutil.disk_usage(path).free // 1_000_000


def _end(log: Path) -> str:
    """Return the last bytes of a log: a cause stands above the stack traces that follow from it."""
    if not log.exists():
        return ""
    with log.open("rb") as file:
        file.seek(max(0, log.stat().st_size - END_BYTES))
        return file.read().decode(errors="replace")


def tail(log: Path) -> str:
    """Return the last lines of a log, "" where there is none."""
    return "\n".join(_end(log).splitlines()[-TAIL_LINES:])


def diagnose(what: str, folder: Path, log: Path) -> StreamsError:
    """Return the error that says why a broker `what` ("ended with status 1", say)."""
    words = _end(log)
    if "No space left on device" in words or "Disk quota exceeded" in words:
        return DiskFullError(folder, free_mb(folder))
    if found := re.search(r"(AccessDeniedException: .*|.*Permission denied.*|.*Read-only file system.*)", words):
        return DataDirError(folder, found.group(1).strip()[:200])
    if found := STORAGE.search(words):
        return StorageMismatchError(folder, found.group(1).strip()[:300])
    return BrokerFailedError(what, log, tail(log) or "(it is empty)")
