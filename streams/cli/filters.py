"""`streams extract` and `streams fold`: plain filters over Article JSON lines, without Kafka."""

import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

import click
from pydantic_core import to_json

from schemas import Article, Reason, Statement
from streams.articles import ArticleLine, BadLine, read_lines
from streams.cli.files import articles_argument, opened
from streams.cli.moments import as_of_option, counters_now
from streams.cli.options import with_settings
from streams.cli.talk import plural
from streams.errors import BadRecordError
from streams.settings import Settings


class _Lines:
    """The good articles of a file; bad lines are named on stderr and counted in `bad`."""

    def __init__(self, file: Iterable[bytes], settings: Settings) -> None:
        self.bad = 0
        self._lines = read_lines(file, lambda: datetime.now(UTC), settings.max_article_bytes)

    def __iter__(self) -> Iterator[ArticleLine]:
        for line in self._lines:
            if isinstance(line, BadLine):
                self.name(str(line))
            else:
                yield line

    def name(self, sentence: str) -> None:
        """Say on stderr which line is bad and why."""
        self.bad += 1
        click.echo(sentence, err=True)

    def finish(self) -> None:
        """End with exit status 1 if any line was bad."""
        if self.bad:
            click.echo(plural(self.bad, "bad line"), err=True)
            sys.exit(1)


@click.command()
@with_settings("max_article_bytes")
@click.option("--explain", is_flag=True, help="Print why instead: what was weighed, what won, what was rejected.")
@articles_argument
def extract(settings: Settings, articles: str, *, explain: bool) -> None:
    """Print the events of each article of ARTICLES (JSON lines; - is stdin), without Kafka.

    One line an article, in order: {"article_id": ..., "events": [...]}; with --explain readable text instead. A bad
    line is named on stderr and gives none; the exit status is 1 then.
    """
    from streams.extract import extract as extract_events  # noqa: PLC0415 - only this command needs the engine
    from streams.extract.explain import explain as explained  # noqa: PLC0415 - the same
    from streams.extract.explain import lines as written  # noqa: PLC0415 - the same
    from streams.resources import load_lexicon  # noqa: PLC0415 - the same

    lexicon = load_lexicon()
    out = click.get_binary_stream("stdout")
    with opened(articles) as file:
        lines = _Lines(file, settings)
        for line in lines:
            try:
                if explain:
                    told = "\n".join(written(explained(line.article, lexicon, dated=line.dated)))
                    said = f"{told}\n\n".encode("utf-8", "replace")
                else:
                    said = _events_line(line.article, extract_events(line.article, lexicon, dated=line.dated))
            except Exception as error:  # noqa: BLE001 - the worker parks such an article and goes on; so does the filter
                lines.name(str(BadLine(line.number, _failure(error))))
            else:
                out.write(said)
    out.flush()
    lines.finish()


@click.command()
@with_settings("max_article_bytes", "clock")
@click.option("--counters", is_flag=True, help="Print the counters of each country instead of the incidents.")
@as_of_option
@articles_argument
def fold(settings: Settings, articles: str, *, counters: bool, as_of: datetime | None) -> None:
    """Print the incidents that ARTICLES (JSON lines; - is stdin) give, without Kafka, as JSON lines.

    With --counters: the same bytes as `streams counters --json` prints for the same articles and --as-of. A bad line
    is named on stderr and left out; the exit status is 1 then.
    """
    from streams.fold import fold as fold_articles  # noqa: PLC0415 - only this command needs engine and projection
    from streams.resources import load_lexicon  # noqa: PLC0415 - the same

    if as_of and not counters:
        message = "--as-of needs --counters: incidents have no window."
        raise click.UsageError(message)
    with opened(articles) as file:
        lines = _Lines(file, settings)
        folded = fold_articles((line.article for line in lines), load_lexicon())
        for parked in folded.parked:
            lines.name(f"article {parked.article_id}: {_failure(parked.error)}")
    out = click.get_binary_stream("stdout")
    records = counters_now(folded.incidents, folded.reported, as_of, settings.clock) if counters else folded.incidents
    for record in records:
        out.write(record.model_dump_json().encode() + b"\n")
    out.flush()
    lines.finish()


def _failure(error: Exception) -> BadRecordError:
    return BadRecordError(Reason.FAILED, f"{type(error).__name__}: {error}")


def _events_line(article: Article, statements: Iterable[Statement]) -> bytes:
    events = ",".join(statement.model_dump_json() for statement in statements)
    return b'{"article_id":%b,"events":[%b]}\n' % (to_json(article.id), events.encode())
