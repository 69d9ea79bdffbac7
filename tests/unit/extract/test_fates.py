"""What the injured owe to the killed: those that died later are no longer hurt, the dead are not the wounded."""

import pytest

from streams.extract.fates import find_deaths, given, survivors
from streams.extract.links import INJURED
from tests.unit.extract.reading import Bounds, bounds, incidents, marked, options

# Text, killed, the numbers of survivors that are offered.
HURT: dict[str, tuple[str, int, list[int]]] = {
    "one of four has died": ("Four men were shot near Durban on Sunday. One of them later died.", 1, [3]),
    "four, told twice": (
        "Four men were shot near Durban on Sunday. The four men were shot in a bar. One has died.", 1, [3, 3],
    ),
    "nobody has died": ("Four men were shot near Durban on Sunday. One of them left hospital.", 1, []),
    "all of them have died": ("Four men were shot near Durban on Sunday. They died in hospital.", 4, [0]),
    "the only one has died": ("A man was wounded near Durban on Sunday. He later died in hospital.", 1, [0]),
    "the only one, told first of his death": (
        "A man has died after being wounded near Durban on Sunday, the police said.", 1, [0],
    ),
    "the dead were found, nobody died later": (
        "A man was wounded near Durban on Sunday. Another was found dead.", 1, [],
    ),
    "whose death comes first is another": (
        "A man later died. The bullets wounded a porter near Durban on Sunday.", 1, [],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "killed", "offered"), HURT.values(), ids=HURT)
def test_those_that_died_are_no_longer_hurt(text: str, killed: int, offered: list[int]) -> None:
    found = survivors(marked(text), options(text, INJURED), killed, find_deaths(marked(text)))
    assert [one.value for one in found] == offered


# Text, killed, what the answer `one` owes to that.
OWED: dict[str, tuple[str, int, set[str]]] = {
    "another is apart from the dead": (
        "A guard was killed and another wounded near Durban on Sunday.", 1, {"fo=1=True", "fw=wounded=", "fl=1=4"},
    ),
    "dead two sentences on": (
        "A guard was wounded near Durban on Sunday. The police came. He later died.", 2, {"fl=1<2", "fo=1<False"},
    ),
    "found dead is not later": (
        "A guard was wounded near Durban on Sunday. A cook was found dead.", 1, {"fl=1=4", "fd=1=1"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "killed", "owed"), OWED.values(), ids=OWED)
def test_what_the_wounded_owe_to_the_dead(text: str, killed: int, owed: set[str]) -> None:
    read = marked(text)
    one = next(option for option in options(text, INJURED) if "1t=wounded" in option.facts)
    assert owed <= set(given(read, one, killed, find_deaths(read)))


# Text, killed, injured.
TOLD: dict[str, tuple[str, Bounds | None, Bounds | None]] = {
    "who was shot has died": (
        "A man who was shot in the head in Tampa, Florida, on Sunday has died, police said. He was pronounced dead.",
        (1, 1, 1), (0, 0, 0),
    ),
    "shot and killed, nobody was hurt before": (
        "Gunmen shot and killed a judge at his home in Kirkuk, Iraq, on Sunday, the police said.", (1, 1, 1), None,
    ),
    "one dead, another wounded": (
        "A guard was killed and another wounded when gunmen fired at a bank in Kirkuk, Iraq, on Sunday.",
        (1, 1, 1), (1, 1, 1),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "killed", "injured"), TOLD.values(), ids=TOLD)
def test_figures(text: str, killed: Bounds | None, injured: Bounds | None) -> None:
    (found,) = incidents(text)
    assert (bounds(found.killed), bounds(found.injured)) == (killed, injured)
