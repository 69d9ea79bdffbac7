"""Extraction in processes of their own says what it says in this one, in the same order."""

import asyncio
from collections.abc import Iterator

import pytest

import streams.readers
from schemas import Article
from streams.extract import extract
from streams.readers import Failed, Readers, read
from streams.resources import load_lexicon
from tests.unit.seed_files import ARRIVALS


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    made = Readers(2)
    yield made
    made.close()


def test_every_article_is_read_as_here_and_in_order(readers: Readers) -> None:
    said = asyncio.run(readers.read(ARRIVALS))
    assert said == [extract(article, load_lexicon()) for article in ARRIVALS]
    assert sum(map(bool, said)) > 50


def test_nothing_to_read_is_nothing_said(readers: Readers) -> None:
    assert asyncio.run(readers.read([])) == []


class BrokenError(Exception):
    pass


def fail(article: Article, _lexicon: object) -> object:
    raise {"bad": BrokenError("it broke"), "huge": MemoryError()}[article.id]


def made(name: str) -> Article:
    return Article(id=name, body="x")


def test_what_extraction_raises_is_told_for_that_article(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams.readers, "extract", fail)
    assert read([made("bad")]) == [Failed("BrokenError: it broke")]


def test_a_lack_of_memory_is_not_the_articles_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams.readers, "extract", fail)
    with pytest.raises(MemoryError):
        read([made("huge")])
