"""Which candidate is the number of killed, and which of injured: a learnt linear ranker over a text's candidates."""

import math
from collections.abc import Mapping, Sequence
from typing import Final

from streams.extract.candidates import HARM, Candidate, summed
from streams.extract.classes import CASUALTY, INCLUDE, KILL, KILL_CERTAIN, WOUND, WOUND_CERTAIN, Marked
from streams.extract.derived import SAID, Option, tag_of, with_the_killer
from streams.extract.fates import NO_DEATHS, find_deaths, given, survivors
from streams.extract.links import INJURED, KILLED
from streams.extract.model import Model

_PAIR_REACH: Final = 2  # sentences between the two parts of a sum
CERTAIN: Final = {KILLED: KILL_CERTAIN, INJURED: WOUND_CERTAIN}
_TAKEN: Final = frozenset({"kidnapped", "abducted", "released", "robbed", "looted", "hijacked"})
_NONE: Final = frozenset({"no", "without", "nobody", "unharmed", "unhurt", "none"})
# What tells whether someone died or lived, without a word that takes a number.
_FATE: Final = frozenset(
    {"critical", "stable", "condition", "recovering", "recover", "survive", "survived", "serious", "treated", "taken",
     "rushed", "hospital", "surgery", "grazed", "fatal", "fatally", "deadly", "pronounced", "died", "homicide",
     "murder", "funeral", "autopsy", "coroner", "suspect", "unknown", "missing"}
)  # fmt: skip
_MORE: Final = frozenset({"another", "other", "others", "also", "more"})


