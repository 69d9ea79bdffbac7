"""How good an incident resolution is, against the incidents that people gave."""

from collections import Counter
from collections.abc import Sequence


def figures(gold: Sequence[str], predicted: Sequence[str]) -> str:
    """Return B-cubed and pairwise F1 and the relative error of the number of incidents, as text.

    Shapes: the incident of each report, by people and by resolution. Source: Bagga and Baldwin 1998, "B-cubed".
    """
    both = Counter(zip(gold, predicted, strict=True))
    theirs, ours = Counter(gold), Counter(predicted)
    precision = sum(count * count / ours[found] for (_, found), count in both.items()) / len(gold)
    recall = sum(count * count / theirs[given] for (given, _), count in both.items()) / len(gold)
    together = _pairs(both.values())
    pair = f1(together / max(1, _pairs(ours.values())), together / max(1, _pairs(theirs.values())))
    error = abs(len(ours) - len(theirs)) / len(theirs)
    return f"b3 {f1(precision, recall):.3f} (p {precision:.3f} r {recall:.3f}) pair {pair:.3f} count error {error:.3f}"


def f1(precision: float, recall: float) -> float:
    """Return the harmonic mean; 0 where both are."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _pairs(sizes: object) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)  # type: ignore[attr-defined]
