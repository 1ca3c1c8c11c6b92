"""The Pythons that the client is tested in, as resources/bootstrap/pythons made them.

    for environment in environments("newest"):
        environment.run("-c", "import larder").stdout
"""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from support.larder import REPOSITORY

BOOTSTRAP = REPOSITORY / "resources/bootstrap"


@dataclass(frozen=True)
class Environment:
    name: str
    version: str  # of Python: "3.13"
    folder: Path

    def __str__(self) -> str:
        return f"{self.name}-{self.version}"

    @property
    def pinned(self) -> dict[str, str]:
        """Its packages, as pythons.txt wants them."""
        row = next(line for line in (BOOTSTRAP / "pythons.txt").read_text().splitlines() if line.startswith(f"{self.name} "))
        return dict(requirement.split("==") for requirement in row.split()[2:])

    def run(self, *arguments: str | Path, **variables: str) -> subprocess.CompletedProcess:
        """Its Python; what it says is in the failure when it fails."""
        program = self.folder / "bin/python"
        assert program.exists(), f"{program} is missing: run resources/bootstrap/pythons"
        clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        done = subprocess.run([program, *arguments], env=clean | {"PYTHONDONTWRITEBYTECODE": "1"} | variables, capture_output=True, text=True)
        assert done.returncode == 0, f"{self} ended with {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done


def environments(*names: str) -> list[Environment]:
    """Those with these names; all when none is given."""
    told = subprocess.run([BOOTSTRAP / "pythons", "--list"], capture_output=True, text=True, check=True).stdout
    found = [Environment(name, version, Path(folder)) for name, version, folder in map(str.split, told.splitlines())]
    return [each for each in found if not names or each.name in names]
