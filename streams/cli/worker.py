"""`streams worker`: one of the two Faust workers, in the foreground."""

import sys
from typing import TYPE_CHECKING, Final, cast

import click

from streams.cli.options import CONNECTION, with_settings
from streams.settings import Settings

if TYPE_CHECKING:
    from streams.logs import Format

HEEDED: Final = (
    "partitions",
    "clock",
    "worker_name",
    "data_dir",
    "batch_size",
    "batch_seconds",
    "session_seconds",
    "liveness_seconds",
    "stop_seconds",
    "max_article_bytes",
    "extract_processes",
    "log_level",
)


@click.command()
@click.argument("role", type=click.Choice(["extract", "count"]))
@click.option(
    "--log-format",
    type=click.Choice(["json", "plain"]),
    envvar="STREAMS_LOG_FORMAT",
    show_envvar=True,
    help="How log lines look; plain on a terminal, JSON elsewhere.",
)
@with_settings(*CONNECTION, *HEEDED)
def worker(settings: Settings, role: str, log_format: str | None) -> None:
    """Run a worker: `extract` makes events of articles, `count` makes incidents and counters of events.

    It logs to stderr, and stops on Ctrl-C or SIGTERM. In doubt it ends with exit status 70 and the reason in its log,
    to be started again at once by whatever supervises it (`streams up` does): nothing is lost by that.
    """
    from streams import logs  # noqa: PLC0415 - Faust takes a second to import, and --help should not wait for it
    from streams.app import make_count_app, make_extract_app  # noqa: PLC0415 - the same
    from streams.clock import wall  # noqa: PLC0415 - the same
    from streams.provision import check_topics  # noqa: PLC0415 - the same
    from streams.resources import load_lexicon  # noqa: PLC0415 - the same
    from streams.runtime.application import run  # noqa: PLC0415 - the same
    from streams.runtime.ending import end_process  # noqa: PLC0415 - the same

    logs.install(settings.log_level, cast("Format | None", log_format))
    check_topics(settings)  # a send to a topic that does not exist would hang Faust, and its SIGTERM, for ever
    extracts = role == "extract"
    app = make_extract_app(settings, load_lexicon(), wall) if extracts else make_count_app(settings, wall)
    run(app, settings.stop_seconds, end_process)
    sys.exit(0)
