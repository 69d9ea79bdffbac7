"""`streams extract` and `streams fold`: plain filters, with the real engine on sentences of our own."""

import gzip
import json
from pathlib import Path
from typing import NoReturn

import pytest
from click.testing import CliRunner, Result

import streams.extract
import streams.fold
from streams.cli.group import main

STRIKE = {
    "id": "strike",
    "source": "Example Wire",
    "published_at": "2024-03-05T15:00:00Z",
    "body": "BAGHDAD (Example) - A roadside bomb killed four soldiers and wounded seven others near Kirkuk on Monday.",
}
GAME = {"id": "game", "published_at": "2024-03-05T16:00:00Z", "body": "The home team won its third match in a row."}
AS_OF = "2024-03-05T18:00:00Z"


def lines(*articles: object) -> str:
    return "".join(f"{article if isinstance(article, str) else json.dumps(article)}\n" for article in articles)


def call(*arguments: str, text: str = "") -> Result:
    return CliRunner().invoke(main, list(arguments), input=text, catch_exceptions=False)


def test_extract_gives_a_line_an_article_in_order() -> None:
    result = call("extract", text=lines(GAME, STRIKE))
    assert result.exit_code == 0
    game, strike = map(json.loads, result.stdout.splitlines())
    assert game == {"article_id": "game", "events": []}
    assert strike["article_id"] == "strike"
    (event,) = strike["events"]
    assert (event["kind"], event["country"], event["killed"]["best"]) == ("incident", "IRQ", 4)


def test_a_bad_line_is_named_and_the_others_are_extracted() -> None:
    result = call("extract", text=lines(GAME, "{nonsense", "", {"id": "x"}, STRIKE))
    assert result.exit_code == 1
    assert [json.loads(line)["article_id"] for line in result.stdout.splitlines()] == ["game", "strike"]
    first, second, last = result.stderr.splitlines()
    assert first.startswith("line 2: not JSON: ")
    assert second == "line 4: not a valid record: body is missing"
    assert last == "2 bad lines"


def test_an_article_without_a_moment_is_taken_as_of_now() -> None:
    result = call("extract", text=lines({"id": "a", "body": STRIKE["body"]}))
    assert result.exit_code == 0
    assert len(json.loads(result.stdout)["events"]) == 1


def test_ids_are_escaped() -> None:
    result = call("extract", text=lines({**GAME, "id": 'a"\\\n'}))
    assert json.loads(result.stdout)["article_id"] == 'a"\\\n'


def test_an_article_that_fails_is_named_and_the_others_are_extracted(monkeypatch: pytest.MonkeyPatch) -> None:
    real = streams.extract.extract

    def failing(article: object, lexicon: object, **options: object) -> object:
        if getattr(article, "id", None) == "game":
            message = "no rule for this"
            raise LookupError(message)
        return real(article, lexicon, **options)  # type: ignore[arg-type] # passed through

    monkeypatch.setattr(streams.extract, "extract", failing)
    monkeypatch.setattr(streams.fold, "extract", failing)
    extracted = call("extract", text=lines(GAME, STRIKE))
    assert extracted.exit_code == 1
    assert extracted.stderr.startswith("line 1: processing failed: LookupError: no rule for this\n")
    assert json.loads(extracted.stdout)["article_id"] == "strike"
    folded = call("fold", text=lines(GAME, STRIKE))
    assert folded.exit_code == 1
    assert folded.stderr.startswith("article game: processing failed: LookupError: no rule for this\n")
    assert json.loads(folded.stdout)["country"] == "IRQ"


def test_the_largest_article_is_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STREAMS_MAX_ARTICLE_BYTES", "1000")
    result = call("extract", text=lines({"id": "a", "body": "x" * 1000}))
    assert result.exit_code == 1
    assert "line 1: too large: the article has 1,0" in result.stderr


def test_fold_gives_incidents_with_their_reports() -> None:
    again = {**STRIKE, "id": "again", "published_at": "2024-03-05T17:00:00Z"}
    result = call("fold", text=lines(STRIKE, GAME, again, STRIKE))
    assert result.exit_code == 0
    (incident,) = map(json.loads, result.stdout.splitlines())
    assert incident["country"] == "IRQ"
    assert [report["article_id"] for report in incident["reports"]] == ["strike", "again"]


def test_fold_counts() -> None:
    result = call("fold", "--counters", "--as-of", AS_OF, text=lines(STRIKE, STRIKE))
    (iraq,) = map(json.loads, result.stdout.splitlines())
    assert (iraq["country"], iraq["as_of"]) == ("IRQ", AS_OF)
    assert iraq["windows"]["7d"]["attacks"] == 1
    assert iraq["windows"]["7d"]["killed"] == {"low": 4, "best": 4, "high": 4}


def test_fold_counts_by_the_event_clock() -> None:
    result = call("fold", "--counters", "--clock", "event", text=lines(STRIKE))
    assert json.loads(result.stdout)["windows"]["24h"]["attacks"] == 1


def test_as_of_without_counters_is_misuse() -> None:
    result = call("fold", "--as-of", AS_OF)
    assert result.exit_code == 2
    assert "--as-of needs --counters" in result.stderr


@pytest.mark.parametrize("command", ["extract", "fold", "produce"])
def test_a_missing_file_is_misuse(command: str) -> None:
    result = call(command, "nowhere.jsonl")
    assert result.exit_code == 2
    assert "nowhere.jsonl" in result.stderr


def test_a_packed_file_is_unpacked(tmp_path: Path) -> None:
    packed = tmp_path / "articles.jsonl.gz"
    packed.write_bytes(gzip.compress(lines(GAME).encode()))
    assert json.loads(call("extract", str(packed)).stdout)["article_id"] == "game"


BROKEN = {
    "cut off": lambda whole: whole[:-10],
    "not packed at all": lambda _: b"{}\n",
    "damaged": lambda whole: whole[:20] + bytes(8) + whole[28:],
}


@pytest.mark.parametrize("damage", BROKEN.values(), ids=BROKEN)
def test_a_broken_packed_file_is_told_in_a_sentence(damage: object, tmp_path: Path) -> None:
    packed = tmp_path / "articles.jsonl.gz"
    packed.write_bytes(damage(gzip.compress(lines(GAME).encode())))  # type: ignore[operator] # a lambda of BROKEN
    result = call("extract", str(packed))
    assert result.exit_code == 2
    assert "articles.jsonl.gz can't be read" in result.stderr


def test_extract_starts_without_kafka(monkeypatch: pytest.MonkeyPatch) -> None:
    import aiokafka  # noqa: PLC0415 - only to break it

    def refuse(*_: object, **__: object) -> NoReturn:
        message = "a filter has nothing to do with Kafka"
        raise AssertionError(message)

    monkeypatch.setattr(aiokafka, "AIOKafkaConsumer", refuse)
    monkeypatch.setattr(aiokafka, "AIOKafkaProducer", refuse)
    monkeypatch.setenv("STREAMS_BROKERS", "127.0.0.1:1")
    assert call("extract", text=lines(STRIKE)).exit_code == 0
    assert call("fold", "--counters", text=lines(STRIKE)).exit_code == 0
