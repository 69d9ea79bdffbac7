"""One news text as published, as it arrives on the topic `articles`."""

from datetime import datetime
from hashlib import sha256
from typing import Annotated, Any, Final, Self

from pydantic import Field, StringConstraints

from schemas.base import SCHEMA_VERSION, Record, Utc

MAX_ID: Final = 512  # characters; an id is a Kafka key and part of every event id


def derive_id(said: dict[str, Any]) -> str:
    """Return the id of an article that came without one: a digest of its url, else of source, title and body."""
    parts = [said["url"]] if said.get("url") else [said.get("source"), said.get("title"), said.get("body")]
    digest = sha256("\x1f".join(part or "" for part in parts).encode("utf-8", "surrogatepass"))
    return f"sha256-{digest.hexdigest()[:32]}"


class Article(Record):
    """A news text. Its id is its identity: the same id again is a redelivery or, with other words, a correction.

    Errors: ValidationError for a wrong type, an empty body, or a moment without a zone.
    Source: docs/semantics.md, "Article".
    """

    schema_version: int = SCHEMA_VERSION
    url: str | None = None
    source: str | None = Field(default=None, description="Who published it.")
    title: str | None = None
    published_at: Utc | None = Field(default=None, description="When it was published; `streams produce` fills it in.")
    updated_at: Utc | None = Field(default=None, description="When this text was published, if it is not the first.")
    language: str | None = Field(default=None, description="BCP 47; texts not in English give no event.")
    body: Annotated[str, StringConstraints(min_length=1)]
    id: Annotated[str, StringConstraints(min_length=1, max_length=MAX_ID)] = Field(
        default_factory=derive_id,
        description="Identity; derived from url, else from source, title and body, where it is not given.",
    )

    def stamped(self, moment: datetime) -> Self:
        """Return the article with `published_at` set to `moment` where none is given."""
        return self if self.published_at else self.model_copy(update={"published_at": moment})

    @property
    def reported_at(self) -> datetime:
        """The article's own time: `updated_at`, else `published_at`. Raises ValueError before `stamped`."""
        moment = self.updated_at or self.published_at
        if moment is None:
            message = f"article {self.id!r} has no time: call stamped() first"
            raise ValueError(message)
        return moment

    @property
    def version(self) -> str:
        """What orders two texts of one article: its time in UTC with microseconds, then a digest of what it says.

        Sorts as a string. The digest makes the order total, so that any order of arrival ends in the same state.
        """
        said = "\x1f".join(part or "" for part in (self.title, self.body, self.source, self.url, self.language))
        digest = sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        return f"{self.reported_at:%Y-%m-%dT%H:%M:%S.%fZ}/{digest}"
