"""Which of ACLED's sub-event types the words around a trigger speak for."""

from collections.abc import Mapping, Sequence
from typing import Final

from schemas import EventType
from streams.extract import classes as c
from streams.extract.classes import Marked
from streams.extract.phrases import aside_of
from streams.extract.triggers import Mention

TYPE_OF: Final[Mapping[int, EventType]] = {
    c.SUICIDE: EventType.SUICIDE_BOMB,
    c.CHEMICAL: EventType.CHEMICAL_WEAPON,
    c.SEXUAL: EventType.SEXUAL_VIOLENCE,
    c.GRENADE: EventType.GRENADE,
    c.ABDUCTION: EventType.ABDUCTION,
    c.AIR: EventType.AIR_DRONE_STRIKE,
    c.SHELLING: EventType.SHELLING,
    c.REMOTE: EventType.REMOTE_EXPLOSIVE,
    c.CLASH: EventType.ARMED_CLASH,
    c.ASSAULT: EventType.ATTACK,
}
# How much a word of the type says. A bomb that a plane drops is an air strike, one that a suicide bomber carries his.
WEIGHTS: Final[Mapping[int, float]] = {
    c.SUICIDE: 6.0, c.CHEMICAL: 5.2, c.SEXUAL: 4.6, c.GRENADE: 4.0, c.ABDUCTION: 3.9, c.AIR: 3.8, c.SHELLING: 3.4,
    c.REMOTE: 3.1, c.CLASH: 2.7, c.ASSAULT: 1.6,
}  # fmt: skip
_FADE: Final = 0.1  # lost for each token between the word and the trigger
_MOST_FADE: Final = 1.6  # in the same stretch nothing is farther off than that
_AT_TRIGGER: Final = 1.2  # gained by the trigger's own word
_BLAST: Final = 2.1  # of a word that says only that something went off: a bomb's, a shell's, a drone's
_HARM: Final = 0.4  # of a word that says only that harm was done: whatever names the means says more
_PLAIN: Final = 0.8  # of the type `attack`, for a trigger without a type of its own
_BLASTS: Final = frozenset(
    {"explosion", "explosions", "exploded", "explodes", "explode", "exploding", "blast", "blasts", "bombed", "blew",
     "detonated", "detonating", "detonates", "bombing", "bombings", "bomb", "bombs"}
)  # fmt: skip
_DROPPED: Final = frozenset(
    {"fell", "dropped", "drop", "dropping", "guided", "glide", "barrel", "unguided", "rained", "released", "aerial"}
)
_PLANES: Final = frozenset(
    {"drone", "drones", "plane", "planes", "jet", "jets", "warplane", "warplanes", "aircraft", "helicopter",
     "helicopters", "gunship", "gunships", "uav", "uavs"}
)  # fmt: skip
_FROM: Final = frozenset({"from", "by"})
_FIRED_BY: Final = 4  # tokens from a missile to `from`, and on to the plane
_BOMBING: Final = frozenset(
    {"bomb", "bombs", "bomber", "bombers", "bombing", "bombings", "attack", "attacks", "attacker", "attackers", "car",
     "truck", "blast", "explosion", "vest", "vests", "belt", "mission", "squad", "squads", "strike", "assault", "cell",
     "explosions", "blasts", "drone-bomb", "raid"}
)  # fmt: skip
_CHEMICALS: Final = frozenset(
    {"weapon", "weapons", "attack", "attacks", "agent", "agents", "gas", "bomb", "bombs", "shells", "munitions"}
)
_AIR_BEFORE: Final = frozenset({"air", "drone", "helicopter", "aerial"})
_STRIKES: Final = frozenset({"strike", "strikes", "raid", "raids", "attack", "attacks", "assault", "bombardment"})
_AFLOAT: Final = frozenset({"sea", "naval", "surface", "boat", "boats", "maritime", "waterborne", "underwater"})
_LEFT: Final = frozenset({"unexploded", "buried", "old", "rusty", "abandoned", "leftover"})
_SELF: Final = frozenset({"himself", "herself", "themselves", "itself"})
_WORN: Final = frozenset({"vest", "vests", "belt", "belts"})
_PETROL: Final = frozenset({"petrol", "gasoline", "fire", "paint", "smoke", "stink"})
_RAM: Final = frozenset({"drove", "driven", "rammed", "driving", "ramming"})
_KEYS: Final = _SELF | _WORN | _RAM | {"bomber"}  # what they say of a type depends on the words beside them
_VEHICLES: Final = frozenset({"car", "van", "truck", "vehicle", "lorry", "tanker", "motorcycle", "motorbike"})
_FIGHTERS: Final = 0.1  # more than the attack that it would be on others
_FIGHTING: Final = frozenset(
    {"soldier", "soldiers", "troop", "troops", "trooper", "troopers", "militant", "militiaman", "rebel", "fighter",
     "insurgent", "guerrilla", "gendarme", "ranger", "peacekeeper", "marine", "warder", "warders", "jawan", "jawans",
     "reservist", "conscript", "volunteer", "policeman", "policemen", "constable", "constables", "patrol", "checkpoint",
     "garrison", "barracks", "outpost", "outposts", "militiamen", "militants", "rebels", "fighters", "insurgents",
     "guerrillas", "paramilitaries", "rangers", "gendarmes", "gendarmerie", "serviceman", "servicemen", "sergeant",
     "conscripts", "volunteers", "peacekeepers", "commandos", "marines", "reservists", "gunmen", "attackers",
     "terrorists", "poachers", "vigilantes", "battalion", "brigade", "army", "police"}
)  # fmt: skip
_UNARMED: Final = frozenset(
    {"civilians", "civilian", "people", "villagers", "villager", "residents", "bystanders", "families", "family",
     "academy", "college", "wives", "relatives", "recruits", "former", "retired"}
)  # fmt: skip
_CARRIED: Final = frozenset({"explosives", "dynamite"})
_GOING_OFF: Final = frozenset({"detonated", "detonating", "exploded", "exploding"})
_CLAUSE_OPENS: Final = frozenset({"when", "as", "after", "by", "while", "before", "that", "who"})
_SHOT: Final = frozenset({"shot", "shooting", "gunfire", "fired", "firing"})
_SUFFERED: Final = frozenset({"was", "were", "died"})
_KILLS: Final = frozenset({"killed", "attacked"})


