"""How many: UCDP's low, best and high estimates."""

from typing import Self

from pydantic import Field, NonNegativeInt, model_validator

from schemas.base import Record


class Count(Record):
    """A stated number of persons (or attacks), with its bounds.

    Units: whole persons or attacks. `low` and `high` are null where the text leaves that side open; a figure that is
    not stated at all is a null Count, which is not zero.
    Errors: ValidationError when low <= best <= high does not hold.
    Source: docs/semantics.md, "Counts".
    """

    low: NonNegativeInt | None
    best: NonNegativeInt
    high: NonNegativeInt | None
    vague: bool = Field(default=False, description="Read from a word such as `several`, not from a number.")

    @classmethod
    def exactly(cls, number: int) -> Self:
        """Return the Count of a number stated without any doubt."""
        return cls(low=number, best=number, high=number)

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        bounds = [bound for bound in (self.low, self.best, self.high) if bound is not None]
        if bounds != sorted(bounds):
            message = f"low <= best <= high does not hold: {self.low}, {self.best}, {self.high}"
            raise ValueError(message)
        return self


class Sum(Record):
    """Counts of several incidents added up.

    Units: persons. Best is the sum of those stated and null where none is; low counts an open low as 0; high is null as
    soon as one stated count has an open high. Of no incidents at all the sum is 0, 0, 0.
    Source: docs/semantics.md, "Counters".
    """

    low: NonNegativeInt | None
    best: NonNegativeInt | None
    high: NonNegativeInt | None
