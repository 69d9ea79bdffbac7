"""`streams dead-letters`: what was parked and why, and back to where it came from."""

import re
import sys
from contextlib import aclosing
from typing import Any, Final

import click
import orjson

from schemas import DeadLetter, Reason
from streams import dead_letters as letters
from streams.cli.options import CONNECTION, with_settings
from streams.cli.tables import Grid, show
from streams.cli.talk import plural, run
from streams.cli.words import clean
from streams.settings import Settings

_REF: Final = re.compile(r"\d+/\d+")

_COLUMNS: Final = ("letter", "parked at", "came from", "key", "reason", "error", "put back")

_reason_option: Final = click.option(
    "--reason",
    type=click.Choice([reason.value for reason in Reason], case_sensitive=False),
    help="Only letters that were parked for this reason.",
)


class Ref(click.ParamType):
    """PARTITION/OFFSET of a letter on the topic dead-letters."""

    name = "partition/offset"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return it as `list` prints it."""
        text = str(value)
        if not _REF.fullmatch(text):
            self.fail(
                f"{text!r} is not PARTITION/OFFSET, such as 3/12, as `streams dead-letters list` prints it.", param, ctx
            )
        partition, _, offset = text.partition("/")
        return f"{int(partition)}/{int(offset)}"


@click.group(name="dead-letters")
def dead_letters() -> None:
    """Show the records that could not be processed, and put them back."""


@dead_letters.command(name="list")
@with_settings(*CONNECTION)
@_reason_option
@click.option("--waiting", is_flag=True, help="Only letters that were not put back yet.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON lines, with the parked bytes in base64.")
def list_letters(settings: Settings, reason: str | None, *, waiting: bool, as_json: bool) -> None:
    """Print what was parked, why, and whether it was put back since."""
    run(_list(settings, reason, waiting=waiting, as_json=as_json))


@dead_letters.command()
@with_settings(*CONNECTION)
@click.option("--all", "everything", is_flag=True, help="Put back every letter that was not put back yet.")
@_reason_option
@click.option("--dry-run", is_flag=True, help="Say what would be put back, and send nothing.")
@click.argument("refs", metavar="[PARTITION/OFFSET]...", type=Ref(), nargs=-1)
def replay(settings: Settings, refs: tuple[str, ...], reason: str | None, *, everything: bool, dry_run: bool) -> None:
    """Send parked records back to the topics that they came from: same bytes, same key.

    Name letters as `streams dead-letters list` shows them, or take --all or --reason. A letter named by
    PARTITION/OFFSET is put back even if it was before; --all and --reason leave those out.
    """
    if bool(refs) == bool(everything or reason):
        message = "Name letters by PARTITION/OFFSET, or take --all or --reason: one or the other."
        raise click.UsageError(message)

    seen: set[str] = set()

    def chosen(each: letters.Parked) -> bool:
        seen.add(each.ref)
        return each.ref in refs if refs else not each.replayed and _has(each.letter, reason)

    picked = run(letters.pick(settings, chosen))
    if not dry_run and picked.refs:
        run(letters.put_back(settings, picked))
    for ref in picked.refs:
        click.echo(ref)
    click.echo(f"{plural(len(picked.refs), 'letter')} {'would be ' if dry_run else ''}put back", err=True)
    problems = [*picked.problems, *(f"There is no letter {ref}." for ref in refs if ref not in seen)]
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        sys.exit(1)


async def _list(settings: Settings, reason: str | None, *, waiting: bool, as_json: bool) -> None:
    rows = []
    out = click.get_binary_stream("stdout")
    async with aclosing(letters.parked(settings)) as found:
        async for each in found:
            if (waiting and each.replayed) or not _has(each.letter, reason):
                continue
            if as_json:
                out.write(_json(each))
            else:
                rows.append(_row(each))
    if as_json:
        out.flush()
    else:
        rows.sort(key=lambda row: row[1])  # by the time of parking; partitions are read side by side
        title = plural(len(rows), "dead letter") if rows else "No dead letters"
        show(Grid(title, _COLUMNS, tuple(rows)))


def _row(each: letters.Parked) -> tuple[str, ...]:
    put_back = "yes" if each.replayed else "no"
    letter = each.letter
    if letter is None:
        return (each.ref, "", "", "", "", "not a dead letter of ours", put_back)
    return (
        each.ref,
        f"{letter.parked_at:%Y-%m-%dT%H:%M:%SZ}",
        f"{clean(letter.topic)} {letter.partition}/{letter.offset}",
        clean((letter.key or b"").decode(errors="replace")),
        letter.reason.value,
        clean(letter.error),
        put_back,
    )


def _json(each: letters.Parked) -> bytes:
    shown: dict[str, Any] = {"letter": each.ref, "put_back": each.replayed}
    if each.letter:
        shown |= orjson.loads(each.letter.model_dump_json())
    return orjson.dumps(shown, option=orjson.OPT_APPEND_NEWLINE)


def _has(letter: DeadLetter | None, reason: str | None) -> bool:
    return reason is None or (letter is not None and letter.reason.value == reason)
