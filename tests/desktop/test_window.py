"""What the window does beyond the datasets: places, adding, settings that outlive it, the start with the session."""

from pathlib import Path

from support.desktopsession import end_process, has_state, is_selected, start_desktop, wait_until

PANEL = "xfce4-panel"


def checkbox(window, name):
    return wait_until(f"the box “{name}”", lambda: window.find("check box", name))


def toggle(box):
    actions = box.queryAction()
    index = next(i for i in range(actions.nActions) if actions.getName(i) in ("Toggle", "Press"))
    assert actions.doAction(index)


def autostart_files(session) -> list[Path]:
    return sorted((session.folder / "config/autostart").glob("larder*.desktop"))


def test_a_dataset_is_added_and_fetched_from_the_dialog(larder, server, open_window):
    server.put("acme/shipments/a.csv", b"x" * 1000)
    window = open_window()
    window.add_dataset(server.url("acme/shipments/"), "Acme Textiles", found="Found 1 file")
    window.wait_for_row("shipments", State="Fresh", Size="1 kB")
    assert larder.json("status")["datasets"][0]["dataset"] == "acme-textiles/shipments"


def test_the_sample_is_fetched_at_once(open_window):
    window = open_window()
    window.press_keys("ctrl+n")
    window.press("Try with sample data")
    window.wait_for_row("shipments", State="Fresh")


def test_the_window_comes_back_as_it_was_left(open_window):
    window = open_window()
    window.press_keys("alt+5")
    wait_until("the settings", lambda: window.shows("Changes count at once."))
    window.press_keys("ctrl+q")
    wait_until("the end", lambda: window.process.poll() is not None)
    again = open_window()
    wait_until("the settings", lambda: is_selected(again.find("list item", "Settings")))


def test_a_setting_that_cannot_be_read_is_told_and_keeps_nobody_out(larder, open_window):
    (larder.home / "config").mkdir(parents=True)
    (larder.home / "config/settings.ini").write_text("[General]\nconcurrency=lots\n")
    window = open_window()
    wait_until("the mistake", lambda: window.shows('concurrency cannot be "lots"'))


def test_the_settings_switch_the_start_with_the_session(session, larder, open_window):
    window = open_window()
    window.press_keys("alt+5")
    box = checkbox(window, "Start in the tray when I log in")
    wait_until("the box to be read", lambda: has_state(box, "ENABLED"))
    toggle(box)
    wait_until("the autostart file", lambda: autostart_files(session))
    text = autostart_files(session)[0].read_text()
    assert "larder-desktop" in text and "--background" in text
    assert str(larder.home) in text  # a home that was chosen is named
    toggle(box)
    wait_until("the file to go", lambda: not autostart_files(session))


def test_background_starts_in_the_tray(session, larder):
    before = session.tray_items()
    process = start_desktop(session, larder, "--background")
    try:
        wait_until("the tray icon", lambda: set(session.tray_items()) - set(before))
        assert "Larder" not in session.window_titles(process)
    finally:
        end_process(process)
