"""Promise 9: a process that dies at any step of what it does leaves the old or the new snapshot whole; the next command
sweeps the rest and loses nothing. The test build lists its own steps, so that none is forgotten."""

import json
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

import pytest

from support import archives
from support.larder import Larder
from support.observe import bodies, hashes, remove_tree, tree

NAME = "acme/shipments"
OLD = {"a.csv": b"old\n", "b.csv": b"stays\n", "c/d.csv": b"stays too\n"}
NEW = OLD | {"a.csv": b"new\n", "e.csv": b"more\n"}


@dataclass
class World:
    """A home that can be put back to how it was before the deed."""

    larder: Larder
    kept: Path
    outside: tuple[Path, ...] = ()  # places beside the home that the deed may make

    def keep(self) -> None:
        subprocess.run(["cp", "-a", self.larder.home, self.kept], check=True)  # hard links stay hard links

    def restore(self) -> None:
        for place in (self.larder.home, *self.outside):
            remove_tree(place)
        subprocess.run(["cp", "-a", self.kept, self.larder.home], check=True)


@pytest.fixture
def world(larder, server, tmp_path) -> World:
    for name, content in OLD.items():
        server.put(f"acme/{name}", content)
    larder.run("add", NAME, server.url("acme/"), "--zone", "Europe/Paris")
    return World(larder, tmp_path / "kept")


def upload_new(server) -> None:
    for name, content in NEW.items():
        if OLD.get(name) != content:
            server.put(f"acme/{name}", content)


def steps_of(world: World, command: tuple[str, ...], list_file: Path) -> list[str]:
    world.larder.run(*command, environment={"LARDER_CRASH_LIST": str(list_file)})
    steps = list(dict.fromkeys(list_file.read_text().splitlines()))
    assert steps, "the build under test has no crash points: use the preset dev"
    return steps


def kill_at_every_step(world: World, tmp_path: Path, command: tuple[str, ...], check: Callable[[str], None],
                       at_least: int, prepare: Callable[[], None] = lambda: None) -> None:
    """Each step by name: put the home back, die there, and let `check` look at what the next command finds."""
    world.keep()
    steps = steps_of(world, command, tmp_path / "steps")
    assert len(steps) >= at_least, steps
    problems = []
    for step in steps:
        world.restore()
        prepare()
        died = world.larder.call(*command, environment={"LARDER_CRASH_AT": step})
        assert died.exit == -signal.SIGKILL, f"it did not die at {step}\n{died}"
        try:
            check(step)
        except AssertionError as problem:
            problems.append(f"killed at {step}: {problem}")
    assert not problems, "\n\n".join(problems)


def assert_agreement(larder: Larder, *possible: dict[str, bytes]) -> None:
    """status, path, current.json and history speak of one whole snapshot, without asking the source."""
    row = larder.row(NAME)
    assert row["path"], row
    content = tree(row["path"])
    assert content in [hashes(files) for files in possible], content
    offline = larder.call("path", NAME, "--offline")
    assert offline.line == row["path"], offline
    assert larder.current(NAME)["path"] == row["path"]
    assert [entry["id"] for entry in larder.json("history", NAME)["snapshots"] if entry["current"]] == [row["snapshot"]]


def assert_swept(larder: Larder) -> None:
    """After the next run nothing half-done is left, and every blob has an owner."""
    for place in ("staging", "trash"):
        assert list((larder.store / place).rglob("*")) == [], f"{place} is not empty"
    snapshots = {path.name for path in (larder.store / "snapshots" / NAME).iterdir()}
    assert snapshots == {entry["id"] for entry in larder.json("history", NAME)["snapshots"]}
    assert larder.json("verify")["damaged"] == []
    owned = {digest for path in (larder.store / "snapshots").glob("*/*/*") for digest in tree(path).values()}
    blobs = {path.name for path in (larder.store / "blobs").glob("*/*")}
    assert blobs == owned, "a blob without an owner, or an owner without its blob"
    aside = [path for path in larder.data.rglob("*") if path.name.endswith((".tmp", ".new", "~")) or ".tmp" in path.name]
    assert aside == []


def test_a_first_fetch(world, server, tmp_path):
    larder = world.larder

    def check(step: str) -> None:
        row = larder.row(NAME)
        if row["snapshot"]:
            assert_agreement(larder, OLD)
        else:
            assert row["state"] == "missing"
            assert larder.call("path", NAME, "--offline").out == ""
        assert tree(larder.path(NAME)) == hashes(OLD)
        assert larder.row(NAME)["state"] == "fresh"
        larder.run("doctor")
        assert_swept(larder)
        assert len(larder.json("history", NAME)["snapshots"]) == 1

    kill_at_every_step(world, tmp_path, ("refresh", NAME), check, at_least=8)


