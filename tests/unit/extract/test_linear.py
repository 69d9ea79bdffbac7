"""Reading takes time in proportion to the text, whatever its structure: counted in steps of Python, not in seconds."""

import sys
from types import FrameType
from typing import Any, Final

import pytest

from streams.extract import extract
from streams.extract.text import MAX_CHARACTERS
from tests.unit.extract.reading import LEXICON, article

OPENING: Final = (
    "A bomb killed 12 people in the city of Kabul on Monday, the police said, and it was the third attack. "
)
SLACK: Final = 1.25  # twice the text may take so much more than twice the steps
STRUCTURES: Final = {
    "no full stop": "killed 12 people and wounded 30 in Gaza ",
    "one word": "attack",
    "numbers": "12 killed, ",
    "hyphens": "one-two-attack-",
    "points": "U.S.",
    "capitals": "Bomb Kills Al Anbar New York ",
    "tags left open": "<p ",
    "tags": "<div><b>Bomb killed 12</b></div>",
    "quotes": "\u201cattack\u2019s ",
    "combining marks": "bomb killed e\u0301\u0301\u0301 ",
    "other digits": "killed \u0661\u0662 ",
    "line ends": "bomb\n\n- killed\n",
    "lists": "a man, his wife, two sons and a guard were killed, ",
    "attacks": "A bomb killed 12 people in Kabul on Monday. ",
    "totals": "US forces were attacked 66 times since Oct. 17 in Iraq and Syria, ",
    "dates": "on Oct. 17 at 9 p.m. and last night in Iraq, ",
}


def steps(characters: int, piece: str) -> int:
    """Return how many instructions the interpreter executes for a text of so many characters."""
    body = (OPENING + piece * (characters // len(piece) + 1))[:characters]
    told = article(body)
    extract(told, LEXICON)  # what is kept from text to text is kept
    executed = 0

    def count(frame: FrameType, event: str, _: object) -> Any:  # noqa: ANN401 - as sys.settrace has it
        nonlocal executed
        if event == "call":
            frame.f_trace_opcodes, frame.f_trace_lines = True, False
        executed += event == "opcode"
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        extract(told, LEXICON)
    finally:
        sys.settrace(before)
    return executed


@pytest.mark.parametrize("piece", STRUCTURES.values(), ids=STRUCTURES)
def test_twice_the_text_takes_twice_the_steps(piece: str) -> None:
    half, whole = steps(MAX_CHARACTERS // 4, piece), steps(MAX_CHARACTERS // 2, piece)
    assert half > 0
    assert whole < 2 * SLACK * half


@pytest.mark.parametrize("piece", [STRUCTURES["no full stop"], STRUCTURES["attacks"]])
def test_a_longer_text_takes_no_more_steps_than_one_cut_there(piece: str) -> None:
    assert steps(4 * MAX_CHARACTERS, piece) < SLACK * steps(MAX_CHARACTERS, piece)
