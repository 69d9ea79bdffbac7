"""Dead letters: a record that can't be processed, whole, with the reason and the place it came from."""

from base64 import b64encode
from datetime import UTC, datetime, timedelta
from typing import Final

from faust.types import Message

from schemas import DeadLetter, Reason
from streams import topics
from streams.clock import Clock
from streams.errors import BadRecordError
from streams.runtime.effects import Effects, Output
from streams.settings import Settings

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
MOST_ERROR: Final = 1_000  # characters of the sentence; more, and a hostile record makes its own dead letter too large
MOST_KEY: Final = 4_096  # bytes of the key that are kept; ids have at most 512 characters
FIELDS_BYTES: Final = 16_000
"""Room for everything but key and value; the sentence may take four bytes a character, six where JSON escapes it."""


def moment_of(timestamp: float | None) -> datetime | None:
    """Return the moment of a record's timestamp (seconds since 1970), to the millisecond; None where it has none."""
    if timestamp is None or timestamp < 0:
        return None
    try:
        return EPOCH + timedelta(milliseconds=round(timestamp * 1000))
    except OverflowError:  # nanoseconds taken for milliseconds
        return None


def dead_letter(topic: str, message: Message, error: BadRecordError, parked_at: datetime, room: int) -> Output:
    """Return the record that parks a message.

    Shapes: the key is that of the message. A value that does not fit is cut, and the sentence says so.
    Units: `room` is the largest record that the topic takes, bytes.
    """
    key, value = message.key, message.value
    kept_key = None if key is None else key[:MOST_KEY]
    most = (room - FIELDS_BYTES - 4 * len(kept_key or b"")) * 3 // 4
    kept = None if value is None else value[:most]
    sentence = error.detail[:MOST_ERROR]
    if value is not None and kept is not None and len(kept) < len(value):
        sentence += f" (only the first {len(kept)} of {len(value)} bytes are kept here)"
    if key is not None and kept_key is not None and len(kept_key) < len(key):
        sentence += f" (only the first {len(kept_key)} of the key's {len(key)} bytes are kept here)"
    letter = DeadLetter(
        topic=message.topic,
        partition=message.partition,
        offset=message.offset,
        key=None if kept_key is None else b64encode(kept_key),
        value=None if kept is None else b64encode(kept),
        reason=Reason(error.reason),
        error=sentence.encode("utf-8", "replace").decode(),
        parked_at=parked_at,
        timestamp=moment_of(message.timestamp),
    )
    return Output(topic, kept_key, letter.model_dump_json().encode())


class Parking:
    """Makes dead letters for one worker."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        topic = topics.all_topics(settings)[topics.DEAD_LETTERS]
        self._topic = topic.name
        self._room = int(topic.config["max.message.bytes"])
        self._clock = clock

    def park(self, effects: Effects, message: Message, error: BadRecordError) -> None:
        """Add the dead letter of a message to the outputs, and its reason to the counts."""
        effects.outputs.append(dead_letter(self._topic, message, error, self._clock(), self._room))
        effects.notes[f"parked: {error.reason}"] += 1
