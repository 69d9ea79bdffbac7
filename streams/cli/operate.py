"""Commands that run something: `streams up`, `demo`, `broker` and `topics`."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import click
from rich.console import Console
from rich.progress import Progress

from streams.broker import EmbeddedBroker
from streams.broker.ports import free_port, is_free
from streams.cli.options import CONNECTION, with_settings
from streams.cli.talk import run
from streams.demo import Pace, StalledError, pace, ready, seed_lines
from streams.provision import ensure_topics
from streams.settings import Clock, Settings
from streams.stack import Place, Stack
from streams.supervise import StopRequested, stop_signals

LOCAL: Final = (*CONNECTION, "data_dir", "web_port")
DEFAULT_PORT: Final = Settings.model_fields["broker_port"].default
POLL_SECONDS: Final = 0.1
ASK_SECONDS: Final = 0.5  # between two questions to the broker; more often slows what it asks about
READY_SECONDS: Final = 120.0  # a worker that reloads a million reports takes eight
STALLED_SECONDS: Final = 60.0  # a worker gets its partitions within 15


def _say(message: str) -> None:
    click.echo(message, err=True)


@contextmanager
def _until_asked_to_stop() -> Iterator[None]:
    """End quietly on Ctrl-C or SIGTERM, once everything inside has stopped."""
    with stop_signals():
        try:
            yield
        except StopRequested:
            return


def _await_workers(stack: Stack) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while not ready(stack.settings):
        if time.monotonic() > deadline:
            _say(f"The workers have no partitions after {READY_SECONDS:.0f} s; still trying. See their messages above.")
            return
        _wait(stack, ASK_SECONDS)


def _wait(stack: Stack, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        stack.poll()
        time.sleep(POLL_SECONDS)


def _run_for_ever(stack: Stack) -> None:
    while True:
        _wait(stack, ASK_SECONDS)


@click.command()
@with_settings(*LOCAL, "clock")
def up(settings: Settings) -> None:
    """Run everything on this machine: the broker (unless --brokers names one), topics, workers and the view.

    It stays in the foreground; Ctrl-C stops all of it.
    """
    place = Place(settings.broker_port, settings.data_dir / "broker")
    with _until_asked_to_stop(), Stack(settings, place, _say) as stack:
        _await_workers(stack)
        option = "" if settings.brokers or place.port == DEFAULT_PORT else f" --broker-port {place.port}"
        _say(
            f"Ready. Kafka is at {stack.settings.bootstrap_servers}. The page is at {stack.page}. In another terminal: "
            f"streams produce{option} FILE, streams counters{option}, streams tail{option} events. "
            "Ctrl-C stops everything."
        )
        _run_for_ever(stack)


@click.command()
@with_settings(*LOCAL)
@click.option("--exit", "leave", is_flag=True, help="Stop everything and exit once the table is printed.")
def demo(settings: Settings, *, leave: bool) -> None:
    """Publish the articles in seeds/ to a broker of its own and print the counters that they give.

    Everything is kept in a folder of its own, and the clock is the articles' (event time), as they are not of today.
    """
    folder = settings.data_dir / "demo"
    folder.mkdir(parents=True, exist_ok=True)
    port = settings.broker_port if is_free(settings.broker_port) else free_port()
    prefix = settings.topic_prefix or ("demo-" if settings.brokers else "")
    settings = settings.model_copy(update={"clock": Clock.EVENT, "topic_prefix": prefix})
    place = Place(port, folder / "broker", folder / "workers.log")
    with _until_asked_to_stop(), Stack(settings, place, _say) as stack:
        _publish(stack)
        _show_progress(stack, folder / "workers.log")
        _print_counters(stack.settings)
        if leave:
            return
        address, option = stack.settings.bootstrap_servers, f" --topic-prefix {prefix}" if prefix else ""
        _say(
            f"The page is at {stack.page}. Kafka is at {address}; in another terminal: "
            f"streams incidents --brokers {address} --clock event{option}. Ctrl-C stops everything."
        )
        _run_for_ever(stack)


def _publish(stack: Stack) -> None:
    from streams.publish import publish  # noqa: PLC0415 - not for `streams broker`

    sent = run(publish(stack.settings, seed_lines(), lambda _: None, lambda line: _say(f"Not sent: {line}")))
    _say(f"Published {sent.written} articles")


def _show_progress(stack: Stack, log: Path) -> None:
    """Show how far the workers are until they are done: bars on a terminal, else a line whenever something moved."""
    console = Console(stderr=True)
    with Progress(console=console, disable=not console.is_terminal, transient=True) as bars:
        extracting, counting = bars.add_task("Extracting"), bars.add_task("Counting")
        last, moved = Pace(0, 0, 0, 0), time.monotonic()
        while not last.done:
            now = pace(stack.settings)
            if now != last:
                last, moved = now, time.monotonic()
                bars.update(extracting, total=now.articles, completed=now.extracted)
                bars.update(counting, total=now.events, completed=now.counted)
                if not console.is_terminal:
                    _say(f"Extracted {now.extracted} of {now.articles} articles, counted {now.counted} of {now.events}")
            elif time.monotonic() - moved > STALLED_SECONDS:
                raise StalledError(STALLED_SECONDS, log)
            _wait(stack, 0 if now.done else ASK_SECONDS)


def _print_counters(settings: Settings) -> None:
    from streams.cli.read import counters  # noqa: PLC0415 - it reads topics, which `streams broker` does not

    click.get_current_context().invoke(
        counters,
        brokers=settings.bootstrap_servers,
        broker_port=settings.broker_port,
        topic_prefix=settings.topic_prefix,
        clock=settings.clock,
        countries=(),
        window=None,
        as_of=None,
        form=None,
    )
    sys.stdout.flush()


@click.command()
@with_settings("broker_port", "data_dir")
def broker(settings: Settings) -> None:
    """Run the embedded broker alone, in the foreground, on 127.0.0.1; Ctrl-C stops it."""
    with _until_asked_to_stop(), EmbeddedBroker(settings, progress=_say) as running:
        _say(f"Kafka is at {running.address}. Ctrl-C stops it.")
        while not running.ended():
            time.sleep(POLL_SECONDS)
        raise running.failure()


@click.command()
@with_settings(*CONNECTION, "partitions", "replication_factor", "min_insync_replicas")
def topics(settings: Settings) -> None:
    """Create the topics that are missing and check the others; exit status 0 when all are right."""
    created = ensure_topics(settings)
    for name in created:
        click.echo(name)
    _say(f"Created {len(created)} topics; all are as the settings want them.")
