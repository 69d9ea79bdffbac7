import pytest

from schemas import Count, Sum
from streams.counters.tally import EMPTY, minus, plus, tally_of, window_counts

SUMS = {
    "no incident": ([], Sum(low=0, best=0, high=0)),
    "none states it": ([None, None], Sum(low=None, best=None, high=None)),
    "one of two states it": ([None, Count.exactly(3)], Sum(low=3, best=3, high=3)),
    "none injured is stated": ([Count.exactly(0)], Sum(low=0, best=0, high=0)),
    "open high": ([Count(low=12, best=12, high=None), Count.exactly(2)], Sum(low=14, best=14, high=None)),
    "open low": ([Count(low=None, best=12, high=12), Count.exactly(2)], Sum(low=2, best=14, high=14)),
}


@pytest.mark.parametrize(("stated", "expected"), SUMS.values(), ids=SUMS)
def test_sum_of_a_figure(stated: list[Count | None], expected: Sum) -> None:
    tally = EMPTY
    for count in stated:
        tally = plus(tally, tally_of(count, None))
    counts = window_counts(tally)
    assert counts.injured == expected
    assert counts.attacks == len(stated)
    assert counts.stated.injured == sum(count is not None for count in stated)
    assert counts.stated.killed == 0


def test_what_is_added_can_be_taken_away() -> None:
    kept, gone = tally_of(Count.exactly(2), None), tally_of(Count(low=None, best=4, high=None), Count.exactly(1))
    assert minus(plus(kept, gone), gone) == kept
