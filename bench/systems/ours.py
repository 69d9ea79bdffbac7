"""Ours with a constant event an article and a tally for a fold: the product's apps, given those in place of its own.

With the real extraction the bench runs `streams worker`, as it ships.
"""

import sys

from bench.systems.work import Tally, constant
from streams import logs
from streams.app import make_count_app, make_extract_app
from streams.clock import wall
from streams.resources import load_lexicon
from streams.runtime.application import run
from streams.runtime.ending import end_process
from streams.settings import Settings


def main(role: str) -> None:
    """Run a worker."""
    settings = Settings()
    logs.install(settings.log_level, "json")
    if role == "extract":
        app = make_extract_app(settings, load_lexicon(), wall, read=constant)
    else:
        app = make_count_app(settings, wall, fold=Tally)
    run(app, settings.stop_seconds, end_process)


if __name__ == "__main__":
    main(sys.argv[1])
