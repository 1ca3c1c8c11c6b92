"""`path`: the one current directory of a dataset. A hit is decided here; a miss is the program's."""

from __future__ import annotations

import os
import time
from pathlib import Path

from larder import current
from larder.current import Current

_snapshots: dict[tuple[str, str], Path] = {}  # by data folder and name: what the program handed out


def path(name: str, *, stale_ok: bool = False, offline: bool = False) -> Path:
    """The directory of `name` ("customer/dataset", or "customer/dataset@SNAPSHOT"), made fresh first.

    `offline`: nobody is asked; NotFresh where that would be needed. `stale_ok`: an older copy is better than none, with a
    warning. A snapshot that is named is never out of date. Blocks while it is fetched. Raises LarderError.
    """
    found = find_hit(name)
    if found is None and offline:
        found = _without_asking(name, stale_ok)
    if found is None:
        from larder.program import ask

        found = take_answer(name, ask(*path_arguments(name, stale_ok)))
    return found


def find_hit(name: str) -> Path | None:
    if "@" in name:
        known = _snapshots.get((current.data_folder(), name))
        return known if known is not None and known.is_dir() else None
    if "LARDER_AS_OF" in os.environ:
        return None  # the program knows what it means
    hit = current.find(name)
    if hit is None:
        return None
    now_ms = time.time() * 1000
    if not hit.is_fresh(now_ms) or not hit.is_there():
        return None
    if not hit.is_told:
        _tell(hit, now_ms)
    return hit.path


def path_arguments(name: str, stale_ok: bool) -> list[str]:
    from larder.names import split_snapshot

    split_snapshot(name)
    return ["path", name, *(["--stale-ok"] if stale_ok else [])]


def take_answer(name: str, answer: dict) -> Path:
    """What the program said of a miss; its warnings were on its stderr."""
    folder = Path(answer["path"])
    if "@" in name:
        _snapshots[current.data_folder(), name] = folder
    return folder


def _tell(hit: Current, now_ms: float) -> None:
    """What is to be known, once for as long as it stays so."""
    is_look_due = hit.look_due_ms is not None and now_ms >= hit.look_due_ms
    hit.is_told = is_look_due or hit.look_due_ms is None
    if hit.warning and not hit.is_warned:
        hit.is_warned = True
        _warn(hit.warning)
    if hit.unwatched and is_look_due and not current.is_anyone_looking():
        _warn(hit.unwatched)


def _without_asking(name: str, stale_ok: bool) -> Path:
    from larder.errors import NotFresh
    from larder.names import split_snapshot

    dataset, snapshot = split_snapshot(name)
    older = current.find(dataset)
    there = None if older is None else older.path.with_name(snapshot) if snapshot else older.path
    if there is not None and there.is_dir() and (snapshot or stale_ok):
        if not snapshot:
            _warn(f"{dataset} is not fresh: {_because(older)}")
        return there
    raise NotFresh(f"{name} is not fresh, and nobody may be asked" if there is not None else f"{name} is not here",
                   kind="NotFresh", subject=name, hint="leave out offline=True, or take an older copy by stale_ok=True")


def _because(older: Current | None) -> str:
    return older.because if older is not None else ""


def _warn(text: str) -> None:
    """At the first line that is not ours."""
    import sys
    import warnings

    from larder.errors import LarderWarning

    level = 2
    frame = sys._getframe(1)
    while frame.f_back is not None and frame.f_globals.get("__name__", "").split(".")[0] == "larder":
        frame = frame.f_back
        level += 1
    warnings.warn(text, LarderWarning, stacklevel=level)
