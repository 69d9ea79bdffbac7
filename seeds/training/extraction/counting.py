"""Logistic regression on sums: of a series of choices only the number of those that were taken is known."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

from seeds.training.extraction.linear import BIAS, Fit, Weights

_STEPS = 120  # of L-BFGS
_LEAST = 1e-12  # of a probability, whose logarithm is taken
_WIDEST = 30.0  # logits
_FREE = 0.01  # of the pull on the bias


@dataclass(frozen=True, slots=True)
class Series:
    """Choices, each with its features, of which `taken` are so; one more than there are counts as all of them."""

    choices: Sequence[Collection[str]]
    taken: int
    weight: float = 1.0


def fit_series(series: Sequence[Series], belief: Mapping[str, float], fit: Fit) -> Weights:
    """Learn weights under which each series has its number of taken choices the likeliest.

    Shapes: maximises the log of the Poisson binomial probability of `taken`, less an L2 pull to `belief`, 0 unless
    named there. A feature of `belief` keeps its weight where no choice has it.
    """
    told = [one for one in series if one.choices]
    names, matrix = _matrix([choice for one in told for choice in one.choices], belief, fit)
    ends = np.cumsum([len(one.choices) for one in told])
    spans = [(int(end) - len(one.choices), int(end), one) for end, one in zip(ends, told, strict=True)]
    start = np.array([belief.get(name, 0.0) for name in names])
    pull = np.array([_FREE if name == BIAS else fit.l2 for name in names])
    transposed = matrix.T.tocsr()

    def loss(theta: Any) -> tuple[float, Any]:  # noqa: ANN401 - a numpy array
        chance = 1.0 / (1.0 + np.exp(-np.clip(matrix @ theta, -_WIDEST, _WIDEST)))
        slope = np.zeros(len(chance))
        lost = 0.0
        for first, last, one in spans:
            value, slopes = _surprise(chance[first:last], min(one.taken, last - first))
            lost += one.weight * value
            slope[first:last] = one.weight * slopes
        off = theta - start
        return lost + 0.5 * float((pull * off * off).sum()), transposed @ slope + pull * off

    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _STEPS})
    weights = {name: round(float(value), fit.digits) for name, value in zip(names, found.x, strict=True)}
    return {name: value for name, value in sorted(weights.items()) if value}


def _matrix(choices: Sequence[Collection[str]], belief: Mapping[str, float], fit: Fit) -> tuple[list[str], Any]:
    counted = Counter(name for choice in choices for name in choice)
    names = sorted({BIAS, *belief, *(name for name, times in counted.items() if times >= fit.least)})
    place = {name: number for number, name in enumerate(names)}
    rows = [number for number, choice in enumerate(choices) for name in (*choice, BIAS) if name in place]
    columns = [place[name] for choice in choices for name in (*choice, BIAS) if name in place]
    shape = (len(choices), len(names))
    return names, sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=shape)


def _surprise(chance: Any, taken: int) -> tuple[float, Any]:  # noqa: ANN401 - numpy arrays
    """Return minus the log of the probability that so many are taken, and its slope by each choice's logit."""
    if not taken:
        return float(-np.log1p(-chance).sum()), chance
    size = len(chance)
    before, behind = np.zeros((size + 1, taken + 1)), np.zeros((size + 1, taken + 1))
    before[0, 0] = behind[size, 0] = 1.0
    for at in range(size):  # before[at, n]: n of the first `at` are taken
        before[at + 1] = before[at] * (1 - chance[at])
        before[at + 1, 1:] += before[at, :-1] * chance[at]
    for at in reversed(range(size)):  # behind[at, n]: n of those from `at` on are
        behind[at] = behind[at + 1] * (1 - chance[at])
        behind[at, 1:] += behind[at + 1, :-1] * chance[at]
    whole = before[size, taken] + _LEAST
    with_it = (before[:-1, :taken] * behind[1:, taken - 1 :: -1][:, :taken]).sum(axis=1)
    without = (before[:-1] * behind[1:, ::-1]).sum(axis=1)
    return float(-np.log(whole)), -(with_it - without) / whole * chance * (1 - chance)
