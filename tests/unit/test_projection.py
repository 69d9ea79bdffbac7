import gc
import weakref
from collections.abc import Iterable
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import (
    EVENT,
    Correction,
    Count,
    CountryCounters,
    Incident,
    IncidentReport,
    ReportedTotal,
    Retraction,
    Window,
    key_country,
)
from streams.counters import counters_at, newest_event_time
from streams.incidents import digest_of
from streams.projection import Changes, Now, Projection, report_key, upsert
from streams.stored import CorruptReportError
from tests.unit.incidents.made import ERBIL, NOON, made, reports, retraction, total

AnyEvent = IncidentReport | ReportedTotal | Retraction


def best(count: Count | None) -> int | None:
    return count.best if count else None


class Live:
    """A projection beside its reports table and its output topics, as the count agent keeps them."""

    def __init__(self, now: Now = None) -> None:
        self.now = now
        self.reports: dict[str, bytes] = {}
        self.projection = Projection([], now)
        self.incidents: dict[str, bytes] = {}
        self.counters: dict[str, bytes] = {}
        self.corrections: list[Correction] = []

    def take(self, events: Iterable[AnyEvent]) -> Changes:
        for event in events:
            key = report_key(key_country(event.country), event)
            old = self.reports.get(key)
            new = upsert(old, event)
            if new is not None:
                self.reports[key] = new
                self.projection.change(key, old, new)
        return self.publish(self.projection.flush(self.now))

    def publish(self, changes: Changes) -> Changes:
        for topic, records in ((self.incidents, changes.incidents), (self.counters, changes.counters)):
            for key, value in records:
                assert topic.get(key) != value, "published, but nothing has changed"
                if value is None:
                    del topic[key]
                else:
                    topic[key] = value
        self.corrections += [Correction.model_validate_json(value) for _, value in changes.corrections]
        return changes

    def said(self) -> list[tuple[str, str, int | None, int | None]]:
        return [(said.incident_id, said.figure, best(said.old), best(said.new)) for said in self.corrections]

    def window(self, country: str, window: Window = Window.ALL) -> tuple[int, int | None]:
        counts = CountryCounters.model_validate_json(self.counters[country]).windows[window]
        return counts.attacks, counts.killed.best


@st.composite
def events(draw: st.DrawFn) -> AnyEvent:
    report = draw(reports())
    kind = draw(st.sampled_from(("report", "report", "report", "report", "retraction", "total", "nowhere")))
    if kind == "retraction":
        later = retraction(report, 0)
        return later.model_copy(update={"version": report.version})
    if kind == "nowhere":
        return report.model_copy(update={"country": None})
    if kind == "total":
        known = report.model_dump(include={"event_id", "article_id", "version", "reported_at", "country"})
        as_of = NOON.date() + timedelta(days=draw(st.integers(-3, 3)))
        return total("a", **known, as_of=as_of, attacks=Count.exactly(draw(st.integers(0, 3))))
    return report


CLOCKS = st.sampled_from((None, NOON + timedelta(hours=30), NOON + timedelta(days=200)))


