"""What a learnt model is told of a casualty word without a number: its subject and object, and lists of victims."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from streams.extract.classes import (
    AUXILIARY,
    CASUALTY,
    COMPOSITE,
    KILL,
    KILL_CERTAIN,
    PERSON_ONE,
    SAY,
    WOUND,
    WOUND_CERTAIN,
    Marked,
)
from streams.extract.links import FATALLY, INJURED, KILLED, composite
from streams.extract.numbers import Number
from streams.extract.victims import MAX_LIST

MOST: Final = 10  # casualty words of a text; further ones teach no more (measured: 25 do not)
_SUBJECT: Final = 14  # tokens left of a word where its subject stands
_OBJECT: Final = 8
_OBJECT_LIST: Final = 30
_SUBJECT_LIST: Final = 24
_SAYING: Final = 7  # tokens to the word of saying in `, the army said`
_SINGLE: Final = frozenset({"a", "an", "his", "her", "the", "him", "himself", "herself"})
_ITEMS: Final = frozenset({"a", "an", "his", "her", "their", "one", "another", "the"})
_OBJECT_ENDS: Final = frozenset(
    {".", ";", "(", ":", "when", "after", "as", "while", "by", "who", "that", "at", "near", "during", "before",
     "wounding", "injuring", "wounded", "injured", "including", "among", "were", "was", "from", "on", "inside",
     "outside"}
)  # fmt: skip
_SUBJECT_ENDS: Final = frozenset({".", ";", ":", "when", "that", "said", "after", "as"})
_SKIPPED: Final = frozenset({"including", "among", "in", "on", "at", "who", "near"})
_SEVERAL: Final = frozenset({"injuries", "deaths", "casualties", "fatalities", "killings", "bodies", "corpses"})
_OF_THINGS: Final = frozenset({"hit", "hits", "struck", "shot", "hacked", "burned", "burnt"})  # said of things as well
_PLURAL: Final = frozenset({"were", "are"})
_INTO: Final = frozenset({"in", "on", "through"})
_WHOSE: Final = frozenset({"the", "his", "her", "their"})
_SIDES: Final = frozenset({"left", "right", "upper", "lower"})
_CERTAIN: Final = KILL_CERTAIN | WOUND_CERTAIN
SELF: Final = frozenset({"himself", "herself", "themselves", "self"})
_OBJECTS: Final = _ITEMS | SELF | {"him"}
DYING: Final = frozenset({"died", "dies", "perished", "succumbed", "succumbs"})
_THEN: Final = frozenset(
    {"later", "but", "who", "and", "he", "she", "has", "subsequently", "also", "they", "both", "all"}
)
_NO_AUXILIARY: Final = frozenset({"died", "perished", "dead"})


class Guess(NamedTuple):
    """A number of victims that a casualty word may have.

    Shapes: `kinds` are bits of KILL and WOUND; `facts` are `column=value` or flags.
    """

    value: int
    trigger: int
    kinds: int
    facts: tuple[str, ...]


def find_guesses(
    marked: Marked, numbers: Mapping[int, Number], inside: Mapping[int, bool], harm: Sequence[int]
) -> Iterator[Guess]:
    """Yield the guesses at the first casualty words.

    Shapes: `numbers` by their first token; `inside` all tokens of numbers, and whether they may count persons; `harm`
    the tokens of casualty words.
    """
    lower, marks = marked.lower, marked.marks
    for token in harm[:MOST]:
        bits = marks[token]
        whole = composite(marked, token) if bits & COMPOSITE else None
        if whole and lower[token + 1] == "and":  # `shot and killed`: the second word speaks
            continue
        if lower[token] == FATALLY and marked.union(token + 1, token + 2) & CASUALTY:  # `fatally shot`: as above
            continue
        # What is neither is `fatal`: a word of killing that no number hangs on.
        kinds = (KILL if whole == KILLED else WOUND if whole == INJURED else bits) & CASUALTY or KILL
        if token and lower[token - 1] == FATALLY:
            kinds = KILL
        start, end = marked.sentence(token)
        yield from _guesses(marked, token, (start, end, kinds), numbers, inside)


def _guesses(
    marked: Marked, token: int, where: tuple[int, int, int], numbers: Mapping[int, Number], inside: Mapping[int, bool]
) -> Iterator[Guess]:
    start, end, kinds = where
    lower = marked.lower
    word = lower[token]
    has_aux, numbered, single, names, ands, subject = _left(marked, token, start, inside)
    object_number, object_single, object_names, determiner = _right(marked, token, end, inside)
    aux, number = "1" if has_aux else "0", numbered
    head = "1" if single else "0"
    after = lower[token + 1] if token + 1 < len(lower) else "#"
    before = lower[token - 1] if token else "#"
    second = lower[token - 2] if token > 1 else "#"
    object_flag = "1" if object_number else "0"
    certain = bool(marked.marks[token] & _CERTAIN) or before == FATALLY
    person = single or names if has_aux else object_single or object_names
    if before not in _PLURAL and word not in _SEVERAL and (person or word not in _OF_THINGS):
        yield Guess(1, token, kinds, (
            "1", f"1t={word}", f"1x={word}|{aux}{number}{head}{object_flag}",
            f"1S={subject}|{head}|{aux}|{number}", f"1Sa={aux}", f"1Sh={single}",
            f"1Sn={min(names, 2)}{aux}{number}", f"1O={determiner}|{object_single is not None}|{object_flag}",
            f"1Oh={object_single}", f"1On={min(object_names, 2)}{object_flag}", f"1n={after}", f"1p={before}",
            f"1q={second}_{before}", f"1y={aux}{number}{head}{object_flag}", *_where_hit(lower, token, end),
            f"1c={certain}{aux}{number}{object_flag}", *_ends_life(lower, token, start),
        ))  # fmt: skip
    total, himself = _object_list(marked, token, end, numbers)
    if total > 1:
        yield Guess(total, token, kinds, (
            "O", f"Ot={word}", f"Ov={min(total, 6)}", f"Oo={determiner}|{object_flag}", f"Oy={aux}{number}{head}",
            f"Os={himself}",
        ))  # fmt: skip
    total, items, counted = _subject_list(marked, token, start, numbers)
    if total > 1:
        yield Guess(total, token, kinds, (
            "S", f"St={word}", f"Sv={min(total, 6)}", f"Si={items}", f"Sc={aux}{counted}",
        ))  # fmt: skip
    if numbered == "0" and ands and has_aux and (person or word not in _OF_THINGS):
        yield Guess(2, token, kinds, ("2", f"2t={word}", f"2n={min(names, 4)}{min(ands, 3)}", f"2h={single}"))


def _where_hit(lower: Sequence[str], token: int, end: int) -> tuple[str, ...]:
    """Return the part of the body in `shot in the leg`: of a leg few die."""
    behind = lower[token + 1 : min(end, token + 6)]
    if len(behind) > 2 and behind[0] in _INTO and behind[1] in _WHOSE:  # noqa: PLR2004 - `in the leg`
        return (f"1l={behind[2]}", *((f"1l={behind[3]}",) if behind[2] in _SIDES and len(behind) > 3 else ()))  # noqa: PLR2004 - `in the left leg`
    return ()


def _left(  # noqa: C901 - a list of reasons, each a line
    marked: Marked, token: int, start: int, inside: Mapping[int, bool]
) -> tuple[bool, str, str | None, int, int, bool]:
    """Return of the subject: an auxiliary, a number (`a`: an age), its one person, its names, its `and`s, its `a`."""
    lower, marks, tokens = marked.lower, marked.marks, marked.document.tokens
    aux = determiner = False
    numbered = "0"
    head: str | None = None
    names = ands = 0
    for place in range(token - 1, max(start, token - _SUBJECT) - 1, -1):
        word, bits = lower[place], marks[place]
        if bits & AUXILIARY:
            aux = True
        elif word in (".", ";", ":"):
            break
        elif place in inside and word != "one":
            numbered = "1" if inside[place] else "a"
            if inside[place]:
                break
        elif bits & PERSON_ONE and head is None:
            head = word
        elif word in ("a", "an"):
            determiner = True
            if head:
                break
        elif word == "one":
            numbered = "1"
        elif word == "and":
            ands += 1
        if place > start and tokens[place][0].isupper():
            names += 1
    return aux, numbered, head, names, ands, determiner


def _right(
    marked: Marked, token: int, end: int, inside: Mapping[int, bool]
) -> tuple[bool, str | None, int, str | None]:
    """Return of the object: a number, its one person, its names, its article."""
    lower, marks, tokens = marked.lower, marked.marks, marked.document.tokens
    head = determiner = None
    names = 0
    for place in range(token + 1, min(token + _OBJECT, end)):
        word = lower[place]
        if place in inside:
            return True, head, names, determiner
        if word in (".", ";", ","):
            break
        if head is None and marks[place] & PERSON_ONE:
            head = word
        if determiner is None and word in _SINGLE:
            determiner = word
        if tokens[place][0].isupper():
            names += 1
    return False, head, names, determiner


def _ends_life(lower: Sequence[str], token: int, start: int) -> tuple[str, ...]:
    """Return what stands before `died`, `succumbed`: `but`, `later`, `he`; they have no object."""
    if lower[token] not in DYING:
        return ()
    before = [word for word in lower[max(start, token - 2) : token] if word in _THEN]
    return (f"1d={before[-1] if before else '#'}", "1d")


def _object_list(marked: Marked, token: int, end: int, numbers: Mapping[int, Number]) -> tuple[int, bool]:
    """Add up `killed his wife, two sons and himself`, loosely; 0 for a single part; and whether with the killer."""
    lower, tokens, marks = marked.lower, marked.document.tokens, marked.marks
    near = lower[token + 1 : min(end, token + _OBJECT_LIST)]
    if not near or near[0] in _OBJECT_ENDS or not ("and" in near or "," in near):  # most words, and cheap to tell
        return 0, False
    total = items = 0
    fresh, himself = True, False
    place = token + 1
    while place < min(end, token + _OBJECT_LIST):
        word = lower[place]
        if word in _OBJECT_ENDS or (marks[place] & CASUALTY and place > token + 1):
            break
        number = numbers.get(place)
        if fresh and number is None and word in _ITEMS and place + 1 in numbers:  # `her two children`
            place += 1
            continue
        if fresh and number is not None:
            total, items, fresh, place = total + number.value, items + 1, False, number.end
            continue
        opens = tokens[place][0].isupper() if items == 0 else marks[place] & PERSON_ONE  # `a woman and girl`
        if fresh and (word in _OBJECTS or opens):
            total, items, fresh, himself = total + 1, items + 1, False, himself or word in SELF
        if word in (",", "and"):
            if marked.union(place + 1, min(place + _SAYING, end)) & SAY:  # `wounded a shepherd, the army said`
                break
            fresh = True
        place += 1
    return (total, himself) if items > 1 and total < MAX_LIST else (0, False)


def _subject_list(marked: Marked, token: int, start: int, numbers: Mapping[int, Number]) -> tuple[int, int, int]:
    """Add up `a leader and two aides` before `were killed`, loosely: the sum, its items, how many are numbers."""
    lower, tokens = marked.lower, marked.document.tokens
    if "and" not in lower[max(start, token - _SUBJECT_LIST - 6) : token]:  # most words, and cheap to tell
        return 0, 0, 0
    stop = _subject_stop(marked, token, start)
    first = _subject_first(lower, start, stop)
    total = items = counted = 0
    fresh = True
    place = first
    while place < stop:
        word = lower[place]
        if word == "(" and ")" in lower[place:stop]:
            place = lower.index(")", place) + 1
            continue
        if word in _SKIPPED:
            place = next((further for further in range(place, stop) if lower[further] == "and"), stop)
            fresh = True
            place += 1
            continue
        number = numbers.get(place)
        if fresh and number is None and word in _ITEMS and place + 1 in numbers:  # `her two children`
            place += 1
            continue
        if fresh and number is not None:
            total, items, counted, fresh = total + number.value, items + 1, counted + 1, False
            place = number.end
            continue
        if fresh and (word in _ITEMS or tokens[place][0].isupper()):
            total, items, fresh = total + 1, items + 1, False
        if word == "and":
            fresh = True
        place += 1
    return (total, items, min(counted, 3)) if items > 1 and total < MAX_LIST else (0, 0, 0)


def _subject_first(lower: Sequence[str], start: int, stop: int) -> int:
    """Return where a subject begins: behind the speaker in `said a nurse, and eight men died`."""
    first = stop
    while first > start and stop - first < _SUBJECT_LIST and lower[first - 1] not in _SUBJECT_ENDS:
        first -= 1
    if first > start and lower[first - 1] == "said" and "," in lower[first:stop]:
        first = lower.index(",", first) + 1
    return first


def _subject_stop(marked: Marked, token: int, start: int) -> int:
    """Return where the subject of a passive ends; `start` for a word that has none."""
    marks: Sequence[int] = marked.marks
    stop = next((p for p in range(token - 1, max(start, token - 6) - 1, -1) if marks[p] & AUXILIARY), -1)
    if stop < 0:
        return token if marked.lower[token] in _NO_AUXILIARY else start
    while stop - 1 >= start and marks[stop - 1] & AUXILIARY:
        stop -= 1
    return stop
