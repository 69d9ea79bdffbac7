"""What one article asserts: an incident, one told as background, a reported total, or a retraction of these."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import Field, NonNegativeInt, TypeAdapter

from schemas.base import SCHEMA_VERSION, UNKNOWN_COUNTRY, CountryCode, Record, Utc
from schemas.count import Count


class EventType(StrEnum):
    """ACLED's sub-event types of armed force, in lower case. Source: ACLED Codebook, "Event and sub-event types"."""

    ARMED_CLASH = "armed clash"
    AIR_DRONE_STRIKE = "air/drone strike"
    SHELLING = "shelling/artillery/missile attack"
    REMOTE_EXPLOSIVE = "remote explosive/landmine/ied"
    SUICIDE_BOMB = "suicide bomb"
    GRENADE = "grenade"
    CHEMICAL_WEAPON = "chemical weapon"
    ATTACK = "attack"
    ABDUCTION = "abduction/forced disappearance"
    SEXUAL_VIOLENCE = "sexual violence"
    UNKNOWN = "unknown"


class Place(Record):
    """Where it happened.

    Units: degrees, WGS 84. `geo_precision` is ACLED's: 1 named town or base, 2 province, 3 country.
    """

    name: str
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None
    geo_precision: Literal[1, 2, 3]


class Evidence(Record):
    """A sentence of the article that says so. `start` and `end` are character offsets into its body, end exclusive."""

    sentence: str
    start: NonNegativeInt
    end: NonNegativeInt


class Assertion(Record):
    """What every event carries: who said it, when, in which version of which article."""

    schema_version: int = SCHEMA_VERSION
    event_id: str = Field(description="Made of the article's id and what is asserted; the same text gives the same id.")
    article_id: str
    version: str = Field(description="Version of the article, sortable; see Article.version.")
    reported_at: Utc = Field(description="The article's own time: updated_at, else published_at.")
    published_at: Utc | None = Field(
        default=None, description="When its first text was published; a correction keeps it."
    )
    source: str | None = None
    title: str | None = None
    url: str | None = None


class IncidentReport(Assertion):
    """Says that an attack happened. Of kind `background`, when it is only referred back to: then it moves no counter.

    Source: docs/semantics.md, "What counts as an attack".
    """

    kind: Literal["incident", "background"] = "incident"
    event_type: EventType
    country: CountryCode | None
    place: Place | None
    occurred_at: Utc
    time_precision: Literal[1, 2, 3] = Field(description="ACLED: 1 day, 2 week, 3 month.")
    attacker: str | None
    target: str | None
    weapon: str | None
    claimed_by: str | None = None
    injured: Count | None
    killed: Count | None
    evidence: tuple[Evidence, ...]
    confidence: Annotated[float, Field(ge=0, le=1)]
    terms: tuple[str, ...] = Field(
        default=(),
        description="Rare names that the text gives, ages, house numbers and days: what tells one attack from another.",
    )


class CountryShare(Record):
    """What a reported total says of one country."""

    attacks: Count | None = None
    injured: Count | None = None
    killed: Count | None = None


class ReportedTotal(Assertion):
    """A cumulative claim: so many attacks since then. It never moves a counter of attacks.

    Shapes: `country` is the record's country on the topic (one record per country named), null as `extract` gives it.
    Source: docs/semantics.md, "Reported total".
    """

    kind: Literal["reported_total"] = "reported_total"
    country: CountryCode | None
    scope: str | None = Field(default=None, description="What is counted, in the text's own words: `U.S. forces`.")
    since: date | None
    as_of: date
    attacks: Count | None
    injured: Count | None
    killed: Count | None
    by_country: dict[CountryCode, CountryShare] = Field(default_factory=dict)
    claimed_by: str | None = Field(default=None, description="Who gives the figures: `Pentagon`.")
    evidence: tuple[Evidence, ...]
    confidence: Annotated[float, Field(ge=0, le=1)]


class Retraction(Record):
    """The article no longer says so. Wins over every older version of the event, and keeps winning."""

    schema_version: int = SCHEMA_VERSION
    kind: Literal["retraction"] = "retraction"
    event_id: str
    article_id: str
    version: str
    reported_at: Utc
    country: CountryCode | None


Statement = IncidentReport | ReportedTotal
"""What extraction gives."""

Event = Annotated[IncidentReport | ReportedTotal | Retraction, Field(discriminator="kind")]
"""What the topic `events` carries."""

EVENT: Final[TypeAdapter[IncidentReport | ReportedTotal | Retraction]] = TypeAdapter(Event)


def key_country(country: str | None) -> str:
    """Return the key that an event of this country has on its topic."""
    return country or UNKNOWN_COUNTRY