def test_a_fetch_of_a_change(world, server, tmp_path):
    larder = world.larder
    larder.run("refresh", NAME)
    larder.run("pin", NAME, larder.row(NAME)["snapshot"])
    first = larder.row(NAME)["snapshot"]
    upload_new(server)
    prepare = server.clear_log

    def check(step: str) -> None:
        assert_agreement(larder, OLD, NEW)
        row = larder.row(NAME)
        if bodies(server.log()) and row["snapshot"] == first:
            assert row["state"] == "stale", "a change that was seen is forgotten"
        assert tree(larder.path(NAME)) in (hashes(OLD), hashes(NEW))
        assert larder.json("refresh", NAME)["runs"][0]["outcome"] in ("fetched", "unchanged")
        assert tree(larder.path(NAME)) == hashes(NEW)
        history = larder.json("history", NAME)["snapshots"]
        assert len(history) == 2 and [entry["id"] for entry in history if entry["pinned"]] == [first]
        larder.run("doctor")
        assert_swept(larder)

    kill_at_every_step(world, tmp_path, ("refresh", NAME), check, at_least=8, prepare=prepare)


def test_a_fetch_of_an_archive(larder, server, tmp_path):
    """Each member a step of its own; the archive itself never stays behind."""
    server.put("acme.zip", archives.zipped(OLD))
    larder.run("add", NAME, server.url("acme.zip"), "--zone", "Europe/Paris", "--unpack", "auto")
    larder.run("refresh", NAME)
    server.put("acme.zip", archives.zipped(NEW), "2026-07-02T06:00:00Z")

    def check(step: str) -> None:
        assert_agreement(larder, OLD, NEW)
        larder.run("refresh", NAME)
        assert tree(larder.path(NAME)) == hashes(NEW)
        larder.run("doctor")
        assert_swept(larder)
        assert list((larder.store / "partials").iterdir()) == []

    kill_at_every_step(World(larder, tmp_path / "kept"), tmp_path, ("refresh", NAME), check, at_least=10)


def test_a_change_that_is_known_is_never_hidden_from_the_reader_who_comes_first(world, server, tmp_path):
    """No command puts anything right before `path`, whose answer may come from current.json alone."""
    larder = world.larder
    larder.run("refresh", NAME)
    upload_new(server)

    def check(step: str) -> None:
        record = json.loads((larder.data / "datasets" / NAME / "record.json").read_text())
        path = larder.path(NAME)
        if record["known_change"] or bodies(server.log()):
            assert tree(path) == hashes(NEW), "old data, although a change was known"
        else:
            assert tree(path) in (hashes(OLD), hashes(NEW))

    kill_at_every_step(world, tmp_path, ("refresh", NAME), check, at_least=8, prepare=server.clear_log)


def test_a_policy_that_asks_more_often_holds_from_the_first_reader_on(world, server, tmp_path):
    larder = world.larder
    larder.run("refresh", NAME)
    upload_new(server)

    def check(step: str) -> None:
        binding = json.loads((larder.data / "datasets" / NAME / "binding.json").read_text())
        assert tree(larder.path(NAME)) == hashes(NEW if binding["policy"] == "always" else OLD)

    kill_at_every_step(world, tmp_path, ("set", NAME, "policy=always"), check, at_least=1)


def test_an_export_and_the_command_after_it(larder, tmp_path):
    """What the command after new data is for was switched to: it runs for each upload once at least, and soon."""
    exports, told = tmp_path / "exports", tmp_path / "told"
    exports.mkdir()
    (exports / "a.csv").write_bytes(b"old\n")
    larder.run("add", NAME, f'command:cp {exports}/* "$LARDER_OUT"', "--after", f'cat "$LARDER_PATH/a.csv" >>{told}')
    larder.run("refresh", NAME)
    (exports / "a.csv").write_bytes(b"new\n")
    world = World(larder, tmp_path / "kept")

    def check(step: str) -> None:
        assert_agreement(larder, {"a.csv": b"old\n"}, {"a.csv": b"new\n"})
        larder.run("refresh", NAME)
        assert tree(larder.path(NAME)) == hashes({"a.csv": b"new\n"})
        assert told.read_text().splitlines()[-1] == "new", f"killed at {step}: nothing was run for the new data"
        runs = told.read_text().splitlines().count("new")
        larder.run("refresh", NAME)
        assert told.read_text().splitlines().count("new") == runs, "it is run again and again"
        assert_swept(larder)

    kill_at_every_step(world, tmp_path, ("refresh", NAME), check, at_least=10, prepare=lambda: told.write_text("old\n"))


