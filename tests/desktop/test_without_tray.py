"""No panel shows tray icons: the window must stay reachable, so closing it asks. Keys do everything."""

import pytest

from support.desktopsession import end_process, has_state, start_desktop, wait_until


def close_and_wait_for_the_question(window):
    wait_until("what would go on", lambda: window.shows("background sync on"))
    window.press_keys("ctrl+w")
    wait_until("the question", lambda: window.find(None, "Go on syncing in the background?"))


def wait_for_the_end(window):
    wait_until("the end", lambda: window.process.poll() is not None)
    assert window.process.returncode == 0


def tick(window, name):
    box = wait_until(f"the box “{name}”", lambda: window.find("check box", name))
    actions = box.queryAction()
    assert actions.doAction(next(i for i in range(actions.nActions) if actions.getName(i) in ("Toggle", "Press")))


def test_closing_asks_and_may_be_taken_back(open_window):
    window = open_window()
    close_and_wait_for_the_question(window)
    window.press("Cancel")
    wait_until("the question to go", lambda: not window.shows("Go on syncing in the background?"))
    assert window.is_shown() and window.process.poll() is None
    close_and_wait_for_the_question(window)
    window.press("Quit Larder")
    wait_for_the_end(window)


def test_syncing_goes_on_and_a_second_start_brings_the_window_back(larder, server, session, open_window):
    window = open_window()
    close_and_wait_for_the_question(window)
    window.press("Go on syncing")
    wait_until("the window to hide", lambda: not window.is_shown())
    server.put("acme/shipments.csv", b"x" * 1000)
    larder.run("add", "acme/shipments", server.url("acme/shipments.csv"))
    wait_until("the background to fetch", lambda: larder.row("acme/shipments")["state"] == "fresh")
    assert not window.is_shown()
    assert start_desktop(session, larder, "acme/shipments").wait(timeout=60) == 0
    wait_until("the window", window.is_shown)
    window.wait_for_row("shipments", State="Fresh")
    wait_until("the details of the dataset", lambda: window.shows("acme / shipments"))
    window.press_keys("ctrl+q")
    wait_for_the_end(window)


@pytest.mark.parametrize("answer, setting", [("Quit Larder", "quit"), ("Go on syncing", "sync")])
def test_an_answer_for_good_is_kept_in_the_settings(larder, session, open_window, answer, setting):
    window = open_window()
    close_and_wait_for_the_question(window)
    tick(window, "Do not ask again; the settings can change it")
    window.press(answer)
    wait_until("the setting", lambda: larder.run("config", "close").line == setting)
    if setting == "quit":
        wait_for_the_end(window)
        window = open_window()
        window.press_keys("ctrl+w")
        wait_for_the_end(window)
        return
    wait_until("the window to hide", lambda: not window.is_shown())
    start_desktop(session, larder).wait(timeout=60)
    wait_until("the window", window.is_shown)
    window.press_keys("ctrl+w")
    wait_until("the window to hide", lambda: not window.is_shown())
    assert window.process.poll() is None
    larder.run("config", "close=ask")
    start_desktop(session, larder).wait(timeout=60)
    wait_until("the window", window.is_shown)
    close_and_wait_for_the_question(window)


def test_who_wants_no_window_at_login_gets_none(larder, server, session):
    """`--background` without a panel shows the window after a while, unless closing is to go on without one."""
    larder.run("config", "close=sync")
    server.put("acme/shipments.csv", b"x" * 1000)
    larder.run("add", "acme/shipments", server.url("acme/shipments.csv"))
    process = start_desktop(session, larder, "--background")
    try:
        wait_until("the background to fetch", lambda: larder.row("acme/shipments")["state"] == "fresh")
        assert process.poll() is None
        assert start_desktop(session, larder).wait(timeout=60) == 0
        wait_until("the window that was asked for", lambda: "Larder" in session.window_titles(process))
    finally:
        end_process(process)


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
    wait_for_the_end(window)


def test_an_empty_home_says_how_to_begin(open_window):
    window = open_window()
    wait_until("the beginning", lambda: window.shows("No datasets yet"))
    assert window.shows("Add dataset…")
    window.press("Try with sample data")
    window.wait_for_row("shipments", State="Fresh")


def test_quitting_asks_before_edits_of_a_binding_are_lost(larder, server, open_window):
    server.put("acme/shipments.csv", b"x\n")
    larder.run("add", "acme/shipments", server.url("acme/shipments.csv"))
    window = open_window()
    window.wait_for_row("shipments", State="Fresh")
    window.select("shipments")
    window.choose_tab("Binding")
    field = wait_until("the field", lambda: window.find("text", "Snapshots to keep"))
    field.queryEditableText().setTextContents("5")
    wait_until("the tab to tell of edits", lambda: has_state(window.find("button", "Save"), "ENABLED"))
    window.press_keys("ctrl+q")
    wait_until("the question", lambda: window.shows("Quit without saving?"))
    window.press("Show the edits")
    wait_until("the question to go", lambda: not window.shows("Quit without saving?"))
    assert window.is_shown() and window.process.poll() is None
    window.press_keys("ctrl+q")
    wait_until("the question", lambda: window.shows("Quit without saving?"))
    window.press("Quit without saving")
    wait_for_the_end(window)
