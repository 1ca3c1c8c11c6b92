"""The program `larder`: found, told what time it is, asked, and its answer taken apart."""

from __future__ import annotations

import codecs
import ctypes
import json
import os
import shutil
import signal
import subprocess
import sys
import termios
import threading
import time
from datetime import datetime, timezone
from pathlib import Path

from larder.errors import BY_EXIT, LarderError, ProgramMissing

_WIPE = "\r\x1b[K"  # how the program takes back a line (app/cli/progressdisplay.cpp)
_WIPED = f"\r{' ' * 79}\r"  # the same where nobody knows escapes
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
    with Told() as told:
        try:
            process = subprocess.Popen(line, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=told.stderr)
        except OSError as error:
            raise cannot_start(error) from error
        told.begin()
        with process:
            try:
                said = process.stdout.read()
            except BaseException:
                process.send_signal(signal.SIGINT)
                raise
    return take(arguments, process.returncode, said, ok)


class Told:
    """What the program tells a person. Its stderr is this process's own, or, where sys.stderr is another one, as in a notebook, a
    terminal whose text goes there: so it draws its progress."""

    def __init__(self):
        self._to = _own_stderr()
        self._terminal, self.stderr = _terminal() if self._to is not None else (None, None)
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Told:
        return self

    def begin(self) -> None:
        """The program has its end."""
        if self.stderr is None:
            return
        os.close(self.stderr)
        self.stderr = None
        self._thread = threading.Thread(target=_forward, args=(self._terminal, self._to), daemon=True)
        self._thread.start()

    def __exit__(self, *_) -> None:
        if self._thread is not None:
            self._thread.join()
        for descriptor in (self.stderr, self._terminal):
            if descriptor is not None:
                os.close(descriptor)


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


def _terminal() -> tuple[int, int]:
    """(to read from, the program's)."""
    try:
        terminal, program = os.openpty()
    except OSError:  # there is none to be had: then without progress
        return os.pipe()
    modes = termios.tcgetattr(program)
    modes[1] &= ~termios.OPOST  # a line ends as the program ends it
    termios.tcsetattr(program, termios.TCSANOW, modes)
    os.set_inheritable(program, True)
    return terminal, program


def _forward(terminal: int, to) -> None:
    decode = codecs.getincrementaldecoder("utf-8")("replace").decode
    while True:
        try:
            said = os.read(terminal, 65536)
        except OSError:  # how a terminal says that the other end is closed
            return
        if not said:
            return
        to.write(decode(said).replace(_WIPE, _WIPED))
        to.flush()
