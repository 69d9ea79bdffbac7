"""The id of an event: its article's, and a digest of what is asserted, so that a corrected count keeps it."""

from collections import Counter
from hashlib import sha256


class Names:
    """Gives the events of one article their ids, in the order of the text."""

    def __init__(self, article_id: str) -> None:
        self._article_id = article_id
        self._seen: Counter[str] = Counter()

    def name(self, kind: str, event_type: str, country: str | None, place: str | None) -> str:
        """Return the id of the next event with these four; equal ones are told apart by their ordinal."""
        asserted = "\x1f".join((kind, event_type, country or "", (place or "").lower()))
        ordinal = self._seen[asserted]
        self._seen[asserted] += 1
        digest = sha256(f"{asserted}\x1f{ordinal}".encode("utf-8", "surrogatepass")).hexdigest()[:12]
        return f"{self._article_id}#{digest}"
