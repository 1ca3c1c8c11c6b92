"""The window on a machine that goes offline, onto a metered network, and back: each row says why it waits."""

import pytest

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
    wait_until(f"{dataset} says “{words}”", lambda: words in (window.row(dataset) or {}).get("Because", ""))


def test_a_row_says_why_the_background_waits(larder, server, bus, open_window):
    server.put("acme/a.csv", b"x" * 1000)
    larder.run("add", "acme/a", server.url("acme/a.csv"))
    bus.offer_network(online=False)
    window = open_window()
    wait_until_row_says(window, "a", "not asked: this machine is offline")
    bus.set_network(metered=True)
    wait_until_row_says(window, "a", "not fetched: the network is metered")
    assert server.bodies() == []
    bus.set_network()
    window.wait_for_row("a", State="Fresh", Size="1 kB")


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
