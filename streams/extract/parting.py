"""One attack or two: learnt of a sighting beside an incident, from texts of which the number of incidents is known."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from streams.extract.classes import Marked
from streams.extract.incidents import Cluster, reasons
from streams.extract.model import Model
from streams.extract.sightings import Sighting

PARTING: Final = "parting"
"""The file of its weights."""
_STEM: Final = 5  # letters that `policeman` and `policemen` share
_SHORTEST: Final = 4  # letters; shorter words are not compared
_PLACES: Final = (0, 1, 2, 4, 8)  # last sentences of the parts of a text
_MANY: Final = 3  # incidents found before
_ALIKE: Final = 4  # words that two sentences share
_SITED: Final = frozenset({"in", "at", "near"})
_FURTHER: Final = frozenset(
    {"also", "similarly", "finally", "subsequently", "moreover", "furthermore", "additionally", "besides", "likewise",
     "separately", "elsewhere", "meanwhile"}
)  # fmt: skip
_ITEMS: Final = frozenset({"-", "*", "\u2022", "\u2013", "\u2014"})  # of a list
_IN_ADDITION: Final = frozenset({"addition", "another", "other"})


@dataclass(frozen=True, slots=True)
class Parting:
    """The learnt weights, for one text."""

    marked: Marked
    model: Model

    def far(self, one: Cluster, sighting: Sighting, before: int) -> float:
        """Return how likely a sighting is of another attack than an incident, `before` being found until then.

        Units: logits. Errors: none.
        """
        return self.model.bias + self.model.score(features(self.marked, one, sighting, before))


def features(marked: Marked, one: Cluster, sighting: Sighting, before: int) -> Iterator[str]:
    """Yield what may part a sighting from an incident, or join it: names of weights. Source: docs/extraction.md."""
    yield from reasons(one, sighting)
    mention = sighting.judged.mention
    for feature in mention.features:
        yield f"told={feature}"
    yield from _kind(sighting)
    yield from _beside(one, sighting)
    yield from _opening(marked, sighting)
    yield f"shared={min(_ALIKE, max(len(sighting.words & seen.words) for seen in one.sightings))}"
    yield f"sentence={sum(mention.sentence > last for last in _PLACES)}"
    yield f"before={min(before, _MANY)}"
    yield f"type={sighting.family.value}"


def _kind(sighting: Sighting) -> Iterator[str]:
    if sighting.plural:
        yield "plural"
    if sighting.titles:
        yield "title"
    if sighting.aftermath:
        yield "aftermath"
    if sighting.when.near and not sighting.past:
        yield "own day"
    if sighting.where.near:
        yield "own place"
    if not (sighting.when.near or sighting.where.near or sighting.figures):
        yield "nothing own"


def _beside(one: Cluster, sighting: Sighting) -> Iterator[str]:
    """Yield what both give, or only the sighting: a target, a weapon, figures, names."""
    told = one.sightings
    if sighting.figures:
        yield "both figures" if any(seen.figures for seen in told) else "own figures"
    if sighting.names:
        known = frozenset[str]().union(*[seen.names for seen in told])
        yield "own names" if not known else "other names" if sighting.names.isdisjoint(known) else "shared names"
    else:
        yield "their names" if any(seen.names for seen in told) else "no names"
    if any(seen.family is sighting.family for seen in told):
        yield "same type"
    for what, name, names in (
        ("target", sighting.actors.target, [seen.actors.target for seen in told]),
        ("attacker", sighting.actors.attacker, [seen.actors.attacker for seen in told]),
        ("weapon", sighting.weapon, [seen.weapon for seen in told]),
    ):
        stems = _stems(name)
        others = [other for each in names if (other := _stems(each))]
        if stems and others:
            yield f"other {what}" if all(map(stems.isdisjoint, others)) else f"same {what}"


@lru_cache(maxsize=4096)
def _stems(name: str | None) -> frozenset[str]:
    return frozenset(word.lower()[:_STEM] for word in (name or "").split() if len(word) >= _SHORTEST)


def _opening(marked: Marked, sighting: Sighting) -> Iterator[str]:
    """Yield how a stretch begins: `In addition, ...`, `On Monday ...`, `In Tyre ...`."""
    start, trigger = sighting.judged.mention.start, sighting.judged.mention.trigger
    words = marked.lower[start : trigger + 1]
    if words[0] in _FURTHER or "also" in words or (words[0] == "in" and not _IN_ADDITION.isdisjoint(words[1:2])):
        yield "further"
    if words[0] in _ITEMS and sighting.places:  # `- Sumy: two killed`; a list may tell one attack as well
        yield "item"
    if words[0] == "on":
        yield "opens on"
    elif words[0] in _SITED:
        yield "opens in"
