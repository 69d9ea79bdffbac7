"""Which letters were put back: a table, and a property."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.replays import Replayed

CASES = {
    "nothing yet, the first": (Replayed(), {0}, [0, 1, 2], Replayed(1)),
    "nothing yet, one in the middle": (Replayed(), {1}, [0, 1, 2], Replayed(0, frozenset({1}))),
    "the gap before it is closed": (Replayed(0, frozenset({1})), {0}, [0, 2], Replayed(2)),
    "all": (Replayed(), {0, 1, 2}, [0, 1, 2], Replayed(3)),
    "all that waited, beyond single ones": (Replayed(0, frozenset({3})), {0, 1, 2}, [0, 1, 2], Replayed(4)),
    "offsets that hold no letter are no gap": (Replayed(), {5}, [5, 9], Replayed(9)),
    "again one that was put back": (Replayed(4), {2}, [], Replayed(4)),
}


@pytest.mark.parametrize(("before", "offsets", "waiting", "after"), CASES.values(), ids=CASES)
def test_adding(before: Replayed, offsets: set[int], waiting: list[int], after: Replayed) -> None:
    assert before.adding(offsets, waiting) == after


def test_metadata_names_spans() -> None:
    assert Replayed(3, frozenset({5, 6, 7, 12})).metadata == "5-7 12"
    assert Replayed(3).metadata == ""


@pytest.mark.parametrize("text", ["x", "1-", "-3", "1-2-3"])
def test_foreign_metadata_is_refused_or_harmless(text: str) -> None:
    if text == "1-":
        assert Replayed.parse(0, text) == Replayed(0, frozenset({1}))
    else:
        with pytest.raises(ValueError, match="invalid literal"):
            Replayed.parse(0, text)


@given(letters=st.sets(st.integers(0, 60), min_size=1), data=st.data())
def test_any_order_of_replays_remembers_exactly_what_was_put_back(letters: set[int], data: st.DataObject) -> None:
    state, done = Replayed(), set[int]()
    for _ in range(data.draw(st.integers(1, 5))):
        picked = data.draw(st.sets(st.sampled_from(sorted(letters))))
        state = state.adding(picked, letters - done)
        done |= picked
        assert {offset for offset in letters if offset in state} == done
        assert Replayed.parse(state.below, state.metadata) == state
