"""Every record: strict about types, forgiving about unknown fields, unchanged by reading and writing."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from schemas import Article, Count
from schemas.export import RECORDS
from tests.unit.schemas.samples import SAMPLES


def read(name: str, record: dict[str, Any]) -> Any:  # noqa: ANN401 - a record of any type
    return RECORDS[name].validate_json(json.dumps(record))


def test_every_record_has_a_sample() -> None:
    assert SAMPLES.keys() == RECORDS.keys()


@pytest.mark.parametrize("name", RECORDS)
def test_reading_and_writing_changes_nothing(name: str) -> None:
    assert json.loads(RECORDS[name].dump_json(read(name, SAMPLES[name]))) == SAMPLES[name]


@pytest.mark.parametrize("name", RECORDS)
def test_an_unknown_field_is_ignored(name: str) -> None:
    assert read(name, {**SAMPLES[name], "added_in_2031": 1}) == read(name, SAMPLES[name])


@pytest.mark.parametrize("name", RECORDS)
def test_records_are_frozen(name: str) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        read(name, SAMPLES[name]).schema_version = 2


@pytest.mark.parametrize("name", RECORDS)
@pytest.mark.parametrize("version", ["1", 1.5, True, None])
def test_types_are_not_guessed(name: str, version: object) -> None:
    with pytest.raises(ValidationError):
        read(name, {**SAMPLES[name], "schema_version": version})


WRONG = {
    "country in lower case": ("incident", {"country": "irq"}),
    "country of two letters": ("event", {"country": "IQ"}),
    "moment without a zone": ("correction", {"reported_at": "2023-11-22T00:00:00"}),
    "moment as a number": ("article", {"published_at": 1700611200}),
    "empty body": ("article", {"body": ""}),
    "body that is a number": ("article", {"body": 5}),
    "empty id": ("article", {"id": ""}),
    "negative offset": ("dead_letter", {"offset": -1}),
    "value that is not base64": ("dead_letter", {"value": "a"}),
    "unknown reason": ("dead_letter", {"reason": "bad luck"}),
    "unknown type of event": ("event", {"event_type": "protest"}),
    "unknown kind of event": ("event", {"kind": "rumour"}),
    "precision 4": ("event", {"time_precision": 4}),
    "confidence above 1": ("event", {"confidence": 1.1}),
    "latitude of 91": ("incident", {"place": {"name": "x", "latitude": 91.0, "longitude": 0.0, "geo_precision": 1}}),
    "low above best": ("correction", {"new": {"low": 4, "best": 3, "high": None}}),
    "high below best": ("correction", {"new": {"low": None, "best": 3, "high": 2}}),
    "unknown window": ("country_counters", {"windows": {"3h": SAMPLES["country_counters"]["windows"]["24h"]}}),
}


@pytest.mark.parametrize(("name", "change"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_refused(name: str, change: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        read(name, {**SAMPLES[name], **change})


def test_a_moment_is_kept_in_utc() -> None:
    article = Article.model_validate_json('{"body": "x", "published_at": "2023-11-22T02:30:00+03:00"}')
    assert article.published_at == datetime(2023, 11, 21, 23, 30, tzinfo=UTC)
    assert '"published_at":"2023-11-21T23:30:00Z"' in article.model_dump_json()


def test_an_exact_count_has_three_equal_bounds() -> None:
    assert Count.exactly(7) == Count(low=7, best=7, high=7)


IDS = {
    "url alone decides": ({"url": "u", "body": "a"}, {"url": "u", "body": "b", "title": "t"}, True),
    "without url the words decide": ({"body": "a"}, {"body": "b"}, False),
    "the source is part of it": ({"body": "a", "source": "x"}, {"body": "a", "source": "y"}, False),
    "title and body do not run together": ({"title": "ab", "body": "c"}, {"title": "a", "body": "bc"}, False),
    "the moment is no part of it": ({"body": "a"}, {"body": "a", "published_at": "2023-11-22T00:00:00Z"}, True),
}


@pytest.mark.parametrize(("one", "other", "same"), IDS.values(), ids=IDS)
def test_an_id_that_is_not_given_is_derived(one: dict[str, str], other: dict[str, str], *, same: bool) -> None:
    assert (read("article", one).id == read("article", other).id) is same


def test_the_version_orders_by_time_then_by_words() -> None:
    first = Article(body="Two were hurt.", id="a", published_at=datetime(2023, 11, 22, tzinfo=UTC))
    later = first.model_copy(update={"updated_at": datetime(2023, 11, 22, 0, 0, 0, 1, tzinfo=UTC)})
    reworded = first.model_copy(update={"body": "Three were hurt."})
    assert first.version < later.version
    assert reworded.version != first.version
    assert reworded.version.partition("/")[0] == first.version.partition("/")[0]


def test_an_article_without_a_time_has_no_version() -> None:
    article = Article(body="x", id="a")
    with pytest.raises(ValueError, match="call stamped"):
        _ = article.version
    assert article.stamped(datetime(2023, 1, 1, tzinfo=UTC)).version.startswith("2023-01-01T00:00:00.000000Z/")
