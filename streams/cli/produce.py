"""`streams produce`: Article JSON lines onto the topic `articles`."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import click
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from streams import publish
from streams.articles import BadLine
from streams.cli.files import STDIN, articles_argument, opened
from streams.cli.options import CONNECTION, with_settings
from streams.cli.talk import plural, run
from streams.settings import Settings

OnProgress = Callable[[publish.Progress], None]

_TITLE: Final = "Sending"


@click.command()
@with_settings(*CONNECTION, "max_article_bytes")
@articles_argument
def produce(settings: Settings, articles: str) -> None:
    """Send the articles of FILE (JSON lines; .gz is unpacked; - is stdin) to the topic articles.

    Every article is acknowledged by the broker before the command ends. One without an id gets it from its url, else
    from source, title and body; one without published_at gets the time of sending. A bad line is named by number and
    reason and not sent, the others are; the exit status is 1 then.
    """
    with opened(articles) as file, _shown(articles) as on_progress:
        done = run(publish.publish(settings, publish.chunks(file), on_progress, _name))
    click.echo(f"{plural(done.written, 'article')} sent, {plural(done.bad, 'bad line')}", err=True)
    if done.bad:
        sys.exit(1)


def _name(line: BadLine) -> None:
    click.echo(str(line), err=True)


@contextmanager
def _shown(path: str) -> Iterator[OnProgress]:
    """Give what shows progress: a bar of the bytes read when stderr is a terminal, nothing otherwise."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _: None
        return
    plain = path != STDIN and not path.endswith(".gz")
    total = Path(path).stat().st_size if plain else None  # of a pipe or packed data the length is not known
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(_TITLE, total=total)

        def show(progress: publish.Progress) -> None:
            said = f"{_TITLE}: {plural(progress.written, 'article')}"
            bar.update(task, completed=progress.read_bytes, description=said)

        yield show
