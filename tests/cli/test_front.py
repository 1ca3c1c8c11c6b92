"""The front answers exactly the hits that it understands. Beside it stands a stand-in for the full program that says
what it was asked; so each case shows who answered."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import struct
import subprocess
import time
from pathlib import Path

import pytest

from support.faketime import fake_clock
from support.larder import program

SNAPSHOT = "20260801T210003Z-3fa2c1"
NOW_MS = int(time.time() * 1000)
HOUR_MS = 3_600_000
ASKED_FULL = 42


@pytest.fixture
def front(tmp_path) -> Front:
    return Front(tmp_path)


class Front:
    """The front in a folder of its own, with a home that has one fresh dataset."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.home = folder / "home"
        self.snapshot = self.home / "store/snapshots/acme/shipments" / SNAPSHOT
        self.snapshot.mkdir(parents=True)
        self.current = self.home / "data/datasets/acme/shipments/current.json"
        self.current.parent.mkdir(parents=True)
        self.binary = folder / "bin/larder"
        self.binary.parent.mkdir()
        shutil.copy(program(), self.binary)
        self.install_full(folder / "bin/larder-full")
        self.content = {
            "because": "fetched today; fresh until tomorrow",
            "confirmed_at": "2026-08-01T21:00:00.000Z",
            "confirmed_at_ms": NOW_MS - HOUR_MS,
            "dataset": "acme/shipments",
            "fetched_at": "2026-08-01T21:00:03.000Z",
            "fresh_until": "2026-08-01T22:00:00.000Z",
            "fresh_until_ms": NOW_MS + HOUR_MS,
            "look_due_ms": NOW_MS + HOUR_MS,
            "path": str(self.snapshot),
            "schema": 1,
            "snapshot": SNAPSHOT,
            "unwatched": "asked at 21:00; nothing is watching",
            "warning": None,
        }
        self.write()

    @staticmethod
    def install_full(path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'#!/bin/sh\necho "full: $*"\nexit {ASKED_FULL}\n')
        path.chmod(0o755)

    def write(self, **changed) -> None:
        self.content |= changed
        text = json.dumps(self.content, separators=(",", ":"), sort_keys=True, ensure_ascii=False)
        self.current.write_text(text + "\n", encoding="utf-8")

    def run(self, *arguments: str, stdout=subprocess.PIPE, **variables: str):
        environment = {"PATH": "/usr/bin:/bin", "LARDER_HOME": str(self.home), "HOME": "/nowhere"} | variables
        command = [str(self.binary), *arguments]
        return subprocess.run(command, env=environment, stdout=stdout, stderr=subprocess.PIPE, text=True, timeout=60)

    def is_hit(self, *arguments: str, **variables: str) -> bool:
        done = self.run("path", "acme/shipments", *arguments, **variables)
        assert done.returncode in (0, ASKED_FULL), done
        assert done.returncode == 0 or done.stdout == " ".join(["full: path acme/shipments", *arguments]) + "\n"
        return done.returncode == 0


def test_prints_the_path_of_a_hit(front):
    done = front.run("path", "acme/shipments")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{front.snapshot}\n", "")


def test_prints_the_file_and_that_there_was_no_run_as_json(front):
    done = front.run("--json", "path", "-q", "acme/shipments")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n") == 1
    assert json.loads(done.stdout) == front.content | {"run": None}


@pytest.mark.parametrize("options", [(), ("--json",), ("-q",)])
def test_says_the_warning_on_stderr(front, options):
    front.write(warning="acme/shipments is held at 20260801T210003Z-3fa2c1, été")
    done = front.run("path", "acme/shipments", *options)
    assert (done.returncode, done.stderr) == (0, "larder: acme/shipments is held at 20260801T210003Z-3fa2c1, été\n")


def test_says_that_nothing_is_watching_past_the_due_look(front):
    front.write(look_due_ms=NOW_MS - 1000, warning="late")
    done = front.run("path", "acme/shipments")
    assert (done.returncode, done.stdout) == (0, f"{front.snapshot}\n")
    assert done.stderr == "larder: late\nlarder: asked at 21:00; nothing is watching\n"


def test_says_nothing_of_it_while_some_process_watches(front):
    front.write(look_due_ms=NOW_MS - 1000)
    with open(front.home / "data/scheduler.lock", "w") as lock:
        whole_file = struct.pack("hhqqi", fcntl.F_WRLCK, os.SEEK_SET, 0, 0, 0)
        fcntl.fcntl(lock, fcntl.F_OFD_SETLK, whole_file)
        assert front.run("path", "acme/shipments").stderr == ""
    assert "nothing is watching" in front.run("path", "acme/shipments").stderr


HITS = {
    "without end": {"fresh_until_ms": None},
    "no look is ever due": {"look_due_ms": None, "unwatched": None},
    "an escape in a text that is not printed": {"because": 'it says "quoted"'},
    "a line about watching that has an escape, before it is due": {"unwatched": 'a "quote"'},
    "a field of a later program": {"added": "later"},
}


@pytest.mark.parametrize("case", HITS)
def test_answers(case, front):
    front.write(**HITS[case])
    assert front.is_hit()


