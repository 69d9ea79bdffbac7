import os
import socket

import psutil

from streams.broker.ports import FIRST, LAST, free_port, is_free, owner


def test_a_port_that_somebody_listens_on_is_not_free_and_its_owner_is_named() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert not is_free(port)
        assert owner(port) in ("", f" by {_name()} (process {os.getpid()})")
    assert is_free(port)
    assert owner(port) == ""


def _name() -> str:
    return psutil.Process().name()


def test_a_free_port_is_free_and_not_one_for_outgoing_connections() -> None:
    port = free_port()
    assert FIRST <= port <= LAST
    assert is_free(port)
