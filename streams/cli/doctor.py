"""`streams doctor`: what is wrong with this installation, and what to do about it."""

import json
from dataclasses import asdict

import click

from streams.checkup import examine
from streams.cli.options import CONNECTION, with_settings
from streams.settings import Settings


@click.command()
@with_settings(*CONNECTION, "data_dir", "web_port")
@click.option("--json", "as_json", is_flag=True, help="One JSON line a finding, on stdout.")
@click.pass_context
def doctor(ctx: click.Context, settings: Settings, *, as_json: bool) -> None:
    """Look at Python, packages, data, disk, Java, page, broker, topics and workers; exit status 1 if any is wrong."""
    problems = 0
    for finding in examine(settings):
        problems += not finding.ok
        if as_json:
            click.echo(json.dumps(asdict(finding)))
            continue
        mark = click.style("ok     ", fg="green") if finding.ok else click.style("problem", fg="red")
        click.echo(f"{mark}  {finding.what}: {finding.detail}")
        if finding.remedy:
            click.echo(f"         {finding.remedy}")
    ctx.exit(1 if problems else 0)
