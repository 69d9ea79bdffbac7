"""A Faust app that is never started, with a producer that needs no broker."""

from typing import Any

import pytest

from streams.app import make_extract_app
from streams.clock import wall
from streams.extract.lexicon import Lexicon
from streams.runtime.application import Application
from streams.runtime.tables import PartitionedTable
from tests.conftest import SettingsFactory
from tests.support import fakes


@pytest.fixture
def producer() -> fakes.FakeProducer:
    return fakes.FakeProducer()


@pytest.fixture
def app(
    offline_settings: SettingsFactory, producer: fakes.FakeProducer, monkeypatch: pytest.MonkeyPatch
) -> Application:
    monkeypatch.setattr(Application, "producer", producer)
    settings = offline_settings(partitions=2)
    return make_extract_app(settings, object.__new__(Lexicon), wall, fakes.end)


@pytest.fixture
def table(app: Application) -> PartitionedTable:
    found: Any = app.tables["ledger"]
    return found  # type: ignore[no-any-return] # Faust's interface knows no class of ours
