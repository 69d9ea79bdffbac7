"""`--as-of`, what "now" is without it, and which incidents a window holds."""

from datetime import UTC, datetime, timedelta

import click
import pytest

from schemas import Incident, Window
from streams.cli.moments import Moment, in_window, now_of
from streams.settings import Clock
from tests.unit.schemas.samples import SAMPLES

NOON = datetime(2023, 11, 21, 12, tzinfo=UTC)

MOMENTS = {
    "zulu": ("2023-11-21T12:00:00Z", NOON),
    "another zone": ("2023-11-21T15:00:00+03:00", NOON),
    "without seconds": ("2023-11-21T12:00Z", NOON),
    "a date alone": ("2023-11-21", datetime(2023, 11, 21, tzinfo=UTC)),
}


@pytest.mark.parametrize(("text", "moment"), MOMENTS.values(), ids=MOMENTS)
def test_a_moment_is_read(text: str, moment: datetime) -> None:
    assert Moment().convert(text, None, None) == moment


@pytest.mark.parametrize(
    ("text", "why"),
    [("2023-11-21T12:00:00", "has no zone"), ("yesterday", "is not a moment"), ("2023-02-30", "is not a moment")],
)
def test_a_moment_that_would_be_guessed_is_refused(text: str, why: str) -> None:
    with pytest.raises(click.BadParameter, match=why):
        Moment().convert(text, None, None)


def incident(hours_before_noon: float, name: str = "a") -> Incident:
    sample = Incident.model_validate(SAMPLES["incident"], strict=False)
    return sample.model_copy(update={"occurred_at": NOON - timedelta(hours=hours_before_noon), "incident_id": name})


def test_now_is_what_is_asked_for_else_the_newest_event() -> None:
    asked = NOON - timedelta(days=9)
    known = [incident(30), incident(2)]
    assert now_of(known, {}, asked, Clock.EVENT) == asked
    assert now_of(known, {}, asked, Clock.WALL) == asked
    assert now_of(known, {}, None, Clock.EVENT) == NOON - timedelta(hours=2)


def test_the_wall_clock_is_now_also_where_there_is_no_event() -> None:
    for clock in Clock:
        before = datetime.now(UTC)
        assert before <= now_of([], {}, None, clock) <= datetime.now(UTC)


# as_of 12:30 -> the hour of 12:00; a day back is 12:00 of the day before, which is no longer in it
HELD = {
    "this hour": (-0.9, True),
    "the next hour": (-1.0, False),
    "23 hours ago": (23.0, True),
    "23 hours and 59 minutes ago": (23.98, False),
    "a day ago": (24.0, False),
}


@pytest.mark.parametrize(("hours", "held"), HELD.values(), ids=HELD)
def test_a_day_is_twenty_four_whole_hours(hours: float, *, held: bool) -> None:
    assert bool(in_window([incident(hours)], Window.DAY, NOON + timedelta(minutes=30))) is held


def test_all_has_no_beginning_but_an_end() -> None:
    known = [incident(1_000_000, "old"), incident(-5, "later")]
    assert [each.incident_id for each in in_window(known, Window.ALL, NOON)] == ["old"]
