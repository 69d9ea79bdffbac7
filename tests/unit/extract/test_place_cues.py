import pytest

from streams.extract.place_cues import Cue
from streams.extract.places import Survey, find_places
from streams.extract.text import tokenize
from streams.resources import load_lexicon

LEXICON = load_lexicon()

CUES = {
    "a preposition": ("Shells fell in Kherson.", "Kherson", Cue.STATED),
    "a town of": ("Men raided the town of Bria.", "Bria", Cue.STATED),
    "a point of the compass between": ("It fell in the northern city of Kano.", "Kano", Cue.STATED),
    "behind its town": ("Maiduguri, Nigeria.", "Nigeria", Cue.ENCLOSING),
    "from": ("Troops from Chad came.", "Chad", Cue.TOWARD),
    "whose troops": ("Then Israeli troops came.", "Israeli", Cue.ACTOR),
    "whose aircraft": ("Then Israeli jets came.", "Israeli", Cue.STRIKER),
    "held by rebels": ("It fell in rebel-held Taiz.", "Taiz", Cue.STATED),
    "whose leader": ("The president of Chad came.", "Chad", Cue.OF),
    "backed by": ("Then Iran-backed men came.", "Iran", Cue.BACKER),
    "based in": ("The London-based group spoke.", "London", Cue.SPEAKER),
    "talks": ("They held talks in Doha today.", "Doha", Cue.SPEAKER),
    "a title": ("Then Col. Aden spoke.", "Aden", Cue.PERSON),
    "a paper": ("The Jerusalem Post wrote so.", "Jerusalem", Cue.MEDIA),
    "who acts": ("Today Chad has sent men.", "Chad", Cue.SUBJECT),
    "a dateline": ("KHARTOUM (Reuters) - Two died.", "KHARTOUM", Cue.DATELINE),
    "on whose border": ("It fell near the Chadian border.", "Chadian", Cue.BORDER),
    "the border with": ("It fell near its border with Chad.", "Chad", Cue.BORDER),
    "where a ministry speaks": ("The ministry in Warsaw announced it.", "Warsaw", Cue.SPEAKER),
    "where owners speak": ("It was hit, the owners in Oslo said.", "Oslo", Cue.SPEAKER),
    "where an office was hit": ("It hit the ministry in Kabul on Monday.", "Kabul", Cue.STATED),
    "where local officials speak": ("Officials in Kherson said so.", "Kherson", Cue.STATED),
    "where an embassy stands": ("It hit the embassy in Damascus.", "Damascus", Cue.STATED),
    "where an embassy speaks": ("The embassy in Damascus said so.", "Damascus", Cue.SPEAKER),
    "a country that speaks": ("It fell in Herat, Iran said.", "Iran", Cue.SPEAKER),
    "over a sea": ("It was shot down over the southern Red Sea.", "Red Sea", Cue.STATED),
    "a church": ("A man entered the Greek Orthodox church.", "Greek", Cue.ABROAD),
    "a town on the border": ("It hit the Turkish border town.", "Turkish", Cue.STATED),
    "guards of a border": ("Then Iranian border guards came.", "Iranian", Cue.ACTOR),
    "whose nationals": ("Two Chadian nationals died.", "Chadian", Cue.ABROAD),
    "a nationality in brackets": ("Two (French) staff died.", "French", Cue.ABROAD),
    "an envoy to": ("The envoy to Chad died.", "Chad", Cue.ABROAD),
    "held by": ("It fell in Israeli-held fields.", "Israeli", Cue.BACKER),
    "a street": ("It fell on Haifa Street today.", "Haifa", Cue.PARTIAL),
    "a people's town": ("It hit the Syrian town hall.", "Syrian", Cue.STATED),
}


@pytest.mark.parametrize(("text", "name", "cue"), CUES.values(), ids=CUES)
def test_cue(text: str, name: str, cue: Cue) -> None:
    mention = find_places(tokenize(text), LEXICON)[-1]
    assert (mention.name, mention.cue) == (name, cue)


# Text, country: words of one country's home affairs settle which of several towns is meant.
HOME = {
    "a sheriff's town and not the province of Belize": (
        "A boy was shot in Toledo on Friday. The sheriff's office said two men were held.",
        "USA",
    ),
    "no place named": ("A man was shot at home; he faces a felony charge.", "USA"),
    "one hint alone says nothing": ("A man was shot in Toledo, Belize, beside a parking lot.", "BLZ"),
    "a country that the text names": ("Gunmen killed two in Iraq, a county sheriff on leave among them.", "IRQ"),
    "two countries' words say nothing": ("A man was shot; the sheriff told the crown court.", None),
    "a town by its own name rather than a capital by another": ("Two men were shot in Philadelphia.", "USA"),
    "a capital by another spelling": ("A rocket hit Kiev and killed two.", "UKR"),
    "a state's short form": ("A man was shot near Ocala, Fla., on Friday.", "USA"),
}


@pytest.mark.parametrize(("text", "country"), HOME.values(), ids=HOME)
def test_home_affairs(text: str, country: str | None) -> None:
    document = tokenize(text)
    trigger = document.lower.index("killed" if "killed" in text else "shot")
    assert Survey(document, find_places(document, LEXICON), LEXICON).locate(trigger).country == country
