"""Free ports on 127.0.0.1, and who has one that is not."""

import random
import socket
from typing import Final

import psutil

from streams.broker.config import HOST

FIRST: Final = 15_000
LAST: Final = (
    32_000  # above 32,768 Linux hands out ports to outgoing connections, which could take ours before Java has it
)
TRIES: Final = 200


def is_free(port: int) -> bool:
    """Tell whether a program could listen there now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as Java does: closed connections may linger
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def free_port() -> int:
    """Return a free port, picked at random, so that two starts at once rarely pick the same."""
    for _ in range(TRIES):
        port = random.randint(FIRST, LAST)  # noqa: S311 - no secret
        if is_free(port):
            return port
    message = f"no free port on {HOST} from {FIRST} to {LAST}"
    raise OSError(message)


def owner(port: int) -> str:
    """Return " by NAME (process N)" for the program that listens there, "" where the system doesn't tell."""
    try:
        for connection in psutil.net_connections("tcp"):
            if connection.status == psutil.CONN_LISTEN and connection.laddr[1:] == (port,) and connection.pid:
                return f" by {psutil.Process(connection.pid).name()} (process {connection.pid})"
    except psutil.Error:
        return ""  # macOS tells it to root only
    return ""
