"""A person's own commands: the export script that is a source, and what is run `after` new data landed."""

from __future__ import annotations

import json
import signal
import sqlite3
from pathlib import Path

import pytest

from support.agent import Agent
from support.larder import Larder, program
from support.observe import hashes, tree, wait_until

NAME = "acme/orders"


def wait_for(path: Path) -> str:
    """What somebody writes there, once it ends a line."""
    return wait_until(lambda: path.exists() and path.read_text().endswith("\n") and path.read_text(), f"{path} is written")


def wait_for_end(process: int) -> None:
    def has_ended():
        stat = Path(f"/proc/{process}/stat")
        return not stat.exists() or stat.read_text().rsplit(")", 1)[1].split()[0] == "Z"

    wait_until(has_ended, f"process {process} ends")


@pytest.fixture
def exports(tmp_path) -> Path:
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "a.csv").write_text("one\n")
    return folder


@pytest.fixture
def script(tmp_path, exports):
    """Writes the script of this test's source; the folder `exports` is what the customer has."""
    path = tmp_path / "export.sh"

    def write(body: str = f'cp -a {exports}/. "$LARDER_OUT"') -> str:
        path.write_text("#!/bin/sh\nset -e\n" + body + "\n")
        path.chmod(0o755)
        return f"command:{path}"

    return write


def test_a_day_with_a_script(larder, exports, script):
    added = larder.run("add", NAME, script(f'echo exporting "$LARDER_DATASET"\ncp {exports}/* "$LARDER_OUT"'))
    assert "found 1 file, 4 bytes" in added.out
    first = larder.path(NAME)
    assert (first / "a.csv").read_text() == "one\n"
    # It exports the same again: no new snapshot, and no byte is fetched.
    (run,) = larder.json("refresh", NAME)["runs"]
    assert (run["outcome"], run["fetched_bytes"], run["has_log"]) == ("unchanged", 0, True)
    assert larder.run("log", NAME).out == f"exporting {NAME}\n"
    assert larder.json("log", NAME, run["run"])["log"] == f"exporting {NAME}\n"
    # A changed file and a new one; what did not change is not fetched again.
    (exports / "b.csv").write_text("two\n")
    assert larder.json("check", NAME, exit=3)["datasets"][0]["added"] == ["b.csv"]
    (run,) = larder.json("refresh", NAME)["runs"]
    assert (run["outcome"], run["fetched_files"]) == ("fetched", 1)
    second = larder.path(NAME)
    assert second != first and tree(second) == hashes({"a.csv": b"one\n", "b.csv": b"two\n"})
    assert not any((larder.store / "staging").iterdir()), "its directories are left behind"


def test_a_script_that_fails_keeps_the_old_snapshot(larder, exports, script):
    source = script()
    larder.run("add", NAME, source)
    old = larder.path(NAME)
    script(f'cp {exports}/* "$LARDER_OUT"\necho "half done"\necho "connection refused" >&2\nexit 4')
    (exports / "a.csv").write_text("other\n")
    answer = larder.run("refresh", NAME, exit=1)
    assert "the command ended with exit 4: connection refused" in answer.err and "previous snapshot" not in answer.err
    assert larder.run("log", NAME).out == "half done\nconnection refused\n"
    assert "connection refused" in larder.run("why", NAME).out
    assert larder.path(NAME, "--offline") == old and (old / "a.csv").read_text() == "one\n"
    script(f'cp {exports}/* "$LARDER_OUT"')
    larder.run("refresh", NAME)
    assert (larder.path(NAME) / "a.csv").read_text() == "other\n"


def test_a_script_that_leaves_nothing_is_no_empty_snapshot(larder, script):
    larder.run("add", NAME, script())
    old = larder.path(NAME)
    script("true")
    answer = larder.run("refresh", NAME, exit=4)
    assert "the source lists nothing any more, but had 1 file" in answer.err
    script('rmdir "$LARDER_OUT"')
    assert "the command left no directory at $LARDER_OUT" in larder.run("refresh", NAME, exit=1).err
    assert larder.path(NAME, "--offline") == old


def test_links_that_a_script_leaves_carry_nothing_in(larder, script):
    larder.run("add", NAME, script('cd "$LARDER_OUT"; echo 1 >a; ln -s a same; ln -s /etc/passwd out; ln -s /etc folder'))
    answer = larder.run("refresh", NAME)
    assert "ignored a link that leads out of the directory" in answer.err
    assert tree(larder.path(NAME)) == hashes({"a": b"1\n", "same": b"1\n"})
    assert all(path.is_file() and not path.is_symlink() for path in larder.path(NAME).iterdir())


