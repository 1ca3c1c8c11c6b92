"""The window of someone whose system speaks French: every word of Larder's and of Qt's, and pictures of each page."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree

import pytest

from support import showcase
from support.camera import Camera, choose_tab, parts_of
from support.desktopsession import wait_until, walk
from support.faketime import fake_clock
from support.larder import REPOSITORY, Larder
from support.webserver import WebServer

PANEL = "xfce4-panel"
SCREEN = "1600x1200x24"
WINDOW = (1280, 800)
FRENCH = {"LC_ALL": "", "LANG": "C.UTF-8", "LC_MESSAGES": "fr_FR.UTF-8", "LC_TIME": "fr_FR.UTF-8", "LC_NUMERIC": "fr_FR.UTF-8"}
CATALOG = REPOSITORY / "resources/translations/larder_fr.ts"
STATES = {"shipments": "À jour", "product_catalog": "En attente", "suppliers": "Périmé", "ingredients": "Connexion",
          "formulas": "En retard"}


@pytest.fixture(scope="module")
def everyday(tmp_path_factory):
    with WebServer() as server:
        yield showcase.everyday(Larder(tmp_path_factory.mktemp("everyday") / "home"), server)


@pytest.fixture(scope="module", autouse=True)
def caches(session):
    showcase.fill_caches(session.folder / "cache/notebooks")


@pytest.fixture
def french(everyday, open_window, larder):
    larder.home = everyday.home
    window = open_window("--theme", "light", **fake_clock(FAKETIME=f"@{showcase.NOW}") | FRENCH)
    wait_until("the window", window.is_shown)
    window.press_keys("alt+1")
    return window


def english_words() -> set[str]:
    """What stands in the sources and is another word in French; texts with values in them left out."""
    return {message.find("source").text for message in ElementTree.parse(CATALOG).iter("message")
            if message.find("translation").text not in (None, message.find("source").text)
            and "%" not in message.find("source").text}


def assert_all_french(window, where: str) -> None:
    english = english_words()
    shown = [part.name for top in window.application for part in parts_of(top)]
    assert not (left := sorted({name for name in shown if name.replace("&", "") in english})), f"{where}: {left}"


def cells(window, row: str) -> list[str]:
    table = next(found for found in walk(window.application) if found.name == "Jeux de données" and found.getRoleName() in ("tree", "tree table", "table"))
    asked = table.queryTable()
    for number in range(asked.nRows):
        if asked.getAccessibleAt(number, 1).name == row:
            return [asked.getAccessibleAt(number, column).name for column in range(6)]
    return []


def wait_for_cells(window, row: str, state: str) -> list[str]:
    def found():
        try:
            now = cells(window, row)
        except Exception:  # the tree changed under the walk: ask again
            return None
        return now if now and now[0] == state else None
    return wait_until(f"{row}: {state}", found)


def test_every_page_speaks_french(session, french, everyday, larder):
    for row, state in STATES.items():
        wait_for_cells(french, row, state)
    shipments = wait_for_cells(french, "shipments", "À jour")
    assert shipments[2] == "aujourd’hui 09:12"
    assert shipments[4].startswith("confirmé aujourd’hui 10:15") and "à jour jusqu’à demain 06:30" in shipments[4]
    assert shipments[5] == "1,3\N{NO-BREAK SPACE}Mo"
    assert french.shows("1 périmé") and french.shows("1 connexion requise")

    camera = Camera(session, french, "-french", False, WINDOW)
    for tab in reversed(range(5)):
        choose_tab(french, tab)
        camera.take(f"datasets-{tab}" if tab else "datasets")
        assert_all_french(french, f"tab {tab}")
    for number, place in enumerate(("activity", "caches", "storage", "settings"), 2):
        french.press_keys(f"alt+{number}")
        camera.take(place)
        assert_all_french(french, place)


def test_the_dialog_speaks_french(session, french):
    french.press_keys("ctrl+n")
    wait_until("the address", lambda: french.find(None, "Adresse des données"))
    french.toggle("Plus d’options")
    Camera(session, french, "-french", False, WINDOW).take("add-options")
    assert_all_french(french, "the dialog")


def test_what_is_written_into_files_stays_english(everyday, french):
    """Other programs, and people who do not read French, read them."""
    wait_for_cells(french, "shipments", "À jour")
    current = json.loads((everyday.home / "data/datasets/acme/shipments/current.json").read_text())
    assert current["because"].startswith("confirmed 2026-11-25 10:15"), "the window's look rewrote it"
    late = json.loads((everyday.home / "data/datasets/lumiere/formulas/current.json").read_text())
    assert late["warning"].startswith("late: an upload was expected by")


def test_english_before_french_means_english(everyday, open_window, larder):
    window = open_window(**FRENCH | {"LC_MESSAGES": "en_GB.UTF-8", "LANGUAGE": "en_GB:fr"})
    wait_until("the beginning", lambda: window.shows("No datasets yet"))
