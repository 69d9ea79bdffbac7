"""`python -m seeds.training.extraction.crossval`: figures of what is learnt, on texts that it was not learnt from.

With `extract` or `fold` it stands in for the console script: Article JSON lines on stdin. Each article is read with the
weights trained without its fold, and each pair of reports compared with weights that know neither of the two. Without,
it trains the folds, runs the evaluation on itself and prints its table.
"""

import argparse
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import orjson

from schemas import Article, Statement
from seeds.training.extraction.data import DEFAULT_SETS, read_rows
from seeds.training.extraction.files import fold_models, missing_folds
from seeds.training.extraction.folds import FOLDS, Folds
from seeds.training.extraction.report import FIGURES, insert, table
from seeds.training.extraction.resolved import fold_weights, resolved
from seeds.training.extraction.tasks import TASKS
from seeds.training.extraction.train import train
from streams.extract import extract
from streams.extract.lexicon import Lexicon
from streams.resources import load_lexicon

STAND_IN: Final = f"{sys.executable} -m seeds.training.extraction.crossval"
_UNDATED: Final = datetime(2020, 1, 1, 12, tzinfo=UTC)


def main() -> None:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("verb", nargs="?", choices=("extract", "fold"), help="Stand in for this command.")
    parser.add_argument("--sets", type=Path, default=DEFAULT_SETS, help="Folder of labelled sets, JSON lines.")
    parser.add_argument("--names", nargs="*", default=[], help="Sets to score; all unless given.")
    parser.add_argument("--trained", action="store_true", help="The folds' weights are there and fresh.")
    parser.add_argument("--write", action="store_true", help="Put the table into docs/extraction.md.")
    asked = parser.parse_args()
    if asked.verb:
        _filter(asked.verb, asked.sets)
        return
    if not asked.trained:
        train(TASKS, read_rows(asked.sets), asked.sets, folds=True)
    command = [str(asked.sets.parent / "evaluate"), *asked.names, "--sets", str(asked.sets), "--command", STAND_IN]
    done = subprocess.run([sys.executable, *command], stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603 - the evaluation's own script
    sys.stdout.write(done.stdout)
    if asked.write:
        insert(FIGURES, table(done.stdout))


def _filter(verb: str, sets: Path) -> None:
    articles = [Article.model_validate_json(line) for line in sys.stdin.buffer if line.strip()]
    folds, readers = Folds(read_rows(sets)), readers_of_folds()
    statements = unseen(articles, folds, readers)
    out = sys.stdout.buffer
    if verb == "extract":
        for article, events in zip(articles, statements, strict=True):
            listed = [event.model_dump(mode="json") for event in events]
            out.write(orjson.dumps({"article_id": article.id, "events": listed}) + b"\n")
        return
    fold_of = {article.id: fold for article in articles if (fold := folds.of(article)) is not None}
    for incident in resolved(statements, fold_of, fold_weights(sets, folds, readers)):
        out.write(orjson.dumps(incident) + b"\n")


def readers_of_folds() -> dict[int | None, Lexicon]:
    """Return what the articles of each fold are read with; None is that of articles in no fold.

    Errors: KeyError where a model has no weights without some fold: then its figures would be of rows that it knows.
    """
    missing = missing_folds({name for task in TASKS for name in task.names})
    if missing:
        raise KeyError(*sorted(missing))
    lexicon = load_lexicon()
    return {None: lexicon} | {
        fold: replace(lexicon, models=dict(lexicon.models) | fold_models(fold)) for fold in range(FOLDS)
    }


def unseen(
    articles: list[Article], folds: Folds, readers: Mapping[int | None, Lexicon] | None = None
) -> list[tuple[Statement, ...]]:
    """Return what each article asserts, read with weights that were not learnt from it. Errors: as readers_of_folds."""
    known = readers or readers_of_folds()
    found: dict[int, tuple[Statement, ...]] = {}
    by_fold: dict[int | None, list[int]] = {}
    for place, article in enumerate(articles):
        by_fold.setdefault(folds.of(article), []).append(place)
    for fold, places in by_fold.items():  # a lexicon at a time: what is derived from one is cached
        found |= {
            place: extract(
                articles[place].stamped(_UNDATED), known[fold], dated=articles[place].published_at is not None
            )
            for place in places
        }
    return [found[place] for place in range(len(articles))]


if __name__ == "__main__":
    main()