def test_a_script_that_takes_too_long_ends_with_its_children(larder, script, tmp_path):
    larder.run("add", NAME, script(f'sleep 1000 &\necho $! >{tmp_path}/child\nwait'), "--no-probe", "--time-limit", "2s")
    answer = larder.run("refresh", NAME, exit=6)
    assert "did not end within 2s" in answer.err
    wait_for_end(int(wait_for(tmp_path / "child")))


def test_a_stop_ends_a_script_with_its_children(larder, script, tmp_path):
    larder.run("add", NAME, script(f'sh -c "sleep 1000 & echo \\$! >{tmp_path}/child; wait"'), "--no-probe")
    running = larder.start("refresh", NAME)
    child = int(wait_for(tmp_path / "child"))
    running.send_signal(signal.SIGINT)
    running.communicate(timeout=60)
    assert running.returncode == 130
    wait_for_end(child)
    assert not any((larder.store / "staging").iterdir())


def test_megabytes_of_output_are_cut_in_the_middle(larder, script):
    larder.run("add", NAME, script('echo first\nyes 0123456789abcdef | head -c 30000000\necho\necho last\necho 1 >"$LARDER_OUT/a"'))
    larder.run("refresh", NAME)
    said = larder.run("log", NAME).out
    assert said.startswith("first\n") and said.endswith("last\n") and "bytes left out" in said and len(said) < 300_000
    sizes = [file.stat().st_size for file in (larder.data / "datasets" / NAME).rglob("*") if file.is_file()]
    assert max(sizes) < 300_000


def test_secrets_do_not_reach_what_is_written_or_shown(larder, script):
    larder.environment["ACME_API_TOKEN"] = "hush-hush-0815"
    source = script('set -x\necho "signing in with $ACME_API_TOKEN"\necho https://me:tralala@host/ >&2\nexit 1')
    larder.run("add", NAME, source, "--no-probe")
    said = [larder.run("refresh", NAME, "--json", exit=1), larder.run("log", NAME), larder.run("why", NAME),
            larder.run("dump"), larder.run("status", exit=None)]
    words = "".join(answer.out + answer.err for answer in said).encode()
    words += b"".join(file.read_bytes() for file in larder.home.rglob("*") if file.is_file())
    assert b"hush-hush" not in words and b"tralala" not in words and "signing in with …" in said[1].out
    # What stands on a command line every user of the machine can read.
    for line in ("command:psql postgresql://me:tralala@host/x", "command:PGPASSWORD=tralala pg_dump"):
        refused = larder.run("add", "acme/more", line, exit=2)
        assert "holds a secret" in refused.err and "tralala" not in refused.err
    assert "holds a secret" in larder.run("set", NAME, "after=load --token=tralala", exit=2).err


def test_the_background_does_not_run_an_export_every_quarter_of_an_hour(larder, script, server):
    server.put("acme/a.csv", b"1\n")
    morning = larder.at("2026-08-03T09:00")
    morning.run("add", NAME, script())
    morning.run("add", "acme/web", server.url("acme/"))
    morning.run("refresh", "--all")
    assert morning.row(NAME)["look_due"] == morning.row(NAME)["fresh_until"]
    assert morning.row("acme/web")["look_due"] < morning.row("acme/web")["fresh_until"]
    assert "looked at in the background: off" in morning.run("why", NAME).out
    # Unless a person says so.
    morning.run("set", NAME, "recheck=15m")
    assert morning.row(NAME)["look_due"] < morning.row(NAME)["fresh_until"]
    assert 'recheck = "15m"' in morning.run("dump").out


def test_a_file_of_bindings_runs_nothing_that_nobody_agreed_to(larder, script, tmp_path):
    ran = tmp_path / "ran"
    file = tmp_path / "bindings.toml"
    source = script(f"echo yes >{ran}\necho 1 >$LARDER_OUT/a")
    text = f'[datasets."{NAME}"]\nurl = "{source}"\nafter = "echo after >>{ran}"\n'
    file.write_text(text)
    for arguments in (("apply", str(file), "--dry-run"), ("apply", str(file))):
        answer = larder.run(*arguments, exit=None)
        assert f"{NAME} runs: {source.removeprefix('command:')}" in answer.err
        assert f"{NAME} runs: echo after >>{ran}" in answer.err
    assert answer.exit == 2 and "--allow-commands" in answer.err
    assert larder.json("list")["datasets"] == [] and not ran.exists()
    larder.run("apply", str(file), "--allow-commands")
    # What was agreed to needs no second word, and a dump says it all.
    assert larder.run("apply", str(file)).exit == 0
    assert larder.run("dump").out.count(text.splitlines()[1]) == 1
    assert not ran.exists(), "binding runs nothing"
    larder.run("refresh", NAME)
    assert ran.read_text() == "yes\nafter\n"
    file.write_text(text.replace("echo after", "echo other"))
    assert "runs: echo other" in larder.run("apply", str(file), exit=2).err


