"""Python's clock as tests freeze it: by freezegun or by time-machine."""

from __future__ import annotations

import importlib
from datetime import datetime, timezone


def at(instant: str, kind: str):
    """`with at("2024-08-27 09:00", "freezegun"):` in UTC; the other kind is "time_machine"."""
    moment = datetime.fromisoformat(instant).replace(tzinfo=timezone.utc)
    if kind == "freezegun":
        return importlib.import_module("freezegun").freeze_time(moment)
    return importlib.import_module("time_machine").travel(moment, tick=False)
