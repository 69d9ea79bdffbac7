"""The texts that weights are learnt from: the project's own in seeds/, and labelled sets that are no part of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import orjson

from schemas import Article

ROOT: Final = Path(__file__).parents[3]
DEFAULT_SETS: Final = ROOT.parent / "shared" / "eval" / "dev"
"""Where labelled sets are looked for; nothing of their texts enters the project."""
LABELLED: Final = "labelled"
ARTICLES: Final = "seeds"
OWN: Final = frozenset({LABELLED, ARTICLES})
"""The sources in which a count that is null is one that the text does not state; elsewhere null is unknown."""

_STREAM: Final = "news_stream.jsonl"  # the other sets once more, without labels
_UNDATED: Final = datetime(2020, 1, 1, 12, tzinfo=UTC)
_MONTHS_AND_DAYS: Final = {4: "-07-01", 7: "-15"}  # a year or a month stands for its middle


@dataclass(frozen=True, slots=True)
class Row:
    """A text with its labels.

    Shapes: `source` is the set's name; `gold` has the keys of the labelled sets (`attacks`, `country` as a list,
    `deaths`, `injuries`, `types`, `incidents`), absent or None where unknown; an own row keeps its `raw` incidents
    there. Rows of one `group` are never parted by a fold.
    """

    source: str
    article: Article
    gold: Mapping[str, Any]
    group: str


def read_rows(sets: Path) -> list[Row]:
    """Return the project's own rows, and those of the labelled sets where their folder is there."""
    return [*_labelled(), *_articles(), *_sets(sets)]


def digests(sets: Path) -> dict[str, str]:
    """Return what names the data: file name -> SHA-256, shortened."""
    return {path.name: digest(path) for path in [*own_files(), *_set_files(sets)]}


def own_files() -> list[Path]:
    """Return the files of seeds/ that are learnt from."""
    seeds = ROOT / "seeds"
    return [*sorted((seeds / LABELLED).glob("*.jsonl")), *sorted((seeds / "articles").glob("*.jsonl")),
            *(seeds / "expected" / name for name in ("events.jsonl",))]  # fmt: skip


def digest(path: Path) -> str:
    """Return what names the content of a file."""
    return sha256(path.read_bytes()).hexdigest()[:16]


def text_key(body: str) -> str:
    """Return what names a text, whatever set it is in."""
    return sha256(" ".join(body.split()).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _lines(path: Path) -> list[dict[str, Any]]:
    return [orjson.loads(line) for line in path.read_bytes().splitlines() if line.strip()]


def _set_files(sets: Path) -> list[Path]:
    return sorted(path for path in sets.glob("*.jsonl") if path.name != _STREAM)


def _sets(sets: Path) -> Iterator[Row]:
    for path in _set_files(sets):
        for row in _lines(path):
            day = str(row.get("date") or "")
            day += _MONTHS_AND_DAYS.get(len(day), "")
            fields = {
                "id": str(row["id"]),
                "body": row["text"],
                "title": row.get("title") or None,
                "published_at": f"{day}T12:00:00Z" if day else None,
            }
            article = Article.model_validate_json(orjson.dumps(fields)).stamped(_UNDATED)
            yield Row(path.stem, article, row, str(row.get("cluster") or text_key(row["text"])))


def _labelled() -> Iterator[Row]:
    for path in sorted((ROOT / "seeds" / LABELLED).glob("*.jsonl")):
        for row in _lines(path):
            fields = {
                "id": row["id"], "body": row["text"], "title": row.get("title"), "published_at": row["published_at"],
            }  # fmt: skip
            article = Article.model_validate_json(orjson.dumps(fields)).stamped(_UNDATED)
            yield Row(LABELLED, article, _gold(row["incidents"], row), text_key(row["text"]))


def _articles() -> Iterator[Row]:
    expected = {
        (row["article"], row["updated_at"]): row for row in _lines(ROOT / "seeds" / "expected" / "events.jsonl")
    }
    seen = set()
    for path in sorted((ROOT / "seeds" / "articles").glob("*.jsonl")):
        for line in path.read_bytes().splitlines():
            article = Article.model_validate_json(line)
            said = expected.get((article.id, orjson.loads(line).get("updated_at")))
            if said is None or article.published_at is None or text_key(article.body) in seen:
                continue
            seen.add(text_key(article.body))
            incidents = [{name: _first(value) for name, value in one.items()} for one in said["incidents"]]
            group = incidents[0]["incident"] if incidents else article.id
            yield Row(ARTICLES, article, _gold(incidents, said), str(group))


def _first(value: Any) -> Any:  # noqa: ANN401 - any field of an expectation
    """Return the first of the answers that an expectation allows."""
    return value[0] if isinstance(value, list) and value else value


def _gold(incidents: Sequence[Mapping[str, Any]], row: Mapping[str, Any]) -> dict[str, Any]:
    """Return an own row's labels as the sets have them; figures only where there is one incident."""
    gold: dict[str, Any] = {
        "attacks": len(incidents),
        "country": list(dict.fromkeys(one["country"] for one in incidents if one.get("country"))),
        "types": [one["event_type"] for one in incidents],
        "incidents": list(incidents),
        "raw": row,
    }
    if len(incidents) == 1:
        gold |= {"deaths": _best(incidents[0]["killed"]), "injuries": _best(incidents[0]["injured"])}
    return gold


def _best(count: Mapping[str, Any] | None) -> int:
    """Return the figure, 0 for one that is not stated: the right answer there is to give none."""
    return int(count["best"]) if count else 0
