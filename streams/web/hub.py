"""The event stream's middle: each message to every client's own short queue."""

import asyncio
from dataclasses import dataclass, field
from typing import Final

QUEUE: Final = 64  # messages; a client that is further behind is dropped and resumes from the file


@dataclass(frozen=True, slots=True)
class Message:
    """One server-sent event. `version` is the file's after the change; None for what is not to be resumed from."""

    event: str
    data: str
    version: int | None = None
    generation: str = ""

    def encode(self) -> bytes:
        """Return the bytes of the stream. Source: WHATWG HTML, "Server-sent events"; our data has no line ends."""
        head = f"id: {self.generation}.{self.version}\n" if self.version is not None else ""
        return f"{head}event: {self.event}\ndata: {self.data}\n\n".encode()


@dataclass(eq=False, slots=True)
class Client:
    """One open stream. `gone` is set when it is to end: it was too slow, or the view stops."""

    queue: asyncio.Queue[Message] = field(default_factory=lambda: asyncio.Queue(QUEUE))
    gone: asyncio.Event = field(default_factory=asyncio.Event)


class Hub:
    """All open streams. Used from the event loop alone."""

    def __init__(self) -> None:
        """Begin without clients."""
        self._clients: set[Client] = set()
        self._closed = False
        self.dropped = 0

    def __len__(self) -> int:
        return len(self._clients)

    def join(self) -> Client:
        """Add a client; it gets whatever is sent from now on."""
        client = Client()
        if self._closed:
            client.gone.set()
        self._clients.add(client)
        return client

    def leave(self, client: Client) -> None:
        """Forget a client."""
        self._clients.discard(client)

    def drop(self, client: Client) -> None:
        """End a client that does not keep up."""
        if client in self._clients:
            self._clients.discard(client)
            self.dropped += 1
        client.gone.set()

    def send(self, message: Message) -> None:
        """Give a message to all; those whose queue is full are dropped, so that nothing is kept without end."""
        for client in list(self._clients):
            try:
                client.queue.put_nowait(message)
            except asyncio.QueueFull:
                self.drop(client)

    def close(self) -> None:
        """End every stream, and those to come at once."""
        self._closed = True
        for client in list(self._clients):
            client.gone.set()
