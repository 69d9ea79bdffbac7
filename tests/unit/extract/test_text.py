import pytest

from streams.extract.text import MAX_CHARACTERS, MAX_SENTENCE, tokenize

TOKENS = {
    "a possessive stays on": ("Iraq's army", ["Iraq's", "army"]),
    "an abbreviation is one": ("U.S. troops", ["U.S.", "troops"]),
    "hyphens join": ("the al-Asad AC-130", ["the", "al-Asad", "AC-130"]),
    "an age is one": ("an 18-year-old", ["an", "18-year-old"]),
    "thousands": ("1,234 people", ["1,234", "people"]),
    "a list of numbers is not": ("1, 23", ["1", ",", "23"]),
    "tags are blanks": ("<p>Two<b>died</b></p>", ["Two", "died"]),
    "entities are blanks": ("Gaza&nbsp;City", ["Gaza", "City"]),
}


@pytest.mark.parametrize(("text", "tokens"), TOKENS.values(), ids=TOKENS)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert list(tokenize(text).tokens) == tokens


SENTENCES = {
    "two": ("A shell fell. Nobody was hurt.", 2),
    "an abbreviation ends none": ("Gen. Haddad spoke of Oct. 17 in the U.S. Army's base.", 1),
    "a quote ends one": ('"We fired." He left.', 2),
    "a paragraph ends one": ("Shelling in Idlib\n\nThree died", 2),
    "a list's items are sentences": ("Overnight:\n- a drone fell\n- a shell burst", 3),
    "a tag of a paragraph ends one": ("<p>A drone fell</p><p>A shell burst</p>", 2),
}


@pytest.mark.parametrize(("text", "number"), SENTENCES.values(), ids=SENTENCES)
def test_sentences(text: str, number: int) -> None:
    assert len(tokenize(text).sentences) == number


def test_offsets_are_the_texts_own() -> None:
    document = tokenize("Two <b>rockets</b> hit Erbil.", title="Erbil hit")
    assert document.body_start == len("Erbil hit\n\n")
    assert [document.text[a:b] for a, b in zip(document.starts, document.ends, strict=True)] == list(document.tokens)


@pytest.mark.parametrize("text", ["word " * 300_000, "." * 1_000_000, "<" * 1_000_000, "9," * 500_000, "a'" * 500_000])
def test_a_long_text_is_cut_and_so_are_its_sentences(text: str) -> None:
    document = tokenize(text)
    assert len(document.text) <= MAX_CHARACTERS
    assert all(end - start <= MAX_SENTENCE for start, end in document.sentences)
