"""The news of a chaos run: articles with corrections, late older versions, repetitions, and records that are none.

The body of most articles is a script in JSON, which `extract` here reads as it stands: volume without the cost of
language. A share are the seed articles under other ids, which go through the real extraction.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any, Final

import orjson

from schemas import Article, Count, EventType, IncidentReport, Place, ReportedTotal, Statement
from streams import extract as engine
from streams.errors import StreamsError
from streams.runtime.partition import partition_of
from tests.unit.seed_files import ARRIVALS

RAISES: Final = "the extraction raises on this article"
START: Final = datetime(2023, 1, 1, 12, tzinfo=UTC)
DAYS: Final = 400
COUNTRIES: Final = (
    "AFG",
    "BFA",
    "CAF",
    "CMR",
    "COD",
    "COL",
    "EGY",
    "ETH",
    "HTI",
    "IRQ",
    "ISR",
    "LBN",
    "LBY",
    "MEX",
    "MLI",
    "MMR",
)
TOWNS: Final = 8  # of a country, sixty kilometres apart
HAPPENINGS: Final = 3_000  # attacks that there are to report; fewer, and an incident has more reports
TYPES: Final = (EventType.SHELLING, EventType.AIR_DRONE_STRIKE, EventType.ARMED_CLASH, EventType.ATTACK)
Said = dict[str, Any]


class ScriptedError(StreamsError):
    """The failure that the article asks for."""

    def __str__(self) -> str:
        return "as the article asked"


def extract(article: Article, lexicon: Any, **options: Any) -> tuple[Statement, ...]:  # noqa: ANN401 - passed on
    """Stand in for streams.extract.extract: scripts are read, everything else goes through the real one."""
    if article.body == RAISES:
        raise ScriptedError
    if not article.body.startswith("["):
        return engine.extract(article, lexicon, **options)
    return tuple(_statement(article, number, said) for number, said in enumerate(json.loads(article.body)))


def _statement(article: Article, number: int, said: Mapping[str, Any]) -> Statement:
    country = said["country"]
    common: Said = {
        "event_id": f"{article.id}#{number}",
        "article_id": article.id,
        "version": article.version,
        "reported_at": article.reported_at,
        "country": country,
        "injured": _count(said["injured"]),
        "killed": _count(said["killed"]),
        "evidence": (),
        "confidence": 1.0,
    }
    happened = START + timedelta(days=said["day"])
    if said["total"]:
        attacks = {"low": said["total"], "best": said["total"], "high": said["total"]}
        shares = {country: {"attacks": attacks}} if country else {}
        as_of = date.fromordinal(happened.toordinal())
        return ReportedTotal.model_validate_json(
            orjson.dumps({**_plain(common), "since": None, "as_of": as_of, "attacks": attacks, "by_country": shares})
        )
    row, column = divmod(COUNTRIES.index(country), 6) if country else (0, 0)
    place = Place(
        name=f"{country}-town {said['town']}",
        latitude=-40.0 + 15 * row + 0.6 * said["town"],
        longitude=-80.0 + 25 * column,
        geo_precision=1,
    )
    return IncidentReport(
        **common,
        kind="background" if said["background"] else "incident",
        event_type=TYPES[said["type"]],
        place=place,
        occurred_at=happened,
        time_precision=1,
        attacker=f"Brigade {said['type']}",
        target=None,
        weapon=None,
    )


def _plain(common: Said) -> Said:
    """Return the fields as JSON has them."""
    counts = {name: common[name] and common[name].model_dump() for name in ("injured", "killed")}
    return {**common, **counts}


def _count(best: int | None) -> Count | None:
    return None if best is None else Count.exactly(best)


@dataclass(frozen=True)
class Item:
    """A record to be sent. `partition` None leaves it to the key."""

    topic: str
    key: bytes | None
    value: bytes | None
    partition: int | None = None


class News:
    """An endless stream of records, the same for the same seed."""

    def __init__(self, seed: int, partitions: int) -> None:
        self._chance = Random(seed)  # noqa: S311 - a workload, not a secret
        self._partitions = partitions
        self._happenings = [self._happening() for _ in range(HAPPENINGS)]
        self._newest: dict[str, Said] = {}
        self._ids: list[str] = []
        self._versions: list[Said] = []  # every version ever made, in the order they were sent
        self._held: list[Said] = []  # versions that are sent after newer ones
        self._number = 0

    def __iter__(self) -> Iterator[Item]:
        while True:
            yield self._item()

    def _item(self) -> Item:
        self._number += 1
        chance = self._chance.random()
        if chance < 0.004:
            return self._bad_article()
        if chance < 0.006:
            return self._bad_event()
        said = self._article(self._chance.random())
        key = said["id"].encode()
        misplaced = self._chance.random() < 0.01
        home = partition_of(key, self._partitions)
        return Item("articles", key, orjson.dumps(said), (home + 1) % self._partitions if misplaced else None)

    def _article(self, chance: float) -> Said:
        if chance < 0.12 and self._versions:
            return self._chance.choice(self._versions[-20_000:])  # redelivered, often an old version
        if chance < 0.16 and self._held:
            return self._sent(self._held.pop(self._chance.randrange(len(self._held))))
        if chance < 0.32 and self._ids:
            return self._corrected(self._chance.choice(self._ids[-3_000:]))
        if chance < 0.35:
            return self._real()
        return self._new()

    def _sent(self, said: Said) -> Said:
        self._versions.append(said)
        return said

    def _new(self) -> Said:
        body = json.dumps(self._statements() if self._chance.random() < 0.45 else [])
        if self._chance.random() < 0.003:
            body = RAISES
        said: Said = {"id": f"a{self._number}", "body": body}
        if self._chance.random() < 0.05:
            return self._sent(
                said
            )  # no published_at: its time is the record's, so a correction has none to be newer than
        said["published_at"] = (START + timedelta(seconds=self._number)).isoformat()
        self._ids.append(said["id"])
        self._newest[said["id"]] = said
        return self._sent(said)

    def _corrected(self, article_id: str) -> Said:
        old = self._newest[article_id]
        if old["body"] == RAISES:
            return self._sent(old)
        # Every correction says when it was made: without that a silent version can't hold back an older one.
        later = (START + timedelta(days=DAYS, seconds=self._number)).isoformat()
        new = {**old, "updated_at": later, "body": json.dumps(self._revised(json.loads(old["body"])))}
        self._newest[article_id] = new
        if self._chance.random() < 0.3:  # this one is overtaken by its successor
            self._held.append(new)
            return self._corrected(article_id)
        return self._sent(new)

    def _revised(self, said: list[Said]) -> list[Said]:
        kind = self._chance.random()
        if kind < 0.35:
            return [{**each, "injured": self._figure(), "killed": self._figure()} for each in said]
        if kind < 0.55:
            return [{**each, "country": self._country()} for each in said]
        if kind < 0.65:
            return [{**each, "day": self._chance.randrange(DAYS)} for each in said]
        if kind < 0.8:
            return [each for each in said if self._chance.random() < 0.5]
        return self._statements()

    def _real(self) -> Said:
        seed = self._chance.choice(ARRIVALS)
        said: Said = json.loads(seed.model_dump_json(exclude_none=True))
        return self._sent({**said, "id": f"r{self._chance.randrange(20)}-{seed.id}"})

    def _statements(self) -> list[Said]:
        return [self._statement() for _ in range(self._chance.choice((1, 1, 1, 2, 3)))]

    def _statement(self) -> Said:
        told = self._chance.choice(self._happenings)
        return {
            **told,
            "injured": self._figure(),
            "killed": self._figure(),
            "background": self._chance.random() < 0.03,
            "total": self._chance.randrange(1, 99) if self._chance.random() < 0.02 else 0,
        }

    def _happening(self) -> Said:
        chance = self._chance
        return {
            "country": self._country(),
            "town": chance.randrange(TOWNS),
            "day": chance.randrange(DAYS),
            "type": chance.randrange(len(TYPES)),
        }

    def _country(self) -> str | None:
        return self._chance.choice(COUNTRIES) if self._chance.random() < 0.99 else None

    def _figure(self) -> int | None:
        return self._chance.choice((None, 0, 1, 2, 3, 5, 8, 13, 40))

    def _bad_article(self) -> Item:
        values = (
            b"{not json",
            b"\xff\xfe\x00",
            b"[1,2]",
            None,
            b"",
            b'{"id":"x","body":""}',
            b'{"id":"x","body":"y","published_at":"2024-01-01T00:00:00"}',
            b'{"id":"x","body":"y","schema_version":99}',
            orjson.dumps({"id": "x", "body": "y" * 200_001}),
        )
        return Item("articles", f"bad{self._number}".encode(), self._chance.choice(values))

    def _bad_event(self) -> Item:
        gone = {"kind": "retraction", "event_id": "e", "article_id": "x", "version": "v", "country": "IRQ"}
        good = {**gone, "reported_at": "2024-01-01T00:00:00Z"}
        home = partition_of(b"IRQ", self._partitions)
        items = (
            Item("events", b"IRQ", orjson.dumps({**good, "schema_version": 99, "kind": "rumour"}), home),
            Item("events", b"SYR", orjson.dumps(good), home),
            Item("events", b"IRQ", orjson.dumps(good), (home + 1) % self._partitions),
            Item("events", b"IRQ", b"\xff", home),
            Item("events", b"IRQ", orjson.dumps(gone), home),
        )
        return self._chance.choice(items)
