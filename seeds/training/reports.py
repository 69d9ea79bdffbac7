"""Labelled reports: what extraction gives of labelled texts, with the incident that each is about."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from schemas import Article, EventType, IncidentReport
from seeds.training.cases import ONE, TWO
from seeds.training.texts import SEEDS, Row, article_of, newest, rows_of, seed_articles
from streams.extract import extract
from streams.extract.lexicon import Lexicon
from streams.extract.terms import terms_of
from streams.extract.text import read
from streams.incidents import Report

GUN_VIOLENCE: Final = ("gva_rest", "gvc")
"""Sets with several articles on one shooting, `cluster` in them."""

ATROCITIES: Final = "pitf"
"""A set in which each row is another attack, with its day in `date`: pairs that are two, as war news has them."""


@dataclass(frozen=True, slots=True, eq=False)
class Labelled:
    """A report and its incident; `said` is false where extraction gave no incident, and the text's terms stand alone.

    Shapes: only reports with the same `group` are compared: one set, in it one country.
    """

    report: Report
    incident: str
    group: str
    said: bool = True


def shootings(folder: Path, read_with: Callable[[Article], Lexicon]) -> Iterator[Labelled]:
    """Yield one report an article of the gun violence sets, whatever country extraction puts it in.

    Shapes: `read_with` gives the words and weights that an article is read with; cross-validation has others a fold.
    """
    for name in GUN_VIOLENCE:
        for row in rows_of(folder / f"{name}.jsonl"):
            article = article_of(row)
            told = [one for one in extract(article, read_with(article)) if one.kind == "incident"]
            report = told[0] if told else bare(article)
            assert isinstance(report, IncidentReport)  # noqa: S101 - by its kind
            yield Labelled(Report.of(report), f"{name} {row['cluster']}", name, bool(told))


def bare(article: Article) -> IncidentReport:
    """Return what an article tells of an attack when nothing is understood but its names and its day."""
    return IncidentReport(
        event_id=f"{article.id}#bare",
        article_id=article.id,
        version=article.version,
        reported_at=article.reported_at,
        published_at=article.published_at,
        event_type=EventType.UNKNOWN,
        country=None,
        place=None,
        occurred_at=article.reported_at,
        time_precision=2,
        attacker=None,
        target=None,
        weapon=None,
        injured=None,
        killed=None,
        evidence=(),
        confidence=0.0,
        terms=terms_of(read(article)),
    )


def atrocities(folder: Path, lexicon: Lexicon) -> Iterator[Labelled]:
    """Yield the reports of single attacks; `incident` is the row's day, number of dead and place, as coded."""
    for row in rows_of(folder / f"{ATROCITIES}.jsonl"):
        if len(row["date"] or "") != len("YYYY-MM-DD"):
            continue
        for one in extract(article_of(row), lexicon):
            if one.kind == "incident" and one.country in row["country"]:
                assert isinstance(one, IncidentReport)  # noqa: S101 - by its kind
                yield Labelled(
                    Report.of(one),
                    "|".join((row["date"], str(row["deaths"]), row["place"] or "", row["id"])),
                    f"{ATROCITIES} {one.country}",
                )
                break


def seeds(lexicon: Lexicon) -> Iterator[Labelled]:
    """Yield the reports of seeds/articles that are the ones which seeds/expected/events.jsonl has."""
    expected: dict[str, list[Row]] = {}
    for row in rows_of(SEEDS / "expected" / "events.jsonl"):
        expected[row["article"]] = row["incidents"]  # the newest version comes last
    for article in newest(seed_articles()):
        told = [one for one in extract(article, lexicon) if isinstance(one, IncidentReport) and one.kind == "incident"]
        for wanted in expected.get(article.id, []):
            fitting = [one for one in told if _fits(wanted, one)]
            if fitting:
                best = max(fitting, key=lambda one: _alike(wanted, one))
                told.remove(best)
                yield Labelled(Report.of(best), wanted["incident"], f"seeds {best.country}")


def judged() -> Iterator[tuple[Labelled, Labelled]]:
    """Yield the pairs that were judged by hand."""
    for one_attack, cases in ((True, ONE), (False, TWO)):
        for name, (left, right) in cases.items():
            incidents = (name, name if one_attack else f"not {name}")
            yield (
                Labelled(Report.of(left), incidents[0], "judged"),
                Labelled(Report.of(right), incidents[1], "judged"),
            )


def _fits(wanted: Row, one: IncidentReport) -> bool:
    return one.country == wanted["country"] and _alike(wanted, one) > 0


def _alike(wanted: Row, one: IncidentReport) -> int:
    killed, injured = wanted["killed"], wanted["injured"]
    return sum(
        (
            one.event_type in _choices(wanted["event_type"]),
            f"{one.occurred_at:%F}" in _choices(wanted["date"]),
            bool(one.killed and isinstance(killed, dict) and one.killed.best == killed["best"]),
            bool(one.injured and isinstance(injured, dict) and one.injured.best == injured["best"]),
        )
    )


def _choices(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else [value]