# after

@pytest.fixture
def loaded(larder, server, tmp_path) -> Path:
    """A dataset of the web whose `after` tells of itself in the file that is given back."""
    told = tmp_path / "told"
    server.put("acme/a.csv", b"one\n")
    larder.run("add", "acme/web", server.url("acme/"), "--after",
               f'echo "$LARDER_DATASET $(cat "$LARDER_PATH/a.csv") $LARDER_SNAPSHOT" >>{told}; echo loaded')
    return told


def activities(larder: Larder) -> list[dict]:
    """The reports of the commands after new data, the newest first."""
    with sqlite3.connect(larder.data / "catalog.sqlite") as catalog:
        rows = catalog.execute("SELECT text, report FROM activity WHERE kind = 'after' ORDER BY id DESC").fetchall()
    return [json.loads(report) | {"command": text} for text, report in rows]


def test_a_command_runs_after_new_data_and_only_then(larder, server, loaded):
    assert not loaded.exists()
    path = larder.path("acme/web")
    assert loaded.read_text() == f"acme/web one {path.name}\n"
    larder.run("refresh", "acme/web")
    larder.run("check", "acme/web")
    server.put("acme/a.csv", b"one\n")  # the same bytes again
    larder.run("refresh", "acme/web")
    assert len(loaded.read_text().splitlines()) == 1
    server.put("acme/a.csv", b"two\n")
    larder.run("refresh", "acme/web")
    assert loaded.read_text().splitlines()[1] == f"acme/web two {larder.path('acme/web').name}"
    assert larder.run("log", "acme/web").out == "loaded\n"
    assert [entry["outcome"] for entry in activities(larder)] == ["fetched", "fetched"]


def test_a_command_after_new_data_that_fails_is_told_and_spoils_nothing(larder, server, loaded):
    larder.run("set", "acme/web", "after=echo loading; echo 'no such table' >&2; exit 5")
    answer = larder.run("refresh", "acme/web", exit=1)
    assert "acme/web: after it, the command ended with exit 5: no such table" in answer.err
    assert larder.row("acme/web")["state"] == "fresh"
    assert larder.run("log", "acme/web").out == "loading\nno such table\n"
    (entry,) = activities(larder)
    assert entry["outcome"] == "failed" and entry["has_log"] and "no such table" in entry["error"]["message"]
    # Not again for who merely reads the same data; a reader gets the new data all the same.
    larder.run("set", "acme/web", "policy=always")
    assert larder.run("path", "acme/web").err == ""
    assert len(activities(larder)) == 1
    server.put("acme/a.csv", b"two\n")
    answer = larder.run("path", "acme/web")
    assert "after it, the command ended with exit 5" in answer.err and (Path(answer.line) / "a.csv").read_bytes() == b"two\n"


def test_a_command_that_failed_is_seen_until_it_succeeds(larder, server, loaded, tmp_path):
    larder.run("set", "acme/web", f"after=test -e {tmp_path}/table || {{ echo 'no such table' >&2; exit 5; }}")
    larder.run("refresh", "acme/web", exit=1)

    def is_told(failed: bool) -> None:
        words = "the command ended with exit 5: no such table"
        row = larder.row("acme/web")
        assert row["state"] == "fresh", "the data are whole and current"
        assert ("after-failed" in row["flags"], words in row["because"]) == (failed, failed)
        assert (row["after_error"] or {}).get("message") == (words if failed else None)
        status, why = larder.run("status").out, larder.run("why", "acme/web")
        assert ("fresh · command failed" in status, words in status, words in why.out) == (failed, failed, failed)
        kinds = [reason["kind"] for reason in larder.json("why", "acme/web")["reasons"]]
        assert ("after-failed" in kinds) == failed

    is_told(True)
    # Readers get the data, without a word.
    assert larder.run("path", "acme/web").err == ""
    (tmp_path / "table").touch()
    server.put("acme/a.csv", b"two\n")
    larder.run("refresh", "acme/web")
    is_told(False)
    # Or until nothing is to be run any more; what is bound later is told of anew.
    (tmp_path / "table").unlink()
    server.put("acme/a.csv", b"three\n")
    larder.run("refresh", "acme/web", exit=1)
    is_told(True)
    larder.run("set", "acme/web", "after=")
    is_told(False)
    larder.run("set", "acme/web", "after=true")
    is_told(False)


