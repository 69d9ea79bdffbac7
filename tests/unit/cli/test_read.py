"""`streams counters` and `streams incidents` on topics that hold what the projection publishes."""

import csv
import io
import json
import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Final

import pytest
from click.testing import CliRunner, Result

from schemas import Article, Count, CountryCounters, CountryShare, Incident, IncidentReport, ReportedTotal, Statement
from streams import reader
from streams.cli.group import main
from streams.extract import extract
from streams.fold import Fold
from streams.projection import Projection
from streams.resources import load_lexicon
from streams.settings import Settings
from tests.unit.cli.test_filters import GAME, STRIKE, lines
from tests.unit.schemas.samples import SAMPLES

AS_OF: Final = "2024-03-05T18:00:00Z"
NOW: Final = datetime(2024, 3, 5, 18, tzinfo=UTC)
TALLY: Final = {
    "id": "tally",
    "source": "Example Wire",
    "published_at": "2024-03-05T12:00:00Z",
    "body": "U.S. forces in Iraq and Syria have been attacked 70 times since Oct. 17, an official said: "
    "40 times in Iraq and 30 times in Syria.",
}
KHARKIV: Final = {
    "id": "kharkiv",
    "published_at": "2024-02-20T09:00:00Z",
    "body": "KYIV (Example) - A missile strike on Kharkiv killed at least two people and injured five on Monday.",
}
ARTICLES: Final = tuple(Article.model_validate_json(json.dumps(each)) for each in (STRIKE, GAME, TALLY, KHARKIV))

Held = dict[str, dict[str, bytes]]


def call(*arguments: str, text: str = "") -> Result:
    return CliRunner().invoke(main, list(arguments), input=text, catch_exceptions=False)


def told(event_id: str, country: str, occurred_at: datetime, killed: Count, injured: Count) -> IncidentReport:
    sample = IncidentReport.model_validate_json(json.dumps(SAMPLES["event"]))
    figures = {"killed": killed, "injured": injured, "time_precision": 1, "place": None}
    said = {"article_id": event_id.partition("#")[0], "event_id": event_id, "country": country}
    return sample.model_copy(update={**said, **figures, "occurred_at": occurred_at})


def by_hand(article: Article) -> tuple[Statement, ...]:
    """Return what a reader finds in the articles, whatever the engine does."""
    whole = Count.exactly
    monday, kharkiv = datetime(2024, 3, 4, 9, tzinfo=UTC), datetime(2024, 2, 19, 10, tzinfo=UTC)
    shares = {"IRQ": CountryShare(attacks=whole(40)), "SYR": CountryShare(attacks=whole(30))}
    found: dict[str, tuple[Statement, ...]] = {
        "strike": (told("strike#1", "IRQ", monday, whole(4), whole(7)),),
        "kharkiv": (told("kharkiv#1", "UKR", kharkiv, Count(low=2, best=2, high=None), whole(5)),),
        "tally": (
            ReportedTotal(
                event_id="tally#1",
                article_id="tally",
                version=article.version,
                reported_at=article.reported_at,
                country=None,
                since=date(2023, 10, 17),
                as_of=date(2024, 3, 5),
                attacks=whole(70),
                injured=None,
                killed=None,
                by_country=shares,
                evidence=(),
                confidence=1.0,
            ),
        ),
    }
    return found.get(article.id, ())


def publish(find: Callable[[Article], Sequence[Statement]]) -> Held:
    fold = Fold()
    for article in ARTICLES:
        fold.add(article, find(article))
    published = Projection(fold.reports.items(), NOW)
    return {"incidents": dict(published.incidents), "counters": dict(published.counters)}


@pytest.fixture(autouse=True)
def topics(monkeypatch: pytest.MonkeyPatch) -> Held:
    """Put into the compacted topics what the projection publishes; a test may change it."""
    held = publish(by_hand)

    async def read_compacted(_settings: Settings, short: str) -> dict[bytes, bytes]:
        return {key.encode(): value for key, value in held[short].items()}

    monkeypatch.setattr(reader, "read_compacted", read_compacted)
    return held


@pytest.fixture
def by_engine(topics: Held) -> None:
    lexicon = load_lexicon()
    topics.update(publish(lambda article: extract(article, lexicon)))


@pytest.mark.parametrize("as_of", [AS_OF, "2024-02-21", "2024-03-05T18:59:59Z", "2030-01-01T00:00:00+03:00"])
@pytest.mark.usefixtures("by_engine")
def test_counters_and_fold_print_the_same_bytes(as_of: str) -> None:
    read = call("counters", "--json", "--as-of", as_of)
    folded = call("fold", "--counters", "--as-of", as_of, text=lines(STRIKE, GAME, TALLY, KHARKIV))
    assert read.exit_code == folded.exit_code == 0
    assert len(read.stdout_bytes.splitlines()) == 3
    assert read.stdout_bytes == folded.stdout_bytes


@pytest.mark.usefixtures("by_engine")
def test_counters_and_fold_agree_by_the_event_clock() -> None:
    read = call("counters", "--json", "--clock", "event")
    assert (
        read.stdout_bytes
        == call("fold", "--counters", "--clock", "event", text=lines(STRIKE, GAME, TALLY, KHARKIV)).stdout_bytes
    )


def test_counters_are_json_lines_sorted_by_country() -> None:
    found = call("counters", "--json", "--as-of", AS_OF).stdout.splitlines()
    parsed = [CountryCounters.model_validate_json(line) for line in found]
    assert [each.country for each in parsed] == ["IRQ", "SYR", "UKR"]
    assert [each.model_dump_json() for each in parsed] == found


