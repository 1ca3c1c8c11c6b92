"""`larder.path`: the current directory, in microseconds when it is fresh, through the program when it is not."""

from __future__ import annotations

import asyncio
import io
import json
import multiprocessing
import os
import pickle
import subprocess
import sys
import threading
import warnings

import larder
import pytest

from support.agent import Agent
from support.larder import REPOSITORY

NAME = "acme/shipments"
LATER = "2026-12-30T10:00:00Z"


def test_a_miss_fetches_and_a_hit_asks_nobody(exports, asked):
    folder = larder.path(NAME)
    assert (folder / "orders.csv").read_text() == "day,total\nmonday,1\n"
    assert asked() == [f"path --json {NAME}"]
    exports.take_away()
    assert larder.path(NAME) == folder
    assert len(asked()) == 1


def test_a_hit_is_the_new_snapshot_as_soon_as_another_process_fetched_it(exports, asked):
    before = larder.path(NAME)
    exports.write("orders.csv", "day,total\nmonday,2\n")
    assert larder.path(NAME) == before, "fresh until the day ends"
    exports.larder.run("refresh", NAME)
    after = larder.path(NAME)
    assert after != before and (after / "orders.csv").read_text() == "day,total\nmonday,2\n"
    assert len(asked()) == 1


def test_a_snapshot_that_is_gone_is_no_hit(exports):
    folder = larder.path(NAME)
    subprocess.run(["chmod", "-R", "u+w", str(folder)], check=True)
    subprocess.run(["rm", "-r", str(folder)], check=True)
    assert (larder.path(NAME) / "orders.csv").exists()


@pytest.mark.parametrize("said", [b"", b"{", b"[]", b'{"schema":2}', b'{"schema":1,"dataset":"other/one"}', b"\xff" * 9000])
def test_a_file_that_is_not_understood_is_for_the_program(exports, asked, said):
    folder = larder.path(NAME)
    file = exports.larder.data / "datasets" / NAME / "current.json"
    aside = file.with_suffix(".aside")
    aside.write_bytes(said)
    aside.rename(file)
    assert larder.path(NAME) == folder
    assert len(asked()) == 2


def test_stale_data_are_refused_and_handed_out_on_request(exports, monkeypatch):
    folder = larder.path(NAME)
    exports.take_away()
    monkeypatch.setenv("LARDER_AS_OF", LATER)
    with pytest.raises(larder.NotFound, match="cannot find the source") as refused:
        larder.path(NAME)
    assert refused.value.kind == "NotFound" and "stale" in refused.value.hint
    assert larder.path(NAME, stale_ok=True) == folder


def test_offline_asks_nobody(exports, asked, larder_home):
    with pytest.raises(larder.NotFresh, match="is not here"):
        larder.path(NAME, offline=True)
    folder = larder.path(NAME)
    assert larder.path(NAME, offline=True) == folder
    exports.larder.run("set", NAME, "policy=always")
    with pytest.raises(larder.NotFresh, match="is not fresh"):
        larder.path(NAME, offline=True)
    with pytest.warns(larder.LarderWarning, match="is not fresh"):
        assert larder.path(NAME, offline=True, stale_ok=True) == folder
    assert len(asked()) == 1


def test_a_named_snapshot_stays_what_it_is(exports, asked):
    first = larder.path(NAME)
    exports.write("orders.csv", "day,total\nmonday,2\n")
    larder.refresh(NAME)
    named = f"{NAME}@{first.name}"
    assert larder.path(named) == first != larder.path(NAME)
    calls = len(asked())
    assert larder.path(named) == first and larder.path(named, offline=True) == first
    assert len(asked()) == calls
    with pytest.raises(larder.NotFound, match="no snapshot"):
        larder.path(f"{NAME}@20200101T000000Z-abcdef")


@pytest.mark.parametrize("name", ["acme", "acme/", "/acme/x", "Acme/x", "acme/x/y", "acme/../x", "acme/x@new", "", "--help", "acme/x\n"])
def test_a_bad_name_is_told_before_anything_is_asked(larder_home, asked, name):
    with pytest.raises(larder.Invalid):
        larder.path(name)
    assert asked() == []


def test_a_held_snapshot_is_a_hit_with_a_warning(exports):
    first = larder.path(NAME)
    exports.write("orders.csv", "day,total\nmonday,2\n")
    larder.refresh(NAME)
    exports.larder.run("use", NAME, first.name)
    with pytest.warns(larder.LarderWarning, match="held") as told:
        assert larder.path(NAME) == first
    assert told[0].filename == __file__, "the warning names the line that asked"


