"""A panel that knows only the old XEmbed trays: closing hides, and the icon is there."""

import subprocess

from support.desktopsession import wait_until

PANEL = "trayer"


def test_closing_hides_where_only_xembed_is_known(session, open_window):
    window = open_window()
    wait_until("the icon in the panel", lambda: "larder" in subprocess.run(
        ["xwininfo", "-root", "-tree"], env=session.environment, capture_output=True, text=True,
        timeout=60).stdout.split("trayer", 1)[-1])
    window.press_keys("ctrl+w")
    wait_until("the window to hide", lambda: not window.is_shown())
    assert window.process.poll() is None
