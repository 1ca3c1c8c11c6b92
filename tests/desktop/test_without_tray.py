"""No panel shows tray icons: the window must stay reachable, so closing it is the end. Keys do everything."""

from support.desktopsession import wait_until


def test_closing_the_window_ends_larder(open_window):
    window = open_window()
    window.press_keys("ctrl+w")
    wait_until("the end", lambda: window.process.poll() is not None)
    assert window.process.returncode == 0


def test_keys_refresh_and_quit(larder, server, open_window):
    server.put("acme/a.csv", b"x" * 1000)
    larder.run("add", "acme/a", server.url("acme/a.csv"))
    larder.run("refresh", "acme/a")
    window = open_window()
    window.wait_for_row("a", State="Fresh", Size="1 kB")

    server.put("acme/a.csv", b"y" * 2000)
    window.press_keys("ctrl+r")
    window.wait_for_row("a", State="Fresh", Size="2 kB")

    server.put("acme/a.csv", b"z" * 3000)
    window.press_keys("F5")
    window.wait_for_row("a", State="Fresh", Size="3 kB")

    window.press_keys("ctrl+q")
    wait_until("the end", lambda: window.process.poll() is not None)
    assert window.process.returncode == 0


def test_an_empty_home_says_how_to_begin(open_window):
    window = open_window()
    wait_until("the beginning", lambda: window.shows("No datasets yet"))
    assert window.shows("Add dataset…")
    window.press("Try with sample data")
    window.wait_for_row("shipments", State="Fresh")
