import base64
from datetime import UTC, datetime

import pytest

from schemas import DeadLetter, Reason
from streams.errors import BadRecordError
from streams.runtime.dead import FIELDS_BYTES, MOST_KEY, dead_letter, moment_of
from tests.support.fakes import message

NOON = datetime(2024, 5, 6, 12, tzinfo=UTC)
ROOM = 100_000
BAD = BadRecordError(Reason.NOT_JSON, "unexpected end at column 3")


def park(
    value: bytes | None, key: bytes | None = b"k", error: BadRecordError = BAD, timestamp: float | None = 0.0
) -> tuple[bytes | None, bytes, DeadLetter]:
    parked = message(value, key=key, place=("articles", 2, 77), timestamp=timestamp)
    output = dead_letter("dead-letters", parked, error, NOON, ROOM)
    assert output.topic == "dead-letters"
    return output.key, output.value, DeadLetter.model_validate_json(output.value)


def test_it_keeps_the_bytes_and_says_whence_and_why() -> None:
    key, _, letter = park(b"\xff\x00", timestamp=1_700_000_000.123)
    assert key == b"k"
    assert (letter.key, letter.value) == (b"k", b"\xff\x00")
    assert (letter.topic, letter.partition, letter.offset) == ("articles", 2, 77)
    assert (letter.reason, letter.error) == (Reason.NOT_JSON, "unexpected end at column 3")
    assert letter.parked_at == NOON
    assert letter.timestamp == datetime(2023, 11, 14, 22, 13, 20, 123_000, tzinfo=UTC)


def test_no_key_and_no_value_stay_none() -> None:
    key, _, letter = park(None, key=None)
    assert (key, letter.key, letter.value) == (None, None, None)


def test_a_value_that_fits_is_whole_and_one_that_does_not_is_cut_with_a_word_about_it() -> None:
    whole = bytes(range(256)) * 240
    assert park(whole)[2].value == whole
    _, raw, letter = park(whole * 2)
    assert len(raw) <= ROOM
    assert letter.value is not None
    assert whole.startswith(letter.value[:1000])
    assert f"only the first {len(letter.value)} of {len(whole) * 2} bytes" in letter.error
    assert len(letter.value) > (ROOM - FIELDS_BYTES) * 3 // 4 - 10


def test_the_worst_key_and_sentence_still_fit() -> None:
    worst = BadRecordError(Reason.FAILED, "\x00\U0001f525" * 5000)
    key, raw, letter = park(b"\x00" * 2 * ROOM, key=b"\xff" * ROOM, error=worst)
    assert key == b"\xff" * MOST_KEY
    assert len(raw) + len(key) <= ROOM
    assert "key" in letter.error


def test_a_lone_surrogate_in_the_sentence_is_replaced() -> None:
    assert park(b"x", error=BadRecordError(Reason.FAILED, "a\ud800b"))[2].error == "a?b"


MOMENTS = {
    "none": (None, None),
    "before the epoch": (-0.001, None),
    "nanoseconds taken for milliseconds": (1.7e18, None),
    "milliseconds": (0.007, datetime(1970, 1, 1, 0, 0, 0, 7000, tzinfo=UTC)),
}


@pytest.mark.parametrize(("timestamp", "expected"), MOMENTS.values(), ids=MOMENTS)
def test_timestamps(timestamp: float | None, expected: datetime | None) -> None:
    assert moment_of(timestamp) == expected


def test_the_value_is_base64_on_the_wire() -> None:
    assert base64.b64encode(b"raw bytes").decode() in park(b"raw bytes")[1].decode()
