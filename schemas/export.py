"""`python -m schemas.export`: write the JSON Schema of every record into schemas/json/.

With --check nothing is written; the exit status is 1 when a file differs or when this release could not read what the
last one wrote. With --release the present schemas become those of the last release, in schemas/json/released/.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter

from schemas.article import Article
from schemas.compatibility import breaks
from schemas.correction import Correction
from schemas.counters import CountryCounters
from schemas.dead_letter import DeadLetter
from schemas.event import EVENT
from schemas.incident import Incident

FOLDER: Final = Path(__file__).parent / "json"
RELEASED: Final = "released"
DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

RECORDS: Final[dict[str, TypeAdapter[Any]]] = {
    "article": TypeAdapter(Article),
    "event": EVENT,
    "incident": TypeAdapter(Incident),
    "country_counters": TypeAdapter(CountryCounters),
    "correction": TypeAdapter(Correction),
    "dead_letter": TypeAdapter(DeadLetter),
}
"""Every record that crosses a topic, by the name of its file."""


def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of a record, as it is read."""
    return {"$schema": DIALECT, "title": name, **RECORDS[name].json_schema(mode="validation")}


def render(name: str) -> str:
    """Return the text of a record's file."""
    return json.dumps(schema(name), indent=2, ensure_ascii=False) + "\n"


def stale(folder: Path = FOLDER) -> list[str]:
    """Return the files of `folder` that are not what the code gives."""
    wanted = {f"{name}.json": render(name) for name in RECORDS}
    found = {path.name: path.read_text("utf-8") for path in folder.glob("*.json")}
    return sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))


def broken(folder: Path = FOLDER) -> list[str]:
    """Return why this release could not read what the last one wrote, a clause each."""
    problems: list[str] = []
    for path in sorted((folder / RELEASED).glob("*.json")):
        found = breaks(json.loads(path.read_text("utf-8")), schema(path.stem)) if path.stem in RECORDS else ["is gone"]
        problems += [f"{path.stem}: {clause}" for clause in found]
    return problems


def write(folder: Path) -> None:
    """Write the schemas into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in RECORDS:
        (folder / f"{name}.json").write_text(render(name), "utf-8")


def main(arguments: list[str] | None = None) -> int:
    """Do what the options say; return the exit status."""
    parser = argparse.ArgumentParser(description="Write the JSON Schema of every record into schemas/json/.")
    parser.add_argument("--check", action="store_true", help="Write nothing; exit status 1 when something differs.")
    parser.add_argument("--release", action="store_true", help="Keep the present schemas as those of the last release.")
    options = parser.parse_args(arguments)
    if options.check:
        problems = [f"{name} is stale: run `python -m schemas.export`" for name in stale()]
        problems += [f"{clause}; raise SCHEMA_VERSION and release it by --release" for clause in broken()]
        sys.stderr.writelines(f"{problem}\n" for problem in problems)
        return 1 if problems else 0
    write(FOLDER)
    if options.release:
        write(FOLDER / RELEASED)
    return 0


if __name__ == "__main__":
    sys.exit(main())
