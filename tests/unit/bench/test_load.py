"""The load of the bench: the same each time, with redeliveries, corrections and probes."""

from collections import Counter
from itertools import islice
from typing import Any

import orjson
import pytest

from bench.compare.load import CORRECTED, COUNTRIES, LATEST, PROBES, REDELIVERED, Sent, news
from bench.compare.task import WARM, WARM_PROBES, Task, load, warm_up
from bench.compare.truth import Truth
from bench.systems.work import Tally, constant
from schemas import EVENT, Article, Retraction
from streams.projection import report_key, upsert

TEXTS: list[dict[str, Any]] = [
    {
        "title": f"Shelling {number}",
        "body": f"Shelling killed {number} people in Idlib.",
        "published_at": f"2020-03-{number:02}T12:00:00Z",
    }
    for number in range(1, 21)
]


def first(count: int) -> list[Sent]:
    return list(islice(news(TEXTS), count))


def test_the_load_is_the_same_in_every_process() -> None:
    assert first(500) == first(500)


def test_shares_are_redelivered_and_corrected() -> None:
    sent = first(20_000)
    versions = Counter((each.key, each.value) for each in sent)
    articles = len({each.key for each in sent})
    twice = sum(count > 1 for count in versions.values())
    corrected = sum("updated_at" in orjson.loads(each.value) for each in sent)
    assert twice / articles == pytest.approx(REDELIVERED, abs=0.01)
    assert corrected / articles == pytest.approx(CORRECTED, abs=0.01)


def test_a_redelivery_comes_after_the_first_and_not_much_later() -> None:
    seen: dict[bytes, int] = {}
    for position, each in enumerate(first(5_000)):
        if each.value in seen:
            assert 0 < position - seen[each.value] <= 2 * LATEST
        seen.setdefault(each.value, position)


def test_a_correction_is_a_newer_version_of_an_article_that_came_before() -> None:
    newest: dict[str, str] = {}
    corrections = 0
    for each in first(5_000):
        article = Article.model_validate_json(each.value)
        if article.updated_at is not None and article.version not in newest.values():
            assert article.version > newest[article.id]
            corrections += 1
        newest[article.id] = max(article.version, newest.get(article.id, ""))
    assert corrections > 100


def test_repetitions_of_a_text_have_other_days_and_other_ids() -> None:
    articles = {each.key: orjson.loads(each.value) for each in first(100) if b"updated_at" not in each.value}
    days = [said["published_at"][:10] for said in articles.values()]
    assert len(set(days)) > len(TEXTS)
    assert len({key.partition("-")[0] for key in articles}) == COUNTRIES


def test_every_probe_is_one_attack_more_in_its_country() -> None:
    assert Truth().probes(3) == list(PROBES)


def task(**more: Any) -> Task:  # noqa: ANN401 - fields of Task
    return Task("", "", "", 12, probes=["ISL", "FJI"], **more)


def test_all_at_once_ends_with_a_probe_of_each_country() -> None:
    sent = [each for _, each in load(task(articles=50))]
    assert len(sent) == 50
    assert [each.probe for each in sent[-2:]] == ["ISL", "FJI"]
    assert not any(each.probe for each in sent[:-2])


def test_the_warm_up_and_the_load_have_no_record_of_the_same_number_twice() -> None:
    warm = warm_up(task())
    sent = [each for _, each in load(task(rate=100.0, seconds=4.0))]
    probes = [each.key for each in (*warm, *sent) if each.probe]
    assert len(probes) == len(set(probes))
    assert len(warm) == WARM + 2 * WARM_PROBES


def test_a_tally_counts_live_events() -> None:
    tally = Tally((), None)
    reports: dict[str, bytes] = {}

    def take(key: str, raw: bytes) -> None:
        new = upsert(reports.get(key), EVENT.validate_json(raw))
        if new is not None:
            tally.change(key, reports.get(key), new)
            reports[key] = new

    for each in first(300):
        (said,) = constant(Article.model_validate_json(each.value))
        take(report_key(str(said.country), said), said.model_dump_json().encode())
    counted = {country: orjson.loads(value or b"") for country, value in tally.flush(None).counters}
    truth = Truth().attacks(first(300), "none")
    assert {country: said["windows"]["all"]["attacks"] for country, said in counted.items()} == truth
    key, stored = next(iter(reports.items()))
    known = EVENT.validate_json(stored)
    gone = Retraction(
        event_id=known.event_id,
        article_id=known.article_id,
        version="9",
        reported_at=known.reported_at,
        country=known.country,
    )
    take(key, gone.model_dump_json().encode())
    ((country, record),) = tally.flush(None).counters
    assert orjson.loads(record or b"")["windows"]["all"]["attacks"] == truth[country] - 1
    assert Tally(reports.items(), None).counters == tally.counters
