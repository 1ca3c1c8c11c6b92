"""The rows of tests/bench/run that are about the Python client, against joblib and fsspec in the same process, or in processes of the same
Python: the newest of resources/bootstrap/pythons.txt, with the client as pip installs it."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from support.pythons import environments
from support.readers import Readers, upload

ROOT = Path(__file__).resolve().parents[2]
LARDER = ROOT / "build/release/app/larder"
PEER = Path(__file__).with_name("clientpeer.py")
LARGE_BYTES = 100_000_000
REFRESHES, READERS = 1000, 8


class Client:
    """Fresh files as a dataset of the place, and a Python that has the client, joblib and fsspec."""

    def __init__(self, place, dataset: str):
        self._place, self._dataset = place, dataset
        (self._python,) = [each.folder / "bin/python" for each in environments("newest")[:1]]
        self._site = place.root / "site"
        subprocess.run(["/usr/bin/python3", "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-deps", "--no-build-isolation",
                        "--root-user-action=ignore", "--target", self._site, self._source()], check=True)

    def _source(self) -> Path:
        copy = self._place.root / "client"  # building leaves its own files beside the source
        subprocess.run(["cp", "-r", ROOT / "app/python", copy], check=True)
        return copy

    def command(self, *words) -> list[str]:
        return [str(self._python), str(PEER), *map(str, words)]

    def environment(self) -> dict[str, str]:
        clean = {name: value for name, value in self._place.environment().items() if not name.startswith("PYTHON")}
        return clean | {"PYTHONPATH": str(self._site), "LARDER_BIN": "/nowhere"}  # none of these may ask the program

    def measure(self, *words) -> dict[str, list[float]]:
        done = subprocess.run(self.command(*words), env=self.environment(), text=True, capture_output=True, cwd=self._place.root)
        if done.returncode != 0:
            raise SystemExit(f"{words}: {done.stdout}{done.stderr}")
        return json.loads(done.stdout)


def hit(table, place, dataset: str, is_small: bool) -> None:
    place.fill(1, 1000)
    bind(place, dataset)
    sides = Client(place, dataset).measure("hit", place.root, dataset, 3 if is_small else 30)
    table.ratio("a hit in Python / joblib's, of a path", sides["larder"], sides["joblib"], 1 / 10, microseconds)
    table.ratio("a hit in Python / filecache's, unchecked", sides["larder"], sides["fsspec"], 1 / 8, microseconds)


def process(table, place, dataset: str, is_small: bool) -> None:
    """Import and first hit; both above a Python that does nothing."""
    place.fill(1, 1000)
    bind(place, dataset)
    client = Client(place, dataset)
    client.measure("fill", place.root, dataset)
    sides: dict[str, list[float]] = {"nothing": [], "larder": [], "joblib": []}
    for _ in range(3 if is_small else 40):
        for side, seconds in sides.items():
            begun = time.perf_counter()
            subprocess.run(client.command("once", side, place.root, dataset), env=client.environment(), check=True, stdout=subprocess.DEVNULL)
            seconds.append(time.perf_counter() - begun)
    floor = statistics.median(sides["nothing"])
    table.ratio("first hit of a process / joblib's, above python", *([max(each - floor, 0) for each in sides[side]] for side in ("larder", "joblib")),
                1 / 8)


def read(table, place, dataset: str, is_small: bool) -> None:
    place.fill(1, LARGE_BYTES)
    bind(place, dataset)
    sides = Client(place, dataset).measure("read", dataset, 3 if is_small else 15)
    table.ratio("larder:// read of 100 MB / open", sides["larder"], sides["open"], 1.1)


def readers(table, place, dataset: str, is_small: bool) -> None:
    """No bar but that nothing goes wrong: a reader that sees half an upload, an older one or no file ends the bench."""
    os.environ |= {"LARDER_HOME": str(place.home), "LARDER_BIN": str(LARDER)}
    sys.path.insert(0, str(ROOT / "app/python/src"))
    upload(place.source, 0)
    bind(place, dataset)
    refreshes = 10 if is_small else REFRESHES
    with Readers(dataset, READERS) as reading:
        for number in range(1, refreshes + 1):
            upload(place.source, number)
            place.larder("refresh", dataset)
    print(f"{READERS} processes read {sum(reading.counts)} times during {refreshes} refreshes; each time all of one upload", flush=True)


def bind(place, dataset: str) -> None:
    place.larder("add", "--no-probe", dataset, str(place.source))
    place.larder("refresh", dataset)


def microseconds(seconds: float) -> str:
    return f"{seconds * 1e6:.1f} us"


ROWS = {
    "python-hit": hit,
    "python-process": process,
    "python-read": read,
    "python-readers": readers,
}
