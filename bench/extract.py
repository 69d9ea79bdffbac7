"""Time extraction by its steps, as a ratio to parsing the same articles' JSON beside them: `make bench`.

The articles are those of the stream of news of `../shared/eval/dev` where it is there, else those of seeds/.
The ratio is what to compare between machines and commits: both sides slow down alike on a busy machine.
Units: microseconds of processor time an article, the fastest of several rounds; of long texts, seconds each.
"""

import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

import orjson

from schemas import Article
from streams.demo import seed_lines
from streams.extract import extract
from streams.extract.analysis import analyse
from streams.extract.classes import vocabulary
from streams.extract.prefilter import is_english, may_tell_of_force
from streams.extract.text import read
from streams.resources import load_lexicon

STREAM: Final = Path(__file__).parents[2] / "shared" / "eval" / "dev" / "news_stream.jsonl"
MOST: Final = 600  # articles, evenly spread over the stream; more take minutes and change nothing
ROUNDS: Final = 3
LONG: Final = 1_000_000  # characters
LONGEST_TIME: Final = 2.0  # s, that a long text may take whatever its structure
STRUCTURES: Final = {
    "one word": "attack" * (LONG // 6),
    "no full stop": "killed 12 people and wounded 30 in Gaza " * (LONG // 40),
    "numbers": "12 killed, " * (LONG // 11),
    "capitals": "Bomb Kills Al Anbar New York " * (LONG // 29),
    "full stops": "." * LONG,
    "half-open tags": "<p " * (LONG // 3),
    "quotes": "\u201cattack\u2019s " * (LONG // 10),
    "many attacks": "A bomb killed 12 people in Kabul on Monday. " * (LONG // 44),
}


def articles() -> tuple[str, list[bytes]]:
    """Return where the articles are from, and each as a JSON line."""
    if not STREAM.is_file():
        return "seeds/articles", [line for chunk in seed_lines() for line in chunk]
    rows = [orjson.loads(line) for line in STREAM.open("rb")]
    chosen = rows[:: max(1, len(rows) // MOST)][:MOST]
    return "the stream of news", [_line(row) for row in chosen]


def _line(row: dict[str, str]) -> bytes:
    day = (row.get("date") or "").ljust(4, "2")
    day += {4: "-07-01", 7: "-15"}.get(len(day), "")
    said = {"id": row["id"], "title": row.get("title") or None, "body": row["text"], "published_at": f"{day}T12:00:00Z"}
    return orjson.dumps(said)


def fastest(work: Callable[[], object], times: int) -> float:
    """Return the processor time of the fastest round, in microseconds each of so many times."""
    took = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        took.append(time.process_time() - start)
    return min(took) / times * 1e6


def steps(read_in: Sequence[Article]) -> dict[str, Callable[[], object]]:
    """Return the steps of extraction, each a piece of work over all articles."""
    lexicon = load_lexicon()
    words = vocabulary(lexicon)
    passed = [one for one in read_in if may_tell_of_force(one, words) and is_english(one)]
    return {
        "prefilter": lambda: [may_tell_of_force(one, words) and is_english(one) for one in read_in],
        f"tokens of {len(passed)}": lambda: [read(one) for one in passed],
        f"analysis of {len(passed)}": lambda: [analyse(one, lexicon) for one in passed],
        "extract": lambda: [extract(one, lexicon) for one in read_in],
    }


def main() -> None:
    """Print one line a step, then one a long text; exits 1 where a long text takes too long."""
    origin, lines = articles()
    read_in = [Article.model_validate_json(line) for line in lines]
    base = fastest(lambda: [orjson.loads(line) for line in lines], len(lines))
    size = sum(map(len, lines)) // len(lines)
    sys.stdout.write(f"{len(lines)} articles of {origin}, {size} bytes each on average; times an article\n")
    sys.stdout.write(f"{'parse the JSON':<22}{base:>10.1f} us\n")
    for name, work in steps(read_in).items():
        took = fastest(work, len(lines))
        sys.stdout.write(f"{name:<22}{took:>10.1f} us{took / base:>8.0f} x parsing\n")
    slow = False
    for name, body in STRUCTURES.items():
        took = fastest(partial(extract, read_in[0].model_copy(update={"body": body}), load_lexicon()), 1) / 1e6
        slow = slow or took > LONGEST_TIME
        sys.stdout.write(f"1 MB of {name:<22}{took:>7.3f} s\n")
    if slow:
        sys.exit(f"a long text takes more than {LONGEST_TIME} s")


if __name__ == "__main__":
    main()
