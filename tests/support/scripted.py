"""An extraction that a test writes out: the article's body says in JSON what the article asserts.

`body([attack("IRQ", killed=2)])` is the body of an article that tells of one attack; a body that is not such a script
asserts nothing, and the body RAISES makes the extraction fail.
"""

import json
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from schemas import Article, Count, EventType, IncidentReport, Place, Statement
from streams.errors import StreamsError

RAISES: Final = "the extraction raises on this article"
NOON: Final = datetime(2024, 5, 6, 12, tzinfo=UTC)

# Three days and three hundred kilometres apart, so that no two of them are one incident.
PLACES: Final = {"IRQ": (33.3, 44.4), "SYR": (35.3, 40.1), "YEM": (15.4, 44.2), "MLI": (16.3, -3.0)}


class ScriptedError(StreamsError):
    """The failure that a test asked for."""

    def __str__(self) -> str:
        return "as the test asked"


def attack(country: str, injured: int | None = None, killed: int | None = None, day: int = 0) -> dict[str, Any]:
    """Return one attack of a script; `day` counts from NOON."""
    return {"country": country, "injured": injured, "killed": killed, "day": day}


def body(attacks: list[dict[str, Any]]) -> str:
    return json.dumps(attacks)


def extract(article: Article, _lexicon: object, *, dated: bool = True) -> tuple[Statement, ...]:  # noqa: ARG001 - as the real one
    """Stand in for streams.extract.extract."""
    if article.body == RAISES:
        raise ScriptedError
    if not article.body.startswith("["):
        return ()
    return tuple(_report(article, number, said) for number, said in enumerate(json.loads(article.body)))


def _report(article: Article, number: int, said: dict[str, Any]) -> IncidentReport:
    latitude, longitude = PLACES[said["country"]]
    return IncidentReport(
        event_id=f"{article.id}#{number}",
        article_id=article.id,
        version=article.version,
        reported_at=article.reported_at,
        event_type=EventType.SHELLING,
        country=said["country"],
        place=Place(name=f"Village {article.id}", latitude=latitude, longitude=longitude, geo_precision=1),
        occurred_at=NOON + timedelta(days=said["day"]),
        time_precision=1,
        attacker=None,
        target=None,
        weapon=None,
        injured=None if said["injured"] is None else Count.exactly(said["injured"]),
        killed=None if said["killed"] is None else Count.exactly(said["killed"]),
        evidence=(),
        confidence=1.0,
    )
