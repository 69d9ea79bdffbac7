"""Sightings of one attack put together, and those of another kept apart."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache
from typing import Final

from schemas import EventType
from streams.extract.setting import When
from streams.extract.sightings import Sighting
from streams.extract.types import best_type

APART: Final = -1.1  # logits; so likely another incident is told apart, as a sum misses as much by one too few
MAYBE: Final = APART - 1.5  # of a title, which is shortly worded
FOREIGN: Final = 4.0  # logits, of a title that names another country: it tells of the incidents at home
LATER: Final = 0.7  # lost by a type's score with each sighting further down
IN_TITLE: Final = 0.5  # lost by that of a title, which may name several attacks, beside the body's
TAKEN_LATER: Final = 3.7  # lost by abduction and rape, which other attacks end in
REACH: Final = {2: timedelta(days=8), 3: timedelta(days=16)}  # from the middle of a week or month to its ends
FAINT: Final = -1.6  # logits; a fainter sighting may be something told as background, but adds nothing to an incident
MOST: Final = 8  # incidents a text; a longer list is a chronicle, whose tail is only repetition
_SPECIFIC: Final = frozenset(EventType) - {EventType.ATTACK, EventType.UNKNOWN}
_SIDE_DEEDS: Final = frozenset({EventType.ABDUCTION, EventType.SEXUAL_VIOLENCE})
_KIN: Final = (
    {EventType.REMOTE_EXPLOSIVE, EventType.SUICIDE_BOMB, EventType.GRENADE},
    {EventType.AIR_DRONE_STRIKE, EventType.REMOTE_EXPLOSIVE},
    {EventType.SHELLING, EventType.REMOTE_EXPLOSIVE},
    {EventType.ARMED_CLASH, EventType.REMOTE_EXPLOSIVE},
    {EventType.ARMED_CLASH, EventType.SHELLING},
    {EventType.ARMED_CLASH, EventType.AIR_DRONE_STRIKE},
    {EventType.ARMED_CLASH, EventType.SUICIDE_BOMB},
    {EventType.ARMED_CLASH, EventType.ABDUCTION},
    {EventType.ARMED_CLASH, EventType.GRENADE},
)
_ARMED: Final = frozenset({"weapon", "strong", "armed actor", "target"})
_AFTER: Final = frozenset({"court", "found", "protest", "memory"})
_STEM: Final = 4  # letters that `Israel` and `Israeli`, `Turkey` and `Turkish` share
_AMERICAN: Final = frozenset({"us", "u.s.", "american", "america", "united", "states", "u.s"})


@dataclass(slots=True)
class Cluster:
    """The sightings of one incident, in the order of the text.

    Shapes: `shared` are sightings of several attacks at once (`two air strikes`), of which this is one.
    """

    sightings: list[Sighting] = field(default_factory=list)
    shared: list[Sighting] = field(default_factory=list)

    @property
    def event_type(self) -> EventType:
        """Return the type that the sightings speak for together; earlier ones weigh more."""
        scores: dict[EventType, float] = {}
        told = [sighting for sighting in self.sightings if sighting.judged.logit > 0] or self.sightings
        for place, sighting in [*enumerate(told), *((0, one) for one in self.shared)]:
            for event_type, score in sighting.types.items():
                later = TAKEN_LATER if event_type in _SIDE_DEEDS else LATER
                weighed = score - later * place - (IN_TITLE if sighting.titles and place else 0.0)
                scores[event_type] = max(scores.get(event_type, 0.0), weighed)
        return best_type(scores)

    @property
    def logit(self) -> float:
        """Return the best sighting's logit, raised a little by further ones."""
        best = max(sighting.judged.logit for sighting in self.sightings)
        support = sum(1 for sighting in [*self.sightings, *self.shared] if sighting.judged.logit > 0)
        return best + 0.3 * min(3, max(0, support - 1))


Far = Callable[[Cluster, Sighting, int], float]
"""How likely a sighting is of another attack than an incident, of so many found before it. Units: logits."""