def type_scores(marked: Marked, mention: Mention, target: str | None) -> dict[EventType, float]:
    """Return what the words of a stretch of text around its trigger say for each type.

    Shapes: `target` is who was attacked, in the text's words. Errors: none.
    Source: docs/extraction.md, "Types".
    """
    start, end, trigger = mention.start, mention.end, mention.trigger
    scores: dict[EventType, float] = {}
    aside = aside_of(marked, start, end)
    marks, lower = marked.marks, marked.lower
    if _KEYS.isdisjoint(lower[start:end]):
        likely: Sequence[int] = marked.spots_in(start, end, c.TYPED)
    else:
        likely = [token for token in range(start, end) if marks[token] & c.TYPED or lower[token] in _KEYS]
    for token in likely:
        if token in aside:
            continue
        bits = _typed_bits(marked, token, start, end)
        if not bits:
            continue
        faded = min(_MOST_FADE, _FADE * abs(token - trigger))
        for bit, event_type in TYPE_OF.items():
            if bits & bit:
                score = _weight(marked, token, bit, faded)
                if token == trigger and bit != c.REMOTE and marked.lower[token] not in _KILLS:
                    score += _AT_TRIGGER
                if score > scores.get(event_type, 0.0):
                    scores[event_type] = score
    if not scores and (untyped := _untyped(marked, start, end, trigger)):
        scores[untyped] = _PLAIN
    _weigh_gunfire(scores, marked, mention, target)
    return scores


