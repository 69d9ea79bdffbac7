"""Compares all that was published with a fold of the articles without Kafka, both read back from the broker."""

import asyncio
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import orjson
from aiokafka import ConsumerRecord

from schemas import Article, DeadLetter, Incident, key_country
from streams import topics
from streams.errors import BadRecordError
from streams.fold import Fold
from streams.projection import Projection, report_key, upsert
from streams.reader import records
from streams.resources import load_lexicon
from streams.runtime.partition import partition_of
from streams.runtime.records import article_of, event_of
from streams.settings import Settings
from streams.supervise import environment
from tests.chaos import news
from tests.conftest import ROOT
from tests.support.fakes import message
from tests.support.history import steps_back

Place = tuple[str, int, int]
MOST_SHOWN: Final = 3  # of what is wrong; all of it is in the topics
COMMAND_SECONDS: Final = 600  # a long form has 70,000 articles


@dataclass
class Truth:
    """What the articles give."""

    fold: Fold = field(default_factory=Fold)
    bad: dict[Place, bytes | None] = field(default_factory=dict)
    articles: int = 0


@dataclass
class Verdict:
    """What was compared, and what is wrong."""

    figures: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def same(self, what: str, found: Mapping[Any, Any], wanted: Mapping[Any, Any]) -> None:
        """Note whether two maps are equal, and by which keys they differ."""
        self.figures[what] = len(wanted)
        missing, extra = wanted.keys() - found.keys(), found.keys() - wanted.keys()
        other = [key for key in wanted.keys() & found.keys() if wanted[key] != found[key]]
        if missing or extra or other:
            shown = [sorted(map(str, keys))[:MOST_SHOWN] for keys in (missing, extra, other)]
            self.wrong.append(
                f"{what}: {len(missing)} missing {shown[0]}, {len(extra)} too many {shown[1]}, "
                f"{len(other)} different {shown[2]}"
            )

    def none(self, what: str, found: list[str]) -> None:
        """Note that something must not be there."""
        if found:
            self.wrong.append(f"{what}: {len(found)}, such as {found[:MOST_SHOWN]}")


def check(settings: Settings, folder: Path, sent: set[tuple[bytes | None, bytes | None]], as_of: datetime) -> Verdict:
    """Compare all topics with the truth.

    `sent` are the keys and values that a producer got acknowledged; `as_of` is what the two commands are asked for.
    """
    verdict = Verdict()
    logs = asyncio.run(_logs(settings))
    arrived = {(each.key, each.value) for short in ("articles", "events") for each in logs[short]}
    verdict.none("acknowledged records that are not in their topic", [str(key) for key, _ in sent - arrived])
    articles = folder / "articles.jsonl"
    truth = _truth(settings, logs[topics.ARTICLES], articles)
    _check_state(verdict, truth, logs, settings)
    _check_projections(verdict, truth, logs, settings)
    _check_incidents(verdict, truth, logs[topics.INCIDENTS])
    _check_dead(verdict, truth, logs, settings)
    _check_commands(verdict, settings, articles, as_of)
    return verdict


async def _logs(settings: Settings) -> dict[str, list[ConsumerRecord[bytes, bytes]]]:
    return {
        short: [each async for each in records(settings, short, from_beginning=True, follow=False)]
        for short in topics.all_topics(settings)
    }


def _truth(settings: Settings, log: list[ConsumerRecord[bytes, bytes]], file: Path) -> Truth:
    """Fold the articles in the order of the log, and write those that are none of the bad to a file."""
    truth, lexicon = Truth(), load_lexicon()
    with file.open("wb") as out:
        for each in log:
            truth.articles += 1
            place = (each.topic, each.partition, each.offset)
            try:
                # aiokafka gives milliseconds, Faust seconds
                article = article_of(
                    message(each.value, key=each.key, place=place, timestamp=each.timestamp / 1000),
                    settings.max_article_bytes,
                )
            except BadRecordError:
                truth.bad[place] = each.value
                continue
            home = partition_of(article.id.encode(), settings.partitions) == each.partition
            if article.body == news.RAISES:
                if home:
                    truth.bad[place] = each.value  # elsewhere it is forwarded, and parked at home
                continue
            out.write(article.model_dump_json().encode() + b"\n")
            truth.fold.add(article, _statements(article, lexicon))
    return truth


_known: dict[tuple[str, str], Any] = {}


def _statements(article: Article, lexicon: Any) -> Any:  # noqa: ANN401 - passed on
    """Return what an article says; repetitions are read once."""
    key = (article.id, article.version)
    if key not in _known:
        _known[key] = news.extract(article, lexicon)
    return _known[key]


def _live(log: list[ConsumerRecord[bytes, bytes]], verdict: Verdict, short: str) -> dict[str, bytes]:
    """Return the last value of each key; a key that lives in two partitions is wrong."""
    last: dict[tuple[int, bytes], bytes | None] = {}
    for each in log:
        last[each.partition, each.key or b""] = each.value
    live = [(key.decode(), value) for (_, key), value in last.items() if value is not None]
    twice = [key for key, count in Counter(key for key, _ in live).items() if count > 1]
    verdict.none(f"{short}: keys live in two partitions", twice)
    return dict(live)


