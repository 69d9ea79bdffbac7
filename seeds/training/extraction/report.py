"""The measured tables in docs/extraction.md."""

import re
from typing import Final

from seeds.training.extraction.data import ROOT

PAGE: Final = ROOT / "docs" / "extraction.md"
FIGURES: Final = "figures"
RELIABILITY: Final = "reliability"
"""What the page has places for: between `<!-- figures: ... -->` and `<!-- end of figures -->`."""
LOWER_IS_BETTER: Final = ("fa", "count_error", "rel_err")
_LINE: Final = re.compile(
    r"(?:ok|LOW)\s+(?P<set>\S+)\s+(?P<figure>\S+)\s+(?P<value>\S+)\s+baseline\s+(?P<baseline>\S+)\s+"
    r"minimum\s+(?P<minimum>\S+)\s+stretch\s+(?P<stretch>\S+)"
)


def table(printed: str) -> str:
    """Return what the evaluation printed as a table in Markdown."""
    rows = ["| set | figure | cross-validated | baseline | minimum | stretch |", "|---|---|---|---|---|---|"]
    rows += ["| " + " | ".join(found[name] for name in _LINE.groupindex) + " |" for found in _LINE.finditer(printed)]
    return "\n".join([*rows, "", distance(printed)])


def distance(printed: str) -> str:
    """Return how far the figures are from their stretch, on average; one beyond it counts as there."""
    short = []
    for found in _LINE.finditer(printed):
        if found["value"] != "-":
            gap = float(found["stretch"]) - float(found["value"])
            short.append(max(0.0, -gap if found["figure"].endswith(LOWER_IS_BETTER) else gap))
    mean = sum(short) / len(short) if short else 0.0
    there = short.count(0.0)
    return f"Average distance to stretch: {mean:.3f} over {len(short)} figures, {there} of them there or beyond."


def insert(what: str, content: str) -> None:
    """Put content between two marks of the page. Raises ValueError where they are missing."""
    page = PAGE.read_text(encoding="utf-8")
    found = re.search(rf"(<!-- {what}: [^\n]*-->\n).*?(<!-- end of {what} -->)", page, re.DOTALL)
    if found is None:
        message = f"{PAGE.name} has no place for the {what}"
        raise ValueError(message)
    PAGE.write_text(f"{page[: found.end(1)]}{content}\n{page[found.start(2) :]}", encoding="utf-8")
