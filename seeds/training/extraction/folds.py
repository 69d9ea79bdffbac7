"""Which rows a model may not have seen when it is measured on them."""

from collections.abc import Iterable, Mapping
from typing import Final
from zlib import crc32

from schemas import Article
from seeds.training.extraction.data import Row, text_key

FOLDS: Final = 5  # a fifth is left out each time; with more, the parts grow too small to tell apart


def fold_of(row: Row) -> int:
    """Return a row's fold: of its text, or of the incident it is one of several articles on. Always the same."""
    return crc32(row.group.encode()) % FOLDS


class Folds:
    """The fold of each text that may have been learnt from."""

    def __init__(self, rows: Iterable[Row]) -> None:
        """Take all rows that are learnt from."""
        self._by_text: Mapping[str, int] = {text_key(row.article.body): fold_of(row) for row in rows}

    def of(self, article: Article) -> int | None:
        """Return the fold of an article, None for a text that nothing was learnt from."""
        return self._by_text.get(text_key(article.body))
