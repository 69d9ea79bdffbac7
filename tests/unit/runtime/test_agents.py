# ruff: noqa: ANN401 - fields of records are of any type

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest

import streams.agents
from schemas import EVENT, Article, CountryCounters, DeadLetter, Reason, Window
from streams import topics
from streams.agents import CorruptEntryError, CountAgent, CountTables, ExtractAgent
from streams.app import make_count_app
from streams.ledger import LedgerEntry
from streams.readers import Failed, Readers, Said
from streams.runtime import breath
from streams.runtime.application import Application
from streams.runtime.effects import Effects
from streams.runtime.partition import partition_of
from streams.runtime.tables import PartitionedTable
from streams.settings import Settings
from tests.conftest import SettingsFactory
from tests.support import fakes, scripted
from tests.support.scripted import attack, body
from tests.support.workers import article

PARTITIONS = 2
NOON = datetime(2024, 5, 10, 12, 30, tzinfo=UTC)


class Day:
    """A wall clock that a test moves."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def settings(offline_settings: SettingsFactory) -> Settings:
    return offline_settings(partitions=PARTITIONS)


@pytest.fixture
def extract_agent(settings: Settings, table: PartitionedTable, monkeypatch: pytest.MonkeyPatch) -> ExtractAgent:
    monkeypatch.setattr(streams.agents, "extract", scripted.extract)
    for partition in range(PARTITIONS):
        table.begin(partition, 0)
    lexicon: Any = None
    return ExtractAgent(settings, lexicon, table, Day())


def sent(said: dict[str, Any], **more: Any) -> fakes.FakeEvent:
    home = partition_of(said["id"].encode(), PARTITIONS)
    return fakes.FakeEvent(fakes.message(orjson.dumps(said), **{"place": ("articles", home, 0), **more}))


def step(agent: ExtractAgent | CountAgent, *events: fakes.FakeEvent) -> Effects:
    batch: Any = events
    return asyncio.run(agent.step(batch))


def apply(effects: Effects) -> None:
    for write in (*effects.projections, *effects.state):
        asyncio.run(write.table.put_many(write.rows))


def events_of(effects: Effects) -> list[tuple[str, str, int | None]]:
    """Return kind, key and partition of the events that are sent."""
    sent_events = [output for output in effects.outputs if output.topic == topics.EVENTS]
    return [
        (EVENT.validate_json(output.value).kind, (output.key or b"").decode(), output.partition)
        for output in sent_events
    ]


def test_an_attack_goes_to_its_country_and_into_the_ledger(extract_agent: ExtractAgent) -> None:
    effects = step(extract_agent, sent(article("a", body([attack("IRQ"), attack("SYR")]))))
    assert events_of(effects) == [
        ("incident", "IRQ", partition_of(b"IRQ", PARTITIONS)),
        ("incident", "SYR", partition_of(b"SYR", PARTITIONS)),
    ]
    [(partition, key, entry)] = effects.state[0].rows
    assert (partition, key) == (partition_of(b"a", PARTITIONS), "a")
    assert entry is not None
    assert [country for _, country in LedgerEntry.from_bytes(entry).events] == ["IRQ", "SYR"]


def test_revisions_in_one_batch_see_each_other(extract_agent: ExtractAgent) -> None:
    first = article("a", body([attack("IRQ")]))
    second = article("a", body([attack("SYR")]), updated_at="2024-05-11T00:00:00Z")
    effects = step(extract_agent, sent(first), sent(second), sent(first))
    assert [(kind, key) for kind, key, _ in events_of(effects)] == [
        ("incident", "IRQ"),
        ("retraction", "IRQ"),
        ("incident", "SYR"),
    ]
    assert len(effects.state[0].rows) == 1


def test_what_was_committed_is_not_said_again(extract_agent: ExtractAgent) -> None:
    said = article("a", body([attack("IRQ")]))
    apply(step(extract_agent, sent(said)))
    effects = step(extract_agent, sent(said))
    assert (effects.outputs, effects.state[0].rows) == ([], [])


def test_what_others_read_ahead_is_folded_in_the_order_of_the_log(extract_agent: ExtractAgent) -> None:
    class Ahead(Readers):
        def __init__(self) -> None:
            """Start no processes."""

        async def read(self, articles: Sequence[Article]) -> list[Said]:
            failed = Failed(f"ScriptedError: {scripted.ScriptedError()}")
            return [failed if each.body == scripted.RAISES else scripted.extract(each, None) for each in articles]

    batch = (
        sent(article("a", body([attack("IRQ")]))),
        sent(article("b", scripted.RAISES)),
        sent(article("a", body([attack("SYR")]), updated_at="2024-05-11T00:00:00Z")),
        fakes.FakeEvent(fakes.message(b"no JSON", place=("articles", 0, 0))),
    )
    here = step(extract_agent, *batch)
    extract_agent.readers = Ahead()
    there = step(extract_agent, *batch)
    assert there == here
    assert len(events_of(there)) == 3
    assert there.notes[f"parked: {Reason.FAILED}"] == there.notes[f"parked: {Reason.NOT_JSON}"] == 1


def test_a_bad_article_is_parked_and_the_next_one_is_processed(extract_agent: ExtractAgent) -> None:
    bad = sent(article("a", scripted.RAISES), key=b"the key")
    effects = step(extract_agent, bad, sent(article("b", body([attack("IRQ")]))))
    parked, event = effects.outputs
    assert (parked.topic, event.topic) == (topics.DEAD_LETTERS, topics.EVENTS)
    letter = DeadLetter.model_validate_json(parked.value)
    assert (letter.reason, letter.key, letter.value, letter.parked_at) == (
        Reason.FAILED,
        b"the key",
        bad.message.value,
        NOON,
    )
    assert effects.notes[f"parked: {Reason.FAILED}"] == 1


def test_a_stray_article_is_sent_home_with_its_time(extract_agent: ExtractAgent) -> None:
    home = partition_of(b"a", PARTITIONS)
    stray = sent({"id": "a", "body": body([attack("IRQ")])}, place=("articles", 1 - home, 5), timestamp=1_715_000_000.5)
    effects = step(extract_agent, stray, stray)
    [first, second] = effects.outputs
    assert first == second
    assert (first.topic, first.key, first.partition) == (topics.ARTICLES, b"a", home)
    assert orjson.loads(first.value)["published_at"].startswith("2024-05-06T12:53:20.5")
    assert first.timestamp == 1_715_000_000.5
    assert effects.state[0].rows == []


def test_a_stray_article_too_long_to_be_stamped_goes_as_it_came(
    extract_agent: ExtractAgent, settings: Settings
) -> None:
    home = partition_of(b"a", PARTITIONS)
    raw = orjson.dumps({"id": "a", "body": ""})
    raw = raw.replace(b'""', b'"' + b"x" * (settings.max_article_bytes - len(raw)) + b'"')
    stray = fakes.FakeEvent(fakes.message(raw, place=("articles", 1 - home, 5)))
    [output] = step(extract_agent, stray).outputs
    assert (output.value, output.partition, output.timestamp) == (raw, home, stray.message.timestamp)


def test_a_damaged_ledger_stops_the_worker_and_parks_nothing(
    extract_agent: ExtractAgent, table: PartitionedTable
) -> None:
    table.parts[partition_of(b"a", PARTITIONS)]["a"] = b'{"version": 7}'
    with pytest.raises(CorruptEntryError, match="Nothing was overwritten"):
        step(extract_agent, sent(article("a", body([attack("IRQ")]))))


class Counting:
    """A count agent on tables without a broker, and the events to feed it."""

    def __init__(self, settings: Settings) -> None:
        self.day = Day()
        app: Any = make_count_app(settings, self.day, fakes.end)
        self.tables = CountTables(*(app.tables[name] for name in ("reports", "incidents", "counters")))
        for partition in range(PARTITIONS):
            for table in self.tables.all:
                table.begin(partition, 0)
        self.agent = CountAgent(settings, self.tables, self.day)
        self.reconcile()

    def reconcile(self, *, ours: bool = True) -> int:
        held = {table: set(table.parts) for table in self.tables.all}
        return asyncio.run(self.agent.reconcile(held, lambda: ours, lambda: None))

    def events(self, effects: Effects) -> list[fakes.FakeEvent]:
        """Return what an extract agent has sent as what a count agent gets."""
        return [
            fakes.FakeEvent(
                fakes.message(output.value, key=output.key, place=(topics.EVENTS, output.partition or 0, 0))
            )
            for output in effects.outputs
        ]

    def attacks(self, country: str, window: Window) -> int:
        partition = partition_of(country.encode(), PARTITIONS)
        raw = self.tables.counters.parts[partition][country]
        return CountryCounters.model_validate_json(raw).windows[window].attacks


@pytest.fixture
def counting(settings: Settings, app: Application) -> Counting:  # noqa: ARG001 - it brings the fake producer
    return Counting(settings)


def test_an_event_becomes_a_report_an_incident_and_a_counter(extract_agent: ExtractAgent, counting: Counting) -> None:
    events = counting.events(step(extract_agent, sent(article("a", body([attack("IRQ", injured=2)])))))
    effects = step(counting.agent, *events)
    apply(effects)
    assert counting.attacks("IRQ", Window.WEEK) == 1
    again = step(counting.agent, *events)
    assert [write.rows for write in (*again.projections, *again.state)] == [[]]


def test_a_correction_is_sent_before_the_projections(extract_agent: ExtractAgent, counting: Counting) -> None:
    first = article("a", body([attack("IRQ", injured=2)]))
    second = article("a", body([attack("IRQ", injured=9)]), updated_at="2024-05-11T00:00:00Z")
    for said in (first, second):
        extracted = step(extract_agent, sent(said))
        apply(extracted)
        effects = step(counting.agent, *counting.events(extracted))
        apply(effects)
    assert [(output.topic, output.key) for output in effects.outputs] == [(topics.CORRECTIONS, b"IRQ")]
    assert effects.outputs[0].partition == partition_of(b"IRQ", PARTITIONS)


def test_counters_decay_by_the_wall_clock(extract_agent: ExtractAgent, counting: Counting) -> None:
    extracted = step(extract_agent, sent(article("a", body([attack("IRQ", day=4)]))))
    apply(step(counting.agent, *counting.events(extracted)))
    assert counting.attacks("IRQ", Window.DAY) == 1
    assert not any(write.rows for write in asyncio.run(counting.agent.tick()).projections)
    counting.day.now += timedelta(days=1)
    apply(asyncio.run(counting.agent.tick()))
    assert (counting.attacks("IRQ", Window.DAY), counting.attacks("IRQ", Window.WEEK)) == (0, 1)


def test_a_load_makes_what_is_published_equal_to_the_reports(extract_agent: ExtractAgent, counting: Counting) -> None:
    extracted = step(extract_agent, sent(article("a", body([attack("IRQ")]))))
    effects = step(counting.agent, *counting.events(extracted))
    asyncio.run(
        effects.state[0].table.put_many(effects.state[0].rows)
    )  # as a crash that lost the projections leaves it
    here = partition_of(b"IRQ", PARTITIONS)
    counting.tables.incidents.parts[here]["nobody#0"] = b"{}"
    counting.tables.reports.changed.add(here)
    assert counting.reconcile(ours=False) == 0
    assert counting.reconcile() == 3
    assert set(counting.tables.incidents.parts[here]) == {"a#0"}
    assert counting.attacks("IRQ", Window.WEEK) == 1
    assert counting.reconcile() == 0


def test_a_large_partition_is_projected_in_slices(
    extract_agent: ExtractAgent, counting: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(breath, "SLICE_SECONDS", -1.0)  # each is used up at once
    attacks = [attack("IRQ", day=number % 300) for number in range(50)]
    extracted = step(extract_agent, sent(article("a", body(attacks))))
    apply(step(counting.agent, *counting.events(extracted)))
    here = partition_of(b"IRQ", PARTITIONS)
    published = dict(counting.tables.incidents.parts[here])
    turns = 0

    async def reconcile() -> int:
        nonlocal turns
        held = {table: set(table.parts) for table in counting.tables.all}
        counting.tables.reports.changed.add(here)
        work = asyncio.ensure_future(counting.agent.reconcile(held, lambda: True, lambda: None))
        while not work.done():
            turns += 1
            await asyncio.sleep(0)
        return work.result()

    assert asyncio.run(reconcile()) == 0  # slices give what one flush gave
    assert counting.tables.incidents.parts[here] == published
    assert turns > 100


def test_a_rebalance_stops_a_projection_between_two_slices(
    extract_agent: ExtractAgent, counting: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(breath, "SLICE_SECONDS", -1.0)  # each is used up at once
    attacks = [attack("IRQ", day=number % 300) for number in range(50)]
    extracted = step(extract_agent, sent(article("a", body(attacks))))
    apply(step(counting.agent, *counting.events(extracted)))
    here = partition_of(b"IRQ", PARTITIONS)
    counting.tables.incidents.parts[here].clear()
    held = {table: set(table.parts) for table in counting.tables.all}
    counting.tables.reports.changed.add(here)
    answers = iter([True, False])
    assert asyncio.run(counting.agent.reconcile(held, lambda: next(answers), lambda: None)) == 0
    assert here in counting.tables.reports.changed  # it is done again
    assert counting.reconcile() > 0