MISSES = {
    "expired": {"fresh_until_ms": NOW_MS - 1},
    "ask at once": {"fresh_until_ms": 0},
    "confirmed in the future": {"confirmed_at_ms": NOW_MS + HOUR_MS},
    "never confirmed": {"confirmed_at_ms": None},
    "nothing fetched": {"path": None, "snapshot": None},
    "another schema": {"schema": 2},
    "another dataset's file": {"dataset": "acme/invoices"},
    "a path that is gone": {"path": f"/nowhere/{SNAPSHOT}"},
    "a path that is no snapshot": {"path": "/tmp"},
    "a warning with an escape": {"warning": 'held "for now"'},
    "a line about watching with an escape": {"look_due_ms": 1, "unwatched": 'a "quote"'},
    "a field that is a list": {"added": []},
    "more than a page of text": {"because": "x" * 8192},
}


@pytest.mark.parametrize("case", MISSES)
def test_leaves_to_the_full_program(case, front):
    front.write(**MISSES[case])
    assert not front.is_hit()


def test_leaves_a_snapshot_that_is_a_file_to_the_full_program(front):
    front.snapshot.rmdir()
    front.snapshot.touch()
    assert not front.is_hit()


def test_leaves_a_cut_off_file_to_the_full_program(front):
    front.current.write_bytes(front.current.read_bytes()[:-20])
    assert not front.is_hit()


@pytest.mark.parametrize("kind", ["missing", "a directory", "a fifo"])
def test_leaves_what_is_no_file_to_the_full_program(kind, front):
    front.current.unlink()
    if kind == "a directory":
        front.current.mkdir()
    elif kind == "a fifo":
        os.mkfifo(front.current)
    assert not front.is_hit()


@pytest.mark.parametrize("arguments", [
    [],
    ["path"],
    ["path", "acme/shipments@" + SNAPSHOT],
    ["path", "acme/../shipments"],
    ["path", "acme/shipments", "acme/shipments"],
    ["path", "acme/shipments", "--offline"],
    ["path", "acme/shipments", "--as-of", "2026-08-01"],
    ["status", "acme/shipments"],
    ["--version"],
    ["path", "--help"],
    ["path", "two words"],
])
def test_hands_on_what_it_does_not_know_as_it_is(arguments, front):
    done = front.run(*arguments)
    assert (done.returncode, done.stdout) == (ASKED_FULL, f"full: {' '.join(arguments)}\n")


def test_judges_at_no_invented_time(front):
    assert not front.is_hit(LARDER_AS_OF="2026-08-01T22:00")


def test_finds_the_home_as_the_full_program_does(front):
    xdg = front.folder / "xdg"
    xdg.mkdir()
    (front.home / "data").rename(xdg / "larder")
    assert front.is_hit(LARDER_HOME="", XDG_DATA_HOME=str(xdg))
    assert not front.is_hit(LARDER_HOME="", XDG_DATA_HOME="relative/path")
    user = front.folder / "user/.local/share"
    user.mkdir(parents=True)
    (xdg / "larder").rename(user / "larder")
    assert front.is_hit(LARDER_HOME="", HOME=str(front.folder / "user"))


def test_follows_libfaketime(front):
    inside = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(NOW_MS / 1000 + 60))
    outside = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(NOW_MS / 1000 + 2 * 3600))
    for then, answered in ((inside, 0), (outside, ASKED_FULL)):
        done = front.run("path", "acme/shipments", TZ="UTC", **fake_clock(FAKETIME=then))
        assert done.returncode == answered, (then, done)


def test_a_reader_that_closes_early_is_no_failure(front):
    read_end, write_end = os.pipe()
    os.close(read_end)
    try:
        done = front.run("path", "acme/shipments", stdout=write_end)
    finally:
        os.close(write_end)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_full_disk_behind_stdout_is_a_failure(front):
    with open("/dev/full", "w") as full:
        done = front.run("path", "acme/shipments", stdout=full)
    assert (done.returncode, done.stderr) == (8, "larder: cannot write to stdout: No space left on device\n")


def test_finds_the_full_program_where_it_is_installed(front):
    (front.folder / "bin/larder-full").unlink()
    front.install_full(front.folder / "libexec/larder/larder-full")
    assert front.run("status").stdout == "full: status\n"
    linked = front.folder / "elsewhere"
    linked.symlink_to(front.binary)
    front.binary, binary = linked, front.binary
    assert front.run("status").stdout == "full: status\n"
    front.binary = binary


def test_says_so_when_there_is_no_full_program(front):
    (front.folder / "bin/larder-full").unlink()
    done = front.run("status")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("larder: cannot start the full program, larder-full: No such file or directory")


def test_says_so_as_json_when_asked_for(front):
    (front.folder / "bin/larder-full").unlink()
    done = front.run("status", "--json")
    error = json.loads(done.stdout)["error"]
    assert done.returncode == 1 and error.keys() == {"kind", "message", "subject", "hint"}
    assert error["kind"] == "Storage" and error["message"].startswith("cannot start the full program")
    assert done.stderr.startswith("larder: cannot start the full program")


def test_carries_no_library_but_libc(front):
    needed = subprocess.run(["readelf", "-d", front.binary], capture_output=True, text=True, check=True).stdout
    assert [line.split("[")[1].rstrip("]") for line in needed.splitlines() if "NEEDED" in line] == ["libc.so.6"]