def test_who_nobody_watches_for_is_told_and_who_is_watched_for_is_not(exports):
    larder.path(NAME)
    file = exports.larder.data / "datasets" / NAME / "current.json"
    said = json.loads(file.read_text()) | {"look_due_ms": 0}
    file.with_suffix(".aside").write_text(json.dumps(said))
    file.with_suffix(".aside").rename(file)
    with pytest.warns(larder.LarderWarning, match="nothing is watching it"):
        larder.path(NAME)
    with Agent(exports.larder) as agent:
        agent.wait_for("looking")
        file.with_suffix(".aside").write_text(json.dumps(said | {"look_due_ms": 1}))
        file.with_suffix(".aside").rename(file)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            larder.path(NAME)


def test_every_error_has_its_class_and_says_what_to_do(exports, monkeypatch):
    with pytest.raises(larder.NotFound, match="there is no dataset") as unknown:
        larder.path("acme/none")
    assert unknown.value.hint and str(unknown.value).endswith(unknown.value.hint)
    assert isinstance(unknown.value, LookupError)
    same = pickle.loads(pickle.dumps(unknown.value))
    assert (type(same), str(same), same.kind) == (larder.NotFound, str(unknown.value), "NotFound")
    exports.larder.run("add", "acme/away", "http://127.0.0.1:9/x/", "--no-probe")
    monkeypatch.setenv("LARDER_HTTP_BACKOFF_MS", "1")
    with pytest.raises(larder.Unreachable):
        larder.path("acme/away")
    monkeypatch.setenv("LARDER_BIN", "/nowhere/larder")
    with pytest.raises(larder.ProgramMissing, match="LARDER_BIN"):
        larder.path("acme/none")


def test_threads_and_forks_each_get_it(exports):
    folder = larder.path(NAME)
    found = []
    threads = [threading.Thread(target=lambda: found.append(larder.path(NAME))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [folder] * 8
    with multiprocessing.get_context("fork").Pool(4) as pool:
        assert pool.map(larder.path, [NAME] * 8) == [folder] * 8


def test_asyncio_waits_for_a_miss_without_blocking(exports, asked):
    async def both():
        ticks = 0

        async def tick():
            nonlocal ticks
            while True:
                ticks += 1
                await asyncio.sleep(0)

        ticking = asyncio.create_task(tick())
        folder = await larder.aio.path(NAME)
        ticking.cancel()
        assert ticks > 10
        return folder, await larder.aio.path(NAME)

    first, again = asyncio.run(both())
    assert first == again == larder.path(NAME)
    assert len(asked()) == 1


def test_cancelling_stops_the_program(exports, tmp_path, monkeypatch):
    pid = tmp_path / "pid"
    hang = tmp_path / "larder-hang"
    hang.write_text(f'#!/bin/sh\necho $$ >"{pid}.new"; mv "{pid}.new" "{pid}"\nexec sleep 600\n')
    hang.chmod(0o755)
    monkeypatch.setenv("LARDER_BIN", str(hang))

    async def begun_and_cancelled():
        asking = asyncio.create_task(larder.aio.path(NAME))
        while not pid.exists():
            await asyncio.sleep(0.01)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking

    asyncio.run(asyncio.wait_for(begun_and_cancelled(), 30))
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text()), 0)


def test_what_the_program_says_is_seen_where_stderr_is_another(exports, capsys, monkeypatch):
    """As in a notebook, whose sys.stderr is no file."""
    seen = io.StringIO()
    monkeypatch.setattr(sys, "stderr", seen)
    with pytest.raises(larder.NotFound):
        larder.path("acme/none")
    assert 'there is no dataset "acme/none"' in seen.getvalue()


def test_a_hit_imports_next_to_nothing(exports):
    larder.path(NAME)
    code = ("import sys; before = set(sys.modules); import larder; larder.path('acme/shipments');"
            "print(*sorted({name.split('.')[0] for name in set(sys.modules) - before}))")
    said = subprocess.run([sys.executable, "-c", code], env=os.environ | {"PYTHONPATH": str(REPOSITORY / "app/python/src")},
                          capture_output=True, text=True, check=True)
    assert not {"subprocess", "ctypes", "asyncio", "dataclasses", "fsspec", "threading"} & set(said.stdout.split()), said.stdout
