"""`streams up` and `streams demo` as a user runs them, in a folder and on a port of their own."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final

import psutil
import pytest

from streams.broker.ports import free_port, is_free
from tests.conftest import SHARED_DATA_DIR
from tests.support.processes import eventually, gone

SECONDS: Final = 120  # for a start on a machine that does other things too; here it takes 8
PARTS: Final = 8  # broker, two workers, the view, and the watcher of each


def environment(folder: Path, port: int) -> dict[str, str]:
    """Return our environment with a data folder that has the user's jars, so that none is fetched."""
    (folder / "data").mkdir(exist_ok=True)
    jars = folder / "data" / "jars"
    if not jars.exists():
        (SHARED_DATA_DIR / "jars").mkdir(parents=True, exist_ok=True)
        jars.symlink_to(SHARED_DATA_DIR / "jars")
    return {
        **os.environ,
        "STREAMS_DATA_DIR": str(folder / "data"),
        "STREAMS_BROKER_PORT": str(port),
        "STREAMS_WEB_PORT": str(free_port()),
    }


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "streams", *words]


def wait_for(said: IO[str], words: str) -> str:
    lines = []
    for line in said:
        lines.append(line)
        if words in line:
            return line
    pytest.fail(f"it never said {words!r}, but: {''.join(lines)}")


@contextmanager
def up(folder: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    with (
        (folder / "said").open("w") as written,
        (folder / "said").open() as said,
        subprocess.Popen(  # noqa: S603 - our own command
            command("up"), env=environment(folder, port), stderr=written, cwd=folder, text=True
        ) as process,
    ):
        try:
            assert eventually(lambda: process.poll() is not None or "Ready." in (folder / "said").read_text(), SECONDS)
            wait_for(said, f"Ready. Kafka is at 127.0.0.1:{port}.")
            yield process
        finally:
            process.kill()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_nothing_is_left_behind_however_up_ends(tmp_path: Path, number: signal.Signals) -> None:
    port = free_port()
    with up(tmp_path, port) as process:
        parts = [child.pid for child in psutil.Process(process.pid).children(recursive=True)]
        assert len(parts) == PARTS
        process.send_signal(number)
        status = process.wait(60)
    assert status == (-signal.SIGKILL if number is signal.SIGKILL else 0)
    assert eventually(lambda: all(map(gone, parts)), 40)
    assert is_free(port)


def workers(of: subprocess.Popen[str]) -> set[int]:
    """Return the process ids of the workers under a `streams up`."""
    found = set()
    for each in psutil.Process(of.pid).children(recursive=True):
        with suppress(psutil.Error):  # it ended between the two questions
            if each.cmdline()[1:4] == ["-m", "streams", "worker"]:
                found.add(each.pid)
    return found


def listener(port: int) -> set[int]:
    return {
        each.pid or 0 for each in psutil.net_connections("tcp") if each.status == "LISTEN" and each.laddr[1:] == (port,)
    }


def test_a_worker_or_broker_that_is_killed_is_replaced_while_up_goes_on(tmp_path: Path) -> None:
    port = free_port()
    with up(tmp_path, port) as process:
        before = workers(process)
        assert len(before) == 2
        os.kill(min(before), signal.SIGKILL)
        assert eventually(lambda: len(workers(process) - before) == 1)
        (broker,) = listener(port)
        os.kill(broker, signal.SIGKILL)
        assert eventually(lambda: bool(listener(port) - {broker}), 60)
        assert process.poll() is None
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0


def test_the_demo_gives_the_same_table_again_on_what_it_kept(tmp_path: Path) -> None:
    tables = []
    for _ in range(2):
        done = subprocess.run(  # noqa: S603 - our own command
            command("demo", "--exit"),
            env=environment(tmp_path, free_port()),
            capture_output=True,
            cwd=tmp_path,
            text=True,
            timeout=2 * SECONDS,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert "nothing of it is left running" in done.stderr
        tables.append(done.stdout)
    assert "IRQ" in tables[0]
    assert tables[0] == tables[1]
