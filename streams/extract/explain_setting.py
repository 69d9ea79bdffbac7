"""Why an event has its place and its day: which countries were weighed, and which names and dates spoke."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from streams.extract.date_choice import resolve_date
from streams.extract.setting import Setting
from streams.extract.sightings import Sighting

COUNTRIES: Final = 4  # that are shown, the weightiest
NAMES: Final = 5  # of places that are shown, the weightiest
AT_SEA: Final = "at sea"


@dataclass(frozen=True, slots=True)
class Named:
    """A place that the text names, with the cue that its neighbours give it, and its likeliest country.

    Units: `weight` is that of place_evidence.Evidence, wherever the attack is told.
    """

    name: str
    cue: str
    country: str
    weight: float


@dataclass(frozen=True, slots=True)
class Where:
    """Where and when one sighting is set, and what spoke for it.

    Shapes: `countries` the weightiest first; `day` is ISO 8601; `said` the words of its date, None where none is near.
    """

    trigger: str
    countries: tuple[tuple[str, float], ...]
    names: tuple[Named, ...]
    place: str | None
    day: str
    precision: int
    said: str | None


def where(sighting: Sighting, setting: Setting) -> Where:
    """Return what spoke for the place and the day of a sighting. Errors: none. Source: docs/extraction.md, "Places"."""
    mention, document = sighting.judged.mention, setting.document
    weights = sorted(setting.weights(mention).items(), key=lambda pair: -pair[1])
    places = []
    for evidence in setting.survey.evidence:
        country, weight, _ = max(evidence.says, key=lambda said: said[1])
        places.append(Named(evidence.mention.name, evidence.mention.cue.value, country or AT_SEA, round(weight, 2)))
    dated = setting.when(mention)
    date = resolve_date(setting.dates, document, (mention.trigger,), setting.published).mention
    found = setting.where(mention).place
    return Where(
        trigger=document.tokens[mention.trigger],
        countries=tuple((country or AT_SEA, round(weight, 2)) for country, weight in weights[:COUNTRIES]),
        names=tuple(sorted(places, key=lambda one: -one.weight)[:NAMES]),
        place=found.name if found else None,
        day=dated.moment.date().isoformat(),
        precision=dated.precision,
        said=" ".join(document.tokens[date.start : date.end]) if date else None,
    )


def told(one: Where) -> Iterator[str]:
    """Yield it as text."""
    countries = ", ".join(f"{country} {weight}" for country, weight in one.countries) or "no place named"
    yield f"        where `{one.trigger}`: {one.place or 'nowhere'} ({countries})"
    if one.names:
        yield "          " + ", ".join(f"{name.name} {name.cue} {name.country} {name.weight}" for name in one.names)
    because = f"`{one.said}`" if one.said else "no date near it"
    yield f"        when: {one.day}, precision {one.precision} ({because})"
