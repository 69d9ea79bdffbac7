"""What every system does with an article and with an event: the product's own pure code, and nothing of Kafka.

With BENCH_EXTRACT=none the extraction is a constant event and the fold counts the events of a country; reading the
records, the ledger, the versions and the bytes written stay as they are. So what is left is the machinery.
"""

import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final, Literal

import orjson

from schemas import EVENT, Article, Count, EventType, IncidentReport, Statement, key_country
from streams.articles import parse_article
from streams.extract import extract
from streams.extract.lexicon import Lexicon
from streams.folding import Folding
from streams.ledger import LedgerEntry, revise
from streams.projection import Changes, Now, Projection, Read, report_key, upsert
from streams.resources import load_lexicon
from streams.settings import Settings

Mode = Literal["real", "none"]
VARIABLE: Final = "BENCH_EXTRACT"
LIVE: Final = b'"kind":"incident"'
"""What the JSON of a report that counts contains, and that of a retraction does not."""

_CONSTANT: Final = IncidentReport(
    event_id="",
    article_id="",
    version="",
    reported_at=datetime(2020, 1, 1, 12, tzinfo=UTC),
    source="The bench",
    title="A constant event",
    event_type=EventType.ATTACK,
    country="AAA",
    place=None,
    occurred_at=datetime(2020, 1, 1, 12, tzinfo=UTC),
    time_precision=1,
    attacker=None,
    target=None,
    weapon=None,
    injured=None,
    killed=Count.exactly(1),
    evidence=(),
    confidence=1.0,
)


def mode() -> Mode:
    """Return what this process is to do."""
    return "none" if os.environ.get(VARIABLE) == "none" else "real"


def constant(article: Article, _lexicon: Lexicon | None = None, **_: Any) -> tuple[Statement, ...]:  # noqa: ANN401 - options of `extract`
    """Return the same event for every article, in the country that the article's id begins with."""
    said = {
        "event_id": f"{article.id}#0",
        "article_id": article.id,
        "version": article.version,
        "reported_at": article.reported_at,
        "country": article.id[:3],
    }
    return (_CONSTANT.model_copy(update=said),)


class Tally:
    """The least fold there is: how many live events a country has."""

    def __init__(self, reports: Iterable[tuple[str, bytes]], now: Now) -> None:
        """Count the stored reports."""
        self.incidents: dict[str, bytes] = {}
        self.counters: dict[str, bytes] = {}
        self._attacks: dict[str, int] = {}
        self._touched: set[str] = set()
        deque(self.fill(reports, now), maxlen=0)

    def lend(self, read: Read) -> None:
        """Read nothing there: a tally never looks at a report again."""

    def fill(self, reports: Iterable[tuple[str, bytes]], now: Now) -> Iterator[None]:
        """Count stored reports."""
        for key, value in reports:
            self.change(key, None, value)
            yield
        self.flush(now)

    def shows(self, _incident: str, digest: bytes | None) -> bool:
        """Tell whether there is nothing to publish: a tally has no incidents."""
        return digest is None

    def digests(self) -> dict[str, bytes]:
        """Return none: a tally has no incidents."""
        return {}

    def states(self, country: str, record: bytes | None) -> bool:
        """Tell whether this is the record of a country."""
        return self.counters.get(country) == record

    def change(self, key: str, old: bytes | None, new: bytes) -> None:
        """Take note that a stored report has become `new`."""
        country = key[:3]
        step = (LIVE in new) - (old is not None and LIVE in old)
        if step:
            self._attacks[country] = self._attacks.get(country, 0) + step
            self._touched.add(country)

    def flush(self, _now: Now) -> Changes:
        """Return the counters that changed."""
        changes = Changes()
        for country in sorted(self._touched):
            record = counted(country, self._attacks[country])
            self.counters[country] = record
            changes.counters.append((country, record))
        self._touched.clear()
        return changes

    def tick(self, _now: Now) -> Changes:
        """Return nothing: a tally has no windows."""
        return Changes()


def counted(country: str, attacks: int) -> bytes:
    """Return a counters record of a tally, in the shape of the product's."""
    return orjson.dumps({"schema_version": 1, "country": country, "windows": {"all": {"attacks": attacks}}})


def folding(reports: Iterable[tuple[str, bytes]]) -> Folding:
    """Return the fold of these stored reports that the mode asks for."""
    return Tally(reports, now()) if mode() == "none" else Projection(reports, now())


def now() -> datetime:
    """Return the wall clock's moment."""
    return datetime.now(UTC)


class Extraction:
    """Articles to events: what each system calls for each article, with what it has stored of it."""

    def __init__(self, settings: Settings) -> None:
        """Load what the mode needs."""
        self._most = settings.max_article_bytes
        self._lexicon: Lexicon | None = load_lexicon() if mode() == "real" else None

    def take(self, raw: bytes, stored: bytes | None) -> tuple[bytes | None, list[tuple[str, bytes]]]:
        """Return the ledger's entry, None where it stays as it is, and the events: country and JSON."""
        return self.revised(self.read(raw), stored)

    def read(self, raw: bytes) -> Article:
        """Return the article; its id is the ledger's key."""
        return parse_article(raw, self._most)

    def revised(self, article: Article, stored: bytes | None) -> tuple[bytes | None, list[tuple[str, bytes]]]:
        """Return the same of an article that was read."""
        entry = LedgerEntry.from_bytes(stored) if stored is not None else None
        said = constant(article) if self._lexicon is None else extract(article, self._lexicon)
        revision = revise(entry, article, said)
        records = [(key_country(each.country), each.model_dump_json().encode()) for each in revision.records]
        return (revision.entry.to_bytes() if revision.entry else None), records


def event(raw: bytes, stored_of: Mapping[str, bytes]) -> tuple[str, bytes | None, bytes | None]:
    """Return an event's key in the reports, what is stored of it, and what is to be stored; None: it is old news."""
    read = EVENT.validate_json(raw)
    key = report_key(key_country(read.country), read)
    old = stored_of.get(key)
    return key, old, upsert(old, read)
