"""Write kafka.lock.json: resolve the coordinates anew and note the SHA-256 of every jar. `make lock` runs it."""

import json
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from jgo.maven import MavenContext

from streams.broker.jars import AT_ONCE, LOCK, digest, fetch_with_jgo

ROOTS: Final = (
    "org.apache.kafka:kafka_2.13:4.4.0",
    "org.slf4j:slf4j-simple:1.7.36",  # writes the log to stderr; of the slf4j that Kafka 4.4 brings
)


def resolve(folder: Path) -> list[str]:
    """Return the coordinates of all jars that the roots need at run time."""
    context = MavenContext(repo_cache=folder)
    given, needed = context.resolver.resolve([context.create_dependency(root) for root in ROOTS])
    jars = [*given, *(one for one in needed if one.scope in ("compile", "runtime"))]
    return sorted(f"{jar.groupId}:{jar.artifactId}:{jar.version}" for jar in jars)


def write_lock(path: Path) -> None:
    """Resolve, fetch, and write the lock."""
    with tempfile.TemporaryDirectory() as scratch, ThreadPoolExecutor(AT_ONCE) as pool:
        folder = Path(scratch)
        jars = resolve(folder)
        digests = pool.map(lambda jar: digest(fetch_with_jgo(jar, folder)), jars)
        lock = {"roots": list(ROOTS), "sha256": dict(zip(jars, digests, strict=True))}
    path.write_text(json.dumps(lock, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_lock(Path(__file__).with_name(LOCK))
