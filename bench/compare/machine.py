"""What the figures were measured on: without it they say nothing."""

import os
import platform
import subprocess
from pathlib import Path
from typing import Any

import psutil

from bench.compare.environments import LOCKS, ROOT

PACKAGES = ("confluent-kafka", "aiokafka", "faust-streaming", "quixstreams", "bytewax", "pydantic", "orjson")


def machine() -> dict[str, Any]:
    """Return processor, cores, memory, Python, packages by environment, the commit, and how busy the machine was."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_gb": round(psutil.virtual_memory().total / 2**30),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()}",
        "commit": commit(),
        "load_before": round(os.getloadavg()[0], 1),
        "versions": {lock.stem: _versions(lock) for lock in sorted(LOCKS.glob("*.txt"))},
    }


def commit() -> str:
    """Return the commit, with a word where the tree differs from it; "" outside a clone."""
    try:
        head = _git("rev-parse", "--short=10", "HEAD")
        changed = _git("status", "--porcelain", "--untracked-files=no", "--", "streams", "schemas", "bench")
    except (OSError, subprocess.CalledProcessError):
        return ""
    return f"{head}, with changes" if changed else head


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, check=True, text=True)  # noqa: S603, S607 - the developer's git
    return done.stdout.strip()


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()


def _versions(lock: Path) -> dict[str, str]:
    pinned = [line.split(" ")[0].split("==") for line in lock.read_text().splitlines() if "==" in line.split(" ")[0]]
    return {name: version for name, version in pinned if name in PACKAGES}
