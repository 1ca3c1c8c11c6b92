"""Drives the real program in a home of its own. One object is one home; any thread may use it.

    larder = Larder(tmp_path / "home")
    larder.run("add", "acme/shipments", url)              # fails the test when the exit is not 0
    answer = larder.run("path", "acme/shipments", exit=3) # or when it is not 3
    larder.json("status")["datasets"]                      # stdout, parsed
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

from support.faketime import fake_clock

REPOSITORY = Path(__file__).resolve().parents[2]
LONGEST_RUN_SECONDS = 120


def program() -> Path:
    return Path(os.environ.get("LARDER_BIN", REPOSITORY / "build/dev/app/larder"))


@dataclass(frozen=True)
class Answer:
    """What one invocation said."""

    arguments: tuple[str, ...]
    exit: int
    out: str
    err: str

    def json(self):
        return json.loads(self.out)

    @property
    def line(self) -> str:
        """stdout without its final newline."""
        return self.out.rstrip("\n")

    def __str__(self) -> str:
        return f"$ larder {' '.join(self.arguments)}\nexit {self.exit}\n--- stdout\n{self.out}--- stderr\n{self.err}"


class Larder:
    def __init__(self, home: Path, as_of: str | None = None, zone: str = "Europe/Paris", **environment: str):
        self.home = Path(home)
        self.as_of = as_of
        self.environment = {
            key: value for key, value in os.environ.items()
            if key in ("PATH", "LD_LIBRARY_PATH", "ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS")
        } | {"LARDER_HOME": str(self.home), "HOME": str(self.home), "LC_ALL": "C.UTF-8", "TZ": zone,
             # this machine's network and battery are none of a test's business: see systembus.py
             "DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nowhere"} | environment

    def at(self, as_of: str | None) -> "Larder":
        """The same home, at another instant."""
        other = Larder.__new__(Larder)
        other.home, other.environment, other.as_of = self.home, dict(self.environment), as_of
        return other

    def in_fake_time(self, time: str) -> "Larder":
        """The same home in processes whose system clock begins at "@2026-08-01 09:00:00", or without @ stands still."""
        other = self.at(None)
        other.environment |= fake_clock(FAKETIME=time)
        return other

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def store(self) -> Path:
        return self.home / "store"

    def current(self, dataset: str) -> dict:
        return json.loads((self.data / "datasets" / dataset / "current.json").read_text())

    def record(self, dataset: str) -> dict:
        return json.loads((self.data / "datasets" / dataset / "record.json").read_text())

    def start(self, *arguments: str, environment: dict[str, str] | None = None, **options) -> subprocess.Popen:
        """The running program, for tests that stop or kill it."""
        settings = self.environment | (environment or {})
        if self.as_of:
            settings["LARDER_AS_OF"] = self.as_of
        options.setdefault("stdout", subprocess.PIPE)
        options.setdefault("stderr", subprocess.PIPE)
        options.setdefault("stdin", subprocess.DEVNULL)
        return subprocess.Popen([str(program()), *map(str, arguments)], env=settings, text=True, **options)

    def call(self, *arguments: str, input: str | None = None, **options) -> Answer:
        """Runs it, whatever its exit."""
        if input is not None:
            options["stdin"] = subprocess.PIPE
        process = self.start(*arguments, **options)
        try:
            out, err = process.communicate(input, timeout=LONGEST_RUN_SECONDS)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            out, err = process.communicate()
            raise AssertionError(f"larder {' '.join(arguments)} hangs\n{out}\n{err}")
        return Answer(tuple(map(str, arguments)), process.returncode, out or "", err or "")

    def run(self, *arguments: str, exit: int | None = 0, **options) -> Answer:
        """`exit` None: whatever it is."""
        answer = self.call(*arguments, **options)
        assert exit is None or answer.exit == exit, f"expected exit {exit}\n{answer}"
        assert "Traceback" not in answer.err and "terminate called" not in answer.err, str(answer)
        return answer

    def json(self, *arguments: str, exit: int | None = 0, **options):
        return self.run(*arguments, "--json", exit=exit, **options).json()

    def path(self, *arguments: str, exit: int = 0) -> Path:
        """`larder path …` as a path."""
        return Path(self.run("path", *arguments, exit=exit).line)

    def row(self, dataset: str) -> dict:
        """The dataset's row of `status`, whatever its state."""
        rows = self.call("status", dataset, "--json").json()["datasets"]
        assert len(rows) == 1, rows
        return rows[0]
