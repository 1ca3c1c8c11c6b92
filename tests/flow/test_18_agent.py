"""Promise: what runs in the background finds a re-upload within `recheck` although the data are still fresh, fetches it,
loses nothing however it ends, and leaves the machine alone when nothing is due."""

import json
import signal
import threading
import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from support.agent import Agent, WallClock, activity, context_switches, runs
from support.larder import Larder
from support.observe import bodies, hashes, requests, tree, wait_until

NAME = "acme/shipments"
LONG = ("--policy", "every:5d")  # no boundary comes in the way


@pytest.fixture
def clock(tmp_path) -> WallClock:
    return WallClock(tmp_path)


def add_shipments(larder: Larder, server) -> Larder:
    server.put("acme/a.csv", b"old\n")
    server.put("acme/b.csv", b"stays\n")
    larder.run("add", NAME, server.url("acme/"), *LONG)
    return larder


@pytest.fixture
def bound(larder, server, clock) -> Larder:
    larder.environment |= clock.environment
    return add_shipments(larder, server)


def current_tree(larder: Larder) -> dict[str, str]:
    return tree(larder.current(NAME)["path"])


def test_a_same_day_reupload_is_found_within_recheck_and_fetched(bound, server, clock):
    with Agent(bound) as agent:
        agent.wait_for("2 files fetched")
        assert bound.row(NAME)["state"] == "fresh"
        server.put("acme/a.csv", b"mended\n")
        with requests(server) as asked:
            clock.jump(minutes=16)
            agent.wait_for(f"{NAME}: 1 file fetched")
        assert bodies(asked) == ["acme/a.csv"]
        assert current_tree(bound) == hashes({"a.csv": b"mended\n", "b.csv": b"stays\n"})
        clock.jump(minutes=16)
        agent.wait_for(f"{NAME}: nothing changed")
    assert runs(bound) == 3


def test_what_another_process_adds_is_fetched_too(bound, server):
    with Agent(bound) as agent:
        agent.wait_for(f"{NAME}: 2 files fetched")
        server.put("acme/late.csv", b"late\n")
        bound.run("add", "acme/late", server.url("acme/late.csv"), *LONG)
        agent.wait_for("acme/late: 1 file fetched")


