"""What can go wrong, each with fields to act on and one sentence for the person who must act."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(eq=False)
class StreamsError(Exception):
    """Base of our errors: `str()` is one sentence that says what, where and what to do.

    Raised positionally, so that they pickle.
    Shapes: `exit_status` is that of a command which ends with it: 1 failed, 2 misused.
    """

    exit_status: ClassVar[int] = 1
    retriable: ClassVar[bool] = False


@dataclass(eq=False)
class BadRecordError(StreamsError):
    """A record that is not what its topic carries; it goes to the dead letters and the worker goes on."""

    reason: str
    detail: str

    def __str__(self) -> str:
        return f"{self.reason}: {self.detail}"


@dataclass(eq=False)
class TopicMismatchError(StreamsError):
    """Existing topics differ from what the settings ask for; nothing was altered."""

    differences: tuple[str, ...]

    def __str__(self) -> str:
        return (
            "Topics differ from the settings, and nothing was altered: "
            + "; ".join(self.differences)
            + ". Set the STREAMS_* settings to what exists, or delete the topic if its records may go."
        )


@dataclass(eq=False)
class BrokerUnreachableError(StreamsError):
    """No broker answers there, or it refuses us."""

    brokers: str
    detail: str

    def __str__(self) -> str:
        return (
            f"No Kafka broker answers at {self.brokers} ({self.detail}). Start one with `streams up`, or set "
            "STREAMS_BROKERS (and, where it asks for them, STREAMS_SASL_USERNAME and STREAMS_SASL_PASSWORD: a wrong "
            "password looks the same)."
        )
