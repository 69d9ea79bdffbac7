"""What we rely on in Faust, mode and aiokafka beyond their documented interfaces; docs/upstream.md says why."""

# ruff: noqa: ANN401, SLF001 - it stands in for interfaces of Faust and aiokafka that have no types, and looks inside

import asyncio
import inspect
import sys
from collections.abc import AsyncIterator
from importlib.metadata import version
from types import SimpleNamespace
from typing import Any

import faust
import mode
import pytest
from aiokafka import partitioner
from aiokafka.consumer.fetcher import Fetcher
from aiokafka.consumer.group_coordinator import GroupCoordinator
from aiokafka.structs import TopicPartition
from faust.agents.actor import Actor
from faust.streams import Stream
from faust.tables.manager import TableManager
from faust.tables.recovery import RebalanceAgain, Recovery, ServiceStopped
from faust.transport.consumer import Consumer
from faust.transport.drivers import aiokafka as driver
from mode.services import ServiceTask

from streams.app import make_count_app, make_extract_app
from streams.clock import wall
from streams.connection import close
from streams.runtime.application import RAW, Application, Worker
from streams.runtime.batches import batches
from streams.runtime.consumer import FastConsumer
from streams.runtime.partition import murmur2
from streams.runtime.recovery import Manager
from streams.runtime.tables import PartitionedTable
from tests.conftest import ROOT, SettingsFactory
from tests.support import fakes

PINNED = {"faust-streaming": "0.15.3", "aiokafka": "0.14.0"}
HERE = TopicPartition("articles", 0)

METHODS: dict[str, tuple[type, tuple[str, ...]]] = {
    "TableManager._update_channels": (TableManager, ("self",)),
    "TableManager.on_rebalance_start": (TableManager, ("self",)),
    "TableManager.on_rebalance": (TableManager, ("self", "assigned", "revoked", "newly_assigned", "generation_id")),
    "Recovery._wait": (Recovery, ("self", "coro", "timeout")),
    "App._new_transport": (faust.App, ("self",)),
    "App.on_first_start": (faust.App, ("self",)),
    "Consumer.wait_first": (Consumer, ("self", "coros", "timeout")),
    "Worker._on_sigterm": (mode.Worker, ("self",)),
    "Worker._on_sigint": (mode.Worker, ("self",)),
    "Stream.noack_take": (Stream, ("self", "max_", "within")),
}


@pytest.fixture
def app(offline_settings: SettingsFactory) -> Application:
    return make_count_app(offline_settings(partitions=2), wall, fakes.end)


@pytest.mark.parametrize(("package", "expected"), PINNED.items(), ids=PINNED)
def test_the_versions_are_those_that_were_examined(package: str, expected: str) -> None:
    assert version(package) == expected


@pytest.mark.parametrize("name", METHODS)
def test_a_method_that_we_replace_or_call_is_as_it_was(name: str) -> None:
    owner, parameters = METHODS[name]
    assert tuple(inspect.signature(getattr(owner, name.partition(".")[2])).parameters) == parameters


@pytest.mark.parametrize("name", ["_restart_recovery", "_slurp_changelogs"])
def test_a_background_task_that_we_replace_still_has_that_name(name: str) -> None:
    assert isinstance(vars(Recovery)[name], ServiceTask)


def test_our_tasks_run_in_place_of_fausts(app: Application) -> None:
    manager: Any = app.tables
    names = [task.fun.__qualname__ for task in manager.recovery._get_tasks()]
    assert sorted(name for name in names if "recovery" in name or "slurp" in name) == [
        "Recovery._restart_recovery",
        "Recovery._slurp_changelogs",
    ]
    modules = {task.fun.__module__ for task in manager.recovery._get_tasks() if "_re" in task.fun.__name__}
    assert modules == {"streams.runtime.recovery"}


ATTRIBUTES = {
    "TableManager._recovery": None,
    "TableManager._tables_finalized": asyncio.Event,
    "TableManager._tables_registered": asyncio.Event,
}


@pytest.mark.parametrize(("name", "kind"), ATTRIBUTES.items(), ids=ATTRIBUTES)
def test_an_attribute_that_we_use_is_there(name: str, kind: type | None) -> None:
    manager = TableManager(faust.App("plain"))
    found = getattr(manager, name.partition(".")[2])
    assert found is None if kind is None else isinstance(found, kind)


def test_recovery_has_what_ours_goes_by(app: Application) -> None:
    recovery: Any = Manager(app).recovery
    assert isinstance(recovery.signal_recovery_start, asyncio.Event)
    assert isinstance(recovery.completed, asyncio.Event)
    assert recovery._generation_id == 0
    assert issubclass(RebalanceAgain, Exception)
    assert issubclass(ServiceStopped, Exception)


