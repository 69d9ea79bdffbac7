"""Giving way to the event loop in long work."""

import asyncio
import time
from collections.abc import Callable
from typing import Final

SLICE_SECONDS: Final = 0.1  # of work between two looks at the event loop: longer, and heartbeats and guards come late


class Breath:
    """Lets the event loop run between records, so that long articles don't look like a dead worker."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._last = monotonic()

    async def take(self) -> bool:
        """Give way once the slice is used up; tell whether that was so."""
        if self._monotonic() - self._last <= SLICE_SECONDS:
            return False
        await asyncio.sleep(0)
        self._last = self._monotonic()
        return True
