"""Customers' data as Larder keeps it on this machine: fresh, whole, explainable.

    import larder

    folder = larder.path("acme/shipments")           # fetched first unless it is fresh
    with larder.open("acme/shipments/orders.csv") as file: ...
    larder.info("acme/shipments").because            # why it is fresh, or not
    folder = await larder.aio.path("acme/shipments")

    @larder.cached("{customer}/shipments")           # a result that lives as long as the data it came from
    def load(customer): ...

A hit reads one small file and asks nobody. Everything else is done by the program `larder`, which is found by LARDER_BIN,
in PATH, or beside this package. Time is Python's own: below freezegun or time-machine, data are judged by the frozen
clock, and a program that is asked is told of it.
"""

from __future__ import annotations

from larder.paths import path

TYPE_CHECKING = False  # as a type checker reads it; typing itself costs a third of our import
if TYPE_CHECKING:
    from larder import aio
    from larder.datasets import Dataset, Datasets, Run, files, info, open, refresh, status, wait
    from larder.errors import (
        Busy,
        Invalid,
        LarderError,
        LarderWarning,
        NoSpace,
        NotFound,
        NotFresh,
        ProgramMissing,
        SignInNeeded,
        Unreachable,
    )
    from larder.functions import cached, daily_cache, unchanged

__version__ = "0.1.0"

__all__ = [
    "Busy",
    "Dataset",
    "Datasets",
    "Invalid",
    "LarderError",
    "LarderWarning",
    "NoSpace",
    "NotFound",
    "NotFresh",
    "ProgramMissing",
    "Run",
    "SignInNeeded",
    "Unreachable",
    "aio",
    "cached",
    "daily_cache",
    "files",
    "info",
    "open",
    "path",
    "refresh",
    "status",
    "unchanged",
    "wait",
]


_HOMES = {  # imported by those who use them: a hit needs none
    "larder.datasets": ("Dataset", "Datasets", "Run", "files", "info", "open", "refresh", "status", "wait"),
    "larder.errors": ("Busy", "Invalid", "LarderError", "LarderWarning", "NoSpace", "NotFound", "NotFresh", "ProgramMissing",
                      "SignInNeeded", "Unreachable"),
    "larder.functions": ("cached", "daily_cache", "unchanged"),
}


def __getattr__(name: str):
    import importlib

    if name == "aio":
        return importlib.import_module("larder.aio")
    for home, names in _HOMES.items():
        if name in names:
            found = getattr(importlib.import_module(home), name)
            globals()[name] = found
            return found
    raise AttributeError(f"module 'larder' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
