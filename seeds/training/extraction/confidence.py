"""`python -m seeds.training.extraction.confidence`: how often an incident of a given logit is right, on unseen texts.

It needs the weights of every fold (`python -m seeds.training.extraction.train --folds`), and writes the table that
ships. An incident is right here where its text tells of an attack: of most labelled sets nothing more is known.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from seeds.training.extraction.data import DEFAULT_SETS, Row, digests, read_rows
from seeds.training.extraction.detection import WEIGHTS
from seeds.training.extraction.files import SHIPPED, code_digest, fold_models, write
from seeds.training.extraction.folds import fold_of
from streams.extract.analysis import analyse
from streams.extract.classes import vocabulary
from streams.extract.confidence import TABLE
from streams.extract.prefilter import is_english, may_tell_of_force
from streams.extract.verdicts import THRESHOLD
from streams.resources import load_lexicon

MEASURED: Final = frozenset({"case21_types", "muc4", "bbc_neg", "agnews_neg", "agnews_world", "labelled", "seeds"})
"""Sets with texts of both kinds: in the others every text tells of an attack."""
BINS: Final = 8
_SOURCES: Final = (
    "seeds/training/extraction/confidence.py",
    "streams/extract/detector.py",
    "streams/extract/incidents.py",
)

Told = tuple[float, bool, float]
"""An incident's logit, whether it is right, and what its set counts for."""


def main() -> None:
    """Measure, print the reliability, write the table."""
    told = sorted(measure([row for row in read_rows(DEFAULT_SETS) if row.source in MEASURED]))
    table: dict[str, float] = {}
    for part in binned(told):
        weight = sum(one[2] for one in part)
        middle = sum(one[0] * one[2] for one in part) / weight
        share = sum(one[2] for one in part if one[1]) / weight
        share = max(share, *table.values()) if table else share  # surer never means less often right
        table[f"{middle:.2f}"] = round(share, 3)
        sys.stdout.write(f"| {part[0][0]:.2f} to {part[-1][0]:.2f} | {len(part)} | {share:.2f} |\n")
    made: dict[str, object] = {
        "made_by": "python -m seeds.training.extraction.confidence", "code": code_digest(_SOURCES),
        "data": digests(DEFAULT_SETS), "examples": len(told),
    }  # fmt: skip
    write(SHIPPED, TABLE, table, made)


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
            for one in analyse(row.article, reader).clusters:
                if one.logit > THRESHOLD:
                    yield one.logit, gold > 0, WEIGHTS.get(row.source, 1.0)


def binned(told: Sequence[Told]) -> Iterator[Sequence[Told]]:
    """Cut the incidents, sorted by logit, into parts of equal number."""
    for number in range(BINS):
        part = told[number * len(told) // BINS : (number + 1) * len(told) // BINS]
        if part:
            yield part


if __name__ == "__main__":
    main()
