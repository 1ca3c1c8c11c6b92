"""A whole desktop of its own for tests: X server, session bus, accessibility bus and, if wanted, a panel.

    with DesktopSession(tmp_path, panel="xfce4-panel") as session:
        window = LarderWindow(session, larder)
        window.wait_for_row("acme/shipments", State="Fresh")
        window.press("Refresh acme/shipments")

One session per test process: pyatspi talks to the bus that the environment named when it was first used. Every
process that is started here ends here, by its id, in reverse order.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from pathlib import Path

from support.faketime import fake_clock
from support.larder import Larder, program

PATIENCE_SECONDS = 60  # machines under load; a wait ends as soon as what it waits for is there
SMALLEST_WINDOW = 200  # pixels; icons are smaller
SMALLEST_MENU = 100
CLOCK_ENVIRONMENT = ("TZ", *fake_clock(FAKETIME_TIMESTAMP_FILE="", FAKETIME_NO_CACHE=""))  # agent.py's WallClock
KEPT_ENVIRONMENT = ("PATH", "LD_LIBRARY_PATH", "ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS")

XFCE_PANEL = """<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=12;x=640;y=1000"/>
      <property name="length" type="uint" value="100"/>
      <property name="size" type="uint" value="32"/>
      <property name="plugin-ids" type="array"><value type="int" value="1"/></property>
    </property>
  </property>
  <property name="plugins" type="empty"><property name="plugin-1" type="string" value="systray"/></property>
