"""Each kind of record that can't be processed: parked whole, and the worker goes on."""

from dataclasses import dataclass

import orjson
import pytest

from schemas import EVENT, DeadLetter, Reason
from streams import topics
from streams.runtime.partition import partition_of
from streams.settings import Settings
from tests.conftest import fresh_prefix
from tests.support import workers
from tests.support.scripted import RAISES, attack, body
from tests.support.workers import article, compacted, everything, folded, produce, settle

MOST = 20_000  # bytes of an article in these tests

BAD_ARTICLES = {
    "no value": (b"k", None, Reason.NULL_VALUE, "no value"),
    "empty": (b"k", b"", Reason.NOT_JSON, ""),
    "not UTF-8": (b"\xff\xfe", b'{"body": "\xff"}', Reason.NOT_UTF8, "byte 0xff at position 10"),
    "not JSON": (b"k", b'{"body": "cut', Reason.NOT_JSON, "column"),
    "an array": (b"k", b"[1, 2]", Reason.INVALID, "an article is a JSON object"),
    "no body": (b"k", b'{"id": "a"}', Reason.INVALID, "body is missing"),
    "a wrong type": (b"k", b'{"id": 7, "body": "b"}', Reason.INVALID, "id: Input should be a valid string"),
    "a date without a zone": (
        b"k",
        b'{"body": "b", "published_at": "2024-05-06T12:00:00"}',
        Reason.INVALID,
        "timezone",
    ),
    "a newer schema": (b"k", b'{"body": "b", "schema_version": 2}', Reason.NEWER_SCHEMA, "schema_version is 2"),
    "too long": (b"k", b'{"body": "' + b"x" * MOST + b'"}', Reason.TOO_LARGE, "20,012 bytes"),
    "an extraction that raises": (b"k", None, Reason.FAILED, "raised ScriptedError: as the test asked"),
}


@dataclass
class Parked:
    settings: Settings
    letters: dict[tuple[bytes | None, bytes | None], DeadLetter]


def bad_value(name: str) -> bytes | None:
    if name != "an extraction that raises":
        return BAD_ARTICLES[name][1]
    ours = next(f"fails{number}" for number in range(9) if partition_of(f"fails{number}".encode(), 3) == 0)
    return orjson.dumps(article(ours, RAISES))


@pytest.fixture(scope="module")
def parked(broker: str, tmp_path_factory: pytest.TempPathFactory) -> Parked:
    """Send all the bad records, good ones around them, and give what was parked."""
    folder = tmp_path_factory.mktemp("dead")
    base = Settings(_env_file=None, brokers=broker, topic_prefix=fresh_prefix(), data_dir=folder)
    settings = workers.quick(base, max_article_bytes=MOST)
    first, last = article("first", body([attack("IRQ", killed=1)])), article("last", body([attack("SYR", killed=2)]))
    bad = [(BAD_ARTICLES[name][0], bad_value(name), 0) for name in BAD_ARTICLES]
    with workers.pair(settings, folder) as (extract, count):
        workers.publish(settings, [first])
        produce(settings, topics.ARTICLES, bad, timestamp_ms=1_715_000_000_123)
        produce(settings, topics.EVENTS, [(b"IRQ", b"{", 1), (None, b"{}", 0)])
        workers.publish(settings, [last])
        settle(settings, extract, count)
        assert extract.process.poll() is count.process.poll() is None
    incidents, counters = folded(settings, [first, last])
    assert compacted(settings, topics.INCIDENTS) == incidents
    assert compacted(settings, topics.COUNTERS) == counters
    found = [
        (key, DeadLetter.model_validate_json(value or b"")) for key, value in everything(settings, topics.DEAD_LETTERS)
    ]
    return Parked(settings, {(key, letter.value): letter for key, letter in found})


@pytest.mark.parametrize("name", BAD_ARTICLES)
def test_an_article_is_parked_whole_with_its_reason(parked: Parked, name: str) -> None:
    key, _, reason, sentence = BAD_ARTICLES[name]
    letter = parked.letters[key, bad_value(name)]
    assert (letter.reason, letter.key) == (reason, key)
    assert sentence in letter.error
    assert (letter.topic, letter.partition) == (topics.name(parked.settings, topics.ARTICLES), 0)
    assert letter.timestamp is not None
    assert letter.timestamp.isoformat() == "2024-05-06T12:53:20.123000+00:00"


def test_nothing_else_is_parked(parked: Parked) -> None:
    from_events = [letter for letter in parked.letters.values() if "events" in letter.topic]
    assert {(letter.reason, letter.value) for letter in from_events} == {
        (Reason.NOT_JSON, b"{"),
        (Reason.INVALID, b"{}"),
    }
    assert len(parked.letters) == len(BAD_ARTICLES) + 2


def test_the_offset_is_that_of_the_source(parked: Parked) -> None:
    offsets = [parked.letters[BAD_ARTICLES[name][0], bad_value(name)].offset for name in BAD_ARTICLES]
    assert offsets == list(range(offsets[0], offsets[0] + len(offsets)))


def test_what_is_parked_makes_no_event(parked: Parked) -> None:
    valid = [value for _, value in everything(parked.settings, topics.EVENTS) if value not in (b"{", b"{}", None)]
    assert {EVENT.validate_json(value).article_id for value in valid} == {"first", "last"}