def test_the_app_has_what_ours_goes_by(app: Application) -> None:
    assert callable(app._fetcher.maybe_start)
    assert app.crashed is False
    assert app.crash_reason is None
    assert isinstance(app.tables, Manager)
    assert all(isinstance(table, PartitionedTable) for table in app.tables.values())


def test_signals_reach_the_methods_that_we_replace() -> None:
    source = inspect.getsource(mode.Worker._install_signal_handlers_unix)
    assert "signal.SIGTERM, self._on_sigterm" in source
    assert "signal.SIGINT, self._on_sigint" in source
    assert Worker._on_sigterm is not mode.Worker._on_sigterm


def test_faust_still_resumes_before_it_seeks() -> None:
    """Issue 596 of faust-streaming; once this fails, look whether our recovery is still needed."""
    source = inspect.getsource(Recovery._resume_streams)
    assert source.index("consumer.resume_partitions") < source.index("consumer.perform_seek")


def test_a_full_buffer_still_costs_a_second() -> None:
    """The reason for streams.app.BUFFERED; once this fails, it can be made smaller."""
    assert "await self.sleep(1)" in inspect.getsource(Consumer._wait_next_records)


def test_faust_still_leaves_out_old_messages_and_notes_what_it_hands_out() -> None:
    """What streams.runtime.batches does in place of Faust's iterator; once this fails, see what else it must do."""
    source = " ".join(inspect.getsource(Stream._py_aiter).split())
    left_out = "not self.app.flow_control.is_active() or message.generation_id != self.app.consumer_generation_id"
    assert f"if ( {left_out} ):" in source
    assert "if topic in acking_topics and not message.tracked: message.tracked = True" in source
    assert "add_unacked(message)" in source
    assert "unacked: Set[Message] = consumer.unacked add_unacked: Callable[[Message], None] = unacked.add" in source
    assert "chan_queue = chan.queue" in source
    assert "_throw(StopAsyncIteration())" in inspect.getsource(Actor.cancel)


async def started() -> None:
    """Stand in for the start of a stream, which would want a broker."""


def test_batches_come_from_the_queue_that_faust_fills(app: Application) -> None:
    async def play() -> list[list[int]]:
        app.flow_control.resume()  # as after a recovery; before, a put waits
        channel: Any = app.topic("articles", **RAW)
        stream: Any = channel.stream()
        stream.maybe_start = started
        conductor: Any = app.topics
        conductor._topics.add(stream.channel)
        conductor._tp_index[HERE].add(stream.channel)
        conductor._update_callback_map()
        for offset in range(3):
            sent = fakes.message(b"{}", place=("articles", 0, offset))
            sent.generation_id = app.consumer_generation_id
            await conductor.on_message(sent)
        found = []
        async for batch in batches(stream, 2, 0.0):
            found.append([event.message.offset for event in batch])
            if len(found) > 1:
                break
        return found

    assert asyncio.run(asyncio.wait_for(play(), 10)) == [[0, 1], [2]]


@pytest.mark.parametrize("key", [b"", b"a", b"ab", b"abc", b"abcd", b"IRQ", "Å, ß, 語".encode(), bytes(range(256))])
def test_our_hash_is_that_of_aiokafka(key: bytes) -> None:
    assert murmur2(key) == partitioner.murmur2(key)


def deliver(app: Application, *, count: int, suspends: bool) -> tuple[FastConsumer, list[int]]:
    """Let Faust's own loop fetch `count` messages and Faust's own conductor deliver them."""

    async def play() -> tuple[FastConsumer, list[int]]:
        seen: list[int] = []
        consumer: Any = app.consumer

        async def take(message: Any) -> None:
            if suspends:
                await asyncio.sleep(0)
            seen.append(message.offset)

        async def fetched(timeout: float) -> AsyncIterator[Any]:  # noqa: ASYNC109, ARG001 - Faust's signature
            for offset in range(count):
                yield HERE, fakes.message(b"{}", place=("articles", 0, offset))
            consumer._stopped.set()

        app.topics._tp_to_callback[HERE] = take  # type: ignore[attr-defined]
        consumer.getmany = fetched
        await consumer._drain_messages(SimpleNamespace(_stopped=asyncio.Event()))
        return consumer, seen

    return asyncio.run(play())


def test_messages_take_the_short_way(app: Application) -> None:
    consumer, seen = deliver(app, count=5, suspends=False)
    assert (consumer.fast, consumer.slow, seen) == (5, 0, [0, 1, 2, 3, 4])


def test_a_delivery_that_waits_takes_fausts_way(app: Application) -> None:
    consumer, seen = deliver(app, count=3, suspends=True)
    assert (consumer.fast, consumer.slow, seen) == (0, 3, [0, 1, 2])


