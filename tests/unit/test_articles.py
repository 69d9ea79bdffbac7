"""Article JSON lines: what is taken, and the sentence for what is not."""

import json
from datetime import UTC, datetime

import pytest

from schemas import Reason
from streams.articles import ArticleLine, BadLine, filled, parse_article, read_lines
from streams.errors import BadRecordError

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)
MOST = 1000

BAD = {
    "not UTF-8": (b'{"body": "\xff"}', "not UTF-8: byte 0xff at position 10"),
    "cut off": (b'{"body": "x"', "not JSON: "),
    "not JSON at all": (b"<html>", "not JSON: "),
    "NaN is no JSON": (b'{"body": "x", "score": NaN}', "not JSON: "),
    "half of a surrogate pair": (b'{"body": "\\ud800"}', "not JSON: "),
    "an array": (b'["x"]', "not a valid record: an article is a JSON object, this is an array"),
    "null": (b"null", "not a valid record: an article is a JSON object, this is null"),
    "a number": (b"5", "not a valid record: an article is a JSON object, this is a number"),
    "no body": (b'{"id": "a"}', "not a valid record: body is missing"),
    "empty body": (b'{"id": "a", "body": ""}', "not a valid record: body: String should have at least 1 character"),
    "wrong type": (b'{"id": "a", "body": 5}', "not a valid record: body: Input should be a valid string"),
    "two wrong": (
        b'{"id": 1, "body": 5}',
        "not a valid record: body: Input should be a valid string (and 1 more)",
    ),
    "an id that could not be derived is not told": (
        b'{"title": 5, "body": "x"}',
        "not a valid record: title: Input should be a valid string",
    ),
    "moment without a zone": (
        b'{"body": "x", "published_at": "2023-11-22T00:00:00"}',
        "not a valid record: published_at: Input should have timezone info",
    ),
    "newer schema": (
        b'{"schema_version": 2, "body": "x"}',
        "newer schema version: schema_version is 2, this release reads up to 1",
    ),
    "too large": (
        b'{"body": "' + b"x" * MOST + b'"}',
        "too large: the article has 1,012 bytes, at most 1,000 are taken",
    ),
}


@pytest.mark.parametrize(("raw", "sentence"), BAD.values(), ids=BAD)
def test_a_bad_line_is_told_in_one_sentence(raw: bytes, sentence: str) -> None:
    with pytest.raises(BadRecordError) as raised:
        parse_article(raw, MOST)
    assert str(raised.value).startswith(sentence)
    assert "\n" not in str(raised.value)
    assert raised.value.reason in set(Reason)


def test_an_article_of_exactly_the_most_bytes_is_taken() -> None:
    raw = b'{"body":"' + b"x" * (MOST - 11) + b'"}'
    assert len(raw) == MOST
    assert len(parse_article(raw, MOST).body) == MOST - 11


def test_lines_are_numbered_with_blank_ones_skipped() -> None:
    lines = [b'\xef\xbb\xbf{"body": "first"}\r\n', b"\n", b"  \n", b"nonsense\n", b'{"body": "last"}']
    first, bad, last = read_lines(lines, lambda: NOW, MOST)
    assert isinstance(first, ArticleLine)
    assert (first.number, first.article.body, first.article.published_at) == (1, "first", NOW)
    assert isinstance(bad, BadLine)
    assert str(bad).startswith("line 4: not JSON: ")
    assert isinstance(last, ArticleLine)
    assert last.number == 5


def test_a_byte_order_mark_inside_a_file_is_no_part_of_json() -> None:
    (bad,) = read_lines([b'\xef\xbb\xbf{"body": "x"}'], lambda: NOW, MOST, first=2)
    assert isinstance(bad, BadLine)


def test_a_given_moment_is_kept() -> None:
    (line,) = read_lines([b'{"body": "x", "published_at": "2023-11-22T00:00:00Z"}'], lambda: NOW, MOST)
    assert isinstance(line, ArticleLine)
    assert line.article.published_at == datetime(2023, 11, 22, tzinfo=UTC)


def line_of(raw: str) -> ArticleLine:
    (line,) = read_lines([raw.encode()], lambda: NOW, MOST)
    assert isinstance(line, ArticleLine)
    return line


FILLED = {
    "id and moment are filled in": (
        '{"url": "u", "body": "é", "mine": [1.50, {"deep": null}]}',
        {"url": "u", "body": "é", "mine": [1.5, {"deep": None}], "published_at": "2024-05-01T12:00:00Z"},
    ),
    "a null moment is filled in": (
        '{"id": "a", "body": "x", "published_at": null}',
        {"id": "a", "body": "x", "published_at": "2024-05-01T12:00:00Z"},
    ),
    "a given moment stays as it was written": (
        '{"body": "x", "published_at": "2023-11-22T02:00:00+02:00"}',
        {"body": "x", "published_at": "2023-11-22T02:00:00+02:00"},
    ),
}


@pytest.mark.parametrize(("raw", "expected"), FILLED.values(), ids=FILLED)
def test_what_is_missing_is_filled_in(raw: str, expected: dict[str, object]) -> None:
    line = line_of(raw)
    value = filled(line, MOST)
    assert json.loads(value) == {**expected, "id": line.article.id}
    assert parse_article(value, MOST) == line.article


def test_a_whole_article_is_sent_byte_by_byte() -> None:
    raw = '{ "id":"a",  "published_at":"2023-11-22T00:00:00Z", "body":"\\u00e9", "n": 1.50 }'
    assert filled(line_of(raw), MOST) == raw.encode()


def test_filling_in_can_make_an_article_too_large() -> None:
    line = line_of('{"body":"' + "x" * (MOST - 11) + '"}')
    with pytest.raises(BadRecordError, match=r"^too large: the article has 1,\d\d\d bytes"):
        filled(line, MOST)
