"""What is shown while bytes come: a bar that redraws itself on a terminal, plain lines everywhere else."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import termios
import threading
import time
from contextlib import contextmanager

import pytest

SIZE = 40_000_000
LONGEST_WAIT_SECONDS = 60


@pytest.fixture
def trickling(larder, server):
    """A dataset whose bytes come bit by bit until `.set()`, then all at once."""
    enough = threading.Event()

    def trickle(handler, body):
        sent = 0
        while sent < len(body) // 2 and not enough.is_set():
            handler.wfile.write(body[sent:sent + 50_000])
            sent += 50_000
            enough.wait(0.02)
        enough.wait(LONGEST_WAIT_SECONDS)
        handler.wfile.write(body[sent:])

    server.put("a.bin", bytes(SIZE))
    server.sending("a.bin", trickle)
    larder.run("add", "acme/x", server.url("a.bin"))
    yield enough
    enough.set()


@contextmanager
def terminal(columns: int = 100):
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 25, columns, 0, 0))
    yield ours, theirs
    os.close(ours)


@contextmanager
def pipe():
    ours, theirs = os.pipe()
    yield ours, theirs
    os.close(ours)


def read_until(descriptor: int, wanted: str) -> str:
    seen = ""
    deadline = time.monotonic() + LONGEST_WAIT_SECONDS
    while not re.search(wanted, seen):
        assert time.monotonic() < deadline, seen
        if select.select([descriptor], [], [], 0.2)[0]:
            seen += os.read(descriptor, 65536).decode(errors="replace")
    return seen


def read_to_end(descriptor: int) -> str:
    seen = b""
    try:
        while piece := os.read(descriptor, 65536):
            seen += piece
    except OSError:  # the terminal's other end is closed
        pass
    return seen.decode()


def test_on_a_terminal_a_bar_tells_bytes_speed_and_time_left(larder, trickling):
    with terminal() as (ours, theirs):
        refresh = larder.start("refresh", "acme/x", stderr=theirs, environment={"TERM": "xterm"})
        os.close(theirs)
        seen = read_until(ours, r"left")
        trickling.set()
        out, _ = refresh.communicate(timeout=LONGEST_WAIT_SECONDS)
        seen += read_to_end(ours)
    assert refresh.returncode == 0 and out.startswith("acme/x: ") and "\x1b" not in out
    bars = seen.split("\r\x1b[K")
    assert re.search(r"^acme/x \[█*░+\] +\d+ % · [\d.]+ \wB of 40 MB · [\d.]+ \wB/s · .+ left$", seen.replace("\r\x1b[K", "\n"),
                     re.MULTILINE), bars
    assert all(len(bar) < 100 and "\n" not in bar for bar in bars), bars
    assert bars[-1] == "", "it is wiped away at the end"


def test_a_narrow_terminal_gets_a_shorter_bar(larder, trickling):
    with terminal(columns=30) as (ours, theirs):
        refresh = larder.start("refresh", "acme/x", stderr=theirs, environment={"TERM": "xterm"})
        os.close(theirs)
        seen = read_until(ours, r"acme/x \[.*…")
        trickling.set()
        refresh.communicate(timeout=LONGEST_WAIT_SECONDS)
        seen += read_to_end(ours)
    assert all(len(bar) < 30 for bar in seen.split("\r\x1b[K")), seen


@pytest.mark.parametrize("place", [pipe, terminal])
def test_elsewhere_long_work_tells_plain_lines(larder, trickling, place):
    with place() as (ours, theirs):
        refresh = larder.start("refresh", "acme/x", stderr=theirs, environment={"TERM": "dumb"})
        os.close(theirs)
        seen = read_until(ours, r"\n")
        trickling.set()
        refresh.communicate(timeout=LONGEST_WAIT_SECONDS)
        seen += read_to_end(ours)
    assert refresh.returncode == 0 and "\x1b" not in seen
    lines = seen.replace("\r\n", "\n").splitlines()
    assert lines and all(re.fullmatch(r"acme/x: \d+ % · [\d.]+ \wB of 40 MB( · [\d.]+ \wB/s( · .+ left)?)?", line)
                         for line in lines), seen


@pytest.mark.parametrize("option", ["-q", "--json"])
def test_who_wants_quiet_or_json_off_a_terminal_gets_no_lines(larder, server, option):
    server.put("a.bin", bytes(SIZE))
    larder.run("add", "acme/x", server.url("a.bin"))
    assert larder.run("refresh", "acme/x", option).err == ""