def test_the_hook_can_be_left_out(offline_settings: SettingsFactory) -> None:
    lexicon: Any = None
    plain = make_extract_app(offline_settings(fast_consumer=False), lexicon, wall, fakes.end)
    assert type(plain.consumer) is driver.Consumer


def wait_first(app: Application, callback: Any) -> Any:
    async def play() -> Any:
        consumer: Any = app.consumer  # made inside the loop that it belongs to
        consumer.suspend_flow = asyncio.Event()
        return await consumer.wait_first(callback(consumer), consumer.suspend_flow.wait())

    return asyncio.run(play())


@pytest.mark.parametrize("waits", [False, True])
def test_an_error_of_a_delivery_reaches_fausts_loop(app: Application, *, waits: bool) -> None:
    async def on_message(_: Any) -> None:
        if waits:
            await asyncio.sleep(0)
        raise LookupError

    with pytest.raises(LookupError):
        wait_first(app, on_message)


def test_a_rebalance_cancels_a_delivery_that_waits(app: Application) -> None:
    told: list[str] = []

    async def on_message(consumer: Any) -> None:
        consumer.suspend_flow.set()
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            told.append("cancelled")
            raise

    async def play() -> None:
        consumer: Any = app.consumer
        consumer.suspend_flow = asyncio.Event()
        await consumer.wait_first(on_message(consumer), consumer.suspend_flow.wait())
        await asyncio.sleep(0.01)

    asyncio.run(play())
    assert told == ["cancelled"]


def test_every_private_name_is_on_the_page() -> None:
    page = (ROOT / "docs" / "upstream.md").read_text()
    names = [*METHODS, *ATTRIBUTES, "Recovery._restart_recovery", "Recovery._slurp_changelogs", "App._fetcher"]
    assert [name for name in names if f"`{name}`" not in page] == []


class Interrupted:
    """A consumer whose close is aiokafka's, with one fetch under way that does not catch its cancellation."""

    def __init__(self) -> None:
        self.closed: list[str] = []
        self._client = SimpleNamespace(close=self._close)
        self._fetcher = object.__new__(Fetcher)
        vars(self._fetcher).update(
            _fetch_task=asyncio.ensure_future(asyncio.sleep(3_600)),
            _fetch_waiters=set(),
            _pending_tasks={asyncio.ensure_future(asyncio.sleep(3_600))},
        )

    async def stop(self) -> None:
        await self._fetcher.close()
        await self._client.close()

    async def _close(self) -> None:
        self.closed.append("client")


def test_the_fetcher_of_aiokafka_still_passes_on_a_cancellation_of_its_own() -> None:
    async def run() -> list[str]:
        consumer = Interrupted()
        await asyncio.sleep(0)
        with pytest.raises(asyncio.CancelledError):
            await consumer.stop()
        return consumer.closed

    assert asyncio.run(run()) == []


def test_closing_a_consumer_is_not_our_own_cancellation() -> None:
    async def run() -> list[str]:
        consumer: Any = Interrupted()
        await asyncio.sleep(0)
        await close(consumer)
        return list(consumer.closed)

    assert asyncio.run(run()) == ["client"]


def test_wait_for_loses_a_cancellation_until_python_3_12() -> None:
    async def run() -> bool:
        answer = asyncio.get_running_loop().create_future()
        waiting = asyncio.ensure_future(asyncio.wait_for(answer, 3_600))
        await asyncio.sleep(0)
        answer.set_result(1)
        waiting.cancel()
        await asyncio.wait({waiting})
        return waiting.cancelled()

    assert asyncio.run(run()) == (sys.version_info >= (3, 12))


def test_a_leader_that_saw_no_partitions_asks_to_join_again_once_it_sees_them() -> None:
    seen: dict[str, set[int]] = {}
    asked: list[str] = []
    leader: Any = GroupCoordinator.__new__(GroupCoordinator)
    leader._cluster = SimpleNamespace(partitions_for_topic=seen.get)
    leader._group_subscription = {"articles"}
    leader._subscription = SimpleNamespace(subscribed_pattern=None, partitions_auto_assigned=lambda: True)
    leader._on_metadata_change = lambda: asked.append("again")
    leader._metadata_snapshot = leader._get_metadata_snapshot()  # as it does when it assigns
    leader._handle_metadata_update(leader._cluster)
    assert asked == []
    seen["articles"] = {0, 1}
    leader._handle_metadata_update(leader._cluster)
    assert asked == ["again"]


def test_workers_look_for_partitions_more_often_than_a_session_is_long(app: Application) -> None:
    assert app.conf.consumer_metadata_max_age_ms / 1000 < app.conf.broker_session_timeout
