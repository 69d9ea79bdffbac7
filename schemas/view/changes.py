"""What the event stream tells."""

from pydantic import Field

from schemas.base import CountryCode, Record, Utc


class Change(Record):
    """What a batch of records changed. Without `complete`, more changed than is listed."""

    countries: tuple[CountryCode, ...]
    incidents: tuple[str, ...]
    corrections: tuple[str, ...]
    complete: bool = Field(default=True, description="Whether everything that changed is listed.")


class Hour(Record):
    """The hour of now has moved, and with it every window that ends now."""

    as_of: Utc
