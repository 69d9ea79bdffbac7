from datetime import date
from typing import Any

import pytest

from schemas import Count, CountryShare, Evidence
from streams.counters.reported import MAX_REPORTED, figure_of, newest_first
from tests.unit.incidents.made import total

SHARES = {"IRQ": CountryShare(attacks=Count.exactly(12)), "SYR": CountryShare(attacks=Count.exactly(8))}


def best(count: Count | None) -> int | None:
    return count.best if count else None


CASES: dict[str, tuple[dict[str, Any], tuple[object, ...], object]] = {
    "two countries: the share, and the whole beside it": (
        {"attacks": Count.exactly(20), "injured": Count.exactly(6), "by_country": SHARES},
        (12, None, None),
        (("IRQ", "SYR"), 20, 6),
    ),
    "no country named in the claim: the whole": ({"attacks": Count.exactly(20)}, (20, None, None), None),
    "this country alone: the whole": (
        {"injured": Count.exactly(6), "by_country": {"IRQ": CountryShare(injured=Count.exactly(6))}},
        (None, 6, None),
        None,
    ),
    "this country alone, but the whole is wider": (
        {"attacks": Count.exactly(20), "by_country": {"IRQ": SHARES["IRQ"]}},
        (12, None, None),
        (("IRQ",), 20, None),
    ),
    "shares without a whole": ({"by_country": SHARES}, (12, None, None), None),
}


@pytest.mark.parametrize(("said", "figures", "whole"), CASES.values(), ids=CASES)
def test_what_a_total_says_of_one_country(said: dict[str, Any], figures: tuple[object, ...], whole: object) -> None:
    figure = figure_of(total("a", **said), "IRQ")
    assert (best(figure.attacks), best(figure.injured), best(figure.killed)) == figures
    claim = figure.total
    assert (claim and (claim.countries, best(claim.attacks), best(claim.injured))) == whole


def test_who_gives_the_figure_comes_before_who_prints_it() -> None:
    assert figure_of(total("a", source="The Daily", claimed_by="Pentagon"), "IRQ").source == "Pentagon"
    assert figure_of(total("a", source="The Daily"), "IRQ").source == "The Daily"


def test_the_sentence_is_shown() -> None:
    said = Evidence(sentence="Bases were attacked 20 times.", start=0, end=29)
    assert figure_of(total("a", evidence=(said,)), "IRQ").evidence == said.sentence


def test_newest_as_of_first_then_the_article_time() -> None:
    old, late, new = (
        total("a", as_of=date(2023, 10, 1), reported=99),
        total("b", as_of=date(2023, 11, 1), reported=50),
        total("c", as_of=date(2023, 11, 1), reported=60),
    )
    assert [figure.article_id for figure in newest_first([old, late, new], "IRQ")] == ["c", "b", "a"]


def test_the_list_is_bounded_and_drops_the_oldest() -> None:
    many = [total(f"a{n:02}", reported=n) for n in range(MAX_REPORTED + 5)]
    shown = newest_first(many, "IRQ")
    assert [figure.article_id for figure in shown] == [f"a{n:02}" for n in range(MAX_REPORTED + 4, 4, -1)]
