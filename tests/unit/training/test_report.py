"""What the evaluation prints becomes a table."""

from seeds.training.extraction.report import table

PRINTED = """\
ok   pitf           deaths.em_pos           0.880   baseline 0.584  minimum 0.870  stretch 0.900
     pitf           1447 rows, 0 missing, 400 documents/s in all
LOW  muc4           attacks.acc                 -   baseline   -    minimum 0.670  stretch 0.740
"""


def test_every_figure_is_a_line() -> None:
    assert table(PRINTED).splitlines()[2:] == [
        "| pitf | deaths.em_pos | 0.880 | 0.584 | 0.870 | 0.900 |",
        "| muc4 | attacks.acc | - | - | 0.670 | 0.740 |",
    ]
