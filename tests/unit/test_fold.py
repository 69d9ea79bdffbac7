from collections.abc import Sequence
from datetime import timedelta
from random import Random
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import Article, Count, CountryCounters, CountryShare, Incident, Statement, key_country
from streams import fold as module
from streams.extract.lexicon import Lexicon
from streams.fold import Fold, Folded, fold
from streams.ledger import LedgerEntry, revise
from streams.projection import Projection, report_key, upsert
from tests.unit.incidents.made import NOON, made, reports, total

Said = tuple[Article, Sequence[Statement]]


def revised(statement: Statement, article: Article) -> Statement:
    """Return the statement as extraction gives it for this version of the article."""
    event_id = f"{article.id}#{statement.event_id.rpartition('#')[2]}{statement.country or ''}"
    stamp = {"article_id": article.id, "version": article.version, "reported_at": article.reported_at}
    return statement.model_copy(update={**stamp, "event_id": event_id})


TOTAL = total("a", event_id="a#t", country=None, attacks=Count.exactly(20))
CLAIM = TOTAL.model_copy(update={"by_country": {"IRQ": CountryShare(attacks=Count.exactly(12)), "SYR": CountryShare()}})


@st.composite
def texts(draw: st.DrawFn) -> list[Said]:
    """Draw the versions of a few articles; all but the first of each carry `updated_at`."""
    said: list[Said] = []
    for number in range(draw(st.integers(1, 5))):
        for edition in range(draw(st.integers(1, 3))):
            known: dict[str, Any] = {"id": f"a{number}", "published_at": NOON, "body": f"Edition {edition}."}
            later = NOON + timedelta(hours=draw(st.integers(1, 3))) if edition else None
            article = Article(**known, updated_at=later)
            stated: list[Statement] = list(
                {one.event_id: one for one in draw(st.lists(reports(), max_size=2))}.values()
            )
            stated += draw(st.sampled_from(([], [CLAIM])))
            said.append((article, [revised(statement, article) for statement in stated]))
    return said


def streamed(said: list[Said], partitions: int) -> dict[str, dict[str, bytes]]:
    """Return what the two agents publish: the events go to a partition by their country."""
    ledger: dict[str, LedgerEntry] = {}
    tables: list[dict[str, bytes]] = [{} for _ in range(partitions)]
    projections = [Projection([], NOON + timedelta(days=40)) for _ in range(partitions)]
    for article, statements in said:
        revision = revise(ledger.get(article.id), article, statements)
        if revision.entry is not None:
            ledger[article.id] = LedgerEntry.from_bytes(revision.entry.to_bytes())
        for event in revision.records:
            country = key_country(event.country)
            place = sum(map(ord, country)) % partitions
            key = report_key(country, event)
            old = tables[place].get(key)
            new = upsert(old, event)
            if new is not None:
                tables[place][key] = new
                projections[place].change(key, old, new)
                projections[place].flush(NOON + timedelta(days=40))
    return {
        "incidents": {key: value for one in projections for key, value in one.incidents.items()},
        "counters": {key: value for one in projections for key, value in one.counters.items()},
    }


@given(texts(), st.randoms(use_true_random=False), st.sampled_from((1, 3)))
@settings(max_examples=150, deadline=None)
def test_the_stream_ends_where_the_fold_does_in_any_order(said: list[Said], random: Random, partitions: int) -> None:
    whole = Fold()
    for article, statements in said:
        whole.add(article, statements)
    folded = whole.result()
    again = said + said[::2]
    random.shuffle(again)
    published = streamed(again, partitions)
    assert folded.incidents == tuple(
        Incident.model_validate_json(value) for _, value in sorted(published["incidents"].items())
    )
    counters = [CountryCounters.model_validate_json(value) for value in published["counters"].values()]
    assert folded.reported == {record.country: record.reported for record in counters if record.reported}


def test_an_extraction_that_raises_parks_its_article_and_counts_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    def extract(article: Article, _lexicon: Lexicon, *, dated: bool) -> tuple[Statement, ...]:
        assert dated
        if article.id == "bad":
            message = "no such word"
            raise LookupError(message)
        return (revised(made("a"), article),)

    monkeypatch.setattr(module, "extract", extract)
    articles = [Article(id=name, body="Rockets fell.", published_at=NOON) for name in ("bad", "good")]
    folded = fold(articles, cast("Lexicon", None))
    assert [incident.reports[0].article_id for incident in folded.incidents] == ["good"]
    assert [(parked.article_id, str(parked.error)) for parked in folded.parked] == [("bad", "no such word")]


def test_no_article_gives_nothing() -> None:
    assert fold([], cast("Lexicon", None)) == Folded(incidents=(), reported={})
