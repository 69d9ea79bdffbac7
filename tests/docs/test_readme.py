"""The first screen of README.md against what the demo gives."""

import re
from functools import cache

import pytest

from streams.cli.moments import counters_now
from streams.cli.tables import counters_grid, plain
from streams.cli.words import country_names
from streams.fold import fold
from streams.resources import load_lexicon
from streams.settings import Clock
from tests.conftest import ROOT
from tests.unit.seed_files import ARRIVALS

README = (ROOT / "README.md").read_text("utf-8")
CUT = "..."  # where the README leaves something out
SHOWN = re.findall(r"```text\n(Attacks counted.*?)```", README, flags=re.DOTALL)[0].splitlines()


@cache
def printed() -> list[str]:
    """Return the table of the demo, made of the same articles without Kafka; its clock is that of the events."""
    folded = fold(ARRIVALS, load_lexicon())
    counters = counters_now(folded.incidents, folded.reported, None, Clock.EVENT)
    return plain(counters_grid(counters, country_names())).splitlines()


@pytest.mark.parametrize("line", [line for line in SHOWN if line != CUT])
def test_a_line_of_the_demo_is_one_that_it_prints(line: str) -> None:
    whole = line.removesuffix(CUT)
    assert any(each == line or (line.endswith(CUT) and each.startswith(whole)) for each in printed())


def test_the_seeds_are_as_many_as_it_says() -> None:
    assert f"the {len({article.id for article in ARRIVALS})} articles of `seeds/`" in README.replace("\n", " ")


def test_every_page_is_named_and_there() -> None:
    named = set(re.findall(r"\]\(docs/([a-z]+\.md)\)", README))
    assert named == {page.name for page in (ROOT / "docs").glob("*.md")}