def test_counters_as_a_plain_table() -> None:
    result = call("counters", "--as-of", AS_OF)
    title, header, iraq, syria, ukraine = result.stdout.splitlines()
    assert title == "Attacks counted per window, injured and killed of all time, as of 5 Mar 2024, 18:00 UTC"
    columns = [word for word in re.split("  +", header) if word]
    assert columns == ["country", "name", "24 h", "7 d", "30 d", "365 d", "all", "injured", "killed", "reported"]
    assert iraq.split()[:9] == ["IRQ", "Iraq", "0", "1", "1", "1", "1", "7", "4"]
    assert "40 attacks since 17 Oct 2023" in iraq
    assert syria.split()[:9] == ["SYR", "Syria", "0", "0", "0", "0", "0", "0", "0"]
    assert ukraine.split()[:7] == ["UKR", "Ukraine", "0", "0", "1", "1", "1"]
    assert "2 (2–?)" in ukraine  # noqa: RUF001 - the dash is what is shown
    assert "\x1b" not in result.stdout


def test_one_window_and_one_country() -> None:
    result = call("counters", "--as-of", AS_OF, "--window", "7d", "--country", "irq")
    title, header, iraq = result.stdout.splitlines()
    assert title == "Counted in 7 d, as of 5 Mar 2024, 18:00 UTC"
    assert header.split() == ["country", "name", "attacks", "injured", "killed", "reported"]
    assert iraq.split()[:5] == ["IRQ", "Iraq", "1", "7", "4"]
    chosen = json.loads(call("counters", "--json", "--as-of", AS_OF, "--window", "7d", "--country", "IRQ").stdout)
    assert list(chosen["windows"]) == ["7d"]


def test_counters_as_csv() -> None:
    rows = list(csv.DictReader(io.StringIO(call("counters", "--csv", "--as-of", AS_OF).stdout)))
    assert len(rows) == 3 * 5
    (row,) = (row for row in rows if (row["country"], row["window"]) == ("UKR", "30d"))
    assert (row["attacks"], row["killed_low"], row["killed_best"], row["killed_high"]) == ("1", "2", "2", "")


def test_a_country_with_nothing_on_record_is_told() -> None:
    result = call("counters", "--country", "NOR", "--as-of", AS_OF)
    assert result.stdout == "Nothing on record\n"
    assert result.stderr == "Nothing on record for NOR.\n"
    assert result.exit_code == 0


@pytest.mark.parametrize("country", ["Iraq", "IQ", "1RQ", "ИРК"])
def test_what_is_no_country_code_is_misuse(country: str) -> None:
    result = call("counters", "--country", country)
    assert result.exit_code == 2
    assert "is not an ISO 3166-1 alpha-3 code" in result.stderr


def test_incidents_come_newest_first() -> None:
    found = [Incident.model_validate_json(line) for line in call("incidents", "--json").stdout.splitlines()]
    assert [each.country for each in found] == ["IRQ", "UKR"]
    assert all(report.evidence for each in found for report in each.reports)


def test_incidents_of_a_window() -> None:
    assert json.loads(call("incidents", "--json", "--window", "7d", "--as-of", AS_OF).stdout)["country"] == "IRQ"
    assert json.loads(call("incidents", "--json", "--as-of", "2024-02-25").stdout)["country"] == "UKR"
    assert call("incidents", "--json", "--window", "24h", "--as-of", AS_OF).stdout == ""


def test_incidents_as_a_table() -> None:
    title, header, iraq, ukraine = call("incidents").stdout.splitlines()
    assert title == "2 incidents"
    assert header.split()[:4] == ["when", "country", "type", "place"]
    assert iraq.startswith("4 Mar 2024   IRQ")
    assert ukraine.startswith("19 Feb 2024  UKR")


def test_incidents_as_csv_run_no_formula(topics: Held) -> None:
    for key, value in topics["incidents"].items():
        incident = Incident.model_validate_json(value)
        topics["incidents"][key] = incident.model_copy(update={"attacker": "=1+1"}).model_dump_json().encode()
    rows = list(csv.DictReader(io.StringIO(call("incidents", "--csv").stdout)))
    assert [row["attacker"] for row in rows] == ["'=1+1", "'=1+1"]
    assert [row["articles"] for row in rows] == ["strike", "kharkiv"]


def test_empty_topics(topics: Held) -> None:
    topics["incidents"].clear()
    topics["counters"].clear()
    assert call("counters").stdout == "Nothing on record\n"
    assert call("counters", "--json").stdout == ""
    assert call("counters", "--csv").stdout == ""
    assert call("incidents").stdout == "Nothing on record\n"


FOREIGN = {
    "not JSON": (b"{", "Invalid JSON"),
    "another record": (b'{"schema_version":1}', "country: Field required"),
    "of a newer release": (None, "schema_version is 2, this release reads up to 1"),
}


@pytest.mark.parametrize(("value", "why"), FOREIGN.values(), ids=FOREIGN)
def test_a_record_that_cannot_be_read_stops_the_table(value: bytes | None, why: str, topics: Held) -> None:
    known = topics["counters"]["IRQ"]
    topics["counters"]["IRQ"] = value or known.replace(b'"schema_version":1', b'"schema_version":2')
    result = call("counters")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(
        "streams: The record of counters with the key 'IRQ' is none that this release reads"
    )
    assert why in result.stderr
