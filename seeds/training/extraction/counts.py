"""The numbers of killed and injured: a listwise ranker each, that of injured told of the killed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from seeds.training.extraction.data import Row
from seeds.training.extraction.folds import FOLDS, fold_of
from seeds.training.extraction.linear import Choice, Fit, Weights, fit_ranker, score
from streams.extract.classes import Marked, vocabulary
from streams.extract.count_ranker import Ranker
from streams.extract.counts import find_candidates
from streams.extract.derived import Option
from streams.extract.fates import NO_DEATHS, find_deaths, given, survivors
from streams.extract.lexicon import Lexicon
from streams.extract.links import INJURED, KILLED
from streams.extract.model import Model
from streams.extract.numbers import find_numbers
from streams.extract.text import Document, read

SOURCES: Final = (
    "seeds/training/extraction/counts.py", "seeds/training/extraction/linear.py", "streams/extract/counts.py",
    "streams/extract/candidates.py", "streams/extract/stated.py", "streams/extract/count_ranker.py",
    "streams/extract/derived.py", "streams/extract/fates.py",
    "streams/extract/number_features.py",
    "streams/extract/victim_features.py", "streams/extract/victims.py", "streams/extract/links.py",
    "streams/extract/numbers.py", "streams/extract/text.py",
)  # fmt: skip
# What a set counts for: today's news most, the thousands of one-sentence reports least. The rest are not labelled.
SETS: Final[Mapping[str, float]] = {
    "pitf": 1.0, "awsd": 0.7, "wiki_terror": 1.0, "muc4": 1.0, "gvc": 1.0, "gva_rest": 0.8, "pages_news": 2.0,
    "agnews_world": 2.0, "labelled": 2.0, "seeds": 3.0,
}  # fmt: skip
FIELDS: Final = {KILLED: "deaths", INJURED: "injuries"}
FIT: Final = Fit(l2=3.0, least=5, most=3000, digits=2)
TITLE_RANK: Final = 2  # as in reports.py


@dataclass(frozen=True, slots=True)
class Example:
    """A text with one incident: the answers that the ranker weighs, and the right ones by kind where known."""

    row: Row
    marked: Marked
    options: Mapping[str, Sequence[Option]]
    gold: Mapping[str, int]


def prepare(rows: Sequence[Row], lexicon: Lexicon) -> list[Example]:
    """Return the rows with a known number of killed or injured, read."""
    found = []
    for row in rows:
        gold = {kind: int(row.gold[field]) for kind, field in FIELDS.items() if row.gold.get(field) is not None}
        several = row.gold.get("attacks") not in (None, 1)
        if row.source not in SETS or not gold or several:
            continue
        document = read(row.article)
        marked = Marked(document, document.lower, vocabulary(lexicon).marks(document.lower, document.words))
        candidates = find_candidates(marked, find_numbers(marked))
        ranker, order = Ranker(marked, Model({}), Model({})), _order(document)
        options = {
            kind: ranker.options([one for one in candidates if one.kind == kind], kind, order) for kind in FIELDS
        }
        found.append(Example(row, marked, options, gold))
    return found


def _order(document: Document) -> dict[int, int]:
    """Rank all sentences, as for the only incident of a text."""
    order = {sentence: sentence for sentence in range(len(document.sentences))}
    if document.has_title and len(order) > 1:
        return {sentence: max(0, rank - 1) for sentence, rank in order.items()} | {0: TITLE_RANK}
    return order


def fit(examples: Sequence[Example]) -> dict[str, Weights]:
    """Learn both rankers; that of injured from killed as predicted by a ranker that has not seen the text."""
    killed = _predicted(examples)
    stacked = [_choice(one, INJURED, killed[id(one)]) for one in examples if INJURED in one.gold]
    return {KILLED: _fit_killed(examples), INJURED: fit_ranker(stacked, FIT)}


def _fit_killed(examples: Iterable[Example]) -> Weights:
    return fit_ranker([_choice(one, KILLED, None) for one in examples if KILLED in one.gold], FIT)


def _choice(one: Example, kind: str, killed: int | None) -> Choice:
    options, gold = [*one.options[kind]], one.gold[kind]
    deaths = find_deaths(one.marked) if killed else NO_DEATHS
    if killed:
        options += survivors(one.marked, options, killed, deaths)
    facts = [
        option.facts if killed is None else [*option.facts, *given(one.marked, option, killed, deaths)]
        for option in options
    ]
    return Choice(facts, [option.value == gold for option in options], SETS[one.row.source])


def _predicted(examples: Sequence[Example]) -> dict[int, int]:
    """Return the killed of each example by weights learnt without its fold."""
    found: dict[int, int] = {}
    for fold in range(FOLDS):
        inside = [one for one in examples if fold_of(one.row) == fold]
        if inside:
            weights = _fit_killed(one for one in examples if fold_of(one.row) != fold)
            found |= {id(one): predict(weights, one.options[KILLED]) for one in inside}
    return found


def predict(weights: Weights, options: Sequence[Option]) -> int:
    """Return the value of the best answer."""
    return max(options, key=lambda option: score(weights, option.facts)).value
