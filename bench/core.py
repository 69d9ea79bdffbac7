"""Time the pure parts per article, as a ratio to parsing the article's JSON beside them: `make bench`.

The ratio is what to compare between machines and commits: both sides slow down alike on a busy machine.
Units: microseconds an article, the fastest of several rounds.
"""

import sys
import time
from collections.abc import Callable
from typing import Final

import orjson

from schemas import Article
from streams.demo import seed_lines
from streams.extract import extract
from streams.fold import fold
from streams.resources import load_lexicon

ROUNDS: Final = 5


def fastest(work: Callable[[], object], articles: int) -> float:
    """Return the time of the fastest round, in microseconds an article."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times) / articles * 1e6


def main() -> None:
    """Print one line a part."""
    lines = [line for chunk in seed_lines() for line in chunk]
    articles = [Article.model_validate_json(line) for line in lines]
    lexicon = load_lexicon()

    def parse() -> None:
        for line in lines:
            orjson.loads(line)

    def extract_all() -> None:
        for article in articles:
            extract(article, lexicon)

    def fold_all() -> None:
        fold(articles, lexicon)

    base = fastest(parse, len(lines))
    size = sum(map(len, lines)) // len(lines)
    sys.stdout.write(f"{len(lines)} articles of seeds/articles, {size} bytes each on average\n")
    for name, work in {"parse the JSON": parse, "extract": extract_all, "extract and fold": fold_all}.items():
        took = fastest(work, len(lines))
        sys.stdout.write(f"{name:<18}{took:>10.1f} us an article{took / base:>10.0f} x parsing\n")


if __name__ == "__main__":
    main()
