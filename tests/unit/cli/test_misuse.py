"""What is misused ends with exit status 2 and a sentence; what fails, with 1."""

import pytest
from click.testing import CliRunner

from streams.broker.ports import free_port
from streams.cli.group import main

MISUSED = {
    "nothing chosen": (["dead-letters", "replay"], "Name letters by PARTITION/OFFSET, or take --all or --reason"),
    "letters and all": (["dead-letters", "replay", "--all", "1/2"], "one or the other"),
    "no letter": (["dead-letters", "replay", "12"], "'12' is not PARTITION/OFFSET"),
    "unknown reason": (["dead-letters", "list", "--reason", "bad luck"], "'bad luck' is not one of"),
    "limit of none": (["tail", "events", "-n", "0"], "0 is not in the range"),
    "unknown window": (["counters", "--window", "3h"], "'3h' is not one of"),
    "moment without a zone": (["incidents", "--as-of", "2023-11-21T12:00"], "has no zone; add one"),
    "setting out of bounds": (["produce", "--max-article-bytes", "1"], "STREAMS_MAX_ARTICLE_BYTES: "),
}


@pytest.mark.parametrize(("arguments", "sentence"), MISUSED.values(), ids=MISUSED)
def test_misuse(arguments: list[str], sentence: str) -> None:
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert result.exit_code == 2
    assert sentence in " ".join(result.stderr.split())


NEEDS_KAFKA = (
    ["produce"],
    ["counters"],
    ["incidents", "--json"],
    ["tail", "events"],
    ["dead-letters", "list"],
    ["dead-letters", "replay", "--all"],
)


@pytest.mark.parametrize("arguments", NEEDS_KAFKA, ids=" ".join)
def test_without_a_broker_one_sentence_says_so(arguments: list[str], caplog: pytest.LogCaptureFixture) -> None:
    brokers = f"127.0.0.1:{free_port()}"
    result = CliRunner().invoke(main, arguments, env={"STREAMS_BROKERS": brokers}, catch_exceptions=False)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith(f"streams: No Kafka broker answers at {brokers} (")
    assert "Start one with `streams up`" in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert not caplog.records
