import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.extract.places import Located, Survey, find_places
from streams.extract.text import Casing, tokenize
from streams.resources import load_lexicon

LEXICON = load_lexicon()


def located(text: str, trigger: str = "") -> Located:
    """Locate what the first token `trigger` tells."""
    document = tokenize(text)
    token = document.lower.index(trigger) if trigger else None
    return Survey(document, find_places(document, LEXICON), LEXICON).locate(token)


# Text, trigger, country, place's name, geo_precision.
WHERE = {
    "a town": ("A car bomb killed four people in Mosul.", "killed", "IRQ", "Mosul", 1),
    "a town and its country": ("Shells killed two in Kharkiv, Ukraine.", "killed", "UKR", "Kharkiv", 1),
    "a town and its province": ("Gunmen killed ten in Damboa, Borno State.", "killed", "NGA", "Damboa", 1),
    "a province": ("A mine killed three in Helmand province.", "killed", "AFG", "Helmand", 2),
    "a town that the text calls a province": ("Air strikes killed six in Idlib province.", "killed", "SYR", "Idlib", 2),
    "a country only": ("Gunmen killed nine people in Burkina Faso.", "killed", "BFA", "Burkina Faso", 3),
    "a base": (
        "Rockets struck Ain al-Asad in Iraq, the coalition said.",
        "struck",
        "IRQ",
        "Ain al-Asad",
        1,
    ),
    "a foreign base's own country": (
        "A drone hit a U.S. outpost in Jordan, wounding three.",
        "hit",
        "JOR",
        "Jordan",
        3,
    ),
    "a province behind a village": (
        "Gunmen killed six in Masu village, Adamawa State, Nigeria.",
        "killed",
        "NGA",
        "Adamawa State",
        2,
    ),
    "whose guards it hit": ("Jets struck Iran's Revolutionary Guards in eastern Syria.", "struck", "SYR", "Syria", 3),
    "no body": ("Gunmen fired on a Red Cross convoy near Damascus.", "fired", "SYR", "Damascus", 1),
    "a sea": ("A US destroyer shot down a drone over the Red Sea.", "shot", None, "Red Sea", 2),
    "whose embassy it was": (
        "Jets destroyed the annexe of Iran's embassy in Damascus.",
        "destroyed",
        "SYR",
        "Damascus",
        1,
    ),
    "a ministry's city": ("Two Poles died in Pokrovsk, the ministry in Warsaw said.", "died", "UKR", "Pokrovsk", 1),
    "a thing in a text in capitals": (
        "THE KILLER OF A JUDGE IN CALI FLED IN A GREEN VAN, POLICE IN CALI SAID.",
        "killer",
        "COL",
        "CALI",
        1,
    ),
    "a town and its American state": (
        "Teen shot in Lebanon goes home. LEBANON, Pa. - A boy who was shot in Lebanon is well.",
        "shot",
        "USA",
        "United States",
        3,
    ),
    "a town and the state behind it": ("A boy was shot in Georgetown, Indiana.", "shot", "USA", "Georgetown", 1),
    "an American address": ("A man was shot in the 600 block of Elm Street in Chester.", "shot", "USA", "Chester", 1),
    "an American station": (
        "A man was shot in Birmingham, police told WVTM 13 News.",
        "shot",
        "USA",
        "Birmingham",
        1,
    ),
    "a quarter named like a foreign city": (
        "NASHVILLE, Tenn. - A boy was shot in Bordeaux, police in Nashville said.",
        "shot",
        "USA",
        "Nashville",
        1,
    ),
    "a foreign agency is no station": ("A bomb killed two in Kabul, KUNA reported.", "killed", "AFG", "Kabul", 1),
    "who speaks behind a town": ("Nine were killed in Herat, Iran said.", "killed", "AFG", "Herat", 1),
    "a region": ("Raiders killed twelve in North Kivu.", "killed", "COD", "North Kivu", 2),
    "a possessive": ("A blast killed five in Somalia's capital Mogadishu.", "killed", "SOM", "Mogadishu", 1),
    "the country of a possessive": ("Fighters killed two in Yemen's Marib.", "killed", "YEM", "Marib", 1),
    "an article before the name": ("A drone killed one in al-Mayadin, Syria.", "killed", "SYR", "al-Mayadin", 1),
    "a capital by its country's people": (
        "A bomb wounded six in the Afghan capital.",
        "wounded",
        "AFG",
        "Afghanistan",
        3,
    ),
    "not the attacker's country": ("Turkish drones killed two in Sinjar, Iraq.", "killed", "IRQ", "Sinjar", 1),
    "not the backer's country": ("Iran-backed fighters shelled a base near Erbil.", "shelled", "IRQ", "Erbil", 1),
    "not the speaker's town": (
        "Rebels killed eight villagers in Djibo, a diplomat said in Paris.",
        "killed",
        "BFA",
        "Djibo",
        1,
    ),
    "not the base of the observers": (
        "Strikes killed nine in Raqqa, the Britain-based monitors said.",
        "killed",
        "SYR",
        "Raqqa",
        1,
    ),
    "not a person": ("Mr. Washington said shelling killed four in Nyala.", "killed", "SDN", "Nyala", 1),
    "not a newspaper": ("Mortars killed two in Taiz, the Boston Globe reported.", "killed", "YEM", "Taiz", 1),
    "a dateline's country, another town": (
        "BAGHDAD (AP) - Gunmen killed two officers in Tikrit on Friday.",
        "killed",
        "IRQ",
        "Tikrit",
        1,
    ),
    "a dateline of another country": (
        "BEIRUT (AP) - Air strikes killed seven people in Aleppo.",
        "killed",
        "SYR",
        "Aleppo",
        1,
    ),
    "a dateline alone": ("KABUL, Afghanistan -- A bomb killed five in a market.", "killed", "AFG", "KABUL", 1),
    "the sentence of the trigger": (
        "Shelling killed two in Kherson. A day before, a mine killed three in Bamako.",
        "mine",
        "MLI",
        "Bamako",
        1,
    ),
    "two towns in a sentence": (
        "Bombs killed three in Kirkuk and a raid wounded four in Tikrit.",
        "wounded",
        "IRQ",
        "Tikrit",
        1,
    ),
    "the namesake in the country that is named": (
        "Gunmen killed two in Tripoli, in northern Lebanon.",
        "killed",
        "LBN",
        "Tripoli",
        1,
    ),
    "an air base by its town": ("Drones hit Erbil air base.", "hit", "IRQ", "Erbil air base", 1),
    "the object of a verb": ("Rebels stormed Bambari.", "stormed", "CAF", "Bambari", 1),
    "an attack on it": ("An attack on Kidal killed two.", "killed", "MLI", "Kidal", 1),
    "not whose troops are there": (
        "A missile fell on U.S. and coalition troops near Tikrit.",
        "fell",
        "IRQ",
        "Tikrit",
        1,
    ),
    "not the country that acts": ("Turkey has lost six soldiers near Sinjar, in Iraq.", "lost", "IRQ", "Sinjar", 1),
    "a province that is called so before its name": (
        "Men killed two in Djibo, in the province of Soum.",
        "killed",
        "BFA",
        "Djibo",
        1,
    ),
    "a village of no gazetteer": (
        "Men killed two in the village of Zzorba in Niger.",
        "killed",
        "NER",
        "Zzorba",
        3,
    ),
    "a village of no gazetteer, with its province": (
        "Men killed two in Zzorba, a village in Helmand province.",
        "killed",
        "AFG",
        "Zzorba",
        2,
    ),
    "the near side of a border": (
        "A mine killed two at Mir Ali in North Waziristan, near the Afghan border.",
        "killed",
        "PAK",
        "Mir Ali",
        1,
    ),
    "near the border with another country": (
        "Gunmen killed four Kenyan officers on a road along the border with Somalia.",
        "killed",
        "KEN",
        "Kenya",
        3,
    ),
    "a village beyond the border named": (
        "Drones killed nine in Seytenga near the border with Niger.",
        "killed",
        "BFA",
        "Seytenga",
        1,
    ),
    "whose tourists": ("Egyptian forces killed five Mexican tourists.", "killed", "EGY", "Egypt", 3),
    "an ambassador to another country": (
        "Men killed a cousin of the ambassador to India in Kandahar.",
        "killed",
        "AFG",
        "Kandahar",
        1,
    ),
    "whom the aircraft hit": ("Israeli air raids killed ten Syrian soldiers.", "killed", "SYR", "Syria", 3),
    "aircraft at home": ("Syrian jets killed ten people in a raid.", "killed", "SYR", "Syria", 3),
    "a name with an accent": ("Men killed two traders in Diébougou.", "killed", "BFA", "Diébougou", 1),
    "a province whose name many countries have": (
        "Men killed two farmers in Kasangati (Central Region).",
        "killed",
        "UGA",
        "Kasangati",
        1,
    ),
    "a small town abroad, whose attacker's country is named": (
        "Iran fired missiles at a house in Panjgur, killing two children.",
        "killing",
        "PAK",
        "Panjgur",
        1,
    ),
    "who holds the town": ("Shells killed three in Russian-held Donetsk.", "killed", "UKR", "Donetsk", 1),
    "whom the rebels are for": ("Shells killed pro-Russian rebels in Donetsk.", "killed", "UKR", "Donetsk", 1),
    "where a group is banned": (
        "Kurds killed two men of Islamic State (banned in Russia) at Hajin in Syria.",
        "killed",
        "SYR",
        "Hajin",
        1,
    ),
    "a street with a region's name": ("Gunmen killed an elder on Kashmir Road in Bannu.", "killed", "PAK", "Bannu", 1),
    "a day behind a town": ("Gunmen killed a Dutch nurse in Bujumbura July 24.", "killed", "BDI", "Bujumbura", 1),
    "a lake of four countries": ("Men killed nine at Ngouboua on Lake Chad.", "killed", "TCD", "Ngouboua", 1),
    "a lake with the country named": (
        "Men killed nine fishermen on Lake Chad in Cameroon.",
        "killed",
        "CMR",
        "Lake Chad",
        2,
    ),
    "a village with a foreign town's name": (
        "On 3 May 2024 soldiers shot down a Malian drone near Tin Zaouatine (Tamanrasset).",
        "shot",
        "DZA",
        "Tamanrasset",
        1,
    ),
    "a province that two countries have": (
        "Guards shot down a Pakistani drone near Bharopal (Amritsar, Punjab).",
        "shot",
        "IND",
        "Bharopal",
        2,
    ),
    "a name joined by a small foreign word": (
        "Gunmen killed a nurse in Port au Prince.",
        "killed",
        "HTI",
        "Port au Prince",
        1,
    ),
    "a name that is a possessive": ("Men killed a guard in Cox's Bazar.", "killed", "BGD", "Cox's Bazar", 1),
    "at sea": ("A missile struck a tanker in the Red Sea.", "struck", None, "Red Sea", 2),
    "capitals only": ("GUNMEN KILLED TWO MEN IN SAN SALVADOR, EL SALVADOR.", "killed", "SLV", "SAN SALVADOR", 1),
    "small letters only": ("gunmen killed two men in south sudan", "killed", "SSD", "South Sudan", 3),
    "an armed group, where nothing else is named": ("Boko Haram killed nine people.", "killed", "NGA", "Nigeria", 3),
}


