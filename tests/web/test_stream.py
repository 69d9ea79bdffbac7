"""The event stream: told at once, resumed without a gap, never kept for a client that does not read."""

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx2 as httpx
import pytest

from schemas.view import Change
from streams.web.app import Access, change_event, make_app
from streams.web.database import Database
from streams.web.hub import QUEUE, Hub, Message
from streams.web.server import Server, listening
from streams.web.stream import MAX_MISSED, missed_by
from streams.web.view import View
from streams.web.write import KEPT_CHANGES, apply
from tests.support.served import streamed
from tests.support.view import Maker, fill, keep, make_sample, of_incident
from tests.web.conftest import ViewFactory

STREAMS = 500
LARGE = 400_000  # characters; a few fill what the system keeps for a client that does not read


class Running:
    """A view behind a real server in a thread."""

    def __init__(self, view: View, listener: socket.socket) -> None:
        self.view = view
        self.loop = asyncio.new_event_loop()
        self.port: int = listener.getsockname()[1]
        self.server = Server(make_app(view, Access()), view.hub)
        self._thread = threading.Thread(target=self._run, args=(listener,))
        self._thread.start()

    def _run(self, listener: socket.socket) -> None:
        asyncio.set_event_loop(self.loop)
        self.loop.run_until_complete(self.server.serve(sockets=[listener]))
        self.loop.close()

    def client(self) -> httpx.Client:
        return httpx.Client(base_url=f"http://127.0.0.1:{self.port}", timeout=10.0)

    def keep(self, count: int = 1) -> list[str]:
        maker = Maker(len(self.view.hub) + count, 5)
        made = [maker.incident() for _ in range(count)]
        for incident in made:
            asyncio.run_coroutine_threadsafe(keep(self.view, [of_incident(incident, 0)]), self.loop).result(10.0)
        return [incident.incident_id for incident in made]

    def send(self, message: Message) -> None:
        self.loop.call_soon_threadsafe(self.view.hub.send, message)

    def stop(self) -> None:
        if not self._thread.is_alive():
            return
        self.loop.call_soon_threadsafe(self.server.stop)
        self._thread.join(10.0)
        assert not self._thread.is_alive()


@contextmanager
def running(view: View) -> Iterator[Running]:
    with listening("127.0.0.1", 0) as listener:
        served = Running(view, listener)
        try:
            yield served
        finally:
            served.stop()


