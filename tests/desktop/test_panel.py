"""The window and the tray icon with a real panel: what a person clicks, and what another process changes."""

import fcntl
import os
import struct

from support.desktopsession import start_desktop, wait_until, walk
from support.trayitem import tray_of

PANEL = "xfce4-panel"
SEEN_WITHIN_SECONDS = 2


def add(larder, server, name="acme/shipments", content=b"one\n", *options):
    server.put(f"{name}.csv", content, modified="2026-08-01T06:00:00Z")
    larder.run("add", name, server.url(f"{name}.csv"), *options)


def test_a_click_on_refresh_fetches_the_new_upload(larder, server, open_window):
    add(larder, server, content=b"x" * 1000)
    larder.run("refresh", "acme/shipments")
    window = open_window()
    assert window.wait_for_row("shipments", State="Fresh")["Size"] == "1 kB"

    server.put("acme/shipments.csv", b"y" * 2000, modified="2026-08-01T06:00:00Z")
    window.select("shipments")
    window.press_keys("F5")

    window.wait_for_row("shipments", State="Fresh", Size="2 kB")
    assert (larder.path("acme/shipments", "--offline") / "shipments.csv").read_bytes() == b"y" * 2000


def test_the_background_fetches_what_is_missing(larder, server, open_window):
    window = open_window()
    add(larder, server)
    window.wait_for_row("shipments", State="Fresh")
    assert server.bodies() == ["acme/shipments.csv"]


def test_what_another_process_changes_is_seen_within_two_seconds(larder, server, open_window):
    add(larder, server, content=b"x" * 1000)
    larder.run("refresh", "acme/shipments")
    window = open_window()
    window.wait_for_row("shipments", State="Fresh", Size="1 kB")

    server.put("acme/shipments.csv", b"y" * 3000)
    larder.run("refresh", "acme/shipments")
    window.wait_for_row("shipments", SEEN_WITHIN_SECONDS, Size="3 kB")

    add(larder, server, "bolt/orders", b"z" * 500, "--no-probe", "--policy", "manual")
    window.wait_for_row("orders", SEEN_WITHIN_SECONDS)

    held = larder.json("history", "acme/shipments")["snapshots"][-1]["id"]
    larder.run("use", "acme/shipments", held)
    window.wait_for_row("shipments", SEEN_WITHIN_SECONDS, State="Held")

    larder.run("forget", "bolt/orders", "--yes")
    wait_until("the row to go", lambda: window.row("orders") is None and window.row("shipments"), SEEN_WITHIN_SECONDS)


def test_a_move_of_the_store_by_another_process_is_followed(larder, server, tmp_path, open_window):
    add(larder, server)
    window = open_window()
    window.press_keys("alt+5")
    wait_until("the old place", lambda: window.shows(str(larder.home / "store")))
    larder.run("config", f"store={tmp_path / 'other disk'}")
    wait_until("the new place", lambda: window.shows(str(tmp_path / "other disk")), SEEN_WITHIN_SECONDS)
    assert not window.shows(str(larder.home / "store"))


def test_refresh_all_refreshes_every_customer(larder, server, open_window):
    for name in ("acme/shipments", "acme/factories", "bolt/orders"):
        add(larder, server, name, b"x" * 1000)
    larder.run("refresh", "--all")
    window = open_window()
    for dataset in ("shipments", "factories", "orders"):
        window.wait_for_row(dataset, State="Fresh", Size="1 kB")
        customer = "bolt" if dataset == "orders" else "acme"
        server.put(f"{customer}/{dataset}.csv", b"y" * 2000)
    window.press_keys("ctrl+r")
    for dataset in ("shipments", "factories", "orders"):
        window.wait_for_row(dataset, State="Fresh", Size="2 kB")