def _weigh_gunfire(scores: dict[EventType, float], marked: Marked, mention: Mention, target: str | None) -> None:
    """Make of gunfire an attack where explosives are thrown too, and a clash where those shot at bear arms."""
    if EventType.REMOTE_EXPLOSIVE in scores and _is_storm(marked, mention.start, mention.end):
        del scores[EventType.REMOTE_EXPLOSIVE]
        scores.setdefault(EventType.ATTACK, _PLAIN)
    shot_at = scores.get(EventType.ATTACK, 0.0)
    if shot_at and _is_fighter(marked, mention, target):
        scores[EventType.ARMED_CLASH] = max(scores.get(EventType.ARMED_CLASH, 0.0), shot_at + _FIGHTERS)


def _is_storm(marked: Marked, start: int, end: int) -> bool:
    """Tell gunmen who shoot and set off explosives, arms of one assault, from those who planted a bomb."""
    words = set(marked.lower[start:end])
    if words.isdisjoint(_CARRIED) or words.isdisjoint(_SHOT):
        return False
    planted = any(
        marked.marks[token] & c.REMOTE and marked.lower[token] not in _CARRIED | _GOING_OFF
        for token in range(start, end)
    )
    return not planted and any(marked.marks[token] & c.ARMED_ACTOR for token in range(start, end))


def _untyped(marked: Marked, start: int, end: int, trigger: int) -> EventType | None:
    """Return the type of a trigger in whose stretch no word has a type of its own."""
    bits = marked.marks[trigger]
    if bits & c.SEIZURE:
        return EventType.ABDUCTION
    if bits & (c.VERB_TRIGGER | c.CASUALTY) or _attack_with_victims(marked, start, end, trigger):
        return EventType.ATTACK
    return None


def _is_fighter(marked: Marked, mention: Mention, target: str | None) -> bool:
    """Tell whether those shot at bear arms themselves: gunfire at soldiers or policemen is a clash."""
    words = set(target.lower().split()) if target else set[str]()
    if words & _UNARMED:
        return False
    if words & _FIGHTING:
        return True
    if words:
        return False
    lower, marks = marked.lower, marked.marks
    if _FIGHTING.isdisjoint(lower[mention.start : mention.end]):
        return False
    for token in range(mention.start, mention.end):
        if lower[token] not in _FIGHTING:
            continue
        behind = range(_clause_start(lower, max(mention.start, token - 4), token), token)
        ahead = lower[token + 1 : min(mention.end, token + 4)]
        if any(marks[other] & c.CASUALTY for other in behind) or not _SUFFERED.isdisjoint(ahead):
            return True
    return False


def _clause_start(lower: Sequence[str], first: int, token: int) -> int:
    """Return where a token's own clause begins before it: `were killed when gunmen` kills no gunmen."""
    return max((at + 1 for at in range(first, token) if lower[at] in _CLAUSE_OPENS), default=first)


def _attack_with_victims(marked: Marked, start: int, end: int, trigger: int) -> bool:
    """Tell `the gunmen's attack killed 157`, an attack on persons, from one of which nothing is known."""
    if not marked.marks[trigger] & c.NOUN_TRIGGER:
        return False
    return any(marked.marks[token] & c.ARMED_ACTOR for token in range(start, end))


def _weight(marked: Marked, token: int, bit: int, faded: float) -> float:
    if bit == c.ASSAULT and marked.lower[token] in _KILLS:
        return _HARM
    return (_BLAST if bit == c.REMOTE and marked.lower[token] in _BLASTS else WEIGHTS[bit]) - faded


