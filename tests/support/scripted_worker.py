"""`python -m tests.support.scripted_worker worker ROLE`: the real worker with the extraction of scripted.py.

CRASH_AFTER=STEP:BATCH ends it as SIGKILL would, right after that step (outputs, projections, state, ack) of that batch
(counted from 1, only batches that have such a step).
"""

# ruff: noqa: ANN401 - it stands in for interfaces of Faust and aiokafka that have no types

import os
import signal
from collections import Counter
from typing import Any

import streams.agents
import streams.resources
from streams.cli import main
from streams.runtime.commit import Committer
from streams.runtime.tables import PartitionedTable
from tests.support import scripted


class Crasher:
    """Counts the steps of a worker and kills it at the one that was asked for."""

    def __init__(self, wanted: str) -> None:
        self._step, _, batch = wanted.partition(":")
        self._batch = int(batch)
        self._seen: Counter[str] = Counter()

    def after(self, step: str) -> None:
        self._seen[step] += 1
        if step == self._step and self._seen[step] == self._batch:
            os.kill(os.getpid(), signal.SIGKILL)

    def install(self) -> None:
        send, put_many, batch = Committer.send, PartitionedTable.put_many, Committer._batch  # noqa: SLF001 - to crash in it

        async def sending(committer: Committer, outputs: Any) -> None:
            await send(committer, outputs)
            self.after("outputs")

        async def putting(table: PartitionedTable, rows: Any) -> None:
            await put_many(table, rows)
            if rows:
                self.after("state" if table.name in ("ledger", "reports") else "projections")

        async def acking(committer: Committer, *args: Any) -> None:
            await batch(committer, *args)
            self.after("ack")

        for owner, name, crashing in (
            (Committer, "send", sending),
            (PartitionedTable, "put_many", putting),
            (Committer, "_batch", acking),
        ):
            setattr(owner, name, crashing)


if __name__ == "__main__":
    vars(streams.agents)["extract"] = scripted.extract
    vars(streams.resources)["load_lexicon"] = lambda: None
    if os.environ.get("CRASH_AFTER"):
        Crasher(os.environ["CRASH_AFTER"]).install()
    main(prog_name="streams")
