"""Learning which choices were taken from their number alone."""

import pytest

from seeds.training.extraction.counting import Series, fit_series
from seeds.training.extraction.linear import BIAS, Fit, score

FIT = Fit(l2=0.1, least=1, digits=3)
BELIEF = {BIAS: -1.0}


def test_it_learns_which_feature_makes_another_incident() -> None:
    told = [
        Series([["elsewhere"], ["again"], ["again"]], 1),
        Series([["again"], ["again"]], 0),
        Series([["elsewhere"], ["again"], ["elsewhere"]], 2),
    ] * 5
    weights = fit_series(told, BELIEF, FIT)
    assert score(weights, [BIAS, "elsewhere"]) > 2
    assert score(weights, [BIAS, "again"]) < -2


def test_without_texts_the_belief_stands() -> None:
    belief = {BIAS: -3.0, "towns": 2.4}
    assert fit_series([], belief, FIT) == belief


def test_more_incidents_than_choices_are_all_of_them() -> None:
    weights = fit_series([Series([["elsewhere"]], 5)] * 9, BELIEF, FIT)
    assert score(weights, [BIAS, "elsewhere"]) > 1


@pytest.mark.parametrize("taken", [0, 1, 2])
def test_the_share_that_is_taken_is_the_chance(taken: int) -> None:
    weights = fit_series([Series([[], [], []], taken)] * 40, BELIEF, Fit(l2=0.1, least=1, digits=3))
    chance = 1 / (1 + 2.718281828 ** -weights[BIAS])
    assert chance == pytest.approx(taken / 3, abs=0.02)
