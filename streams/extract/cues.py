"""Words that set one attack off from another: `a second strike`, `hours later`, `elsewhere`, `two bombs`."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from streams.extract import classes as c
from streams.extract.classes import Marked
from streams.extract.triggers import Mention

_CLOCK: Final = frozenset({"minutes", "hours", "hour", "moments", "days", "immediately", "shortly", "day", "week"})
_TIMING: Final = _CLOCK | {"same"}
_ORDER: Final = frozenset({"later", "earlier", "before", "after", "on", "following", "afterwards"})
_ANSWERED_REACH: Final = 6  # tokens from `the answer to` to the attack it names
_BEHIND_CLOCK: Final = frozenset({"after", "following", "later"})
_ANSWERS: Final = frozenset(
    {"retaliated", "retaliation", "retaliatory", "response", "responded", "answered", "revenge"}
)
_YEARS: Final = frozenset({"years", "year", "decade", "decades", "months"})
_CLAUSES: Final = frozenset({"since", "who", "whose", "which", "where", "when"})
_SAME: Final = frozenset({"day", "night", "evening", "morning", "time", "hour", "afternoon", "week"})
_ORDINALS: Final = frozenset({"second", "third", "fourth", "another", "other", "others"})
_OPENING: Final = 6  # tokens of a stretch that say how it hangs on the one before
_ARTICLES: Final = frozenset({"a", "an", "another"})
_NUMBERS: Final = frozenset(
    {"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "dozen", "dozens", "several", "twin",
     "both", "pair", "series", "wave", "string", "many", "few", "multiple", "coordinated", "simultaneous"}
)  # fmt: skip
_BEFORE: Final = 4  # tokens before a noun where its number and article stand
_PLURALS: Final = frozenset(
    {"bombs", "blasts", "bombers", "attackers", "shells", "mortars", "blows", "incidents", "fighting"}
)


def is_set_apart(marked: Marked, mention: Mention) -> bool:
    """Tell whether words such as `another`, `separately`, `in retaliation` set a mention off from the one before."""
    lower, marks = marked.lower, marked.marks
    ahead = lower[mention.start : mention.trigger + 1]
    return bool(
        (mention.bits & c.SEPARATE_CUE and _is_cued(marked, mention))
        or (not _TIMING.isdisjoint(marked.document.words) and _is_timed(lower, mention))
        or not _ANSWERS.isdisjoint(ahead)
        or (bool(marks[mention.trigger] & c.CASUALTY) and _is_counted_off(ahead[:4]))
    )


def _is_cued(marked: Marked, mention: Mention) -> bool:
    lower, marks = marked.lower, marked.marks
    if marked.union(max(mention.start, mention.trigger - 3), mention.trigger) & c.SEPARATE_CUE:
        return True
    opening = range(mention.start, min(mention.end, mention.start + _OPENING))
    return any(marks[token] & c.SEPARATE_CUE and not _is_a_while(lower, token) for token in opening)


def _is_timed(lower: Sequence[str], mention: Mention) -> bool:
    """Tell `the same day`, `hours later`, `a day earlier` from a date that stands alone."""
    if lower[mention.start] in ("after", "before") and mention.start and lower[mention.start - 1] in _CLOCK:
        return True
    words = lower[mention.start : mention.start + 2 * _OPENING]
    if not _TIMING.isdisjoint(words):
        for one, other in pairwise(words):
            if (one == "same" and other in _SAME) or (one in _CLOCK and other in _ORDER):
                return True
    behind = lower[mention.trigger : min(mention.end, mention.trigger + 8)]
    if "later" in behind and not _CLOCK.isdisjoint(behind):
        return True
    ahead = lower[mention.start : mention.trigger + 1]
    return not _CLOCK.isdisjoint(ahead[:3]) and not _BEHIND_CLOCK.isdisjoint(ahead)


def _is_counted_off(words: Sequence[str]) -> bool:
    """Tell `the second killed 12` from `six others were killed`."""
    return not _ORDINALS.isdisjoint(words) and {"other", "others"}.isdisjoint(words)


def _is_a_while(lower: Sequence[str], token: int) -> bool:
    """Tell `a second` of time and `different` hospitals from what sets apart."""
    return lower[token] in ("second", "third", "different", "similar") and lower[token - 1] != "the"


def is_long_ago(marked: Marked, mention: Mention) -> bool:
    """Tell whether a stretch says that its attack is years old: `ten years after`, `a decade ago`, `last year's`."""
    lower = marked.lower
    if _YEARS.isdisjoint(marked.document.words) or _YEARS.isdisjoint(lower[mention.start : mention.end]):
        return False
    for token in range(mention.start, mention.end):
        if lower[token] not in _YEARS:
            continue
        behind = lower[token + 1] if token + 1 < mention.end else ""
        if behind in ("ago", "earlier", "before") and not _is_of_another(lower, mention, token):
            return True
        if behind in ("since", "after") and token < mention.trigger:
            return True
    return False


def _is_of_another(lower: Sequence[str], mention: Mention, token: int) -> bool:
    """Tell `the worst since the war ended ten years ago`: what is years old is what the clause tells."""
    return not _CLAUSES.isdisjoint(lower[mention.trigger : token])


def is_running(marked: Marked, mention: Mention) -> bool:
    """Tell what goes on for weeks from one attack: `have been targeting`, `such attacks`, `has killed 21 this year`."""
    lower = marked.lower
    words = lower[mention.start : mention.end]
    if lower[mention.trigger - 1] == "to" and not _USE.isdisjoint(lower[mention.start : mention.trigger]):
        return True  # `the coalition uses the base to bomb`
    if "such" in lower[max(mention.start, mention.trigger - 3) : mention.trigger] and lower[mention.trigger][-1] == "s":
        return True
    ahead = words[: mention.trigger - mention.start + _VERB_BEHIND]  # `rockets have been hitting`
    if not _GOING_ON.isdisjoint(ahead):
        going_on = [at for at, one in enumerate(ahead) if one in _GOING_ON]
        if any(_goes_on(words[at : at + 4]) for at in going_on):
            return True
    yearly = "year" in words and ("this", "year") in pairwise(words) and ("has" in words or "have" in words)
    return yearly and _ONE_OF_MANY.isdisjoint(words)


def is_toll(marked: Marked, mention: Mention) -> bool:
    """Tell `40 people have been killed` behind a sentence on what goes on `since` some day: the toll of all of it."""
    if not mention.sentence or not mention.bits & c.CASUALTY:
        return False
    start, end = marked.document.sentences[mention.sentence - 1]
    if "since" not in marked.lower[start:end]:
        return False
    words, marks = marked.lower[mention.start : mention.end], marked.marks[mention.start : mention.end]
    return any(
        one in _PERFECT and been == "been" and bits & c.CASUALTY
        for one, been, bits in zip(words, words[1:], marks[2:], strict=False)
    )


def is_summed(marked: Marked, mention: Mention) -> bool:
    """Tell `its raids killed 200 civilians`: what somebody's attacks did in all, in several places."""
    return not _WHOSE.isdisjoint(marked.lower[max(mention.start, mention.trigger - 2) : mention.trigger])


