"""Build hook: a wheel holds the gazetteer, the lexicons and the page, which git does not."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class DataBuildHook(BuildHookInterface[Any]):
    """Builds them before a wheel is packed; an editable installation gets them from `make setup`."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Build data and page; `version` is "standard" or "editable"."""
        if version == "standard":
            for script in ("seeds/build.py", "streams/web/ui/build.py"):
                subprocess.run(  # noqa: S603 - our own scripts
                    [sys.executable, str(Path(self.root) / script)], cwd=self.root, check=True
                )
