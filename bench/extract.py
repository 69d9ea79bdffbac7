"""Time extraction an article, as a ratio to parsing the same articles' JSON beside them: `make bench-parts`.

The articles are those of the stream of news of `../shared/eval/dev` where it is there, else those of seeds/.
The ratio is what to compare between machines and commits: both sides slow down alike on a busy machine.
Units: microseconds of processor time an article, of each the fastest of several rounds; of long texts, seconds each.
`make profile` shows the stages.
"""

import subprocess
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
from streams.extract.classes import vocabulary
from streams.extract.prefilter import is_english, may_tell_of_force
from streams.resources import load_lexicon

STREAM: Final = Path(__file__).parents[2] / "shared" / "eval" / "dev" / "news_stream.jsonl"
MOST: Final = 600  # articles, evenly spread over the stream; more take minutes and change nothing
ROUNDS: Final = 7
LONG: Final = 1_000_000  # characters
LONGEST_TIME: Final = 2.0  # s, that a long text may take whatever its structure
STRUCTURES: Final = {
    "one word": "attack",
    "no full stop": "killed 12 people and wounded 30 in Gaza ",
    "numbers": "12 killed, ",
    "hyphens": "one-two-attack-",
    "points": "U.S.",
    "capitals": "Bomb Kills Al Anbar New York ",
    "full stops": ".",
    "half-open tags": "<p ",
    "nested tags": "<div><b>Bomb killed 12</b></div>",
    "ampersands": "&#8220",
    "quotes": "\u201cattack\u2019s ",
    "combining": "bomb killed e\u0301\u0301\u0301 ",
    "other digits": "killed \u0661\u0662 ",
    "line ends": "bomb\n\n- killed\n",
    "one sentence of lists": "a man, his wife, two sons and a guard were killed, ",
    "many attacks": "A bomb killed 12 people in Kabul on Monday. ",
    "totals": "US forces were attacked 66 times since Oct. 17 in Iraq and Syria, ",
}
# News in English to begin with, so that none of them is turned away.
OPENING: Final = (
    "A bomb killed 12 people in the city of Kabul on Monday, the police said, and it was the third attack. "
)
LOAD: Final = """
import resource, time
from streams.extract import extract
from streams.resources import load_lexicon
load_lexicon()
print(time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


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


def fastest(work: Callable[[], object]) -> float:
    """Return the processor time of the fastest round, in seconds."""
    took = []
    for _ in range(ROUNDS):
        start = time.thread_time()
        work()
        took.append(time.thread_time() - start)
    return min(took)


def line(name: str, times: Sequence[float], base: float) -> str:
    """Return how long articles take: on average, half of them, all but one in a hundred; and against parsing."""
    if not times:
        return f"{name:<22}{'none':>10}"
    ranked = sorted(times)
    mean = sum(times) / len(times)
    middle, most = ranked[len(ranked) // 2], ranked[len(ranked) * 99 // 100]
    return f"{name:<22}{len(times):>10}{mean * 1e6:>10.1f}{middle * 1e6:>10.1f}{most * 1e6:>10.1f}{mean / base:>9.0f} x"


def main() -> None:
    """Print one line a sort of article, then one a long text; exits 1 where a long text takes too long."""
    origin, lines = articles()
    read_in = [Article.model_validate_json(each) for each in lines]
    lexicon = load_lexicon()
    words = vocabulary(lexicon)
    base = fastest(lambda: [orjson.loads(each) for each in lines]) / len(lines)
    times = [fastest(partial(extract, each, lexicon)) for each in read_in]
    passed = [may_tell_of_force(each, words) and is_english(each) for each in read_in]
    size = sum(map(len, lines)) // len(lines)
    sys.stdout.write(f"{origin}, {size} bytes an article on average; us an article, and as many times parsing it\n")
    sys.stdout.write(f"{'':<22}{'articles':>10}{'mean':>10}{'p50':>10}{'p99':>10}{'parsing':>11}\n")
    sys.stdout.write(f"{'parse the JSON':<22}{len(lines):>10}{base * 1e6:>10.1f}\n")
    for name, wanted in (("turned away", {False}), ("read", {True}), ("all", {False, True})):
        chosen = [took for took, read in zip(times, passed, strict=True) if read in wanted]
        sys.stdout.write(line(name, chosen, base) + "\n")
    loaded = subprocess.run([sys.executable, "-c", LOAD], check=True, capture_output=True, text=True)  # noqa: S603 - our own interpreter and code
    seconds, megabytes = map(float, loaded.stdout.split())
    sys.stdout.write(f"import and load: {seconds:.2f} s, {megabytes:.0f} MB at most\n")
    slow = [name for name, piece in STRUCTURES.items() if not _is_quick(name, piece, read_in[0])]
    if slow:
        sys.exit(f"more than {LONGEST_TIME} s: {', '.join(slow)}")


def _is_quick(name: str, piece: str, like: Article) -> bool:
    """Print how long LONG characters made of a piece take."""
    body = (OPENING + piece * (LONG // len(piece) + 1))[:LONG]
    took = fastest(partial(extract, like.model_copy(update={"body": body}), load_lexicon()))
    sys.stdout.write(f"1 MB of {name:<22}{took:>7.4f} s\n")
    return took <= LONGEST_TIME


if __name__ == "__main__":
    main()
