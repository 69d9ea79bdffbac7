"""Every number that the killed and the injured of a text may have, each with its reasons."""

from collections.abc import Mapping, Sequence
from typing import Final

from streams.extract.candidates import HARM, KINDS, Candidate, counted, exactly, summed
from streams.extract.classes import (
    CASUALTY,
    FATAL,
    INCLUDE,
    PAST_PERIOD,
    PERSON,
    TOTAL_WORD,
    UNIT,
    WEAPON,
    WOUND_CERTAIN,
    Marked,
)
from streams.extract.derived import killers_besides
from streams.extract.links import INJURED, KILLED, Link, find_links
from streams.extract.number_features import number_features
from streams.extract.numbers import Number
from streams.extract.stated import find_stated
from streams.extract.victim_features import find_guesses
from streams.extract.victims import Victims, find_victims

REACH: Final = 2_500  # characters of title and body; further down stand other attacks, and nothing is gained
MOST_NUMBERS: Final = 40  # of a text; a table has hundreds


def find_candidates(marked: Marked, numbers: Sequence[Number]) -> list[Candidate]:
    """Return the candidates of both kinds, in no order.

    Shapes: from the first REACH characters; the rest of a long text is about other things.
    Errors: none. A number without a word of killing or wounding beside it is no candidate.
    Source: docs/extraction.md, "Counts".
    """
    stop = marked.document.tokens_within(REACH)
    harm = [token for token in marked.spots(CASUALTY | FATAL) if token < stop]
    found: list[Candidate] = []
    if harm:
        countable = [number for number in numbers if number.countable and number.start < stop][:MOST_NUMBERS]
        taken = {number.start for number in countable}
        by_start = {number.start: number for number in numbers if number.start < stop}
        for number in countable:
            found += _of_number(marked, number, taken)
        for kind in KINDS:
            found += _sums(marked, [one for one in found if one.kind == kind and one.linked], by_start)
        found += _victims(marked, by_start, harm)
    return found + find_stated(marked, numbers, stop)


def _of_number(marked: Marked, number: Number, taken: set[int]) -> list[Candidate]:
    """Return a number as a candidate of each kind that a word beside it speaks of."""
    links = find_links(marked, number, taken)
    facts: list[str] | None = None
    others = 0
    found = []
    count = counted(number.low, number.value, number.high, vague=number.vague)
    for kind in KINDS:
        link = links.any(kind)
        if link is None:
            continue
        if facts is None:
            facts, others = number_features(marked, number, links, taken), killers_besides(marked, number)
        own = links.own(kind)
        rule = _plain(marked, number, kind, own, taken) if own else ()
        said = (*facts, "lk=1" if rule else "lk=0", *(f"rf={feature}" for feature in rule[1:]))
        trigger = (own or link).token
        whole = summed((count, exactly(others))) if kind == KILLED and others else count
        found.append(Candidate(kind, whole, number.start, trigger, rule, said, number, linked=bool(rule)))
    return found


def _victims(marked: Marked, numbers: Mapping[int, Number], harm: Sequence[int]) -> list[Candidate]:
    """Return victims without a number: what the rules read, and what they do not dare to."""
    inside = {token: number.countable for number in numbers.values() for token in range(number.start, number.end)}
    countable = {start: number for start, number in numbers.items() if number.countable}
    read: dict[tuple[str, int, int], Victims] = {
        (kind, victims.trigger, victims.value): victims
        for kind in KINDS
        for victims in find_victims(marked, kind, countable, harm)
    }
    lists = {(kind, trigger): rule.certain for (kind, trigger, value), rule in read.items() if value > 1}
    found = []
    for guess in find_guesses(marked, numbers, inside, harm):
        for kind in KINDS:
            if not guess.kinds & HARM[kind]:
                continue
            rule = read.pop((kind, guess.trigger, guess.value), None)
            facts = (*guess.facts, f"vr={guess.facts[0]}{rule.rule}{rule.certain}" if rule else f"vr={guess.facts[0]}")
            if guess.value == 1 and (kind, guess.trigger) in lists:
                facts = (*facts, f"1list={lists[kind, guess.trigger]}")
            found.append(_of_victims(kind, guess.value, guess.trigger, rule, facts))
    for (kind, trigger, value), rule in read.items():
        facts = ("V", f"Vt={marked.lower[trigger]}", f"Vr={rule.rule}{rule.certain}", f"Vv={min(value, 6)}")
        found.append(_of_victims(kind, value, trigger, rule, facts))
    return found


def _of_victims(kind: str, value: int, trigger: int, rule: Victims | None, facts: tuple[str, ...]) -> Candidate:
    features: tuple[str, ...] = ()
    if rule is not None:
        features = (rule.rule,) if rule.certain else (rule.rule, "doubtful")
    return Candidate(kind, exactly(value), trigger, trigger, features, facts)


