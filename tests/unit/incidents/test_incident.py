import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import Count, EventType, Evidence, Incident, IncidentReport, Place
from streams.incidents import incident_of
from streams.incidents.incident import MAX_EVIDENCE, MAX_SENTENCE
from streams.settings import Settings
from streams.topics import all_topics
from tests.unit.incidents.made import KIRKUK, NOON, joined, made, reports, row

PROVINCE = Place(name="Kirkuk Governorate", latitude=35.4, longitude=44.3, geo_precision=2)
NAMED_ONLY = Place(name="Kirkuk", geo_precision=1)
OLDEST = made("a", reported=1)

FIELDS = {
    "the newest figure": ([OLDEST, made("b", killed=5), made("c", killed=3)], "killed", Count.exactly(3)),
    "silence is no figure": ([OLDEST, made("b", killed=5), made("c")], "killed", Count.exactly(5)),
    "none is a figure": ([OLDEST, made("b", killed=5), made("c", killed=0)], "killed", Count.exactly(0)),
    "each figure by itself": (
        [OLDEST, made("b", killed=1, injured=9), made("c", killed=3)],
        "injured",
        Count.exactly(9),
    ),
    "injured who died": (
        [OLDEST, made("b", killed=1, injured=9), made("c", killed=3, injured=7)],
        "injured",
        Count.exactly(7),
    ),
    "the newest attacker stated": (
        [made("a", attacker="Daesh"), made("b", attacker="IS"), made("c")],
        "attacker",
        "IS",
    ),
    "the most exact place": ([made("a", place=KIRKUK), made("b", place=PROVINCE)], "place", KIRKUK),
    "a point before a name": ([made("a", place=KIRKUK), made("b", place=NAMED_ONLY)], "place", KIRKUK),
    "any place before none": ([made("a", place=PROVINCE), made("b", place=None)], "place", PROVINCE),
    "a type before an attack": (
        [made("a", event_type=EventType.GRENADE), made("b", event_type=EventType.ATTACK)],
        "event_type",
        EventType.GRENADE,
    ),
    "an attack before unknown": (
        [made("a", event_type=EventType.ATTACK), made("b", event_type=EventType.UNKNOWN)],
        "event_type",
        EventType.ATTACK,
    ),
    "the newest type": (
        [made("a", event_type=EventType.SHELLING), made("b", event_type=EventType.GRENADE)],
        "event_type",
        EventType.GRENADE,
    ),
    "the most exact date": ([made("a", hours=9, time_precision=2), made("b")], "occurred_at", NOON),
    "the oldest of equal dates": ([made("a"), made("b", hours=9)], "occurred_at", NOON),
    "the oldest report's id": ([OLDEST, made("b")], "incident_id", "a#1"),
}


@pytest.mark.parametrize(("reports", "field", "expected"), FIELDS.values(), ids=FIELDS)
def test_which_report_gives_the_field(reports: list[IncidentReport], field: str, expected: object) -> None:
    assert getattr(joined(reports), field) == expected


@given(st.lists(reports(), min_size=1, max_size=6))
@settings(deadline=None)
def test_the_record_is_as_its_schema_writes_it(events: list[IncidentReport]) -> None:
    record = orjson.dumps(incident_of([row(event) for event in events], "IRQ"))
    assert Incident.model_validate_json(record).model_dump_json().encode() == record


def test_earlier_figures_stay_in_the_reports() -> None:
    incident = joined([made("a", killed=5), made("b", killed=3)])
    assert [member.killed and member.killed.best for member in incident.reports] == [5, 3]


def test_evidence_is_bounded_and_says_so() -> None:
    sentences = tuple(Evidence(sentence=f"Shell {n} fell.", start=n, end=n + 13) for n in range(MAX_EVIDENCE + 3))
    member = joined([made("a", evidence=sentences)]).reports[0]
    assert member.evidence == sentences[:MAX_EVIDENCE]
    assert member.evidence_total == MAX_EVIDENCE + 3


def test_an_endless_sentence_is_cut_with_its_end() -> None:
    endless = Evidence(sentence="x" * 5_000, start=100, end=5_100)
    (kept,) = joined([made("a", evidence=(endless,))]).reports[0].evidence
    assert (len(kept.sentence), kept.start, kept.end) == (MAX_SENTENCE, 100, 100 + MAX_SENTENCE)


def test_a_corrected_article_speaks_last_and_keeps_its_place() -> None:
    corrected = made("a", reported=9, published_at=NOON, killed=7)
    incident = joined([corrected, made("b", reported=3, killed=5)])
    assert incident.killed == Count.exactly(7)
    assert incident.incident_id == "a#1"


def test_an_incident_of_ten_thousand_reports_fits_its_topic() -> None:
    sentences = tuple(Evidence(sentence=f"Rockets fell on town {n}. " * 9, start=0, end=9) for n in range(9))
    told = [
        row(made(f"a{n:05}", reported=n, killed=5 if n == 17 else None, injured=7 if n == 9_998 else None))
        for n in range(10_000)
    ]
    long = row(made("x", evidence=sentences, title="Breaking " * 1_000, url="https://news.example/" + "x" * 9_000))
    for report in told:
        report.update({name: long[name] for name in ("evidence", "title", "url")})
    record = orjson.dumps(incident_of(told, "IRQ"))
    smallest = all_topics(Settings(_env_file=None, max_article_bytes=1_000))["incidents"]
    assert len(record) < int(smallest.config["max.message.bytes"])
    incident = Incident.model_validate_json(record)
    listed = [member.article_id for member in incident.reports]
    assert listed[:2] == ["a00000", "a00017"]  # the oldest, and the one whose figure counts
    assert listed[2:] == [f"a{n:05}" for n in range(10_000 - len(listed[2:]), 10_000)]
    assert len(listed) > 20
    assert (incident.told, incident.killed, incident.injured) == (10_000, Count.exactly(5), Count.exactly(7))


def test_a_record_of_an_older_release_has_as_many_reports_as_it_lists() -> None:
    old = {**incident_of([row(made("a")), row(made("b"))], "IRQ")}
    del old["reports_total"]
    assert Incident.model_validate_json(orjson.dumps(old)).told == 2