def _newest(log: list[ConsumerRecord[bytes, bytes]], settings: Settings) -> dict[str, bytes]:
    """Return the set of events: the newest version of each, as the reports table should hold it."""
    reports: dict[str, bytes] = {}
    for each in log:
        place = (each.topic, each.partition, each.offset)
        try:
            event = event_of(message(each.value, key=each.key, place=place), settings.partitions)
        except BadRecordError:
            continue
        key = report_key(key_country(event.country), event)
        reports[key] = upsert(reports.get(key), event) or reports[key]
    return reports


def _without_tombstones(reports: Mapping[str, bytes]) -> dict[str, bytes]:
    return {key: value for key, value in reports.items() if orjson.loads(value)["kind"] != "retraction"}


def _check_state(
    verdict: Verdict, truth: Truth, logs: Mapping[str, list[ConsumerRecord[bytes, bytes]]], settings: Settings
) -> None:
    reports = _live(logs[topics.REPORTS], verdict, topics.REPORTS)
    verdict.same("reports against the topic events", reports, _newest(logs[topics.EVENTS], settings))
    verdict.same("reports against the fold", _without_tombstones(reports), _without_tombstones(truth.fold.reports))
    ledger = {key: entry.to_bytes() for key, entry in truth.fold.ledger.items()}
    verdict.same("ledger", _live(logs[topics.LEDGER], verdict, topics.LEDGER), ledger)


def _check_projections(
    verdict: Verdict, truth: Truth, logs: Mapping[str, list[ConsumerRecord[bytes, bytes]]], settings: Settings
) -> None:
    """Compare the published projections byte by byte; each partition has its own event clock."""
    incidents: dict[str, bytes] = {}
    counters: dict[str, bytes] = {}
    for partition in range(settings.partitions):
        mine = [
            (key, value)
            for key, value in truth.fold.reports.items()
            if partition_of(key.partition("|")[0].encode(), settings.partitions) == partition
        ]
        projection = Projection(mine, None)
        incidents |= projection.incidents
        counters |= projection.counters
    verdict.same("incidents", _live(logs[topics.INCIDENTS], verdict, topics.INCIDENTS), incidents)
    verdict.same("counters", _live(logs[topics.COUNTERS], verdict, topics.COUNTERS), counters)


def _check_incidents(verdict: Verdict, truth: Truth, log: list[ConsumerRecord[bytes, bytes]]) -> None:
    """Look for orphans and duplicates among the published incidents, without the code that made them."""
    events = {
        (event["country"], event["event_id"])
        for event in map(orjson.loads, truth.fold.reports.values())
        if event["kind"] == "incident" and event["country"]
    }
    told = Counter(
        (incident.country, report.event_id)
        for incident in map(Incident.model_validate_json, _live(log, verdict, topics.INCIDENTS).values())
        for report in incident.reports
    )
    verdict.figures["events in incidents"] = len(told)
    verdict.none("events that are in two incidents", [str(event) for event, count in told.items() if count > 1])
    verdict.none(
        "orphans: events in an incident that are no longer live", [str(event) for event in told.keys() - events]
    )
    verdict.none("published events that step back to an older version", steps_back(log))
    verdict.none("live events that are in no incident", [str(event) for event in events - told.keys()])


def _check_dead(
    verdict: Verdict, truth: Truth, logs: Mapping[str, list[ConsumerRecord[bytes, bytes]]], settings: Settings
) -> None:
    bad = dict(truth.bad)
    for each in logs[topics.EVENTS]:
        place = (each.topic, each.partition, each.offset)
        try:
            event_of(message(each.value, key=each.key, place=place), settings.partitions)
        except BadRecordError:
            bad[place] = each.value
    letters = [DeadLetter.model_validate_json(each.value or b"") for each in logs[topics.DEAD_LETTERS]]
    parked = {(letter.topic, letter.partition, letter.offset): letter.value for letter in letters}
    verdict.same("dead letters", parked, bad)
    verdict.figures["dead letters repeated"] = len(letters) - len(parked)


def _check_commands(verdict: Verdict, settings: Settings, articles: Path, as_of: datetime) -> None:
    """Compare what the two commands print, byte by byte."""
    run, at = _command(settings), ("--as-of", as_of.isoformat())
    counted = run("counters", "--json", *at)
    verdict.figures["bytes of streams counters"] = len(counted)
    if counted != run("fold", "--counters", *at, str(articles)) or not counted:
        verdict.wrong.append(f"streams counters at {as_of} is not what streams fold prints")


def _command(settings: Settings) -> Callable[..., bytes]:
    def run(*arguments: str) -> bytes:
        done = subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "-m", "tests.chaos.command", *arguments],
            env={**environment(settings), "PYTHONPATH": str(ROOT), "GUARDS_OFF": ""},
            stdout=subprocess.PIPE,
            timeout=COMMAND_SECONDS,
            check=True,
        )
        return done.stdout

    return run
