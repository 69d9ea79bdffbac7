"""Answers that no words give as they are: a killer's own death added, those that died later taken off the hurt."""

import pytest

from streams.extract.analysis import analyse
from streams.extract.count_ranker import Ranker
from streams.extract.derived import Option, survivors, tag_of
from streams.extract.links import INJURED, KILLED
from streams.extract.model import Model
from tests.unit.extract.reading import LEXICON, article


def options(text: str, kind: str) -> list[Option]:
    analysis = analyse(article(text), LEXICON)
    ranker = Ranker(analysis.marked, Model({}), Model({}))
    order = {sentence: sentence for sentence in range(len(analysis.marked.document.sentences))}
    return ranker.options([one for one in analysis.candidates if one.kind == kind], kind, order)


# Text, the numbers with the killer that are offered.
KILLERS: dict[str, tuple[str, set[int]]] = {
    "his own death comes on top": ("A man killed 3 people in a flat in Boise and then killed himself.", {2, 4}),
    "the list has him already": ("A man shot his daughter and then himself in a murder-suicide in Denver.", {2}),
    "nobody killed himself": ("A man killed 3 people in a flat in Boise and then drove away.", set()),
    "a crowd is no family": ("A man killed 30 people in a hall in Boise and then killed himself.", {2}),
}


@pytest.mark.parametrize(("text", "offered"), KILLERS.values(), ids=KILLERS)
def test_the_killer_is_one_more(text: str, offered: set[int]) -> None:
    found = options(text, KILLED)
    assert {one.value for one in found if one.candidate is not None and tag_of(one.candidate) == "H"} == offered


# Text, killed, the numbers of survivors that are offered.
HURT: dict[str, tuple[str, int, list[int]]] = {
    "one of four has died": ("Four men were shot near Durban on Sunday. One of them died in hospital.", 1, [3]),
    "nobody has died": ("Four men were shot near Durban on Sunday. One of them left hospital.", 1, []),
    "all of them have died": ("Four men were shot near Durban on Sunday. They died in hospital.", 4, []),
}


@pytest.mark.parametrize(("text", "killed", "offered"), HURT.values(), ids=HURT)
def test_those_that_died_are_no_longer_hurt(text: str, killed: int, offered: list[int]) -> None:
    found = options(text, INJURED)
    marked = analyse(article(text), LEXICON).marked
    assert [one.value for one in survivors(marked, found, killed)] == offered
