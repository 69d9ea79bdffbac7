from math import log

import pytest

from seeds.training.figures import figures
from seeds.training.logistic import Pattern, fit
from seeds.training.prior import PRIOR, SPREADS
from streams.incidents.weights import shipped


def test_a_weight_without_data_stays_where_it_was() -> None:
    fitted = fit([Pattern(("base",), 30, 10)], {"base": 0.0, "unseen": 1.5}, {"base": 100.0, "unseen": 1.0})
    assert fitted["unseen"] == pytest.approx(1.5)
    assert fitted["base"] == pytest.approx(log(3), abs=0.01)


def test_data_move_a_weight_as_far_as_its_spread_lets_them() -> None:
    rows = [Pattern(("base", "told"), 90, 10), Pattern(("base",), 10, 90)]
    loose = fit(rows, {"base": 0.0, "told": 0.0}, {"base": 100.0, "told": 100.0})
    tight = fit(rows, {"base": 0.0, "told": 0.0}, {"base": 100.0, "told": 0.01})
    assert loose["told"] == pytest.approx(2 * log(9), abs=0.01)
    assert tight["told"] == pytest.approx(0.0, abs=0.02)


def test_a_name_that_is_there_twice_counts_twice() -> None:
    fitted = fit([Pattern(("told", "told"), 90, 10)], {"told": 0.0}, {"told": 100.0})
    assert fitted["told"] == pytest.approx(log(9) / 2, abs=0.01)


def test_every_weight_has_a_prior_and_is_shipped() -> None:
    assert PRIOR.keys() == SPREADS.keys() == {"base", *shipped().of}


def test_figures_of_a_perfect_and_of_a_split_resolution() -> None:
    assert "b3 1.000" in figures(["x", "x", "y"], ["1", "1", "2"])
    assert figures(["x", "x", "y"], ["1", "2", "3"]).endswith("pair 0.000 count error 0.500")
