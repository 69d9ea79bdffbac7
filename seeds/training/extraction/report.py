"""The table of figures in docs/extraction.md."""

import re
from typing import Final

from seeds.training.extraction.data import ROOT

PAGE: Final = ROOT / "docs" / "extraction.md"
BEGIN: Final = "<!-- figures: written by `make evaluate` -->"
END: Final = "<!-- end of figures -->"
_LINE: Final = re.compile(
    r"(?:ok|LOW)\s+(?P<set>\S+)\s+(?P<figure>\S+)\s+(?P<value>\S+)\s+baseline\s+(?P<baseline>\S+)\s+"
    r"minimum\s+(?P<minimum>\S+)\s+stretch\s+(?P<stretch>\S+)"
)


def table(printed: str) -> str:
    """Return what the evaluation printed as a table in Markdown."""
    rows = ["| set | figure | cross-validated | baseline | minimum | stretch |", "|---|---|---|---|---|---|"]
    rows += ["| " + " | ".join(found[name] for name in _LINE.groupindex) + " |" for found in _LINE.finditer(printed)]
    return "\n".join(rows)


def insert(printed: str) -> None:
    """Put the table between the page's two marks. Raises ValueError where they are missing."""
    page = PAGE.read_text(encoding="utf-8")
    head, begin, rest = page.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not (begin and end):
        message = f"{PAGE.name} has no place for the figures: {BEGIN} and {END}"
        raise ValueError(message)
    PAGE.write_text(f"{head}{BEGIN}\n{table(printed)}\n{END}{tail}", encoding="utf-8")