@pytest.mark.parametrize(("text", "trigger", "country", "name", "precision"), WHERE.values(), ids=WHERE)
def test_where(text: str, trigger: str, country: str | None, name: str, precision: int) -> None:
    found = located(text, trigger)
    assert found.place is not None
    assert (found.country, found.place.name, found.place.geo_precision) == (country, name, precision)


NOWHERE = {
    "no name at all": "Gunmen killed two people at a market.",
    "a day with its month is no town": "Gunmen killed two people on October 6.",
    "a month is no town": "Gunmen killed two people in March and Nov.",
    "a word at the start of a sentence": "Police shot two people. Many ran.",
    "initials are no town": "A SWAT team shot a man.",
    "an acronym in small letters": "They told us that a car hit the wall.",
}


@pytest.mark.parametrize("text", NOWHERE.values(), ids=NOWHERE)
def test_nowhere(text: str) -> None:
    assert located(text) == Located(None, None, None, 0.0)


def test_a_province_tells_namesakes_apart() -> None:
    illinois = located("A man was shot dead in Springfield, Illinois.", "shot").place
    ohio = located("A man was shot dead in Springfield, Ohio.", "shot").place
    assert illinois is not None
    assert ohio is not None
    assert illinois.longitude == pytest.approx(-89.6, abs=0.2)
    assert ohio.longitude == pytest.approx(-83.8, abs=0.2)


