from collections.abc import Sequence

import pytest

from streams.incidents.names import foremost_evidence, kinds, names_evidence, numbers_evidence, shared_names, weigh
from streams.incidents.weights import shipped
from streams.rarity import rarity


def names(left: Sequence[str], right: Sequence[str]) -> list[str]:
    shared = shared_names(tuple(left), tuple(right))
    return [] if shared is None else list(names_evidence(shared, min(weigh(left), weigh(right))))


def test_terms_are_names_numbers_and_days() -> None:
    terms = ("hamdan", "tariq", "34", "900 block", "2023-11-01")
    assert kinds(terms) == (("hamdan", "tariq"), ("34", "900 block"), ("2023-11-01",))


def test_who_names_nothing_says_nothing() -> None:
    assert names((), ("hamdan",)) == []


def test_other_names_speak_against() -> None:
    assert names(("tariq",), ("hamdan",)) == ["no name shared"]
    assert shipped().of["no name shared"] < 0


def test_rare_names_say_more_than_everyday_ones() -> None:
    def said(shared: str) -> float:
        return sum(shipped().of[one] for one in names((shared, "tariq"), (shared, "hamdan")))

    assert rarity().of("zuhair") > rarity().of("police")
    assert said("zuhair") > said("police")


def test_a_busy_name_is_as_good_as_none() -> None:
    assert shared_names(("gaza",), ("gaza",), {"gaza"}) is None
    assert shared_names(("gaza", "tariq"), ("gaza", "zuhair"), {"gaza"}) == set()
    assert shared_names(("gaza", "tariq"), ("tariq",), {"gaza"}) == {"tariq"}


def test_the_order_of_names_does_not_matter() -> None:
    one, two = ("hamdan", "tariq", "iraq"), ("iraq", "tariq")
    assert names(one, two) == names(one[::-1], two[::-1]) == names(two, one)


FOREMOST = {
    "a country": (("iraq", "tariq"), ("iraq", "hamdan"), {"iraq"}, "one"),
    "busy names are not among the shared": (("iraq", "tariq"), ("iraq", "hamdan"), set[str](), "none"),
    "in any order": (("iraq", "tariq"), ("tariq", "iraq"), {"iraq", "tariq"}, "two"),
    "the paper, at the end of one": ((*"abcdefg", "post"), ("post", "h"), {"post"}, "none"),
    "all": (tuple("abcdefg"), tuple("abcdefg"), set("abcdefg"), "six or more"),
}


@pytest.mark.parametrize(("left", "right", "shared", "said"), FOREMOST.values(), ids=FOREMOST)
def test_foremost(left: tuple[str, ...], right: tuple[str, ...], shared: set[str], said: str) -> None:
    assert foremost_evidence(shared, left, right) == f"foremost names shared: {said}"
    assert foremost_evidence(shared, right, left) == f"foremost names shared: {said}"


NUMBERS = {
    "the same age": (("34",), ("34", "7"), ["1 of 1 ages"]),
    "one of two": (("34", "8"), ("34", "7", "51"), ["1 of 2 ages"]),
    "three": (("34", "7", "51"), ("51", "34", "7"), ["3 of 3 ages"]),
    "four": (("34", "7", "51", "20"), ("51", "34", "7", "20"), ["3 of 3 ages"]),
    "other ages": (("34",), ("7",), ["0 of 1 ages"]),
    "one gives none": (("34",), (), []),
    "a house": (("900 block",), ("34", "900 block"), ["same house number"]),
    "an age and a house": (("34", "900 block"), ("34", "900 block"), ["1 of 1 ages", "same house number"]),
}


@pytest.mark.parametrize(("left", "right", "said"), NUMBERS.values(), ids=NUMBERS)
def test_numbers(left: tuple[str, ...], right: tuple[str, ...], said: list[str]) -> None:
    assert list(numbers_evidence(left, right)) == said
