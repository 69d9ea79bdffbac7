"""One Apache Kafka as a child process, which ends when we do, in whatever way that is.

Source: DESIGN.md, "Embedded broker".
"""

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import IO, Final, Self

from streams import watch
from streams.broker.config import HOST, JVM_OPTIONS, LOG_DIR, server_properties
from streams.broker.diagnosis import LEAST_FREE_MB, diagnose, free_mb, tail
from streams.broker.errors import BrokerFailedError, DataDirError, DiskFullError, PortInUseError
from streams.broker.folder import FolderLock
from streams.broker.jars import DISK_FULL, ensure_jars
from streams.broker.java import Java, find_java
from streams.broker.ports import free_port, is_free, owner
from streams.broker.ready import wait_until_ready
from streams.settings import Settings
from streams.topics import max_message_bytes

START_SECONDS: Final = 60.0  # 3 s here; a loaded machine with a slow disk has taken 20
STOP_SECONDS: Final = (
    20.0  # between SIGTERM and SIGKILL; a broker killed checks its log at the next start, which is slower
)
STORAGE: Final = "kafka.tools.StorageTool"
SERVER: Final = "kafka.Kafka"
PROPERTIES: Final = "server.properties"
FORMATTED: Final = "formatted"  # written once the format is complete; without it the records folder is none
TIMED_OUT: Final = 124  # as of timeout(1)
CLUSTER_ID: Final = (
    "Y29uZmxpY3Qtc3RyZWFtcw"  # 16 bytes in base64, the same everywhere: one node has nobody to mistake it for
)


class EmbeddedBroker:
    """A broker on 127.0.0.1. A context manager: started on entry, stopped on exit.

    Shapes: `address` is host:port; `data_dir` holds one broker's records; the jars in `settings.data_dir` are shared.
    Errors: those of streams/broker/errors.py, raised by `start`; nothing runs then.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        port: int | None = None,
        data_dir: Path | None = None,
        progress: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.port = port or settings.broker_port
        self.data_dir = (data_dir or settings.data_dir / "broker").absolute()
        self.log = self.data_dir / "broker.log"
        self._jars = settings.data_dir.absolute() / "jars"
        self._max_message_bytes = max_message_bytes(settings)
        self._progress = progress
        self._lock = FolderLock(self.data_dir / "in-use.lock")
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"{HOST}:{self.port}"

    def start(self) -> str:
        """Start it and return its address once it answers."""
        self._prepare()
        try:
            self._check()
            jars = ensure_jars(self._jars, self._progress)
            java = find_java()
            self._format(java, jars)
            self._progress(f"Starting Apache Kafka on {self.address}")
            self._launch(java, jars)
        except OSError as error:
            self._lock.release()
            if error.errno in DISK_FULL:
                raise DiskFullError(self.data_dir, free_mb(self.data_dir)) from error
            raise DataDirError(self.data_dir, str(error)) from error
        except BaseException:
            self._lock.release()
            raise
        try:
            self._await_ready()
        except BaseException:
            self.stop()
            raise
        return self.address

    def stop(self) -> None:
        """Stop it and wait until it is gone; nothing happens if it is not running."""
        process, self._process = self._process, None
        if process is not None:
            if process.stdin is not None:
                process.stdin.close()  # what the watcher waits for
            try:
                process.wait(STOP_SECONDS + 5)
            except subprocess.TimeoutExpired:
                process.kill()  # and with it, the broker
                process.wait()
        self._lock.release()

    def ended(self) -> bool:
        """Tell whether a started broker has ended by itself."""
        return self._process is not None and self._process.poll() is not None

    def failure(self) -> Exception:
        """Return why a broker that `ended` did."""
        status = self._process.poll() if self._process else None
        return diagnose(f"ended with status {status}", self.data_dir, self.log)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.stop()

    def _prepare(self) -> None:
        try:
            self.data_dir.mkdir(parents=True, exist_ok=True)
            self._jars.mkdir(parents=True, exist_ok=True)
            self._lock.take()
        except OSError as error:
            raise DataDirError(self.data_dir, error.strerror or str(error)) from error

    def _check(self) -> None:
        if (free := free_mb(self.data_dir)) < LEAST_FREE_MB:
            raise DiskFullError(self.data_dir, free)
        if not is_free(self.port):
            raise PortInUseError(self.port, owner(self.port))
        if self.log.exists():
            self.log.replace(self.log.with_suffix(".log.1"))

    def _java(self, java: Java, jars: list[Path], main: str, *arguments: str) -> list[str]:
        class_path = ":".join(str(jar) for jar in jars)
        return [str(java.command), *JVM_OPTIONS, "-cp", class_path, main, *arguments]

    def _format(self, java: Java, jars: list[Path]) -> None:
        text = server_properties(self.port, free_port(), self._max_message_bytes)
        (self.data_dir / PROPERTIES).write_text(text, encoding="ascii")
        if (self.data_dir / FORMATTED).exists():
            return
        shutil.rmtree(self.data_dir / LOG_DIR, ignore_errors=True)  # of a format that was cut short: no record is in it
        command = self._java(java, jars, STORAGE, "format", "--standalone", "-t", CLUSTER_ID, "-c", PROPERTIES)
        self._progress("Formatting the broker's storage")
        with self.log.open("ab") as log:
            status = self._run_format(command, log)
        if status:
            what = f"could not format its storage (status {status})"
            raise diagnose(what, self.data_dir, self.log)
        (self.data_dir / FORMATTED).touch()

    def _run_format(self, command: list[str], log: IO[bytes]) -> int:
        """Return the exit status, 124 if it took too long."""
        try:
            return subprocess.run(  # noqa: S603 - our own command
                command,
                cwd=self.data_dir,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                timeout=START_SECONDS,
                check=False,
            ).returncode
        except subprocess.TimeoutExpired:
            return TIMED_OUT

    def _launch(self, java: Java, jars: list[Path]) -> None:
        command = self._java(java, jars, SERVER, PROPERTIES)
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own command
                [sys.executable, "-I", "-S", watch.__file__, str(STOP_SECONDS), *command],
                cwd=self.data_dir,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is for us; we stop it after its clients
                pass_fds=[self._lock.file_number],  # the folder is in use until the broker is gone, also if we die
            )

    def _await_ready(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        if wait_until_ready(self.address, deadline, self.ended):
            return
        if self.ended():
            if "Address already in use" in tail(self.log) and not is_free(self.port):
                raise PortInUseError(self.port, owner(self.port))
            raise self.failure()
        what = f"did not answer within {START_SECONDS:.0f} s"
        raise BrokerFailedError(what, self.log, tail(self.log))
