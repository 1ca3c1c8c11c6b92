"""How a web server fails: hooks for WebServer.answer, .before and .sending. Any thread."""

from __future__ import annotations

import socket
import threading
from typing import Callable

from support.webserver import Handler

LONGEST_HOLD_SECONDS = 60


class Gate:
    """Holds requests back until the test opens it: `server.before(path, gate)`; `first_only`: those after pass."""

    def __init__(self, method: str | None = None, first_only: bool = False):
        self._method = method
        self._first_only = first_only
        self._lock = threading.Lock()
        self._opened = threading.Event()
        self.count = 0

    def __call__(self, handler: Handler) -> None:
        if self._method and handler.command != self._method:
            return
        with self._lock:
            self.count += 1
            if self._first_only and self.count > 1:
                return
        assert self._opened.wait(LONGEST_HOLD_SECONDS), "nobody opened the gate"

    def open(self) -> None:
        self._opened.set()


def status(code: int, **headers: str) -> Callable[[Handler], None]:
    """Answers with that status; `Retry_After="1"` is the field Retry-After."""
    fields = {name.replace("_", "-"): value for name, value in headers.items()}

    def reply(handler: Handler) -> None:
        handler.reply(code, b"no\n", fields, path=handler.path.lstrip("/"))

    return reply


def break_connection(handler: Handler) -> None:
    """Ends it so that the client notices at once."""
    handler.wfile.flush()
    handler.close_connection = True
    try:
        handler.connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass


def cut_after(bytes_sent: int, times: int | None = None) -> Callable[[Handler, bytes], None]:
    """Breaks the connection after so many bytes of a body, the first `times` times (None: always)."""
    lock = threading.Lock()
    left = [times]

    def send(handler: Handler, body: bytes) -> None:
        with lock:
            cuts = left[0] is None or left[0] > 0
            if left[0]:
                left[0] -= 1
        handler.wfile.write(body[:bytes_sent] if cuts else body)
        if cuts:
            break_connection(handler)

    return send


class Stall:
    """Stops in the middle of a body until the test lets go: `server.sending(path, stall)`."""

    def __init__(self, after: int):
        self._after = after
        self._released = threading.Event()
        self.reached = threading.Event()

    def __call__(self, handler: Handler, body: bytes) -> None:
        handler.wfile.write(body[: self._after])
        handler.wfile.flush()
        self.reached.set()
        assert self._released.wait(LONGEST_HOLD_SECONDS), "nobody released the stall"
        try:
            handler.wfile.write(body[self._after :])
        except OSError:
            handler.close_connection = True

    def wait(self) -> None:
        assert self.reached.wait(30), "nobody asked for the body"

    def release(self) -> None:
        self._released.set()
