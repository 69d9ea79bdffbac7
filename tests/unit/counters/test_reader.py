from datetime import UTC, date, datetime, timedelta

import pytest

from schemas import Window
from streams.counters import counters_at, newest_event_time
from streams.counters.reported import figure_of
from tests.unit.incidents.made import NOON, joined, made, total

STRIKE = joined([made("a", killed=2, hours=0.5)])  # 1 November 2023, 12:30
TOTALS = {
    "SYR": (
        figure_of(total("b", country="SYR", as_of=date(2023, 11, 3)), "SYR"),
        figure_of(total("c", country="SYR", as_of=date(2023, 11, 1)), "SYR"),
    )
}

#  12:00        12:30      13:00 ...  next day 11:59    12:00
#  the hour     strike                still counted     gone from 24 h
DAY = {
    NOON - timedelta(minutes=1): 0,
    NOON: 1,  # as_of counts from the beginning of its hour, and so does the strike
    NOON + timedelta(hours=23, minutes=59): 1,
    NOON + timedelta(hours=24): 0,
}


@pytest.mark.parametrize(("as_of", "expected"), DAY.items(), ids=str)
def test_the_last_day(as_of: datetime, expected: int) -> None:
    (iraq,) = counters_at([STRIKE], {}, as_of)
    assert iraq.windows[Window.DAY].attacks == expected
    assert iraq.as_of == as_of.replace(minute=0)


def test_countries_are_sorted_and_stay_with_zeros() -> None:
    before = counters_at([STRIKE], TOTALS, NOON - timedelta(days=9))
    assert [record.country for record in before] == ["IRQ", "SYR"]
    assert before[0].windows[Window.ALL].attacks == 0
    assert before[1].reported == ()


def test_a_total_of_a_later_day_is_left_out() -> None:
    (_, syria) = counters_at([STRIKE], TOTALS, NOON + timedelta(days=1))
    assert [figure.article_id for figure in syria.reported] == ["c"]


def test_a_reported_total_never_moves_a_counter() -> None:
    (_, syria) = counters_at([STRIKE], TOTALS, NOON + timedelta(days=5))
    assert {counts.attacks for counts in syria.windows.values()} == {0}


def test_the_event_clock_is_the_newest_event() -> None:
    assert newest_event_time([STRIKE], {}) == STRIKE.occurred_at
    assert newest_event_time([STRIKE], TOTALS) == datetime(2023, 11, 3, tzinfo=UTC)
    assert newest_event_time([], {}) is None
