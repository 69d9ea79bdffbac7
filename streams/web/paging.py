"""Pages that neither skip nor repeat while records arrive: a cursor names the last row, not a number of rows."""

import base64
import binascii
from typing import Annotated, Final

import orjson
from pydantic import Field

from streams.web.problems import refused

MAX_LIMIT: Final = 500

Limit = Annotated[int, Field(ge=1, le=MAX_LIMIT, description="Most rows of a page.")]
Cursor = Annotated[str | None, Field(max_length=2_000, description="`next_cursor` of the page before.")]


def write_cursor(moment: int, key: str) -> str:
    """Return the cursor of a row. Units: microseconds since 1970."""
    return base64.urlsafe_b64encode(orjson.dumps([moment, key])).decode().rstrip("=")


def read_cursor(cursor: str) -> tuple[int, str]:
    """Return the row that a cursor names. Raises a problem for anything that we did not write."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        match orjson.loads(base64.b64decode(padded.encode("ascii"), altchars=b"-_", validate=True)):
            case [int(moment), str(key)] if abs(moment) < 2**62:
                return moment, key
    except (ValueError, binascii.Error):  # also what orjson raises, and text that is not ASCII
        pass
    problem = refused("cursor", "not one that an answer gave; begin without it")
    raise problem
