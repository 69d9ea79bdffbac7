"""What `start` refuses, without a real broker: a Java that is a shell script stands in for one that fails."""

import errno
import os
import socket
from pathlib import Path

import pytest

from streams.broker import EmbeddedBroker, embedded
from streams.broker.errors import BrokerFailedError, DataDirError, DataDirLockedError, DiskFullError, PortInUseError
from streams.broker.java import Java
from streams.broker.ports import free_port
from tests.conftest import SettingsFactory
from tests.support.processes import gone


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the shell script that is run instead of Java."""
    path = tmp_path / "java"
    path.write_text("#!/bin/sh\nexit 0\n")
    path.chmod(0o755)
    monkeypatch.setattr(embedded, "find_java", lambda: Java(path, 17, "PATH"))
    monkeypatch.setattr(embedded, "ensure_jars", lambda _folder, _progress: [])
    return path


def make(offline_settings: SettingsFactory, **given: object) -> EmbeddedBroker:
    return EmbeddedBroker(offline_settings(broker_port=free_port(), **given))


def test_a_port_in_use_is_named_with_what_to_do(offline_settings: SettingsFactory, script: Path) -> None:
    assert script.exists()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(
            PortInUseError, match=rf"Port {port} .* STREAMS_BROKER_PORT, .* STREAMS_BROKERS=127.0.0.1:{port}"
        ):
            EmbeddedBroker(offline_settings(), port=port).start()


def test_a_folder_that_cannot_be_made_is_named(offline_settings: SettingsFactory, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DataDirError, match=r"cannot be used \(Not a directory\).*STREAMS_DATA_DIR"):
        make(offline_settings, data_dir=tmp_path / "file" / "data").start()


def test_a_disk_that_is_nearly_full_is_named(
    offline_settings: SettingsFactory, script: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert script.exists()
    monkeypatch.setattr(embedded, "free_mb", lambda _path: 12)
    with pytest.raises(DiskFullError, match=r"is full \(12 MB free\).*STREAMS_DATA_DIR"):
        make(offline_settings).start()


def test_a_disk_that_fills_up_while_jars_are_fetched_is_named(
    offline_settings: SettingsFactory, script: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert script.exists()

    def full(*_: object) -> list[Path]:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(embedded, "ensure_jars", full)
    with pytest.raises(DiskFullError, match="is full"):
        make(offline_settings).start()


def test_a_second_broker_in_one_folder_is_refused(
    offline_settings: SettingsFactory, script: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script.write_text("#!/bin/sh\nexec sleep 60\n")
    monkeypatch.setattr(embedded, "wait_until_ready", lambda *_: True)
    first, second = make(offline_settings), make(offline_settings)
    first.data_dir.mkdir(parents=True)
    (first.data_dir / embedded.FORMATTED).touch()
    with first, pytest.raises(DataDirLockedError, match="is used by another broker of ours"):
        second.start()


def test_a_format_that_fails_gives_the_reason(offline_settings: SettingsFactory, script: Path) -> None:
    script.write_text("#!/bin/sh\necho 'java.io.IOException: No space left on device' >&2\nexit 1\n")
    broker = make(offline_settings)
    with pytest.raises(DiskFullError):
        broker.start()
    script.write_text("#!/bin/sh\necho 'all is lost' >&2\nexit 3\n")
    with pytest.raises(BrokerFailedError, match=r"could not format its storage \(status 3\)[\s\S]*all is lost"):
        broker.start()  # and the folder is not left locked


def test_a_format_that_was_cut_short_is_done_again(offline_settings: SettingsFactory, script: Path) -> None:
    script.write_text('#!/bin/sh\ncase "$*" in *format*) mkdir log; touch log/half; exit 1;; esac\nexit 3\n')
    broker = make(offline_settings)
    with pytest.raises(BrokerFailedError, match="could not format"):
        broker.start()
    script.write_text('#!/bin/sh\ncase "$*" in *format*) test ! -e log; exit $?;; esac\nexit 3\n')
    for _ in range(2):  # the second time it is formatted already
        with pytest.raises(BrokerFailedError, match="ended with status 3"):
            broker.start()


def test_a_broker_that_ends_at_once_gives_its_last_words(offline_settings: SettingsFactory, script: Path) -> None:
    script.write_text('#!/bin/sh\ncase "$*" in *format*) exit 0;; esac\necho "all is lost" >&2\nexit 3\n')
    with pytest.raises(BrokerFailedError, match=r"ended with status 3[\s\S]*all is lost"):
        make(offline_settings).start()


def test_a_broker_that_never_answers_is_given_up_and_gone(
    offline_settings: SettingsFactory, script: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pids = script.parent / "pid"
    script.write_text(
        f'#!/bin/sh\ncase "$*" in *format*) exit 0;; esac\necho "still thinking" >&2\necho $$ > {pids}\nexec sleep 60\n'
    )
    monkeypatch.setattr(embedded, "START_SECONDS", 1.0)
    with pytest.raises(BrokerFailedError, match=r"did not answer within 1 s[\s\S]*still thinking"):
        make(offline_settings).start()
    assert gone(int(pids.read_text()))
