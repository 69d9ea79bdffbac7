"""What is learnt: each task makes examples of rows, and weights of examples."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from seeds.training.extraction import counts, detection, parting
from seeds.training.extraction.data import Row
from seeds.training.extraction.linear import Weights
from streams.extract.detector import DOCUMENT, STRETCH
from streams.extract.lexicon import Lexicon
from streams.extract.parting import PARTING


@dataclass(frozen=True, slots=True)
class Task:
    """A kind of model.

    Shapes: `names` are the files that it makes in streams/extract/weights; `prepare` turns rows to examples, each with
    an attribute `row`, once; `fit` learns from some of them (all, or those outside a fold); `sources` are the files
    whose change makes the weights stale.
    """

    names: tuple[str, ...]
    prepare: Callable[[Sequence[Row], Lexicon], Sequence[Any]]
    fit: Callable[[Sequence[Any]], Mapping[str, Weights]]
    sources: tuple[str, ...]


TASKS: Final = (
    Task(("killed", "injured"), counts.prepare, counts.fit, counts.SOURCES),
    Task((STRETCH, DOCUMENT), detection.prepare, detection.fit, detection.SOURCES),
    Task((PARTING,), parting.prepare, parting.fit, parting.SOURCES),  # last: it reads with what the others learnt
)
