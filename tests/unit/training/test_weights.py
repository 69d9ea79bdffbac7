"""The shipped weights say what made them, and it is what is here."""

from typing import Any, Final

import orjson
import pytest

from seeds.training.extraction.data import digest, own_files
from seeds.training.extraction.files import SHIPPED
from streams.resources import load_models

FILES: Final = sorted(SHIPPED.glob("*.json"))
MOST_BYTES: Final = 400_000  # of a file: weights are read by people too


def content(name: str) -> dict[str, Any]:
    found: dict[str, Any] = orjson.loads((SHIPPED / f"{name}.json").read_bytes())
    return found


def test_every_file_is_a_model() -> None:
    assert {path.stem for path in FILES} == set(load_models()) >= {"killed", "injured"}


@pytest.mark.parametrize("name", [path.stem for path in FILES])
def test_weights_were_learnt_from_the_texts_that_are_here(name: str) -> None:
    learnt = content(name)["data"]
    here = {path.name: digest(path) for path in own_files()}
    assert {file: learnt.get(file) for file in here} == here, "stale: run make train"


@pytest.mark.parametrize("name", [path.stem for path in FILES])
def test_weights_are_rounded_and_few(name: str) -> None:
    weights = content(name)["weights"]
    assert all(weight and weight == round(weight, 3) for weight in weights.values())
    assert (SHIPPED / f"{name}.json").stat().st_size < MOST_BYTES
