"""Build the data that ships, `streams/extract/data`, from the tables here and pinned packages.

`python seeds/build.py`, or with file names (`lexicons.json`) only those. Offline, and the same bytes every time from
the same sources; tests/unit/test_shipped_data.py compares.
"""

import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

if not __package__:  # run as a script: `python seeds/build.py`
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import orjson

from seeds.builders.gazetteer import build_names, countries
from seeds.builders.pack import pack
from seeds.builders.sources import GAZETTEER, SEEDS, read_rows, stamp, tables

DATA: Final = SEEDS.parent / "streams" / "extract" / "data"
_WORDS: Final = frozenset(
    ["acronyms", "common", "places", "stop", "stop_learnt"]
)  # tables of the gazetteer that are looked up as words
NAMES: Final = tuple(path for path in tables() if path.parent == GAZETTEER and path.stem not in _WORDS)
WORD_LISTS: Final = tuple(path for path in tables() if path not in NAMES)


def render_gazetteer() -> bytes:
    """Return the packed gazetteer."""
    return pack(build_names(), stamp(NAMES))


def render_lexicons() -> bytes:
    """Return the word lists and the countries, with the digest of each source that gave them."""
    words: dict[str, set[str]] = defaultdict(set)
    for path in WORD_LISTS:
        for word, *column in read_rows(path, 1):
            words[f"{path.stem}.{column[0]}" if column else path.stem].add(word)
    content = {
        "sources": stamp(WORD_LISTS),
        "countries": countries(),
        "words": {name: sorted(members) for name, members in sorted(words.items())},
    }
    return orjson.dumps(content, option=orjson.OPT_INDENT_2) + b"\n"


RENDER: Final[dict[str, Callable[[], bytes]]] = {"gazetteer.bin": render_gazetteer, "lexicons.json": render_lexicons}


def main(names: Sequence[str] = ()) -> None:
    """Write the files named, or every one."""
    DATA.mkdir(parents=True, exist_ok=True)
    for name in names or RENDER:
        DATA.joinpath(name).write_bytes(RENDER[name]())


if __name__ == "__main__":
    main(sys.argv[1:])
