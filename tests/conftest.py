"""What every test has: settings that nothing on this machine leaks into."""

import os
import signal
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from streams.settings import Settings

ROOT: Final = Path(__file__).parent.parent
SHARED_DATA_DIR: Final = Settings(_env_file=None).data_dir  # the user's: Kafka's jars are fetched into it once

# A shell ignores SIGINT in what it runs in the background, and nohup SIGHUP: what tests start would never heed them.
for _number, _handler in ((signal.SIGINT, signal.default_int_handler), (signal.SIGHUP, signal.SIG_DFL)):
    if signal.getsignal(_number) is signal.SIG_IGN:
        signal.signal(_number, _handler)

SettingsFactory = Callable[..., Settings]


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in os.environ:
        if variable.startswith("STREAMS_"):
            monkeypatch.delenv(variable)
    monkeypatch.setitem(Settings.model_config, "env_file", None)


@pytest.fixture
def offline_settings(tmp_path: Path) -> SettingsFactory:
    """Make settings with a data folder of this test's own: `offline_settings(clock="event")`."""

    def make(**given: object) -> Settings:
        return Settings(**{"data_dir": tmp_path / "data", **given})  # type: ignore[arg-type]

    return make


def fresh_prefix() -> str:
    """Return a topic prefix that nobody has used: tests share one broker and must not meet."""
    return f"t{uuid.uuid4().hex[:10]}-"
