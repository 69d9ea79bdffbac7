"""How every client of ours connects and leaves: one place, so that security settings apply to all of them alike."""

import asyncio
import logging
import ssl
from typing import Any, Final

from aiokafka import AIOKafkaConsumer

from streams.settings import Settings

log = logging.getLogger(__name__)

CLOSE_SECONDS: Final = 5.0  # to say goodbye; a broker that is gone does not hear it


def ssl_context(settings: Settings) -> ssl.SSLContext | None:
    """Return the TLS context that the settings ask for, None where the connection is not encrypted."""
    if "SSL" not in settings.security_protocol.replace("SASL_", ""):
        return None
    context = ssl.create_default_context(cafile=str(settings.ssl_cafile) if settings.ssl_cafile else None)
    if settings.ssl_certfile:
        context.load_cert_chain(str(settings.ssl_certfile), str(settings.ssl_keyfile) if settings.ssl_keyfile else None)
    return context


def connection(settings: Settings) -> dict[str, Any]:
    """Return the keyword arguments that any aiokafka client of ours is made with."""
    arguments: dict[str, Any] = {
        "bootstrap_servers": settings.bootstrap_servers,
        "security_protocol": settings.security_protocol,
        "ssl_context": ssl_context(settings),
    }
    if settings.security_protocol.startswith("SASL"):
        arguments["sasl_mechanism"] = settings.sasl_mechanism
        arguments["sasl_plain_username"] = settings.sasl_username
        arguments["sasl_plain_password"] = settings.sasl_password.get_secret_value() if settings.sasl_password else None
    return arguments


async def close(consumer: AIOKafkaConsumer) -> None:
    """Close a consumer, also when its broker is gone. An error on the way is logged: what was read is not worse for it.

    Its own close awaits the fetches that it has just cancelled, so a CancelledError of theirs comes out of it as if we
    had been cancelled, and its connections and their task stay. Source: aiokafka 0.14.0, Fetcher.close.
    """
    stopping = asyncio.ensure_future(consumer.stop())
    await asyncio.wait({stopping}, timeout=CLOSE_SECONDS)
    if stopping.cancelled() or not stopping.done():
        stopping.cancel()
        await consumer._client.close()  # noqa: SLF001 - what its own close did not come to
    elif error := stopping.exception():
        log.warning("a consumer did not close as it should", exc_info=error)
