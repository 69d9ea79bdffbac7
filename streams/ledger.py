"""What an article has asserted so far, so that a corrected article can take back what it no longer says."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self

from schemas import SCHEMA_VERSION, Article, IncidentReport, ReportedTotal, Retraction, Statement
from schemas.base import Record

Assertions = tuple[tuple[str, str | None], ...]
"""Pairs of an event id and its country; null is an event without a country."""

NOTHING: Final[Assertions] = ()


class LedgerEntry(Record):
    """What one article last said: its version, and each event with the country of the record that carried it."""

    schema_version: int = SCHEMA_VERSION
    version: str
    events: Assertions

    @classmethod
    def from_bytes(cls, value: bytes) -> Self:
        """Return the entry of a record of the ledger's changelog. Raises ValidationError when it is none."""
        return cls.model_validate_json(value)

    def to_bytes(self) -> bytes:
        """Return the entry as the ledger's changelog carries it."""
        return self.model_dump_json().encode()


@dataclass(frozen=True, slots=True)
class Revision:
    """What a version of an article changes. `entry` None: there is nothing to store; then `records` is empty too."""

    entry: LedgerEntry | None
    records: tuple[IncidentReport | ReportedTotal | Retraction, ...]


UNCHANGED: Final = Revision(None, ())


def revise(entry: LedgerEntry | None, article: Article, statements: Sequence[Statement]) -> Revision:
    """Compare what an article now says with what it said, and return the records that make the difference.

    Shapes: `entry` is what is stored of this article, None where nothing is; `article` is stamped. Retractions come
    first, then every statement again, a reported total once per country that it names.
    Source: docs/semantics.md, "Versions of an article".

    Guarantee: a version that is not newer than the stored one changes nothing. Whatever the order of arrival, the
    newest version is what stays, if every version but the first carries `updated_at`, or if no version of the article
    is silent. The reason for the condition: an entry is kept for an article that asserted something and for one that
    says it is itself a correction (`updated_at`), silent or not; not for the ordinary article without an attack, which
    would make the ledger as large as the news. So a silent text without `updated_at` cannot hold back an older text
    that comes after it.
    """
    if entry is not None and article.version <= entry.version:
        return UNCHANGED
    stated = _by_country(statements)
    if entry is None and not stated and article.updated_at is None:
        return UNCHANGED
    now: Assertions = tuple((record.event_id, record.country) for record in stated)
    kept = frozenset(now)
    gone = tuple(
        Retraction(
            event_id=event_id,
            article_id=article.id,
            version=article.version,
            reported_at=article.reported_at,
            country=country,
        )
        for event_id, country in (entry.events if entry else NOTHING)
        if (event_id, country) not in kept
    )
    return Revision(LedgerEntry(version=article.version, events=now), (*gone, *stated))


def _by_country(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Return the statements as records: a reported total becomes one record for each country that it names."""
    records: list[Statement] = []
    for statement in statements:
        if isinstance(statement, IncidentReport):
            records.append(statement)
            continue
        named = sorted(statement.by_country) or ([statement.country] if statement.country else [])
        if not named:
            records.append(statement)  # it names no country: kept under ZZZ, shown nowhere
        records.extend(
            statement.model_copy(update={"event_id": f"{statement.event_id}@{country}", "country": country})
            for country in named
        )
    return tuple(records)
