"""An environment of its own for every system: they ask for versions of the same packages that exclude each other."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
LOCKS: Final = ROOT / "bench" / "systems" / "requirements"
CACHE: Final = ROOT / ".tools" / "bench"


def python_of(name: str, say: Callable[[str], None]) -> Path:
    """Return the interpreter of an environment, made and filled now where it is missing or its lock has changed.

    Shapes: "" is ours, the one that runs this.
    Errors: CalledProcessError, when a package can't be had; what was begun is removed.
    """
    if not name:
        return Path(sys.executable)
    lock = LOCKS / f"{name}.txt"
    made_of = lock.read_bytes() + sys.version.encode()
    folder = CACHE / f"{name}-{hashlib.sha256(made_of).hexdigest()[:12]}"
    python = folder / "bin" / "python"
    done = folder / "complete"
    if done.exists():
        return python
    say(f"Installing {lock.relative_to(ROOT)} into {folder.relative_to(ROOT)}")
    shutil.rmtree(folder, ignore_errors=True)
    uv = str(Path(sys.executable).parent / "uv")
    try:
        subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, str(folder)], check=True)  # noqa: S603 - our own command
        install = [uv, "pip", "install", "--quiet", "--python", str(python), "--require-hashes", "-r", str(lock)]
        subprocess.run(install, check=True, env={**os.environ, "UV_LINK_MODE": "copy"})  # noqa: S603 - our own command
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    done.touch()
    return python
