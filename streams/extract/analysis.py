"""All that was found in one text, step by step: what the events are made of, and what explains them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from schemas import Article
from streams.extract.candidates import Candidate
from streams.extract.classes import CASUALTY, Marked, vocabulary
from streams.extract.count_ranker import Ranker
from streams.extract.counts import find_candidates
from streams.extract.detect import Judged, judge
from streams.extract.incidents import Cluster, Clustering, cluster
from streams.extract.lexicon import Lexicon
from streams.extract.numbers import Number, find_numbers
from streams.extract.parting import PARTING, Parting
from streams.extract.setting import Setting
from streams.extract.sightings import Sighting, read_sighting
from streams.extract.text import is_list_of_headlines, read
from streams.extract.tolls import find_toll
from streams.extract.totals import Total, find_total, may_total
from streams.extract.triggers import find_mentions

FAINTEST: Final = -3.3  # logits; a mention below tells of nothing at all
MAX_SIGHTINGS: Final = 40  # mentions read closely; a chronicle of the war has hundreds


@dataclass(frozen=True, slots=True)
class Analysis:
    """The intermediate results of `extract`, in the order in which they were made: plain data, for `--explain`."""

    marked: Marked
    numbers: Sequence[Number]
    judged: Sequence[Judged]
    candidates: Sequence[Candidate]
    ranker: Ranker
    setting: Setting | None
    sightings: Sequence[Sighting]
    clusters: Sequence[Cluster]
    total: Total | None


def analyse(article: Article, lexicon: Lexicon) -> Analysis:
    """Read an article; the events are made of what this returns.

    Errors: ValueError for an article that was not `stamped`.
    """
    document = read(article)
    marked = Marked(document, document.lower, vocabulary(lexicon).marks(document.lower, document.words))
    numbers = find_numbers(marked)
    mentions = [found for found in find_mentions(marked, numbers) if not is_list_of_headlines(document, found.sentence)]
    judged = judge(marked, mentions, lexicon)
    worth = [found for found in judged if found.logit > FAINTEST][:MAX_SIGHTINGS]
    ranker = Ranker(marked, lexicon.weights("killed"), lexicon.weights("injured"))
    if not worth and not may_total(marked):
        return Analysis(marked, numbers, judged, (), ranker, None, (), (), None)
    setting = Setting(document, lexicon, article.reported_at)
    countries = setting.countries()
    total = find_total(marked, numbers, countries) or find_toll(marked, numbers, countries)
    candidates = _beside(total, find_candidates(marked, numbers))
    sightings = [
        read_sighting(marked, found, setting, candidates)
        for found in worth
        if not (total and found.mention.sentence in total.sentences and not _own(found, candidates))
    ]
    general = [one.judged.mention for one in sightings if one.generic]
    candidates = [one for one in candidates if not any(part.start <= one.token < part.end for part in general)]
    told = [sighting for sighting in sightings if not sighting.generic]
    parting = Parting(marked, lexicon.weights(PARTING))
    clusters = cluster(told, lambda: Clustering(parting.far), titled=document.has_title)
    return Analysis(marked, numbers, judged, candidates, ranker, setting, sightings, clusters, total)


def _beside(total: Total | None, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Leave out a total's figures, and what else hangs on their words: `62 soldiers have been hurt` is no one hurt."""
    if not total:
        return list(candidates)
    triggers = {one.trigger for one in candidates if one.token in total.tokens}
    return [one for one in candidates if one.token not in total.tokens and one.trigger not in triggers]


def _counted(found: Judged, candidates: Sequence[Candidate]) -> bool:
    return any(found.mention.start <= one.token < found.mention.end and one.count.best for one in candidates)


def _own(found: Judged, candidates: Sequence[Candidate]) -> bool:
    """Tell whether a mention in a total's sentence has victims of its own."""
    return bool(found.mention.bits & CASUALTY) and _counted(found, candidates)
