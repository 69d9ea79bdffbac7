"""What each piece of evidence weighs in deciding whether two reports tell of one attack."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import orjson

FILE: Final = "weights.json"


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of `relation.evidence`, by name.

    Units: log-odds; `base` is what two reports of one country have before anything is known of them.
    Source: seeds/training/incidents.py, from labelled reports and the hand-set weights of seeds/training/prior.py.
    """

    base: float
    of: Mapping[str, float]


@cache
def shipped() -> Weights:
    """Return the weights that ship with the package; read once a process. Data, like the code beside it."""
    learnt = orjson.loads(files("streams.incidents").joinpath(FILE).read_bytes())
    return Weights(learnt["base"], learnt["weights"])
