"""Whatever the text: no exception, offsets that fit, and no look beyond a bounded stretch of it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import Article, ReportedTotal
from streams.extract import extract
from streams.extract.analysis import MAX_SIGHTINGS, analyse
from streams.extract.incidents import MOST
from streams.extract.text import MAX_CHARACTERS
from tests.unit.extract.reading import LEXICON, article, events, incidents

WORDS = [
    "Gunmen",
    "killed",
    "12",
    "soldiers",
    "and",
    "wounded",
    "at",
    "least",
    "30",
    "to",
    "several",
    "dozen",
    "in",
    "on",
    "near",
    "Mosul",
    "Iraq",
    "'s",
    "U.S.",
    "attack",
    "air",
    "strike",
    "attacked",
    "66",
    "times",
    "since",
    "Oct.",
    "17",
    "Monday",
    ",",
    ".",
    ";",
    ":",
    "-",
    "(",
    ")",
    '"',
    "of",
    "them",
    "no",
    "casualties",
    "bombed",
    "by",
    "against",
    "the",
    "who",
    "after",
    "responsibility",
    "claimed",
    "shot",
    "dead",
    "him",
    "down",
    "toll",
    "rose",
    "to",
    "9",
    "once",
    "more",
    "than",
    "up",
    "least",
    "a",
    "an",
    "his",
    "where\n\n",
    "<p>",
    "&amp;",
]
JUMBLES = st.lists(st.sampled_from(WORDS), max_size=120).map(" ".join)


@settings(deadline=None, max_examples=150)
@given(body=st.one_of(st.text(min_size=1), JUMBLES.map(lambda text: f"Attack: {text}")), title=st.none() | JUMBLES)
def test_any_text(body: str, title: str | None) -> None:
    for event in extract(article(body, title), LEXICON):
        assert all(body[one.start : one.end] == one.sentence for one in event.evidence)
        if isinstance(event, ReportedTotal):
            assert event.attacks or event.injured or event.killed


LONG = {
    "words without a full stop": "gunmen attacked and killed 12 people in Mosul ",
    "numbers": "12 killed 13 wounded ",
    "places": "Mosul Erbil Kirkuk attack ",
    "dates": "attack on Monday since Oct. 17 ",
    "tags": "<p>bomb</p> attack ",
    "quotes": 'attack " ',
}


@pytest.mark.parametrize("piece", LONG.values(), ids=LONG)
def test_a_long_body_costs_no_more_than_its_beginning(piece: str) -> None:
    body = piece * (1_000_000 // len(piece))
    analysis = analyse(article(body), LEXICON)
    assert len(analysis.marked.document.text) <= MAX_CHARACTERS
    assert len(analysis.sightings) <= MAX_SIGHTINGS
    assert len(analysis.clusters) <= MOST


def test_capitals_only() -> None:
    (found,) = incidents("SUSPECTED REBELS KILLED FOUR SOLDIERS IN AN AMBUSH NEAR GOMA ON MONDAY, THE ARMY SAID.")
    assert found.killed
    assert found.killed.best == 4


def test_html_left_in() -> None:
    body = "<div><p>Gunmen <b>killed</b> four soldiers near Mopti on Monday&nbsp;night.</p></div>"
    (found,) = incidents(body)
    assert found.killed
    assert found.killed.best == 4
    assert all(body[one.start : one.end] == one.sentence for one in found.evidence)


FOREIGN = {
    "by its field": ("Gunmen killed four soldiers near Mopti on Monday.", "fr"),
    "Spanish": (
        (
            "El ataque con bomba de los rebeldes mató a cuatro soldados cerca de la ciudad "
            "el lunes por la noche según fuentes"
        ),
        None,
    ),
    "Arabic": ("قتل أربعة جنود في هجوم شنه مسلحون قرب الموصل مساء الاثنين bomb attack", None),
}


@pytest.mark.parametrize(("body", "language"), FOREIGN.values(), ids=FOREIGN)
def test_another_language_gives_no_event(body: str, language: str | None) -> None:
    assert extract(article(body, language=language), LEXICON) == ()


@pytest.mark.parametrize("language", ["en", "en-GB", "EN", None, ""])
def test_english_is_read(language: str | None) -> None:
    assert extract(article("Gunmen killed four soldiers near Mopti on Monday.", language=language), LEXICON)


def test_the_same_text_gives_the_same_events() -> None:
    text = "Gunmen killed four soldiers near Mopti on Monday."
    assert events(text) == events(text)


def test_an_article_without_a_time_is_refused() -> None:
    with pytest.raises(ValueError, match="no time"):
        extract(Article(id="a", body="Gunmen killed four soldiers near Mopti on Monday."), LEXICON)
