"""Processes that read a dataset through the Python client while it is refreshed, and look at every byte.

    with Readers("acme/shipments", 8) as readers:
        for number in range(1, 100):
            upload(folder, number)
            ...refresh
    assert readers.counts       # how often each read; a reader that saw anything wrong fails the block
"""

from __future__ import annotations

import multiprocessing
import warnings
from pathlib import Path

FILES = ("orders.csv", "2026/returns.csv")
LINES = 2000  # more than one page, so that half a file could be seen


def upload(folder: Path, number: int) -> None:
    """Another upload: every line of every file is its number."""
    for name in FILES:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(f"{number:06}\n" * LINES)


def read_until(stop, name: str) -> int:
    """How often the whole dataset was read, each time one upload and never an older one than before."""
    import fsspec
    import larder
    from larder.filesystem import LarderFileSystem

    warnings.simplefilter("ignore", larder.LarderWarning)  # that nobody else watches the source
    fsspec.register_implementation("larder", LarderFileSystem, clobber=True)
    count = newest = 0
    while count < 3 or not stop.is_set():
        folder = larder.path(name)
        whole = [(folder / file).read_text() for file in FILES]
        with larder.open(f"{name}/{FILES[0]}") as opened:
            one = opened.readline() + opened.read()
        with fsspec.open(f"larder://{name}/{FILES[1]}", "rt") as opened:
            other = opened.read()
        assert whole[0] == whole[1], f"two uploads in {folder}"
        for text in (whole[0], one, other):
            number = text[:7]
            assert text == number * LINES, f"half an upload: {len(text)} bytes, {set(text.split())}"
            assert int(number) >= newest, f"upload {int(number)} after {newest}"
            newest = int(number)
        count += 1
    return count


class Readers:
    def __init__(self, name: str, processes: int):
        context = multiprocessing.get_context("fork")
        self._stop = context.Event()
        self._pool = context.Pool(processes, initializer=_inherit, initargs=(self._stop,))
        self._reading = [self._pool.apply_async(_read, (name,)) for _ in range(processes)]
        self.counts: list[int] = []

    def __enter__(self) -> Readers:
        return self

    def __exit__(self, kind, *_) -> None:
        self._stop.set()
        try:
            if kind is None:
                self.counts = [reading.get(timeout=120) for reading in self._reading]
        finally:
            self._pool.terminate()
            self._pool.join()


_stop = None


def _inherit(stop) -> None:
    global _stop
    _stop = stop


def _read(name: str) -> int:
    return read_until(_stop, name)
