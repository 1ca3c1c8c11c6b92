"""Every page of the real window as people see it, written to build/<preset>/pictures: open them and judge them.

Each picture is checked for what can be checked without eyes: its size, its theme, that something is drawn on it, and
that every control which is shown lies wholly within the window. The README shows two of them: see resources/README.md.
"""

from __future__ import annotations

import itertools
import re
from datetime import timedelta

import pytest

from support import showcase
from support.camera import Camera, choose_tab, parts_of, take_place
from support.desktopsession import LarderWindow, wait_until
from support.faults import Gate
from support.faketime import fake_clock
from support.keyring import Keyring
from support.larder import Larder
from support.webserver import WebServer

PANEL = "xfce4-panel"
SCREEN = "2700x1760x24"  # has room for the window at 200 %
WINDOW = (1280, 800)
PLACES = ("datasets", "activity", "caches", "storage", "settings")
TABS = ("changes", "files", "snapshots", "activity", "binding")
EVERYDAY_STATES = {"shipments": "Fresh", "product_catalog": "Waiting", "suppliers": "Stale", "ingredients": "Sign in",
                   "formulas": "Late", "packaging": "Fresh", "factories": "Fresh"}
INSTANTS = (showcase.NOW + n * timedelta(minutes=2) for n in itertools.count())


@pytest.fixture(scope="module")
def served():
    with WebServer() as running:
        yield running


@pytest.fixture(scope="module")
def everyday(tmp_path_factory, served) -> Larder:
    return showcase.everyday(Larder(tmp_path_factory.mktemp("everyday") / "home"), served)


@pytest.fixture(scope="module", autouse=True)
def caches(session):
    showcase.fill_caches(session.folder / "cache/notebooks")


@pytest.fixture(scope="module")
def hard(tmp_path_factory) -> Larder:
    """On a server of its own, which may go away under it."""
    with WebServer() as running:
        yield showcase.add_hard_names(Larder(tmp_path_factory.mktemp("hard") / "home"), running)


@pytest.fixture
def show(session):
    """Opens a window at the showcase's instant, each two minutes after the one before; closed at the end of the test."""
    windows = []

    def open_one(larder: Larder, *arguments: str, scale: float = 1, **environment: str) -> LarderWindow:
        clock = fake_clock(FAKETIME=f"@{next(INSTANTS)}")
        windows.append(LarderWindow(session, larder, *arguments,
                                    **clock | {"QT_SCALE_FACTOR": str(scale)} | environment))
        windows[-1].press_keys("alt+1")  # it comes back where the one before was left
        return windows[-1]

    yield open_one
    for window in windows:
        window.close()


def wait_for_the_everyday(window: LarderWindow) -> None:
    for dataset, state in EVERYDAY_STATES.items():
        window.wait_for_row(dataset, State=state)


THEMES = pytest.mark.parametrize("theme", ["light", "dark"])


@THEMES
@pytest.mark.parametrize("scale", [1, 1.25], ids=["100", "125"])
def test_every_page(session, show, everyday, theme, scale):
    window = show(everyday, "--theme", theme, scale=scale)
    size = tuple(round(side * scale) for side in WINDOW)
    camera = Camera(session, window, f"-{theme}" + ("" if scale == 1 else f"-{round(100 * scale)}"), theme == "dark", size)
    wait_for_the_everyday(window)
    window.select("shipments")
    for number, tab in reversed(list(enumerate(TABS))):
        choose_tab(window, number)
        camera.take(f"datasets-{tab}" if number else "datasets")
    for number, place in enumerate(PLACES[1:], 2):
        window.press_keys(f"alt+{number}")
        camera.take(place)


@THEMES
def test_adding_a_dataset(session, show, everyday, served, theme):
    served.put("acme/returns/returns_2026-11.csv", showcase.table(2_000, "re"), modified="2026-11-25T05:00:00Z")
    served.put("acme/returns/archive/returns_2026-10.csv", showcase.table(1_500, "re"), modified="2026-10-31T05:00:00Z")
    window = show(everyday, "--theme", theme)
    camera = Camera(session, window, f"-{theme}", theme == "dark", WINDOW)
    wait_for_the_everyday(window)
    window.press_keys("ctrl+n")
    field = wait_until("the address", lambda: window.find(None, "Address of the data"))
    camera.take("add-empty")
    field.queryEditableText().setTextContents(served.url("acme/returns/"))
    wait_until("what is found", lambda: window.shows("Found 2 files"))
    camera.take("add-found")
    field.queryEditableText().setTextContents(served.url("acme/no-such-folder/"))
    wait_until("what is wrong", lambda: window.shows("404"))
    camera.take("add-mistake")
    window.toggle("More options")
    camera.take("add-options")


