"""`python -m seeds.training.rarity`: count in how many texts each word occurs, and write streams/rarity.json.

Takes the labelled sets that `--sets` names and seeds/articles. Only words that occur in at least `COMMON` texts are
kept, as numbers; all others are equally rare. The same texts give the same bytes.
"""

import argparse
import sys
from collections import Counter
from math import log
from pathlib import Path
from typing import Final

import orjson

from seeds.training.texts import DEFAULT_SETS, SEEDS, article_of, digests, rows_of, seed_articles
from streams.extract.terms import MOST_TOKENS, plain
from streams.extract.text import read
from streams.rarity import TABLE

COMMON: Final = 20  # texts; rarer words differ too little from unknown ones to be worth their room
SKIPPED: Final = "news_stream.jsonl"  # the other sets once more
OUTPUT: Final = SEEDS.parent / "streams" / TABLE


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", type=Path, default=DEFAULT_SETS, help="Folder of labelled sets, JSON lines.")
    folder = parser.parse_args().sets
    sets = sorted(file for file in folder.glob("*.jsonl") if file.name != SKIPPED)
    if not sets:
        sys.exit(f"No labelled sets in {folder}: name their folder with --sets.")
    texts, found = 0, Counter[str]()
    articles = [article_of(row) for file in sets for row in rows_of(file)]
    for article in [*articles, *seed_articles()]:
        document = read(article)
        found.update({plain(word) for word in document.lower[:MOST_TOKENS] if word[0].isalpha()})
        texts += 1
    words = {word: rarity(texts, count) for word, count in sorted(found.items()) if count >= COMMON and len(word) > 1}
    made_of = digests([*sets, *sorted((SEEDS / "articles").glob("*.jsonl"))])
    table = {"made_of": made_of, "texts": texts, "unknown": rarity(texts, COMMON - 1), "words": words}
    OUTPUT.write_bytes(orjson.dumps(table, option=orjson.OPT_INDENT_2) + b"\n")
    sys.stdout.write(f"{len(words)} words of {texts} texts, {OUTPUT.stat().st_size} bytes\n")


def rarity(texts: int, count: int) -> int:
    """Return the rarity of a word that occurs in so many of the texts, as `streams.rarity.Rarity` has it."""
    return round(10 * log(texts / (1 + count)))


if __name__ == "__main__":
    main()
