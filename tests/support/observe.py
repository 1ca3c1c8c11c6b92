"""What a test sees from outside: the bytes of a directory, the requests of a server, a condition that comes true."""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from contextlib import contextmanager
from pathlib import Path
from typing import Callable

LONGEST_WAIT_SECONDS = 30


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def sha256_of_file(path: Path | bytes) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def tree(directory: Path | str) -> dict[str, str]:
    """SHA-256 by relative path of every file below; names that are no UTF-8 with surrogates."""
    root = str(directory)
    assert os.path.isdir(root), f"{root} is no directory"
    found = {}
    for place, _, files in os.walk(root):
        for name in files:
            full = os.path.join(place, name)
            found[os.path.relpath(full, root)] = sha256_of_file(full)
    return found


def hashes(contents: dict[str, bytes]) -> dict[str, str]:
    """What `tree` must say of a directory with these contents."""
    return {name: sha256(content) for name, content in contents.items()}


def wait_until(condition: Callable[[], object], what: str, seconds: float = LONGEST_WAIT_SECONDS):
    """Returns the condition's first true value; a test fails that waits in vain."""
    deadline = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        assert time.monotonic() < deadline, f"waited {seconds:g} s in vain until {what}"
        time.sleep(0.005)


def settled_file(path: Path, content: bytes) -> Path:
    """A file that is older than the granularity of the file system's clock: its times prove what they say."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    wait_until_old(path)
    return path


def bytes_under_way(larder) -> int:
    """Of the largest file that a fetch has begun to write."""
    files = [path for place in ("staging", "partials") for path in (larder.store / place).rglob("*") if path.is_file()]
    return max((path.stat().st_size for path in files), default=0)


def wait_until_old(*paths: Path) -> None:
    """Until a change made now would get other times than the newest of these have. A probe believes them then."""
    newest = max(path.stat().st_ctime_ns for path in paths)
    wait_until(lambda: time.time_ns() - newest > 100_000_000, "the clock has moved on")


def is_waiting(pid: int) -> bool:
    """Every thread of that process sleeps."""
    try:
        states = [
            (Path(task.path) / "stat").read_text().rsplit(")", 1)[1].split()[0] for task in os.scandir(f"/proc/{pid}/task")
        ]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return all(state == "S" for state in states)


@contextmanager
def requests(server):
    """What the server is asked inside the block: a list that is filled at its end."""
    seen: list = []
    before = len(server.log())
    yield seen
    seen.extend(server.log()[before:])


@contextmanager
def no_requests(server):
    with requests(server) as seen:
        yield
    assert seen == [], f"the source was asked: {seen}"


def bodies(log) -> list[str]:
    """The files, index pages left out, whose bytes were sent or begun."""
    return [entry.path for entry in log
            if entry.method == "GET" and entry.status in (200, 206) and entry.path and not entry.path.endswith("/")]


def wait_until_waiting(processes, polls: int = 4) -> None:
    """Until all of them have slept through several looks: they wait for somebody, they do not start up."""
    calm = 0

    def is_calm() -> bool:
        nonlocal calm
        calm = calm + 1 if all(is_waiting(process.pid) for process in processes) else 0
        return calm >= polls

    wait_until(is_calm, "all of them wait")


def remove_tree(directory: Path | str) -> None:
    """Also what is read-only on purpose. What is not there is no fault."""
    for place, folders, _ in os.walk(directory):
        for name in folders:
            os.chmod(os.path.join(place, name), 0o700)
    shutil.rmtree(directory, ignore_errors=not os.path.exists(directory))
