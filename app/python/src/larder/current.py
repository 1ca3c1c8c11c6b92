"""A hit without the program: reads <data>/datasets/NAME/current.json, schema 1, as core/store/currentview.h writes it."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

_YOUNG_NS = 50_000_000  # a file may be replaced again within one tick of the file system's clock
_LARGEST = 8192  # maxCurrentBytes


class Current:
    """What one current.json says."""

    __slots__ = ("because", "confirmed_ms", "folder", "fresh_until_ms", "is_told", "is_warned", "look_due_ms", "path", "replaced",
                 "since_ms", "snapshot", "stamp", "unwatched", "warning")

    def __init__(self, said: dict, stamp: tuple[int, int, int]):
        self.snapshot: str = said["snapshot"]
        self.folder: str = said["path"]
        self.path = Path(self.folder)
        self.confirmed_ms: int = said["confirmed_at_ms"]
        self.fresh_until_ms: int | None = said["fresh_until_ms"]
        self.look_due_ms: int | None = said["look_due_ms"]
        self.warning: str | None = said["warning"]
        self.unwatched: str | None = said["unwatched"]
        self.because: str = said["because"]
        self.since_ms: int | None = said.get("current_since_ms")  # readers get this snapshot since then; None: not known
        self.replaced: str | None = said.get("replaced")  # what they got before
        self.stamp = stamp
        self.is_warned = False  # `warning` was told
        self.is_told = False  # and whether anybody watches; there is nothing more to tell

    def is_fresh(self, now_ms: float) -> bool:
        return self.confirmed_ms <= now_ms and (self.fresh_until_ms is None or now_ms < self.fresh_until_ms)

    def is_there(self) -> bool:
        return os.path.isdir(self.folder)


_known: dict[str, Current] = {}  # by the file's path; a hit that is proven unchanged by one stat


def data_folder() -> str:
    """core/base/homepaths.h. Empty: there is none."""
    get = os.environ.get
    home = get("LARDER_HOME")
    if home:
        return f"{home.rstrip('/')}/data" if home.startswith("/") else ""
    xdg = get("XDG_DATA_HOME", "")
    if xdg.startswith("/"):
        return f"{xdg.rstrip('/')}/larder"
    user = get("HOME", "")
    return f"{user.rstrip('/')}/.local/share/larder" if user.startswith("/") else ""


def find(dataset: str) -> Current | None:
    """None: there is no such file, or it says that nothing was fetched, or it is not one of ours."""
    data = data_folder()
    if not data:
        return None
    file = f"{data}/datasets/{dataset}/current.json"
    try:
        seen = os.stat(file)
    except OSError:
        return None
    stamp = (seen.st_mtime_ns, seen.st_ino, seen.st_size)
    known = _known.get(file)
    if known is not None and known.stamp == stamp:
        return known
    current = _read(file, dataset)
    if current is not None and abs(time.time_ns() - current.stamp[0]) > _YOUNG_NS:
        _known[file] = current
    return current


def _read(file: str, dataset: str) -> Current | None:
    try:
        with open(file, "rb") as opened:
            text = opened.read(_LARGEST + 1)
            seen = os.fstat(opened.fileno())
        said = json.loads(text)
        if len(text) > _LARGEST or said["schema"] != 1 or said["dataset"] != dataset or not said["snapshot"]:
            return None
        current = Current(said, (seen.st_mtime_ns, seen.st_ino, seen.st_size))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if not os.path.isabs(current.folder) or os.path.basename(current.folder) != current.snapshot:
        return None
    return current


def is_anyone_looking() -> bool:
    """Some process looks in the background: core/store/schedulerlock.h."""
    import fcntl
    import struct

    try:
        descriptor = os.open(f"{data_folder()}/scheduler.lock", os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        asked = struct.pack("hhqqi4x", fcntl.F_WRLCK, os.SEEK_SET, 0, 0, 0)
        answer = fcntl.fcntl(descriptor, fcntl.F_OFD_GETLK, asked)
        return struct.unpack("hhqqi4x", answer)[0] != fcntl.F_UNLCK
    except OSError:
        return False
    finally:
        os.close(descriptor)
