"""Python's cyclic collector, kept away from the state: it would look through all of it, again and again."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_away() -> Iterator[None]:
    """Load state with the collector off, and leave out of its later rounds whatever is there at the end.

    It took a fifth of the time of a load, and with a million reports held each of its full rounds stops the worker for
    a second or two. State must have no cycles, then what is dropped goes at once; a test of projections sees to it.
    """
    gc.collect()  # what is there at the end is never looked at again: let it not be garbage
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
