"""Published figures that later reports changed."""

from pydantic import Field, NonNegativeInt

from schemas.base import Utc
from schemas.correction import Correction
from schemas.view.base import Answer


class CorrectionRow(Correction):
    """A correction, with what is still known of its incident and of the report that made it."""

    name: str = Field(description="The country's name.")
    place: str | None
    source: str | None
    title: str | None
    url: str | None
    read_at: Utc = Field(description="When the record of the correction was written.")


class CorrectionsAnswer(Answer):
    """Newest first."""

    corrections: tuple[CorrectionRow, ...]
    next_cursor: str | None = Field(description="Give it as `cursor` for the next page; null on the last.")
    total: NonNegativeInt = Field(description="How many match in all.")
