"""The learnt ranker: which of a text's numbers is that of the killed, which of the injured."""

import pytest

from streams.extract.analysis import analyse
from streams.extract.count_ranker import Ranker
from streams.extract.model import Model
from streams.extract.numbers import find_numbers
from tests.unit.extract.reading import LEXICON, Bounds, article, bounds, marked

# Text, killed, injured.
CASES: dict[str, tuple[str, Bounds | None, Bounds | None]] = {
    "a total and its parts": (
        "Gunmen killed 14 people, two of them children, at a market near Gao on Monday.", (14, 14, 14), None,
    ),
    "a denied number": (
        "Ninety-one people, and not 120, were killed by the bomb in Mosul on Monday, the police said.",
        (91, 91, 91), None,
    ),
    "two nations add up": (
        "The bomber killed at least 40 Afghans and 11 foreign soldiers at the gate in Kabul on Monday.",
        (51, 51, None), None,
    ),
    "a name, what he was, and others": (
        "A drone killed Karim Haddad, deputy head of the brigade, and three others in Tyre on Monday.",
        (4, 4, 4), None,
    ),
    "a woman and her two children": (
        "In Kafra, a village near the border, a woman and her two children were killed in an air strike on Monday.",
        (3, 3, 3), None,
    ),
    "members of one family": (
        "Seven members of one family were killed when a missile hit a flat in Tyre on Monday.", (7, 7, 7), None,
    ),
    "all but one": (
        "A shell killed six policemen in Mosul on Monday. All but one of the dead were recruits.", (6, 6, 6), None,
    ),
    "one hospital to another is no patient": (
        "A mortar round killed four men in Homs on Monday. Bodies were moved from one hospital to another.",
        (4, 4, 4), None,
    ),
    "suspects in hospital are no victims": (
        "Raiders killed 57 people in a village near Mopti on Monday. Five suspects are under guard in a hospital.",
        (57, 57, 57), None,
    ),
    "among the 85 killed": (
        "A drone struck Kaduna on Monday. Children are among the 85 killed, the agency said.", (85, 85, 85), None,
    ),
    "about is a figure, and vague": (
        "An air strike on Taiz on Monday killed 8 people and wounded about 40.", (8, 8, 8), (40, 40, 40),
    ),
    "a number of men is not one": (
        "A gunship fired at a lorry near Baiji on Monday. A number of militiamen were hit, he said.", None, None,
    ),
    "of the fatally shot nobody is wounded": (
        "Three men were fatally shot at a petrol station in Oakland on Monday, the police said.", (3, 3, 3), None,
    ),
    "a killer counted among his own victims": (
        "A man shot his daughter and then himself in a murder-suicide at a flat in Denver on Monday.", (2, 2, 2), None,
    ),
    "shot with several pellets": (
        "A hunter shot at a walker near Bern on Monday with several pellets, the police said.", None, (1, 1, 1),
    ),
    "nothing stated": ("Rockets landed near the airport of Erbil on Monday, officials said.", None, None),
    "present tense": (
        "A rocket has hit a base near Taji on Monday, radio reports. There are no injuries.", None, (0, 0, 0),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "killed", "injured"), CASES.values(), ids=CASES)
def test_the_ranker_chooses(text: str, killed: Bounds | None, injured: Bounds | None) -> None:
    analysis = analyse(article(text), LEXICON)
    order = {sentence: sentence for sentence in range(len(analysis.marked.document.sentences))}
    chosen = analysis.ranker.choose(analysis.candidates, order)
    assert tuple(bounds(one.count) if one else None for one in chosen) == (killed, injured)


def test_a_title_leaves_the_bound_out_and_the_body_gives_it() -> None:
    analysis = analyse(article("A bomb in Kano on Monday killed at least 20 people.", "Bomb in Kano kills 20"), LEXICON)
    killed, _ = analysis.ranker.choose(analysis.candidates, {0: 2, 1: 0})
    assert killed is not None
    assert bounds(killed.count) == (20, 20, None)


def test_a_sentence_of_another_incident_is_out_of_question() -> None:
    analysis = analyse(article("Shells killed four men in Homs on Monday. A mine killed nine in Hama."), LEXICON)
    killed, _ = analysis.ranker.choose(analysis.candidates, {1: 0})
    assert killed is not None
    assert killed.count.best == 9


def test_without_weights_the_rules_decide() -> None:
    text = marked("Gunmen killed six guards and wounded two near Gao.")
    candidates = analyse(article(text.document.text), LEXICON).candidates
    killed, injured = Ranker(text, Model({}), Model({})).choose(candidates, {0: 0})
    assert [one.count.best for one in (killed, injured) if one] == [6, 2]


@pytest.mark.parametrize("text", ["Forty trucks crossed the bridge.", "12 people voted in 3 towns on 14 May."])
def test_no_candidate_without_a_word_of_harm(text: str) -> None:
    found = marked(text)
    assert find_numbers(found)
    assert analyse(article(text), LEXICON).candidates == ()
