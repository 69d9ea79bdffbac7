import json

import pytest
from click.testing import CliRunner, Result

from streams.cli import main
from streams.demo import Pace
from streams.provision import ensure_topics
from tests.conftest import SettingsFactory


def run(settings: SettingsFactory, *words: str) -> Result:
    chosen = settings()
    connection = ("--brokers", chosen.bootstrap_servers, "--topic-prefix", chosen.topic_prefix)
    return CliRunner().invoke(
        main, [words[0], *connection, *words[1:]], env={"STREAMS_PARTITIONS": "3", "STREAMS_WEB_PORT": "0"}
    )


def test_topics_are_created_then_found_right_then_refused(settings: SettingsFactory) -> None:
    first, second = run(settings, "topics"), run(settings, "topics")
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert f"{settings().topic_prefix}articles" in first.stdout.splitlines()
    assert second.stdout == ""
    refused = run(settings, "topics", "--partitions", "4")
    assert refused.exit_code == 1
    assert "3 partitions, not 4" in refused.stderr


def findings(result: Result) -> dict[str, dict[str, object]]:
    return {finding["what"]: finding for finding in map(json.loads, result.stdout.splitlines())}


def test_doctor_says_that_topics_are_missing_and_how_to_make_them(
    settings: SettingsFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("streams.provision.READY_SECONDS", 0.3)
    result = run(settings, "doctor", "--json")
    assert result.exit_code == 1
    found = findings(result)
    assert found["broker"]["ok"]
    assert not found["topics"]["ok"]
    assert "streams topics" in str(found["topics"]["remedy"])
    assert "extract workers" not in found


def test_doctor_says_that_no_worker_runs(settings: SettingsFactory) -> None:
    ensure_topics(settings())
    result = run(settings, "doctor", "--json")
    assert result.exit_code == 1
    found = findings(result)
    assert {what for what, finding in found.items() if not finding["ok"]} == {"extract workers", "count workers"}
    assert "streams worker count" in str(found["count workers"]["remedy"])
    assert found["dead letters"]["detail"] == "0 parked"


def test_doctor_speaks_to_people_too(settings: SettingsFactory) -> None:
    ensure_topics(settings())
    lines = run(settings, "doctor").stdout.splitlines()
    assert "ok       faust-streaming: 0.15.3" in lines
    assert "ok       topics: all there, as the settings want them" in lines


CASES = {
    "nothing published yet": (Pace(0, 0, 0, 0), False),
    "articles wait": (Pace(3, 2, 1, 1), False),
    "events wait": (Pace(3, 3, 2, 1), False),
    "no article had an event": (Pace(3, 3, 0, 0), True),
    "all counted": (Pace(3, 3, 2, 2), True),
}


@pytest.mark.parametrize(("pace", "done"), CASES.values(), ids=CASES)
def test_the_demo_is_done_when_every_event_is_counted(pace: Pace, *, done: bool) -> None:
    assert pace.done is done
