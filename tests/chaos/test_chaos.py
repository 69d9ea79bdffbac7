"""The brief form, for every day. All faults, on 20,000 records and 20 seeds: `make chaos`, docs/guarantees.md."""

import logging
from pathlib import Path
from typing import Final

import pytest

from tests.chaos.run import Options, chaos
from tests.chaos.schedule import BRIEFLY
from tests.conftest import SHARED_DATA_DIR

RECORDS: Final = 4_000
RATE: Final = 60.0  # a second; more, and the comparison takes longer than the faults


def test_the_numbers_are_exact_whatever_dies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logging.getLogger("aiokafka"), "disabled", True)  # it tells of every broker that is away
    result = chaos(2, Options(articles=RECORDS, only=BRIEFLY, rate=RATE), tmp_path, SHARED_DATA_DIR)
    assert result["wrong"] == []
    assert result["records_sent"] >= RECORDS
    assert result["sigkills"] >= 2
    assert result["faults"].keys() == set(BRIEFLY)
    assert result["compared"]["events in incidents"] > RECORDS // 4
    assert result["compared"]["dead letters"] > 0
