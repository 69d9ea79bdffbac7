"""The sentences that say so, with their offsets into the body."""

from collections.abc import Iterable, Sequence
from typing import Final

from schemas import Evidence
from streams.extract.text import Document

LONGEST: Final = 1_000  # characters of a sentence; of a longer one, the part around the trigger
MOST: Final = 6  # sentences an event


def collect(document: Document, body: str, tokens: Iterable[int]) -> tuple[Evidence, ...]:
    """Return the body's sentences that hold these tokens, in their order, each once.

    Shapes: `Evidence.sentence` is `body[start:end]`, to the character. A token of the title gives none.
    """
    chosen: dict[int, int] = {}
    for token in tokens:
        chosen.setdefault(document.sentence_of[token], token)
    ranges = [found for sentence in list(chosen)[:MOST] if (found := _range(document, sentence, chosen[sentence]))]
    return tuple(Evidence(sentence=body[start:end], start=start, end=end) for start, end in sorted(ranges))


def _range(document: Document, sentence: int, token: int) -> tuple[int, int] | None:
    first, last = document.sentences[sentence]
    first, last = _unquoted(document.tokens, first, last)
    start = document.start_of(first) - document.body_start
    end = document.sentence_end(sentence) - document.body_start
    if start < 0:
        return None
    if end - start > LONGEST:
        middle = document.start_of(token) - document.body_start
        start = max(start, middle - LONGEST // 2)
        end = min(end, start + LONGEST)
    return start, end


def _unquoted(tokens: Sequence[str], first: int, last: int) -> tuple[int, int]:
    """Leave a bullet that opens a sentence out."""
    while last - first > 1 and tokens[first] in ("-", "*", "•", "–"):  # noqa: RUF001 - a dash as papers write it
        first += 1
    return first, last
