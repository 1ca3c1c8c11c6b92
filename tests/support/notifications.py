"""The notification server of a test's desktop: dunst, as people run it. Notifications stay until they are closed.

    notifications = Notifications(session)
    notifications.wait_for("Acme uploaded")["text"]
    notifications.choose("Show what changed")   # through dunst's menu, as a person does
    assert len(notifications.history()) == 1    # closes them all
"""

from __future__ import annotations

import dbus

from support.desktopsession import DesktopSession, wait_until

NAME, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
SEPARATOR, END = "\x1f", "\x1e"

CONFIGURATION = """[global]
    history_length = 500
    notification_limit = 0
    stack_duplicates = false
    always_run_script = true
    width = 360
    font = Sans 9
    dmenu = "{folder}/choose-action"
[urgency_low]
    timeout = 0
[urgency_normal]
    timeout = 0
[urgency_critical]
    timeout = 0
[told]
    summary = "*"
    script = "{folder}/note"
"""
NOTE = r"""#!/bin/sh
printf '%s\037%s\037%s\036' "$DUNST_ID" "$DUNST_SUMMARY" "$DUNST_BODY" >>{folder}/told
"""
CHOOSE = r"""#!/bin/sh
grep -F -- "#$(cat {folder}/wanted) (" | head -n 1
"""


class Notifications:
    def __init__(self, session: DesktopSession):
        self.folder = session.folder / "notifications"
        self.folder.mkdir()
        (self.folder / "dunstrc").write_text(CONFIGURATION.format(folder=self.folder))
        for name, text in (("note", NOTE), ("choose-action", CHOOSE)):
            (self.folder / name).write_text(text.replace("{folder}", str(self.folder)))
            (self.folder / name).chmod(0o700)
        (self.folder / "told").touch()
        session.start("dunst", "dunst", "-conf", str(self.folder / "dunstrc"))
        self.forgotten = 0  # the number of the last one
        self.bus = dbus.bus.BusConnection(session.environment["DBUS_SESSION_BUS_ADDRESS"])
        wait_until("the notification server", lambda: self.bus.name_has_owner(NAME))

    def begin_anew(self) -> None:
        """What was told so far is forgotten."""
        self.close_all()
        self.forgotten = max((int(entry["id"]) for entry in self._control().NotificationListHistory()), default=0)
        (self.folder / "told").write_text("")

    def told(self) -> list[dict[str, str]]:
        """All that it was ever told, oldest first."""
        entries = (self.folder / "told").read_text().split(END)[:-1]
        return [dict(zip(("id", "title", "text"), entry.split(SEPARATOR))) for entry in entries]

    def titles(self) -> list[str]:
        return [notification["title"] for notification in self.told()]

    def wait_for(self, words: str) -> dict[str, str]:
        """The newest one with these words in its title."""
        try:
            return wait_until(f"a notification “{words}”", lambda: next(
                (told for told in reversed(self.told()) if words in told["title"]), None))
        except AssertionError as error:
            raise AssertionError(f"{error}; told were {self.titles()}") from None

    def choose(self, action: str) -> None:
        """That button of whichever notification on the screen has it."""
        (self.folder / "wanted").write_text(action)
        self._control().ContextMenuCall()

    def close_all(self) -> None:
        self._control().NotificationCloseAll()

    def history(self) -> list[str]:
        """The titles of all there ever were, oldest first; closes those on the screen."""
        self.close_all()
        found = sorted((int(entry["id"]), str(entry["summary"])) for entry in self._control().NotificationListHistory())
        return [title for number, title in found if number > self.forgotten]

    def _control(self) -> dbus.Interface:
        return dbus.Interface(self.bus.get_object(NAME, PATH), "org.dunstproject.cmd0")
