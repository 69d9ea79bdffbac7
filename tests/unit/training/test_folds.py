"""A text is never read with weights that were learnt from it."""

from datetime import UTC, datetime

import pytest

from schemas import Article
from seeds.training.extraction.data import Row, text_key
from seeds.training.extraction.folds import FOLDS, Folds, fold_of

NOON = datetime(2024, 2, 15, 12, tzinfo=UTC)


def row(body: str, group: str | None = None) -> Row:
    return Row("set", Article(id=body[:20], body=body, published_at=NOON), {}, group or text_key(body))


@pytest.mark.parametrize("number", range(20))
def test_articles_on_one_incident_share_a_fold(number: int) -> None:
    folds = {fold_of(row(f"Text {place} on incident {number}.", f"incident-{number}")) for place in range(5)}
    assert len(folds) == 1


def test_all_folds_are_used() -> None:
    assert {fold_of(row(f"Text {number}.")) for number in range(100)} == set(range(FOLDS))


def test_a_text_is_known_whatever_its_id_and_spaces() -> None:
    known = row("A mine killed a\n\nfarmer.", "incident-7")
    again = Article(id="another", body="A mine killed a farmer.", published_at=NOON)
    assert Folds([known]).of(again) == fold_of(known)


def test_a_text_that_nothing_was_learnt_from_has_no_fold() -> None:
    assert Folds([row("A mine killed a farmer.")]).of(Article(id="b", body="Other words.", published_at=NOON)) is None
