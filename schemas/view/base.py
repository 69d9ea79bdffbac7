"""What all answers of the view share."""

from pydantic import Field, NonNegativeInt

from schemas.base import Record, Utc
from schemas.count import Sum


class Answer(Record):
    """An answer about one moment.

    Units: `as_of` is a whole hour, by the rules of docs/semantics.md, "Counters".
    """

    as_of: Utc = Field(description="The hour at which the windows end.")
    live: bool = Field(description="Whether `as_of` is now, as nobody asked for another moment.")


class Figures(Record):
    """What is counted in one stretch of time."""

    attacks: NonNegativeInt
    injured: Sum
    killed: Sum
