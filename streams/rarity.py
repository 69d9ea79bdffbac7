"""How rare a word is in news: a fixed table, so that no report's score depends on what else has arrived."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import orjson

TABLE: Final = "rarity.json"


@dataclass(frozen=True, slots=True)
class Rarity:
    """Rarity of words.

    Units: tenths of ln(texts / texts with the word), in whole numbers, so that sums of them do not depend on the order
    of adding: 0 is a word of every text, `unknown` that of a word which the table does not have.
    Source: docs/data.md; made by seeds/training/rarity.py.
    """

    unknown: int
    words: Mapping[str, int]

    def of(self, word: str) -> int:
        """Return the rarity of a word in lower case; a word with digits in it is as rare as any."""
        return self.words.get(word, self.unknown)


@cache
def rarity() -> Rarity:
    """Return the table that ships with the package; read once a process. Data, like the code beside it."""
    table = orjson.loads(files("streams").joinpath(TABLE).read_bytes())
    return Rarity(table["unknown"], table["words"])
