"""The texts that weights are learnt from: those of seeds/, and labelled sets that are not part of the project."""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import orjson

from schemas import Article

SEEDS: Final = Path(__file__).parents[1]
DEFAULT_SETS: Final = SEEDS.parents[1] / "shared" / "eval" / "dev"
"""Where labelled sets are looked for unless `--sets` says otherwise; nothing of their texts enters the project."""

Row = dict[str, Any]

_MONTHS_AND_DAYS: Final = {4: "-07-01", 7: "-15"}  # a year or a month stands for its middle


def rows_of(file: Path) -> list[Row]:
    """Return the rows of a JSON lines file."""
    return [orjson.loads(line) for line in file.read_bytes().splitlines() if line.strip()]


def article_of(row: Row) -> Article:
    """Return a row of a labelled set as the article it was."""
    day = str(row.get("date") or "")
    day += _MONTHS_AND_DAYS.get(len(day), "")
    fields = {
        "id": str(row["id"]),
        "body": row["text"],
        "title": row.get("title") or None,
        "url": row.get("url") or None,
        "published_at": f"{day}T12:00:00Z" if day else None,
    }
    return Article.model_validate_json(orjson.dumps(fields))


def seed_articles() -> Iterator[Article]:
    """Return every version of every article in seeds/articles."""
    for file in sorted((SEEDS / "articles").glob("*.jsonl")):
        for line in file.read_bytes().splitlines():
            yield Article.model_validate_json(line)


def newest(articles: Iterator[Article]) -> list[Article]:
    """Return the newest version of each article that has a time, by id."""
    kept: dict[str, Article] = {}
    for article in articles:
        if article.published_at and (article.id not in kept or article.version > kept[article.id].version):
            kept[article.id] = article
    return [kept[name] for name in sorted(kept)]


def digests(paths: Sequence[Path]) -> dict[str, str]:
    """Return what names the data that something was made of: file name -> SHA-256, shortened."""
    return {path.name: sha256(path.read_bytes()).hexdigest()[:16] for path in sorted(paths)}
