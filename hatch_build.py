"""Build hook: a wheel holds the gazetteer and lexicons, which git does not."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class DataBuildHook(BuildHookInterface[Any]):
    """Runs seeds/build.py before a wheel is packed; an editable installation gets its data from `make data`."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Build the data; `version` is "standard" or "editable"."""
        script = Path(self.root) / "seeds" / "build.py"
        if version == "standard":
            subprocess.run([sys.executable, str(script)], cwd=self.root, check=True)  # noqa: S603 - our own script
