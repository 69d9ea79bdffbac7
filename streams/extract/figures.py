"""The numbers of a cumulative claim: how often, how many, and in which country."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from streams.extract import classes as c
from streams.extract.classes import Marked
from streams.extract.date_words import MONTHS
from streams.extract.numbers import Number

UNITS: Final = frozenset({"attacks", "times", "occasions", "incidents", "strikes", "assaults", "raids"})
_SPANNING: Final = frozenset(  # a count of a period; `at least`, `over` and `number` stand in any report of one attack
    {"since", "total", "totaling", "totalling", "tally", "tracking", "far", "overall", "cumulative", "altogether",
     "throughout", "bringing", "series", "starting", "month", "months", "year", "years"}
)  # fmt: skip
_APART: Final = frozenset({",", ";", "and", ".", "in", "an", "a", "at", "on", "with"})  # what is counted ended before
_NOT_ATTACKS: Final = frozenset(
    {"injuries", "injured", "wounded", "drones", "missiles", "rockets", "troops", "personnel", "militants", "fighters",
     "members", "soldiers", "people", "killed", "dead", "civilians", "years", "months", "days", "hours", "%", "percent"}
)  # fmt: skip
_HURT: Final = frozenset({"injuries", "injured", "wounded", "injury", "casualties", "hurt", "tbi"})
_DEAD: Final = frozenset({"killed", "deaths", "dead", "died", "fatalities"})
_HARMED: Final = _HURT | _DEAD
_HURTING: Final = frozenset({"injuring", "wounding", "injured"})
_STAYING: Final = frozenset({"stationed", "deployed", "based", "returned", "treated", "garrisoned"})
MANY: Final = 20  # attacks; so many that someone `has` made are the count of a period
_ENDS: Final = frozenset({";", ":", "war", "response", "after", "following", "began", "started"})  # of its places
_PLACED: Final = frozenset({"in", "were", "against", "have", "separate"})
_PLACING: Final = frozenset({"in", "off"})
_ADJECTIVES: Final = frozenset(
    {"the", "both", "north", "south", "east", "west", "neighboring", "neighbouring", "nearby"}
)
_ORDINAL: Final = frozenset({"st", "nd", "rd", "th"})
_LETTERS: Final = frozenset("atckseding")
_RIGHT: Final = 14  # tokens behind a number that may say what it counts and where
_LEFT: Final = 12  # tokens before it


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a cumulative claim.

    Shapes: `what` is `attacks`, `injured` or `killed`; `country` where it is one country's part; `spanning` whether its
    sentence speaks of a period; `beside` is the one country where it counts attacks, named before the number:
    `ships off Yemen 27 times`.
    """

    what: str
    number: Number
    sentence: int
    country: str | None
    spanning: bool
    beside: str | None = None


def find_figures(marked: Marked, numbers: Sequence[Number], countries: Mapping[int, str]) -> list[Figure]:
    """Return every number that a cumulative claim may be made of."""
    words = marked.document.words
    if UNITS.isdisjoint(words) and not [word for word in words if word[0] == "a" and is_attack(word)]:
        return []
    found: list[Figure] = []
    sentence_of = marked.document.sentence_of
    here = told = False  # whether this sentence, the one before speak of attacks: `Thirty-two times in Iraq` goes on
    last = -1
    counts = [number for number in numbers if not _is_date(marked, number)]
    numbers = sorted([*counts, *_once(marked), *_ordinals(marked)], key=lambda number: number.start)
    for index, number in enumerate(numbers):
        sentence = sentence_of[number.start]
        if sentence != last:
            told = last >= 0 and here and sentence - last <= 2  # noqa: PLR2004 - sentences
            here, last = _of_attacks(marked, sentence), sentence
        neighbours = _neighbours(marked, numbers, index)
        figure = _figure(marked, number, neighbours, countries, (here, told))
        if figure is not None:
            found.append(figure)
    return found


def _once(marked: Marked) -> list[Number]:
    """Return each `once in Jordan` as a number of attacks."""
    if "once" not in marked.document.words:
        return []
    places = [
        token for token, word in enumerate(marked.lower[:-1]) if word == "once" and marked.lower[token + 1] == "in"
    ]
    return [Number(token, token + 1, 1, 1, 1, vague=False, countable=True) for token in places]


