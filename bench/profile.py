"""Where the time of extraction goes, stage by stage: `make profile`.

Each stage is a function that the others call by name; a timer is put around it, and what its callees take is theirs.
Units: microseconds of processor time an article that passes the prefilter, the fastest of several rounds, and the share
of all stages. `--functions` prints Python's own profile instead, which slows small functions down more than large ones.
"""

import cProfile
import pstats
import sys
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any, Final

from bench.extract import articles
from schemas import Article
from streams.extract import extract
from streams.resources import load_lexicon

ROUNDS: Final = 5
PACKAGE: Final = "streams.extract"
# A stage's name, and where its function is looked up when it is called: the module that imports it.
STAGES: Final = (
    ("prefilter", "", "may_tell_of_force"),
    ("language", "", "is_english"),
    ("tokens", "analysis", "read"),
    ("marks", "classes", "Vocabulary.marks"),
    ("numbers", "analysis", "find_numbers"),
    ("mentions", "analysis", "find_mentions"),
    ("judge", "analysis", "judge"),
    ("places", "setting", "find_places"),
    ("survey", "setting", "Survey"),
    ("dates", "setting", "find_dates"),
    ("totals", "analysis", "find_total"),
    ("tolls", "analysis", "find_toll"),
    ("candidates", "analysis", "find_candidates"),
    ("sightings", "analysis", "read_sighting"),
    ("where", "setting", "Setting.where"),
    ("when", "setting", "Setting.when"),
    ("actors", "sightings", "find_actors"),
    ("types", "sightings", "type_scores"),
    ("weapon", "sightings", "find_weapon"),
    ("towns", "sightings", "towns_of"),
    ("cluster", "analysis", "cluster"),
    ("make", "", "make"),
    ("choose", "count_ranker", "Ranker.choose"),
    ("terms", "reports", "terms_of"),
    ("evidence", "reports", "collect"),
)


class Clock:
    """Time spent in each stage, without that of the stages it calls."""

    def __init__(self) -> None:
        self.own: dict[str, float] = {}
        self._inside: list[float] = []

    def around(self, name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function that times another."""

        def timed(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever the stage takes and gives
            self._inside.append(0.0)
            start = time.thread_time()
            try:
                return work(*arguments, **named)
            finally:
                took = time.thread_time() - start
                self.own[name] = self.own.get(name, 0.0) + took - self._inside.pop()
                if self._inside:
                    self._inside[-1] += took

        return timed

    def install(self) -> None:
        """Put a timer around every stage. Raises AttributeError for one that the code no longer has."""
        for name, module, path in STAGES:
            owner: Any = import_module(f"{PACKAGE}.{module}" if module else PACKAGE)
            *inner, last = path.split(".")
            for part in inner:
                owner = getattr(owner, part)
            setattr(owner, last, self.around(name, getattr(owner, last)))


def main() -> None:
    """Print one line a stage."""
    _, lines = articles()
    read_in = [Article.model_validate_json(line) for line in lines]
    lexicon = load_lexicon()

    def work() -> int:
        return sum(1 for one in read_in if extract(one, lexicon))

    work()  # what is built once is built
    if "--functions" in sys.argv:
        profile = cProfile.Profile()
        profile.runcall(work)
        pstats.Stats(profile).sort_stats("tottime").print_stats(60)
        return
    clock = Clock()
    clock.install()
    fastest: dict[str, float] = {}
    for _ in range(ROUNDS):
        clock.own.clear()
        work()
        for name, took in clock.own.items():
            fastest[name] = min(took, fastest.get(name, took))
    total = sum(fastest.values())
    for name, _, _ in STAGES:
        took = fastest.get(name, 0.0)
        sys.stdout.write(f"{name:<12}{took / len(read_in) * 1e6:>8.1f} us{took / total:>8.1%}\n")
    sys.stdout.write(f"{'all':<12}{total / len(read_in) * 1e6:>8.1f} us, {len(read_in)} articles\n")


if __name__ == "__main__":
    main()
