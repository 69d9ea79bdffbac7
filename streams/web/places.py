"""Where it happened, as GeoJSON. Source: RFC 7946."""

from typing import Final

from schemas.view import PlaceFeature, PlacePoint, PlaceProperties, PlacesAnswer
from streams.counters.tally import Tally, window_counts
from streams.web.filters import CountryFilters
from streams.web.incidents import conditions
from streams.web.snapshot import SUMS, Snapshot

MAX_PLACES: Final = 2_000  # more points than a map can show apart
MAX_LISTED: Final = 50  # ids a place; the newest

DRAWN: Final = "latitude IS NOT NULL AND longitude IS NOT NULL AND geo_precision < 3"


def places(snapshot: Snapshot, filters: CountryFilters) -> PlacesAnswer:
    """Return the places with the most attacks first; the centre of a country is no place."""
    where, given = conditions(snapshot, filters)
    rows = snapshot.rows(
        f"SELECT country, place, latitude, longitude, geo_precision, count(*), {SUMS} FROM incidents "  # noqa: S608 - ours
        f"WHERE {where} AND {DRAWN} GROUP BY 1, 2, 3, 4, 5 ORDER BY 6 DESC, 2, 1",
        given,
    )
    shown = rows[:MAX_PLACES]
    listed = _listed(snapshot, where, given) if shown else {}
    undrawn = snapshot.value(f"SELECT count(*) FROM incidents WHERE {where} AND NOT ({DRAWN})", given)  # noqa: S608 - ours
    return PlacesAnswer(
        as_of=snapshot.as_of,
        live=snapshot.live,
        features=tuple(_feature(row, listed.get(row[:5], [])) for row in shown),
        country_only=undrawn,
        left_off=len(rows) - len(shown),
    )


def _listed(snapshot: Snapshot, where: str, given: list[object]) -> dict[tuple[object, ...], list[str]]:
    """Return the newest incidents of each place."""
    found: dict[tuple[object, ...], list[str]] = {}
    sql = f"SELECT country, place, latitude, longitude, geo_precision, incident_id FROM incidents WHERE {where} "  # noqa: S608 - names of ours
    for *place, incident_id in snapshot.connection.execute(f"{sql} AND {DRAWN} ORDER BY occurred DESC", given):
        ids = found.setdefault(tuple(place), [])
        if len(ids) < MAX_LISTED:
            ids.append(incident_id)
    return found


def _feature(row: tuple[object, ...], incidents: list[str]) -> PlaceFeature:
    country, name, latitude, longitude, precision, *tally = row
    counts = window_counts(Tally._make(tally))
    return PlaceFeature(
        geometry=PlacePoint(coordinates=(longitude, latitude)),  # type: ignore[arg-type] # DRAWN has both
        properties=PlaceProperties(
            name=name,  # type: ignore[arg-type] # a place has one
            country=country,  # type: ignore[arg-type] # text
            geo_precision=precision,  # type: ignore[arg-type] # 1 or 2, by DRAWN
            attacks=counts.attacks,
            injured=counts.injured,
            killed=counts.killed,
            incidents=tuple(incidents),
        ),
    )