</channel>
"""


def wait_until(what: str, condition, patience: float = PATIENCE_SECONDS):
    """The first true value of `condition`, which is asked often."""
    end = time.monotonic() + patience
    while True:
        value = condition()
        if value:
            return value
        assert time.monotonic() < end, f"waited {patience:g} s in vain for {what}"
        time.sleep(0.02)


class DesktopSession:
    def __init__(self, folder: Path, panel: str | None = None, screen: str = "1280x1040x24"):
        self.folder = Path(folder)
        self.panel = panel
        self.screen = screen
        self.processes: list[tuple[str, subprocess.Popen]] = []
        self.environment = {key: os.environ[key] for key in KEPT_ENVIRONMENT if key in os.environ} | {
            "HOME": str(self.folder), "XDG_RUNTIME_DIR": str(self.folder / "runtime"),
            "XDG_CONFIG_HOME": str(self.folder / "config"), "XDG_CACHE_HOME": str(self.folder / "cache"),
            "XDG_DATA_HOME": str(self.folder / "share"), "LC_ALL": "C.UTF-8", "TZ": "Europe/Paris",
            "DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nowhere",  # the machine's own network is none of a test's business
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "NO_AT_BRIDGE": "0", "QT_QPA_PLATFORM": "xcb",
        }

    def __enter__(self) -> "DesktopSession":
        try:
            self._begin()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        while self.processes:
            name, process = self.processes.pop()
            end_process(process)

    def start(self, name: str, *command: str, **options) -> subprocess.Popen:
        """Its output goes to <folder>/<name>.log."""
        with open(self.folder / f"{name}.log", "ab") as log:
            options.setdefault("stdout", log)
            process = subprocess.Popen(command, env=options.pop("env", self.environment), stderr=log,
                                       stdin=subprocess.DEVNULL, start_new_session=True, **options)
        self.processes.append((name, process))
        return process

    def call(self, service: str, path: str, interface: str, method: str, *arguments: str) -> str:
        """A D-Bus call through dbus-send; the reply as it prints it."""
        answer = subprocess.run(["dbus-send", "--session", "--print-reply", f"--dest={service}", path,
                                 f"{interface}.{method}", *arguments],
                                env=self.environment, capture_output=True, text=True, timeout=PATIENCE_SECONDS)
        return answer.stdout if answer.returncode == 0 else ""

    def tray_items(self) -> list[str]:
        """The bus names of the items that the panel's watcher knows."""
        reply = self.call("org.kde.StatusNotifierWatcher", "/StatusNotifierWatcher",
                          "org.freedesktop.DBus.Properties", "Get", "string:org.kde.StatusNotifierWatcher",
                          "string:RegisteredStatusNotifierItems")
        return [item.split("/")[0] for item in re.findall(r'string "([^"]+)"', reply)]

    def open_tray_menu(self) -> tuple[int, int, int, int]:
        """With the right button on the one icon in xfce4-panel; left, top, width and height of the menu."""
        tray = wait_until("the tray in the panel", lambda: self.windows(name="wrapper-2.0"))
        left, top, width, height = self.place_of(tray[0])
        before = set(self.windows())
        self.xdotool("mousemove", "--sync", str(left + width // 2), str(top + height // 2), "click", "3")

        def menu():
            places = [self.place_of(window) for window in self.windows() if window not in before]
            return next((place for place in places if place[2] >= SMALLEST_MENU), None)

        return wait_until("the menu", menu)

    def windows(self, name: str = ".*") -> list[str]:
        """Those that are on the screen, whoever's they are."""
        return self.xdotool("search", "--onlyvisible", "--name", name).split()

    def place_of(self, window: str) -> tuple[int, int, int, int]:
        """Left, top, width and height, in pixels of the screen; not by xdotool, which counts a title bar twice."""
        told = subprocess.run(["xwininfo", "-id", window], env=self.environment, capture_output=True, text=True,
                              timeout=PATIENCE_SECONDS).stdout
        sides = dict(re.findall(r"(Absolute upper-left [XY]|Width|Height):\s+(-?\d+)", told))
        return tuple(int(sides.get(side, 0)) for side in
                     ("Absolute upper-left X", "Absolute upper-left Y", "Width", "Height"))

    def xdotool(self, *arguments: str) -> str:
        return subprocess.run(["xdotool", *arguments], env=self.environment, capture_output=True, text=True,
                              timeout=PATIENCE_SECONDS).stdout

    def window_titles(self, process: subprocess.Popen) -> str:
        """Of those on the screen, one a line."""
        return self.xdotool("search", "--onlyvisible", "--pid", str(process.pid), "--name", ".", "getwindowname", "%@")

    def screenshot(self, path: Path):
        subprocess.run(["import", "-window", "root", str(path)], env=self.environment, check=True,
                       timeout=PATIENCE_SECONDS)

    def _begin(self):
        services = self.folder / "share/dbus-1/services"  # none starts by itself: see notifications.py, keyring.py
        services.mkdir(parents=True)
        for name in ("org.freedesktop.Notifications", "org.freedesktop.secrets", "org.kde.kwalletd6", "org.kde.kwalletd5"):
            (services / f"{name}.service").write_text(f"[D-BUS Service]\nName={name}\nExec=/bin/false\n")
        for place in ("runtime", "config/xfce4/xfconf/xfce-perchannel-xml", "cache", "share"):
            (self.folder / place).mkdir(parents=True, exist_ok=True)
        (self.folder / "runtime").chmod(0o700)
        (self.folder / "config/xfce4/xfconf/xfce-perchannel-xml/xfce4-panel.xml").write_text(XFCE_PANEL)
        server = self.start("xvfb", "Xvfb", "-displayfd", "1", "-screen", "0", self.screen, "-nolisten", "tcp",
                            "-fbdir", str(self.folder),
                            "-noreset", stdout=subprocess.PIPE)  # else it is away for a moment after each last window
        self.environment["DISPLAY"] = ":" + server.stdout.readline().decode().strip()
        bus = self.start("dbus", "dbus-daemon", "--session", "--nofork", "--print-address=1", stdout=subprocess.PIPE)
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().decode().strip()
        self.start("at-spi", "/usr/libexec/at-spi-bus-launcher", "--launch-immediately")
        self.start("window-manager", "openbox", "--sm-disable")
        wait_until("the window manager", lambda: "window id" in subprocess.run(
            ["xprop", "-root", "_NET_SUPPORTING_WM_CHECK"], env=self.environment, capture_output=True, text=True).stdout)
        wait_until("the accessibility bus", lambda: "unix:" in self.call(
            "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress"))
        os.environ.update(self.environment)
        if self.panel == "xfce4-panel":
            self.start("panel", "xfce4-panel", "--disable-wm-check")
            wait_until("the panel's tray", lambda: "boolean true" in self.call(
                "org.kde.StatusNotifierWatcher", "/StatusNotifierWatcher", "org.freedesktop.DBus.Properties", "Get",
                "string:org.kde.StatusNotifierWatcher", "string:IsStatusNotifierHostRegistered"))
        elif self.panel:
            self.start("panel", self.panel)


def end_process(process: subprocess.Popen):
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
    process.wait()
    if process.stdout:
        process.stdout.close()


def start_desktop(session: DesktopSession, larder: Larder, *arguments: str, **environment: str) -> subprocess.Popen:
    """With the home and the clock of `larder`."""
    clock = {key: value for key, value in larder.environment.items() if key in CLOCK_ENVIRONMENT}
    return session.start("larder-desktop", str(program().with_name("larder-desktop")), *arguments,
                         env=session.environment | clock | {"LARDER_HOME": str(larder.home)} | environment)


class LarderWindow:
    """`larder-desktop` on one home, read and driven through the accessibility bus as a screen reader would."""

    COLUMNS = ("State", "Dataset", "Fetched", "Uploaded", "Because", "Size")

    def __init__(self, session: DesktopSession, larder: Larder, *arguments: str, **environment: str):
        self.session = session
        self.scale = float(environment.get("QT_SCALE_FACTOR", 1))
        self.process = start_desktop(session, larder, *arguments, **environment)
        self.application = wait_until("the window on the accessibility bus", self._find_application)

    def close(self):
        end_process(self.process)

    def find(self, role: str | None, name: str):
        """The first object of that role and name below the application, or None."""
        return next((found for found in walk(self.application)
                     if found.name == name and (role is None or found.getRoleName() == role)), None)

    def table(self):
        return next((found for found in walk(self.application)
                     if found.getRoleName() in ("tree", "tree table", "table") and found.name == "Datasets"), None)

    def rows(self) -> list[dict[str, str]]:
        """Each dataset's cells by their column; customers have no entry."""
        table = self.table()
        if table is None:
            return []
        cells = table.queryTable()
        rows = []
        for row in range(cells.nRows):
            texts = [cells.getAccessibleAt(row, column).name for column in range(len(self.COLUMNS))]
            if texts[1]:
                rows.append(dict(zip(self.COLUMNS, texts)))
        return rows

    def row(self, dataset: str) -> dict[str, str] | None:
        try:
            return next((row for row in self.rows() if row["Dataset"] == dataset), None)
        except Exception:  # the tree changed under the walk: ask again
            return None

    def wait_for_row(self, dataset: str, patience: float = PATIENCE_SECONDS, **cells: str) -> dict[str, str]:
        seen = []

        def matches():
            row = self.row(dataset)
            seen[:] = [row]
            return row if row and all(row[column] == text for column, text in cells.items()) else None

        try:
            return wait_until(f"{dataset} with {cells}", matches, patience)
        except AssertionError as error:
            raise AssertionError(f"{error}; it is {seen}") from None

    def press(self, name: str):
        """Clicks the button of that name through its accessible action."""
        button = wait_until(f"a button “{name}”", lambda: self._button(name))
        actions = button.queryAction()
        index = next(i for i in range(actions.nActions) if actions.getName(i) == "Press")
        assert actions.doAction(index)

    def toggle(self, name: str):
        """A button or box that stays down."""
        found = wait_until(f"“{name}”", lambda: self.find(None, name))
        actions = found.queryAction()
        index = next(i for i in range(actions.nActions) if actions.getName(i) in ("Toggle", "Press"))
        assert actions.doAction(index)

    def choose_tab(self, name: str):
        tab = wait_until(f"the tab “{name}”", lambda: self.find("page tab", name))
        actions = tab.queryAction()
        assert actions.doAction(next(i for i in range(actions.nActions) if actions.getName(i) == "Press"))

    def add_dataset(self, url: str, customer: str, found: str):
        """Through the dialog, for a new customer, once it shows what was found there."""
        self.press_keys("ctrl+n")
        field = wait_until("the address", lambda: self.find(None, "Address of the data"))
        field.queryEditableText().setTextContents(url)
        wait_until("what is found", lambda: self.shows(found))
        self.find(None, "Display name of the new customer").queryEditableText().setTextContents(customer)
        self.press("Add")

    def select(self, dataset: str):
        """With the mouse, on its name."""
        number = wait_until(f"the row {dataset}", lambda: self._row_number(dataset))
        self.click(self.table().queryTable().getAccessibleAt(number, 1))

    def click_row_button(self, dataset: str):
        """With the mouse, on the button at the end of the row."""
        number = wait_until(f"the row {dataset}", lambda: self._row_number(dataset))
        self.click(self.table().queryTable().getAccessibleAt(number, len(self.COLUMNS) + 1))  # after the strip of days

    def click(self, cell):
        """And leaves with the mouse for the corner of the screen, so that nothing is hovered over."""
        import pyatspi
        place = cell.queryComponent().getExtents(pyatspi.DESKTOP_COORDS)  # in Qt's pixels
        middle = [str(round(self.scale * side)) for side in (place.x + place.width / 2, place.y + place.height / 2)]
        self.session.xdotool("mousemove", "--sync", *middle, "click", "1", "mousemove", "9999", "9999")

    def press_keys(self, *keys: str):
        """At the keyboard, with the window in focus."""
        window = wait_until("the window on the screen", self._visible_windows)[0]
        self.session.xdotool("windowactivate", "--sync", window, "key", "--delay", "50", *keys)

    def place(self) -> tuple[int, int, int, int]:
        """Of the main window: left, top, width and height, in pixels of the screen."""
        return max((self.session.place_of(window) for window in self._visible_windows()),
                   key=lambda place: place[2] * place[3], default=(0, 0, 0, 0))

    def type_keys(self, *keys: str):
        """At the keyboard, for whatever has the focus: a dialog, a menu."""
        self.session.xdotool("key", "--delay", "50", *keys)

    def _row_number(self, dataset: str) -> int | None:
        try:
            cells = self.table().queryTable()
            return next((row for row in range(cells.nRows) if cells.getAccessibleAt(row, 1).name == dataset), None)
        except Exception:
            return None

    def is_shown(self) -> bool:
        return bool(self._visible_windows())

    def shows(self, words: str) -> bool:
        try:
            return any(words in found.name for found in walk(self.application))
        except Exception:
            return False

    def _visible_windows(self) -> list[str]:
        """Not the icon in an XEmbed panel, which is a window, too."""
        found = self.session.xdotool("search", "--onlyvisible", "--pid", str(self.process.pid), "--name", "Larder").split()
        return [window for window in found
                if int(re.search(r"WIDTH=(\d+)", self.session.xdotool("getwindowgeometry", "--shell", window) or "WIDTH=0")[1])
                >= SMALLEST_WINDOW]

    def _button(self, name: str):
        import pyatspi
        try:
            button = next((found for found in walk(self.application)
                           if found.name == name and found.getRoleName() in ("button", "push button")), None)
            return button if button and button.getState().contains(pyatspi.STATE_ENABLED) else None
        except Exception:
            return None

    def _find_application(self):
        import pyatspi
        assert self.process.poll() is None, (self.session.folder / "larder-desktop.log").read_text()
        try:
            return next((application for application in pyatspi.Registry.getDesktop(0)
                         if application and application.get_process_id() == self.process.pid
                         and application.childCount > 0), None)
        except Exception:
            return None


def has_state(accessible, name: str) -> bool:
    """`name` as pyatspi spells it: "SELECTED"."""
    import pyatspi
    return bool(accessible) and accessible.getState().contains(getattr(pyatspi, f"STATE_{name}"))


def is_selected(accessible) -> bool:
    return has_state(accessible, "SELECTED")


def children_of(accessible) -> list:
    from gi.repository import GLib

    try:
        return [child for child in accessible if child is not None]
    except GLib.GError:  # it goes while it is read; who waits for something looks again
        return []


def walk(accessible):
    for child in children_of(accessible):
        yield child
        yield from walk(child)
