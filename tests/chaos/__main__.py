"""`python -m tests.chaos`: break everything, then compare. One JSON line a seed on stdout, progress on stderr."""

import logging
import sys
import tempfile
from pathlib import Path

import click
import orjson

from streams.settings import Settings
from tests.chaos.disarm import GUARDS
from tests.chaos.run import RATE, Options, chaos
from tests.chaos.schedule import BROKER_ENDS, EVERY_KIND


@click.command()
@click.option("--seed", default=1, show_default=True, help="The first seed.")
@click.option("--seeds", default=1, show_default=True, help="How many seeds, one after the other.")
@click.option("--kills", default=0, help="The long form: so many SIGKILLs, with other faults between them.")
@click.option("--articles", default=20_000, show_default=True, help="Records sent at least.")
@click.option("--rate", default=RATE, show_default=True, help="Records a second during the faults.")
@click.option(
    "--only", multiple=True, type=click.Choice((*EVERY_KIND, *BROKER_ENDS)), help="Only these faults; repeatable."
)
@click.option("--without", multiple=True, type=click.Choice(tuple(GUARDS)), help="Switch a guard off; repeatable.")
@click.option("--keep", type=click.Path(path_type=Path), help="Keep logs and the broker's records under this folder.")
def main(  # noqa: PLR0913, PLR0917 - an argument an option
    seed: int,
    seeds: int,
    kills: int,
    articles: int,
    rate: float,
    only: tuple[str, ...],
    without: tuple[str, ...],
    keep: Path | None,
) -> None:
    """Run workers and a broker of their own under a seeded schedule of faults, and compare every topic with the truth.

    Exit status 1 if any seed was not exact.
    """
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)  # a broker that is away is what we want
    options = Options(articles=articles, kills=kills, only=only, rate=rate, guards_off=",".join(without))
    jars = Settings(_env_file=None).data_dir
    failed = 0
    for each in range(seed, seed + seeds):
        with tempfile.TemporaryDirectory(prefix="chaos-") as scratch:
            folder = keep / f"seed-{each}" if keep else Path(scratch)
            folder.mkdir(parents=True, exist_ok=True)
            result = chaos(each, options, folder, jars)
        failed += not result["exact"]
        sys.stdout.write(orjson.dumps(result).decode() + "\n")
        sys.stdout.flush()
    sys.exit(1 if failed else 0)


main(prog_name="python -m tests.chaos")