CASINGS = {
    "mixed": ("Two men died in Kano.", Casing.MIXED),
    "capitals": ("TWO MEN DIED IN KANO.", Casing.CAPITALS),
    "small": ("two men died in kano.", Casing.SMALL),
    "a heading in capitals": ("BREAKING NEWS. Two men died in the north of the country.", Casing.MIXED),
    "nothing": ("", Casing.SMALL),
}


@pytest.mark.parametrize(("text", "casing"), CASINGS.values(), ids=CASINGS)
def test_casing(text: str, casing: Casing) -> None:
    assert tokenize(text).casing is casing


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    document = tokenize(text)
    mentions = find_places(document, LEXICON)
    assert all(0 <= mention.start < mention.end <= len(document.tokens) for mention in mentions)
    survey = Survey(document, mentions, LEXICON)
    for token in range(len(document.tokens)):
        survey.locate(token)


PIECES = [
    "Gaza",
    "Iraq",
    "'s",
    ",",
    ".",
    "(",
    ")",
    "in",
    "the",
    "of",
    "US-led",
    "al-Anbar",
    "New",
    "York",
    "Sen.",
    "--",
]


@given(st.lists(st.sampled_from(PIECES)))
def test_mentions_come_in_order(words: list[str]) -> None:
    mentions = find_places(tokenize(" ".join(words)), LEXICON)
    spans = [(mention.start, mention.end) for mention in mentions]
    assert spans == sorted(spans)


def test_no_place_is_made_of_a_day_or_a_body() -> None:
    found = located("Rockets killed two in Sunday's raid, Hashem told the UNXR, in Mali.", "killed").place
    assert found is not None
    assert found.name == "Mali"


def test_names_keep_how_they_are_written() -> None:
    document = tokenize("Shells fell in Deir\nez-Zor's centre.")
    assert [mention.name for mention in find_places(document, LEXICON)] == ["Deir ez-Zor"]