def test_killed_in_a_download_it_loses_nothing_and_goes_on(bound, server, clock):
    with Agent(bound) as agent:
        agent.wait_for("2 files fetched")
        before = current_tree(bound)
        big = bytes(range(256)) * 20_000

        def half(handler, body):
            handler.wfile.write(body[: len(body) // 2])
            handler.wfile.flush()
            wait_until(lambda: agent.process.poll() is not None, "the agent is killed")

        server.put("acme/a.csv", big)
        server.sending("acme/a.csv", half)
        clock.jump(minutes=16)
        wait_until(lambda: "acme/a.csv" in server.bodies()[2:], "the download begins")
        agent.stop(signal.SIGKILL)
    server.sending("acme/a.csv", None)
    assert current_tree(bound) == before
    assert bound.row(NAME)["state"] == "stale", "the change is known"
    clock.jump(minutes=2)
    with Agent(bound) as again:
        again.wait_for("fetched")
    assert current_tree(bound) == hashes({"a.csv": big, "b.csv": b"stays\n"})


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_ends_cleanly_also_in_the_middle_of_a_download(bound, server, number):
    def stall(handler, body):
        handler.wfile.write(body[:1])
        handler.wfile.flush()
        wait_until(lambda: agent.process.poll() is not None, "the agent ends")

    server.sending("acme/a.csv", stall)
    with Agent(bound) as agent:
        wait_until(lambda: "acme/a.csv" in server.bodies(), "the download begins")
        assert agent.stop(number) == 0
    assert bound.json("status", NAME, exit=3)["datasets"][0]["state"] == "missing"
    assert bound.json("verify")["damaged"] == []


def test_only_one_looks_and_the_second_takes_over(bound, server):
    with Agent(bound) as first:
        first.wait_for("2 files fetched")
        with Agent(bound) as second:
            second.wait_for("another Larder looks in the background; waiting to take over")
            first.stop(signal.SIGKILL)
            second.wait_for("looking")
            server.put("acme/new.csv", b"new\n")
            bound.run("add", "acme/new", server.url("acme/new.csv"), *LONG)
            second.wait_for("acme/new: 1 file fetched")
            assert len(second.said("another Larder")) == 1
    assert first.said("acme/new") == []


def test_a_pause_holds_back_looks_but_nobody_who_asks(bound, server, clock):
    with Agent(bound) as agent:
        agent.wait_for("2 files fetched")
        bound.run("pause")
        agent.wait_for("paused until resumed")
        row = bound.row(NAME)
        assert row["state"] == "fresh" and "paused" in row["flags"]
        clock.jump(minutes=16)
        agent.wait_for(f"{NAME}: not asked: paused until resumed")
        wait_until(lambda: activity(bound, "skipped") == [(NAME, "not asked: paused until resumed")], "the log has it")

        server.put("acme/a.csv", b"by hand\n")
        assert bound.json("refresh", NAME)["runs"][0]["outcome"] == "fetched"
        assert "paused" in bound.row(NAME)["flags"], "a refresh ends no pause"
        bound.run("resume")
        agent.wait_for("looking")
        assert "paused" not in bound.row(NAME)["flags"]
    assert len(activity(bound, "paused")) == len(activity(bound, "resumed")) == 1


def test_what_waits_for_a_slot_when_a_pause_begins_does_not_go(larder, server):
    paused = threading.Event()

    def slowly(handler, body):
        handler.wfile.write(body[:1])
        handler.wfile.flush()
        paused.wait(60)
        handler.wfile.write(body[1:])

    for number in range(3):
        server.put(f"acme/{number}.csv", b"some bytes\n")
        server.sending(f"acme/{number}.csv", slowly)
        larder.run("add", f"acme/d{number}", server.url(f"acme/{number}.csv"), *LONG)
    larder.run("config", "concurrency=1")
    with Agent(larder) as agent:
        wait_until(server.bodies, "the first download begins")
        larder.run("pause")
        wait_until(lambda: len(activity(larder, "skipped")) == 2, "the others are told to wait")
        paused.set()
        agent.wait_for("1 file fetched")
        assert len(server.bodies()) == 1
        larder.run("resume")
        agent.wait_for("1 file fetched")
        agent.wait_for("1 file fetched")


def test_while_it_runs_nobody_hears_that_nothing_is_watching(bound, clock):
    with Agent(bound) as agent:
        agent.wait_for("2 files fetched")
        bound.run("pause")
        agent.wait_for("paused until resumed")
        clock.jump(minutes=16)
        agent.wait_for(f"{NAME}: not asked")
        assert bound.run("path", NAME).err == bound.run("path", NAME, "--offline").err == ""
        assert "unwatched" not in bound.row(NAME)["flags"]
    assert "nothing is watching" in bound.run("path", NAME).err
    assert "nothing is watching" in bound.run("path", NAME, "--offline").err
    assert "unwatched" in bound.row(NAME)["flags"]


def test_a_pause_of_an_hour_ends_by_itself(bound, clock):
    with Agent(bound) as agent:
        agent.wait_for("2 files fetched")
        bound.run("pause", "1h")
        agent.wait_for("paused until")
        clock.jump(minutes=61)
        agent.wait_for("looking")
        agent.wait_for(f"{NAME}: nothing changed")


def test_an_expired_sign_in_is_tried_once_for_all_that_share_it(larder, server):
    for number in range(12):
        server.put(f"acme/{number}.csv", b"x\n")
        server.answer(f"acme/{number}.csv", lambda handler: handler.reply(401, b"who are you?\n"))
        larder.run("add", f"acme/d{number}", server.url(f"acme/{number}.csv"), "--no-probe", *LONG)
    server.clear_log()
    with Agent(larder) as agent:
        wait_until(lambda: len(activity(larder, "skipped")) == 11, "the others are told to wait")
        assert len({entry.path for entry in server.log()}) == 1
        tried = agent.said("failed")[0].split()[3].rstrip(":")
        assert {text for _, text in activity(larder, "skipped")} == {f"not asked: the sign-in failed for {tried}"}
        for number in range(12):
            server.answer(f"acme/{number}.csv", None)  # the person signed in …
        larder.run("refresh", tried)  # … and tries it
        wait_until(lambda: all(row["state"] == "fresh" for row in larder.json("status", exit=None)["datasets"]),
                   "everything is fetched")


def test_quiet_hours_are_kept_and_followed_when_they_change(bound, server, clock):
    with Agent(bound) as agent:
        agent.wait_for("2 files fetched")
        now = datetime.now(ZoneInfo("Europe/Paris"))
        bound.run("config", f"quiet={now - timedelta(hours=1):%H:%M}-{now + timedelta(hours=6):%H:%M}")
        agent.wait_for("quiet hours until")
        clock.jump(minutes=16)
        agent.wait_for(f"{NAME}: not asked: quiet hours until")
        bound.run("config", "quiet=off")
        agent.wait_for("looking")
        agent.wait_for(f"{NAME}: nothing changed")


def test_leaves_the_machine_alone_when_nothing_is_due(larder, server):
    with Agent(add_shipments(larder, server)) as agent:
        agent.wait_for("2 files fetched")
        begin, end = time.monotonic() + 2, time.monotonic() + 14
        wait_until(lambda: time.monotonic() > begin, "its work is done")
        before = context_switches(agent.process.pid)
        wait_until(lambda: time.monotonic() > end, "some time passed")
        assert context_switches(agent.process.pid) - before < 12, "less than one wake-up a second"


def test_says_in_json_what_it_came_to(bound, tmp_path):
    process = bound.start("agent", "--json")
    wait_until(lambda: (bound.data / "datasets" / NAME / "current.json").exists()
               and bound.row(NAME)["state"] == "fresh", "it fetched")
    wait_until(lambda: runs(bound) == 1, "the run is over")
    process.send_signal(signal.SIGTERM)
    out, _ = process.communicate(timeout=60)
    assert json.loads(out) == {"runs": 1, "failed": 0}
