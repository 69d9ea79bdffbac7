import pytest

from streams.extract.numbers import find_numbers
from tests.unit.extract.reading import Bounds, bounds, marked

# Text, low / best / high of its persons.
PERSONS: dict[str, tuple[str, list[Bounds]]] = {
    "digits": ("12 people", [(12, 12, 12)]),
    "thousands": ("1,200 people", [(1200, 1200, 1200)]),
    "words": ("twenty-three men and six women", [(23, 23, 23), (6, 6, 6)]),
    "words apart": ("two hundred and six pupils", [(206, 206, 206)]),
    "dozens counted": ("two dozen villagers", [(24, 24, 24)]),
    "half a dozen": ("half a dozen villagers", [(6, 6, 6)]),
    "at least": ("at least 12 people", [(12, 12, None)]),
    "more than": ("more than 30 people", [(30, 30, None)]),
    "up to": ("up to 12 people", [(None, 12, 12)]),
    "as many as": ("as many as 40 people", [(None, 40, 40)]),
    "about": ("about 70 people", [(70, 70, 70)]),
    "nearly": ("nearly 70 people", [(70, 70, 70)]),
    "a denied number": ("12 people, and not 15", [(12, 12, 12)]),
    "to": ("12 to 15 people", [(12, 12, 15)]),
    "between": ("between 12 and 15 people", [(12, 12, 15)]),
    "from to is a change": ("rose from 12 to 15 people", [(12, 12, 12), (15, 15, 15)]),
    "several": ("several people", [(2, 3, None)]),
    "a couple": ("a couple of people", [(2, 2, 2)]),
    "dozens": ("dozens of people", [(12, 12, None)]),
    "scores": ("scores of people", [(20, 20, None)]),
    "hundreds": ("hundreds of people", [(100, 100, None)]),
    "no date": ("on Oct. 17", []),
    "no day of a month": ("on 17 October", []),
    "no year": ("in 2023", []),
    "no age": ("Ali Karim, 34, was there", []),
    "no age behind of": ("a boy of 14 was there", []),
    "no age of a relative": ("his grandson, 9, was there", []),
    "no number of children": ("a father of three was there", []),
    "a family of five is a number": ("a family of five was there", [(5, 5, 5)]),
    "no one": ("no one was there", []),
    "behind a colon": ("on Friday: 14 soldiers", [(14, 14, 14)]),
    "all but one": ("all but one of the nine children", [(8, 8, 8)]),
    "no distance": ("40 km away", []),
    "no telephone number": ("a boy called 911 after it", []),
    "as many as its digits": ("911 people", [(911, 911, 911)]),
    "no money": ("$500 was paid", []),
    "no time": ("at 10:30", []),
    "no share": ("70 % of it", []),
    "no weapons": ("ten rockets", []),
    "no id": ("9" * 40 + " people", []),
    "a dateline's day is no range": ("BASRA, Jan 6 - Ten soldiers", [(10, 10, 10)]),
}


@pytest.mark.parametrize(("text", "expected"), PERSONS.values(), ids=PERSONS)
def test_numbers_of_persons(text: str, expected: list[Bounds]) -> None:
    assert [bounds(number.count()) for number in find_numbers(marked(text)) if number.countable] == expected


@pytest.mark.parametrize(
    "word", ["several", "dozens", "a few", "a couple", "hundreds", "about 30", "some 30", "nearly 30"]
)
def test_vague_words_are_flagged(word: str) -> None:
    assert [number.vague for number in find_numbers(marked(f"{word} of them"))] == [True]
