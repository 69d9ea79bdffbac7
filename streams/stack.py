"""Everything on this machine, in the order it needs: broker, topics, workers, view; stopped in the opposite order."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from streams.broker import EmbeddedBroker
from streams.broker.errors import DataDirError, DiskFullError
from streams.broker.ports import free_port, is_free
from streams.provision import ensure_topics
from streams.settings import Settings
from streams.supervise import Supervisor, view, worker

Say = Callable[[str], None]


@dataclass(frozen=True)
class Place:
    """Where the broker listens and keeps its records, and where the children's messages go (None: to stderr)."""

    port: int
    data_dir: Path
    worker_log: Path | None = None


class Stack:
    """Broker, topics, workers and view. A context manager: all of it runs on entry, nothing of it on exit.

    Shapes: `settings.brokers` names a broker of the user's, then none is started.
    Errors: those of the broker, the topics and the supervisor.
    """

    def __init__(self, settings: Settings, place: Place, say: Say) -> None:
        self._say = say
        self._broker: EmbeddedBroker | None = None
        if settings.brokers is None:
            self._broker = EmbeddedBroker(settings, port=place.port, data_dir=place.data_dir, progress=say)
            settings = settings.model_copy(update={"brokers": self._broker.address})
        if not settings.web_port or not is_free(settings.web_port):
            settings = settings.model_copy(update={"web_port": free_port()})
        self.settings = settings
        workers = [worker(role, settings, place.worker_log) for role in ("extract", "count")]
        children = [*workers, view(settings, place.worker_log)]
        self._supervisor = Supervisor(children, settings.stop_seconds, say)

    @property
    def page(self) -> str:
        """The address of the view, on this machine."""
        return f"http://127.0.0.1:{self.settings.web_port}"

    def __enter__(self) -> Self:
        try:
            if self._broker:
                self._broker.start()
            if created := ensure_topics(self.settings):
                self._say(f"Created {len(created)} topics")
            self._say("Starting the workers and the view")
            self._supervisor.poll()
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._say("Stopping")
        self._stop()
        self._say("Stopped; nothing of it is left running.")

    def poll(self) -> None:
        """Start again whatever has ended. Errors: what a start raises; DiskFullError and DataDirError, as they stay."""
        if self._broker and self._broker.ended():
            failure = self._broker.failure()
            if isinstance(failure, DiskFullError | DataDirError):
                raise failure
            self._say(f"{failure}\nStarting it again")
            self._broker.stop()
            self._broker.start()
        self._supervisor.poll()

    def _stop(self) -> None:
        self._supervisor.stop()
        if self._broker:
            self._broker.stop()
