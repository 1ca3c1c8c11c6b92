"""The program `larder`: found, told what time it is, asked, and its answer taken apart."""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from datetime import datetime, timezone
from pathlib import Path

from larder.errors import BY_EXIT, LarderError, ProgramMissing

_SAME_TIME_SECONDS = 2.0  # two looks at the same clock are never that far apart, unless somebody moved it between them


def find() -> str:
    named = os.environ.get("LARDER_BIN")
    if named:
        return named
    here = Path(__file__).resolve()
    beside = [Path(sys.prefix) / "bin/larder", *(folder / "build/release/app/larder" for folder in here.parents)]
    found = shutil.which("larder") or next((str(each) for each in beside if os.access(each, os.X_OK)), None)
    if found is None:
        raise ProgramMissing("the program larder is not installed", kind="NotFound", subject="larder",
                             hint="put it into PATH, or name it in LARDER_BIN")
    return found


def command(*arguments: str, at_frozen_time: bool = True) -> list[str]:
    frozen = frozen_now() if at_frozen_time and "LARDER_AS_OF" not in os.environ else None
    as_of = ["--as-of", frozen] if frozen is not None else []
    return [find(), arguments[0], "--json", *as_of, *arguments[1:]]


def frozen_now() -> str | None:
    """Python's time, where it is not this machine's: below freezegun or time-machine. They change Python, not libc."""

    class Timespec(ctypes.Structure):
        _fields_ = (("seconds", ctypes.c_long), ("nanoseconds", ctypes.c_long))

    real = Timespec()
    ctypes.CDLL(None).clock_gettime(0, ctypes.byref(real))  # CLOCK_REALTIME
    now = time.time()
    if abs(now - (real.seconds + real.nanoseconds / 1e9)) < _SAME_TIME_SECONDS:
        return None
    return datetime.fromtimestamp(now, timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def ask(*arguments: str, at_frozen_time: bool = True, ok: tuple[int, ...] = (0,)) -> dict:
    """What it prints as JSON; LarderError where it ends otherwise than `ok`. Its progress and its warnings go to stderr,
    also in a notebook. A KeyboardInterrupt stops it."""
    line = command(*arguments, at_frozen_time=at_frozen_time)
    shown = _own_stderr()
    try:
        process = subprocess.Popen(line, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=None if shown is None else subprocess.PIPE)
    except OSError as error:
        raise cannot_start(error) from error
    with process:
        tell = threading.Thread(target=_forward, args=(process.stderr, shown), daemon=True)
        if shown is not None:
            tell.start()
        try:
            said = process.stdout.read()
        except BaseException:
            process.send_signal(signal.SIGINT)
            raise
        if shown is not None:
            tell.join()
    return take(arguments, process.returncode, said, ok)


def take(arguments: tuple[str, ...], exit_code: int, said: bytes, ok: tuple[int, ...] = (0,)) -> dict:
    try:
        answer = json.loads(said) if said.strip() else {}
    except ValueError:
        answer = {}
    if exit_code in ok:
        return answer
    error = answer.get("error") or {}
    kind = BY_EXIT.get(exit_code, LarderError)
    message = error.get("message") or answer.get("because") or f"larder {' '.join(arguments)} ended with {exit_code}"
    raise kind(message, kind=error.get("kind", kind.__name__), subject=error.get("subject", ""), hint=error.get("hint", ""))


def cannot_start(error: OSError) -> ProgramMissing:
    return ProgramMissing(f"the program larder cannot be started: {error.strerror}", kind="NotFound",
                          subject=str(error.filename or ""), hint="name another one in LARDER_BIN")


def _own_stderr():
    """None: it is the process's own, which the program may have; else where its lines are to go, as in a notebook."""
    try:
        return None if sys.stderr is None or sys.stderr.fileno() == 2 else sys.stderr
    except (OSError, ValueError, AttributeError):
        return sys.stderr


def _forward(lines, to) -> None:
    for line in lines:
        to.write(line.decode(errors="replace"))
        to.flush()
