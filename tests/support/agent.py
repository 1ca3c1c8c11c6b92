"""`larder agent` as a test sees it: what it says, line by line, and a wall clock that the test sets forward.

    clock = WallClock(tmp_path)
    larder.environment |= clock.environment
    with Agent(larder) as agent:
        agent.wait_for("acme/shipments: 3 files fetched")
        clock.jump(minutes=20)
"""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import subprocess
import threading
from pathlib import Path

from support.faketime import fake_clock
from support.larder import Larder
from support.observe import wait_until


class WallClock:
    """The system's clock of programs, as far ahead of the real one as the test says. Waits are real."""

    def __init__(self, folder: Path):
        self.file = Path(folder) / "wall-clock"
        self.ahead = 0
        self.jump()

    def jump(self, minutes: float = 0) -> None:
        self.ahead += round(minutes * 60)
        aside = self.file.with_suffix(".new")
        aside.write_text(f"+{self.ahead}\n")
        os.replace(aside, self.file)

    @property
    def environment(self) -> dict[str, str]:
        return fake_clock(FAKETIME_TIMESTAMP_FILE=str(self.file), FAKETIME_NO_CACHE="1")


class Agent:
    def __init__(self, larder: Larder):
        self.larder = larder
        self.process = larder.start("agent", stdout=subprocess.DEVNULL)
        self.lines: list[str] = []
        self.seen = 0  # lines that were waited for
        self.reader = threading.Thread(target=self._read)
        self.reader.start()

    def __enter__(self) -> "Agent":
        return self

    def __exit__(self, *_):
        self.stop()

    def _read(self):
        for line in self.process.stderr:
            self.lines.append(line.rstrip("\n"))

    def wait_for(self, words: str) -> str:
        """The next line with these words, behind the last one that was waited for."""

        def found():
            for index in range(self.seen, len(self.lines)):
                if words in self.lines[index]:
                    self.seen = index + 1
                    return self.lines[index]
            assert self.process.poll() is None, f"the agent ended: {self.lines}"
            return None

        try:
            return wait_until(found, f"the agent says “{words}”")
        except AssertionError as error:
            raise AssertionError(f"{error}; it said {self.lines}") from None

    def said(self, words: str) -> list[str]:
        return [line for line in self.lines if words in line]

    def stop(self, signal_number: int = signal.SIGTERM) -> int:
        if self.process.poll() is None:
            self.process.send_signal(signal_number)
        try:
            self.process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        finally:
            self.reader.join()
            self.process.stderr.close()
        return self.process.returncode


def activity(larder: Larder, kind: str) -> list[tuple[str, str]]:
    """(dataset or nothing, text) of each line of that kind in the activity log, oldest first."""
    connection = sqlite3.connect(larder.data / "catalog.sqlite", timeout=30)
    try:
        rows = connection.execute("SELECT customer, dataset, text FROM activity WHERE kind = ? ORDER BY id", (kind,))
        return [("/".join(filter(None, (customer, dataset))), text) for customer, dataset, text in rows]
    finally:
        connection.close()


def runs(larder: Larder) -> int:
    return len(activity(larder, "run"))


def context_switches(pid: int) -> int:
    """How often any thread of that process woke up by itself so far."""
    total = 0
    for task in os.scandir(f"/proc/{pid}/task"):
        status = (Path(task.path) / "status").read_text()
        total += int(re.search(r"^voluntary_ctxt_switches:\s+(\d+)", status, flags=re.MULTILINE)[1])
    return total
