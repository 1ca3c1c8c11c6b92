"""The same for asyncio: a hit is answered at once, a miss waits for the program without blocking the loop. Cancelling stops it.

    folder = await larder.aio.path("acme/shipments")
"""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

from larder import paths, program
from larder.datasets import Run, refresh_arguments, take_run, take_wait, wait_arguments

__all__ = ["path", "refresh", "wait"]


async def path(name: str, *, stale_ok: bool = False, offline: bool = False) -> Path:
    """As larder.path."""
    found = paths.find_hit(name)
    if found is not None:
        return found
    if offline:
        return paths.path(name, stale_ok=stale_ok, offline=True)
    return paths.take_answer(name, await _ask(*paths.path_arguments(name, stale_ok)))


async def refresh(name: str, *, force: bool = False) -> Run:
    """As larder.refresh."""
    return take_run(name, await _ask(*refresh_arguments(name, force)))


async def wait(name: str, until: str = "changed", *, timeout: float | None = None) -> bool:
    """As larder.wait."""
    return take_wait(await _ask(*wait_arguments(name, until, timeout), at_frozen_time=False, ok=(0, 3)))


async def _ask(*arguments: str, at_frozen_time: bool = True, ok: tuple[int, ...] = (0,)) -> dict:
    line = program.command(*arguments, at_frozen_time=at_frozen_time)
    with program.Told() as told:
        try:
            process = await asyncio.create_subprocess_exec(*line, stdin=asyncio.subprocess.DEVNULL,
                                                           stdout=asyncio.subprocess.PIPE, stderr=told.stderr)
        except OSError as error:
            raise program.cannot_start(error) from error
        told.begin()
        try:
            said, _ = await process.communicate()
        except asyncio.CancelledError:
            process.send_signal(signal.SIGINT)
            await process.wait()
            raise
    return program.take(arguments, process.returncode or 0, said, ok)
