"""Cutting a file into chunks of lines, without a broker."""

import io

import pytest

from streams import publish


@pytest.mark.parametrize("size", [1, 2, 3, 5, 1000])
@pytest.mark.parametrize("text", [b"", b"\n", b"a", b"a\n", b"a\n\nbb\nccc", b"a\n\nbb\nccc\n", b"aaaaaaaa\nb"])
def test_chunks_hold_each_line_once(text: bytes, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publish, "CHUNK_BYTES", size)
    lines = [line for chunk in publish.chunks(io.BytesIO(text)) for line in chunk]
    assert lines == text.removesuffix(b"\n").split(b"\n") or (lines == [] and not text)


def test_lines_of_a_pipe_that_pauses_are_given_at_once() -> None:
    class Pipe(io.RawIOBase):
        """Gives a line and a half, then fails if it is asked again before that line was taken."""

        def __init__(self) -> None:
            self.asked = 0

        def read1(self, _size: int) -> bytes:
            self.asked += 1
            assert self.asked == 1, "asked for more before giving what is there"
            return b"first\nsec"

    assert next(publish.chunks(Pipe())) == [b"first"]  # type: ignore[arg-type] # as much of a file as is read