def test_a_fetch_while_an_older_snapshot_is_held(world, server, tmp_path):
    larder = world.larder
    larder.run("refresh", NAME)
    first = larder.path(NAME)
    larder.run("use", NAME, first.name)
    upload_new(server)

    def check(step: str) -> None:
        assert_agreement(larder, OLD)
        larder.run("refresh", NAME)
        assert larder.path(NAME) == first
        assert len(larder.json("history", NAME)["snapshots"]) == 2
        larder.run("use", NAME, "latest")
        assert tree(larder.path(NAME)) == hashes(NEW)
        larder.run("doctor")
        assert_swept(larder)

    kill_at_every_step(world, tmp_path, ("refresh", NAME), check, at_least=8)


def test_an_identical_upload_and_a_forced_refresh(world, server, tmp_path):
    larder = world.larder
    larder.run("refresh", NAME)
    path = larder.path(NAME)
    server.put("acme/a.csv", OLD["a.csv"])

    def check(step: str) -> None:
        assert_agreement(larder, OLD)
        assert larder.path(NAME) == path
        larder.run("refresh", NAME)
        assert len(larder.json("history", NAME)["snapshots"]) == 1
        larder.run("doctor")
        assert_swept(larder)

    kill_at_every_step(world, tmp_path, ("refresh", NAME, "--force"), check, at_least=3)


def test_choosing_an_older_snapshot(world, server, tmp_path):
    larder = world.larder
    larder.run("refresh", NAME)
    first = larder.row(NAME)["snapshot"]
    upload_new(server)
    larder.run("refresh", NAME)

    def check(step: str) -> None:
        assert_agreement(larder, OLD, NEW)
        larder.run("use", NAME, first)
        assert tree(larder.path(NAME)) == hashes(OLD)
        larder.run("use", NAME, "latest")
        assert tree(larder.path(NAME)) == hashes(NEW)

    kill_at_every_step(world, tmp_path, ("use", NAME, first), check, at_least=2)


def test_pruning(world, server, tmp_path):
    larder = world.larder
    larder.run("set", NAME, "keep=1")
    for day in range(1, 5):
        server.put("acme/a.csv", b"day %d\n" % day)
        larder.at(f"2026-08-{day:02}T09:00").run("refresh", NAME)
    newest = OLD | {"a.csv": b"day 4\n"}
    world.larder = larder.at("2026-09-01T09:00")

    def check(step: str) -> None:
        later = world.larder
        assert_agreement(later, newest)
        assert later.json("verify")["damaged"] == []
        later.run("prune")
        assert len(later.json("history", NAME)["snapshots"]) == 1
        later.run("doctor")
        assert_swept(later)
        assert_agreement(later, newest)

    kill_at_every_step(world, tmp_path, ("prune",), check, at_least=2)


def test_forgetting(world, server, tmp_path):
    larder = world.larder
    server.put("globex/o.csv", b"of somebody else\n")
    larder.run("add", "globex/orders", server.url("globex/"))
    larder.run("refresh", "--all")

    def check(step: str) -> None:
        assert larder.call("forget", "acme", "--yes").exit in (0, 4)
        larder.run("doctor")
        telling = (b"stays too", b"acme/shipments", b"acme/a.csv")
        left = [path for path in larder.home.rglob("*")
                if path.is_file() and any(word in path.read_bytes() for word in telling)]
        assert left == []
        larder.run("path", NAME, exit=4)
        assert tree(larder.path("globex/orders")) == hashes({"o.csv": b"of somebody else\n"})
        assert larder.json("verify")["damaged"] == []

    kill_at_every_step(world, tmp_path, ("forget", "acme", "--yes"), check, at_least=2)


def test_binding_a_dataset(larder, server, tmp_path):
    server.put("acme/a.csv", b"1\n")
    server.put("acme/b.csv", b"2\n")
    larder.run("add", "acme/first", server.url("acme/a.csv"))
    world = World(larder, tmp_path / "kept")
    command = ("add", NAME, server.url("acme/b.csv"))

    def check(step: str) -> None:
        assert larder.call(*command).exit in (0, 2)
        assert tree(larder.path(NAME)) == hashes({"b.csv": b"2\n"})
        assert tree(larder.path("acme/first")) == hashes({"a.csv": b"1\n"})

    kill_at_every_step(world, tmp_path, command, check, at_least=1)


def test_moving_the_store(world, server, tmp_path):
    larder = world.larder
    larder.run("refresh", NAME)
    elsewhere = tmp_path / "elsewhere"
    world.outside = (elsewhere,)
    command = ("config", f"store={elsewhere}")

    def check(step: str) -> None:
        assert_agreement(larder, OLD)
        answer = larder.call(*command)
        assert answer.exit == 0, answer
        assert_agreement(larder, OLD)
        assert str(larder.path(NAME)).startswith(str(elsewhere))
        assert larder.json("verify")["damaged"] == []

    kill_at_every_step(world, tmp_path, command, check, at_least=2)
