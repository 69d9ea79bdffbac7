"""Reading the pages of docs/."""

import re
from typing import Final

from tests.conftest import ROOT

DOCS: Final = ROOT / "docs"


def page(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


def sections(text: str, heading: str) -> dict[str, str]:
    """Return the text below each heading such as `## `, up to the next heading of any level, by the heading's code."""
    found: dict[str, str] = {}
    for part in re.split(r"^(?=#+ )", text, flags=re.MULTILINE):
        first, _, rest = part.partition("\n")
        if first.startswith(f"{heading} `"):
            name = first.removeprefix(f"{heading} `").removesuffix("`")
            assert name not in found, f"{name} is there twice"
            found[name] = rest
    return found
