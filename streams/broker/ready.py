"""Whether a broker answers: it has told us of itself in the cluster's metadata."""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from aiokafka.client import AIOKafkaClient
from aiokafka.errors import KafkaError

from streams.cluster import hushed

RETRY_SECONDS: Final = 0.1


async def _answers(address: str) -> bool:
    host, _, port = address.rpartition(":")
    with suppress(OSError):
        _, writer = await asyncio.open_connection(host, int(port))  # cheap, and quiet, until somebody listens
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()
        client = AIOKafkaClient(bootstrap_servers=address, request_timeout_ms=5_000)
        try:
            await client.bootstrap()
            return bool(client.cluster.brokers())
        except KafkaError:
            return False
        finally:
            await client.close()
    return False


async def _wait(address: str, deadline: float, ended: Callable[[], bool]) -> bool:
    while not ended() and time.monotonic() < deadline:
        if await _answers(address):
            return True
        await asyncio.sleep(RETRY_SECONDS)
    return False


def wait_until_ready(address: str, deadline: float, ended: Callable[[], bool]) -> bool:
    """Wait until a broker answers there; return whether it does.

    Units: `deadline` is a moment of time.monotonic(), s. Stops early once `ended` says that nothing will come.
    """
    with hushed():
        return asyncio.run(_wait(address, deadline, ended))
