"""Send Article JSON lines to the topic `articles`, each awaited."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from threading import Thread
from typing import Any, BinaryIO, Final

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from streams.articles import ArticleLine, BadLine, filled, read_lines
from streams.connection import connection
from streams.errors import BadRecordError, StreamsError
from streams.reader import partitions_of, unreachable
from streams.settings import Settings
from streams.topics import ARTICLES, max_message_bytes, name

CHUNK_BYTES: Final = 256 * 1024  # smaller, and handing over to the reading thread costs more than parsing
MAX_IN_FLIGHT: Final = 1000  # records; more only costs memory, fewer starve the batches of twelve partitions
LINGER_MS: Final = 5  # longer, and a person who sends one article waits for it; shorter, and batches are small


@dataclass(eq=False)
class NotWrittenError(StreamsError):
    """The broker did not take an article; those before it were written, later ones perhaps."""

    line: int
    written: int
    detail: str

    def __str__(self) -> str:
        return (
            f"Line {self.line} was not written ({self.detail}); {self.written} articles before it were. "
            "Send the file again: an article that is already there changes nothing."
        )


@dataclass(frozen=True)
class Progress:
    """How far the sending is. Units: articles written, lines refused, bytes of lines read."""

    written: int = 0
    bad: int = 0
    read_bytes: int = 0


def chunks(file: BinaryIO) -> Iterator[list[bytes]]:
    """Yield the lines of a file as they come: a pipe that pauses has its lines sent, not held until more come.

    Below the buffer where there is one: a thread that waits in it holds its lock, and Python can't end without that.
    """
    raw = getattr(file, "raw", file)
    read = getattr(raw, "read1", raw.read)
    rest: list[bytes] = []
    while chunk := read(CHUNK_BYTES):
        lines: list[bytes] = chunk.split(b"\n")
        rest.append(lines[0])
        if len(lines) > 1:
            yield [b"".join(rest), *lines[1:-1]]
            rest = [lines[-1]]
    if any(rest):
        yield [b"".join(rest)]


async def publish(
    settings: Settings,
    lines: Iterable[Sequence[bytes]],
    on_progress: Callable[[Progress], None],
    on_bad: Callable[[BadLine], None],
) -> Progress:
    """Send the articles of all lines, key = article id, and return when the broker has every one of them.

    Shapes: `lines` in chunks; the next one is asked for in a thread, so that it may wait for a pipe.
    Errors: MissingTopicError, BrokerUnreachableError, NotWrittenError. A bad line goes to `on_bad`, and on it goes.
    """
    await partitions_of(settings, name(settings, ARTICLES))
    producer = AIOKafkaProducer(
        **connection(settings),
        acks="all",
        enable_idempotence=True,  # a retry inside the client can't put an article twice or out of order
        linger_ms=LINGER_MS,
        max_request_size=max_message_bytes(settings),
    )
    try:
        await producer.start()
    except (KafkaError, OSError) as error:
        await producer.stop()
        raise unreachable(settings, error) from error
    try:
        return await _Sending(producer, settings, on_progress, on_bad).all(iter(lines))
    finally:
        await producer.stop()


class _Sending:
    """One run of `publish`: what is on its way, and what has arrived."""

    def __init__(
        self,
        producer: AIOKafkaProducer,
        settings: Settings,
        on_progress: Callable[[Progress], None],
        on_bad: Callable[[BadLine], None],
    ) -> None:
        self._producer = producer
        self._settings = settings
        self._topic = name(settings, ARTICLES)
        self._on_progress = on_progress
        self._on_bad = on_bad
        self._in_flight: deque[tuple[int, asyncio.Future[Any]]] = deque()
        self._progress = Progress()

    async def all(self, chunks: Iterator[Sequence[bytes]]) -> Progress:
        first = 1
        while (chunk := await _next(chunks)) is not None:
            for line in read_lines(chunk, _now, self._settings.max_article_bytes, first):
                await self._send(line)
            first += len(chunk)
            read_bytes = self._progress.read_bytes + sum(map(len, chunk)) + len(chunk)
            self._progress = replace(self._progress, read_bytes=read_bytes)
            await self._settle(MAX_IN_FLIGHT)
        await self._settle(0)
        return self._progress

    async def _send(self, line: ArticleLine | BadLine) -> None:
        if isinstance(line, BadLine):
            self._refuse(line)
            return
        try:
            value = filled(line, self._settings.max_article_bytes)
        except BadRecordError as error:
            self._refuse(BadLine(line.number, error))
            return
        try:
            sent = await self._producer.send(self._topic, value, line.article.id.encode())
        except KafkaError as error:
            raise self._not_written(line.number, error) from error
        self._in_flight.append((line.number, sent))

    def _refuse(self, line: BadLine) -> None:
        self._progress = replace(self._progress, bad=self._progress.bad + 1)
        self._on_bad(line)

    async def _settle(self, most: int) -> None:
        """Take note of what has arrived; wait until at most `most` articles are on their way."""
        while self._in_flight and (len(self._in_flight) > most or self._in_flight[0][1].done()):
            number, sent = self._in_flight.popleft()
            try:
                await sent
            except KafkaError as error:
                raise self._not_written(number, error) from error
            self._progress = replace(self._progress, written=self._progress.written + 1)
        self._on_progress(self._progress)

    def _not_written(self, number: int, error: KafkaError) -> NotWrittenError:
        for _, sent in self._in_flight:
            sent.cancel()  # nobody will look at them any more
        return NotWrittenError(number, self._progress.written, str(error) or type(error).__name__)


async def _next(chunks: Iterator[Sequence[bytes]]) -> Sequence[bytes] | None:
    """Return the next chunk, None at the end, without holding up what is on its way.

    In a daemon thread: Ctrl-C would wait for one of asyncio's own, and so for input that may never come.
    """
    loop = asyncio.get_running_loop()
    found: asyncio.Future[Sequence[bytes] | None] = loop.create_future()

    def settle(chunk: Sequence[bytes] | None, error: Exception | None) -> None:
        if found.cancelled():
            return
        if error is None:
            found.set_result(chunk)
        else:
            found.set_exception(error)

    def read() -> None:
        chunk, error = None, None
        try:
            chunk = next(chunks, None)
        except Exception as raised:  # noqa: BLE001 - it is raised again where the chunk is awaited
            error = raised
        with suppress(RuntimeError):  # the loop was closed meanwhile: nobody waits any more
            loop.call_soon_threadsafe(settle, chunk, error)

    Thread(target=read, daemon=True).start()
    return await found


def _now() -> datetime:
    return datetime.now(UTC)
