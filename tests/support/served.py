"""`streams web` as a process of its own, and a client for it."""

import json
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final, Self

import httpx2 as httpx

from streams.settings import Settings
from streams.supervise import environment

ROOT: Final = Path(__file__).parent.parent.parent
START_SECONDS: Final = 30.0
ADDRESS: Final = re.compile(r"The view is at (\S+)\. ")


class Served:
    """A view process. A context manager: answering on entry, gone on exit in whatever way."""

    def __init__(self, settings: Settings, folder: Path, *options: str) -> None:
        code = "from streams.cli.web import web; web()"
        self._command = [sys.executable, "-c", code, "--port", "0", "--log-format", "json", *options]
        self._environment = {**environment(settings), "PYTHONPATH": str(ROOT)}
        self._log = folder / "web.log"
        self._process: subprocess.Popen[bytes]
        self.client: httpx.Client

    def __enter__(self) -> Self:
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own command
                self._command, env=self._environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        self.client = httpx.Client(base_url=self._address(), timeout=10.0)
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()

    @property
    def pid(self) -> int:
        return self._process.pid

    def stop(self) -> int:
        """Ask it to stop; return its exit status."""
        self._process.send_signal(signal.SIGTERM)
        return self._process.wait(15.0)

    def log(self) -> str:
        return self._log.read_text(errors="replace")

    def get(self, path: str, **params: Any) -> Any:  # noqa: ANN401 - any JSON
        answer = self.client.get(path, params=params)
        assert answer.status_code == httpx.codes.OK, f"{answer.status_code}: {answer.text}\n{self.log()}"
        return answer.json()

    def until(self, condition: Callable[[], bool], seconds: float = 20.0) -> float:
        """Wait until the condition holds; return how long that took."""
        began = time.monotonic()
        while not condition():
            assert time.monotonic() - began < seconds, self.log()
            time.sleep(0.01)
        return time.monotonic() - began

    def live(self) -> Self:
        self.until(lambda: bool(self.client.get("/health/ready").is_success))
        return self

    def _address(self) -> str:
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            if found := ADDRESS.search(self.log()):
                return found.group(1)
            if self._process.poll() is not None:
                break
            time.sleep(0.02)
        message = f"the view did not start:\n{self.log()}"
        raise AssertionError(message)


class Stream:
    """An open event stream, read by a thread."""

    def __init__(self) -> None:
        self.events: list[tuple[str, Any, str | None, float]] = []
        self._came = threading.Condition()

    def told(self, event: str, data: str, identity: str | None) -> None:
        with self._came:
            self.events.append((event, json.loads(data), identity, time.monotonic()))
            self._came.notify_all()

    @property
    def last_id(self) -> str | None:
        return next((identity for _, _, identity, _ in reversed(self.events) if identity), None)

    def of(self, event: str) -> list[Any]:
        return [data for name, data, _, _ in self.events if name == event]

    def wait(self, condition: Callable[[], bool], seconds: float = 15.0) -> None:
        with self._came:
            assert self._came.wait_for(condition, seconds), self.events


@contextmanager
def streamed(client: httpx.Client, last_id: str | None = None) -> Iterator[Stream]:
    """Open the event stream; it is read until the end of the block."""
    stream = Stream()
    headers = {"Last-Event-ID": last_id} if last_id else {}
    own = httpx.Client(base_url=client.base_url, headers=client.headers, timeout=None)
    with own, own.stream("GET", "/api/events", headers=headers) as answer:
        assert answer.status_code == httpx.codes.OK
        thread = threading.Thread(target=_read, args=(answer, stream), daemon=True)
        thread.start()
        try:
            yield stream
        finally:
            with suppress(OSError):  # the view has closed it already
                answer.extensions["network_stream"].get_extra_info("socket").shutdown(2)
            thread.join(5.0)


def _read(answer: httpx.Response, stream: Stream) -> None:
    event, data, identity = "", "", None
    with suppress(httpx.HTTPError, OSError):  # the end of the block, or of the view
        for line in answer.iter_lines():
            name, _, value = line.partition(": ")
            if name == "event":
                event = value
            elif name == "data":
                data = value
            elif name == "id":
                identity = value
            elif not line and event:
                stream.told(event, data, identity)
                event, data, identity = "", "", None
