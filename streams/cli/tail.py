"""`streams tail`: records of a topic as JSON lines."""

import base64
import sys
from contextlib import aclosing
from datetime import UTC, datetime
from typing import Any, Final

import click
import orjson
from aiokafka import ConsumerRecord

from streams import reader
from streams.cli.options import CONNECTION, with_settings
from streams.cli.talk import run
from streams.settings import Settings
from streams.topics import ARTICLES, CORRECTIONS, COUNTERS, DEAD_LETTERS, EVENTS, INCIDENTS, LEDGER, REPORTS

SHORT_NAMES: Final = (ARTICLES, EVENTS, INCIDENTS, COUNTERS, CORRECTIONS, DEAD_LETTERS, LEDGER, REPORTS)


@click.command()
@with_settings(*CONNECTION)
@click.option("--from-beginning", is_flag=True, help="Print the records that are there first, then the new ones.")
@click.option("-n", "--limit", type=click.IntRange(min=1), help="End after so many records.")
@click.option("--exit", "ends", is_flag=True, help="Print the records that are there, and end: no new ones.")
@click.argument("topic", type=click.Choice(SHORT_NAMES), metavar="TOPIC")
def tail(settings: Settings, topic: str, limit: int | None, *, from_beginning: bool, ends: bool) -> None:
    """Print the records of TOPIC as JSON lines, as they come; Ctrl-C ends it.

    TOPIC is articles, events, incidents, counters, corrections, dead-letters, ledger or reports, without any prefix.
    A line has topic, partition, offset, timestamp, key and value. The value is the record's JSON, null where it is a
    tombstone; bytes that are not JSON are shown in base64, with "value_encoding": "base64" beside them.
    """
    try:
        run(_print(settings, topic, limit, from_beginning=from_beginning or ends, follow=not ends))
    except KeyboardInterrupt:  # how one ends it
        sys.stdout.flush()


async def _print(settings: Settings, topic: str, limit: int | None, *, from_beginning: bool, follow: bool) -> None:
    out = click.get_binary_stream("stdout")
    left = limit
    async with aclosing(reader.records(settings, topic, from_beginning=from_beginning, follow=follow)) as records:
        async for record in records:
            out.write(line(record))
            if follow:
                out.flush()  # whoever watches a pipe sees each record when it comes
            if left is not None:
                left -= 1
                if left == 0:
                    break
    out.flush()


def line(record: ConsumerRecord[bytes, bytes]) -> bytes:
    """Return the line that shows a record."""
    shown: dict[str, Any] = {
        "topic": record.topic,
        "partition": record.partition,
        "offset": record.offset,
        "timestamp": datetime.fromtimestamp(record.timestamp / 1000, UTC),
        **_text("key", record.key),
        **_json("value", record.value),
    }
    return orjson.dumps(shown, option=orjson.OPT_APPEND_NEWLINE | orjson.OPT_UTC_Z)


def _text(field: str, data: bytes | None) -> dict[str, Any]:
    if data is None:
        return {field: None}
    try:
        return {field: data.decode()}
    except UnicodeDecodeError:
        return _base64(field, data)


def _json(field: str, data: bytes | None) -> dict[str, Any]:
    if data is None:
        return {field: None}
    try:
        parsed = orjson.loads(data)
    except orjson.JSONDecodeError:
        return _base64(field, data)
    # As it was written, so that no number is rounded on the way; parsed only where it would take several lines.
    return {field: parsed if b"\n" in data or b"\r" in data else orjson.Fragment(data)}


def _base64(field: str, data: bytes) -> dict[str, Any]:
    return {field: base64.b64encode(data).decode(), f"{field}_encoding": "base64"}