def _ordinals(marked: Marked) -> list[Number]:
    """Return the number of each `the 26th such attack since` as that of all until now."""
    found = []
    for token in marked.document.figures:
        word = marked.lower[token]
        if word[-2:] in _ORDINAL and word[:-2].isdigit() and len(word) < 6:  # noqa: PLR2004 - `999th`
            start, end = marked.sentence(token)
            counted = any(is_attack(other) for other in marked.lower[token + 1 : token + 4])
            if counted and "since" in marked.lower[start:end]:
                value = int(word[:-2])
                found.append(Number(token, token + 1, value, value, value, vague=False, countable=True))
    return found


def _is_date(marked: Marked, number: Number) -> bool:
    """Tell `Oct. 17` and `October 17`."""
    start, _ = marked.sentence(number.start)
    before = marked.lower[max(start, number.start - 2) : number.start]
    return not MONTHS.keys().isdisjoint(before[-1:]) or (before[-1:] == ["."] and before[0] in MONTHS)


def _neighbours(marked: Marked, numbers: Sequence[Number], index: int) -> tuple[range, range]:
    """Return the tokens before and behind a number that are nearer to it than to another one."""
    number = numbers[index]
    start, end = marked.sentence(number.start)
    before = numbers[index - 1].end if index else start
    after = numbers[index + 1].start if index + 1 < len(numbers) else end
    left = range(max(start, before, number.start - _LEFT), number.start)
    right = range(number.end, min(end, after, number.end + _RIGHT))
    return left, right


def _of_attacks(marked: Marked, sentence: int) -> bool:
    start, end = marked.document.sentences[sentence]
    if marked.union(start, end) & (c.NOUN_TRIGGER | c.VERB_TRIGGER):
        return True
    words = marked.lower[start:end]
    return "incidents" in words or any(map(is_attack, words)) or _repeatedly(marked, start, end)


def is_attack(word: str) -> bool:
    """Tell `attacks` and its slips of the keyboard (`atacks`, `attcked`): its letters and no others, from an `a` on."""
    return word[0] == "a" and "k" in word and "t" in word and 4 < len(word) < 11 and _LETTERS.issuperset(word)  # noqa: PLR2004 - letters, of `atack` to `attackings`


def _names_attacks(word: str) -> bool:
    return is_attack(word) and word[-1] == "s"


def _repeatedly(marked: Marked, start: int, end: int) -> bool:
    """Tell `U.S. forces have been <any verb>ed 66 times since`: whatever the verb, misspelt or not."""
    words = marked.lower[start:end]
    if "since" not in words or not ("times" in words or "occasions" in words):
        return False
    passive = any(
        marked.marks[token] & c.AUXILIARY and token + 1 < end and marked.lower[token + 1].endswith("ed")
        for token in range(start, end)
    )
    return passive and any(marked.marks[token] & (c.MILITARY_TARGET | c.STATE_ACTOR) for token in range(start, end))


def _figure(
    marked: Marked,
    number: Number,
    neighbours: tuple[range, range],
    countries: Mapping[int, str],
    speaks: tuple[bool, bool],
) -> Figure | None:
    """Return what a number counts. `speaks` is whether its sentence, and the one before, speak of attacks."""
    (left, right), (here, told) = neighbours, speaks
    lower = marked.lower
    sentence = marked.document.sentence_of[number.start]
    start, end = marked.document.sentences[sentence]
    after = lower[right.start : right.stop]
    before = lower[left.start : left.stop]
    if after[:1] in (["%"], ["percent"]) or "hours" in after[:2] or not _may_count(marked, number, after):
        return None
    words = lower[start:end]
    so_far = number.value >= MANY and ("have" in words or "has" in words)  # `have launched more than 100 attacks`
    spanning = so_far or not _SPANNING.isdisjoint(words)
    country = _country(lower, right, countries)
    ordinal = lower[number.start][-2:] in _ORDINAL and lower[number.start][0].isdigit()
    if (ordinal or _counts_attacks(before, after)) and (told or (here and _governed(marked, start, number.start, end))):
        beside = None if country else _beside(lower, range(start, number.start), countries)
        return Figure("attacks", number, sentence, country, spanning, beside)
    casualties = not _HARMED.isdisjoint([*after[:9], *before[-3:]])
    elsewhere = casualties or not _STAYING.isdisjoint(words) or _is_named(marked, start, number)
    if not elsewhere and country and after[:1] and after[0] in _PLACED and (here or told):
        return Figure("attacks", number, sentence, country, spanning or told)
    if not _HURT.isdisjoint(after[:11]) or not _HURTING.isdisjoint(before[-4:]):
        return Figure("injured", number, sentence, None, spanning)
    if not _DEAD.isdisjoint(after[:6]) or before[-1:] == ["killing"]:
        return Figure("killed", number, sentence, None, spanning)
    return None


