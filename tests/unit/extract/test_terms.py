import pytest

from streams.extract.terms import MOST_NAMES, terms_of
from streams.extract.text import tokenize

CASES = {
    "names, not the first word of a sentence": ("Rockets hit Daquq. Hamdan fled with Tariq.", ("daquq", "tariq")),
    "the possessive": ("They fled Daquq's market.", ("daquq",)),
    "an article of Arabic names": ("It fell near al-Rutba.", ("rutba",)),
    "no name, though it begins with one": ("The Zuhair-backed men left.", ()),
    "no day or month": ("They came on Friday in November.", ()),
    "everyday words with a capital": ("They told the Police.", ()),
    "ages": ("A 34-year-old guard and Tariq, 7, and a boy 9 years old.", ("tariq", "34", "7", "9")),
    "no age": ("They fired 34 rockets, 7 of them at night.", ()),
    "house numbers": ("It was in the 900 block of North Oak Road.", ("900 block",)),
}


@pytest.mark.parametrize(("text", "terms"), CASES.values(), ids=CASES)
def test_terms(text: str, terms: tuple[str, ...]) -> None:
    found = terms_of(tokenize(text))
    assert tuple(term for term in found if term not in {"north", "oak", "road"}) == terms


def test_terms_are_bounded_whatever_the_text() -> None:
    document = tokenize(" ".join(f"the Q{chr(97 + n % 26)}x{chr(97 + n // 26)}z" for n in range(500)))
    assert len(terms_of(document)) <= MOST_NAMES
