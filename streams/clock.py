"""The only place that asks the machine for the time."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Gives the present moment, with its zone."""


def wall() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(UTC)
