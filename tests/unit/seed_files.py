"""What seeds/ holds, read once: the articles as they arrive, and what they must give."""

import json
from datetime import datetime
from typing import Any, Final

from schemas import Article
from tests.conftest import ROOT

SEEDS: Final = ROOT / "seeds"
Row = dict[str, Any]


def lines(path: str) -> list[Row]:
    return [json.loads(line) for line in (SEEDS / path).read_text(encoding="utf-8").splitlines()]


ARRIVALS: Final = tuple(
    Article.model_validate_json(line)
    for path in sorted((SEEDS / "articles").glob("*.jsonl"))
    for line in path.read_text(encoding="utf-8").splitlines()
)
NEWEST: Final = {article.id: article for article in sorted(ARRIVALS, key=lambda article: article.version)}
INCIDENTS: Final = {row["incident"]: row for row in lines("expected/incidents.jsonl")}
REPORTED: Final = {row["total"]: row for row in lines("expected/reported.jsonl")}
STATES: Final = lines("expected/events.jsonl")
COUNTERS: Final[list[Row]] = json.loads((SEEDS / "expected/counters.json").read_text(encoding="utf-8"))


def choices(expected: Any) -> list[Any]:  # noqa: ANN401 - any field of an expectation
    """Return the answers that an expectation allows: a list says any of these."""
    return expected if isinstance(expected, list) else [expected]


def said_of(article: Article) -> Row:
    """Return the expectation of this very version of an article."""
    written = {row["updated_at"]: row for row in STATES if row["article"] == article.id}
    moments = {datetime.fromisoformat(moment) if moment else None: row for moment, row in written.items()}
    return moments[article.updated_at]
