"""How figures, dates and reported totals read."""
# ruff: noqa: RUF001 - the dashes are what is shown

from datetime import UTC, date, datetime

import pytest

from schemas import Count, ReportedFigure, ReportedWhole, Sum
from streams.cli.words import clean, figure, reported, when

FIGURES = {
    "not stated": (None, "–"),
    "a sum of which nothing is stated": (Sum(low=0, best=None, high=0), "–"),
    "zero": (Count.exactly(0), "0"),
    "exact": (Count.exactly(8), "8"),
    "thousands": (Count.exactly(12345), "12,345"),
    "range": (Count(low=12, best=12, high=15), "12 (12–15)"),
    "open above": (Count(low=2, best=3, high=None), "3 (2–?)"),
    "open below": (Count(low=None, best=12, high=12), "12 (?–12)"),
    "sum open above": (Sum(low=2, best=1003, high=None), "1,003 (2–?)"),
}


@pytest.mark.parametrize(("count", "text"), FIGURES.values(), ids=FIGURES)
def test_figure(count: Count | Sum | None, text: str) -> None:
    assert figure(count) == text


@pytest.mark.parametrize(("precision", "text"), [(1, "3 Nov 2023"), (2, "week of 3 Nov 2023"), (3, "Nov 2023")])
def test_when_is_as_exact_as_it_is_known(precision: int, text: str) -> None:
    assert when(datetime(2023, 11, 3, 22, tzinfo=UTC), precision) == text


def test_text_from_articles_does_not_steer_a_terminal() -> None:
    assert clean("a\x1b[31mb\nc\u202ed\x9be") == "a\ufffd[31mb\ufffdc\ufffdd\ufffde"
    assert clean("Ayn al-Asad, عين الأسد") == "Ayn al-Asad, عين الأسد"
    assert clean(None) == ""


TOTAL = ReportedFigure(
    since=date(2023, 10, 17),
    as_of=date(2023, 11, 21),
    attacks=Count.exactly(32),
    injured=None,
    killed=None,
    source="Pentagon",
    article_id="a",
    event_id="a#1@IRQ",
)
WHOLE = ReportedWhole(countries=("IRQ", "SYR"), attacks=Count.exactly(66), injured=Count.exactly(62), killed=None)

TOTALS = {
    "none": ((), ""),
    "attacks": ((TOTAL,), "32 attacks since 17 Oct 2023 as of 21 Nov 2023, Pentagon"),
    "one attack": (
        (TOTAL.model_copy(update={"attacks": Count.exactly(1)}),),
        "1 attack since 17 Oct 2023 as of 21 Nov 2023, Pentagon",
    ),
    "several figures": (
        (TOTAL.model_copy(update={"killed": Count(low=5, best=5, high=None)}),),
        "32 attacks, 5 (5–?) killed since 17 Oct 2023 as of 21 Nov 2023, Pentagon",
    ),
    "no beginning, nobody named": (
        (TOTAL.model_copy(update={"since": None, "source": None}),),
        "32 attacks as of 21 Nov 2023",
    ),
    "only a figure of the whole": (
        (TOTAL.model_copy(update={"attacks": None, "total": WHOLE}),),
        "66 attacks, 62 injured in 2 countries since 17 Oct 2023 as of 21 Nov 2023, Pentagon",
    ),
    "the newest of several": ((TOTAL, TOTAL), "32 attacks since 17 Oct 2023 as of 21 Nov 2023, Pentagon (+1 earlier)"),
}


@pytest.mark.parametrize(("figures", "text"), TOTALS.values(), ids=TOTALS)
def test_reported(figures: tuple[ReportedFigure, ...], text: str) -> None:
    assert reported(figures) == text