@dataclass(slots=True)
class Clustering:
    """Incidents on their way: sightings are put to them one by one."""

    far: Far
    clusters: list[Cluster] = field(default_factory=list)

    def put(self, sighting: Sighting) -> None:
        """Put a sighting to the incident that it is of, or to one of its own. At most MOST incidents."""
        if not self.clusters:
            self.clusters.append(Cluster([sighting]))
            return
        nearest, apart = self.nearest(sighting)
        if apart >= APART and len(self.clusters) < MOST:
            self.clusters.append(Cluster([sighting]))
        elif sighting.judged.logit > FAINT:
            nearest.sightings.append(sighting)

    def nearest(self, sighting: Sighting) -> tuple[Cluster, float]:
        """Return the incident that a sighting fits, and what parts them: of a title the first that it may be of."""
        apart = [self.far(one, sighting, len(self.clusters)) for one in self.clusters]
        if sighting.titles:
            here = [far + FOREIGN * _is_abroad(one, sighting) for one, far in zip(self.clusters, apart, strict=True)]
            number = next((n for n, far in enumerate(here) if far < MAYBE), here.index(min(here)))
        else:
            number = min(range(len(apart)), key=lambda n: (apart[n], -n))
        return self.clusters[number], apart[number]


def cluster(sightings: Sequence[Sighting], start: Callable[[], Clustering], *, titled: bool) -> list[Cluster]:
    """Put the sightings of a text together to incidents.

    Shapes: `titled` is whether the first sentence is the title; it comes last, as it says in short what the body tells.
    `two strikes` come last too, where the text tells two or more that they may be, and else in their place.
    Errors: none; at most MOST incidents, so that time stays linear in the sightings.
    Source: docs/extraction.md, "Several incidents".
    """
    ordered = sorted(sightings, key=lambda seen: titled and seen.judged.mention.sentence == 0)
    plural = [seen for seen in ordered if seen.plural and not seen.places]
    found = _told(ordered, plural, start())
    summaries = [seen for seen in plural if len(_parts(found, seen)) > 1]
    if len(summaries) < len(plural):
        found = _told(ordered, summaries, start())
    for summary in summaries:
        parts = _parts(found, summary)
        if len(parts) > 1:
            for part in parts:
                part.shared.append(summary)
        else:
            found.put(summary)
    return sorted(found.clusters, key=lambda one: min(seen.token for seen in one.sightings))


def _told(ordered: Sequence[Sighting], apart: Sequence[Sighting], found: Clustering) -> Clustering:
    for sighting in ordered:
        if sighting not in apart:
            found.put(sighting)
    return found


def _parts(found: Clustering, summary: Sighting) -> list[Cluster]:
    return [one for one in found.clusters if _is_part(one, summary)]


def _is_abroad(one: Cluster, sighting: Sighting) -> bool:
    """Tell whether a sighting is set in another country than an incident."""
    return _country(one.sightings) not in (None, sighting.where.country)


def _is_part(one: Cluster, summary: Sighting) -> bool:
    """Tell whether an incident may be one of those that a summary speaks of: a missile may be an air strike's."""
    found = set(reasons(one, summary))
    if {"days", "attackers", "countries"} & found or (summary.titles and _is_abroad(one, summary)):
        return False
    fired = summary.family is EventType.AIR_DRONE_STRIKE and any("missile" in (s.weapon or "") for s in one.sightings)
    return fired or "types" not in found


def reasons(one: Cluster, sighting: Sighting) -> list[str]:  # noqa: C901, PLR0912 - a list of reasons, each a line
    """Return the reasons to tell a sighting from a cluster, and those to take both for one."""
    found = []
    told = [*one.sightings, *one.shared]
    if _types_differ(told, sighting):
        found.append("types")
    if _attackers_differ(told, sighting):
        found.append("attackers")
        if _is_answer(told, sighting):
            found.append("turned")
    towns = frozenset[str]().union(*[seen.places for seen in one.sightings])
    here = sighting.where.country if sighting.where.near else None
    if sighting.places & towns:
        found.append("same town")
    elif here and _country(told) not in (None, here):
        found.append("countries")
    elif sighting.places and towns:
        found.append("towns")
        if not _ARMED.isdisjoint(sighting.judged.mention.features):
            found.append("armed")
    days = [seen.when for seen in told if dates(seen)] if dates(sighting) else []
    if days and not any(may_be_one_day(when, sighting.when) for when in days):
        found.append("days")
    if sighting.apart:
        found.append("apart")
    if sighting.cause or any(seen.cause for seen in one.sightings):
        found.append("cause")
    if _is_older(one.sightings, sighting):
        found.append("past")
    if sighting.definite and not {"attackers", "countries", "days", "past"} & set(found):
        found.append("definite")
    if sighting.new:
        found.append("new")
    if not sighting.places and _is_casualties_alone(sighting):
        found.append("casualties alone")
    figures = frozenset[tuple[str, int]]()
    if sighting.figures:
        figures = figures.union(*[seen.figures for seen in one.sightings])
    if figures & sighting.figures and not {"days", "towns", "countries"} & set(found):
        found.append("same figures")
    elif {kind for kind, _ in figures} & {kind for kind, _ in sighting.figures}:
        found.append("figures")
    if (
        sighting.names
        and "past" not in found
        and not {"attackers", "countries"} <= set(found)  # one spokesman speaks of several attacks
        and any(not sighting.names.isdisjoint(seen.names) for seen in one.sightings)
    ):
        found.append("same names")
    if _is_aside(sighting):
        found.append("aside")
    mention = sighting.judged.mention
    beside = [seen.judged.mention for seen in one.sightings if seen.judged.mention.sentence == mention.sentence]
    if beside:
        found.append("cut" if any(seen.start != mention.start for seen in beside) else "one sentence")
    return found


