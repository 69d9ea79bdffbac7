"""Words that part attacks, sites without a gazetteer, types by company, confidence, explanation: a table a rule."""

import pytest

from schemas import EventType
from streams.extract.confidence import confidence
from streams.extract.cues import is_cause, is_long_ago, is_new, is_plural, is_set_apart
from streams.extract.detector import detector
from streams.extract.explain import explain, lines
from streams.extract.model import Model
from streams.extract.numbers import find_numbers
from streams.extract.sites import find_sites
from streams.extract.triggers import find_mentions
from streams.extract.wording import learnt_words, stretch_features
from streams.resources import load_lexicon
from tests.unit.extract.reading import article, incidents, marked

APART = {
    "the same day": ("The same day a mine killed a shepherd near Tal Afar.", True),
    "hours later": ("Hours later rockets hit a depot in Harir.", True),
    "a day earlier": ("A day earlier gunmen shot two guards in Basra.", True),
    "a second blast": ("A second blast wounded nine shoppers.", True),
    "the second": ("The second killed five people in Hit.", True),
    "six others": ("Six others were wounded by splinters.", False),
    "plain": ("A bomb killed four people in Kirkuk.", False),
}
PLURAL = {
    "two strikes": ("Two air strikes killed ten villagers.", True),
    "days of fighting": ("Three days of fighting killed twenty men.", True),
    "one strike": ("An air strike killed ten villagers.", False),
}
OLD = {
    "years ago": ("He lost a leg when a mine exploded ten years ago.", True),
    "years since": ("They marked four years since a drone killed the general.", True),
    "this week": ("A mine exploded under a lorry on Monday.", False),
}
COMPANY = {
    "a bomb from a plane": ("A plane bombed Tora market, Sudan, on Monday, killing six people.", "air/drone strike"),
    "a boat full of explosives": (
        "A naval drone packed with explosives rammed a tanker off Hodeidah on Monday, killing one sailor.",
        "remote explosive/landmine/ied",
    ),
    "blew himself up": ("A man blew himself up in a mosque in Kunduz, killing ten worshippers.", "suicide bomb"),
    "soldiers shot": ("Gunmen shot dead three soldiers near Djibo on Sunday.", "armed clash"),
    "villagers shot": ("Gunmen shot dead three villagers near Djibo on Sunday.", "attack"),
    "an old shell": (
        "An unexploded shell killed two boys in Kilinochchi, Sri Lanka, on Monday.", "remote explosive/landmine/ied",
    ),
}  # fmt: skip
TOLD_APART = {
    "two towns": (
        "Gunmen killed four people in Jos, Nigeria, on Monday. A bomb wounded nine people in Maiduguri on Tuesday.", 2,
    ),
    "a list": ("Rebels ambushed a bus at Kitchanga, killing six; a grenade thrown into a bar in Goma wounded two.", 2),
    "the same told twice": (
        "A bomb killed five bakers in Jowhar, Somalia, on Friday. All five died at once, a nurse said.", 1,
    ),
    "the wounded in hospital": (
        "A mine killed a driver near Gossi, Mali, on Monday. Three wounded men were flown to Bamako.", 1,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), APART.values(), ids=APART)
def test_words_that_part(text: str, expected: bool) -> None:  # noqa: FBT001 - a table's answer
    seen = marked(text)
    assert is_set_apart(seen, find_mentions(seen, find_numbers(seen))[0]) is expected


@pytest.mark.parametrize(("text", "expected"), PLURAL.values(), ids=PLURAL)
def test_summaries(text: str, expected: bool) -> None:  # noqa: FBT001 - a table's answer
    seen = marked(text)
    mention = find_mentions(seen, find_numbers(seen))[0]
    assert is_plural(seen, mention) is expected


@pytest.mark.parametrize(("text", "expected"), OLD.values(), ids=OLD)
def test_what_is_long_ago(text: str, expected: bool) -> None:  # noqa: FBT001 - a table's answer
    seen = marked(text)
    assert is_long_ago(seen, find_mentions(seen, find_numbers(seen))[0]) is expected


def test_an_article_brings_in_and_a_cause_refers() -> None:
    seen = marked("A drone strike hit a base in answer to the rocket attack on a camp.")
    first, second = find_mentions(seen, find_numbers(seen))
    assert (is_new(seen, first), is_cause(seen, first), is_cause(seen, second)) == (True, False, True)


