from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.compare.schedule import PROBES_A_SECOND, intended


def test_records_are_meant_to_be_sent_at_even_distances_whatever_happens_to_the_sender() -> None:
    times = [moment for moment, _ in intended(rate=10, seconds=1)]
    assert times == pytest.approx([number / 10 for number in range(10)])


@pytest.mark.parametrize(("rate", "probes", "expected"), [(100, 10, 20), (100, 50, 100), (1000, 50, 100), (20, 50, 40)])
def test_so_many_a_second_are_probes(rate: float, probes: float, expected: int) -> None:
    assert sum(is_probe for _, is_probe in intended(rate, 2.0, probes)) == pytest.approx(expected, abs=1)


@given(st.floats(60, 5_000), st.floats(0.5, 3))
def test_probes_are_spread_evenly(rate: float, seconds: float) -> None:
    times = [moment for moment, is_probe in intended(rate, seconds) if is_probe]
    distances = [after - before for before, after in pairwise(times)]
    assert all(distance == pytest.approx(1 / PROBES_A_SECOND, abs=1.01 / rate) for distance in distances)
