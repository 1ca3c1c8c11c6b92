"""One day with Larder, from the first start to the end: what a person does and sees, in the real program."""

import subprocess

from support.desktopsession import end_process, start_desktop, wait_until
from support.trayitem import tray_of

PANEL = "xfce4-panel"


def panel_pixels(session) -> bytes:
    """What stands on the screen where the panel is."""
    window = subprocess.run(["xdotool", "search", "--onlyvisible", "--class", "xfce4-panel"], env=session.environment,
                            capture_output=True, text=True, timeout=60).stdout.split()[0]
    return subprocess.run(["import", "-window", window, "rgb:-"], env=session.environment, capture_output=True,
                          timeout=60, check=True).stdout


def settled_pixels(session) -> bytes:
    """Once two looks agree: a panel draws in steps."""
    seen = []

    def is_still():
        seen.append(panel_pixels(session))
        return len(seen) > 1 and seen[-1] == seen[-2]

    wait_until("the panel to hold still", is_still)
    return seen[-1]


def processes_of(larder) -> list[str]:
    """The command lines of whatever runs on this home."""
    found = subprocess.run(["pgrep", "-a", "larder"], capture_output=True, text=True).stdout.splitlines()
    return [line for line in found if is_on_home(line.split()[0], larder)]


def is_on_home(pid: str, larder) -> bool:
    try:
        with open(f"/proc/{pid}/environ", "rb") as file:
            return f"LARDER_HOME={larder.home}".encode() in file.read().split(b"\0")
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_from_the_first_start_to_the_end(larder, server, session, notifications, open_window):
    # The first start: nothing there; a dataset is added in the dialog, and fetched.
    server.put("acme/shipments/a.csv", b"x" * 1000)
    window = open_window()
    window.add_dataset(server.url("acme/shipments/"), "Acme & Söhne", found="Found 1 file")
    window.wait_for_row("shipments", State="Fresh", Size="1 kB")
    name = larder.json("status")["datasets"][0]["dataset"]
    tray = tray_of(session, window)
    wait_until("a fresh tray", lambda: tray.tooltip()[0] == "Larder: fresh")
    fresh = settled_pixels(session)

    # The customer uploads again; a click on the row's button fetches it.
    server.put("acme/shipments/a.csv", b"y" * 2000)
    window.click_row_button("shipments")
    window.wait_for_row("shipments", State="Fresh", Size="2 kB")

    # It goes stale: the icon in the panel is another one, until the tray's menu has refreshed it.
    larder.run("set", name, "policy=always", "recheck=off")
    wait_until("a stale tray", lambda: tray.tooltip()[0] == "Larder: stale")
    assert settled_pixels(session) != fresh
    larder.run("set", name, "policy=daily")
    server.put("acme/shipments/a.csv", b"z" * 3000)
    tray.choose("Acme", "Refresh")
    window.wait_for_row("shipments", State="Fresh", Size="3 kB")
    wait_until("a fresh tray", lambda: tray.tooltip()[0] == "Larder: fresh")
    wait_until("the fresh icon", lambda: settled_pixels(session) == fresh)

    # Closed, it is in the tray; a second start for a dataset brings it back with that one selected.
    window.press_keys("ctrl+w")
    wait_until("the window to hide", lambda: not window.is_shown())
    assert start_desktop(session, larder, name).wait(timeout=60) == 0
    wait_until("the window", window.is_shown)
    wait_until("the details of the dataset", lambda: window.shows(name.replace("/", " / ")))

    # Killed, nothing is lost: what was there is there, and whole.
    before = larder.current(name)
    window.process.kill()
    window.process.wait()
    again = open_window()
    again.wait_for_row("shipments", State="Fresh", Size="3 kB")
    assert larder.current(name)["path"] == before["path"]
    assert larder.json("verify")["damaged"] == []

    # Quit is the end of every process; all that was done by hand was no news.
    tray_of(session, again).choose("Quit")
    wait_until("the end", lambda: again.process.poll() is not None)
    assert again.process.returncode == 0
    assert processes_of(larder) == []
    assert notifications.history() == ["Larder goes on in the tray"]


def test_closing_to_the_tray_is_told_once_for_ever(session, larder, notifications, open_window):
    window = open_window()
    window.press_keys("ctrl+w")
    wait_until("the window to hide", lambda: not window.is_shown())
    told = notifications.wait_for("Larder goes on in the tray")
    assert "icon brings the window back" in told["text"]
    notifications.choose("Show")
    wait_until("the window", window.is_shown)
    window.press_keys("ctrl+q")
    wait_until("the end", lambda: window.process.poll() is not None)

    again = open_window()
    again.press_keys("ctrl+w")
    wait_until("the window to hide", lambda: not again.is_shown())
    tray_of(session, again).choose("Quit")
    wait_until("the end", lambda: again.process.poll() is not None)
    assert notifications.history() == ["Larder goes on in the tray"]


def test_the_first_closing_may_be_meant_as_the_end(session, notifications, open_window):
    window = open_window()
    window.press_keys("ctrl+w")
    notifications.wait_for("Larder goes on in the tray")
    notifications.choose("Quit Larder")
    wait_until("the end", lambda: window.process.poll() is not None)
    assert window.process.returncode == 0


def test_a_second_start_with_a_wrong_name_says_so_and_disturbs_nobody(session, larder, open_window):
    window = open_window()
    second = start_desktop(session, larder, "no such name")
    assert second.wait(timeout=60) == 2
    assert window.process.poll() is None
    end_process(second)
