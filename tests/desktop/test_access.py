"""Whoever sees nothing or has no mouse: every control of every page and dialog has a name and its states, and the Tab key
reaches it. Read from the accessibility bus, as a screen reader does."""

import pytest

from support.desktopsession import has_state, is_selected, wait_until, walk

# What Tab stops at. What stands within them (rows, tabs, entries of a menu) is for the arrows.
STOPS = ("push button", "button", "check box", "radio button", "combo box", "text", "entry", "spin button", "slider",
         "page tab list", "list", "tree", "tree table", "table", "toggle button", "menu button")
GROUPS = ("list", "tree", "tree table", "table", "page tab list", "menu", "menu bar", "combo box", "spin button", "slider",
          "scroll bar")
CHECKABLE = ("check box", "radio button")
MOST_STOPS = 120

PLACES = {"Datasets": "alt+1", "Activity": "alt+2", "Storage": "alt+3", "Settings": "alt+4"}
TABS = ("What changed", "Files", "Snapshots", "Activity", "Binding")


@pytest.fixture
def window(larder, server, open_window):
    server.put("acme/shipments/a.csv", b"id;name\n1;one\n")
    larder.run("add", "acme/shipments", server.url("acme/shipments/"), "--policy", "every:5d")
    larder.run("refresh", "acme/shipments")
    server.put("acme/shipments/a.csv", b"id;name\n1;one\n2;two\n")
    larder.run("refresh", "acme/shipments")
    window = open_window()
    window.wait_for_row("shipments", State="Fresh")
    window.select("shipments")
    return window


def controls(root, within=()):
    """Everything below that can have the focus, with the roles it stands in; what is not on the screen is left out."""
    for child in root:
        if child is None:
            continue
        role = child.getRoleName()
        if not has_state(child, "SHOWING") and role != "combo box":
            continue
        if has_state(child, "FOCUSABLE") and has_state(child, "ENABLED"):
            yield child, within
        yield from controls(child, (*within, role))


def key_of(control) -> tuple[str, str]:
    return control.getRoleName(), control.name


def stops(root) -> set[tuple[str, str]]:
    return {key_of(control) for control, within in controls(root)
            if control.getRoleName() in STOPS and not set(within) & set(GROUPS)}


def focused(root):
    return next((found for found in walk(root) if has_state(found, "FOCUSED") and has_state(found, "SHOWING")), None)


def check_names_and_states(root, where: str) -> None:
    faults = []
    for control, _ in controls(root):
        role, name = control.getRoleName(), control.name
        if not name.strip() and role not in ("table cell", "tree item", "panel", "filler", "scroll pane", "viewport"):
            faults.append(f"a {role} without a name")
        if role in CHECKABLE and not has_state(control, "CHECKABLE"):
            faults.append(f"{role} “{name}” does not tell whether it is checked")
    assert faults == [], f"{where}: {faults}"


def visited_by_tab(window, root) -> set[tuple[str, str]]:
    """Where the focus goes until it has been everywhere that it will be."""
    seen: list = []
    start = None
    for _ in range(MOST_STOPS):
        window.press_keys("Tab")
        control = wait_until("the focus", lambda: focused(root))
        key = key_of(control), control.getIndexInParent(), key_of(control.parent) if control.parent else None
        if start is None:
            start = key
        elif key == start and len(seen) > 1:
            break
        seen.append(key)
        root_of = control
        while root_of is not None and root_of.getRoleName() not in ("application", "frame"):
            if root_of.getRoleName() in GROUPS:
                seen.append((key_of(root_of), 0, None))
            root_of = root_of.parent
    return {key for key, *_ in seen}


def check_tab_reaches_everything(window, root, where: str) -> None:
    missed = stops(root) - visited_by_tab(window, root)
    assert missed == set(), f"{where}: Tab never comes to {sorted(missed)}"


@pytest.mark.parametrize("place", PLACES)
def test_every_place_has_names_and_is_reached_by_keys(window, place):
    window.press_keys(PLACES[place])
    wait_until(f"the place {place}", lambda: is_selected(window.find("list item", place)))
    check_names_and_states(window.application, place)
    check_tab_reaches_everything(window, window.application, place)


@pytest.mark.parametrize("tab", TABS)
def test_every_tab_of_the_details_has_names(window, tab):
    window.choose_tab(tab)
    wait_until(f"the tab {tab}", lambda: is_selected(window.find("page tab", tab)))
    check_names_and_states(window.application, tab)


def dialog(window):
    return wait_until("the dialog", lambda: next(
        (child for child in window.application if child and child.getRoleName() in ("dialog", "alert")
         and has_state(child, "SHOWING")), None))


def test_the_add_dialog(window):
    window.press_keys("ctrl+n")
    found = dialog(window)
    check_names_and_states(found, "the Add dialog")


def test_the_question_before_closing(window):
    window.press_keys("ctrl+w")
    found = dialog(window)
    check_names_and_states(found, "the question before closing")
    names = {name for _, name in stops(found)}
    assert {"Go on syncing", "Quit Larder", "Cancel"} <= {name.replace("&", "") for name in names}


def test_the_context_menu_and_its_dialogs_by_keys(window):
    window.press_keys("Menu")
    menu = wait_until("the menu", lambda: next((child for child in window.application if child
                                                and child.getRoleName() in ("popup menu", "menu")
                                                and has_state(child, "SHOWING")), None))
    entries = [entry.name for entry in menu if entry and entry.getRoleName() == "menu item"]
    assert {"Refresh", "Copy path", "I told the customer…", "Pin the newest snapshot"} <= set(entries)
    window.press_keys("Escape")