def test_sites_are_told_by_their_form() -> None:
    seen = marked("A shell hit a barn at Oldmill on Monday, near Market Street, police in March said.")
    mention = find_mentions(seen, find_numbers(seen))[0]
    assert [seen.lower[token] for token in find_sites(seen, mention)] == ["oldmill"]


@pytest.mark.parametrize(("text", "expected"), COMPANY.values(), ids=COMPANY)
def test_a_type_is_told_by_its_company(text: str, expected: str) -> None:
    assert [one.event_type for one in incidents(text)] == [EventType(expected)]


@pytest.mark.parametrize(("text", "expected"), TOLD_APART.values(), ids=TOLD_APART)
def test_how_many(text: str, expected: int) -> None:
    assert len(incidents(text)) == expected


def test_the_fast_score_is_that_of_the_features() -> None:
    seen = marked("On Monday a car bomb killed 12 people at a market in Mosul, police said.")
    words = learnt_words(seen)
    model = load_lexicon().weights("attack")
    for mention in find_mentions(seen, find_numbers(seen)):
        slow = model.score(stretch_features(mention, words)) + model.bias
        assert detector(load_lexicon()).stretch(mention, words) == pytest.approx(slow)


def test_confidence_lies_between_the_measured_shares() -> None:
    table = Model({"0": 0.5, "2": 0.9})
    assert [confidence(logit, table) for logit in (-5.0, 0.0, 1.0, 2.0, 9.0)] == [0.5, 0.5, 0.7, 0.9, 0.9]


def test_an_explanation_names_what_won_and_what_was_rejected() -> None:
    told = explain(
        article("A bomb killed 4 people in Mosul, Iraq, on Monday. The mayor condemned recent attacks."), load_lexicon()
    )
    assert [one.verdict for one in told.stretches] == ["incident 1", "rejected: attacks in general"]
    assert [event.kind for event in told.events] == ["incident"]
    assert any("killed 4" in line for line in lines(told))


def test_an_explanation_says_which_figure_won_and_what_spoke_for_it() -> None:
    told = explain(article("A bomb killed 4 people and wounded 19 in Mosul, Iraq, on Monday."), load_lexicon())
    killed, injured = told.found[0].choices
    assert (killed.given, injured.given) == (4, 19)
    assert killed.answers[0].value == 4
    assert killed.answers[0].reasons
    assert killed.answers[0].score > killed.answers[1].score
    assert any("injured not" in line for line in lines(told))


def test_an_explanation_says_which_country_and_day_won_and_what_spoke_for_them() -> None:
    told = explain(
        article("Two Polish drivers died in a drone strike in Mosul, Iraq, on Monday, the ministry in Warsaw said."),
        load_lexicon(),
    )
    where = told.found[0].where
    assert where is not None
    assert [country for country, _ in where.countries][:2] == ["IRQ", "POL"]
    assert {(name.name, name.cue) for name in where.names} >= {("Mosul", "stated"), ("Warsaw", "speaker")}
    assert (where.place, where.precision, where.said) == ("Mosul", 1, "Monday")
    assert any("Warsaw speaker POL" in line for line in lines(told))


BACKGROUND_RULES = {
    "dated": ("A bomb killed 4 people in Mosul, Iraq, on March 3, 2021.", "dated more than 30 days back"),
    "years ago": ("A bomb killed four people in Mosul, Iraq, ten years ago.", "years ago by its own words"),
    "the occasion": (
        "Two men were arrested over the car bombing outside the embassy in Baghdad.",
        "the occasion of other news, without a date or figures",
    ),
}


@pytest.mark.parametrize(("text", "rule"), BACKGROUND_RULES.values(), ids=BACKGROUND_RULES)
def test_an_explanation_names_the_rule_that_made_it_background(text: str, rule: str) -> None:
    told = explain(article(text), load_lexicon())
    assert [one.verdict for one in told.found] == [f"background: {rule}"]


def test_an_explanation_says_why_a_text_was_not_read() -> None:
    assert explain(article("The cake was good."), load_lexicon()).turned_away == "prefilter: too few words of force"
