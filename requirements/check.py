"""Check the locks without resolving anything: they satisfy pyproject.toml, have hashes, and name no registry."""

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HERE: Final = Path(__file__).parent
ROOT: Final = HERE.parent
LOCKS: Final = {
    "uv.txt": (),
    "run.txt": ("project",),
    "build.txt": ("build",),
    "dev.txt": ("project", "dev"),
}
ENTRY: Final = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)")
BENCH: Final = ROOT / "bench" / "systems" / "requirements"
JAR_LOCK: Final = ROOT / "streams" / "broker" / "kafka.lock.json"


def wanted(project: dict[str, Any], group: str) -> Iterator[Requirement]:
    """Yield the requirements of a dependency group, or of the project itself."""
    if group == "project":
        yield from map(Requirement, project["project"]["dependencies"])
        return
    for entry in project["dependency-groups"][group]:
        if isinstance(entry, str):
            yield Requirement(entry)
        else:
            yield from wanted(project, entry["include-group"])


def problems(name: str, text: str, requirements: list[Requirement]) -> Iterator[str]:
    """Yield what is wrong with one lock, a sentence each."""
    entries = re.split(r"\n(?=[A-Za-z0-9])", "\n" + text)[1:]
    versions = {}
    for entry in entries:
        found = ENTRY.match(entry)
        if found is None:
            yield f"requirements/{name}: not a pinned package: {entry.splitlines()[0]}"
            continue
        versions[canonicalize_name(found.group(1))] = found.group(2)
        if "--hash=sha256:" not in entry:
            yield f"requirements/{name}: {found.group(1)} has no hash"
    if "://" in text or re.search(r"^--?(i|f|index|extra|find)", text, re.MULTILINE):
        yield f"requirements/{name} names a registry or a folder"
    for requirement in requirements:
        version = versions.get(canonicalize_name(requirement.name))
        if version is None or not requirement.specifier.contains(version, prereleases=True):
            yield f"requirements/{name} has {requirement.name} {version}, pyproject.toml asks for {requirement}"


def jar_problems(raw: dict[str, Any]) -> Iterator[str]:
    """Yield what is wrong with the lock of Kafka's jars."""
    for jar, digest in raw["sha256"].items():
        if jar.count(":") != 2 or not re.fullmatch(r"[0-9a-f]{64}", digest):  # noqa: PLR2004 - group:artifact:version
            yield f"{JAR_LOCK.name}: {jar}: {digest} is not group:artifact:version and SHA-256"
    for root in raw["roots"]:
        if root not in raw["sha256"]:
            yield f"{JAR_LOCK.name} lacks {root}"


def main() -> int:
    """Print every problem and return how the check went, as an exit status."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found = list(jar_problems(json.loads(JAR_LOCK.read_text(encoding="utf-8"))))
    build = {str(Requirement(each)) for each in project["build-system"]["requires"]}
    if lacking := build - {str(each) for each in wanted(project, "build")}:
        found.append(f"the group build lacks what build-system.requires: {sorted(lacking)}")
    for name, groups in LOCKS.items():
        requirements = [each for group in groups for each in wanted(project, group)]
        found += problems(name, (HERE / name).read_text(encoding="utf-8"), requirements)
    for lock in sorted(BENCH.glob("*.txt")):
        text = lock.with_suffix(".in").read_text(encoding="utf-8")
        requirements = [Requirement(line) for line in text.splitlines() if line and not line.startswith("#")]
        found += problems(f"../{lock.relative_to(ROOT)}", lock.read_text(encoding="utf-8"), requirements)
    for problem in found:
        sys.stderr.write(f"{problem}. Run `make lock`.\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
