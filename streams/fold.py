"""Articles -> incidents and counters without Kafka: the same code as the workers', one step after the other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from schemas import Article, CountryCounters, Incident, ReportedFigure, Statement, key_country
from streams.extract import extract
from streams.extract.lexicon import Lexicon
from streams.ledger import LedgerEntry, revise
from streams.projection import Projection, report_key, upsert


@dataclass(frozen=True, slots=True)
class Parked:
    """An article that extraction failed on; a worker sends it to the dead letters and goes on."""

    article_id: str
    error: Exception


@dataclass(frozen=True, slots=True)
class Folded:
    """What all the articles give.

    Shapes: `incidents` is sorted by id; `reported` maps country to its newest totals, as its counters record has them.
    """

    incidents: tuple[Incident, ...]
    reported: dict[str, tuple[ReportedFigure, ...]]
    parked: tuple[Parked, ...] = ()


class Fold:
    """The ledger and the reports of all articles so far, in memory."""

    def __init__(self) -> None:
        """Begin without articles."""
        self.ledger: dict[str, LedgerEntry] = {}
        self.reports: dict[str, bytes] = {}

    def add(self, article: Article, statements: Sequence[Statement]) -> None:
        """Take a version of an article, stamped, with what it asserts."""
        revision = revise(self.ledger.get(article.id), article, statements)
        if revision.entry is not None:
            self.ledger[article.id] = revision.entry
        for event in revision.records:
            key = report_key(key_country(event.country), event)
            stored = upsert(self.reports.get(key), event)
            if stored is not None:
                self.reports[key] = stored

    def result(self, parked: tuple[Parked, ...] = ()) -> Folded:
        """Return what the articles so far give."""
        projection = Projection(self.reports.items(), None)
        incidents = [Incident.model_validate_json(value) for _, value in sorted(projection.incidents.items())]
        counters = [CountryCounters.model_validate_json(value) for _, value in sorted(projection.counters.items())]
        reported = {record.country: record.reported for record in counters if record.reported}
        return Folded(tuple(incidents), reported, parked)


def fold(articles: Iterable[Article | tuple[Article, bool]], lexicon: Lexicon) -> Folded:
    """Return what stamped articles give, in whatever order they come.

    Shapes: an article alone came with its time of publication; one in a pair says whether it did (`extract`, `dated`).
    Errors: an extraction that raises parks its article, as a worker does; the others are counted.
    Source: docs/semantics.md, "Guarantee".
    """
    state, parked = Fold(), list[Parked]()
    for given in articles:
        article, dated = given if isinstance(given, tuple) else (given, True)
        try:
            statements = extract(article, lexicon, dated=dated)
        except Exception as error:  # noqa: BLE001 - whatever it is, a worker parks the article and goes on
            parked.append(Parked(article.id, error))
        else:
            state.add(article, statements)
    return state.result(tuple(parked))
