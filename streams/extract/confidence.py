"""How sure an event is: of those given 0.8, about four in five are right."""

from bisect import bisect_right
from functools import lru_cache
from typing import Final

from streams.extract.model import Model

TABLE: Final = "confidence"
"""A share of right events for each logit: measured on texts that the detector had not learnt from."""
CERTAIN: Final = 0.98  # no text makes surer
LEAST: Final = 0.02


def confidence(logit: float, table: Model) -> float:
    """Return a logit as the share of events like it that are right, 0 to 1.

    Shapes: the table's names are logits, its weights shares; between two of them the share is interpolated.
    Errors: none; an empty table is no opinion, 0.5. Source: docs/extraction.md, "Confidence".
    """
    knots, shares = _knots(table)
    if not knots:
        return 0.5
    above = bisect_right(knots, logit)
    if above == 0:
        share = shares[0]
    elif above == len(knots):
        share = shares[-1]
    else:
        low, high = knots[above - 1], knots[above]
        share = shares[above - 1] + (shares[above] - shares[above - 1]) * (logit - low) / (high - low)
    return round(max(LEAST, min(CERTAIN, share)), 3)


@lru_cache(maxsize=8)  # a table a lexicon
def _knots(table: Model) -> tuple[list[float], list[float]]:
    pairs = sorted((float(logit), share) for logit, share in table.weights.items())
    return [logit for logit, _ in pairs], [share for _, share in pairs]
