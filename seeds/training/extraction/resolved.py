"""Incidents of articles, resolved with weights that were not learnt from them."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from schemas import Article, IncidentReport, Statement
from seeds.training.extraction.folds import FOLDS, Folds
from seeds.training.incidents import compared, learn, other_pairs
from seeds.training.reports import GUN_VIOLENCE, shootings
from streams.extract.lexicon import Lexicon
from streams.incidents import Report, Resolution
from streams.incidents.relation import score
from streams.incidents.weights import Weights, shipped

Line = Mapping[str, Any]
"""An incident as the evaluation reads it: `incident_id`, `country`, `reports` with `event_id` and `article_id`."""

_SHIPPED: Final = -1


def resolved(
    statements: Sequence[tuple[Statement, ...]], fold_of: Mapping[str, int], weights: Sequence[Weights]
) -> Iterator[Line]:
    """Yield the incidents, country by country.

    Shapes: `fold_of` is by article id, `weights` by the fold that they were learnt without. A pair is scored by weights
    that saw no pair with either of its two; one of articles in no fold, by those that ship.
    """

    def unseen(left: Report, right: Report, busy: set[str]) -> int:
        fold = max(fold_of.get(one.article_id, _SHIPPED) for one in (left, right))
        return score(left, right, busy, shipped() if fold == _SHIPPED else weights[fold])

    countries: dict[str, Resolution] = {}
    for said in statements:
        for event in said:
            if isinstance(event, IncidentReport) and event.kind == "incident" and event.country:
                countries.setdefault(event.country, Resolution(unseen)).put(Report.of(event))
    for country, resolution in sorted(countries.items()):
        resolution.resolve()
        for incident, members in sorted(resolution.groups.items()):
            reports = [{"event_id": one, "article_id": resolution.reports[one].article_id} for one in members]
            yield {"incident_id": incident, "country": country, "reports": reports}


def fold_weights(sets: Path, folds: Folds, readers: Mapping[int | None, Lexicon]) -> list[Weights]:
    """Return the weights learnt without each fold's incidents; empty where the sets to learn from are not there.

    Shapes: `readers` are what the articles of each fold are read with.
    """
    if not all((sets / f"{name}.jsonl").exists() for name in GUN_VIOLENCE):
        return []
    held: dict[str, int | None] = {}

    def reader(article: Article) -> Lexicon:
        held[article.id] = folds.of(article)
        return readers[held[article.id]]

    pairs = compared(shootings(sets, reader))
    other = other_pairs(sets, readers[None])
    return [
        learn([*(pair for pair in pairs if all(held[one.report.article_id] != fold for one in pair[:2])), *other])
        for fold in range(FOLDS)
    ]
