"""The menu of the tray icon: what needs someone, each customer, the pause; on a real panel's bus."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from support.agent import activity
from support.desktopsession import wait_until
from support.trayitem import tray_of

PANEL = "xfce4-panel"


def add(larder, server, name, size=1000, *options):
    server.put(f"{name}.csv", b"x" * size)
    larder.run("add", name, server.url(f"{name}.csv"), *options)
    larder.run("refresh", name)


@pytest.fixture
def tray(larder, server, session, open_window):
    """With two customers, one of them with two datasets, all fresh for days."""
    for name in ("acme/shipments", "acme/factories", "bolt/orders"):
        add(larder, server, name, 1000, "--policy", "every:5d")
    window = open_window()
    for dataset in ("shipments", "factories", "orders"):
        window.wait_for_row(dataset, State="Fresh")
    tray = tray_of(session, window)
    wait_until("its menu", lambda: "bolt" in tray.menu())
    tray.window = window
    return tray


def paused_until(larder):
    rows = [row for row in larder.json("status", exit=None)["datasets"] if "paused" in row["flags"]]
    return len(rows)


@pytest.mark.parametrize("length, words", [("For 1 hour", "until"), ("Until tomorrow", "until tomorrow 00:00"),
                                           ("Until resumed", "until resumed")])
def test_a_pause_is_kept_told_and_ended(tray, larder, server, length, words):
    tray.choose("Pause background sync", length)
    wait_until("the pause", lambda: paused_until(larder) == 3)
    wait_until("the tooltip", lambda: f"paused {words}" in tray.tooltip()[1])
    wait_until("the window", lambda: tray.window.shows(f"paused {words}"))
    assert not any(text.startswith("Pause") for text in tray.menu())

    server.put("bolt/orders.csv", b"y" * 2000)
    tray.choose("bolt", "Refresh")
    tray.window.wait_for_row("orders", State="Fresh", Size="2 kB")
    assert paused_until(larder) == 3, "a refresh by hand ends no pause"
    wait_until("the menu of a paused Larder", lambda: any(text.startswith("Resume") for text in tray.menu()))

    tray.choose("Resume background sync")
    wait_until("the end of the pause", lambda: paused_until(larder) == 0)
    wait_until("the tooltip", lambda: "paused" not in tray.tooltip()[1])
    assert len(activity(larder, "paused")) == len(activity(larder, "resumed")) == 1


def test_an_hour_is_an_hour(tray, larder):
    before = datetime.now(ZoneInfo("Europe/Paris"))
    tray.choose("Pause background sync", "For 1 hour")
    told = wait_until("the pause", lambda: activity(larder, "paused"))[0][1]
    assert any(f"{before + timedelta(minutes=60 + minutes):%H:%M}" in told for minutes in (-1, 0, 1)), told


def test_refresh_of_a_customer_refreshes_no_other(tray, larder, server):
    for name in ("acme/shipments", "acme/factories", "bolt/orders"):
        server.put(f"{name}.csv", b"y" * 2000)
    tray.choose("acme", "Refresh")
    tray.window.wait_for_row("shipments", State="Fresh", Size="2 kB")
    tray.window.wait_for_row("factories", State="Fresh", Size="2 kB")
    assert tray.window.row("orders")["Size"] == "1 kB"


def test_force_asks_once_with_what_it_costs(tray, larder, server):
    server.clear_log()
    tray.window.press_keys("ctrl+w")
    wait_until("the window to hide", lambda: not tray.window.is_shown())
    tray.choose("acme", "Fetch everything again")
    wait_until("the window", tray.window.is_shown)
    wait_until("the question", lambda: tray.window.shows("Fetch every file of 2 datasets again?"))
    assert tray.window.shows("About 2 kB will be downloaded")
    assert server.bodies() == []
    tray.window.press("Cancel")
    wait_until("the question to go", lambda: not tray.window.shows("Fetch every file of"))
    assert server.bodies() == []

    tray.choose("acme", "Fetch everything again")
    tray.window.press("Fetch everything")
    wait_until("both bodies", lambda: sorted(server.bodies()) == ["acme/factories.csv", "acme/shipments.csv"])


def test_what_needs_someone_comes_first(tray, larder, server):
    larder.run("set", "bolt/orders", "policy=always", "recheck=off")
    server.answer("acme/factories.csv", lambda handler: handler.reply(403, b"no\n"))
    larder.run("set", "acme/factories", "policy=always", "recheck=off")
    larder.run("refresh", "acme/factories", exit=5)
    wait_until("the worst first", lambda: list(tray.menu())[:3] == [
        "Refresh all 2 that are not fresh", "Refresh acme/factories (sign in)", "Refresh bolt/orders (stale)"])
    assert tray.tooltip()[0] == "Larder: sign in"
    server.answer("acme/factories.csv", None)
    larder.run("set", "acme/factories", "policy=daily")
    larder.run("set", "bolt/orders", "policy=daily")
    tray.choose("Refresh acme/factories")
    wait_until("a fresh tray", lambda: tray.tooltip()[0] == "Larder: fresh")
