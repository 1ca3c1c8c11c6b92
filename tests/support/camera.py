"""Pictures of a real window, written to build/<preset>/pictures for people to judge, and checked for what needs no eyes.

    camera = Camera(session, window, "-dark", is_dark=True, size=(1280, 800))
    camera.take("datasets")      # build/dev/pictures/datasets-dark.png
"""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
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
        left, top, *size = wait_until("the window", self.window.place)
        assert tuple(size) == self.size
        path = take_place(self.session, f"{name}{self.suffix}", left, top, *self.size, is_dark=self.is_dark)
        assert_nothing_is_cut(self.window, path.name)


def take_place(session, name: str, left: int, top: int, width: int, height: int, is_dark: bool = False) -> Path:
    """A part of the screen, once two looks in a row are the same: nothing moves any more."""
    seen = [None]

    def is_still():
        seen.append(pixels_of(session, left, top, width, height))
        return seen[-1] == seen[-2]

    wait_until(f"{name} to hold still", is_still)
    pixels = seen[-1]
    PICTURES.mkdir(exist_ok=True)
    path = PICTURES / f"{name}.png"
    write_png(path, pixels, width, height)
    assert len(set(memoryview(pixels).cast("I"))) > FEWEST_COLOURS, f"{path.name} shows next to nothing"
    brightness = sum(pixels[1::4]) / len(pixels[1::4]) / 255
    if is_dark:
        assert brightness < BRIGHTEST_DARK_GROUND, f"{path.name} is not dark: {brightness}"
    else:
        assert brightness > DARKEST_LIGHT_GROUND, f"{path.name} is not light: {brightness}"
    return path


def pixels_of(session, left: int, top: int, width: int, height: int) -> bytes:
    """Blue, green, red and nothing, out of the file that Xvfb keeps its screen in (the format of xwd)."""
    screen = (session.folder / "Xvfb_screen0").read_bytes()
    header = struct.unpack(">25I", screen[:100])
    first, bytes_per_line, colour_map = header[0], header[12], header[19]
    start = first + 12 * colour_map + top * bytes_per_line + 4 * left
    rows = range(start, start + height * bytes_per_line, bytes_per_line)
    return b"".join(screen[row:row + 4 * width] for row in rows)


def write_png(path: Path, pixels: bytes, width: int, height: int) -> None:
    colours = bytearray(3 * width * height)
    for channel, place in ((0, 2), (1, 1), (2, 0)):
        colours[channel::3] = pixels[place::4]
    lines = b"".join(b"\0" + colours[3 * width * line:3 * width * (line + 1)] for line in range(height))

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
                     + chunk(b"IDAT", zlib.compress(lines, 6)) + chunk(b"IEND", b""))


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
