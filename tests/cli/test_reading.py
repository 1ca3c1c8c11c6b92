"""path, check, refresh, status, why, wait: freshness as the command line tells it."""

import json
import os
import signal
import threading
import time

import pytest

DAY1, LATER, DAY2 = "2026-08-01T09:00", "2026-08-01T22:00", "2026-08-02T01:00"


@pytest.fixture
def bound(larder, server):
    """One web dataset of two files, fetched on day 1."""
    server.put("acme/a.csv", b"one,1\n", modified="2026-08-01T05:00:00Z")
    server.put("acme/b.csv", b"two,2\n", modified="2026-08-01T05:00:00Z")
    larder.at(DAY1).run("add", "acme/shipments", server.url("acme/"), "--recheck", "off")
    larder.at(DAY1).run("refresh", "acme/shipments")
    server.clear_log()
    return larder


def test_refresh_tells_what_it_fetched(larder, server):
    server.put("acme/a.csv", b"one,1\n")
    larder.run("add", "acme/shipments", server.url("acme/"))
    run = larder.json("refresh", "acme/shipments")["runs"][0]
    assert run["dataset"] == "acme/shipments" and run["outcome"] == "fetched" and run["switched"] is True
    assert run["fetched_files"] == 1 and run["fetched_bytes"] == 6 and run["requests"] > 0 and run["error"] is None
    assert run["snapshot"] == larder.current("acme/shipments")["snapshot"]
    assert larder.run("path", "acme/shipments").err == "", "what was just fetched is watched"
    again = larder.run("refresh", "acme/shipments")
    assert again.out.startswith("acme/shipments: ")
    assert larder.run("refresh", "acme/shipments", "-q").out == ""


def test_path_prints_the_directory_and_nothing_else(bound):
    answer = bound.at(LATER).run("path", "acme/shipments")
    current = bound.current("acme/shipments")
    assert answer.out == current["path"] + "\n" and answer.err == ""
    assert sorted(p.name for p in bound.at(LATER).path("acme/shipments").iterdir()) == ["a.csv", "b.csv"]


def test_path_as_json_is_current_json_and_the_run(bound, server):
    hit = bound.at(LATER).json("path", "acme/shipments")
    assert hit["run"] is None and server.log() == []
    assert hit == bound.current("acme/shipments") | {"run": None}
    miss = bound.at(DAY2).json("path", "acme/shipments")
    assert miss["run"]["outcome"] == "unchanged" and server.log() != []
    assert miss["path"] == hit["path"] and miss["confirmed_at"] > hit["confirmed_at"]


def test_offline_gives_a_stale_path_with_a_warning(bound, server):
    answer = bound.at(DAY2).run("path", "acme/shipments", "--offline", exit=3)
    assert answer.line == bound.current("acme/shipments")["path"]
    assert answer.err.startswith("larder: ") and server.log() == []
    assert bound.at(LATER).run("path", "acme/shipments", "--offline").err == ""


def test_stale_ok_asks_and_falls_back_with_a_warning(bound, server):
    for path in ("acme/", "acme/a.csv", "acme/b.csv"):
        server.answer(path, lambda handler: handler.reply(403, b"no\n"))
    refused = bound.at(DAY2).run("path", "acme/shipments", exit=5)
    assert refused.out == "" and "403" in refused.err
    assert refused.err.startswith("larder: acme/shipments: ") and refused.err.count("acme/shipments") == 1
    answer = bound.at(DAY2).run("path", "acme/shipments", "--stale-ok")
    assert answer.line == bound.current("acme/shipments")["path"] and answer.err.startswith("larder: ")


def test_an_older_snapshot_is_given_by_its_name_or_the_beginning_of_it(bound, server):
    first = bound.current("acme/shipments")["snapshot"]
    server.put("acme/a.csv", b"uno,1\n")
    bound.at("2026-08-02T10:00").run("refresh", "acme/shipments")
    older = bound.at("2026-08-02T11:00").path(f"acme/shipments@{first}")
    assert older.name == first and (older / "a.csv").read_bytes() == b"one,1\n"
    assert bound.at("2026-08-02T11:00").path("acme/shipments@20260801").name == first
    bound.run("path", "acme/shipments@2026", exit=2)
    missing = bound.run("path", "acme/shipments@20250101T000000Z-000000", exit=4)
    assert "larder history acme/shipments" in missing.err