def may_be_one_day(one: When, other: When) -> bool:
    """Tell whether two dates are the same day, or a day and the week or month that it may be in."""
    coarser = max(one.precision, other.precision)
    if coarser == 1 or one.precision == other.precision:
        return one.moment.date() == other.moment.date()
    return abs(one.moment - other.moment) <= REACH[coarser]


def _is_older(sightings: Sequence[Sighting], sighting: Sighting) -> bool:
    """Tell whether one of both is of a month ago or more: what a text tells before it looks back is no part of that."""
    past = [seen.token for seen in sightings if seen.past or seen.long_ago]
    if sighting.past or sighting.long_ago:
        return not past
    return bool(past) and len(past) == len(sightings) and sighting.token < min(past) and not sighting.titles


def dates(seen: Sighting) -> bool:
    """Tell whether the date in a sighting's own words is the attack's: the dead are found on other days."""
    features = seen.judged.mention.features
    return seen.when.near and not ("found" in features and "bare casualties" in features)


def _is_casualties_alone(sighting: Sighting) -> bool:
    bare = "bare casualties" in sighting.judged.mention.features and not sighting.when.near
    return bare and sighting.family not in _SPECIFIC


def _is_aside(sighting: Sighting) -> bool:
    """Tell whether a sighting is of what came after: the wounded who died, the body found, the suspect in court."""
    mention = sighting.judged.mention
    if "weapon" in mention.features or ("fire" in mention.features and sighting.places):
        return False
    return sighting.aftermath or not _AFTER.isdisjoint(mention.features)


def _types_differ(sightings: Iterable[Sighting], sighting: Sighting) -> bool:
    family = sighting.family
    if family not in _SPECIFIC:
        return False
    families = {seen.family for seen in sightings} & _SPECIFIC
    if not families or family in families:
        return False
    return not any({family, other} <= kin for other in families for kin in _KIN)


def _attackers_differ(sightings: Iterable[Sighting], sighting: Sighting) -> bool:
    """Tell whether both name an attacker by name, and the names share no root."""
    if not sighting.actors.attacker:
        return False
    other = _roots(sighting.actors.attacker)
    known = [roots for seen in sightings if (roots := _roots(seen.actors.attacker))]
    return bool(other and known) and all(not other & roots for roots in known)


def _is_answer(sightings: Iterable[Sighting], sighting: Sighting) -> bool:
    """Tell whether the attacker of one is the target of the other: a strike that answered the attack."""
    attacker, target = _roots(sighting.actors.attacker), _roots(sighting.actors.target)
    return any(
        attacker & _roots(seen.actors.target) or target & _roots(seen.actors.attacker)
        for seen in sightings
        if seen.actors.attacker
    )


@lru_cache(maxsize=1024)
def _roots(name: str | None) -> frozenset[str]:
    words = [word for word in (name or "").split() if word[0].isupper()]
    return frozenset("american" if word.lower() in _AMERICAN else word.lower()[:_STEM] for word in words)


def _country(sightings: Iterable[Sighting]) -> str | None:
    """Return the country of the first sighting whose own words name it, else of any."""
    told = list(sightings)
    near = next((seen.where.country for seen in told if seen.where.near and seen.where.country), None)
    return near or next((seen.where.country for seen in told if seen.where.country), None)