class Ranker:
    """The candidates of one text, and the weights that choose among them."""

    def __init__(self, marked: Marked, killed: Model, injured: Model) -> None:
        """Take a text and its two models; without weights the rules' own scores decide."""
        self._marked = marked
        self._models = {KILLED: killed, INJURED: injured}
        self._harm: list[int] | None = None
        self._others: list[str] = []

    def choose(
        self, candidates: Sequence[Candidate], order: Mapping[int, int]
    ) -> tuple[Candidate | None, Candidate | None]:
        """Return the number of killed and that of injured, None where the text does not state it.

        Shapes: `order` ranks the sentences of the incident; a candidate in another sentence is out of question.
        """
        killed = self._pick(candidates, KILLED, order, None)
        return killed, self._pick(candidates, INJURED, order, killed.count.best if killed else 0)

    def _pick(
        self, candidates: Sequence[Candidate], kind: str, order: Mapping[int, int], killed: int | None
    ) -> Candidate | None:
        sentence_of = self._marked.document.sentence_of
        mine = [one for one in candidates if one.kind == kind and sentence_of[one.token] in order]
        learnt = bool(self._models[kind].weights)
        told = any("toll" in one.features for one in mine)
        rule = by_rule(mine, order, sentence_of) if told or not learnt else None
        if not learnt:
            return rule
        scored = self.scored(mine, kind, order, killed)
        if rule is not None and "toll" in rule.features:  # newer than every other figure of the text
            value = rule.count.best
        else:
            raised: dict[int, float] = {}
            for option, score in scored:
                raised[option.value] = _log_add(raised.get(option.value, -math.inf), score)
            value = max(raised, key=lambda number: (raised[number], -number))
        same = [(option.candidate, score) for option, score in scored if option.value == value and option.candidate]
        return _representative(same, self._marked) if same else self._vague(mine, order)

    def _vague(self, mine: Sequence[Candidate], order: Mapping[int, int]) -> Candidate | None:
        """Return the rules' answer where it is a vague word: `several` is 3 here, and no number in what was learnt."""
        rule = by_rule(mine, order, self._marked.document.sentence_of)
        if rule is None or not rule.count.vague or not rule.linked:
            return None
        bits = self._marked.marks[rule.trigger]
        either = bool(bits & KILL and bits & WOUND)  # `shot with several pellets`
        return rule if "person" in rule.features or not either else None

    def scored(
        self, mine: Sequence[Candidate], kind: str, order: Mapping[int, int], killed: int | None
    ) -> list[tuple[Option, float]]:
        """Return the answers with their scores: what an explanation prints."""
        model = self._models[kind]
        found = []
        options = self.options(mine, kind, order)
        deaths = find_deaths(self._marked) if killed else NO_DEATHS
        if killed:
            options += survivors(self._marked, options, killed, deaths)
        for option in options:
            facts = option.facts if killed is None else [*option.facts, *given(self._marked, option, killed, deaths)]
            found.append((option, model.score(facts)))
        return found

    def options(self, mine: Sequence[Candidate], kind: str, order: Mapping[int, int]) -> list[Option]:
        """Return every answer with what the model is told of it.

        Shapes: `mine` are the candidates of this kind in these sentences.
        """
        sentence_of = self._marked.document.sentence_of
        titled = self._marked.document.has_title
        numbers = [one for one in mine if one.number is not None]
        values = [one.count.best for one in numbers if one.linked]
        most = max(values, default=-1)
        rule = by_rule(mine, order, sentence_of)
        first = True
        found = []
        for one in mine:
            value = one.count.best
            sentence = sentence_of[one.token]
            rank = min(order[sentence], 6)
            facts = [*one.facts, f"si={rank}"]
            if titled and sentence == 0:
                facts.append("title")
            if rule is not None and value == rule.count.best:
                facts += ["rule", f"rule={one.facts[0] if one.number is None else 'N'}"]
            if one.number is not None:
                facts.append(f"sik={min(rank, 3)}{one.linked}")
                if one.linked:
                    if value == most:
                        facts.append("max")
                    if first:
                        facts.append("first")
                        first = False
                    facts += [f"cnt={min(values.count(value), 3)}", f"nl={min(len(values), 4)}"]
            elif kind == KILLED:  # measured: of the injured it teaches nothing
                facts.append(
                    f"mx={tag_of(one)}{'more' if value > most else 'same' if value == most else 'less'}{min(most, 3)}"
                )
            found.append(Option(value, one, facts))
        linked = [one for one in numbers if one.linked]
        found += self._pairs(linked, most, order)
        if kind == KILLED:
            found += with_the_killer(self._marked, found)
        found.append(Option(0, None, self._nothing(kind, order, (len(linked), len(mine) - len(numbers), rule))))
        return found

    def _pairs(self, linked: Sequence[Candidate], most: int, order: Mapping[int, int]) -> list[Option]:
        """Return the sums of two numbers that stand near one another."""
        found = []
        for place, one in enumerate(linked):
            for step, other in enumerate(linked[place + 1 : place + 3], 1):
                option = self._pair(one, other, (place, step, len(linked), most), order)
                if option is not None:
                    found.append(option)
        return found

    def _pair(
        self, one: Candidate, other: Candidate, among: tuple[int, int, int, int], order: Mapping[int, int]
    ) -> Option | None:
        document, lower, marks = self._marked.document, self._marked.lower, self._marked.marks
        first, second = one.number, other.number
        if first is None or second is None:
            return None
        apart = order[document.sentence_of[second.start]] - order[document.sentence_of[first.start]]
        if not 0 <= apart <= _PAIR_REACH or document.sentence_of[first.start] > document.sentence_of[second.start]:
            return None
        between = lower[first.end : second.start]
        joined = "and" in between
        part = any(bits & INCLUDE for bits in marks[first.end : second.start])
        place, step, count, most = among
        more = any(word in _MORE for word in [*between[-3:], *lower[second.end : second.end + 2]])
        facts = [
            "P", f"Pds={apart}", f"Pand={joined}", f"Pincl={part}", f"Pmd={min(len(between) // 3, 6)}",
            f"Pan={more}", f"Pdec={second.value < first.value}", f"Pi={min(place, 5)}{step}", f"Pn={min(count, 5)}",
            f"Pmx={most in (first.value, second.value)}", f"Psi={min(order[document.sentence_of[first.start]], 4)}",
            f"Pt={lower[one.trigger]}|{lower[other.trigger]}", f"Pst={one.trigger == other.trigger}",
            f"Pha={lower[first.end] if first.end < len(lower) else '#'}",
            f"Phb={lower[second.end] if second.end < len(lower) else '#'}",
            f"Pl={between[-1] if between else '#'}", f"Pf={between[0] if between else '#'}",
            f"Pc={apart}{joined}{part}{one.trigger == other.trigger}",
        ]  # fmt: skip
        total = summed((one.count, other.count))
        both = Candidate(one.kind, total, one.token, one.trigger, (), tuple(facts))
        return Option(total.best, both, facts)

    def _nothing(self, kind: str, order: Mapping[int, int], seen: tuple[int, int, Candidate | None]) -> list[str]:
        """Return what is told of `not stated`: what else the text says."""
        linked, single, rule = seen
        facts = ["Z", f"Znl={min(linked, 2)}", f"Zsg={min(single, 3)}", f"Zr={rule is not None}", *self._said(kind)]
        facts.append(f"Zlen={min(len(self._marked.lower) // 40, 6)}")
        facts.append(f"Zns={min(len(order), 6)}")
        return facts

    def _said(self, kind: str) -> list[str]:
        """Return the words of harm, of none and of abduction in the text's beginning."""
        if self._harm is None:
            lower = self._marked.lower[:SAID]
            self._harm = [token for token in self._marked.spots(CASUALTY) if token < SAID]
            words = self._marked.document.words if len(self._marked.lower) <= SAID else frozenset(lower)
            self._others = [f"Zk={word}" for word in sorted(_TAKEN & words)]
            self._others += [f"Zf={word}" for word in sorted(_FATE & words)]
            self._others += [f"Zn={word}" for word in sorted(_NONE & words)]
            if "no" in words:
                after = {lower[token + 1] for token, word in enumerate(lower[:-1]) if word == "no"}
                self._others += [f"Zn=no_{word}" for word in sorted(after)]
        said = {self._marked.lower[token] for token in self._harm if self._marked.marks[token] & HARM[kind]}
        certain = any(self._marked.marks[token] & CERTAIN[kind] for token in self._harm)
        return [*self._others, f"Zc={certain}", *(f"Zt={word}" for word in sorted(said))]


def by_rule(mine: Sequence[Candidate], order: Mapping[int, int], sentence_of: Sequence[int]) -> Candidate | None:
    """Return the candidate that the rules' weights prefer; of equal ones the first in the text."""
    best: tuple[float, int] | None = None
    winner: Candidate | None = None
    for one in mine:
        rank = (one.score(order[sentence_of[one.token]]), -one.token)
        if rank[0] > 0 and (best is None or rank > best):
            best, winner = rank, one
    return winner


def _representative(same: Sequence[tuple[Candidate, float]], marked: Marked) -> Candidate:
    """Return which of the candidates with one value stands for it: a number before a guess, the body before the title.

    Its bounds are the answer's: a title leaves `at least` out.
    """
    sentence_of, titled = marked.document.sentence_of, marked.document.has_title

    def standing(pair: tuple[Candidate, float]) -> tuple[bool, bool, float, int]:
        one, score = pair
        stated = one.number is not None or "toll" in one.features
        return stated, not (titled and sentence_of[one.token] == 0), score, -one.token

    return max(same, key=standing)[0]


def _log_add(one: float, other: float) -> float:
    high, low = max(one, other), min(one, other)
    return high + math.log1p(math.exp(low - high))
