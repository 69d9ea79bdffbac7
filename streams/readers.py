"""Extraction spread over processes of one worker: STREAMS_EXTRACT_PROCESSES.

Python runs one thread at a time, so a worker uses one core however many there are. Here the texts of a batch are read
by child processes, and everything else stays where it was: the batch waits for all of them, and then folds their
answers in the order of the log. So order and exactness do not depend on it. A child that dies breaks the pool: the
batch fails and the worker ends, to be started again. A worker that dies takes its children with it: they look for it
every second.
"""

import asyncio
import os
import signal
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Final

from schemas import Article, Statement
from streams.extract import extract
from streams.resources import load_lexicon

CHUNK: Final = 8  # articles that go to a child together: more, and one child has the long ones; fewer, and pipes cost
WATCH_SECONDS: Final = 1.0
ORPHANED: Final = 70  # exit status, as of a worker in doubt


@dataclass(frozen=True, slots=True)
class Failed:
    """What the extraction of one article raised: `TypeError: why`."""

    error: str


Said = tuple[Statement, ...] | Failed


class Readers:
    """So many processes that read articles. They start with the first batch; each takes the memory of the lexicon."""

    def __init__(self, processes: int) -> None:
        """Start nothing yet."""
        self._pool = ProcessPoolExecutor(processes, get_context("spawn"), _begin, (os.getpid(),))

    async def read(self, articles: Sequence[Article]) -> list[Said]:
        """Return what each article asserts, in the same order.

        Errors: MemoryError as it is; BrokenProcessPool when a process died. What else extraction raises is a Failed.
        """
        loop = asyncio.get_running_loop()
        chunks = [articles[first : first + CHUNK] for first in range(0, len(articles), CHUNK)]
        answers = [loop.run_in_executor(self._pool, read, chunk) for chunk in chunks]
        return [said for answer in await asyncio.gather(*answers) for said in answer]

    def close(self) -> None:
        """End the processes."""
        self._pool.shutdown()


def read(articles: Sequence[Article]) -> list[Said]:
    """Read articles in this process."""
    return [_said(article) for article in articles]


def _said(article: Article) -> Said:
    try:
        return extract(article, load_lexicon())
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, the article is parked with it
        return Failed(f"{type(error).__name__}: {error}")


def _begin(parent: int) -> None:
    """Prepare a child: Ctrl-C is for the worker, which ends its children, and none of them outlives it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent,), name="parent-guard", daemon=True).start()
    load_lexicon()


def _end_with(parent: int) -> None:
    """End this process once its parent is gone; a killed parent can't tell us."""
    while os.getppid() == parent:
        time.sleep(WATCH_SECONDS)
    os._exit(ORPHANED)
