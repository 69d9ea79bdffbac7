"""Fitting, by numpy and scipy, which one needs where one trains and tests, never at run time."""

import os
import subprocess
import sys

from seeds.training.extraction.linear import Case, Choice, Fit, fit_logistic, fit_ranker, score
from tests.conftest import ROOT

FIT = Fit(l2=0.1, least=1, digits=3)


def test_a_ranker_learns_which_of_several_is_right() -> None:
    choices = [Choice([["a", "x"], ["b", "x"], ["c"]], [True, False, False]) for _ in range(5)]
    weights = fit_ranker(choices, FIT)
    assert score(weights, ["a", "x"]) > score(weights, ["c"]) + 1
    assert score(weights, ["a", "x"]) > score(weights, ["b", "x"]) + 1


def test_a_choice_without_a_right_answer_teaches_nothing() -> None:
    assert fit_ranker([Choice([["a"], ["b"]], [False, False])], FIT) == {}


def test_rare_features_are_left_out_and_most_bounds_their_number() -> None:
    choices = [Choice([["a", f"only-{number}"], ["b"]], [True, False]) for number in range(6)]
    assert set(fit_ranker(choices, Fit(l2=0.1, least=2))) == {"a", "b"}
    assert len(fit_ranker(choices, Fit(l2=0.1, least=1, most=1))) == 1


def test_logistic_regression_gives_log_odds() -> None:
    cases = [Case(["hit"], label=True)] * 30 + [Case(["hit"], label=False)] * 10 + [Case(["miss"], label=False)] * 40
    weights = fit_logistic(cases, Fit(l2=0.001, least=1, digits=3))
    assert 1.0 < weights["bias"] + weights["hit"] < 1.2  # log(3)
    assert weights["bias"] + weights["miss"] < -3


def test_the_same_data_give_the_same_weights() -> None:
    choices = [Choice([["a"], ["b", "c"]], [True, False]), Choice([["c"], ["a", "b"]], [True, False])]
    assert fit_ranker(choices, FIT) == fit_ranker(choices, FIT)


LEARNT = """
from seeds.training.extraction.linear import Case, Fit, fit_logistic
words = [f"word {number}" for number in range(60)]
cases = [Case(set(words[start : start + 25 + start % 7]), start % 3 == 0) for start in range(35)]
print(fit_logistic(cases, Fit(l2=0.5, least=1, digits=15)))
"""


def test_weights_owe_nothing_to_the_hash_seed() -> None:
    told = {
        subprocess.run(  # noqa: S603 - our own interpreter and code
            [sys.executable, "-c", LEARNT],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=ROOT,
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(told) == 1
