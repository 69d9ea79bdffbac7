"""One article in plain English, through both workers with the real extraction, to every topic that it must reach."""

from collections.abc import Iterator
from typing import Any, Final

import pytest

from schemas import EVENT, CountryCounters, EventType, Incident, IncidentReport, ReportedTotal, Window
from streams import topics
from streams.fold import fold
from streams.resources import load_lexicon
from streams.settings import Settings
from tests.conftest import fresh_prefix
from tests.support import workers
from tests.support.workers import article, compacted, everything, publish, settle

TEXT: Final = (
    "BAGHDAD - Two rockets hit the Victoria base near Baghdad airport in Iraq on Monday night, and three soldiers were "
    "wounded, a spokesman for the coalition said on Tuesday.\n\n"
    "He said that U.S. forces have been attacked 23 times since Jan. 3, 15 times in Iraq and eight times in Syria."
)
ARTICLE: Final = article(
    "victoria-base",
    TEXT,
    title="Rockets hit base near Baghdad airport",
    source="Our Test Desk",
    published_at="2024-02-06T15:00:00Z",
    language="en",
)


@pytest.fixture(scope="module")
def settings(broker: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Send the article through a pair of workers that are as users start them."""
    folder = tmp_path_factory.mktemp("article")
    made = workers.quick(Settings(_env_file=None, brokers=broker, topic_prefix=fresh_prefix(), data_dir=folder))
    with workers.pair(made, folder, scripted=False) as pair:
        publish(made, [ARTICLE])
        settle(made, *pair)
        yield made


def events(settings: Settings) -> list[Any]:
    return [EVENT.validate_json(value or b"") for _, value in everything(settings, topics.EVENTS)]


def test_the_attack_and_both_totals_are_on_the_topic_of_events(settings: Settings) -> None:
    attacks = [event for event in events(settings) if isinstance(event, IncidentReport)]
    totals = {event.country: event.attacks for event in events(settings) if isinstance(event, ReportedTotal)}
    assert [(event.country, event.event_type) for event in attacks] == [("IRQ", EventType.SHELLING)]
    assert set(totals) == {"IRQ", "SYR"}


def test_the_incident_carries_its_sentence(settings: Settings) -> None:
    [raw] = compacted(settings, topics.INCIDENTS).values()
    incident = Incident.model_validate_json(raw)
    assert incident.injured is not None
    assert (incident.country, incident.injured.best) == ("IRQ", 3)
    [report] = incident.reports
    assert report.evidence
    assert all(TEXT[said.start : said.end] == said.sentence for said in report.evidence)
    assert report.article_id == "victoria-base"


def test_the_counters_count_the_attack_and_show_the_total_beside_it(settings: Settings) -> None:
    found = {key: CountryCounters.model_validate_json(raw) for key, raw in compacted(settings, topics.COUNTERS).items()}
    assert found["IRQ"].windows[Window.DAY].attacks == 1
    assert found["IRQ"].windows[Window.DAY].injured.best == 3
    said = {country: counters.reported[0].attacks for country, counters in found.items()}
    assert {country: count and count.best for country, count in said.items()} == {"IRQ": 15, "SYR": 8}


def test_it_is_what_the_fold_gives_without_kafka(settings: Settings) -> None:
    parsed = workers.parse(ARTICLE)
    folded = fold([parsed], load_lexicon())
    assert {raw.decode() for raw in compacted(settings, topics.INCIDENTS).values()} == {
        incident.model_dump_json() for incident in folded.incidents
    }


def test_nothing_was_parked_or_corrected(settings: Settings) -> None:
    assert everything(settings, topics.DEAD_LETTERS) == everything(settings, topics.CORRECTIONS) == []