@THEMES
def test_credentials(session, show, larder, served, theme, tmp_path):
    with Keyring(tmp_path) as keyring:
        keyring.unlock()
        larder.environment |= keyring.environment
        larder.run("credentials", "add", "acme-exports", "s3", input="AKIAIOSFODNN7EXAMPLE\nwJalrXUtnFEMI\n")
        larder.run("credentials", "add", "acme-web", "bearer", input="tok-3fa2c1\n")
        larder.run("credentials", "add", "northwind", "az-sas", input="sv=2021-12-02&sig=abc\n")
    larder.run("add", "acme/shipments", "s3://acme-exports/daily/", "--credentials", "acme-exports", "--no-probe")
    larder.run("add", "acme/orders", "s3://acme-exports/orders/", "--credentials", "acme-exports", "--no-probe")
    window = show(larder, "--theme", theme)
    camera = Camera(session, window, f"-{theme}", theme == "dark", WINDOW)
    window.press_keys(f"alt+{PLACES.index('settings') + 1}")
    window.press("Credentials in the desktop keyring")
    wait_until("the names", lambda: window.find(None, "northwind"))
    camera.take("credentials")
    window.press("Add credentials")
    wait_until("its fields", lambda: window.find(None, "Secret access key"))
    camera.take("credentials-add")
    window.press("Cancel")
    window.press("Remove the selected credentials")
    wait_until("the question", lambda: window.shows("This cannot be undone"))
    camera.take("credentials-remove")


def is_enabled(window, name: str) -> bool:
    import pyatspi
    button = window.find(None, name)
    return bool(button) and button.getState().contains(pyatspi.STATE_ENABLED)


@THEMES
def test_keeping_a_cache_fresh(session, show, everyday, theme):
    window = show(everyday, "--theme", theme)
    wait_for_the_everyday(window)
    window.press_keys(f"alt+{PLACES.index('caches') + 1}")
    window.click(wait_until("the caches", lambda: window.find(None, "etl.load")))
    wait_until("a selection", lambda: is_enabled(window, "Keep fresh…"))
    window.press("Keep fresh…")
    wait_until("the datasets", lambda: is_enabled(window, "Keep fresh"))
    Camera(session, window, f"-{theme}", theme == "dark", WINDOW).take("caches-keep")


@THEMES
def test_the_first_start(session, show, larder, theme):
    window = show(larder, "--theme", theme)
    wait_until("the beginning", lambda: window.shows("No datasets yet"))
    camera = Camera(session, window, f"-{theme}", theme == "dark", WINDOW)
    camera.take("empty")
    for place in ("activity", "storage"):
        window.press_keys(f"alt+{PLACES.index(place) + 1}")
        camera.take(f"empty-{place}")


@THEMES
def test_hard_names_and_troubles(session, show, hard, theme):
    window = show(hard, "--theme", theme)
    window.wait_for_row("held", State="Held")
    window.wait_for_row("prices", State="Failed")
    camera = Camera(session, window, f"-{theme}", theme == "dark", WINDOW)
    window.select(showcase.LONG_DATASET)
    camera.take("hard-names")
    window.select("prices")
    camera.take("hard-failed")
    window.select("never-uploaded")
    camera.take("hard-missing")


def test_right_to_left(session, show, hard):
    window = show(hard, "--theme", "light", "-reverse")
    window.wait_for_row("held", State="Held")
    camera = Camera(session, window, "-light", False, WINDOW)
    window.select("orders")
    camera.take("right-to-left")
    choose_tab(window, 2)
    camera.take("right-to-left-snapshots")
    for number, place in enumerate(PLACES[1:], 2):
        window.press_keys(f"alt+{number}")
        camera.take(f"right-to-left-{place}")


def test_at_200_percent(session, show, everyday):
    window = show(everyday, "--theme", "light", scale=2)
    wait_for_the_everyday(window)
    window.select("shipments")
    Camera(session, window, "-light-200", False, (2 * WINDOW[0], 2 * WINDOW[1])).take("datasets")


def test_while_a_fetch_goes(session, show, everyday, served):
    gate = Gate()
    window = show(everyday, "--theme", "light")
    wait_for_the_everyday(window)
    wait_until("the background's look", lambda: (window.row("invoices") or {}).get("Because", "").startswith("confirmed today 10:"))
    showcase.upload_slowly(served, gate)
    try:
        window.select("invoices")
        window.click_row_button("invoices")
        window.wait_for_row("invoices", State="Fetching")
        wait_until("a part to be there", lambda: any(re.match(r"[2-4]\.?\d* MB of 12 MB", part.name) for top in window.application
                                                     for part in parts_of(top)))
        Camera(session, window, "-light", False, WINDOW).take("fetching")
    finally:
        gate.open()
    window.wait_for_row("invoices", State="Fresh")


def test_the_tray_menu(session, show, everyday):
    window = show(everyday, "--theme", "light")
    wait_for_the_everyday(window)
    wait_until("the icon in the panel", session.tray_items)
    take_place(session, "tray-menu", *session.open_tray_menu())
    session.xdotool("key", "Escape")


def test_on_a_small_screen(session, show, everyday):
    """1366×768 at 200 %, with a title bar. The last one: the window comes back as it is left."""
    window = show(everyday, "--theme", "light", scale=2)
    wait_for_the_everyday(window)
    small = (1366, 700)
    session.xdotool("search", "--onlyvisible", "--name", "^Larder$", "windowsize", "--sync", *map(str, small))
    window.select("shipments")
    camera = Camera(session, window, "-light-small", False, small)
    for number, place in enumerate(PLACES, 1):
        window.press_keys(f"alt+{number}")
        camera.take(place)
