import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.compare.figures import Spread, between, caught_up, error, percentile


@pytest.mark.parametrize(
    ("values", "percent", "expected"),
    [
        ([5.0], 50, 5.0),
        ([5.0], 99, 5.0),
        ([3.0, 1.0, 2.0], 50, 2.0),
        ([4.0, 1.0, 2.0, 3.0], 50, 2.0),
        ([float(n) for n in range(1, 101)], 99, 99.0),
        ([float(n) for n in range(1, 101)], 100, 100.0),
        ([float(n) for n in range(1, 1001)], 99, 990.0),
        ([0.0] * 98 + [7.0, 9.0], 99, 7.0),
    ],
)
def test_a_percentile_is_the_nearest_rank(values: list[float], percent: float, expected: float) -> None:
    assert percentile(values, percent) == expected


@given(st.lists(st.floats(0, 1e6), min_size=1), st.floats(0.1, 100))
def test_so_many_per_cent_do_not_exceed_a_percentile_and_it_is_the_least_such_value(
    values: list[float], percent: float
) -> None:
    found = percentile(values, percent)
    need = percent / 100 * len(values)
    assert found in values
    assert sum(each <= found for each in values) >= need
    assert sum(each < found for each in values) < need


@pytest.mark.parametrize(("values", "percent"), [([], 50), ([1.0], 0), ([1.0], 101)])
def test_there_is_no_percentile_of_nothing(values: list[float], percent: float) -> None:
    with pytest.raises(ValueError, match="no percentile"):
        percentile(values, percent)


def test_a_spread_is_median_and_range() -> None:
    assert Spread.of([3.0, 1.0, 10.0]) == Spread(3.0, 1.0, 10.0, 3)
    with pytest.raises(ValueError, match="no runs"):
        Spread.of([])


def test_the_error_counts_both_directions_and_countries_that_only_one_side_has() -> None:
    assert error({"IRQ": 5, "SYR": 2, "FRA": 1}, {"IRQ": 3, "SYR": 4, "YEM": 7}) == (3, 9)
    assert error({"IRQ": 5}, {"IRQ": 5}) == (0, 0)


def test_caught_up_is_when_the_last_late_probe_was_counted() -> None:
    in_time = [(9.0, 9.1), (9.5, 9.6)]
    late = [(9.9, 14.0), (10.5, 14.2)]
    again = [(14.0, 14.9), (15.0, 15.1)]
    assert caught_up([*again, *late, *in_time], killed=10.0, late=1.0) == pytest.approx(4.2)


def test_what_was_late_before_the_kill_is_not_its_doing() -> None:
    assert caught_up([(1.0, 5.0), (10.5, 10.6)], killed=10.0, late=1.0) == 0.0


def test_a_probe_that_is_never_counted_is_never_caught_up() -> None:
    assert caught_up([(9.0, 9.1), (10.0, None)], killed=10.0, late=1.0) is None


def test_growth_between_two_samples_is_interpolated() -> None:
    timeline = [(0.0, 1.0), (1.0, 2.0), (2.0, 6.0)]
    assert between(timeline, 0.5, 1.5) == pytest.approx(2.5)
    assert between(timeline, 0.0, 2.0) == pytest.approx(5.0)
    with pytest.raises(ValueError, match="not within"):
        between(timeline, 0.0, 2.1)
