"""One whole record of each type, as JSON, for tests."""

from typing import Any, Final

COUNT: Final = {"low": 2, "best": 3, "high": None, "vague": True}
EVIDENCE: Final = {"sentence": "Three were hurt.", "start": 0, "end": 16}
SAID: Final = {
    "schema_version": 1,
    "event_id": "a#1",
    "article_id": "a",
    "version": "2023-11-22T00:00:00.000000Z/00",
    "reported_at": "2023-11-22T00:00:00Z",
    "source": None,
    "title": None,
    "url": None,
}
SUM: Final = {"low": 2, "best": 3, "high": None}
WINDOW: Final = {"attacks": 1, "injured": SUM, "killed": SUM, "stated": {"injured": 1, "killed": 1}}

SAMPLES: Final[dict[str, dict[str, Any]]] = {
    "article": {
        "schema_version": 1,
        "url": "https://example.org/1",
        "source": "Example",
        "title": "A base is hit",
        "published_at": "2023-11-22T00:00:00Z",
        "updated_at": None,
        "language": "en",
        "body": "A rocket hit a base.",
        "id": "a",
    },
    "event": {
        **SAID,
        "published_at": "2023-11-21T17:45:00Z",
        "kind": "incident",
        "event_type": "grenade",
        "country": "IRQ",
        "place": {"name": "Basra", "latitude": 30.5, "longitude": 47.8, "geo_precision": 1},
        "occurred_at": "2023-11-20T22:00:00Z",
        "time_precision": 1,
        "attacker": None,
        "target": None,
        "weapon": None,
        "claimed_by": None,
        "injured": COUNT,
        "killed": None,
        "evidence": [EVIDENCE],
        "confidence": 0.9,
        "terms": ["basra", "34", "900 block"],
    },
    "incident": {
        "schema_version": 1,
        "incident_id": "a#1",
        "country": "IRQ",
        "event_type": "grenade",
        "place": None,
        "occurred_at": "2023-11-20T22:00:00Z",
        "time_precision": 1,
        "attacker": None,
        "target": None,
        "weapon": None,
        "claimed_by": None,
        "injured": COUNT,
        "killed": None,
        "reports": [
            {
                **{name: value for name, value in SAID.items() if name != "schema_version"},
                "injured": COUNT,
                "killed": None,
                "evidence": [EVIDENCE],
                "evidence_total": 1,
            }
        ],
        "reports_total": 1,
    },
    "country_counters": {
        "schema_version": 1,
        "country": "IRQ",
        "as_of": "2023-11-22T00:00:00Z",
        "windows": dict.fromkeys(("24h", "7d", "30d", "365d", "all"), WINDOW),
        "reported": [
            {
                "since": "2023-10-17",
                "as_of": "2023-11-21",
                "attacks": {"low": 32, "best": 32, "high": 32, "vague": False},
                "injured": None,
                "killed": None,
                "source": "Pentagon",
                "article_id": "a",
                "event_id": "a#2@IRQ",
                "scope": None,
                "total": None,
                "evidence": None,
            }
        ],
    },
    "correction": {
        "schema_version": 1,
        "correction_id": "c",
        "country": "IRQ",
        "incident_id": "a#1",
        "successor": None,
        "figure": "injured",
        "old": COUNT,
        "new": None,
        "occurred_at": "2023-11-20T22:00:00Z",
        "article_id": "a",
        "event_id": "a#1",
        "version": "v",
        "reported_at": "2023-11-22T00:00:00Z",
    },
    "dead_letter": {
        "schema_version": 1,
        "topic": "articles",
        "partition": 0,
        "offset": 3,
        "key": None,
        "value": "eyJiYWQ=",
        "reason": "not JSON",
        "error": "unexpected end of data at column 6",
        "parked_at": "2023-11-22T00:00:00Z",
        "timestamp": None,
    },
}
