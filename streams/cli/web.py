"""`streams web`: the view of the topics in a browser, in the foreground."""

import logging
from typing import TYPE_CHECKING, Final, cast

import click

from streams.cli.options import CONNECTION, with_settings
from streams.settings import Settings

if TYPE_CHECKING:
    from streams.logs import Format

HEEDED: Final = ("clock", "data_dir", "log_level")
PORT_DEFAULT: Final = Settings.model_fields["web_port"].default
HOST_DEFAULT: Final = Settings.model_fields["web_host"].default


@click.command()
@click.option(
    "--host",
    envvar="STREAMS_WEB_HOST",
    show_envvar=True,
    help=f"{Settings.model_fields['web_host'].description}  [default: {HOST_DEFAULT}]",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    envvar="STREAMS_WEB_PORT",
    show_envvar=True,
    help=f"{Settings.model_fields['web_port'].description}  [default: {PORT_DEFAULT}]",
)
@click.option("--insecure", is_flag=True, help="Listen beyond this machine without STREAMS_WEB_TOKEN.")
@click.option("--open", "browse", is_flag=True, help="Open the page in a browser once the view answers.")
@click.option(
    "--log-format",
    type=click.Choice(["json", "plain"]),
    envvar="STREAMS_LOG_FORMAT",
    show_envvar=True,
    help="How log lines look; plain on a terminal, JSON elsewhere.",
)
@with_settings(*CONNECTION, *HEEDED)
def web(  # noqa: PLR0913 - one argument an option
    settings: Settings, host: str | None, port: int | None, log_format: str | None, *, insecure: bool, browse: bool
) -> None:
    """Show the counters, incidents and corrections in a browser, as they come.

    It reads the topics by itself and asks no worker; without a broker it shows what it knew last. Its file in the data
    folder may be deleted at any time. It logs to stderr, and stops on Ctrl-C or SIGTERM.
    """
    from streams import logs  # noqa: PLC0415 - FastAPI takes a second to import, and --help should not wait for it
    from streams.clock import wall  # noqa: PLC0415 - the same
    from streams.web.server import access, serve  # noqa: PLC0415 - the same

    logs.install(settings.log_level, cast("Format | None", log_format))
    # aiokafka tells of a lost broker many times a second; our state and one line of our log say it once.
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    given = {name: value for name, value in (("web_host", host), ("web_port", port)) if value is not None}
    settings = settings.model_copy(update=given)
    serve(settings, wall, access(settings, insecure=insecure), lambda address: _tell(address, browse=browse))


def _tell(address: str, *, browse: bool) -> None:
    click.echo(f"The view is at {address}. Ctrl-C stops it.", err=True)
    if browse:
        click.launch(address)
