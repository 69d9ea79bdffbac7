"""Where weights are kept: those that ship, and those of each fold."""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final

import orjson

from seeds.training.extraction.data import ROOT, digest
from seeds.training.extraction.folds import FOLDS
from seeds.training.extraction.linear import Weights
from streams.extract.model import Model
from streams.resources import read_model

SHIPPED: Final = ROOT / "streams" / "extract" / "weights"
FOLDED: Final = ROOT / "build" / "crossval"
"""The weights without each fold: only `seeds.training.extraction.crossval` reads them, git ignores them."""


def write(folder: Path, name: str, weights: Weights, made: Mapping[str, object]) -> None:
    """Write a file of weights, with what says where they come from."""
    folder.mkdir(parents=True, exist_ok=True)
    content = orjson.dumps({**made, "weights": weights}, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS)
    (folder / f"{name}.json").write_bytes(content + b"\n")


def fold_folder(fold: int) -> Path:
    """Return where the weights trained without a fold are."""
    return FOLDED / str(fold)


def fold_models(fold: int) -> dict[str, Model]:
    """Return the weights trained without a fold."""
    return {path.stem: read_model(path.read_bytes()) for path in sorted(fold_folder(fold).glob("*.json"))}


def code_digest(sources: tuple[str, ...]) -> str:
    """Return what names the code that makes features and weights: of these files, by their paths in the repository."""
    joined = "".join(digest(ROOT / name) for name in sources)
    return sha256(joined.encode()).hexdigest()[:16]


def missing_folds(names: set[str]) -> set[str]:
    """Return the models that were not trained without every fold."""
    return {name for name in names for fold in range(FOLDS) if not (fold_folder(fold) / f"{name}.json").exists()}