def test_latest_is_the_current_snapshot_and_asked_for_as_usual(bound, server):
    server.put("acme/a.csv", b"uno,1\n")
    answer = bound.at(DAY2).path("acme/shipments@latest")
    assert (answer / "a.csv").read_bytes() == b"uno,1\n"
    server.clear_log()
    assert bound.at("2026-08-02T02:00").path("acme/shipments@latest") == answer
    assert server.log() == [], "it is fresh"
    assert bound.at("2026-08-03T01:00").run("path", "acme/shipments@latest", "--offline", exit=3).err


def test_an_older_snapshot_as_json_speaks_of_itself_alone(bound, server):
    first = bound.current("acme/shipments")
    server.put("acme/a.csv", b"uno,1\n")
    bound.at("2026-08-02T10:00").run("refresh", "acme/shipments")
    told = bound.at("2026-08-04T10:00").json("path", f"acme/shipments@{first['snapshot']}")
    assert told == {
        "schema": 1, "dataset": "acme/shipments", "snapshot": first["snapshot"], "path": first["path"],
        "fetched_at": first["fetched_at"], "confirmed_at": None, "confirmed_at_ms": None, "fresh_until": None,
        "fresh_until_ms": None, "look_due_ms": None, "warning": None, "unwatched": None, "run": None,
        "current_since_ms": None, "replaced": None,
        "because": f"snapshot {first['snapshot']} as asked for by name"}


def test_what_must_be_asked_at_once_has_no_instant_until_which_it_is_fresh(bound, server):
    server.put("acme/a.csv", b"uno,1\n")
    bound.at(LATER).run("check", "acme/shipments", exit=3)
    assert bound.at(LATER).row("acme/shipments")["fresh_until"] is None
    told = bound.at(LATER).json("path", "acme/shipments", "--offline", exit=3)
    assert (told["fresh_until"], told["fresh_until_ms"]) == (None, 0)
    assert bound.current("acme/shipments")["fresh_until"] is None
    bound.at(LATER).run("add", "acme/second", server.url("acme/"))
    assert bound.at(LATER).row("acme/second")["fresh_until"] is None


def test_unknown_datasets_are_not_found_with_the_nearest_name(bound):
    for command in ("path", "why", "history", "diff"):
        answer = bound.run(command, "acme/shipmets", exit=4)
        assert 'did you mean "acme/shipments"?' in answer.err
    assert 'did you mean "acme"?' in bound.run("refresh", "acmee", exit=4).err


def test_check_says_same_and_confirms(bound, server):
    answer = bound.at(DAY2).json("check", "acme/shipments")["datasets"][0]
    assert answer["remote"] == "same" and answer["added"] == answer["changed"] == answer["removed"] == []
    assert server.bodies() == []
    assert bound.at(DAY2).row("acme/shipments")["state"] == "fresh"


def test_check_names_what_changed_and_fetches_nothing(bound, server):
    server.put("acme/b.csv", b"TWO,2\n", modified="2026-08-01T05:00:00Z")
    server.put("acme/c.csv", b"three\n")
    server.remove("acme/a.csv")
    answer = bound.at(LATER).run("check", "acme/shipments", exit=3)
    assert all(line in answer.out for line in ("+ c.csv", "~ b.csv", "- a.csv"))
    found = bound.at(LATER).json("check", "acme/shipments", exit=3)["datasets"][0]
    assert (found["remote"], found["added"], found["changed"], found["removed"]) == (
        "changed", ["c.csv"], ["b.csv"], ["a.csv"])
    assert server.bodies() == []


def test_check_of_an_unreachable_source_says_why(bound, server):
    bound.environment |= {"LARDER_HTTP_ATTEMPTS": "1", "LARDER_HTTP_BACKOFF_MS": "1"}
    server.answer("acme/", lambda handler: handler.reply(503, b"later\n"))
    answer = bound.at(LATER).call("check", "acme/shipments", "--json")
    found = answer.json()["datasets"][0]
    assert answer.exit == 6 and found["remote"] == "unreachable" and found["error"]["kind"] in ("Network", "Throttled")


def test_check_cannot_prove_weak_validators(larder, server):
    server.put("acme/a.csv", b"one,1\n", etag=None)
    larder.run("add", "acme/x", server.url("acme/"))
    larder.run("refresh", "acme/x")
    assert larder.json("check", "acme/x", exit=3)["datasets"][0]["remote"] == "unproven"