def _typed_bits(marked: Marked, token: int, start: int, end: int) -> int:
    """Return the type bits that the token keeps in its company."""
    lower, bits = marked.lower, marked.marks[token] & c.TYPED
    word = lower[token]
    if not bits and word not in _KEYS:
        return 0
    before = lower[token - 1] if token > start else ""
    after = lower[token + 1] if token + 1 < end else ""
    if bits & c.SUICIDE and after not in _BOMBING:
        bits &= ~c.SUICIDE
    if bits & c.CHEMICAL and word in ("chemical", "toxic", "nerve", "mustard") and after not in _CHEMICALS:
        bits &= ~c.CHEMICAL
    if bits & c.GRENADE and (before.endswith("propelled") or after in ("launcher", "launchers")):
        bits &= ~c.GRENADE
    if word in _STRIKES and before in _AIR_BEFORE:
        bits |= c.AIR
    if bits & c.REMOTE and word in ("mine", "mines") and (before in ("coal", "gold") or after in ("worker", "workers")):
        bits &= ~c.REMOTE
    if bits & c.REMOTE and word.startswith("bomb"):
        bits = _bomb(lower, token, (start, end), bits)
    if bits & c.AIR and ({before, after} & _AFLOAT):
        bits = bits & ~c.AIR | c.REMOTE
    if bits & c.SHELLING:
        bits = _shell(lower, token, (start, end), bits)
    return bits | _self_killing(marked, token, start, end)


def _shell(lower: Sequence[str], token: int, span: tuple[int, int], bits: int) -> int:
    """Tell the missile of a plane, and the shell that lay there, from those that were fired from the ground."""
    if _is_airborne(lower, token, span):
        return bits & ~c.SHELLING | c.AIR
    before = lower[token - 1] if token > span[0] else ""
    if before in _LEFT or "left" in lower[token + 1 : min(span[1], token + 3)]:
        return bits & ~c.SHELLING | c.REMOTE
    return bits


def _is_airborne(lower: Sequence[str], token: int, span: tuple[int, int]) -> bool:
    """Tell `a drone's missile`, `missiles fired by a plane`: what a plane fires is an air strike."""
    if token > span[0] and lower[token - 1].removesuffix("'s").removesuffix("\u2019s") in _PLANES:
        return True
    stop = min(span[1], token + 1 + _FIRED_BY)
    source = next((at for at in range(token + 1, stop) if lower[at] in _FROM), span[1])
    return not _PLANES.isdisjoint(lower[source + 1 : min(span[1], source + _FIRED_BY)])


def _bomb(lower: Sequence[str], token: int, span: tuple[int, int], bits: int) -> int:
    """Tell the bomb that falls from the sky and the bottle of petrol from the one that was planted."""
    near = lower[max(span[0], token - 3) : min(span[1], token + 3)]
    if lower[token - 1] in _PETROL:
        return bits & ~c.REMOTE | c.ASSAULT
    if lower[token] in ("bomb", "bombs") and not _DROPPED.isdisjoint(near):
        return bits & ~c.REMOTE | c.AIR
    return bits


def _self_killing(marked: Marked, token: int, start: int, end: int) -> int:
    """Read `blew himself up`, `detonated his vest`, `drove a car with explosives into`, `a bomber on a motorcycle`."""
    lower = marked.lower
    word = lower[token]
    if word in _SELF:
        near = lower[max(start, token - 3) : min(end, token + 3)]
        return c.SUICIDE if {"blew", "blow", "blown", "blowing", "detonated", "exploded"} & set(near) else 0
    if word in _WORN:
        near = lower[max(start, token - 6) : min(end, token + 4)]
        wearing = {"explosive", "explosives", "suicide", "detonated", "wearing", "wore", "bomb"}
        return c.SUICIDE if wearing & set(near) else 0
    if word in _RAM:
        near = lower[token + 1 : min(end, token + 12)]
        behind = lower[max(start, token - 7) : token]
        loaded = any(other.startswith("explosive") or other == "bomb" for other in (*near, *behind))
        return c.SUICIDE if loaded and "into" in near and _VEHICLES & {*near, *behind} else 0
    if word == "bomber":
        air = any(marked.marks[other] & c.AIR for other in range(max(start, token - 3), min(end, token + 4)))
        return 0 if air else c.SUICIDE
    return 0


def best_type(scores: Mapping[EventType, float]) -> EventType:
    """Return the type with the highest score, `unknown` where nothing speaks for any."""
    if not scores:
        return EventType.UNKNOWN
    return max(scores, key=scores.__getitem__)
