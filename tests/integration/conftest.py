"""One real broker for all integration tests, and settings that keep each test's topics to itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from streams.broker import EmbeddedBroker
from streams.broker.ports import free_port
from streams.settings import Settings
from tests.conftest import SHARED_DATA_DIR, SettingsFactory, fresh_prefix


@pytest.fixture(scope="session")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run a broker on a port and in a folder of its own; give its address."""
    settings = Settings(_env_file=None, data_dir=SHARED_DATA_DIR)
    with EmbeddedBroker(settings, port=free_port(), data_dir=tmp_path_factory.mktemp("broker")) as running:
        yield running.address


@pytest.fixture
def settings(broker: str, tmp_path: Path) -> SettingsFactory:
    """Make settings for that broker: `settings()`, `settings(clock="event", partitions=2)`.

    All settings that one test makes share one topic prefix, which no other test has.
    """
    prefix = fresh_prefix()

    def make(**given: object) -> Settings:
        defaults = {"brokers": broker, "topic_prefix": prefix, "partitions": 3, "data_dir": tmp_path / "data"}
        return Settings(**{**defaults, **given})  # type: ignore[arg-type]

    return make
