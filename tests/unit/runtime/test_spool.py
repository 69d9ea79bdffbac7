"""A spool is a dict whose rows are in a file: whatever is done to it, it answers as a dict would."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.runtime.spool import TAIL_BYTES, UNIT, Spool

keys = st.sampled_from("abcdefgh")
rows = st.builds(
    lambda letter, length: letter * length,
    st.sampled_from([b"x", b"\0", b"{"]),
    st.sampled_from([0, 1, UNIT - 1, UNIT, UNIT + 1, 5 * UNIT, TAIL_BYTES // 3, TAIL_BYTES + 7]),
)
steps = st.lists(st.tuples(keys, st.none() | rows), max_size=40)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("spool")


@pytest.fixture
def spool(folder: Path) -> Iterator[Spool]:
    made = Spool(folder)
    yield made
    made.close()


@given(steps=steps)
@settings(max_examples=100, deadline=None)
def test_it_answers_as_a_dict_would_whatever_is_done_to_it(folder: Path, steps: list[tuple[str, bytes | None]]) -> None:
    spool, plain = Spool(folder), dict[str, bytes]()
    for key, row in steps:
        if row is None:
            assert spool.pop(key, None) == plain.pop(key, None)
        else:
            spool[key] = plain[key] = row
    assert spool == plain
    assert {key: spool.get(key) for key in "abcdefghi"} == {key: plain.get(key) for key in "abcdefghi"}
    assert len(spool) == len(plain)
    spool.close()


def test_a_row_that_goes_leaves_a_gap_that_the_next_one_of_its_length_fills(spool: Spool) -> None:
    for number in range(20_000):
        spool[f"{number % 3}"] = b"%d" % number * 100
    assert {key: spool[key][:5] for key in spool} == {"0": b"19998", "1": b"19999", "2": b"19997"}
    assert spool.size <= 4 * 100 * 8 * 3, "it grows with the rows that are there, not with those that ever were"


def test_nothing_is_left_in_the_folder(folder: Path, spool: Spool) -> None:
    spool["a"] = b"x" * 2 * TAIL_BYTES
    assert list(folder.iterdir()) == []


def test_its_file_is_closed_with_it(folder: Path) -> None:
    before = len(list(Path("/dev/fd").iterdir()))
    Spool(folder).close()
    forgotten = Spool(folder)
    del forgotten
    assert len(list(Path("/dev/fd").iterdir())) == before


def test_nothing_is_read_from_a_file_that_was_given_back(folder: Path) -> None:
    spool = Spool(folder)
    spool["a"] = b"x" * 2 * TAIL_BYTES
    spool.close()
    with (folder / "next").open("wb"), pytest.raises(OSError, match="Bad file descriptor"):
        spool["a"]
    (folder / "next").unlink()


def test_a_row_that_the_file_no_longer_has_is_an_error_and_not_a_shorter_row(spool: Spool) -> None:
    spool["a"] = b"x" * 2 * TAIL_BYTES
    os.ftruncate(spool._file, TAIL_BYTES)  # noqa: SLF001 - as a failing disk may do
    with pytest.raises(OSError, match="bytes long in its file"):
        spool["a"]
