"""What all data commands share: run a coroutine with the client library quiet, so that one sentence of ours is read."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run `work` to its end.

    aiokafka logs each failed connection before it raises. Python prints such records on stderr where no handler is
    installed; ours are StreamsErrors that say it once.
    """
    logger = logging.getLogger("aiokafka")
    quiet = logging.NullHandler()
    propagates = logger.propagate
    logger.addHandler(quiet)
    logger.propagate = False
    try:
        return asyncio.run(work)
    finally:
        logger.removeHandler(quiet)
        logger.propagate = propagates


def plural(number: int, one: str, many: str | None = None) -> str:
    """Return `1 article` or `2 articles`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
