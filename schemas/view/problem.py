"""What went wrong with a request. Source: RFC 9457."""

from pydantic import Field

from schemas.base import Record


class Problem(Record):
    """Problem details. `type` is a tag of ours: it is to be compared, not fetched."""

    type: str = Field(description="Kind of problem, as a URI.", examples=["urn:conflict-streams:problem:not-found"])
    title: str = Field(description="The kind in words.")
    status: int = Field(ge=400, le=599)
    detail: str = Field(description="What happened here, and what to do.")
    instance: str | None = Field(default=None, description="Path of the request.")
    errors: tuple[str, ...] = Field(default=(), description="Each parameter that was refused, and why.")
