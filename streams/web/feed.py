"""Keeps the view's file in step with the topics: connect, resume, read, keep, tell; and again after every loss."""

import asyncio
import logging
import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any, Final, TypeVar

from aiokafka.errors import KafkaError

from schemas.view import Hour, Stage, State
from streams.counters import hour_of, moment_of
from streams.errors import StreamsError
from streams.settings import Settings
from streams.web.app import status_event
from streams.web.database import is_damage
from streams.web.hub import Message
from streams.web.source import Firsts, Partition, Source, opened
from streams.web.stages import others
from streams.web.stream import RESYNC
from streams.web.view import View
from streams.web.write import Record, apply, meta, put_meta

log = logging.getLogger(__name__)

BACKOFF_SECONDS: Final = (0.5, 1.0, 2.0, 4.0, 8.0)  # before the first, second, ... try after a loss
PULSE_SECONDS: Final = 2.0  # how late we notice that the broker is gone, and how old a lag can be
STAGES_SECONDS: Final = 5.0  # each asks the broker a dozen questions
STATUS_SECONDS: Final = 1.0  # between two told for a new lag or newest record alone
STALE_SECONDS: Final = 12 * 3600
"""A file that was not read into for longer is made anew: Kafka forgets that a record was deleted after
delete.retention.ms (24 h), and an incident withdrawn meanwhile would stay."""

KEEP_ALIVE_SECONDS: Final = 600.0  # how often a file into which nothing comes is marked as up to date

T = TypeVar("T")


