"""The systems by name: where each runs, as which processes, and what a reader of the report should know of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from bench.systems.work import Mode

ROLES: Final = ("extract", "count")


@dataclass(frozen=True)
class System:
    """One of the compared systems.

    Shapes: `environment` is a lock of bench/systems/requirements without its ending, "" for ours; `roles` are the
    processes that make one worker; `cluster` is whether all workers end when one does, and are started again together;
    `topics` are made beforehand, after the prefix: plain Faust makes its own, and then starts without having seen them;
    `settle` is how long two workers are left alone before the warm-up, s: plain Faust loses records that come while its
    partitions move, and would not get to the measurement.
    """

    name: str
    title: str
    module: str
    environment: str
    roles: tuple[str, ...] = ROLES
    cluster: bool = False
    topics: tuple[str, ...] = ()
    settle: float = 0.0

    def command(self, role: str, mode: Mode) -> list[str]:
        """Return the arguments of Python for one process."""
        if self.name == "ours" and mode == "real":
            return ["-m", "streams", "worker", role, "--log-format", "json"]
        return ["-m", self.module, role]


Name = Literal["ours", "confluent", "aiokafka", "faust", "quix", "bytewax"]

FAUST_TOPICS: Final = tuple(f"plain-{table}-changelog" for table in ("ledger", "reports", "attacks"))

SYSTEMS: Final[Mapping[str, System]] = {
    system.name: system
    for system in (
        System("ours", "this project", "bench.systems.ours", ""),
        System("confluent", "confluent-kafka loop", "bench.systems.confluent_loop", "confluent"),
        System("aiokafka", "aiokafka loop", "bench.systems.aiokafka_loop", "aiokafka"),
        System(
            "faust",
            "plain Faust",
            "bench.systems.faust_plain",
            "faust",
            roles=("all",),
            topics=FAUST_TOPICS,
            settle=8.0,
        ),
        System("quix", "Quix Streams", "bench.systems.quix", "quix"),
        System("bytewax", "Bytewax", "bench.systems.bytewax_flow", "bytewax", cluster=True),
    )
}
DRIVER: Final = "confluent"
"""The environment of the process that sends and watches."""