def test_a_failure_says_why_and_keeps_the_copy(larder, server, open_window):
    add(larder, server, content=b"x" * 1000)
    larder.run("refresh", "acme/shipments")
    larder.run("set", "acme/shipments", "policy=always", "recheck=off")
    server.answer("acme/shipments.csv", lambda handler: handler.reply(403, b"no\n", path="acme/shipments.csv"))
    window = open_window()
    window.wait_for_row("shipments", State="Stale")
    window.click_row_button("shipments")
    row = window.wait_for_row("shipments", State="Sign in")
    assert row["Size"] == "1 kB"
    assert row["Because"]


def test_every_control_has_a_name(larder, server, open_window):
    add(larder, server)
    window = open_window()
    window.wait_for_row("shipments", State="Fresh")
    for found in walk(window.application):
        if found.getRoleName() in ("button", "push button", "tree", "tree table", "table", "progress bar"):
            assert found.name, f"a {found.getRoleName()} without a name"


def test_the_tray_shows_the_worst_state_and_refreshes(larder, server, session, open_window):
    add(larder, server, "acme/shipments", b"x" * 1000)
    add(larder, server, "acme/factories", b"x" * 1000)
    larder.run("refresh", "--all")
    window = open_window()
    tray = tray_of(session, window)
    wait_until("a fresh tray", lambda: tray.tooltip()[0] == "Larder: fresh")
    fresh = tray.picture()

    larder.run("set", "acme/shipments", "policy=always", "recheck=off")
    wait_until("a stale tray", lambda: tray.tooltip()[0] == "Larder: stale")
    assert "1 stale, 1 fresh" in tray.tooltip()[1]
    stale = tray.picture()
    assert stale != fresh

    server.put("acme/shipments.csv", b"y" * 2000)
    tray.choose("Refresh")
    window.wait_for_row("shipments", Size="2 kB")


def test_closing_hides_to_the_tray_and_the_tray_brings_it_back(session, open_window):
    window = open_window()
    tray = tray_of(session, window)
    window.press_keys("ctrl+w")
    wait_until("the window to hide", lambda: not window.is_shown())
    assert window.process.poll() is None
    tray.activate()
    wait_until("the window", window.is_shown)
    window.press_keys("ctrl+w")
    wait_until("the window to hide", lambda: not window.is_shown())
    tray.choose("Open")
    wait_until("the window", window.is_shown)
    tray.choose("Quit")
    wait_until("the end", lambda: window.process.poll() is not None)
    assert window.process.returncode == 0


def test_a_second_start_raises_the_first(larder, session, open_window):
    window = open_window()
    wait_until("the window", window.is_shown)
    second = start_desktop(session, larder)
    assert second.wait(timeout=60) == 0
    assert window.process.poll() is None


def test_a_second_start_for_a_dataset_that_is_not_there_says_so(larder, session, open_window):
    """On the terminal that asked, by its end, and in the window that is running."""
    window = open_window()
    wait_until("the window", window.is_shown)
    log = session.folder / "larder-desktop.log"
    before = log.read_text()
    second = start_desktop(session, larder, "acme/nosuch")
    assert second.wait(timeout=60) == 4
    assert "larder-desktop: there is no dataset acme/nosuch" in log.read_text().removeprefix(before)
    wait_until("the window to say it", lambda: window.shows("here is no dataset acme/nosuch"))
    assert start_desktop(session, larder).wait(timeout=60) == 0


def test_only_one_process_looks(larder, server, open_window):
    """While another process holds the scheduler's lock this one only shows; then it takes over."""
    larder.run("list")
    with open(larder.data / "scheduler.lock", "w") as lock:
        whole_file = struct.pack("hhqqi", fcntl.F_WRLCK, os.SEEK_SET, 0, 0, 0)
        fcntl.fcntl(lock, fcntl.F_OFD_SETLK, whole_file)
        window = open_window()
        add(larder, server)
        window.wait_for_row("shipments", State="Missing")
        assert window.shows("background sync by another Larder")
        assert server.bodies() == []
    window.wait_for_row("shipments", State="Fresh")
