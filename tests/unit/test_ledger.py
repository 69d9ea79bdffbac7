from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from schemas import Article, Count, CountryShare, Retraction, Statement
from streams.ledger import LedgerEntry, Revision, revise
from tests.unit.incidents.made import NOON, made, total

IRAQ, SYRIA = made("a"), made("a", event_id="a#2", country="SYR")


def article(body: str, *, updated: float | None = None, published: float = 0) -> Article:
    known: dict[str, Any] = {"id": "a", "body": body, "published_at": NOON + timedelta(hours=published)}
    return Article(**known, updated_at=None if updated is None else NOON + timedelta(hours=updated))


def said(revision: Revision) -> list[tuple[str, str, str | None]]:
    return [(record.kind, record.event_id, record.country) for record in revision.records]


def test_the_first_version_states_all_and_is_remembered() -> None:
    revision = revise(None, article("one"), [IRAQ, SYRIA])
    assert said(revision) == [("incident", "a#1", "IRQ"), ("incident", "a#2", "SYR")]
    assert revision.entry == LedgerEntry(version=article("one").version, events=(("a#1", "IRQ"), ("a#2", "SYR")))


def test_a_correction_retracts_what_is_gone_and_states_the_rest_again() -> None:
    entry = revise(None, article("one"), [IRAQ, SYRIA]).entry
    revision = revise(entry, article("two", updated=1), [IRAQ])
    assert said(revision) == [("retraction", "a#2", "SYR"), ("incident", "a#1", "IRQ")]
    retraction = revision.records[0]
    assert isinstance(retraction, Retraction)
    assert retraction.version == article("two", updated=1).version


def test_an_event_that_moves_is_retracted_where_it_was() -> None:
    entry = revise(None, article("one"), [IRAQ]).entry
    moved = IRAQ.model_copy(update={"country": "SYR"})
    assert said(revise(entry, article("two", updated=1), [moved])) == [
        ("retraction", "a#1", "IRQ"),
        ("incident", "a#1", "SYR"),
    ]


@pytest.mark.parametrize("again", [article("two", updated=2), article("one"), article("between", updated=1)])
def test_a_version_that_is_not_newer_changes_nothing(again: Article) -> None:
    entry = revise(None, article("two", updated=2), [IRAQ]).entry
    assert revise(entry, again, [SYRIA]) == Revision(None, ())


def test_an_article_that_falls_silent_stays_known() -> None:
    entry = revise(None, article("one"), [IRAQ]).entry
    revision = revise(entry, article("two", updated=1), [])
    assert said(revision) == [("retraction", "a#1", "IRQ")]
    assert revision.entry == LedgerEntry(version=article("two", updated=1).version, events=())


def test_an_ordinary_article_is_not_stored_but_a_silent_correction_is() -> None:
    assert revise(None, article("one"), []) == Revision(None, ())
    assert revise(None, article("two", updated=1), []).entry is not None


TOTAL = total("a", event_id="a#t", country=None, attacks=Count.exactly(20))
SHARES = {"IRQ": CountryShare(attacks=Count.exactly(12)), "SYR": CountryShare()}

SPLIT: dict[str, tuple[dict[str, Any], list[tuple[str, str | None]]]] = {
    "once per country named": ({"by_country": SHARES}, [("a#t@IRQ", "IRQ"), ("a#t@SYR", "SYR")]),
    "its only country": ({"country": "IRQ"}, [("a#t@IRQ", "IRQ")]),
    "no country": ({}, [("a#t", None)]),
}


@pytest.mark.parametrize(("changed", "expected"), SPLIT.values(), ids=SPLIT)
def test_a_reported_total_is_split_by_country(changed: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    records = revise(None, article("one"), [TOTAL.model_copy(update=changed)]).records
    assert [(record.event_id, record.country) for record in records] == expected


def test_a_country_that_a_total_no_longer_names_is_retracted() -> None:
    entry = revise(None, article("one"), [TOTAL.model_copy(update={"by_country": SHARES})]).entry
    revision = revise(entry, article("two", updated=1), [TOTAL.model_copy(update={"country": "IRQ"})])
    assert said(revision) == [("retraction", "a#t@SYR", "SYR"), ("reported_total", "a#t@IRQ", "IRQ")]


def test_an_entry_survives_its_bytes() -> None:
    entry = revise(None, article("one"), [IRAQ, TOTAL]).entry
    assert entry is not None
    assert LedgerEntry.from_bytes(entry.to_bytes()) == entry


def test_bytes_that_are_no_entry_are_refused() -> None:
    with pytest.raises(ValidationError):
        LedgerEntry.from_bytes(b'{"version": 3}')


def standing(versions: list[tuple[Article, list[Statement]]]) -> set[tuple[str, str | None]]:
    """Return what is asserted in the end, when the versions come in this order."""
    entry: LedgerEntry | None = None
    stands: dict[tuple[str, str | None], bool] = {}
    for text, statements in versions:
        revision = revise(entry, text, statements)
        entry = revision.entry or entry
        stands |= {(record.event_id, record.country): record.kind != "retraction" for record in revision.records}
    return {event for event, stands_now in stands.items() if stands_now}


STATEMENTS = st.lists(st.sampled_from([IRAQ, SYRIA, TOTAL.model_copy(update={"by_country": SHARES})]), max_size=2)
VERSIONS = st.lists(st.tuples(st.integers(1, 3), STATEMENTS), min_size=1, max_size=3)


@given(STATEMENTS, VERSIONS)
def test_the_newest_version_stands_whatever_the_order(
    first: list[Statement], later: list[tuple[int, list[Statement]]]
) -> None:
    versions = [(article("first"), first)]
    versions += [(article(f"text {number}", updated=hour), text) for number, (hour, text) in enumerate(later)]
    newest = max(versions, key=lambda version: version[0].version)
    expected = standing([newest])
    for order in permutations([*versions, newest]):
        assert standing(list(order)) == expected