def is_outcome(marked: Marked, mention: Mention) -> bool:
    """Tell what a text says in its tail of how things stand: `the group has been driven out by air strikes`."""
    ahead = marked.lower[mention.start : mention.trigger]
    return mention.sentence > _NEWS and not {"has", "have"}.isdisjoint(ahead)


def _goes_on(words: Sequence[str]) -> bool:
    """Tell `have been targeting` and `are also being hit` from `have been killed`."""
    rest = [word for word in words[1:] if word != "also"]
    return rest[:1] == ["being"] or (rest[:1] == ["been"] and len(rest) > 1 and rest[1].endswith("ing"))


_PERFECT: Final = frozenset({"has", "have"})
_VERB_BEHIND: Final = 2  # tokens from a noun to its verb, itself among them
_NEWS: Final = 3  # sentences that tell what is new, the title among them
_ONE_OF_MANY: Final = frozenset(
    {"worst", "deadliest", "bloodiest", "largest", "biggest", "first", "second", "third", "fourth", "fifth", "latest"}
)
_WHOSE: Final = frozenset({"its", "their"})
_USE: Final = frozenset({"use", "uses"})
_GOING_ON: Final = frozenset({"has", "have", "are", "is"})


def is_cause(marked: Marked, mention: Mention) -> bool:
    """Tell whether a stretch is what another answers: `in answer to the attack`, `was the response to Iran's raid`."""
    lower = marked.lower
    opens = range(max(mention.start, mention.trigger - _ANSWERED_REACH), mention.trigger - 1)
    return any(
        lower[token] in ("answer", "response", "retaliation") and lower[token + 1] in ("to", "for")
        for token in (mention.start, *opens)
        if token + 1 < mention.end
    )


def is_new(marked: Marked, mention: Mention) -> bool:
    """Tell whether a noun is brought in as a thing not told before: `in an air strike`, `a suicide bomber`."""
    if marked.marks[mention.trigger] & c.CASUALTY:
        return False
    before = marked.lower[max(mention.start, mention.trigger - _BEFORE) : mention.trigger]
    return not _ARTICLES.isdisjoint(before) and "the" not in before[-2:]


def is_plural(marked: Marked, mention: Mention) -> bool:
    """Tell whether a noun stands for several attacks: `two air strikes`, `a wave of bombings`."""
    word = marked.lower[mention.trigger]
    if not (marked.marks[mention.trigger] & c.GENERIC_PLURAL or word in _PLURALS):
        return False
    before = marked.lower[max(mention.start, mention.trigger - _BEFORE) : mention.trigger]
    if word == "fighting":  # `two days of fighting`
        return not {"days", "weeks", "months"}.isdisjoint(before)
    return any(one in _NUMBERS or one[0].isdigit() for one in before) or word in ("attacks", "raids", "strikes")
