"""Name, key, partitions and cleanup policy of every topic; no other file spells one.

Source: docs/topics.md; the list there is compared with this file by a test.
"""

from dataclasses import dataclass, field
from typing import Final, Literal

from streams.settings import Settings

APPLICATION: Final = "conflict-streams"

ARTICLES: Final = "articles"
EVENTS: Final = "events"
INCIDENTS: Final = "incidents"
COUNTERS: Final = "counters"
CORRECTIONS: Final = "corrections"
DEAD_LETTERS: Final = "dead-letters"
LEDGER: Final = "ledger"
REPORTS: Final = "reports"

Role = Literal["extract", "count"]

OVERHEAD_BYTES: Final = 64_000
"""Bytes for the fields of a dead letter around its base64; with less, a full article could not be parked."""

HOUR_MS: Final = 3_600_000


@dataclass(frozen=True)
class Topic:
    """One topic as it must be. `config` holds what differs from the broker's defaults, in Kafka's own words."""

    short: str
    name: str
    key: str
    value: str
    partitions: int
    replication_factor: int
    compacted: bool
    config: dict[str, str] = field(default_factory=dict)


def group(settings: Settings, role: Role) -> str:
    """Return the consumer group of a role, which is also the id of its Faust app."""
    return f"{settings.topic_prefix}{APPLICATION}-{role}"


def changelog(settings: Settings, role: Role, table: str) -> str:
    """Return the changelog topic of a table, named as Faust names it."""
    return f"{group(settings, role)}-{table}-changelog"


def name(settings: Settings, short: str) -> str:
    """Return the full name of a topic, given its short one."""
    return all_topics(settings)[short].name


def max_article_record_bytes(settings: Settings) -> int:
    """Return the largest record that `articles` takes: twice the longest article, so one too long can be parked."""
    return 2 * settings.max_article_bytes + OVERHEAD_BYTES


def max_message_bytes(settings: Settings) -> int:
    """Return the largest record of any topic: a dead letter holds a record in base64, four bytes for three."""
    return max_article_record_bytes(settings) * 4 // 3 + OVERHEAD_BYTES


def all_topics(settings: Settings) -> dict[str, Topic]:
    """Return every topic by its short name.

    A table's changelog waits an hour before it is compacted, so that a late record of a worker that lost its partition
    can't push out the newer one before a reload has seen both.
    """

    def topic(  # noqa: PLR0913 - a table of topics reads best with a column each
        short: str,
        key: str,
        value: str,
        *,
        full: str | None = None,
        compacted: bool = False,
        config: dict[str, str] | None = None,
    ) -> Topic:
        return Topic(
            short=short,
            name=full or f"{settings.topic_prefix}{short}",
            key=key,
            value=value,
            partitions=settings.partitions,
            replication_factor=settings.replication_factor,
            compacted=compacted,
            config={
                "cleanup.policy": "compact" if compacted else "delete",
                "min.insync.replicas": str(settings.min_insync_replicas),
                "max.message.bytes": str(max_message_bytes(settings)),
                **(config or {}),
            },
        )

    forever = {"retention.ms": "-1"}
    articles = {"max.message.bytes": str(max_article_record_bytes(settings)), **forever}
    lag = {"min.compaction.lag.ms": str(HOUR_MS)}
    ledger, reports = changelog(settings, "extract", LEDGER), changelog(settings, "count", REPORTS)
    topics = (
        topic(ARTICLES, "article id", "Article", config=articles),
        topic(EVENTS, "country", "Event", config=forever),
        topic(INCIDENTS, "incident id", "Incident", compacted=True),
        topic(COUNTERS, "country", "CountryCounters", compacted=True),
        topic(CORRECTIONS, "country", "Correction", config=forever),
        topic(DEAD_LETTERS, "key of the source", "DeadLetter", config=forever),
        topic(LEDGER, "article id", "LedgerEntry", full=ledger, compacted=True, config=lag),
        topic(REPORTS, "country|event id", "Event", full=reports, compacted=True, config=lag),
    )
    return {topic.short: topic for topic in topics}
