"""What can be wrong with an installation, its broker and its topics, and what to do about each.

Shapes: every check is a function of the settings that returns Findings; none raises what it is there to find.
"""

import asyncio
import http.client
import json
import re
import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from typing import Final

from streams.broker.diagnosis import LEAST_FREE_MB, free_mb
from streams.broker.jars import missing_jars, read_lock
from streams.broker.java import find_java
from streams.cluster import Position, administration, group_states, positions
from streams.errors import BrokerUnreachableError, StreamsError
from streams.provision import check_topics
from streams.settings import Settings
from streams.topics import ARTICLES, DEAD_LETTERS, EVENTS, Role, group, name
from streams.web.database import is_damage
from streams.web.file import first_file, try_to_write

DISTRIBUTION: Final = "conflict-streams"
LEAST_PYTHON: Final = (3, 11)
ANSWER_SECONDS: Final = 3.0  # for whatever listens on the view's port to say what it is
SOURCES: Final[dict[Role, str]] = {"extract": ARTICLES, "count": EVENTS}


@dataclass(frozen=True)
class Finding:
    """One line of the answer. `remedy` is empty where nothing needs doing."""

    what: str
    ok: bool
    detail: str
    remedy: str = ""


def python_version(_settings: Settings) -> Iterator[Finding]:
    """Tell whether this Python is new enough."""
    found = ".".join(map(str, sys.version_info[:3]))
    ok = sys.version_info[:2] >= LEAST_PYTHON
    yield Finding("Python", ok, found, "" if ok else "Install Python 3.11 or newer and conflict-streams in it.")


def packages(_settings: Settings) -> Iterator[Finding]:
    """Tell our version, and whether the packages that we pin exactly are the pinned ones."""
    try:
        yield Finding(DISTRIBUTION, ok=True, detail=version(DISTRIBUTION))
        needed = requires(DISTRIBUTION) or []
    except PackageNotFoundError:
        yield Finding(DISTRIBUTION, ok=False, detail="not installed", remedy="Run `make setup`, or pip install it.")
        return
    for requirement in needed:
        if pinned := re.fullmatch(r"([A-Za-z0-9._-]+)==([^;\s]+)", requirement):
            yield _pinned(pinned.group(1), pinned.group(2))


def _pinned(package: str, wanted: str) -> Finding:
    try:
        found = version(package)
    except PackageNotFoundError:
        found = "missing"
    remedy = "" if found == wanted else f"Install exactly {package}=={wanted}: we rely on its internals."
    return Finding(package, found == wanted, found, remedy)


def data_files(_settings: Settings) -> Iterator[Finding]:
    """Tell whether the gazetteer and lexicons can be read."""
    from streams.resources import load_lexicon  # noqa: PLC0415 - heavy, and what it may say is what we are here for

    try:
        load_lexicon()
    except (StreamsError, OSError, ValueError, LookupError) as error:
        yield Finding(
            "data", ok=False, detail=f"{type(error).__name__}: {error}", remedy="Run `make data`, or reinstall."
        )
    else:
        yield Finding("data", ok=True, detail="gazetteer and lexicons can be read")


def disk(settings: Settings) -> Iterator[Finding]:
    """Tell how much space is left where the broker keeps its records."""
    free = free_mb(settings.data_dir)
    remedy = (
        "" if free >= LEAST_FREE_MB else "Free some space there, or set STREAMS_DATA_DIR to a folder on another disk."
    )
    yield Finding("disk", not remedy, f"{free:,} MB free for {settings.data_dir}", remedy)


def java(settings: Settings) -> Iterator[Finding]:
    """Tell what would run the embedded broker; nothing where the user has a broker."""
    if settings.brokers:
        return
    try:
        found = find_java()
    except StreamsError as error:
        yield Finding("Java", ok=False, detail="none that is new enough", remedy=str(error))
        return
    yield Finding("Java", ok=True, detail=f"{found.version}, from {found.origin} ({found.command})")
    lock = read_lock()
    missing = len(missing_jars(settings.data_dir / "jars", lock))
    detail = f"{lock.roots[0]}, {len(lock.sha256) - missing} of {len(lock.sha256)} jars are here"
    yield Finding("Kafka", ok=True, detail=detail + (", the others are fetched at the first start" if missing else ""))


