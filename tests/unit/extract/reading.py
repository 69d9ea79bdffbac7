"""What the tests of the engine's rules share: an article out of a sentence, and what the engine reads in it."""

from datetime import UTC, datetime
from typing import Final

from schemas import Article, Count, IncidentReport, ReportedTotal, Statement
from streams.extract import extract
from streams.extract.analysis import analyse
from streams.extract.classes import Marked, vocabulary
from streams.extract.count_ranker import Ranker
from streams.extract.derived import Option
from streams.extract.lexicon import Lexicon
from streams.extract.model import Model
from streams.extract.text import tokenize
from streams.resources import load_lexicon

PUBLISHED: Final = datetime(2024, 2, 15, 12, tzinfo=UTC)  # a Thursday
LEXICON: Final[Lexicon] = load_lexicon()

Bounds = tuple[int | None, int, int | None]


def article(body: str, title: str | None = None, language: str | None = None) -> Article:
    return Article(id="a", body=body, title=title, language=language, published_at=PUBLISHED)


def events(body: str, title: str | None = None) -> tuple[Statement, ...]:
    return extract(article(body, title), LEXICON)


def incidents(body: str, title: str | None = None, kind: str = "incident") -> list[IncidentReport]:
    return [event for event in events(body, title) if isinstance(event, IncidentReport) and event.kind == kind]


def totals(body: str) -> list[ReportedTotal]:
    return [event for event in events(body) if isinstance(event, ReportedTotal)]


def marked(text: str) -> Marked:
    document = tokenize(text)
    return Marked(document, document.lower, vocabulary(LEXICON).marks(document.lower, document.words))


def options(text: str, kind: str) -> list[Option]:
    """Return the answers that the ranker weighs for a text with one incident."""
    analysis = analyse(article(text), LEXICON)
    ranker = Ranker(analysis.marked, Model({}), Model({}))
    order = {sentence: sentence for sentence in range(len(analysis.marked.document.sentences))}
    return ranker.options([one for one in analysis.candidates if one.kind == kind], kind, order)


def bounds(count: Count | None) -> Bounds | None:
    return None if count is None else (count.low, count.best, count.high)
