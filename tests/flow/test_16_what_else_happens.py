"""Beyond the numbered promises: accidents of ordinary days that must end in the old or the new data, never in silence."""

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from support.faults import Stall
from support.larder import Larder, program
from support.observe import bytes_under_way, hashes, no_requests, requests, tree, wait_until

NAME = "acme/shipments"
FILES = {"a.csv": b"1\n", "b.csv": b"2\n" * 1000}


def upload(server, files: dict[str, bytes] = FILES) -> str:
    for name, content in files.items():
        server.put(f"acme/{name}", content)
    return server.url("acme/")


@pytest.mark.parametrize("stop, exit", [(signal.SIGINT, 130), (signal.SIGTERM, 130)])
def test_a_stopped_refresh_ends_soon_keeps_the_old_snapshot_and_goes_on_where_it_was(larder, server, stop, exit):
    larder.run("add", NAME, upload(server))
    old = larder.path(NAME)
    new = FILES | {"b.csv": b"3\n" * 500_000}
    upload(server, {"b.csv": new["b.csv"]})
    stall = Stall(after=600_000)
    server.sending("acme/b.csv", stall)
    refresh = larder.start("refresh", NAME, "--json")
    stall.wait()
    wait_until(lambda: bytes_under_way(larder) > 0, "some of it is written")
    began = time.monotonic()
    refresh.send_signal(stop)
    out, _ = refresh.communicate()
    assert time.monotonic() - began < 3, "it was told to stop"
    stall.release()
    server.sending("acme/b.csv", None)
    assert refresh.returncode == exit
    assert json.loads(out)["runs"][0]["outcome"] == "stopped"
    assert tree(old) == hashes(FILES)
    assert larder.row(NAME)["state"] == "stale", "it is known to have changed"

    with requests(server) as asked:
        assert tree(larder.path(NAME)) == hashes(new)
    (again,) = [entry for entry in asked if entry.method == "GET" and entry.path == "acme/b.csv"]
    assert again.status == 206


@pytest.mark.parametrize("folder", ["with space", 'quote"s and \\backslash', "\u65e5\u672c e\u0301", "100%+#?"])
def test_a_home_with_an_odd_name_gives_its_path_exactly(tmp_path, server, folder):
    larder = Larder(tmp_path / folder / "home")
    larder.run("add", NAME, upload(server))
    first = larder.path(NAME)
    assert tree(first) == hashes(FILES)
    with no_requests(server):
        assert larder.path(NAME) == first
        assert larder.json("path", NAME)["path"] == str(first)


def test_the_whole_home_may_lie_in_memory(server):
    shared = Path("/dev/shm") / f"larder-test-{os.getpid()}"
    larder = Larder(shared)
    try:
        larder.run("add", NAME, upload(server))
        assert tree(larder.path(NAME)) == hashes(FILES)
        assert larder.json("verify")["damaged"] == []
    finally:
        subprocess.run(["rm", "-rf", shared], check=True)


def test_a_reader_that_hangs_up_does_not_disturb_the_fetch(larder, server):
    larder.run("add", NAME, upload(server))
    reading, writing = os.pipe()
    os.close(reading)
    process = larder.start("path", NAME, stdout=writing)
    os.close(writing)
    process.communicate()
    with no_requests(server):
        assert tree(larder.path(NAME)) == hashes(FILES)


def test_a_hit_needs_no_right_to_write(larder, server):
    larder.run("add", NAME, upload(server))
    path = larder.path(NAME)
    before = {file: file.stat().st_mtime_ns for file in larder.data.rglob("*")}
    with no_requests(server):
        assert larder.path(NAME) == path
        larder.json("path", NAME)
    assert {file: file.stat().st_mtime_ns for file in larder.data.rglob("*")} == before


def test_two_datasets_with_the_same_files_store_their_bytes_once(larder, server):
    url = upload(server)
    larder.run("add", NAME, url)
    larder.run("add", "globex/copy", url)
    larder.run("refresh", "--all")
    one, other = larder.path(NAME), larder.path("globex/copy")
    assert tree(one) == tree(other) == hashes(FILES)
    assert os.stat(one / "b.csv").st_ino == os.stat(other / "b.csv").st_ino
    larder.run("forget", "globex", "--yes")
    assert tree(one) == hashes(FILES)
    assert larder.json("verify")["damaged"] == []


