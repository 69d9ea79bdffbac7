import pytest

from schemas import EventType
from streams.extract.analysis import analyse
from streams.extract.numbers import find_numbers
from streams.extract.triggers import find_mentions
from streams.extract.verdicts import GUNFIRE, threshold
from tests.unit.extract.reading import LEXICON, article, events, incidents, marked

NO_ATTACK = {
    "a threat": "The militia threatened to attack American bases if the talks fail.",
    "a warning": "Officials warned on Monday that rebels may bomb the capital before the vote.",
    "a plan": "The army plans to launch an offensive on Raqqa next month, the minister said.",
    "a drill": "Soldiers fired blanks during a military exercise in the Baltic Sea on Monday.",
    "a figure of speech": "The senator attacked the proposal to raise fuel taxes on Monday.",
    "a heart attack": "The singer died of a heart attack on Monday at the age of 71.",
    "a strike for pay": "Railway workers began a strike for higher pay in Lyon on Monday.",
    "football": "The striker shot wide in the second half, and the home team lost the match by two goals.",
    "golf": "He shot a round of 65 to win the tournament by two strokes on Sunday.",
    "business": "Shares of the company fell after its rival launched a takeover bid on Monday.",
    "an earthquake": "An earthquake killed 40 people and injured 200 in Herat province on Monday.",
    "a crash": "A bus crash killed 24 people and injured 20 others near Fez on Saturday.",
    "a flood": "Floods killed 30 people in Derna on Monday, rescuers said.",
    "a protest": "Thousands of protesters marched in Tunis on Monday to demand jobs.",
    "arrests by the police": "Police detained three shoplifters in Leeds on Monday and released them on bail.",
    "other news": "The city council approved a new budget for parks and libraries on Monday.",
}


@pytest.mark.parametrize("text", NO_ATTACK.values(), ids=NO_ATTACK)
def test_no_attack(text: str) -> None:
    assert events(text) == ()


TYPES = {
    "an air strike": (
        "Israeli warplanes bombed a house in Rafah on Monday, killing nine people.",
        EventType.AIR_DRONE_STRIKE,
    ),
    "a drone": ("A drone hit a bus in Kherson on Monday, wounding six people.", EventType.AIR_DRONE_STRIKE),
    "intercepted drones": ("Air defences shot down nine drones over Belgorod on Monday.", EventType.AIR_DRONE_STRIKE),
    "a missile": ("A ballistic missile hit a tanker off Aden on Monday, the navy said.", EventType.SHELLING),
    "shelling": ("Army artillery shelled a market in Omdurman on Monday, killing 14 traders.", EventType.SHELLING),
    "a car bomb": (
        "A car bomb exploded outside a bank in Mogadishu on Monday, killing six people.",
        EventType.REMOTE_EXPLOSIVE,
    ),
    "a mine": (
        "A landmine exploded under a bus near Taiz on Monday, killing four passengers.",
        EventType.REMOTE_EXPLOSIVE,
    ),
    "a suicide bomber": ("A suicide bomber killed 12 worshippers in a Kabul mosque on Friday.", EventType.SUICIDE_BOMB),
    "a grenade": (
        "Gang members threw grenades at a court building in Guayaquil on Monday, wounding a guard.",
        EventType.GRENADE,
    ),
    "a chemical weapon": (
        "Troops attacked the town of Saraqib with sarin on Monday, killing 20 civilians.",
        EventType.CHEMICAL_WEAPON,
    ),
    "a clash": (
        "Army soldiers clashed with rebels near Goma on Monday; nine fighters were killed.",
        EventType.ARMED_CLASH,
    ),
    "a bomb far from its verb": (
        "A car bomb outside a block of flats in Bannang, in the far south of Thailand, killed a woman on Monday.",
        EventType.REMOTE_EXPLOSIVE,
    ),
    "a blast with its cause": (
        "A loud blast was heard in Hilla on Monday as an air strike hit a depot, wounding eight people.",
        EventType.AIR_DRONE_STRIKE,
    ),
    "a drone's missile": (
        "A drone's missile hit a car near Tyre on Monday, killing two men.",
        EventType.AIR_DRONE_STRIKE,
    ),
    "a missile from a plane": (
        "A missile fired by an Israeli plane hit a depot near Tyre on Monday, wounding a guard.",
        EventType.AIR_DRONE_STRIKE,
    ),
    "a misspelt strike": (
        "Nine people were killed in an airstike on a market in Kassala on Monday.",
        EventType.AIR_DRONE_STRIKE,
    ),
    "killed when gunmen shot": (
        "Four passengers were killed when gunmen opened fire on a bus near Parachinar on Monday.",
        EventType.ATTACK,
    ),
    "soldiers who were shot": ("Gunmen shot dead a trooper near Gao on Monday.", EventType.ARMED_CLASH),
    "fire that was traded": (
        "Rebels and government troops traded fire for six hours near Ponnagyun on Monday.",
        EventType.ARMED_CLASH,
    ),
    "a shooting": ("Gunmen shot dead four villagers near Jos on Monday.", EventType.ATTACK),
    "an abduction": ("Gunmen kidnapped 17 pupils from a school in Kaduna on Monday.", EventType.ABDUCTION),
    "rape": ("Militiamen raped two women outside Kutum on Monday, a midwife said.", EventType.SEXUAL_VIOLENCE),
}


