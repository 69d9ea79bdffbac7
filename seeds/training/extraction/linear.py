"""Linear models over named features: a ranker that picks one of several, and logistic regression."""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

Weights = dict[str, float]
BIAS: Final = "bias"
_STEPS: Final = 150  # of L-BFGS; the last ones move no weight by as much as it is rounded by


@dataclass(frozen=True, slots=True)
class Choice:
    """Several candidates, of which some are right.

    Shapes: `candidates` are collections of features, `right` as long; a choice without a right or without a wrong one
    teaches nothing. `weight` is what the choice counts for.
    """

    candidates: Sequence[Collection[str]]
    right: Sequence[bool]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Case:
    """A thing with features that is so or not."""

    features: Collection[str]
    label: bool
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Fit:
    """How a model is fitted: `l2` pulls weights to zero, a feature in fewer than `least` candidates is left out."""

    l2: float = 2.0
    least: int = 5
    most: int | None = None
    digits: int = 2


def fit_ranker(choices: Iterable[Choice], fit: Fit) -> Weights:
    """Learn weights that make the right candidates' scores the highest.

    Shapes: maximises log(sum of exp over right ones) - log(sum over all): which of several right ones is left open.
    Source: EXTRACTION notes; listwise beats pointwise by one to five points there.
    """
    told = [one for one in choices if any(one.right) and not all(one.right)]
    names, matrix = _matrix([features for one in told for features in one.candidates], fit)
    if not names:
        return {}
    sizes = np.array([len(one.candidates) for one in told])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    group: Any = np.repeat(np.arange(len(told)), sizes)
    right = np.array([flag for one in told for flag in one.right], dtype=float)
    weight = np.array([one.weight for one in told])
    transposed = matrix.T.tocsr()

    def loss(theta: Any) -> tuple[float, Any]:  # noqa: ANN401 - a numpy array
        score = matrix @ theta
        raised = np.exp(score - np.maximum.reduceat(score, starts)[group])
        whole = np.add.reduceat(raised, starts)
        part = np.add.reduceat(raised * right, starts) + 1e-30
        gain = float((weight * (np.log(part) - np.log(whole))).sum())
        slope = transposed @ ((raised / whole[group] - raised * right / part[group]) * weight[group])
        return -gain + 0.5 * fit.l2 * float(theta @ theta), slope + fit.l2 * theta

    return _minimised(loss, names, fit)


def fit_logistic(cases: Iterable[Case], fit: Fit) -> Weights:
    """Learn weights, and a BIAS, whose sum is the log-odds of the label."""
    told = list(cases)
    names, matrix = _matrix([[*one.features, BIAS] for one in told], fit)
    sign = np.array([1.0 if one.label else -1.0 for one in told])
    weight = np.array([one.weight for one in told])
    transposed = matrix.T.tocsr()
    pull = np.array([0.0 if name == BIAS else fit.l2 for name in names])

    def loss(theta: Any) -> tuple[float, Any]:  # noqa: ANN401 - a numpy array
        margin = sign * (matrix @ theta)
        value = float((weight * np.logaddexp(0, -margin)).sum() + 0.5 * (pull * theta * theta).sum())
        return value, transposed @ (-weight * sign / (1 + np.exp(np.minimum(margin, 500)))) + pull * theta

    return _minimised(loss, names, fit)


def score(weights: Mapping[str, float], features: Iterable[str]) -> float:
    """Return the sum of the features' weights."""
    return math.fsum(weights.get(feature, 0.0) for feature in features)


def _matrix(rows: Sequence[Collection[str]], fit: Fit) -> tuple[list[str], Any]:
    """Return the features that are kept, and which row has which, in their order: sums must not owe to a hash seed."""
    counted = Counter(feature for features in rows for feature in set(features))
    names = sorted(name for name, count in counted.items() if count >= fit.least or name == BIAS)
    place = {name: number for number, name in enumerate(names)}
    columns: list[int] = []
    ends = [0]
    for features in rows:
        columns.extend(sorted(place[feature] for feature in set(features) if feature in place))
        ends.append(len(columns))
    ones = np.ones(len(columns))
    return names, sparse.csr_matrix((ones, np.array(columns, dtype=np.int64), ends), shape=(len(rows), len(names)))


def _minimised(loss: Any, names: Sequence[str], fit: Fit) -> Weights:  # noqa: ANN401 - a function for scipy
    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": _STEPS})
    ranked = sorted(zip(names, found.x, strict=True), key=lambda pair: (-abs(pair[1]), pair[0]))
    kept = [(name, round(float(value), fit.digits)) for name, value in ranked[: fit.most]]
    return {name: value for name, value in sorted(kept) if value}
