"""What all records share: frozen, strict about types, forgiving about fields that a newer release adds."""

from datetime import UTC, datetime
from typing import Annotated, Final

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, StringConstraints

SCHEMA_VERSION: Final = 1  # raised when a reader of the last release would misread a record of this one

UNKNOWN_COUNTRY: Final = "ZZZ"  # key of an event without a country; ISO 3166-1 leaves it to users


def _to_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


Utc = Annotated[AwareDatetime, AfterValidator(_to_utc)]
"""A moment with a zone, kept in UTC; a moment without one is refused, since guessing it can move an attack by a day."""

CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
"""ISO 3166-1 alpha-3."""


class Record(BaseModel):
    """Base of everything that crosses a topic."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore", allow_inf_nan=False)