@pytest.mark.parametrize(("text", "event_type"), TYPES.values(), ids=TYPES)
def test_sub_event_types(text: str, event_type: EventType) -> None:
    assert [found.event_type for found in incidents(text)] == [event_type]


SEIZED = {
    "by militiamen": "Two drivers of a relief agency were detained by militiamen near Beledweyne on Monday.",
    "by masked men": "Masked men took a judge from his home in Mosul on Monday night.",
    "at gunpoint": "A guard was held at gunpoint in the agency's compound in Juba on Monday.",
    "free again": "Three engineers were kidnapped by tribesmen in Marib and later released.",
    "free on a day to come": "Three engineers were kidnapped near Marib. They were released on March 10.",
}


@pytest.mark.parametrize("text", SEIZED.values(), ids=SEIZED)
def test_who_is_led_off_by_armed_men_is_abducted(text: str) -> None:
    assert [found.event_type for found in incidents(text)] == [EventType.ABDUCTION]


GUNSHOTS = {
    "at a home": "A boy of three was killed when his father's pistol was accidentally fired in Ada; he was shot dead.",
    "hunting": "A hunter was accidentally shot and killed by his brother near Butte on Sunday, deputies said.",
}


@pytest.mark.parametrize("text", GUNSHOTS.values(), ids=GUNSHOTS)
def test_a_shot_by_mistake_is_no_crash(text: str) -> None:
    assert [found.killed and found.killed.best for found in incidents(text)] == [1]


REFERRED = {
    "a year ago": "The families of those killed in the Feb. 20 attack on the mosque in Kano want answers.",
    "the year stands there": "Rebels killed nine farmers near Bunia on Feb. 20, 2023. A monument was opened.",
}


@pytest.mark.parametrize("text", REFERRED.values(), ids=REFERRED)
def test_what_is_a_year_old_is_background(text: str) -> None:
    assert incidents(text) == []


def test_a_word_of_the_title_saves_a_long_text_with_one_word_of_force() -> None:
    body = " ".join(
        ["Three people were shot in Altadena on Tuesday.", *(f"Line{n} of the page menu." for n in range(80))]
    )
    letters = str.maketrans("0123456789", "abcdefghij")
    assert incidents(body.translate(letters)) == []
    assert len(incidents(body.translate(letters), "Three shot in Altadena")) == 1


def test_confidence_tells_a_plain_case_from_a_faint_one() -> None:
    (plain,) = incidents("Gunmen killed four soldiers in an ambush near Mopti on Monday, the army said.")
    (faint,) = incidents("An attack in a market in Kirkuk leaves ten people dead and 14 injured.")
    assert 0 < faint.confidence < plain.confidence < 1


TWO_EDGED = {
    "windows": ("A small bomb broke the windows of a bank in Athens on Monday and wounded two passers-by.", "business"),
    "yards": ("Gunmen and soldiers fought a battle on Monday some yards from a school near Rafah.", "sport"),
}


@pytest.mark.parametrize(("text", "about"), TWO_EDGED.values(), ids=TWO_EDGED)
def test_a_word_of_bombings_is_no_sign_of_other_news(text: str, about: str) -> None:
    read = marked(text)
    (found,) = find_mentions(read, find_numbers(read))
    assert about not in found.features


def test_a_shot_needs_less_to_be_told_as_an_attack() -> None:
    texts = ("A girl of nine was hurt in a shooting.", "Raiders attacked a village near Bor.")
    shot, raid = (analyse(article(text), LEXICON).clusters[0] for text in texts)
    assert threshold(shot) < threshold(raid)


def test_an_attack_with_its_day_and_toll_is_told_amid_politics() -> None:
    (found,) = incidents(
        "The chancellor said on Thursday she would turn to schools and the budget. Her office blames the army of the "
        "regime for what it calls a gas attack near Hama on February 3 in which more than 300 people are said to have "
        "been killed. The vote is on hold while diplomats seek a deal."
    )
    assert (found.country, found.killed and found.killed.best) == ("SYR", 300)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("On 6 February 2024, guns intercepted two drones over Ain Al-Asad airbase (Anbar). None died.", "IRQ"),
        ("On 9 February 2024, a Turkish air strike targeted the PKK in Rania (Sulaymaniyah). None died.", "IRQ"),
    ],
)  # fmt: skip
def test_what_is_told_with_arms_day_and_place_needs_less(text: str, country: str) -> None:
    (found,) = incidents(text)
    assert (found.country, found.occurred_at.month) == (country, 2)


@pytest.mark.parametrize("deed", ["use the airfield to bomb the rebels", "uses drones to attack villages"])
def test_what_a_thing_is_used_for_is_no_attack(deed: str) -> None:
    text = f"The army shelled a village near Hama in Syria on Monday, killing four. In Iraq its allies {deed} there."
    assert {found.country for found in incidents(text)} == {"SYR"}


def test_what_ones_raids_did_in_all_is_no_attack() -> None:
    (found,) = incidents(
        "An air strike killed nine bakers in Raqqa, Syria, on Sunday. Last month the alliance said its raids there "
        "and in Iraq had killed 40 civilians."
    )
    assert (found.country, found.killed and found.killed.best) == ("SYR", 9)


def test_a_shot_told_beside_a_surer_deed_is_one_still() -> None:
    text = "The man accused of shooting a girl of six went to court. He took a gun and fired it toward the house."
    (told,) = analyse(article(text), LEXICON).clusters
    assert threshold(told) == GUNFIRE
