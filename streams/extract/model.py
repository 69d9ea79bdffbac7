"""Learnt weights: a feature's name to what it is worth. A score is their sum."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Final

BIAS: Final = "bias"


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """A linear model that `seeds.training.extraction` made.

    Shapes: a feature without a weight is worth 0. A feature `column=value` is one of a column's values.
    Units: logits.
    Source: docs/extraction.md, "Weights".
    """

    weights: Mapping[str, float]

    def score(self, features: Iterable[str]) -> float:
        """Return what the features add up to; the bias is not among them unless it is named.

        Shapes: features in an order of their own, not a set: sums of fractions depend on it, in their last digit.
        """
        return sum(map(self.weights.get, features, repeat(0.0)))

    @property
    def bias(self) -> float:
        """Return the score of a thing without features."""
        return self.weights.get(BIAS, 0.0)

    def reasons(self, features: Iterable[str]) -> list[tuple[str, float]]:
        """Return the features that count, the weightiest first."""
        worth = [(name, self.weights[name]) for name in features if name in self.weights]
        return sorted(worth, key=lambda pair: -abs(pair[1]))

    def tables(self, columns: Sequence[str]) -> tuple[dict[str, float], ...]:
        """Return each column's weights by value: looked up without building the feature's name."""
        found: dict[str, dict[str, float]] = {column: {} for column in columns}
        for name, weight in self.weights.items():
            column, equals, value = name.partition("=")
            if equals and column in found:
                found[column][value] = weight
        return tuple(found[column] for column in columns)