def test_a_command_that_failed_is_run_again_when_a_person_refreshes(larder, server, loaded):
    larder.run("set", "acme/web", "after=laod")
    larder.run("refresh", "acme/web", exit=1)
    again = larder.run("refresh", "acme/web", exit=1)
    assert "acme/web: nothing changed" in again.out and "acme/web: after it, the command" in again.err
    larder.run("set", "acme/web", f"after=echo $LARDER_SNAPSHOT >>{loaded}")
    mended = larder.run("refresh", "acme/web")
    assert "acme/web: the command that had failed was run again, and succeeded" in mended.err
    assert loaded.read_text() == larder.path("acme/web").name + "\n"
    assert "after-failed" not in larder.row("acme/web")["flags"]
    assert [entry["outcome"] for entry in activities(larder)] == ["fetched", "failed", "failed"]
    larder.run("refresh", "acme/web")
    assert len(activities(larder)) == 3


def test_the_agent_says_that_a_command_failed(larder, server, loaded):
    larder.run("set", "acme/web", "after=exit 5")
    with Agent(larder) as agent:
        agent.wait_for("acme/web: after it, the command ended with exit 5")


def test_the_log_lists_runs_and_shows_each_command_of_one(larder, exports, script):
    larder.run("add", NAME, script(f'echo exporting; cp {exports}/* "$LARDER_OUT"'), "--after", "echo loading $LARDER_DATASET")
    (first,) = larder.json("refresh", NAME)["runs"]
    (exports / "a.csv").write_text("other\n")
    (second,) = larder.json("refresh", NAME)["runs"]
    said = larder.run("log", NAME).out.splitlines()
    assert [line for line in said if not line.startswith("—")] == ["exporting", f"loading {NAME}"]
    assert f"source, {second['run']}" in said[0] and f"after, {second['run']}-after-1" in said[2]
    listed = larder.json("log", NAME, "--list")["runs"]
    assert [(run["run"], run["command"], run["outcome"]) for run in listed] == [
        (second["run"], "source", "fetched"), (f"{second['run']}-after-1", "after", "done"),
        (first["run"], "source", "fetched"), (f"{first['run']}-after-1", "after", "done")]
    table = larder.run("log", NAME, "--list").out
    assert all(run["run"] in table for run in listed)
    assert larder.run("log", NAME, f"{first['run']}-after-1").out == f"loading {NAME}\n"
    commands = larder.json("log", NAME, first["run"])["commands"]
    assert [command["log"] for command in commands] == ["exporting\n", f"loading {NAME}\n"]
    unknown = larder.run("log", NAME, "nothing", exit=4)
    assert f"`larder log {NAME} --list`" in unknown.err
    assert larder.run("log", NAME, "--list", first["run"], exit=2).err


def test_nothing_runs_after_what_readers_do_not_get(larder, server, loaded):
    first = larder.path("acme/web")
    larder.run("use", "acme/web", first.name)
    server.put("acme/a.csv", b"two\n")
    larder.run("refresh", "acme/web")
    assert len(loaded.read_text().splitlines()) == 1


def test_a_command_may_ask_for_its_own_dataset(larder, server, loaded, tmp_path):
    larder.run("set", "acme/web", f'after={program()} path "$LARDER_DATASET" >>{loaded} && {program()} refresh "$LARDER_DATASET"')
    larder.run("refresh", "acme/web")
    assert loaded.read_text().strip() == str(larder.path("acme/web"))
    assert len(activities(larder)) == 1


def test_a_command_that_died_with_its_process_is_run_by_the_next(larder, server, loaded, tmp_path):
    started = tmp_path / "started"
    larder.run("set", "acme/web", f"after=echo $$ >>{started}; [ -e {tmp_path}/go ] || sleep 1000; echo done >>{loaded}")
    running = larder.start("refresh", "acme/web")
    shell = int(wait_for(started))
    running.kill()
    running.communicate()
    wait_for_end(shell)
    (tmp_path / "go").touch()
    larder.run("refresh", "acme/web")
    assert loaded.read_text() == "done\n" and len(activities(larder)) == 1
    assert larder.record("acme/web")["after_due"] is None


def test_forgetting_takes_the_logs_along(larder, server, loaded):
    larder.run("refresh", "acme/web")
    assert list(larder.data.rglob("*.log"))
    larder.run("forget", "acme", "--yes")
    assert not any(b"loaded" in file.read_bytes() for file in larder.home.rglob("*") if file.is_file())
