"""`python -m seeds.training.extraction.train`: learn the weights that ship.

With --folds: those that each leave a fifth of the rows out.

The same data and code give the same bytes: nothing is drawn at random.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from seeds.training.extraction.data import DEFAULT_SETS, OWN, Row, digests, read_rows
from seeds.training.extraction.files import SHIPPED, code_digest, fold_folder, write
from seeds.training.extraction.folds import FOLDS, fold_of
from seeds.training.extraction.tasks import TASKS, Task
from streams.extract.lexicon import Lexicon
from streams.extract.model import Model
from streams.resources import load_lexicon, load_models

COMMAND: Final = "python -m seeds.training.extraction.train"


def main() -> None:
    """Train what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", type=Path, default=DEFAULT_SETS, help="Folder of labelled sets, JSON lines.")
    parser.add_argument("--only", nargs="*", help="Names of models; all unless given.")
    parser.add_argument("--folds", action="store_true", help="Train once without each fold instead of on everything.")
    asked = parser.parse_args()
    rows = read_rows(asked.sets)
    if all(row.source in OWN for row in rows):
        sys.stderr.write(f"No labelled sets in {asked.sets}: learning from seeds/ alone.\n")
    tasks = [task for task in TASKS if not asked.only or set(asked.only) & set(task.names)]
    train(tasks, rows, asked.sets, folds=asked.folds)


def train(tasks: Sequence[Task], rows: Sequence[Row], sets: Path, *, folds: bool) -> None:
    """Write the weights of these tasks: the shipped ones, or those of each fold."""
    for task in tasks:
        begun = time.perf_counter()
        lexicon = fresh_models(load_lexicon(), tasks)
        examples = task.prepare(rows, lexicon)
        made = {"made_by": COMMAND, "code": code_digest(task.sources), "data": digests(sets), "examples": len(examples)}
        for fold in range(FOLDS) if folds else (None,):
            told = [one for one in examples if fold is None or fold_of(one.row) != fold]
            for name, weights in task.fit(told).items():
                folder = SHIPPED if fold is None else fold_folder(fold)
                write(folder, name, weights, made)
                sys.stderr.write(f"{name} fold {fold}: {len(weights)} weights, {time.perf_counter() - begun:.0f} s\n")


def fresh_models(lexicon: Lexicon, tasks: Sequence[Task]) -> Lexicon:
    """Return the lexicon with the weights that are on disk now, empty where nothing was learnt yet.

    Shapes: a task may read with what the one before it has just learnt.
    """
    names = [name for task in tasks for name in task.names]
    return replace(lexicon, models={name: Model({}) for name in names} | load_models())


if __name__ == "__main__":
    main()
