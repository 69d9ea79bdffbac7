import orjson
import pytest

from schemas import Count, Figure, IncidentReport
from streams.incidents import Cause, Published, changed_figures, withdrawn
from tests.unit.incidents.made import NOON, joined, made

CAUSE = Cause(NOON, "v2", "b#1", "b")
VAGUE = Count(low=3, best=3, high=3, vague=True)


def published(report: IncidentReport) -> Published:
    record = joined([report]).model_dump_json().encode()
    return Published.of(orjson.loads(record), record)


FIGURES = {
    "up": (made("a", killed=3), made("a", killed=5), [(Figure.KILLED, 3, 5)]),
    "down to none": (made("a", injured=3), made("a", injured=0), [(Figure.INJURED, 3, 0)]),
    "now stated": (made("a"), made("a", killed=5), [(Figure.KILLED, None, 5)]),
    "no longer stated": (made("a", killed=3), made("a"), [(Figure.KILLED, 3, None)]),
    "both": (made("a", killed=1, injured=4), made("a", killed=2, injured=3), [("injured", 4, 3), ("killed", 1, 2)]),
    "other words, the same number": (made("a", killed=3), made("a", killed=VAGUE), []),
    "another date": (made("a", killed=3), made("a", killed=3, hours=5), []),
}


@pytest.mark.parametrize(("old", "new", "expected"), FIGURES.values(), ids=FIGURES)
def test_a_figure_that_is_another_now(old: IncidentReport, new: IncidentReport, expected: list[object]) -> None:
    corrections = changed_figures(published(old), published(new), CAUSE)
    said = [(said.figure, said.old and said.old.best, said.new and said.new.best) for said in corrections]
    assert said == expected
    assert {(said.article_id, said.event_id, said.version) for said in corrections} <= {("b", "b#1", "v2")}


def test_a_correction_has_an_id_of_what_changed() -> None:
    old, new, other = published(made("a", killed=3)), published(made("a", killed=5)), published(made("a", killed=6))
    ids = [changed_figures(old, now, CAUSE)[0].correction_id for now in (new, new, other)]
    assert ids[0] == ids[1] != ids[2]


def test_a_withdrawal_takes_back_the_attack_and_names_the_successor() -> None:
    correction = withdrawn(published(made("a")), "z#1", CAUSE)
    assert (correction.figure, correction.old, correction.new) == ("attacks", Count.exactly(1), Count.exactly(0))
    assert (correction.incident_id, correction.successor, correction.occurred_at) == ("a#1", "z#1", NOON)
