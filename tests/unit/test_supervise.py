"""The supervisor with children that are one line of Python."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from streams import supervise
from streams.supervise import Child, ChildMisusedError, StopRequested, Supervisor, environment, stop_signals, worker
from tests.conftest import SettingsFactory
from tests.support.processes import eventually, gone


def child(code: str, *arguments: object, log: Path | None = None) -> Child:
    return Child("child", (sys.executable, "-c", code, *map(str, arguments)), dict(os.environ), log)


def pid_in(path: Path) -> int:
    assert eventually(lambda: path.exists() and path.read_text().endswith("\n"))
    return int(path.read_text())


SLEEPER = "import os, sys, time; open(sys.argv[1], 'w').write(f'{os.getpid()}\\n'); time.sleep(600)"
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + SLEEPER


def test_a_child_that_is_killed_is_back_at_once_and_somebody_is_told(tmp_path: Path) -> None:
    said: list[str] = []
    with Supervisor([child(SLEEPER, tmp_path / "pid")], 5, said.append) as supervisor:
        first = pid_in(tmp_path / "pid")
        (tmp_path / "pid").unlink()
        os.kill(first, signal.SIGKILL)

        def back() -> bool:
            supervisor.poll()
            return (tmp_path / "pid").exists()

        assert eventually(back)
        second = pid_in(tmp_path / "pid")
    assert said == ["The child ended with status 137 and is restarted."]
    assert second != first
    assert gone(second)


def test_one_that_keeps_ending_is_tried_less_often_and_its_last_words_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervise, "BACKOFF_SECONDS", (0.0, 0.05, 0.1))
    said: list[str] = []
    log = tmp_path / "log"
    failing = child("import sys; print('no lexicon', file=sys.stderr); sys.exit(3)", log=log)

    def enough() -> bool:
        return len(said) == 3

    with Supervisor([failing], 5, said.append) as supervisor:
        supervisor.run(until=enough)
    assert said[0] == f"The child ended with status 3 and is restarted. Its last words, in {log}: no lexicon"
    assert "3 times in a row soon after its start: next try in 0.1 s." in said[2]


def test_a_child_that_was_called_wrongly_ends_the_supervisor() -> None:
    with (
        pytest.raises(ChildMisusedError, match="exit status 2"),
        Supervisor([child("raise SystemExit(2)")], 5, lambda _: None) as supervisor,
    ):
        supervisor.run()


def test_a_child_that_will_not_stop_is_killed_in_time(tmp_path: Path) -> None:
    with Supervisor([child(STUBBORN, tmp_path / "pid")], 0.3, lambda _: None):
        stubborn = pid_in(tmp_path / "pid")
        start = time.monotonic()
    assert gone(stubborn)
    assert 0.3 <= time.monotonic() - start < 5


STARTER = """
import os, sys, time
from streams.supervise import Child, Supervisor
with Supervisor([Child("child", (sys.executable, "-c", sys.argv[1], sys.argv[2]), dict(os.environ))], 1, print):
    time.sleep(600)
"""


@pytest.mark.parametrize("code", [SLEEPER, STUBBORN], ids=["ends when asked", "has to be killed"])
def test_no_child_outlives_a_killed_supervisor(tmp_path: Path, code: str) -> None:
    command = [sys.executable, "-c", STARTER, code, str(tmp_path / "pid")]
    with subprocess.Popen(command) as supervisor:  # noqa: S603 - our own script
        left = pid_in(tmp_path / "pid")
        supervisor.kill()
    assert eventually(lambda: gone(left))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a child whose parent was killed")
def test_no_child_outlives_a_killed_watcher(tmp_path: Path) -> None:
    with Supervisor([child(SLEEPER, tmp_path / "pid")], 5, lambda _: None) as supervisor:
        left = pid_in(tmp_path / "pid")
        os.kill(supervisor.pids["child"], signal.SIGKILL)
        assert eventually(lambda: gone(left))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_the_first_signal_asks_for_a_stop_and_the_second_does_not_cut_it_short(number: signal.Signals) -> None:
    before = signal.getsignal(number)
    cleaned = stopped = False
    try:
        with stop_signals():
            try:
                os.kill(os.getpid(), number)
                time.sleep(5)
            finally:
                os.kill(os.getpid(), number)
                cleaned = True
    except StopRequested:
        stopped = True
    assert stopped
    assert cleaned
    assert signal.getsignal(number) is before


def test_a_child_is_given_every_setting_secrets_too(offline_settings: SettingsFactory) -> None:
    settings = offline_settings(partitions=7, clock="event", sasl_password="a secret")  # noqa: S106 - not one
    found = environment(settings)
    assert found["STREAMS_PARTITIONS"] == "7"
    assert found["STREAMS_CLOCK"] == "event"
    assert found["STREAMS_SASL_PASSWORD"] == "a secret"  # noqa: S105 - not one
    assert "STREAMS_BROKERS" not in found
    assert worker("count", settings).command[-2:] == ("worker", "count")