def _is_named(marked: Marked, start: int, number: Number) -> bool:
    """Tell `Tower 22`: the number is part of a name."""
    before = number.start - 1
    return before > start and marked.document.tokens[before][0].isupper() and marked.lower[number.start][0].isdigit()


def _governed(marked: Marked, start: int, number: int, end: int) -> bool:
    """Tell whether the word of force stands before `66 times`, or is what is counted: `66 attacks`."""
    wanted = c.NOUN_TRIGGER | c.VERB_TRIGGER
    before = any(marked.marks[token] & wanted or is_attack(marked.lower[token]) for token in range(start, number))
    counted = any(
        is_attack(word) or word in UNITS - {"times", "occasions"} for word in marked.lower[number : number + 7]
    )
    return before or counted or _repeatedly(marked, start, end)


def _may_count(marked: Marked, number: Number, after: Sequence[str]) -> bool:
    if number.countable:
        return True
    digits = marked.lower[number.start]
    before = marked.lower[number.start - 1] if number.start else ""
    return any(word in UNITS or is_attack(word) for word in after[:3]) and "$" not in (digits, before)


def _counts_attacks(before: Sequence[str], after: Sequence[str]) -> bool:
    """Tell whether what is counted is attacks: `66 times`, `more than 100 drone and missile attacks`."""
    position = next((place for place, word in enumerate(after[:6]) if word in UNITS or _names_attacks(word)), None)
    if position is not None:
        between = after[:position]
        if any(word in _APART for word in between if word != "and" or "drone" not in between):
            return False
        if after[position] == "strikes" and not any(
            word in ("against", "on") for word in after[position : position + 3]
        ):
            return False
        drones = position and after[position] in ("attacks", "attack", "strikes")
        return not any(word in _NOT_ATTACKS and not (drones and word == "drones") for word in between)
    return "attacks" in before and ("number" in before or "total" in before) and "to" in before


def _country(lower: Sequence[str], right: range, countries: Mapping[int, str]) -> str | None:
    """Return the one country named in a range of tokens, None for none or several."""
    if not any(map(countries.__contains__, right)):
        return None
    found: list[str] = []
    for token in right:
        if lower[token] in _ENDS or (lower[token] in ("with", "while") and token - right.start > 2):  # noqa: PLR2004 - tokens
            break
        if lower[token] in ("and", ",", "[", "or") and found:
            if _names_another(countries, token, found[0]):
                return None  # `in Iraq and Syria`
            break
        code = countries.get(token)
        if code and code not in found and is_placed(lower, token, countries):
            found.append(code)
    return found[0] if len(found) == 1 else None


def _names_another(countries: Mapping[int, str], joint: int, code: str) -> bool:
    """Tell whether another country's name follows `and` or a comma."""
    return any(countries.get(token, code) != code for token in (joint + 1, joint + 2))


def _beside(lower: Sequence[str], left: range, countries: Mapping[int, str]) -> str | None:
    """Return the one country named before a number: `ships off Yemen 27 times`; not of `in Iraq and Syria`."""
    placed = [token for token in left if token in countries and is_placed(lower, token, countries)]
    if len({countries[token] for token in placed}) != 1:
        return None
    joined = any(lower[token + 1] in ("and", ",", "or") and token + 2 in countries for token in placed)
    warring = any(lower[token + 1] in ("-", "\u2013") for token in placed)  # `in the Israel-Hamas war`
    return None if joined or warring else countries[placed[0]]


def is_placed(lower: Sequence[str], token: int, countries: Mapping[int, str]) -> bool:
    """Tell `in Syria` and `in eastern Syria`; not the second of `in Syria since Russia's`."""
    for before in range(token - 1, max(-1, token - 4), -1):
        if lower[before] in _PLACING:
            return True
        if before in countries or not (lower[before] in _ADJECTIVES or lower[before].endswith("ern")):
            return False
    return False
