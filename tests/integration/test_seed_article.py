"""The article that the project starts from, through both workers: every row of what it must give, read from the topics.

The article is somebody's text and lies beside the project, not in it. seeds/articles has our own account of that night,
which tests/unit/test_seeds_engine.py holds to the same figures wherever the tests run.
"""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any, Final

import orjson
import pytest

from schemas import EVENT, Article, Count, EventType, Incident, IncidentReport, ReportedTotal
from streams import topics
from streams.settings import Settings
from tests.conftest import ROOT, fresh_prefix
from tests.support import workers
from tests.support.workers import command, compacted, everything, settle

SEED: Final = ROOT.parent / "shared" / "seed" / "article.jsonl"
NIGHT: Final = datetime(2023, 11, 20, 22, tzinfo=UTC)
SEVERAL: Final = Count(low=2, best=3, high=None, vague=True)

pytestmark = pytest.mark.skipif(not SEED.exists(), reason="the seed article is not beside this checkout")


@pytest.fixture(scope="module")
def settings(broker: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    folder = tmp_path_factory.mktemp("seed-article")
    made = workers.quick(Settings(_env_file=None, brokers=broker, topic_prefix=fresh_prefix(), data_dir=folder))
    with workers.pair(made, folder, scripted=False) as pair:
        command(made, "produce", str(SEED))
        settle(made, *pair)
        yield made


@pytest.fixture(scope="module")
def body() -> str:
    return Article.model_validate_json(SEED.read_bytes()).body


@pytest.fixture(scope="module")
def reports(settings: Settings) -> list[IncidentReport]:
    found = [EVENT.validate_json(value or b"") for _, value in everything(settings, topics.EVENTS)]
    return [event for event in found if isinstance(event, IncidentReport)]


@pytest.fixture(scope="module")
def totals(settings: Settings) -> dict[str | None, ReportedTotal]:
    found = [EVENT.validate_json(value or b"") for _, value in everything(settings, topics.EVENTS)]
    return {event.country: event for event in found if isinstance(event, ReportedTotal)}


def incident_of(settings: Settings, event_type: EventType) -> Incident:
    incidents = [Incident.model_validate_json(value) for value in compacted(settings, topics.INCIDENTS).values()]
    [found] = [incident for incident in incidents if incident.event_type == event_type]
    return found


def counters_at(settings: Settings, as_of: str) -> dict[str, Any]:
    lines = command(settings, "counters", "--json", "--as-of", as_of).splitlines()
    return {line["country"]: line for line in map(json.loads, lines)}


def test_there_are_two_incidents_and_both_are_in_iraq(settings: Settings) -> None:
    incidents = [Incident.model_validate_json(value) for value in compacted(settings, topics.INCIDENTS).values()]
    assert [incident.country for incident in incidents] == ["IRQ", "IRQ"]


def test_the_missile_attack(settings: Settings) -> None:
    attack = incident_of(settings, EventType.SHELLING)
    assert attack.place is not None
    assert (attack.place.name, attack.place.geo_precision) == ("al-Assad Airbase", 1)
    assert (attack.occurred_at, attack.time_precision) == (NIGHT, 1)
    assert attack.attacker == "Iran-backed militias"
    assert attack.target == "US and coalition forces"
    assert attack.weapon == "close-range ballistic missile"
    assert (attack.injured, attack.killed) == (SEVERAL, None)


def test_the_strike_that_answered_it(settings: Settings) -> None:
    strike = incident_of(settings, EventType.AIR_DRONE_STRIKE)
    assert strike.occurred_at == NIGHT
    assert strike.attacker is not None
    assert "AC-130" in strike.attacker
    assert strike.target is not None
    assert strike.target.startswith("Iranian-backed militia vehicle")
    assert "personnel" in strike.target
    assert (strike.injured, strike.killed) == (None, None)


def test_every_incident_has_the_sentences_that_say_so(settings: Settings, body: str) -> None:
    for event_type in (EventType.SHELLING, EventType.AIR_DRONE_STRIKE):
        [report] = incident_of(settings, event_type).reports
        assert report.evidence
        assert all(body[said.start : said.end] == said.sentence for said in report.evidence)


def test_the_reported_total_is_split_by_country(totals: dict[str | None, ReportedTotal]) -> None:
    assert set(totals) == {"IRQ", "SYR"}
    for total in totals.values():
        assert (total.since, total.as_of) == (date(2023, 10, 17), date(2023, 11, 21))
        assert total.attacks is not None
        assert total.injured is not None
        assert (total.attacks.best, total.injured.best) == (66, 62)
        shares = {country: share.attacks and share.attacks.best for country, share in total.by_country.items()}
        assert shares == {"IRQ": 32, "SYR": 34}


def test_the_attack_by_hamas_is_background(reports: list[IncidentReport], settings: Settings) -> None:
    background = [report for report in reports if report.kind == "background"]
    assert any(report.attacker and "Hamas" in report.attacker for report in background)
    assert "ISR" not in counters_at(settings, "2023-11-22T00:00:00Z")


def test_a_day_later_the_night_has_left_the_last_24_hours(settings: Settings) -> None:
    iraq = counters_at(settings, "2023-11-22T00:00:00Z")["IRQ"]
    assert iraq["windows"]["7d"]["attacks"] == 2
    assert iraq["windows"]["7d"]["injured"] == {"low": 2, "best": 3, "high": None}
    assert iraq["windows"]["24h"]["attacks"] == 0


def test_at_noon_of_the_next_day_it_is_in_the_last_24_hours(settings: Settings) -> None:
    day = counters_at(settings, "2023-11-21T12:00:00Z")["IRQ"]["windows"]["24h"]
    assert (day["attacks"], day["injured"]) == (2, {"low": 2, "best": 3, "high": None})


def test_syria_has_its_reported_total_and_nothing_else(settings: Settings) -> None:
    syria = counters_at(settings, "2023-11-22T00:00:00Z")["SYR"]
    assert {name: window["attacks"] for name, window in syria["windows"].items()} == dict.fromkeys(syria["windows"], 0)
    [reported] = syria["reported"]
    assert reported["attacks"]["best"] == 34
    assert reported["total"]["injured"]["best"] == 62


def test_the_fold_without_kafka_prints_the_same_bytes(settings: Settings) -> None:
    moment = "2023-11-22T00:00:00Z"
    folded = command(settings, "fold", "--counters", "--as-of", moment, str(SEED))
    assert folded == command(settings, "counters", "--json", "--as-of", moment)
    assert [orjson.loads(line)["country"] for line in folded.splitlines()] == ["IRQ", "SYR"]
