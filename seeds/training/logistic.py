"""Logistic regression with a normal prior on each weight, by Newton's method: no package, the same result each time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, sqrt
from typing import Final

ROUNDS: Final = 60
SMALL: Final = 1e-6  # log-odds; the largest step at which it has converged
LONGEST_STEP: Final = 4.0  # log-odds; a first step from a poor prior would overshoot


@dataclass(frozen=True, slots=True)
class Pattern:
    """Equal rows as one: the names set in them (twice, where they count twice), and how many are of which class.

    Units: `yes` and `no` are numbers of rows, or sums of their weights.
    """

    names: tuple[str, ...]
    yes: float
    no: float


def fit(patterns: Sequence[Pattern], prior: Mapping[str, float], spreads: Mapping[str, float]) -> dict[str, float]:
    """Return the weights with the highest posterior probability.

    Shapes: `spreads` are the standard deviations of the prior, log-odds; every name of a pattern is in both.
    Source: Bishop, Pattern Recognition and Machine Learning, 4.3.3 (iteratively reweighted least squares).
    """
    names = sorted(prior)
    place = {name: number for number, name in enumerate(names)}
    means = [prior[name] for name in names]
    precisions = [spreads[name] ** -2 for name in names]
    rows = [([place[name] for name in one.names], one.yes, one.no) for one in patterns]
    weights = list(means)
    for _ in range(ROUNDS):
        slope = [p * (m - w) for p, m, w in zip(precisions, means, weights, strict=True)]
        bend = [
            [precision if row == column else 0.0 for column in range(row + 1)]
            for row, precision in enumerate(precisions)
        ]
        for at, yes, no in rows:
            likely = 1 / (1 + exp(-sum(weights[number] for number in at)))
            pull, curve = yes - (yes + no) * likely, (yes + no) * likely * (1 - likely)
            for one in at:
                slope[one] += pull
                row = bend[one]
                for two in at:
                    if two <= one:
                        row[two] += curve
        step = _solve(bend, slope)
        scale = min(1.0, LONGEST_STEP / max(map(abs, step)))
        weights = [weight + scale * change for weight, change in zip(weights, step, strict=True)]
        if max(map(abs, step)) < SMALL:
            break
    return dict(zip(names, weights, strict=True))


def _solve(lower: list[list[float]], right: Sequence[float]) -> list[float]:
    """Return x of A x = right; `lower` is the lower triangle of A, symmetric and positive definite (Cholesky)."""
    size = len(right)
    root: list[list[float]] = []
    for row in range(size):
        found: list[float] = []
        for column in range(row + 1):
            rest = lower[row][column] - sum(
                a * b for a, b in zip(found, root[column] if column < row else found, strict=False)
            )
            found.append(sqrt(rest) if row == column else rest / root[column][column])
        root.append(found)
    middle: list[float] = []
    for row in range(size):
        middle.append((right[row] - sum(a * b for a, b in zip(root[row], middle, strict=False))) / root[row][row])
    result = [0.0] * size
    for row in reversed(range(size)):
        later = sum(root[other][row] * result[other] for other in range(row + 1, size))
        result[row] = (middle[row] - later) / root[row][row]
    return result
