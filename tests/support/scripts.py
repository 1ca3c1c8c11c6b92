"""A person's scripts, which keep what they compute with joblib, in a directory and in processes of their own.

    scripts = Scripts(tmp_path / "work")
    scripts.run("import etl; etl.load('acme')")
    assert scripts.calls() == ["load acme today"]
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

LONGEST_RUN_SECONDS = 60

ETL = '''
import pathlib
from joblib import Memory

memory = Memory("cachedir", verbose=0)
calls = pathlib.Path("calls")


def note(text):
    with calls.open("a") as file:
        file.write(text + "\\n")


@memory.cache
def load(customer, day="today"):
    note(f"load {customer} {day}")
    return {"customer": customer, "rows": [customer] * 1000}


@memory.cache
def total(numbers, factor=2):
    note(f"total {numbers} {factor}")
    return sum(numbers) * factor
'''


class Scripts:

    def __init__(self, folder: Path):
        self.folder = folder
        folder.mkdir()
        (folder / "etl.py").write_text(ETL)

    def run(self, code: str) -> str:
        done = subprocess.run([sys.executable, "-W", "ignore", "-c", code], cwd=self.folder, text=True, capture_output=True,
                              timeout=LONGEST_RUN_SECONDS)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def calls(self) -> list[str]:
        """What was computed since the last question."""
        file = self.folder / "calls"
        lines = file.read_text().splitlines() if file.exists() else []
        file.unlink(missing_ok=True)
        return lines

    @property
    def store(self) -> Path:
        return self.folder / "cachedir/joblib"