def test_a_stale_copy_is_refused_when_the_source_is_away_unless_it_is_asked_for(tmp_path, server):
    larder = Larder(tmp_path / "home", LARDER_HTTP_BACKOFF_MS="1")
    larder.at("2026-08-01T09:00").run("add", NAME, upload(server), "--zone", "Europe/Paris")
    path = larder.at("2026-08-01T09:00").path(NAME)
    server.answer("acme/", lambda handler: handler.reply(500, b"", path="acme/"))
    next_day = larder.at("2026-08-02T09:00")
    refused = next_day.run("path", NAME, exit=6)
    assert refused.out == "" and refused.err.strip()
    assert next_day.row(NAME)["state"] == "failed"

    warned = next_day.run("path", NAME, "--stale-ok")
    assert warned.line == str(path) and warned.err.strip()
    with no_requests(server):
        offline = next_day.run("path", NAME, "--offline", exit=3)
    assert offline.line == str(path) and offline.err.strip()

    next_day.run("set", NAME, "stale-if-error=true")
    tolerant = next_day.run("path", NAME)
    assert tolerant.line == str(path) and tolerant.err.strip()


def test_a_failed_look_of_a_fresh_dataset_leaves_it_fresh(tmp_path, server):
    larder = Larder(tmp_path / "home", LARDER_HTTP_BACKOFF_MS="1")
    larder.at("2026-08-01T09:00").run("add", NAME, upload(server), "--zone", "Europe/Paris")
    path = larder.at("2026-08-01T09:00").path(NAME)
    server.answer("acme/", lambda handler: handler.reply(500, b"", path="acme/"))
    noon = larder.at("2026-08-01T12:00")
    assert noon.json("check", NAME, exit=6)["datasets"][0]["remote"] == "unreachable"
    row = noon.row(NAME)
    assert row["state"] == "fresh" and "failing" in row["flags"]
    with no_requests(server):
        assert noon.path(NAME) == path


def test_a_server_that_asks_for_an_hour_is_given_up_at_once(tmp_path, server):
    larder = Larder(tmp_path / "home")
    url = upload(server)
    larder.run("add", NAME, url)
    server.answer("acme/", lambda handler: handler.reply(503, b"", {"Retry-After": "3600"}))
    with requests(server) as asked:
        larder.run("refresh", NAME, exit=6)
    assert len(asked) == 1


def test_what_a_killed_run_left_goes_with_the_next_run_of_any_dataset(larder, server):
    larder.run("add", NAME, upload(server))
    larder.run("add", "globex/other", server.url("acme/a.csv"))
    stall = Stall(after=1000)
    server.sending("acme/b.csv", stall)
    dying = larder.start("refresh", NAME)
    stall.wait()
    dying.kill()
    dying.communicate()
    stall.release()
    assert list((larder.store / "staging").iterdir()) != []
    larder.run("refresh", "globex/other")
    assert list((larder.store / "staging").iterdir()) == []


def test_a_circle_of_links_in_a_directory_ends(larder, tmp_path):
    exports = tmp_path / "exports"
    (exports / "below").mkdir(parents=True)
    (exports / "a.csv").write_bytes(b"1\n")
    (exports / "below" / "around").symlink_to(exports)
    larder.run("add", NAME, str(exports), "--no-probe")
    assert tree(larder.path(NAME)) == hashes({"a.csv": b"1\n"})
    (notice,) = larder.json("refresh", NAME)["runs"][0]["notices"]
    assert "below/around" in notice


def test_several_datasets_are_each_reported_and_one_failure_stops_none(larder, server):
    upload(server)
    server.put("good.csv", b"good\n")
    larder.run("add", "acme/good", server.url("good.csv"))
    larder.run("add", "acme/bad", server.url("missing.csv"), "--no-probe")
    runs = larder.json("refresh", "acme", exit=4)["runs"]
    assert {run["dataset"]: run["outcome"] for run in runs} == {"acme/good": "fetched", "acme/bad": "failed"}
    larder.run("status", "acme/good")
    larder.run("status", exit=3)


