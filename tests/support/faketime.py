"""Programs below libfaketime: their system's clock says what the test says; waits and files' times stay real."""

from __future__ import annotations

from pathlib import Path


def library() -> str:
    """Not asked of the program `faketime`: it fails where a killed one of the same process id left its semaphore."""
    found = sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))
    assert found, "libfaketime is missing; tests/run installs it"
    return str(found[0])


def fake_clock(**clock: str) -> dict[str, str]:
    """The environment of a program whose clock is libfaketime's `clock`: FAKETIME="@2026-08-01 09:00:00" begins then.

    Nothing is shared between processes, since one that is killed would leave its share in /dev/shm to a later one.
    """
    return {"LD_PRELOAD": library(), "FAKETIME_DISABLE_SHM": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "FAKETIME_DONT_RESET": "1", "NO_FAKE_STAT": "1"} | clock
