"""The line that `streams tail` prints for a record."""

import json
from typing import Any

import pytest
from aiokafka import ConsumerRecord
from click.testing import CliRunner

from streams.cli.group import main
from streams.cli.tail import SHORT_NAMES, line
from streams.settings import Settings
from streams.topics import all_topics


def record(key: bytes | None, value: bytes | None) -> ConsumerRecord[bytes, bytes]:
    return ConsumerRecord("events", 3, 17, 1700611200123, 0, key, value, None, -1, -1, ())


CASES: dict[str, tuple[bytes | None, bytes | None, dict[str, Any]]] = {
    "JSON": (b"IRQ", b'{"a": 1}', {"key": "IRQ", "value": {"a": 1}}),
    "a tombstone": (b"IRQ", None, {"key": "IRQ", "value": None}),
    "no key": (None, b"[]", {"key": None, "value": []}),
    "not JSON": (b"IRQ", b"\xff{", {"key": "IRQ", "value": "/3s=", "value_encoding": "base64"}),
    "key not UTF-8": (b"\xff", b"1", {"key": "/w==", "key_encoding": "base64", "value": 1}),
    "JSON of several lines": (b"k", b'{\n"a": "b"\r\n}', {"key": "k", "value": {"a": "b"}}),
}


@pytest.mark.parametrize(("key", "value", "shown"), CASES.values(), ids=CASES)
def test_line(key: bytes | None, value: bytes | None, shown: dict[str, Any]) -> None:
    text = line(record(key, value))
    assert text.endswith(b"\n")
    assert text.count(b"\n") == 1
    assert b"\r" not in text
    where = {"topic": "events", "partition": 3, "offset": 17, "timestamp": "2023-11-22T00:00:00.123000Z"}
    assert json.loads(text) == {**where, **shown}


def test_no_number_is_rounded() -> None:
    assert b'"value":{"n":1.50,"big":123456789012345678901234567890}' in line(
        record(b"k", b'{"n":1.50,"big":123456789012345678901234567890}')
    )


def test_every_topic_can_be_read() -> None:
    assert set(SHORT_NAMES) == all_topics(Settings()).keys()


def test_an_unknown_topic_is_misuse() -> None:
    result = CliRunner().invoke(main, ["tail", "weather"])
    assert result.exit_code == 2
    assert "'weather' is not one of" in result.stderr
