"""The window on a machine that goes offline, onto a metered network, and back: each row says why it waits."""

import threading
from datetime import datetime, timedelta, timezone

import pytest

from support.agent import WallClock, activity, runs
from support.desktopsession import wait_until
from support.systembus import SystemBus


@pytest.fixture
def bus(tmp_path, session):
    with SystemBus(tmp_path) as running:
        before = dict(session.environment)
        session.environment |= running.environment
        yield running
        session.environment.update(before)


def wait_until_row_says(window, dataset: str, words: str) -> None:
    try:
        wait_until(f"{dataset} says “{words}”", lambda: words in (window.row(dataset) or {}).get("Because", ""))
    except AssertionError as error:
        raise AssertionError(f"{error}; it is {window.row(dataset)}") from None


def test_a_row_says_why_the_background_waits(larder, server, bus, open_window):
    server.put("acme/a.csv", b"x" * 1000)
    larder.run("add", "acme/a", server.url("acme/a.csv"))
    bus.offer_network(online=False)
    window = open_window()
    wait_until_row_says(window, "a", "not asked: this machine is offline")
    bus.set_network(portal=True)
    wait_until_row_says(window, "a", "not asked: the network wants a sign-in page first")
    bus.set_network(metered=True)
    wait_until_row_says(window, "a", "not fetched: the network is metered")
    assert server.bodies() == []
    bus.set_network()
    window.wait_for_row("a", State="Fresh", Size="1 kB")


def test_what_was_missed_asleep_is_caught_up_once_and_no_boundary_moves(larder, server, bus, tmp_path, open_window):
    clock = WallClock(tmp_path)
    larder.environment |= clock.environment
    server.put("acme/a.csv", b"x" * 1000)
    later = datetime.now(timezone.utc) + timedelta(hours=12)
    larder.run("add", "acme/a", server.url("acme/a.csv"), "--zone", "UTC", "--policy", later.strftime("daily@%H:%M"))
    bus.offer_network()
    bus.offer_sleep()
    window = open_window()
    window.wait_for_row("a", State="Fresh", Size="1 kB")
    boundary, before = larder.row("acme/a")["fresh_until"], runs(larder)
    bus.set_sleep(True)
    bus.set_network(online=False)
    clock.jump(minutes=8 * 60)
    wait_until_row_says(window, "a", "not asked: this machine is going to sleep")
    wait_until("the skip to be recorded", lambda: activity(larder, "skipped"))
    server.clear_log()
    bus.set_sleep(False)
    wait_until_row_says(window, "a", "not asked: this machine is offline")
    assert server.log() == []
    bus.set_network()
    wait_until("the catch-up", lambda: runs(larder) == before + 1)
    assert larder.row("acme/a")["fresh_until"] == boundary
    clock.jump(minutes=16)
    wait_until("the next look", lambda: runs(larder) == before + 2)
    assert activity(larder, "skipped")[0] == ("acme/a", "not asked: this machine is going to sleep")
    window.press_keys("ctrl+q")
    wait_until("the end", lambda: window.process.poll() is not None)
    assert runs(larder) == before + 2


def test_the_window_tells_of_a_pause_and_a_refresh_ends_none(larder, server, open_window):
    server.put("acme/a.csv", b"x" * 1000)
    larder.run("add", "acme/a", server.url("acme/a.csv"))
    larder.run("pause")
    window = open_window()
    wait_until_row_says(window, "a", "not asked: paused until resumed")
    window.press_keys("ctrl+r")
    window.wait_for_row("a", State="Fresh", Size="1 kB")
    assert window.shows("background rests: paused until resumed")
    larder.run("resume")
    wait_until("the end of the pause", lambda: not window.shows("background rests"))


def test_a_run_of_another_process_is_shown_while_it_goes(larder, server, open_window):
    """Also one that changes no file of the dataset before it ends."""
    server.put("acme/a.csv", b"x" * 1000)
    larder.run("add", "acme/a", server.url("acme/a.csv"), "--policy", "every:5d")
    larder.run("refresh", "acme/a")
    window = open_window()
    window.wait_for_row("a", State="Fresh", Size="1 kB")
    is_seen = threading.Event()

    def slowly(handler, body):
        is_seen.wait(60)
        handler.wfile.write(body)

    server.sending("acme/a.csv", slowly)
    running = larder.start("refresh", "acme/a", "--force")
    wait_until("the download", lambda: len(server.bodies()) == 2)
    window.wait_for_row("a", patience=4, State="Fetching")
    is_seen.set()
    window.wait_for_row("a", State="Fresh", Size="1 kB")
    assert running.wait(60) == 0
    assert larder.json("history", "acme/a")["snapshots"][1:] == [], "the same bytes"
