from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.extract.date_choice import days_before, moment_at, resolve_date
from streams.extract.dates import Role, find_dates
from streams.extract.day_zones import reference_day, zone_named
from streams.extract.text import tokenize

PUBLISHED = datetime(2023, 11, 22, 18, 30, tzinfo=UTC)  # a Wednesday
BAGHDAD = ZoneInfo("Asia/Baghdad")  # UTC+3


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


# Text, moment in UTC, ACLED's time precision.
DATES = {
    "a weekday": ("Two died on Monday.", "2023-11-20T12:00", 1),
    "the weekday of publication, before noon is over": ("Two died on Wednesday.", "2023-11-22T12:00", 1),
    "the last such weekday": ("Two died last Wednesday.", "2023-11-15T12:00", 1),
    "a weekday's night": ("Two died on Sunday night.", "2023-11-19T22:00", 1),
    "the night of a day": ("Two died on the night of Nov. 12.", "2023-11-12T22:00", 1),
    "today": ("Two died earlier today.", "2023-11-22T12:00", 1),
    "yesterday": ("Two died yesterday.", "2023-11-21T12:00", 1),
    "the day before yesterday": ("Two died the day before yesterday.", "2023-11-20T12:00", 1),
    "last night": ("Two died last night.", "2023-11-21T22:00", 1),
    "overnight": ("Two died overnight.", "2023-11-21T22:00", 1),
    "this morning": ("Two died this morning.", "2023-11-22T12:00", 1),
    "a weekday with its date": ("Two died on Sunday, Nov. 5.", "2023-11-05T12:00", 1),
    "a weekday with its date in brackets": ("Two died on Sunday (Nov. 5).", "2023-11-05T12:00", 1),
    "a weekday with day and month": ("Two died on Sunday, 5 November.", "2023-11-05T12:00", 1),
    "a weekday before a verb that is a month": ("Two died on Sunday, march or not.", "2023-11-19T12:00", 1),
    "month and day": ("Two died on Oct. 17.", "2023-10-17T12:00", 1),
    "day and month": ("Two died on 17 October.", "2023-10-17T12:00", 1),
    "an ordinal": ("Two died on October 17th.", "2023-10-17T12:00", 1),
    "month and day to come: last year's": ("Two died on Dec. 24.", "2022-12-24T12:00", 1),
    "29 February: that of the last leap year": ("Two died on Feb. 29.", "2020-02-29T12:00", 1),
    "with the year": ("Two died on Nov. 5, 2022.", "2022-11-05T12:00", 1),
    "with a year of two digits": ("TWO DIED ON 9 JUN 89.", "1989-06-09T12:00", 1),
    "two days as a range": ("Two died on Sept. 15-16.", "2023-09-15T12:00", 2),
    "ISO 8601": ("Two died on 2023-11-05.", "2023-11-05T12:00", 1),
    "with slashes, day first": ("Two died on 25/10/2023.", "2023-10-25T12:00", 1),
    "with slashes, month first": ("Two died on 10/25/2023.", "2023-10-25T12:00", 1),
    "with points": ("Two died on 04.07.2015.", "2015-07-04T12:00", 1),
    "a month": ("Two died in March.", "2023-03-15T12:00", 3),
    "early in a month": ("Two died in early March.", "2023-03-05T12:00", 3),
    "a month and year": ("Two died in March 2021.", "2021-03-15T12:00", 3),
    "last month": ("Two died last month.", "2023-10-15T12:00", 3),
    "last week": ("Two died last week.", "2023-11-15T12:00", 2),
    "days ago": ("Two died three days ago.", "2023-11-19T12:00", 1),
    "a vague number of days ago": ("Two died a few days ago.", "2023-11-19T12:00", 2),
    "weeks ago": ("Two died two weeks ago.", "2023-11-08T12:00", 2),
    "years ago": ("Two died two years ago.", "2021-11-22T12:00", 3),
    "a weekend": ("Two died over the weekend.", "2023-11-18T12:00", 2),
    "a year": ("Two died in 1998.", "1998-07-01T12:00", 3),
    "a time of day": ("Two died at 9:30 p.m. on Sunday.", "2023-11-19T21:30", 1),
    "a time of day, written together": ("Two died around 7pm on Friday.", "2023-11-17T19:00", 1),
    "a time of day of four digits": ("Two died at 0815 local on Friday.", "2023-11-17T08:15", 1),
    "a weekday's own": ("Two died in Sunday's raid.", "2023-11-19T12:00", 1),
    "a day after it": ("They mourned on Monday, a day after the raid.", "2023-11-19T12:00", 1),
    "the night before": ("They mourned on Monday. Two died the night before.", "2023-11-19T22:00", 1),
    "the same night": ("They met on Monday. Two died the same night.", "2023-11-20T22:00", 1),
    "a day earlier": ("One died on Saturday. A day earlier two died.", "2023-11-17T12:00", 1),
}