class Feed:
    """The one writer of the view's file. `run` ends only when it is cancelled."""

    def __init__(self, settings: Settings, view: View) -> None:
        """Feed this view from the broker that the settings name."""
        self._settings = settings
        self._view = view
        self._database = view.snapshots.database
        self._writing = ThreadPoolExecutor(1, "writer")  # SQLite would hold up the event loop, and all its streams
        self._told = 0.0
        self._kept = 0.0
        self._hour: int | None = None
        self._firsts: dict[Partition, tuple[int, int]] = {}  # as they are in the file

    async def run(self) -> None:
        """Read for ever. A loss is told, and tried again with a growing wait; the last state stays readable."""
        self._view.health.newest = await self._in_thread(self._newest)
        try:
            async with asyncio.TaskGroup() as all_of_it:  # what fails in a way that none of them expects ends the view
                all_of_it.create_task(self._read())
                all_of_it.create_task(self._ask_stages())
                all_of_it.create_task(self._watch_hour())
        finally:
            self._writing.shutdown()

    async def _read(self) -> None:
        failures = 0
        while True:
            started = time.monotonic()
            try:
                async with opened(self._settings) as source:
                    await self._follow(source)
            except (StreamsError, sqlite3.Error) as error:  # of SQLite: the disk is full, or the folder is gone
                if isinstance(error, sqlite3.Error) and is_damage(error):
                    log.exception("the view's file is damaged; it is made again")
                    await self._in_thread(self._database.recreate)
                failures = 0 if time.monotonic() - started > BACKOFF_SECONDS[-1] else failures
                wait = BACKOFF_SECONDS[min(failures, len(BACKOFF_SECONDS) - 1)]
                failures += 1
                self._lost(str(error), wait)
                await asyncio.sleep(wait)

    async def _follow(self, source: Source) -> None:
        positions: Mapping[Partition, int] = await self._resume(source)
        health = self._view.health
        health.reaches = source.reaches(positions)
        health.recovered = False
        self._enter(State.CATCHING_UP)
        ends = {topic: reach.end for topic, reach in health.reaches.items()}
        began, first = time.monotonic(), health.lag
        pulse = began
        while True:
            if time.monotonic() - pulse > PULSE_SECONDS:
                same = await source.pulse()
                pulse = time.monotonic()
                if not same:
                    log.warning("a topic was made again; the view's file is, too")
                    await self._rebuild(source)
                    return
                await self._note_firsts(source)
                if await self._in_thread(self._database.vanished):
                    log.warning("the view's file was deleted; it is made again")
                    self._view.hub.send(RESYNC)
                    return
            records, reached = await source.fetch()
            if any(reached[each] < position for each, position in positions.items() if each in reached):
                return  # the consumer went back to a beginning by itself: a topic was made again, as `begin` will see
            positions = reached
            await self._keep(records, positions)
            health.reaches = source.reaches(positions)
            if not health.recovered:
                seconds = time.monotonic() - began
                health.per_second = (first - health.lag) / seconds if seconds else 0.0
                if all(reach.position >= ends[topic] for topic, reach in health.reaches.items()):
                    await self._in_thread(self._mark_complete)
                    health.recovered = True
                    self._enter(State.LIVE)
            self._tell_status()

    async def _resume(self, source: Source) -> Mapping[Partition, int]:
        """Go where the file ends; where it is of other topics or too old, make it anew. Return the positions."""
        if await self._in_thread(self._database.vanished):
            await self._in_thread(self._database.recreate)
        cluster, positions, read_at = await self._in_thread(self._read_positions)
        firsts = await self._in_thread(self._read_firsts)
        stale = bool(positions) and time.time() - (read_at or 0.0) > STALE_SECONDS
        fits = await source.begin(positions, firsts)
        if stale or not fits or cluster not in (None, source.cluster):
            log.info("the view's file is made anew", extra={"stale": stale, "fits": fits, "cluster": source.cluster})
            await self._rebuild(source)
            positions = {}
            await source.begin(positions, {})
        elif cluster is None:
            await self._in_thread(self._note_cluster, source.cluster)
        await self._note_firsts(source)
        return positions

    async def _note_firsts(self, source: Source) -> None:
        if source.firsts != self._firsts:
            await self._in_thread(self._write_firsts, dict(source.firsts))
            self._firsts = dict(source.firsts)

    async def _rebuild(self, source: Source) -> None:
        await self._in_thread(self._database.recreate)
        await self._in_thread(self._note_cluster, source.cluster)
        self._firsts = {}
        self._view.health.newest = None
        self._view.hub.send(RESYNC)

    async def _keep(self, records: Sequence[Record], positions: Mapping[Partition, int]) -> None:
        now = time.time()
        if not records and now - self._kept < KEEP_ALIVE_SECONDS:
            return
        message = await self._in_thread(self._apply, records, positions, now)
        self._kept = now
        for record in records:
            self._view.metrics.records.labels(record.topic).inc()
        if records:
            newest = datetime.fromtimestamp(max(record.timestamp for record in records) / 1000, UTC)
            self._view.health.newest = max(newest, self._view.health.newest or newest)
        if message is not None:
            self._view.hub.send(message)

    def _apply(self, records: Sequence[Record], positions: Mapping[Partition, int], now: float) -> Message | None:
        version = apply(self._database, records, positions, now)
        if version is None:
            return None
        row = self._database.writer.execute("SELECT change FROM changes WHERE version = ?", (version,)).fetchone()
        return Message("change", row[0], version, str(meta(self._database.writer, "generation")))

    def _read_positions(self) -> tuple[str | None, dict[Partition, int], float | None]:
        with self._database.reading() as connection:
            rows = connection.execute("SELECT topic, partition, next FROM positions").fetchall()
            positions = {(topic, partition): offset for topic, partition, offset in rows}
            return meta(connection, "cluster"), positions, meta(connection, "read_at")

    def _read_firsts(self) -> dict[Partition, tuple[int, int]]:
        with self._database.reading() as connection:
            found = connection.execute("SELECT topic, partition, start, timestamp FROM firsts").fetchall()
        return {(topic, partition): (start, timestamp) for topic, partition, start, timestamp in found}

    def _write_firsts(self, firsts: Firsts) -> None:
        rows = [(*partition, *first) for partition, first in firsts.items()]
        with self._database.writing() as connection:
            connection.execute("DELETE FROM firsts")
            connection.executemany("INSERT INTO firsts VALUES (?, ?, ?, ?)", rows)

    def _newest(self) -> datetime | None:
        with self._database.reading() as connection:
            newest = meta(connection, "newest")
        return datetime.fromtimestamp(newest / 1000, UTC) if newest else None

    def _note_cluster(self, cluster: str) -> None:
        with self._database.writing() as connection:
            put_meta(connection, "cluster", cluster)

    def _mark_complete(self) -> None:
        with self._database.writing() as connection:
            put_meta(connection, "complete", 1)

    def _enter(self, state: State) -> None:
        if self._view.health.enter(state):
            log.info("view is %s" % state.value)  # noqa: G002,UP031 - one of three constants
        self._tell_status(now=True)

    def _lost(self, detail: str, wait: float) -> None:
        if self._view.health.enter(State.NOT_CONNECTED, detail, wait):
            log.warning("view is not connected", extra={"detail": detail})
        self._tell_status(now=True)

    def _tell_status(self, *, now: bool = False) -> None:
        """Tell the streams how the view is: at once when its state changed, else when something did, once a second."""
        moment = time.monotonic()
        if not now and moment - self._told < STATUS_SECONDS:
            return
        message = status_event(self._view)
        if now or message != self._last_status:
            self._view.hub.send(message)
        self._told, self._last_status = moment, message

    _last_status: Message | None = None

    async def _ask_stages(self) -> None:
        """Learn from the broker how far the workers are; what it does not tell stays as it was."""
        while True:
            asking = asyncio.ensure_future(others(self._settings))
            try:
                await asyncio.wait({asking}, timeout=STAGES_SECONDS)
                if asking.done() and not asking.cancelled():  # a client whose broker goes may cancel itself: source.py
                    self._heard(asking)
            finally:
                asking.cancel()
            await asyncio.sleep(STAGES_SECONDS)

    def _heard(self, answer: asyncio.Future[tuple[tuple[Stage, ...], int]]) -> None:
        error = answer.exception()
        if error is None:
            self._view.health.workers, self._view.health.dead_letters = answer.result()
        elif not isinstance(error, StreamsError | KafkaError | OSError):  # the state tells of those already
            raise error

    async def _watch_hour(self) -> None:
        """Tell when the hour of now has moved by the wall clock, as every live window then ends elsewhere."""
        while True:
            hour = hour_of(self._view.snapshots.now())
            if self._hour is not None and hour != self._hour:
                self._view.hub.send(Message("hour", Hour(as_of=moment_of(hour)).model_dump_json()))
            self._hour = hour
            await asyncio.sleep(1.0)

    async def _in_thread(self, work: Callable[..., T], *given: Any) -> T:  # noqa: ANN401 - whatever `work` takes
        return await asyncio.get_running_loop().run_in_executor(self._writing, work, *given)
