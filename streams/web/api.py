"""The endpoints under /api that answer with JSON."""

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request
from pydantic import Field
from starlette.responses import Response

from schemas import Window
from schemas.view import (
    CorrectionsAnswer,
    CountryAnswer,
    IncidentAnswer,
    IncidentsAnswer,
    PlacesAnswer,
    SearchAnswer,
    SeriesAnswer,
    Status,
    TimelineAnswer,
    WorldAnswer,
)
from streams.web import corrections as corrections_of
from streams.web import country as country_of
from streams.web import incidents as incidents_of
from streams.web import places as places_of
from streams.web import search as search_of
from streams.web import world as world_of
from streams.web.filters import MAX_QUERY, AsOf, Country, CountryFilters, Filters, Moment
from streams.web.paging import Cursor, Limit
from streams.web.problems import documented
from streams.web.view import Current

MAX_DAYS = 3_660  # ten years; more, and an answer is slower than a slider needs
MAX_ID = 2_000  # characters; an event id is made of an article's id, which has 512 at most

router = APIRouter(
    prefix="/api",
    tags=["figures"],
    responses={304: {"description": "The client has this answer already (If-None-Match)."}, **documented(422, 503)},
)

Code = Annotated[Country, Path(description="ISO 3166-1 alpha-3.")]


class PageFilters(CountryFilters):
    """Which incidents, and which page of them."""

    limit: Limit = 50
    cursor: Cursor = None


class TimelineQuery(AsOf):
    """Which days."""

    country: Country | None = Field(default=None, description="ISO 3166-1 alpha-3; none means all.")
    days: int = Field(default=120, ge=1, le=MAX_DAYS)


class SeriesQuery(Filters):
    """Which days or hours."""

    by: Literal["day", "hour"] = "day"
    from_: Moment | None = Field(default=None, alias="from", description="First moment; none is 60 points back.")
    to: Moment | None = Field(default=None, description="Last moment; none is `as_of`, and nothing later counts.")


class CorrectionsQuery(AsOf):
    """Which corrections, and which page of them."""

    country: Country | None = Field(default=None, description="ISO 3166-1 alpha-3; none means all.")
    w: Window = Field(default=Window.WEEK, description="How far back from `as_of`, by the time of the report.")
    limit: Limit = 50
    cursor: Cursor = None


class SearchQuery(AsOf):
    """Which words."""

    q: str = Field(min_length=1, max_length=MAX_QUERY, description="All of them; each may begin a longer word.")


@router.get("/world", response_model=WorldAnswer)
def world(request: Request, filters: Annotated[Filters, Query()], view: Current) -> Response:
    """Tell every country's figures in one window, and their sum."""
    return view.answer(request, filters.as_of, lambda snapshot: world_of.world(snapshot, filters))


@router.get("/timeline", response_model=TimelineAnswer)
def timeline(request: Request, query: Annotated[TimelineQuery, Query()], view: Current) -> Response:
    """Tell the figures of each calendar day, of all countries or one."""
    return view.answer(request, query.as_of, lambda found: world_of.timeline(found, query.country, query.days))


@router.get("/countries/{iso}", response_model=CountryAnswer, responses=documented(404))
def country(request: Request, iso: Code, filters: Annotated[Filters, Query()], view: Current) -> Response:
    """Tell all windows of a country, and its reported totals beside what is counted."""
    return view.answer(request, filters.as_of, lambda snapshot: country_of.country(snapshot, iso, filters))


@router.get("/countries/{iso}/series", response_model=SeriesAnswer, responses=documented(404))
def series(request: Request, iso: Code, query: Annotated[SeriesQuery, Query()], view: Current) -> Response:
    """Tell a country's figures by day or hour, without a gap."""
    span = country_of.Span(query.by, query.from_, query.to)
    return view.answer(request, query.as_of, lambda snapshot: country_of.series(snapshot, iso, span, query))


@router.get("/incidents", response_model=IncidentsAnswer)
def incidents(request: Request, query: Annotated[PageFilters, Query()], view: Current) -> Response:
    """List incidents, newest first."""
    return view.answer(
        request,
        query.as_of,
        lambda snapshot: incidents_of.incidents(snapshot, query, query.limit, query.cursor),
    )


@router.get("/incidents/{incident_id:path}", response_model=IncidentAnswer, responses=documented(404))
def incident(
    request: Request,
    incident_id: Annotated[str, Path(min_length=1, max_length=MAX_ID)],
    query: Annotated[AsOf, Query()],
    view: Current,
) -> Response:
    """Tell all of one incident: its reports, their sentences, who said what until when."""
    return view.answer(request, query.as_of, lambda snapshot: incidents_of.incident(snapshot, incident_id))


@router.get("/corrections", response_model=CorrectionsAnswer)
def corrections(request: Request, query: Annotated[CorrectionsQuery, Query()], view: Current) -> Response:
    """List published figures that later reports changed, newest first."""
    return view.answer(
        request,
        query.as_of,
        lambda snapshot: corrections_of.corrections(snapshot, query.country, query.w, query.limit, query.cursor),
    )


@router.get("/places", response_model=PlacesAnswer)
def places(request: Request, query: Annotated[CountryFilters, Query()], view: Current) -> Response:
    """Tell where it happened, as GeoJSON."""
    return view.answer(request, query.as_of, lambda snapshot: places_of.places(snapshot, query))


@router.get("/search", response_model=SearchAnswer)
def search(request: Request, query: Annotated[SearchQuery, Query()], view: Current) -> Response:
    """Find places, actors and incidents by words."""
    return view.answer(request, query.as_of, lambda snapshot: search_of.search(snapshot, query.q))


@router.get("/status", tags=["state"], responses={200: {"model": Status}})
def status(view: Current) -> Response:
    """Tell how fresh the view is."""
    body = view.health.status().model_dump_json()
    return Response(body, media_type="application/json", headers={"Cache-Control": "no-store"})
