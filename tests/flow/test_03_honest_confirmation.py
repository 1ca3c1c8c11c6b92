"""Promise 3: fresh means that the source was asked and agreed. A change that is known, a run that failed, a probe that
began before midnight or before the question do not count."""

import signal
import time
from datetime import datetime

import pytest

from support.faults import Gate, Stall
from support.larder import Larder
from support.observe import bodies, hashes, no_requests, requests, tree, wait_until, wait_until_waiting

NAME = "acme/shipments"
OLD = {"a.csv": b"old\n", "b.csv": b"stays\n"}
NEW = {"a.csv": b"new\n", "b.csv": b"stays\n"}
MORNING = "2026-08-01T09:00"
NOON = "2026-08-01T12:00"


@pytest.fixture
def loaded(larder, server) -> Larder:
    for name, content in OLD.items():
        server.put(f"acme/{name}", content)
    morning = larder.at(MORNING)
    morning.run("add", NAME, server.url("acme/"), "--zone", "Europe/Paris", "--recheck", "off")
    morning.run("path", NAME)
    return larder


def reupload(server) -> None:
    server.put("acme/a.csv", NEW["a.csv"])


def test_a_check_that_found_a_change_makes_the_next_reader_fetch_it(loaded, server):
    reupload(server)
    noon = loaded.at(NOON)
    with requests(server) as asked:
        found = noon.json("check", NAME, exit=3)["datasets"][0]
    assert bodies(asked) == []
    assert (found["remote"], found["changed"]) == ("changed", ["a.csv"])
    assert noon.row(NAME)["state"] == "stale"
    with requests(server) as asked:
        assert tree(noon.path(NAME)) == hashes(NEW)
    assert bodies(asked) == ["acme/a.csv"]
    assert noon.row(NAME)["state"] == "fresh"


def test_a_refresh_that_saw_a_change_and_failed_leaves_the_dataset_not_fresh(loaded, server):
    reupload(server)
    noon = loaded.at(NOON)
    before = noon.row(NAME)

    def deny_bodies(handler):
        if handler.command == "HEAD":
            handler.reply(200, b"new\n", {"ETag": '"later"'}, path="acme/a.csv")
        else:
            handler.reply(403, b"", path="acme/a.csv")

    server.answer("acme/a.csv", deny_bodies)
    noon.run("refresh", NAME, exit=5)
    after = noon.row(NAME)
    assert before["state"] == "fresh"
    assert after["state"] in ("signin", "failed")
    assert after["snapshot"] == before["snapshot"]
    assert tree(after["path"]) == hashes(OLD)
    noon.run("path", NAME, exit=5)

    server.answer("acme/a.csv", None)
    assert tree(noon.path(NAME)) == hashes(NEW)


def test_a_refresh_that_saw_a_change_and_was_killed_leaves_the_dataset_not_fresh(loaded, server):
    reupload(server)
    stall = Stall(after=1)
    server.sending("acme/a.csv", stall)
    noon = loaded.at(NOON)
    refresh = noon.start("refresh", NAME)
    stall.wait()
    refresh.send_signal(signal.SIGKILL)
    refresh.communicate()
    stall.release()
    server.sending("acme/a.csv", None)

    with no_requests(server):
        row = noon.row(NAME)
    assert row["state"] == "stale"
    assert tree(row["path"]) == hashes(OLD)
    assert tree(noon.path(NAME)) == hashes(NEW)


def test_a_confirmation_dates_from_the_start_of_its_probe(loaded, server):
    gate = Gate(first_only=True)
    server.before("acme/", gate)
    began = time.time()
    refresh = loaded.start("refresh", NAME)
    wait_until(lambda: gate.count, "the probe asks")
    asked = time.time()
    wait_until(lambda: time.time() > asked + 0.1, "the clock moves on")
    gate.open()
    refresh.communicate()
    assert refresh.returncode == 0
    confirmed = datetime.fromisoformat(loaded.row(NAME)["confirmed_at"]).timestamp()
    assert began - 0.002 <= confirmed <= asked


def test_a_probe_over_midnight_answers_its_reader_and_counts_for_the_day_it_began(loaded, server):
    clock = loaded.in_fake_time("@2026-08-02 23:59:59")
    gate = Gate(first_only=True)
    server.before("acme/", gate)
    reader = clock.start("path", NAME)
    wait_until(lambda: gate.count, "the probe asks")
    asked = time.monotonic()
    wait_until(lambda: time.monotonic() > asked + 1.1, "it is past midnight for the reader")
    gate.open()
    out, err = reader.communicate()
    assert reader.returncode == 0, err
    assert tree(out.rstrip("\n")) == hashes(OLD)
    assert loaded.at("2026-08-02T23:59:59.999").row(NAME)["state"] == "fresh"
    assert loaded.at("2026-08-03T00:00:01").row(NAME)["state"] == "stale"


def test_a_check_that_finds_the_same_confirms(loaded, server):
    next_day = loaded.at("2026-08-02T08:00")
    assert next_day.json("check", NAME)["datasets"][0]["remote"] == "same"
    assert next_day.row(NAME)["confirmed_at"] == "2026-08-02T06:00:00.000Z"
    with no_requests(server):
        loaded.at("2026-08-02T20:00").run("path", NAME)


def test_past_the_look_a_hit_says_in_one_line_that_nothing_is_watching(loaded, server):
    loaded.at(MORNING).run("set", NAME, "recheck=15m")
    with no_requests(server):
        soon = loaded.at("2026-08-01T09:10").run("path", NAME)
        late = loaded.at("2026-08-01T09:30").run("path", NAME)
    assert soon.err == ""
    assert late.out == soon.out
    assert len(late.err.splitlines()) == 1
    assert NAME in late.err and "watching" in late.err
    assert "unwatched" in loaded.at("2026-08-01T09:30").row(NAME)["flags"]


def test_twenty_readers_of_always_each_get_an_answer_probed_after_they_asked_in_at_most_three_runs(loaded, server):
    loaded.at(MORNING).run("set", NAME, "policy=always")
    gate = Gate(first_only=True)

    def what_was_there_when_it_was_asked(handler):
        seen = server.find("acme/a.csv")
        gate(handler)
        handler.reply(200, seen.content, {"ETag": seen.etag}, path="acme/a.csv")

    server.answer("acme/a.csv", what_was_there_when_it_was_asked)
    asked_before = len(server.log())
    first = loaded.start("path", NAME)
    wait_until(lambda: gate.count, "the first reader's probe asks")

    reupload(server)
    others = [loaded.start("path", NAME) for _ in range(19)]
    wait_until_waiting(others)
    gate.open()

    for reader in others:
        out, err = reader.communicate()
        assert reader.returncode == 0, err
        assert tree(out.rstrip("\n")) == hashes(NEW)
    out, err = first.communicate()
    assert first.returncode == 0, err
    assert tree(out.rstrip("\n")) in (hashes(OLD), hashes(NEW))
    since = server.log()[asked_before:]
    probes = [entry for entry in since if entry.path == "acme/a.csv" and entry.method == "HEAD" and entry.status]
    assert 2 <= len(probes) <= 3, probes
    assert bodies(since) == ["acme/a.csv"]