def until(condition: Callable[[], bool], seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def versions(database: Database, last_id: str | None) -> list[int | None]:
    return [message.version for message in missed_by(database, last_id).messages]


@pytest.fixture
def view(empty: ViewFactory) -> View:
    return empty(tuple(make_sample(3, 3).records()))


def grown(database: Database, count: int) -> None:
    maker = Maker(11, 3)
    for _ in range(count):
        apply(database, [of_incident(maker.incident(), 0)], {}, 0.0)


def test_what_was_missed_is_told_from_the_file(view: View) -> None:
    database = view.snapshots.database
    here = missed_by(database, None).position
    grown(database, 3)
    last_id = f"{here.generation}.{here.version}"
    assert versions(database, last_id) == [here.version + 1, here.version + 2, here.version + 3]
    assert versions(database, f"{here.generation}.{here.version + 3}") == []


def test_a_position_outlives_the_process(tmp_path: Path) -> None:
    first = Database(tmp_path / "view.db")
    fill(first, make_sample(3, 3).records())
    here = missed_by(first, None).position
    grown(first, 2)
    first.close()
    again = Database(tmp_path / "view.db")
    assert len(versions(again, f"{here.generation}.{here.version}")) == 2
    again.close()


@pytest.mark.parametrize(
    "last_id", ["", "nonsense", "other.1", "{}.99", "{}.-1", "{}.", "{}.1e3", "{}.²", "{}." + "9" * 40]
)
def test_a_position_that_is_not_ours_asks_for_everything_again(view: View, last_id: str) -> None:
    generation = missed_by(view.snapshots.database, None).position.generation
    (message,) = missed_by(view.snapshots.database, last_id.format(generation)).messages
    assert message.event == "resync"


def test_who_missed_too_much_asks_for_everything_again(view: View) -> None:
    database = view.snapshots.database
    here = missed_by(database, None).position
    grown(database, MAX_MISSED + 1)
    too_old = f"{here.generation}.{here.version}"
    assert [message.event for message in missed_by(database, too_old).messages] == ["resync"]
    assert len(versions(database, f"{here.generation}.{here.version + 1}")) == MAX_MISSED


def test_the_list_of_changes_is_bounded(view: View, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("streams.web.write.KEPT_CHANGES", 5)
    assert KEPT_CHANGES > MAX_MISSED
    grown(view.snapshots.database, 12)
    assert view.snapshots.database.writer.execute("SELECT count(*) FROM changes").fetchone()[0] == 5


def test_a_change_reaches_an_open_stream_once_and_in_order(view: View) -> None:
    with running(view) as served, served.client() as client, streamed(client) as stream:
        stream.wait(lambda: stream.last_id is not None)
        made = served.keep(20)
        stream.wait(lambda: len(stream.of("change")) == 20)
        assert [change["incidents"] for change in stream.of("change")] == [[one] for one in made]
        ids = [identity for _, _, identity, _ in stream.events if identity]
        assert len(set(ids)) == len(ids)


def test_a_stream_resumes_where_it_was(view: View) -> None:
    with running(view) as served, served.client() as client:
        with streamed(client) as stream:
            stream.wait(lambda: stream.last_id is not None)
            served.keep()
            stream.wait(lambda: len(stream.of("change")) == 1)
            last_id = stream.last_id
        missed = served.keep(3)
        with streamed(client, last_id) as stream:
            stream.wait(lambda: len(stream.of("change")) == 3 and bool(stream.of("status")))
            assert [change["incidents"] for change in stream.of("change")] == [[one] for one in missed]


def test_a_change_between_joining_and_reading_is_told_once(view: View) -> None:
    """The hub has it in the queue, the file has it too: the position decides."""
    database = view.snapshots.database
    here = missed_by(database, None).position
    grown(database, 1)
    found = missed_by(database, f"{here.generation}.{here.version}")
    queued = change_event(Change(countries=(), incidents=(), corrections=()), here.generation, here.version + 1)
    assert [message.version for message in found.messages] == [here.version + 1]
    assert found.position.covers(queued)
    assert not found.position.covers(change_event(Change(countries=(), incidents=(), corrections=()), "other", 1))
    assert not found.position.covers(Message("status", "{}"))


def test_a_full_queue_drops_its_client_and_no_other() -> None:
    async def scene() -> None:
        hub = Hub()
        slow, quick = hub.join(), hub.join()
        for number in range(QUEUE + 1):
            hub.send(Message("change", str(number)))
            quick.queue.get_nowait()
        assert slow.gone.is_set()
        assert not quick.gone.is_set()
        assert (len(hub), hub.dropped, slow.queue.qsize()) == (1, 1, QUEUE)

    asyncio.run(scene())


def test_a_client_that_does_not_read_is_cut_off(view: View) -> None:
    with running(view) as served, socket.create_connection(("127.0.0.1", served.port)) as deaf:
        deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        deaf.sendall(b"GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
        until(lambda: len(view.hub) == 1)
        for _ in range(QUEUE + 30):
            served.send(Message("status", "x" * LARGE))
            time.sleep(0.002)
        until(lambda: len(view.hub) == 0)
        assert view.hub.dropped == 1
        until(lambda: not served.server.server_state.connections)  # the connection itself is gone, buffers and all
        with served.client() as client, streamed(client) as stream:
            stream.wait(lambda: bool(stream.of("status")))


def test_a_client_that_leaves_is_forgotten(view: View) -> None:
    with running(view) as served, served.client() as client:
        with streamed(client):
            until(lambda: len(view.hub) == 1)
        until(lambda: len(view.hub) == 0)
        assert view.hub.dropped == 0


def test_a_stop_ends_open_streams_at_once(view: View) -> None:
    with running(view) as served, served.client() as client, streamed(client) as stream:
        stream.wait(lambda: stream.last_id is not None)
        began = time.monotonic()
        served.stop()
        assert time.monotonic() - began < 2.0  # uvicorn would wait three seconds for a stream that goes on


def test_a_message_is_what_a_browser_reads() -> None:
    assert Message("change", '{"a":1}', 7, "ab").encode() == b'id: ab.7\nevent: change\ndata: {"a":1}\n\n'
    assert Message("status", "{}").encode() == b"event: status\ndata: {}\n\n"


def test_silence_is_broken_by_a_heartbeat(view: View, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("streams.web.stream.HEARTBEAT_SECONDS", 0.05)
    with running(view) as served, served.client() as client, client.stream("GET", "/api/events") as answer:
        assert answer.headers["cache-control"] == "no-store"
        assert "content-encoding" not in answer.headers
        read = ""
        for text in answer.iter_text():
            read += text
            if read.count(": still here\n\n") == 2:
                break


def heard(client: socket.socket, words: str) -> None:
    """Read until these words have come."""
    end, so_far = time.monotonic() + 20.0, b""
    while words.encode() not in so_far:
        assert time.monotonic() < end, so_far
        piece = client.recv(65_536)
        assert piece, "the stream was ended"
        so_far += piece


def test_five_hundred_streams_are_held_and_all_are_told(view: View) -> None:
    question = b"GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with running(view) as served, ExitStack() as stack:
        clients = [stack.enter_context(socket.create_connection(("127.0.0.1", served.port))) for _ in range(STREAMS)]
        for client in clients:
            client.settimeout(20.0)
            client.sendall(question)
        for client in clients:
            heard(client, "event: status")  # it has its position: what comes from here on is told
        (told,) = served.keep()
        for client in clients:
            heard(client, told)
        assert (len(view.hub), view.hub.dropped) == (STREAMS, 0)