def test_the_exit_speaks_of_the_worst_of_several_datasets(bound, server):
    server.put("ok.csv", b"1\n")
    server.put("denied.csv", b"1\n")
    bound.run("add", "acme/ok", server.url("ok.csv"))
    bound.run("add", "acme/denied", server.url("denied.csv"))
    bound.run("refresh", "acme/ok")
    server.answer("denied.csv", lambda handler: handler.reply(403, b"no\n"))
    server.put("ok.csv", b"2\n")
    answer = bound.run("check", "acme/ok", "acme/denied", "--json", exit=5)
    assert [d["remote"] for d in answer.json()["datasets"]] == ["changed", "unreachable"]
    runs = bound.json("refresh", "--all", exit=5)
    assert sorted(run["outcome"] for run in runs["runs"]) == ["failed", "fetched", "unchanged"]
    assert runs["error"]["kind"] == "Denied"


def test_refresh_of_a_customer_means_all_its_datasets(bound, server):
    server.put("globex/a.csv", b"1\n")
    bound.run("add", "acme/second", server.url("globex/"))
    bound.run("add", "globex/a", server.url("globex/"))
    runs = bound.json("refresh", "acme")["runs"]
    assert [run["dataset"] for run in runs] == ["acme/second", "acme/shipments"]


def test_a_forced_refresh_fetches_everything_again(bound, server):
    bound.run("refresh", "acme/shipments")
    assert server.bodies() == []
    run = bound.json("refresh", "acme/shipments", "--force")["runs"][0]
    assert sorted(server.bodies()) == ["acme/a.csv", "acme/b.csv"] and run["outcome"] == "identical"
    assert run["switched"] is False


def test_status_is_a_table_grouped_by_customer_with_its_exit(bound, server):
    server.put("globex/a.csv", b"1\n")
    bound.at(DAY1).run("set", "acme", "name=Acmé 株式会社")
    assert bound.at(LATER).run("status").out.splitlines()[1] == "acme (Acmé 株式会社)"
    bound.at(DAY1).run("add", "globex/orders", server.url("globex/"))
    answer = bound.at(LATER).run("status", exit=3)
    assert "globex/orders" in answer.out and "missing" in answer.out
    assert bound.at(LATER).run("status", "acme").exit == 0
    assert bound.at(LATER).run("status", "acme/shipments").exit == 0
    stale = bound.at("2026-08-02T00:00:00").run("status", "acme", exit=3)
    assert "stale" in stale.out and "2026-08-01" in json.dumps(
        bound.at("2026-08-02T00:00:00").json("status", "acme", exit=3))


def test_status_as_json_has_the_promised_fields(bound):
    row = bound.at(LATER).json("status")["datasets"][0]
    assert row.keys() >= {"dataset", "state", "flags", "because", "fresh_until", "confirmed_at", "fetched_at", "uploaded_at",
                          "snapshot", "path", "files", "bytes", "policy", "zone", "source"}
    assert (row["dataset"], row["state"], row["policy"], row["zone"]) == (
        "acme/shipments", "fresh", "daily", "Europe/Paris")
    assert row["fresh_until"] == "2026-08-01T22:00:00.000Z" and row["uploaded_at"] == "2026-08-01T05:00:00.000Z"
    assert row["files"] == 2 and row["bytes"] == 12
    assert row == bound.at(LATER).json("list")["datasets"][0]


def test_columns_stand_in_line_whatever_the_script(bound, server):
    server.put("globex/a.csv", b"1\n")
    bound.at(DAY1).run("add", "globex/a-much-longer-name", server.url("globex/"))
    lines = [line for line in bound.at(LATER).run("list").out.splitlines()]
    column = lines[0].index("POLICY")
    assert all(line[column:].startswith("daily") for line in lines[1:])


def test_why_tells_every_instant_behind_the_verdict(bound):
    answer = bound.at("2026-08-02T00:30").run("why", "acme/shipments")
    assert "acme/shipments is stale" in answer.out
    assert "2026-08-01" in answer.out and "Europe/Paris" in answer.out and "every day" in answer.out
    told = bound.at("2026-08-02T00:30").json("why", "acme/shipments")
    assert told["state"] == "stale" and told["sentences"] and told["reasons"][0]["kind"] == "boundary-passed"


