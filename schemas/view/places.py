"""Places of incidents as GeoJSON. Source: RFC 7946; `as_of`, `live` and the counts beside are foreign members."""

from typing import Literal

from pydantic import Field, NonNegativeInt

from schemas.base import CountryCode, Record
from schemas.count import Sum
from schemas.view.base import Answer


class PlacePoint(Record):
    """Longitude, then latitude; degrees, WGS 84."""

    type: Literal["Point"] = "Point"
    coordinates: tuple[float, float]


class PlaceProperties(Record):
    """What happened at one place."""

    name: str
    country: CountryCode
    geo_precision: Literal[1, 2]
    attacks: NonNegativeInt
    injured: Sum
    killed: Sum
    incidents: tuple[str, ...] = Field(description="The newest fifty, by id.")


class PlaceFeature(Record):
    """One place."""

    type: Literal["Feature"] = "Feature"
    geometry: PlacePoint
    properties: PlaceProperties


class PlacesAnswer(Answer):
    """Places with the most attacks first. What is known by its country alone is counted, not drawn."""

    type: Literal["FeatureCollection"] = "FeatureCollection"
    features: tuple[PlaceFeature, ...]
    country_only: NonNegativeInt = Field(description="Incidents known by their country alone.")
    left_off: NonNegativeInt = Field(description="Places that did not fit into one answer.")