def broker(settings: Settings) -> Iterator[Finding]:
    """Tell whether the broker answers and the topics are right."""
    try:
        nodes = asyncio.run(_nodes(settings))
    except BrokerUnreachableError as error:
        yield Finding("broker", ok=False, detail="does not answer", remedy=str(error))
        return
    yield Finding("broker", ok=True, detail=f"{nodes} at {settings.bootstrap_servers}")
    try:
        check_topics(settings)
    except StreamsError as error:
        yield Finding("topics", ok=False, detail="not as the settings want them", remedy=str(error))
        return
    yield Finding("topics", ok=True, detail="all there, as the settings want them")
    yield from _workers(settings)
    yield _dead_letters(settings)


async def _nodes(settings: Settings) -> str:
    async with administration(settings) as client:
        count = len((await client.describe_cluster())["brokers"])
        return f"{count} broker{'s' if count > 1 else ''}"


def page(settings: Settings) -> Iterator[Finding]:
    """Tell whether the page is there, and whether a view could listen and write."""
    from streams.web.pages import STATIC  # noqa: PLC0415 - a web server and all it needs, for one check of many

    built = (STATIC / "index.html").is_file()
    yield Finding(
        "page",
        built,
        "built" if built else "not built: the view has its API, and no page",
        "" if built else "Run `make` in the repository, or reinstall.",
    )
    yield _view_port(settings)
    yield _view_file(settings)


def _view_port(settings: Settings) -> Finding:
    from streams.web.server import NoPlaceError, listening  # noqa: PLC0415 - the same

    what, host, port = "view's port", settings.web_host, settings.web_port
    try:
        with listening(host, port):
            return Finding(what, ok=True, detail=f"{host}, port {port}: free" if port else "any free one")
    except NoPlaceError as error:
        if _view_answers(host, port):
            return Finding(what, ok=True, detail=f"{host}, port {port}: a view answers there")
        remedy = "Stop what listens there, or set STREAMS_WEB_PORT to another port, or to 0 for any free one."
        return Finding(what, ok=False, detail=f"{host}, port {port}: {error.detail}", remedy=remedy)


def _view_answers(host: str, port: int) -> bool:
    client = http.client.HTTPConnection(host, port, timeout=ANSWER_SECONDS)
    try:
        client.request("GET", "/health/live")
        return bool(json.loads(client.getresponse().read(1_000)) == {"alive": True})
    except (OSError, http.client.HTTPException, ValueError):
        return False
    finally:
        client.close()


def _view_file(settings: Settings) -> Finding:
    what, path = "view's file", first_file(settings)
    try:
        try_to_write(path)
    except (OSError, sqlite3.Error) as error:
        if isinstance(error, sqlite3.Error) and is_damage(error):
            return Finding(what, ok=True, detail=f"{path} is damaged; the next view makes it again from the topics")
        remedy = "Set STREAMS_DATA_DIR to a folder that can be written in; the file comes back from the topics."
        return Finding(what, ok=False, detail=f"{path}: {error}", remedy=remedy)
    return Finding(what, ok=True, detail=f"{path} can be written" if path.exists() else f"{path}: not made yet")


def _positions(settings: Settings) -> dict[str, Position]:
    wanted = {name(settings, source): group(settings, role) for role, source in SOURCES.items()}
    return {each.topic: each for each in asyncio.run(positions(settings, wanted))}


def _workers(settings: Settings) -> Iterator[Finding]:
    states = asyncio.run(group_states(settings, [group(settings, role) for role in SOURCES]))
    found = _positions(settings)
    for (role, source), state in zip(SOURCES.items(), states, strict=True):
        lag = found[name(settings, source)].lag
        detail = f"group {state.name}: {state.state}, members {state.members}, {lag:,} records of {source} wait"
        remedy = (
            "" if state.members else f"No {role} worker runs: start one with `streams up` or `streams worker {role}`."
        )
        yield Finding(f"{role} workers", bool(state.members), detail, remedy)


def _dead_letters(settings: Settings) -> Finding:
    topic = name(settings, DEAD_LETTERS)
    (found,) = asyncio.run(positions(settings, {topic: f"{settings.topic_prefix}doctor"}))
    return Finding(
        "dead letters",
        ok=True,
        detail=f"{found.lag:,} parked" + (": `streams dead-letters list` says why" if found.lag else ""),
    )


CHECKS: Final[tuple[Callable[[Settings], Iterator[Finding]], ...]] = (
    python_version,
    packages,
    data_files,
    disk,
    java,
    page,
    broker,
)


def examine(settings: Settings) -> Iterator[Finding]:
    """Yield what every check finds, as it is found."""
    for check in CHECKS:
        yield from check(settings)