def test_wait_ends_when_the_dataset_changes(larder, server):
    server.put("a.csv", b"1\n")
    larder.run("add", "acme/x", server.url("a.csv"))
    larder.run("refresh", "acme/x")
    process = larder.start("wait", "acme/x", "--until", "changed", "--timeout", "60s", "--json")
    assert process.stderr.readline() == "waiting until acme/x is changed\n"
    server.put("a.csv", b"2\n")
    larder.run("refresh", "acme/x")
    out, err = process.communicate(timeout=60)
    told = json.loads(out)
    assert process.returncode == 0 and told["reached"] is True, err


def test_wait_makes_a_missing_dataset_fresh(larder, server):
    server.put("a.csv", b"1\n")
    larder.run("add", "acme/x", server.url("a.csv"))
    assert larder.json("wait", "acme/x", "--until", "fresh", "--timeout", "60s")["state"] == "fresh"


def test_wait_gives_up_after_its_timeout(larder, server):
    server.put("a.csv", b"1\n")
    larder.run("add", "acme/x", server.url("a.csv"))
    larder.run("refresh", "acme/x")
    answer = larder.run("wait", "acme/x", "--until", "changed", "--timeout", "1s", exit=3)
    assert "after 1 second" in answer.err


def test_the_timeout_of_wait_ends_a_run_that_is_going(larder, server):
    asked, go_on = threading.Event(), threading.Event()

    def stall(handler):
        asked.set()
        go_on.wait(60)

    server.put("a.csv", b"1\n")
    larder.run("add", "acme/x", server.url("a.csv"))
    server.answer("a.csv", stall)
    started = time.monotonic()
    try:
        answer = larder.run("wait", "acme/x", "--until", "fresh", "--timeout", "2s", "--json", exit=3)
        assert asked.is_set() and 2 <= time.monotonic() - started < 10
    finally:
        go_on.set()
    assert answer.json()["reached"] is False and "after 2 seconds" in answer.err


def test_wait_refuses_to_stand_still_with_the_clock(bound):
    answer = bound.at(LATER).run("wait", "acme/shipments", "--until", "fresh", exit=2)
    assert "--as-of" in answer.err


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_program_says_so_and_exits_with_130(larder, server, number):
    asked, go_on = threading.Event(), threading.Event()

    def stall(handler):
        asked.set()
        go_on.wait(30)

    server.put("a.csv", b"1\n")
    larder.run("add", "acme/x", server.url("a.csv"))
    server.answer("a.csv", stall)
    process = larder.start("refresh", "acme/x", "--json")
    try:
        assert asked.wait(30)
        process.send_signal(number)
        started = time.monotonic()
        out, _ = process.communicate(timeout=30)
        assert time.monotonic() - started < 5
    finally:
        go_on.set()
    assert process.returncode == 130
    assert json.loads(out)["runs"][0]["outcome"] == "stopped"
    assert larder.row("acme/x")["state"] == "missing"


@pytest.mark.parametrize("words", [("why",), ("status",), ("path", "--offline"), ("path",), ("path", "--stale-ok"), ("check",),
                                   ("refresh",), ("history",), ("ls",), ("report",)])
def test_a_command_about_one_dataset_reads_no_other(bound, server, words):
    """Who opens a file of another one waits there for ever: they are pipes that nobody writes into."""
    bound.run("add", "acme/other", server.url("acme/"))
    bound.run("add", "globex/other", server.url("acme/"))
    for other in ("acme/other", "globex/other"):
        for name in ("binding.json", "record.json", "current.json"):
            path = bound.data / "datasets" / other / name
            path.unlink()
            os.mkfifo(path)
    command, *options = words
    bound.at(DAY2).run(command, "acme/shipments", *options, exit=None)
    near = bound.run(command, "acme/shipmets", *options, exit=4)
    assert 'there is no dataset "acme/shipmets"; did you mean "acme/shipments"?' in near.err


def test_what_a_crash_left_is_put_right_for_the_dataset_that_is_named(bound, server):
    bound.run("add", "acme/other", server.url("acme/"))
    for name in ("acme/shipments", "acme/other"):
        (bound.data / "datasets" / name / "current.json").unlink()
    bound.at(LATER).run("why", "acme/shipments")
    assert bound.current("acme/shipments")["path"]
    assert not (bound.data / "datasets/acme/other/current.json").exists()
    bound.at(LATER).run("status", exit=None)
    assert bound.current("acme/other")["dataset"] == "acme/other"