@pytest.mark.parametrize(("text", "moment", "precision"), DATES.values(), ids=DATES)
def test_date(text: str, moment: str, precision: int) -> None:
    mention = find_dates(tokenize(text), PUBLISHED, UTC)[-1]
    assert (mention.moment, mention.precision, mention.role) == (at(moment), precision, Role.EVENT)


NO_DATES = {
    "a verb": "Troops march on. It may rain.",
    "a day that is none": "Two died on June 31.",
    "next week's": "They meet next Friday.",
    "a number": "A crowd of 2,000 came, 15 died.",
    "a street's block": "Two died in the 1900 block of Elm Street.",
    "nothing": "",
}


@pytest.mark.parametrize("text", NO_DATES.values(), ids=NO_DATES)
def test_no_date(text: str) -> None:
    assert find_dates(tokenize(text), PUBLISHED, UTC) == []


ROLES = {
    "said on": ("Two died, police said on Tuesday.", Role.SAYING),
    "told whom": ("He told The News Agency late Tuesday that two died.", Role.SAYING),
    "not what happened before it was said": ("Two died on Tuesday, police said.", Role.EVENT),
    "not what is said to have happened": ("Police said a blast on Tuesday killed two.", Role.EVENT),
    "whom they accuse on that day": ("The army accused the rebels on Tuesday of the raid.", Role.SAYING),
    "whom they arrest on that day": ("Police arrested a man on Monday who left the bomb.", Role.SAYING),
    "how the wounded fare on that day": ("The girl was in critical condition Tuesday.", Role.SAYING),
    "who is held on that day": ("A man was being held Tuesday on charges of murder.", Role.SAYING),
    "what the police issued on that day": ("In a statement Tuesday the police named the dead.", Role.SAYING),
    "the day of what they were arrested for": ("He was arrested for the Nov. 5 ambush.", Role.EVENT),
    "the day of what a hearing is on": ("The hearing on Monday's ambush went on.", Role.EVENT),
    "what followed another deed": ("He was arrested after a blast on Monday.", Role.EVENT),
    "a possessive": ("Monday's twin blasts shook the town.", Role.EVENT),
    "the day of what follows": ("Officials on Monday named the dead.", Role.SAYING),
    "the day of a hearing": ("He appeared in court on Monday.", Role.SAYING),
    "the date of a hearing": ("He pleaded guilty on Nov. 6.", Role.SAYING),
    "the day of a page": ("Two died. Posted: Monday, Nov. 6, 2023.", Role.DATELINE),
    "of a page renewed after the article": ("Published: March 1, 2024. Two died.", Role.DATELINE),
    "since": ("Two died since Oct. 17.", Role.SINCE),
    "until": ("They must leave by Tuesday.", Role.AHEAD),
    "in the future": ("They vote on 1 March 2024.", Role.AHEAD),
    "in a dateline": ("KABUL, 20 Nov (NA) -- Two died.", Role.DATELINE),
}


@pytest.mark.parametrize(("text", "role"), ROLES.values(), ids=ROLES)
def test_role(text: str, role: Role) -> None:
    assert [mention.role for mention in find_dates(tokenize(text), PUBLISHED, UTC)] == [role]


ZONED = {
    "noon there": ("Two died on Monday.", "2023-11-20T09:00", BAGHDAD),
    "night there": ("Two died on Monday night.", "2023-11-20T19:00", BAGHDAD),
    "a time there": ("Two died at 8 a.m. on Monday.", "2023-11-20T05:00", BAGHDAD),
    "a time in UTC": ("Two died at 14:15 GMT on Monday.", "2023-11-20T14:15", BAGHDAD),
}


def test_a_dateline_stands_below_a_title() -> None:
    document = tokenize(
        "KABUL, Nov. 20 (NA) -- Two died.", "Two die in a blast near the gates of an old fort by the river"
    )
    (found,) = find_dates(document, PUBLISHED, UTC)
    assert found.role is Role.DATELINE


@pytest.mark.parametrize(("text", "moment", "zone"), ZONED.values(), ids=ZONED)
def test_zone(text: str, moment: str, zone: tzinfo) -> None:
    assert [mention.moment for mention in find_dates(tokenize(text), PUBLISHED, zone)] == [at(moment)]


def test_a_day_begins_where_the_text_was_written() -> None:
    late = datetime(2023, 11, 22, 22, 30, tzinfo=UTC)
    assert reference_day(late, BAGHDAD).day == 23
    assert reference_day(late, UTC).day == 22


def test_midnight_utc_is_a_day_without_a_time() -> None:
    midnight = datetime(2023, 11, 22, tzinfo=UTC)
    assert reference_day(midnight, ZoneInfo("America/New_York")).day == 22