def _plain(marked: Marked, number: Number, kind: str, link: Link, taken: set[int]) -> tuple[str, ...]:
    """Return what the rules say of a number that a word takes; nothing where they refuse it."""
    start, end = marked.sentence(number.start)
    if _of_a_group(marked, number) or (kind == INJURED and marked.lower[number.end : number.end + 1] == ["suspects"]):
        return ()
    features = ["number"]
    if _has_head(marked, number):
        features.append("person")
    elif _counts_things(marked, number):
        return ()
    beside = link.token == number.start - 1  # `killing 51 of them`
    partitive = (
        not beside
        and marked.lower[number.end : number.end + 1] == ["of"]
        and marked.lower[number.end + 1 : number.end + 2] != ["its"]
    )
    partitive = partitive or (
        number.start > start
        and marked.lower[number.start - 1] in ("-", "\u2013", "\u2014", "(")
        and any(token in taken for token in range(start, number.start - 1))
    )
    whole = marked.lower[number.start - 2 : number.start] == ["among", "the"]  # `are among the 85 killed`
    if partitive or (not whole and marked.union(max(start, number.start - 4), number.start) & INCLUDE):
        features.append("part")
    if marked.union(max(start, number.start - 8), number.start) & TOTAL_WORD:
        features.append("total")
    if marked.union(max(start, number.start - 12), min(end, number.end + 12)) & PAST_PERIOD:
        features.append("past")
    return tuple(features)


def _of_a_group(marked: Marked, number: Number) -> bool:
    """Tell `seven members of one family`, `all but one of the dead`: the number counts no victims."""
    before = marked.lower[max(0, number.start - 2) : number.start]
    if before == ["all", "but"]:
        return True
    return len(before) == 2 and before[1] == "of" and bool(marked.marks[number.start - 2] & PERSON)  # noqa: PLR2004 - `members of`


def _has_head(marked: Marked, number: Number) -> bool:
    _, end = marked.sentence(number.start)
    stop = min(number.end + 6, end)
    return bool(marked.union(number.end, stop) & PERSON)


def _counts_things(marked: Marked, number: Number) -> bool:
    """Tell `14 one-way attack drones`: what is counted is no person."""
    stop = min(number.end + 4, len(marked.marks))
    for token in range(number.end, stop):
        if marked.lower[token] in (",", ".", "and", "in", "on"):
            return False
        if marked.marks[token] & (UNIT | WEAPON) and not marked.marks[token] & CASUALTY:
            return True
    return False


def _sums(marked: Marked, plain: Sequence[Candidate], by_start: Mapping[int, Number]) -> list[Candidate]:
    """Add `four soldiers` and `two civilians` where they share a sentence and an `and`."""
    found: list[Candidate] = []
    lower, sentence_of = marked.lower, marked.document.sentence_of
    run: list[Candidate] = []
    for candidate in plain:
        if "part" in candidate.features:
            continue
        if run and not _joined(marked, run[-1], candidate, by_start, lower, sentence_of):
            run = []
        run.append(candidate)
        if len(run) > 1:
            total = summed([one.count for one in run])
            features = tuple(f for f in run[0].features if f != "number")
            facts = ("M", f"Mn={len(run)}", f"Mw={marked.lower[run[0].trigger]}")
            found.append(Candidate(candidate.kind, total, run[0].token, run[0].trigger, ("sum", *features), facts))
    return found


def _outside_brackets(words: Sequence[str]) -> list[str]:
    """Leave out what stands in brackets: `one foreign (British) nurse and one local nurse`."""
    if "(" not in words or ")" not in words:
        return list(words)
    opened, closed = words.index("("), len(words) - 1 - words[::-1].index(")")
    return [*words[:opened], *words[closed + 1 :]] if opened < closed else list(words)


def _joined(  # noqa: PLR0913, PLR0917 - a private helper
    marked: Marked, first: Candidate, second: Candidate, by_start: Mapping[int, Number],
    lower: Sequence[str], sentence_of: Sequence[int],
) -> bool:  # fmt: skip
    if sentence_of[first.token] != sentence_of[second.token]:
        return False
    between = range(by_start[first.token].end, second.token)
    words = _outside_brackets([lower[i] for i in between])
    if len(words) > 8 or not words or ("and" not in words and words[-1] not in (",", "another")):  # noqa: PLR2004 - tokens between two parts
        return False
    if any(word in ("to", "from", "not") for word in words[-1:]):
        return False
    return not any(
        marked.marks[i] & (TOTAL_WORD | WOUND_CERTAIN) or lower[i] in ("killed", "killing", "dead") for i in between
    )
