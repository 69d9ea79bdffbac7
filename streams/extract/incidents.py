"""Sightings of one attack put together, and those of another kept apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from schemas import EventType
from streams.extract.sightings import Sighting
from streams.extract.types import best_type

# What speaks for two incidents rather than one; two points part them.
WEIGHTS: Final[Mapping[str, float]] = {
    "types": 1.0,
    "attackers": 1.0,
    "places": 1.0,
    "countries": 1.4,
    "days": 1.5,
    "apart": 1.0,
    "definite": -1.0,
    "counted": 0.4,
    "one sentence": -0.6,
    "cut": 2.0,
}
LATER: Final = 0.7  # lost by a type's score with each sighting further down
APART: Final = 2.0
FAINT: Final = -1.6  # logits; a fainter sighting may be something told as background, but adds nothing to an incident
MOST: Final = 8  # incidents a text; a longer list is a chronicle, whose tail is only repetition
_DISTANT: Final = {EventType.AIR_DRONE_STRIKE, EventType.SHELLING}
_SPECIFIC: Final = _DISTANT | {
    EventType.REMOTE_EXPLOSIVE, EventType.SUICIDE_BOMB, EventType.ABDUCTION, EventType.GRENADE,
    EventType.CHEMICAL_WEAPON, EventType.SEXUAL_VIOLENCE, EventType.ARMED_CLASH,
}  # fmt: skip
_KIN: Final = (
    {EventType.REMOTE_EXPLOSIVE, EventType.SUICIDE_BOMB, EventType.GRENADE},
    {EventType.AIR_DRONE_STRIKE, EventType.REMOTE_EXPLOSIVE},
    {EventType.SHELLING, EventType.REMOTE_EXPLOSIVE},
    {EventType.ARMED_CLASH, EventType.REMOTE_EXPLOSIVE},
    {EventType.ARMED_CLASH, EventType.SHELLING},
    {EventType.ARMED_CLASH, EventType.AIR_DRONE_STRIKE},
    {EventType.ARMED_CLASH, EventType.SUICIDE_BOMB},
)


@dataclass(slots=True)
class Cluster:
    """The sightings of one incident, in the order of the text."""

    sightings: list[Sighting] = field(default_factory=list)

    @property
    def event_type(self) -> EventType:
        """Return the type that the sightings speak for together; earlier ones weigh more."""
        scores: dict[EventType, float] = {}
        told = [sighting for sighting in self.sightings if sighting.judged.logit > 0] or self.sightings
        for place, sighting in enumerate(told):
            for event_type, score in sighting.types.items():
                weighed = score - LATER * place
                scores[event_type] = max(scores.get(event_type, 0.0), weighed)
        return best_type(scores)

    @property
    def logit(self) -> float:
        """Return the best sighting's logit, raised a little by further ones."""
        best = max(sighting.judged.logit for sighting in self.sightings)
        support = sum(1 for sighting in self.sightings if sighting.judged.logit > 0)
        return best + 0.3 * min(3, max(0, support - 1))


def cluster(sightings: Sequence[Sighting], *, titled: bool) -> list[Cluster]:
    """Put the sightings of a text together to incidents.

    Shapes: `titled` is whether the first sentence is the title; it comes last, as it says in short what the body tells.
    Errors: none; at most MOST incidents, so that time stays linear in the sightings.
    Source: docs/extraction.md, "Several incidents".
    """
    clusters: list[Cluster] = []
    for sighting in sorted(sightings, key=lambda seen: titled and seen.judged.mention.sentence == 0):
        if not clusters:
            clusters.append(Cluster([sighting]))
            continue
        ranked = sorted(range(len(clusters)), key=lambda n: (parting(clusters[n], sighting), -n))
        nearest = clusters[ranked[0]]
        if parting(nearest, sighting) >= APART and len(clusters) < MOST:
            clusters.append(Cluster([sighting]))
        elif sighting.judged.logit > FAINT:
            nearest.sightings.append(sighting)
    return clusters


def parting(one: Cluster, sighting: Sighting) -> float:
    """Return how much speaks for two incidents: the reasons' weights added up."""
    return sum(WEIGHTS[reason] for reason in reasons(one, sighting))


def reasons(one: Cluster, sighting: Sighting) -> list[str]:  # noqa: C901 - a list of reasons, each a line
    """Return the reasons to tell a sighting from a cluster; keys of WEIGHTS."""
    found = []
    if _types_differ(one.sightings, sighting):
        found.append("types")
    if _attackers_differ(one.sightings, sighting):
        found.append("attackers")
    place, other = _first_place(one.sightings), sighting.where
    if place and other.country and place[1] and place[1] != other.country and other.near:
        found.append("countries")
    elif (
        place
        and other.place
        and other.near
        and other.place.geo_precision == 1
        and place[0] not in (None, other.place.name)
    ):
        found.append("places")
    days = [seen.when.moment for seen in one.sightings if seen.when.near]
    if sighting.when.near and days and all(_day(day) != _day(sighting.when.moment) for day in days):
        found.append("days")
    if sighting.apart:
        found.append("apart")
    if sighting.definite and "attackers" not in found:
        found.append("definite")
    if sighting.counted and any(seen.counted for seen in one.sightings):
        found.append("counted")
    mention = sighting.judged.mention
    beside = [seen.judged.mention for seen in one.sightings if seen.judged.mention.sentence == mention.sentence]
    if any(seen.start != mention.start for seen in beside):
        found.append("cut")
    elif beside:
        found.append("one sentence")
    return found


def _day(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d}"


def _types_differ(sightings: Sequence[Sighting], sighting: Sighting) -> bool:
    families = {seen.family for seen in sightings} & _SPECIFIC
    family = sighting.family
    if family not in _SPECIFIC or not families or family in families:
        return False
    return not any({family, other} <= kin for other in families for kin in _KIN)


def _attackers_differ(sightings: Sequence[Sighting], sighting: Sighting) -> bool:
    """Tell whether both name an attacker and the names share no word."""
    other = sighting.actors.attacker
    known = [seen.actors.attacker for seen in sightings if seen.actors.attacker]
    if not other or not known:
        return False
    words = set(other.lower().split())
    return all(not words & set(name.lower().split()) for name in known)


def _first_place(sightings: Sequence[Sighting]) -> tuple[str | None, str | None] | None:
    """Return the name and country of the first place that a sighting names close to its trigger."""
    for seen in sightings:
        if seen.where.near and seen.where.place:
            name = seen.where.place.name if seen.where.place.geo_precision == 1 else None
            return name, seen.where.country
    country = next((seen.where.country for seen in sightings if seen.where.country), None)
    return (None, country) if country else None
