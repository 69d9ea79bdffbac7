"""What is shown, to take away: CSV with HXL hashtags, JSON, GeoJSON.

Source: HXL 1.1, "Core hashtags and attributes"; RFC 4180; RFC 7946.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from typing import Annotated, Any, Final, Literal

import orjson
from fastapi import APIRouter, Query
from starlette.responses import Response, StreamingResponse

from schemas import Count
from schemas.view import IncidentSummary
from streams.web.filters import CountryFilters
from streams.web.incidents import matching
from streams.web.problems import catching_up, documented
from streams.web.snapshot import Snapshot
from streams.web.view import Current

Kind = Literal["csv", "json", "geojson"]

MEDIA: Final[dict[Kind, str]] = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "geojson": "application/geo+json",
}
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")  # OWASP, "CSV Injection": a spreadsheet would run what follows
PIECE: Final = 64 * 1024  # characters sent together; a row each would cost more than making it
SHAPES: Final[dict[Kind, str]] = {"csv": "string", "json": "object", "geojson": "object"}

Row = Callable[[IncidentSummary], Any]

COLUMNS: Final[tuple[tuple[str, str, Row], ...]] = (
    ("incident_id", "#event+id", lambda each: each.incident_id),
    ("occurred_at", "#date+occurred", lambda each: f"{each.occurred_at:%Y-%m-%dT%H:%M:%SZ}"),
    ("time_precision", "#meta+precision+date", lambda each: each.time_precision),
    ("country", "#country+code", lambda each: each.country),
    ("country_name", "#country+name", lambda each: each.name),
    ("place", "#loc+name", lambda each: each.place and each.place.name),
    ("latitude", "#geo+lat", lambda each: each.place and each.place.latitude),
    ("longitude", "#geo+lon", lambda each: each.place and each.place.longitude),
    ("geo_precision", "#meta+precision+geo", lambda each: each.place and each.place.geo_precision),
    ("event_type", "#event+type", lambda each: each.event_type.value),
    ("attacker", "#group+name+attacker", lambda each: each.attacker),
    ("target", "#group+name+target", lambda each: each.target),
    ("weapon", "#item+name+weapon", lambda each: each.weapon),
    ("injured_low", "#affected+injured+min", lambda each: _of(each.injured, "low")),
    ("injured_best", "#affected+injured+best", lambda each: _of(each.injured, "best")),
    ("injured_high", "#affected+injured+max", lambda each: _of(each.injured, "high")),
    ("killed_low", "#affected+killed+min", lambda each: _of(each.killed, "low")),
    ("killed_best", "#affected+killed+best", lambda each: _of(each.killed, "best")),
    ("killed_high", "#affected+killed+max", lambda each: _of(each.killed, "high")),
    ("reports", "#meta+reports+num", lambda each: each.reports),
)
"""Heading, HXL hashtag and value of each column; what is not stated is an empty cell, never a zero."""

router = APIRouter(prefix="/api", tags=["export"])


def _endpoint(kind: Kind) -> Callable[..., Response]:
    def export(query: Annotated[CountryFilters, Query()], view: Current) -> Response:
        """Give all incidents that the filters let through, newest first, as a file."""
        with ExitStack() as stack:
            snapshot = stack.enter_context(view.snapshots.at(query.as_of))
            if not snapshot.complete:
                problem = catching_up()
                raise problem
            held = stack.pop_all()  # the rows are read while they are sent; the end of that closes the snapshot
        headers = {
            "Content-Disposition": f'attachment; filename="{file_name(snapshot, query, kind)}"',
            "Cache-Control": "no-store",
        }
        return StreamingResponse(_pieces(kind, snapshot, query, held), headers=headers, media_type=MEDIA[kind])

    return export


for each_kind in MEDIA:
    router.add_api_route(
        f"/export.{each_kind}",
        _endpoint(each_kind),
        methods=["GET"],
        name=f"export_{each_kind}",
        response_class=StreamingResponse,
        responses={
            200: {"content": {MEDIA[each_kind].partition(";")[0]: {"schema": {"type": SHAPES[each_kind]}}}},
            **documented(422, 503),
        },
    )


def file_name(snapshot: Snapshot, query: CountryFilters, kind: Kind) -> str:
    """Return a name that says what is in the file; all of it is ours, so that no header can be broken by it."""
    return f"incidents-{query.country or 'world'}-{query.w.value}-{snapshot.as_of:%Y-%m-%dT%HZ}.{kind}"


def _pieces(kind: Kind, snapshot: Snapshot, query: CountryFilters, held: ExitStack) -> Iterator[str]:
    with held:
        found = matching(snapshot, query)
        lines = {"csv": _csv, "json": _json, "geojson": _geojson}[kind](snapshot, found)
        buffer: list[str] = []
        size = 0
        for line in lines:
            buffer.append(line)
            size += len(line)
            if size >= PIECE:
                yield "".join(buffer)
                buffer, size = [], 0
        yield "".join(buffer)


def _csv(_snapshot: Snapshot, found: Iterable[IncidentSummary]) -> Iterator[str]:
    yield _line(heading for heading, _, _ in COLUMNS)
    yield _line(tag for _, tag, _ in COLUMNS)
    for each in found:
        yield _line(safe(value(each)) for _, _, value in COLUMNS)


def _json(snapshot: Snapshot, found: Iterable[IncidentSummary]) -> Iterator[str]:
    yield f'{{"as_of":"{snapshot.as_of:%Y-%m-%dT%H:%M:%SZ}","live":{str(snapshot.live).lower()},"incidents":['
    for number, each in enumerate(found):
        yield ("," if number else "") + each.model_dump_json()
    yield "]}\n"


def _geojson(snapshot: Snapshot, found: Iterable[IncidentSummary]) -> Iterator[str]:
    yield '{"type":"FeatureCollection",'
    yield f'"as_of":"{snapshot.as_of:%Y-%m-%dT%H:%M:%SZ}","live":{str(snapshot.live).lower()},"features":['
    for number, each in enumerate(found):
        yield ("," if number else "") + orjson.dumps(_feature(each)).decode()
    yield "]}\n"


def _feature(each: IncidentSummary) -> dict[str, Any]:
    """Return an incident as a feature; without coordinates its geometry is null, as RFC 7946 has it."""
    place = each.place
    located = place is not None and place.latitude is not None and place.longitude is not None
    point = {"type": "Point", "coordinates": [place.longitude, place.latitude]} if place and located else None
    return {
        "type": "Feature",
        "id": each.incident_id,
        "geometry": point,
        "properties": each.model_dump(mode="json"),
    }


def safe(value: object) -> object:
    """Return a cell that no spreadsheet takes for a formula; numbers stay as they are, minus and all."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _line(cells: Iterable[object]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(["" if cell is None else cell for cell in cells])
    return out.getvalue()


def _of(count: Count | None, bound: str) -> int | None:
    return getattr(count, bound) if count else None
