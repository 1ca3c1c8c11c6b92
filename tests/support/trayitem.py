"""A tray icon as the panel sees it: StatusNotifierItem and its menu, over the session bus.

    tray = tray_of(session, window)
    wait_until("a stale tray", lambda: tray.tooltip()[0] == "Larder: stale")
    tray.choose("Pause background sync", "For 1 hour")
"""

from __future__ import annotations

import re

from support.desktopsession import DesktopSession, LarderWindow, wait_until

ITEM, MENU = "org.kde.StatusNotifierItem", "com.canonical.dbusmenu"


class TrayItem:
    def __init__(self, session: DesktopSession, bus_name: str):
        self.session, self.bus_name = session, bus_name

    def property(self, name: str) -> str:
        return self.session.call(self.bus_name, "/StatusNotifierItem", "org.freedesktop.DBus.Properties", "Get",
                                 f"string:{ITEM}", f"string:{name}")

    def picture(self) -> str:
        return self.property("IconPixmap")

    def tooltip(self) -> list[str]:
        """Its title and its text."""
        return re.findall(r'string "([^"]*)"', self.property("ToolTip"))[-2:]

    def activate(self) -> None:
        self.session.call(self.bus_name, "/StatusNotifierItem", ITEM, "Activate", "int32:0", "int32:0")

    def menu(self) -> dict[str, int]:
        """Labels with their ids, submenus' too. A submenu's labels come after its own."""
        layout = self.session.call(self.bus_name, "/MenuBar", MENU, "GetLayout", "int32:0", "int32:-1",
                                   "array:string:label")
        return {label.replace("_", ""): int(number) for number, label in self._entries(layout)}

    def choose(self, *labels: str) -> None:
        """The entry that begins so, behind the submenus that begin so."""
        def number():
            layout = self.session.call(self.bus_name, "/MenuBar", MENU, "GetLayout", "int32:0", "int32:-1",
                                       "array:string:label")
            entries = [(int(number), label.replace("_", "")) for number, label in self._entries(layout)]
            for label in labels:
                index = next((i for i, (_, text) in enumerate(entries) if text.startswith(label)), None)
                if index is None:
                    return None
                chosen, entries = entries[index][0], entries[index + 1:]
            return chosen

        chosen = wait_until(f"the entry {' › '.join(labels)} of the tray's menu", number)
        self.session.call(self.bus_name, "/MenuBar", MENU, "Event", f"int32:{chosen}", "string:clicked",
                          "variant:int32:0", "uint32:0")

    def _entries(self, layout: str) -> list[tuple[str, str]]:
        return re.findall(r'int32 (\d+)\s+array \[\s+dict entry\(\s+string "label"\s+variant\s+string "([^"]*)"', layout)


def tray_of(session: DesktopSession, window: LarderWindow) -> TrayItem:
    def find():
        for item in session.tray_items():
            owner = session.call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                 "GetConnectionUnixProcessID", f"string:{item}")
            if f"uint32 {window.process.pid}\n" in owner:
                return TrayItem(session, item)
        return None
    return wait_until("the tray item", find)
