"""The data commands on a real broker."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterable
from contextlib import aclosing
from datetime import UTC, datetime
from typing import Any, TypeVar

import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient
from click.testing import CliRunner, Result

from schemas import DeadLetter, Incident
from streams import reader
from streams.cli.group import main
from streams.connection import connection
from streams.provision import ensure_topics
from streams.runtime.partition import partition_of
from streams.settings import Settings
from streams.topics import ARTICLES, COUNTERS, DEAD_LETTERS, INCIDENTS, max_message_bytes, name
from tests.conftest import SettingsFactory
from tests.unit.schemas.samples import SAMPLES

T = TypeVar("T")
Record = tuple[bytes | None, bytes | None, int | None]  # key, value, partition


@pytest.fixture
def ready(settings: SettingsFactory) -> Settings:
    """Make the topics; give the settings."""
    made = settings()
    ensure_topics(made)
    return made


def call(settings: Settings, *arguments: str, text: str | bytes = "") -> Result:
    env = {"STREAMS_BROKERS": settings.bootstrap_servers, "STREAMS_TOPIC_PREFIX": settings.topic_prefix}
    return CliRunner().invoke(main, list(arguments), input=text, env=env, catch_exceptions=False)


def with_producer(settings: Settings, work: Callable[[AIOKafkaProducer], Awaitable[T]]) -> T:
    async def run() -> T:
        producer = AIOKafkaProducer(**connection(settings), max_request_size=max_message_bytes(settings))
        await producer.start()
        try:
            return await work(producer)
        finally:
            await producer.stop()

    return asyncio.run(run())


def write(settings: Settings, short: str, *records: Record) -> None:
    async def send(producer: AIOKafkaProducer) -> None:
        for key, value, partition in records:
            await producer.send_and_wait(name(settings, short), value, key, partition=partition)

    with_producer(settings, send)


def tailed(settings: Settings, short: str) -> list[dict[str, Any]]:
    result = call(settings, "tail", short, "--exit")
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def lines(articles: Iterable[object]) -> str:
    return "".join(f"{json.dumps(article)}\n" for article in articles)


def test_produce_sends_every_article_to_the_partition_of_its_id(ready: Settings) -> None:
    articles = [
        {"id": f"a{number}", "body": "A quiet day.", "published_at": "2024-03-05T12:00:00Z", "mine": number}
        for number in range(40)
    ]
    result = call(ready, "produce", text=lines(articles))
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "40 articles sent, 0 bad lines\n"
    found = tailed(ready, ARTICLES)
    assert sorted(record["value"]["mine"] for record in found) == list(range(40))
    assert all(record["value"] in articles for record in found)
    for record in found:
        assert record["key"] == record["value"]["id"]
        assert record["partition"] == partition_of(record["key"].encode(), ready.partitions)
        assert record["topic"] == f"{ready.topic_prefix}articles"


def test_produce_fills_in_what_is_missing(ready: Settings) -> None:
    before = datetime.now(UTC)
    assert call(ready, "produce", "-", text='{"url": "https://example.org/1", "body": "x"}').exit_code == 0
    (record,) = tailed(ready, ARTICLES)
    assert record["key"] == record["value"]["id"]
    assert record["key"].startswith("sha256-")
    assert before <= datetime.fromisoformat(record["value"]["published_at"]) <= datetime.now(UTC)


def test_produce_names_bad_lines_and_sends_the_others(ready: Settings) -> None:
    huge = json.dumps({"id": "huge", "body": "x" * ready.max_article_bytes})
    largest = json.dumps({"id": "largest", "published_at": "2024-03-05T12:00:00Z", "body": ""})
    largest = largest.replace('""', f'"{"x" * (ready.max_article_bytes - len(largest))}"')
    bad = f'{{oops\n{huge}\n{{"id": "b", "body": 5}}\n'
    result = call(ready, "produce", text=f'{{"id": "a", "body": "x"}}\n\n{bad}{largest}')
    assert result.exit_code == 1
    said = result.stderr.splitlines()
    assert said[0].startswith("line 3: not JSON: ")
    assert said[1].startswith("line 4: too large: the article has 1,000,0")
    assert said[2] == "line 5: not a valid record: body: Input should be a valid string"
    assert said[3:] == ["2 articles sent, 3 bad lines"]
    assert sorted(record["key"] for record in tailed(ready, ARTICLES)) == ["a", "largest"]


def test_a_pipe_that_pauses_is_sent_at_once_and_ctrl_c_ends_it(ready: Settings) -> None:
    env = {**os.environ, "STREAMS_BROKERS": ready.bootstrap_servers, "STREAMS_TOPIC_PREFIX": ready.topic_prefix}
    command = [sys.executable, "-m", "streams", "produce"]
    with subprocess.Popen(command, env=env, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as producing:  # noqa: S603 - ours
        assert producing.stdin
        try:
            producing.stdin.write(b'{"id": "a", "body": "x"}\n')
            producing.stdin.flush()
            deadline = time.monotonic() + 20
            while not tailed(ready, ARTICLES):
                assert time.monotonic() < deadline
            producing.send_signal(signal.SIGINT)
            assert producing.wait(timeout=10) == 1
        finally:
            producing.kill()
        assert producing.stderr
        assert b"Traceback" not in producing.stderr.read()


@pytest.mark.parametrize(
    ("arguments", "short"),
    [
        (["produce"], ARTICLES),
        (["tail", "events"], "events"),
        (["counters"], INCIDENTS),
        (["dead-letters", "list"], DEAD_LETTERS),
    ],
)
def test_a_missing_topic_is_told_and_not_created(arguments: list[str], short: str, settings: SettingsFactory) -> None:
    made = settings()
    result = call(made, *arguments, text='{"id": "a", "body": "x"}')
    assert result.exit_code == 1
    assert f"There is no topic '{made.topic_prefix}{short}' on the broker" in result.stderr
    assert "Create it with `streams topics`." in result.stderr

    async def topics() -> list[str]:
        admin = AIOKafkaAdminClient(**connection(made))
        await admin.start()
        try:
            return list(await admin.list_topics())
        finally:
            await admin.close()

    assert not [topic for topic in asyncio.run(topics()) if topic.startswith(made.topic_prefix)]


def test_tail_ends_at_its_limit(ready: Settings) -> None:
    write(ready, "events", *((b"IRQ", str(number).encode(), 0) for number in range(5)))
    result = call(ready, "tail", "events", "--from-beginning", "-n", "3")
    assert [json.loads(line)["value"] for line in result.stdout.splitlines()] == [0, 1, 2]


def test_following_gives_only_what_comes(ready: Settings) -> None:
    write(ready, "events", (b"IRQ", b"1", 0))

    async def follow(producer: AIOKafkaProducer) -> list[bytes | None]:
        found: list[bytes | None] = []
        async with aclosing(reader.records(ready, "events", from_beginning=False, follow=True)) as records:
            waiting = asyncio.ensure_future(anext(records))
            # A follower has no moment at which it says that it stands at the end: send until it has seen one.
            while not waiting.done():
                await producer.send_and_wait(name(ready, "events"), b"2", b"IRQ", partition=0)
                await asyncio.wait([waiting], timeout=0.05)
            found.append(waiting.result().value)
        return found

    assert with_producer(ready, follow) == [b"2"]


def incident(name_: str, hour: int) -> bytes:
    sample = Incident.model_validate_json(json.dumps(SAMPLES["incident"]))
    moment = datetime(2023, 11, 20, hour, tzinfo=UTC)
    return sample.model_copy(update={"incident_id": name_, "occurred_at": moment}).model_dump_json().encode()


def test_the_live_value_of_each_key_is_read(ready: Settings) -> None:
    write(
        ready,
        INCIDENTS,
        (b"a", incident("a", 1), None),
        (b"b", incident("b", 2), None),
        (b"a", incident("a", 3), None),
        (b"b", None, None),
        (b"c", incident("c", 1), None),
    )
    write(ready, COUNTERS, (b"IRQ", json.dumps(SAMPLES["country_counters"]).encode(), None))
    found = [json.loads(line) for line in call(ready, "incidents", "--json").stdout.splitlines()]
    assert [(each["incident_id"], each["occurred_at"]) for each in found] == [
        ("a", "2023-11-20T03:00:00Z"),
        ("c", "2023-11-20T01:00:00Z"),
    ]
    (iraq,) = map(json.loads, call(ready, "counters", "--json", "--as-of", "2023-11-22").stdout.splitlines())
    assert iraq["windows"]["7d"]["attacks"] == 2
    assert iraq["windows"]["24h"]["attacks"] == 0
    assert iraq["reported"][0]["attacks"]["best"] == 32
    assert json.loads(call(ready, "counters", "--json", "--as-of", "2023-10-17").stdout)["reported"] == []


def test_a_key_that_moved_to_another_partition_is_still_alive(ready: Settings) -> None:
    """Both ways at once: in whatever order the partitions are read, one tombstone comes after the live value."""
    write(
        ready,
        INCIDENTS,
        (b"up", incident("up", 1), 0),
        (b"down", incident("down", 1), 1),
        (b"up", incident("up", 2), 1),
        (b"down", incident("down", 2), 0),
        (b"up", None, 0),
        (b"down", None, 1),
    )
    live = asyncio.run(reader.read_compacted(ready, INCIDENTS))
    assert live == {b"up": incident("up", 2), b"down": incident("down", 2)}


def test_the_end_of_a_transaction_does_not_stall_a_reader(ready: Settings) -> None:
    async def send() -> None:
        writer = AIOKafkaProducer(**connection(ready), transactional_id=f"{ready.topic_prefix}test")
        await writer.start()
        try:
            async with writer.transaction():  # its end is a record of its own, which no reader is given
                await writer.send_and_wait(name(ready, INCIDENTS), incident("a", 5), b"a", partition=0)
        finally:
            await writer.stop()

    asyncio.run(send())
    assert asyncio.run(reader.read_compacted(ready, INCIDENTS)) == {b"a": incident("a", 5)}


def letter(number: int, key: bytes | None, value: bytes | None, topic: str) -> bytes:
    sample = DeadLetter.model_validate_json(json.dumps(SAMPLES["dead_letter"]))
    reason = "not JSON" if number % 2 else "not a valid record"
    changed = {"topic": topic, "partition": 2, "offset": number, "key": key, "value": value}
    return (
        sample.model_copy(update={**changed, "timestamp": datetime(2023, 1, 1, tzinfo=UTC)})
        .model_dump_json()
        .replace('"not JSON"', f'"{reason}"')
        .encode()
    )


@pytest.fixture
def parked(ready: Settings) -> Settings:
    """Park four records: 0/0 to 0/2 of `articles`, one of them without a key, and 1/0 of a foreign topic."""
    articles = name(ready, ARTICLES)
    write(
        ready,
        DEAD_LETTERS,
        (b"a", letter(0, b"a", b"\xff\x00raw", articles), 0),
        (None, letter(1, None, b"{nonsense", articles), 0),
        (b"c", letter(2, b"c", None, articles), 0),
        (b"d", letter(3, b"d", b"x", "weather"), 1),
    )
    return ready


def listed(settings: Settings, *arguments: str) -> dict[str, bool]:
    result = call(settings, "dead-letters", "list", "--json", *arguments)
    return {each["letter"]: each["put_back"] for each in map(json.loads, result.stdout.splitlines())}


def test_dead_letters_are_listed(parked: Settings) -> None:
    assert listed(parked) == {"0/0": False, "0/1": False, "0/2": False, "1/0": False}
    assert listed(parked, "--reason", "not JSON").keys() == {"0/1", "1/0"}
    title, _, first, *_ = call(parked, "dead-letters", "list").stdout.splitlines()
    assert title == "4 dead letters"
    assert "unexpected end of data at column 6" in first


def test_a_dry_run_sends_nothing(parked: Settings) -> None:
    result = call(parked, "dead-letters", "replay", "--reason", "not a valid record", "--dry-run")
    assert (result.exit_code, result.stdout) == (0, "0/0\n0/2\n")
    assert result.stderr == "2 letters would be put back\n"
    assert tailed(parked, ARTICLES) == []
    assert not any(listed(parked).values())


def test_replay_sends_the_same_bytes_to_where_they_came_from(parked: Settings) -> None:
    result = call(parked, "dead-letters", "replay", "--all")
    assert result.exit_code == 1
    assert result.stdout == "0/0\n0/1\n0/2\n"
    assert result.stderr.splitlines() == [
        "3 letters put back",
        "1/0 can't be put back: it came from 'weather', which is no topic of this installation",
    ]
    by_key = {record["key"]: record for record in tailed(parked, ARTICLES)}
    assert by_key.keys() == {"a", None, "c"}
    assert (by_key["a"]["value"], by_key["a"]["value_encoding"]) == ("/wByYXc=", "base64")
    assert by_key["a"]["partition"] == partition_of(b"a", parked.partitions)
    assert by_key[None]["partition"] == 2
    assert by_key["c"]["value"] is None
    assert {record["timestamp"] for record in by_key.values()} == {"2023-01-01T00:00:00Z"}


def test_what_was_put_back_is_remembered(parked: Settings) -> None:
    assert call(parked, "dead-letters", "replay", "0/1").exit_code == 0
    assert listed(parked) == {"0/0": False, "0/1": True, "0/2": False, "1/0": False}
    assert call(parked, "dead-letters", "replay", "--reason", "not a valid record").stdout == "0/0\n0/2\n"
    assert listed(parked, "--waiting") == {"1/0": False}
    assert call(parked, "dead-letters", "replay", "--reason", "not a valid record").stdout == ""
    assert len(tailed(parked, ARTICLES)) == 3
    again = call(parked, "dead-letters", "replay", "0/0")
    assert (again.exit_code, again.stdout) == (0, "0/0\n")
    assert len(tailed(parked, ARTICLES)) == 4


def test_a_letter_that_does_not_exist_is_told(parked: Settings) -> None:
    result = call(parked, "dead-letters", "replay", "2/7")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == ["0 letters put back", "There is no letter 2/7."]


def test_a_record_that_is_no_dead_letter_stops_nothing(parked: Settings) -> None:
    write(parked, DEAD_LETTERS, (None, b"\xff", 2))
    assert "not a dead letter of ours" in call(parked, "dead-letters", "list").stdout
    result = call(parked, "dead-letters", "replay", "--all")
    assert result.exit_code == 1
    assert "2/0 can't be put back: it is not a dead letter of ours" in result.stderr.splitlines()
