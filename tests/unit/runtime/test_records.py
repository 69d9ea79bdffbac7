# ruff: noqa: ANN401 - fields of records are of any type

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from schemas import Reason, Retraction
from streams.errors import BadRecordError
from streams.runtime.partition import partition_of
from streams.runtime.records import article_of, event_of
from tests.support.fakes import message

PARTITIONS = 3
IRAQ = partition_of(b"IRQ", PARTITIONS)
RETRACTION: dict[str, Any] = {
    "schema_version": 1,
    "kind": "retraction",
    "event_id": "a#1",
    "article_id": "a",
    "version": "2024",
    "reported_at": "2024-05-06T12:00:00Z",
    "country": "IRQ",
}


def event(value: Any = None, *, key: bytes | None = b"IRQ", partition: int = IRAQ, **changes: Any) -> Any:
    raw = json.dumps(RETRACTION | changes).encode() if value is None else value
    return event_of(message(raw, key=key, place=("events", partition, 0)), PARTITIONS)


def test_an_event_in_its_place() -> None:
    assert isinstance(event(), Retraction)


def test_an_event_without_a_country_has_a_key_of_its_own() -> None:
    home = partition_of(b"ZZZ", PARTITIONS)
    assert event(country=None, key=b"ZZZ", partition=home).country is None


REFUSED: dict[str, tuple[dict[str, Any], Reason, str]] = {
    "not UTF-8": ({"value": b"\xff{}"}, Reason.NOT_UTF8, "byte 0xff at position 0"),
    "not JSON": ({"value": b"{"}, Reason.NOT_JSON, "EOF"),
    "deep JSON": ({"value": b"[" * 5000}, Reason.NOT_JSON, "recursion"),
    "an array": ({"value": b"[]"}, Reason.INVALID, "the record"),
    "a wrong type": ({"version": 7}, Reason.INVALID, "version: Input should be a valid string"),
    "a kind of tomorrow": ({"kind": "rumour"}, Reason.INVALID, "rumour"),
    "a newer schema": ({"schema_version": 2}, Reason.NEWER_SCHEMA, "schema_version is 2"),
    "a newer schema with other fields": (
        {"schema_version": 2, "version": 7},
        Reason.NEWER_SCHEMA,
        "schema_version is 2",
    ),
    "no key": ({"key": None}, Reason.INVALID, "the key None is not the event's country IRQ"),
    "another country's key": ({"key": b"SYR"}, Reason.INVALID, "not the event's country IRQ"),
    "another partition": ({"partition": (IRAQ + 1) % PARTITIONS}, Reason.INVALID, "belong into partition"),
}


@pytest.mark.parametrize(("given", "reason", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_an_event_is_refused_with_a_sentence(given: dict[str, Any], reason: Reason, sentence: str) -> None:
    with pytest.raises(BadRecordError) as caught:
        event(**given)
    assert caught.value.reason == reason
    assert sentence in caught.value.detail


def test_a_null_value_is_refused() -> None:
    with pytest.raises(BadRecordError) as caught:
        event_of(message(None), PARTITIONS)
    assert caught.value.reason == Reason.NULL_VALUE


def test_an_article_without_a_date_gets_that_of_its_record() -> None:
    article = article_of(message(b'{"id": "a", "body": "b"}', timestamp=1_700_000_000.123), 1000)
    assert article.published_at == datetime(2023, 11, 14, 22, 13, 20, 123_000, tzinfo=UTC)


def test_an_article_keeps_its_own_date() -> None:
    raw = b'{"id": "a", "body": "b", "published_at": "2024-05-06T12:00:00Z"}'
    assert article_of(message(raw), 1000).published_at == datetime(2024, 5, 6, 12, tzinfo=UTC)


def test_an_article_without_any_date_is_refused() -> None:
    with pytest.raises(BadRecordError, match="published_at is missing"):
        article_of(message(b'{"id": "a", "body": "b"}', timestamp=1.7e18), 1000)