def test_a_rare_clash_of_set_and_refresh_leaves_both_done(larder, server):
    larder.run("add", NAME, upload(server))
    for round_number in range(10):
        server.put("acme/a.csv", b"%d\n" % round_number)
        refresh = larder.start("refresh", NAME)
        settings = [larder.start("set", NAME, f"keep={20 + round_number}"),
                    larder.start("pin", NAME, larder.row(NAME)["snapshot"] or "latest")]
        for process in (refresh, *settings):
            process.communicate()
        assert refresh.returncode == 0
        assert tree(larder.path(NAME))["a.csv"] == hashes({"a.csv": b"%d\n" % round_number})["a.csv"]
        assert f"keep = {20 + round_number}" in larder.run("dump").out


@pytest.mark.parametrize("instant, exit", [
    ("2026-08-01 08:59:59", 3),  # before it was asked: the clock was set back
    ("2026-08-01 09:00:00", 0),
    ("2026-08-01 09:14:59", 0),
    ("2026-08-01 09:15:00", 0),  # from here on it says that nothing is watching
    ("2026-08-01 23:59:59", 0),
    ("2026-08-02 00:00:00", 3),
])
def test_the_front_and_the_full_program_give_the_same_answer(larder, server, monkeypatch, instant, exit):
    morning = larder.at("2026-08-01T09:00")
    morning.run("add", NAME, upload(server), "--zone", "Europe/Paris")
    path = morning.path(NAME)
    then = larder.in_fake_time(instant)
    server.answer("acme/", lambda handler: handler.reply(403, b"", path="acme/"))  # who asks, fails

    def ask(*words: str):
        answer = then.call("path", NAME, *words)
        return answer.exit, answer.out, answer.err

    view = larder.data / "datasets" / NAME / "current.json"
    before = view.stat().st_mtime_ns
    with requests(server) as asked:
        front = ask()
    assert (front[0] == 0) == (asked == []) == (exit == 0)
    assert view.stat().st_mtime_ns == before or exit, "the front only reads"
    as_json = ask("--json")
    monkeypatch.setenv("LARDER_BIN", str(program().with_name("larder-full")))
    assert ask() == front
    if exit == 0:
        assert front[1] == f"{path}\n"
        full = ask("--json")
        assert (full[0], json.loads(full[1]), full[2]) == (as_json[0], json.loads(as_json[1]), as_json[2])
    assert ask("--offline")[0] == exit


def test_a_version_says_its_name():
    answer = subprocess.run([str(program()), "--version"], capture_output=True, text=True, check=True)
    assert answer.stdout.lower().startswith("larder ")


def test_a_source_directory_that_is_not_mounted_is_a_failure_and_not_an_empty_snapshot(larder, tmp_path):
    exports = tmp_path / "exports"
    exports.mkdir()
    (exports / "a.csv").write_bytes(b"1\n")
    larder.run("add", NAME, str(exports))
    path = larder.path(NAME)
    exports.rename(tmp_path / "away")
    larder.run("refresh", NAME, exit=4)
    assert tree(path) == hashes({"a.csv": b"1\n"})
    (tmp_path / "away").rename(exports)
    assert larder.json("refresh", NAME)["runs"][0]["outcome"] in ("unchanged", "identical")
    assert larder.path(NAME) == path


def test_a_snapshot_that_was_handed_out_by_name_is_given_and_kept(larder, server):
    larder.run("add", NAME, upload(server))
    old = larder.path(NAME)
    larder.run("set", NAME, "keep=1")
    for number in range(3):
        server.put("acme/a.csv", b"later %d\n" % number)
        larder.run("refresh", NAME)
    assert larder.path(f"{NAME}@{old.name}") == old
    larder.run("prune")
    assert tree(old) == hashes(FILES), "a notebook may still read it"
