"""The short form: every kind of fault once, on 20,000 records. Long form: `make chaos`, docs/guarantees.md."""

import logging
from pathlib import Path

import pytest

from tests.chaos.run import Options, chaos
from tests.chaos.schedule import EVERY_KIND
from tests.conftest import SHARED_DATA_DIR


def test_the_numbers_are_exact_whatever_dies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logging.getLogger("aiokafka"), "disabled", True)  # it tells of every broker that is away
    result = chaos(1, Options(), tmp_path, SHARED_DATA_DIR)
    assert result["wrong"] == []
    assert result["records_sent"] >= 20_000
    assert result["sigkills"] >= 2 + 3
    assert result["faults"].keys() > set(EVERY_KIND)
    assert result["compared"]["events in incidents"] > 5_000
    assert result["compared"]["dead letters"] > 0
