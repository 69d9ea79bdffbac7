"""The record of an incident: whose figure wins, which report gives place and date."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

import orjson

from schemas import SCHEMA_VERSION, EventType
from streams.incidents.report import Row

MAX_EVIDENCE: Final = 5
"""Sentences kept per report; the record says how many there were."""

MAX_SENTENCE: Final = 1_000
"""Characters; a longer sentence is cut, so that no text can make an incident larger than its topic allows."""

MAX_TITLE: Final = 500
MAX_URL: Final = 2_000
"""Characters; a longer title is cut, a longer address is left out, since half of one leads nowhere."""

MAX_REPORTS_BYTES: Final = 100_000
"""Of the reports that are listed, as JSON: more than a hundred as news are. The smallest topic takes half as much again
(`streams.topics`); with no bound, an attack that ten thousand articles report could not be published at all."""

_STATED: Final = ("attacker", "target", "weapon", "claimed_by", "injured", "killed")
"""In the order of the record."""

_OPEN_TYPES: Final = {EventType.UNKNOWN.value: 2, EventType.ATTACK.value: 1}


def incident_of(reports: Sequence[Row], country: str) -> dict[str, Any]:
    """Return the incident that these reports make, as its JSON has it (`schemas.Incident`).

    Shapes: `reports` is in the order of the articles' first texts and not empty; the first one's event id is the
    incident's. A corrected article keeps its place there, and is the newest to speak.
    Errors: KeyError, TypeError or ValueError when one of them is no incident report.
    Source: docs/semantics.md, "What an incident takes from which report". In short: each figure, actor and the weapon
    from the newest report that states one; the place from the most exact, then the newest; the type from the newest
    that names one; the date from the most exact, then the oldest.
    """
    newest = sorted(reports, key=_spoke, reverse=True) if len(reports) > 1 else reports
    dated = min(reports, key=lambda report: report["time_precision"])  # the first of equals is the oldest
    return {
        "schema_version": SCHEMA_VERSION,
        "incident_id": reports[0]["event_id"],
        "country": country,
        "event_type": min((report["event_type"] for report in newest), key=lambda kind: _OPEN_TYPES.get(kind, 0)),
        "place": _best_place(report["place"] for report in newest),
        "occurred_at": dated["occurred_at"],
        "time_precision": dated["time_precision"],
        **{field: _stated(newest, field) for field in _STATED},
        "reports": _bounded([_member(report) for report in reports], newest),
        "reports_total": len(reports),
    }


def _bounded(members: list[dict[str, Any]], newest: Sequence[Row]) -> list[dict[str, Any]]:
    """Return the members that are listed: the oldest, those whose figures count, then the newest until it is enough."""
    if len(members) <= 1 or len(orjson.dumps(members)) <= MAX_REPORTS_BYTES:
        return members
    by_id = {member["event_id"]: member for member in members}
    first = [members[0]["event_id"]]
    for figure in ("injured", "killed"):
        first += [report["event_id"] for report in newest if report[figure] is not None][:1]
    listed, used = set[str](), 0
    for event_id in dict.fromkeys((*first, *(report["event_id"] for report in newest))):
        used += len(orjson.dumps(by_id[event_id]))
        if used > MAX_REPORTS_BYTES and event_id not in first:
            break
        listed.add(event_id)
    return [member for member in members if member["event_id"] in listed]


def _spoke(report: Row) -> tuple[datetime, str]:
    return (datetime.fromisoformat(report["reported_at"]), report["event_id"])


def _stated(reports: Iterable[Row], field: str) -> Any:  # noqa: ANN401 - of any field
    """Return the first value that is stated at all."""
    return next((report[field] for report in reports if report.get(field) is not None), None)


def _best_place(places: Iterable[Row | None]) -> Row | None:
    known = [place for place in places if place is not None]
    return min(known, key=lambda place: (place["geo_precision"], place.get("latitude") is None), default=None)


def _member(report: Row) -> dict[str, Any]:
    evidence, title, url = report["evidence"], report.get("title"), report.get("url")
    return {
        "event_id": report["event_id"],
        "article_id": report["article_id"],
        "version": report["version"],
        "reported_at": report["reported_at"],
        "source": report.get("source"),
        "title": title[:MAX_TITLE] if title else title,
        "url": url if url is None or len(url) <= MAX_URL else None,
        "injured": report["injured"],
        "killed": report["killed"],
        "evidence": [_cut(sentence) for sentence in evidence[:MAX_EVIDENCE]],
        "evidence_total": len(evidence),
    }


def _cut(evidence: Row) -> Row:
    if len(evidence["sentence"]) <= MAX_SENTENCE:
        return evidence
    return {**evidence, "sentence": evidence["sentence"][:MAX_SENTENCE], "end": evidence["start"] + MAX_SENTENCE}
