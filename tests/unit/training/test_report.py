"""What the evaluation prints becomes a table, and what was measured of confidence too."""

from seeds.training.extraction.confidence import Told, reliability, shares
from seeds.training.extraction.report import distance, table

PRINTED = """\
ok   pitf           deaths.em_pos           0.880   baseline 0.584  minimum 0.870  stretch 0.900
     pitf           1447 rows, 0 missing, 400 documents/s in all
LOW  muc4           attacks.acc                 -   baseline   -    minimum 0.670  stretch 0.740
ok   bbc_neg        attacks.fa              0.006   baseline 0.127  minimum 0.010  stretch 0.002
ok   wiki_terror    deaths.em               0.750   baseline 0.611  minimum 0.660  stretch 0.720
"""


def test_every_figure_is_a_line() -> None:
    assert table(PRINTED).splitlines()[2:4] == [
        "| pitf | deaths.em_pos | 0.880 | 0.584 | 0.870 | 0.900 |",
        "| muc4 | attacks.acc | - | - | 0.670 | 0.740 |",
    ]


def test_distance_counts_what_is_missing_to_stretch() -> None:
    assert distance(PRINTED).startswith("Average distance to stretch: 0.008 over 3 figures, 1 of them")


def test_confidence_is_measured_on_other_folds() -> None:
    told = sorted(Told(n / 100, right=n % 4 != 0 or n > 400, weight=1.0, fold=n % 5) for n in range(800))
    assert list(shares(told).values()) == sorted(shares(told).values())
    rows = reliability(told).splitlines()[2:]
    assert sum(int(row.split("|")[2]) for row in rows) == 800
    assert all(abs(float(row.split("|")[3]) - float(row.split("|")[4])) < 0.1 for row in rows)
