"""`python -m seeds.training.extraction.confidence`: how often an incident of a given logit is right, on unseen texts.

It needs the weights of every fold (`python -m seeds.training.extraction.train --folds`), writes the table that ships,
and with --write how reliable it is into docs/extraction.md. A text tells of so many incidents as its labels say: the
surest of those found are right, one more than there are is wrong. Of most labelled sets nothing more is known.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from seeds.training.extraction.data import DEFAULT_SETS, Row, digests, read_rows
from seeds.training.extraction.detection import WEIGHTS
from seeds.training.extraction.files import SHIPPED, code_digest, fold_models, write
from seeds.training.extraction.folds import FOLDS, fold_of
from seeds.training.extraction.report import RELIABILITY, insert
from streams.extract.analysis import analyse
from streams.extract.classes import vocabulary
from streams.extract.confidence import TABLE, confidence
from streams.extract.model import Model
from streams.extract.prefilter import is_english, may_tell_of_force
from streams.extract.verdicts import verdicts
from streams.resources import load_lexicon

MEASURED: Final = frozenset({"case21_types", "muc4", "bbc_neg", "agnews_neg", "agnews_world", "labelled", "seeds"})
"""Sets with texts of both kinds: in the others every text tells of an attack."""
BINS: Final = 8
STEPS: Final = (0.0, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)
"""Where the table of reliability parts the confidence given."""
_SOURCES: Final = (
    "seeds/training/extraction/confidence.py", "streams/extract/detector.py", "streams/extract/incidents.py",
    "streams/extract/verdicts.py",
)  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Told:
    """An incident found: its logit, whether it is right, what its set counts for, and its text's fold."""

    logit: float
    right: bool
    weight: float
    fold: int


def main() -> None:
    """Measure, print the reliability, write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="Put the reliability into docs/extraction.md.")
    asked = parser.parse_args()
    told = sorted(measure([row for row in read_rows(DEFAULT_SETS) if row.source in MEASURED]))
    reliable = reliability(told)
    sys.stdout.write(f"{reliable}\n")
    if asked.write:
        insert(RELIABILITY, reliable)
    made: dict[str, object] = {
        "made_by": "python -m seeds.training.extraction.confidence", "code": code_digest(_SOURCES),
        "data": digests(DEFAULT_SETS), "examples": len(told),
    }  # fmt: skip
    write(SHIPPED, TABLE, shares(told), made)


def measure(rows: Sequence[Row]) -> Iterator[Told]:
    """Yield every incident found, by weights that were not learnt from its text."""
    lexicon = load_lexicon()
    for fold in sorted({fold_of(row) for row in rows}):
        reader = replace(lexicon, models=dict(lexicon.models) | fold_models(fold))
        words = vocabulary(reader)
        for row in rows:
            gold = row.gold.get("attacks")
            if fold_of(row) != fold or gold is None:
                continue
            if not may_tell_of_force(row.article, words) or not is_english(row.article):
                continue
            dated = bool(row.gold.get("date") or row.gold.get("raw"))
            found = verdicts(analyse(row.article, reader), row.article.reported_at, dated=dated)
            logits = sorted((one.cluster.logit for one in found if not one.background), reverse=True)
            weight = WEIGHTS.get(row.source, 1.0)
            yield from (Told(logit, place < gold, weight, fold) for place, logit in enumerate(logits))


def shares(told: Sequence[Told]) -> dict[str, float]:
    """Return the share of right incidents by their middle logit: parts of equal number of incidents sorted by it."""
    table: dict[str, float] = {}
    for number in range(BINS):
        part = told[number * len(told) // BINS : (number + 1) * len(told) // BINS]
        if part:
            middle = sum(one.logit * one.weight for one in part) / sum(one.weight for one in part)
            share = max(_right(part), *table.values()) if table else _right(part)  # surer is never less often right
            table[f"{middle:.2f}"] = round(share, 3)
    return table


def _right(part: Sequence[Told]) -> float:
    return sum(one.weight for one in part if one.right) / sum(one.weight for one in part)


def reliability(told: Sequence[Told]) -> str:
    """Return as a table in Markdown how many are right of those given some confidence, by shares of the other folds."""
    given: list[tuple[float, Told]] = []
    for fold in range(FOLDS):
        table = Model(shares([one for one in told if one.fold != fold]))
        given += [(confidence(one.logit, table), one) for one in told if one.fold == fold]
    rows = ["| confidence given | incidents | mean given | right |", "|---|---|---|---|"]
    for low, high in pairwise(STEPS):
        part = [(sure, one) for sure, one in given if low <= sure < high]
        if part:
            weight = sum(one.weight for _, one in part)
            mean = sum(sure * one.weight for sure, one in part) / weight
            rows.append(
                f"| {low:.2f} to {high:.2f} | {len(part)} | {mean:.2f} | {_right([one for _, one in part]):.2f} |"
            )
    return "\n".join(rows)


if __name__ == "__main__":
    main()
