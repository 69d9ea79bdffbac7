"""Answers that no words give as they are: a killer's own death added."""

import pytest

from streams.extract.derived import tag_of
from streams.extract.links import KILLED
from tests.unit.extract.reading import options

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