@given(st.lists(events(), max_size=25), st.randoms(use_true_random=False), st.integers(1, 30), CLOCKS)
@settings(max_examples=150, deadline=None)
def test_order_repetition_and_batches_leave_no_trace(said: list[AnyEvent], random: Random, size: int, now: Now) -> None:
    shuffled = said + said[: len(said) // 2]
    random.shuffle(shuffled)
    one, many = Live(now), Live(now)
    one.take(said)
    for start in range(0, len(shuffled), size):
        many.take(shuffled[start : start + size])
    cold = Projection(sorted(many.reports.items()), now)
    assert many.reports == one.reports
    assert many.incidents == one.incidents == one.projection.incidents == many.projection.incidents == cold.incidents
    assert many.counters == one.counters == one.projection.counters == many.projection.counters == cold.counters


AFTER_EVERY_TOTAL = st.sampled_from((None, NOON + timedelta(days=4), NOON + timedelta(days=200)))


@given(st.lists(events(), max_size=25), AFTER_EVERY_TOTAL)
@settings(max_examples=100, deadline=None)
def test_a_reader_of_the_incidents_works_out_the_same_counters(said: list[AnyEvent], now: Now) -> None:
    live = Live(now)
    home = {event.event_id: event.country for event in said}  # the ledger leaves an id alive in one country alone
    live.take(event for event in said if event.country == home[event.event_id])
    incidents = [Incident.model_validate_json(value) for value in live.incidents.values()]
    published = [CountryCounters.model_validate_json(value) for _, value in sorted(live.counters.items())]
    reported = {record.country: record.reported for record in published}
    as_of = now or newest_event_time(incidents, reported)
    if as_of is None:
        assert published == []
    else:
        assert counters_at(incidents, reported, as_of) == published


def test_a_record_keeps_a_total_that_lies_ahead_of_its_clock() -> None:
    # a reader with a later as_of has no other source of it; counters_at leaves it out until then
    live = Live(NOON)
    live.take([total("a", as_of=NOON.date() + timedelta(days=1))])
    record = CountryCounters.model_validate_json(live.counters["IRQ"])
    assert len(record.reported) == 1
    assert counters_at([], {"IRQ": record.reported}, NOON)[0].reported == ()


@given(st.lists(events(), max_size=25))
@settings(max_examples=100, deadline=None)
def test_a_partition_of_the_countries_changes_no_incident(said: list[AnyEvent]) -> None:
    whole, iraq, rest = Live(NOON), Live(NOON), Live(NOON)
    whole.take(said)
    iraq.take(event for event in said if event.country == "IRQ")
    rest.take(event for event in said if event.country != "IRQ")
    assert whole.counters == iraq.counters | rest.counters
    assert whole.incidents == iraq.incidents | rest.incidents


def test_an_older_version_and_a_redelivery_are_old_news() -> None:
    old, new = made("a", reported=1), made("a", reported=2)
    stored = upsert(None, new)
    assert stored is not None
    assert upsert(stored, old) is None
    assert upsert(stored, new) is None
    assert upsert(stored, made("a", reported=3)) is not None


def test_a_retraction_keeps_winning() -> None:
    report = made("a", reported=1)
    stored = upsert(upsert(None, report), retraction(report, 2))
    assert stored is not None
    assert isinstance(EVENT.validate_json(stored), Retraction)
    assert upsert(stored, report) is None


def test_the_key_of_a_report_holds_the_country_of_its_record() -> None:
    assert report_key("ZZZ", made("a", country=None)) == "ZZZ|a#1"


def test_two_papers_count_once_and_the_newer_figure_wins() -> None:
    live = Live()
    live.take([made("a", reported=1, killed=3)])
    live.take([made("b", reported=2, killed=5)])
    assert live.window("IRQ") == (1, 5)
    assert live.said() == [("a#1", "killed", 3, 5)]
    assert (live.corrections[0].article_id, live.corrections[0].event_id) == ("b", "b#1")


def test_a_correction_names_the_article_of_its_own_step() -> None:
    live = Live()
    live.take([made("a", reported=1, killed=3)])
    live.take([made("b", reported=50, killed=5)])
    live.take([made("a", reported=20, killed=3, injured=4)])
    assert [(said.figure, said.article_id) for said in live.corrections] == [("killed", "b"), ("injured", "a")]


def test_the_first_publication_is_no_correction() -> None:
    live = Live()
    changes = live.take([made("a", killed=3), made("b", killed=4), made("c", place=ERBIL)])
    assert len(changes.incidents) == 2
    assert changes.corrections == []


def test_metadata_alone_is_no_correction() -> None:
    live = Live()
    live.take([made("a", reported=1, killed=3)])
    changes = live.take([made("a", reported=2, killed=3, title="Another headline")])
    assert len(changes.incidents) == 1
    assert changes.counters == changes.corrections == []


def test_a_withdrawn_incident_goes_from_one_to_none() -> None:
    live = Live()
    report = made("a", reported=1, killed=3)
    live.take([report])
    changes = live.take([retraction(report, 2)])
    assert changes.incidents == [("a#1", None)]
    assert changes.counters == [("IRQ", None)]
    assert live.said() == [("a#1", "attacks", 1, 0)]
    assert live.corrections[0].successor is None


def test_an_incident_that_moves_leaves_the_old_country() -> None:
    live = Live()
    report = made("a", reported=1)
    moved = made("a", reported=2, country="SYR")
    live.take([report])
    live.take([retraction(report, 2), moved])
    assert sorted(live.counters) == ["SYR"]
    assert Incident.model_validate_json(live.incidents["a#1"]).country == "SYR"
    assert [(said.country, *said_now) for said, said_now in zip(live.corrections, live.said(), strict=True)] == [
        ("IRQ", "a#1", "attacks", 1, 0)
    ]


def test_the_old_country_may_hear_of_the_move_last() -> None:
    live = Live()
    report = made("a", reported=1)
    live.take([report])
    live.take([made("a", reported=2, country="SYR")])
    live.take([retraction(report, 2)])
    assert Incident.model_validate_json(live.incidents["a#1"]).country == "SYR"


def test_incidents_that_become_one_name_the_successor() -> None:
    live = Live()
    live.take([made("a", reported=1), made("b", reported=2, place=ERBIL, killed=4)])
    live.take([made("b", reported=3, killed=4)])
    assert live.window("IRQ") == (1, 4)
    assert ("b#1", "attacks", 1, 0) in live.said()
    assert {said.incident_id: said.successor for said in live.corrections if said.figure == "attacks"} == {"b#1": "a#1"}


def test_an_incident_whose_oldest_report_goes_lives_on_under_the_next() -> None:
    live = Live()
    oldest = made("a", reported=1, killed=3)
    live.take([oldest, made("b", reported=2)])
    live.take([retraction(oldest, 3)])
    assert sorted(live.incidents) == ["b#1"]
    assert live.said() == [("a#1", "attacks", 1, 0), ("b#1", "killed", 3, None)]
    assert live.corrections[0].successor == "b#1"


def test_a_correction_of_the_oldest_report_keeps_the_id() -> None:
    live = Live()
    live.take([made("a", reported=1, published_at=NOON, killed=3), made("b", reported=2)])
    live.take([made("a", reported=5, published_at=NOON, killed=4)])
    assert sorted(live.incidents) == ["a#1"]
    assert live.said() == [("a#1", "killed", 3, 4)]


def test_background_moves_nothing_and_takes_an_incident_back() -> None:
    live = Live()
    live.take([made("a", reported=1), made("b", place=ERBIL, kind="background")])
    assert live.window("IRQ")[0] == 1
    live.take([made("a", reported=2, kind="background")])
    assert live.counters == live.incidents == {}


def test_an_old_incident_moves_its_own_bucket_and_no_other() -> None:
    live = Live(NOON + timedelta(days=200))
    live.take([made("a", reported=1, killed=3)])
    live.take([made("b", hours=24 * 200, reported=4801, killed=1)])
    live.take([made("a", reported=4802, killed=8)])
    windows = {window: live.window("IRQ", window) for window in Window}
    assert windows == {
        Window.DAY: (1, 1),
        Window.WEEK: (1, 1),
        Window.MONTH: (1, 1),
        Window.YEAR: (2, 9),
        Window.ALL: (2, 9),
    }


def test_a_window_empties_without_input() -> None:
    live = Live(NOON + timedelta(hours=1))
    live.take([made("a", killed=2), made("b", country="SYR", hours=-24 * 10)])
    # 13:00 ........ 13:59 same hour ...... next day 11:00 still there .... 12:00 gone
    assert live.projection.tick(NOON + timedelta(hours=1, minutes=59)) == Changes()
    live.publish(live.projection.tick(NOON + timedelta(hours=23)))
    assert live.window("IRQ", Window.DAY) == (1, 2)
    changes = live.publish(live.projection.tick(NOON + timedelta(hours=24)))
    assert live.window("IRQ", Window.DAY) == (0, 0)
    assert live.window("IRQ", Window.WEEK) == (1, 2)
    assert changes.incidents == changes.corrections == []
    assert live.counters == Projection(live.reports.items(), NOON + timedelta(hours=24)).counters


def test_the_event_clock_does_not_tick() -> None:
    live = Live(None)
    live.take([made("a")])
    assert live.projection.tick(None) == Changes()


def test_the_event_clock_moves_every_country_of_the_partition() -> None:
    live = Live(None)
    live.take([made("a")])
    live.take([made("b", country="SYR", hours=48)])
    assert live.window("IRQ", Window.DAY) == (0, 0)
    assert {CountryCounters.model_validate_json(value).as_of for value in live.counters.values()} == {
        NOON + timedelta(hours=48)
    }


def test_a_total_stands_beside_the_counted_and_is_replaced_by_its_article() -> None:
    live = Live(None)
    live.take([made("a"), total("b", reported=1, attacks=Count.exactly(12))])
    live.take([total("b", reported=2, attacks=Count.exactly(13))])
    record = CountryCounters.model_validate_json(live.counters["IRQ"])
    assert [figure.attacks for figure in record.reported] == [Count.exactly(13)]
    assert record.windows[Window.ALL].attacks == 1


BROKEN = {
    "not JSON": ("IRQ|a#1", b"{"),
    "no event": ("IRQ|a#1", b'{"kind": "incident"}'),
    "a newer schema": ("IRQ|a#1", made("a", schema_version=2).model_dump_json().encode()),
    "another event's key": ("IRQ|b#1", made("a").model_dump_json().encode()),
    "another country's key": ("SYR|a#1", made("a").model_dump_json().encode()),
}


@pytest.mark.parametrize(("key", "value"), BROKEN.values(), ids=BROKEN)
def test_a_corrupt_report_is_refused_by_name(key: str, value: bytes) -> None:
    with pytest.raises(CorruptReportError, match=key.replace("|", r"\|")):
        Projection([(key, value)], None)


def test_a_projection_that_is_dropped_goes_at_once() -> None:
    live = Live()
    live.take([made("a"), made("b"), made("c", country="SYR", place=None)])
    projection = weakref.ref(live.projection)
    gc.disable()  # as a worker's state is left out of the collector's rounds
    try:
        del live
        assert projection() is None
    finally:
        gc.enable()


def test_the_digests_are_those_of_the_records() -> None:
    live = Live()
    live.take([made("a"), made("b", country="SYR", place=None)])
    found = live.projection.digests()
    assert found == {incident: digest_of(record) for incident, record in live.incidents.items()}
    assert all(live.projection.shows(incident, digest) for incident, digest in found.items())


def test_reports_that_are_lent_are_not_kept_and_are_read_as_they_are_by_then() -> None:
    table: dict[str, bytes] = {}
    live = Live()
    live.projection.lend(table.__getitem__)
    live.reports = table
    live.take([made("a", killed=Count.exactly(2)), made("b", killed=Count.exactly(2))])
    live.take([made("a", reported=20, killed=Count.exactly(5))])
    assert live.incidents == dict(Projection(table.items(), None).incidents)
