"""What a stretch is about: the words by which two of them are known to tell of one thing."""

import pytest

from streams.extract.content import content_words
from streams.extract.numbers import find_numbers
from streams.extract.triggers import find_mentions
from tests.unit.extract.reading import marked

WORDS: dict[str, tuple[str, set[str]]] = {
    "no words of force": ("Rebels attacked the station of Kirkuk.", {"rebels", "statio", "kirkuk"}),
    "none that stand everywhere": ("They were shot while they were there with their herds.", {"herds"}),
    "no figures, no short words": ("A bomb killed 1200 men at a mill of Ur.", {"mill"}),
}  # fmt: skip


@pytest.mark.parametrize(("text", "words"), WORDS.values(), ids=WORDS)
def test_content_words(text: str, words: set[str]) -> None:
    read = marked(text)
    (mention,) = find_mentions(read, find_numbers(read))
    assert content_words(read, mention) == words