def test_a_day_that_has_begun_farther_east() -> None:
    # Thursday evening in New York is Friday morning in Aden: Friday is not that of last week.
    thursday = datetime(2024, 1, 12, 2, 10, tzinfo=UTC)
    document = tokenize("Jets struck Aden early on Friday.")
    assert find_dates(document, thursday, ZoneInfo("America/New_York"))[0].moment == thursday


def test_a_night_is_that_of_the_place() -> None:
    (night,) = find_dates(tokenize("A base was hit on Monday night."), PUBLISHED, ZoneInfo("America/New_York"))
    assert moment_at(night, BAGHDAD, PUBLISHED) == at("2023-11-20T19:00")
    (clock,) = find_dates(tokenize("A base was hit at 10:15 GMT on Monday."), PUBLISHED, UTC)
    assert moment_at(clock, BAGHDAD, PUBLISHED) == at("2023-11-20T10:15")


def test_an_unknown_zone_is_utc() -> None:
    assert zone_named("Nowhere/Town") is UTC
    assert zone_named("") is UTC


def test_nothing_happens_after_publication() -> None:
    morning = datetime(2023, 11, 22, 6, 0, tzinfo=UTC)
    (today,) = find_dates(tokenize("Two died today."), morning, UTC)
    assert today.moment == morning
    assert moment_at(today, BAGHDAD, morning) == morning


def test_a_quote_counts_from_the_day_of_speaking() -> None:
    # Wednesday's paper quotes Tuesday's words on Monday's night.
    text = 'Jets struck back, an aide said Tuesday.\n\n"We saw an attack last night on our base," the aide said.'
    last_night = find_dates(tokenize(text), PUBLISHED, UTC)[-1]
    assert last_night.moment == at("2023-11-20T22:00")


def test_the_papers_own_words_count_from_publication() -> None:
    text = "Jets struck back, an aide said Tuesday. Another attack came last night."
    assert find_dates(tokenize(text), PUBLISHED, UTC)[-1].moment == at("2023-11-21T22:00")


# Text, trigger, moment, precision, whether a date in the text says so.
RESOLVED = {
    "its own sentence": ("Shells killed two on Monday.", "killed", "2023-11-20T12:00", 1),
    "the nearer of two": ("Jets struck on Sunday and mines killed two on Monday.", "struck", "2023-11-19T12:00", 1),
    "the sentence after": ("Shells killed two. It was on Monday.", "killed", "2023-11-20T12:00", 1),
    "not what it is counted from": ("Shells killed two since Oct. 17.", "killed", "2023-11-22T18:30", 2),
    "the day of saying, where no other is named": (
        "Shells killed two, police said Tuesday.",
        "killed",
        "2023-11-21T12:00",
        2,
    ),
    "publication, where none is named": ("Shells killed two.", "killed", "2023-11-22T18:30", 2),
    "a year beside it": ("The blast of 1998 killed two.", "killed", "1998-07-01T12:00", 3),
    "not a year of something else": (
        "The movement, which was founded by some of the old guard in 1987, has killed two.",
        "killed",
        "2023-11-22T18:30",
        2,
    ),
    "not a month of another sentence": ("Shells killed two. Talks began in March.", "killed", "2023-11-22T18:30", 2),
}


@pytest.mark.parametrize(("text", "trigger", "moment", "precision"), RESOLVED.values(), ids=RESOLVED)
def test_resolve(text: str, trigger: str, moment: str, precision: int) -> None:
    document = tokenize(text)
    mentions = find_dates(document, PUBLISHED, UTC)
    dated = resolve_date(mentions, document, [document.lower.index(trigger)], PUBLISHED)
    assert (dated.occurred_at, dated.time_precision) == (at(moment), precision)


def test_days_before() -> None:
    assert days_before(PUBLISHED - timedelta(days=31), PUBLISHED) == 31
    assert days_before(PUBLISHED + timedelta(days=1), PUBLISHED) == 0


WORDS = [
    "on",
    "last",
    "this",
    "Monday",
    "March",
    "may",
    "Oct",
    ".",
    "17",
    "29",
    "31",
    "2023",
    "89",
    "/",
    "-",
    ":",
    "night",
    "ago",
    "a",
    "few",
    "days",
    "week",
    "since",
    "said",
    "9",
    "p.m.",
    "GMT",
]


@given(st.lists(st.sampled_from(WORDS)), st.datetimes(timezones=st.just(UTC)))
def test_any_words_are_read(words: list[str], published: datetime) -> None:
    document = tokenize(" ".join(words))
    mentions = find_dates(document, published, UTC)
    assert all(mention.moment <= published for mention in mentions)
    assert all(0 <= mention.start < mention.end <= len(document.tokens) for mention in mentions)
    resolve_date(mentions, document, [], published)


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    find_dates(tokenize(text), PUBLISHED, BAGHDAD)
