"""Pictures of a real window, written to build/<preset>/pictures for people to judge, and checked for what needs no eyes.

    camera = Camera(session, window, "-dark", is_dark=True, size=(1280, 800))
    camera.take("datasets")      # build/dev/pictures/datasets-dark.png
"""

from __future__ import annotations

import subprocess
from typing import Iterator

from support.desktopsession import LarderWindow, wait_until
from support.larder import program

PICTURES = program().parents[1] / "pictures"
DARKEST_LIGHT_GROUND, BRIGHTEST_DARK_GROUND = 0.8, 0.3  # mean brightness of a whole picture
FEWEST_COLOURS = 50
CONTROLS = {"button", "push button", "check box", "combo box", "text", "label", "page tab", "spin button"}
ROWS = {"tree", "tree table", "table", "list", "list box"}


class Camera:
    """Pictures of one window, named after where it stands: `datasets-dark-125`."""

    def __init__(self, session, window: LarderWindow, suffix: str, is_dark: bool, size: tuple[int, int]):
        self.session, self.window, self.suffix, self.is_dark, self.size = session, window, suffix, is_dark, size

    def take(self, name: str) -> None:
        """Once two looks in a row are the same: nothing moves any more."""
        PICTURES.mkdir(exist_ok=True)
        path = PICTURES / f"{name}{self.suffix}.png"
        seen = []

        def is_still():
            seen.append(self._shoot(path))
            return len(seen) > 1 and seen[-1] == seen[-2]

        wait_until(f"{path.name} to hold still", is_still)
        colours, brightness = measure(path)
        assert colours > FEWEST_COLOURS, f"{path.name} shows next to nothing"
        if self.is_dark:
            assert brightness < BRIGHTEST_DARK_GROUND, f"{path.name} is not dark: {brightness}"
        else:
            assert brightness > DARKEST_LIGHT_GROUND, f"{path.name} is not light: {brightness}"
        assert_nothing_is_cut(self.window, path.name)

    def _shoot(self, path) -> bytes:
        width, height = self.size
        left, top = self.window.place()[:2]
        assert self.window.place()[2:] == self.size
        subprocess.run(["import", "-window", "root", "-crop", f"{width}x{height}+{left}+{top}", "+repage", str(path)],
                       env=self.session.environment, check=True, timeout=60)
        return subprocess.run(["identify", "-format", "%wx%h %#", str(path)], capture_output=True, check=True).stdout


def measure(path) -> tuple[int, float]:
    """How many colours, and the mean brightness (0 to 1)."""
    told = subprocess.run(["convert", str(path), "-format", "%k %[fx:mean]", "info:"], capture_output=True, text=True, check=True)
    colours, brightness = told.stdout.split()
    return int(colours), float(brightness)


def assert_nothing_is_cut(window: LarderWindow, where: str) -> None:
    """No control that is shown reaches over the edge of its window."""
    import pyatspi
    for top in window.application:
        if not top.getState().contains(pyatspi.STATE_SHOWING):
            continue
        edge = top.queryComponent().getExtents(pyatspi.DESKTOP_COORDS)
        for found in parts_of(top):
            if found.getRoleName() not in CONTROLS:
                continue
            place = found.queryComponent().getExtents(pyatspi.DESKTOP_COORDS)
            if place.width <= 0:
                continue
            assert place.x >= edge.x - 1 and place.x + place.width <= edge.x + edge.width + 1, \
                f"{where}: “{found.name}” ({found.getRoleName()}) is cut"


def choose_tab(window: LarderWindow, number: int) -> None:
    """By its place, as its name is another one in another language."""

    def tab():
        tabs = [part for top in window.application for part in parts_of(top) if part.getRoleName() == "page tab"]
        return tabs[number] if number < len(tabs) else None

    actions = wait_until(f"tab {number}", tab).queryAction()
    assert any(actions.doAction(i) for i in range(actions.nActions) if actions.getName(i) in ("Press", "SetFocus"))


def parts_of(accessible) -> Iterator:
    """What is shown below it, without the rows of tables and lists: they scroll, and are many."""
    import pyatspi
    for child in accessible:
        if child is None or not child.getState().contains(pyatspi.STATE_SHOWING):
            continue
        yield child
        if child.getRoleName() not in ROWS:
            yield from parts_of(child)
