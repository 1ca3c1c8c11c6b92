"""Whoever sees nothing or has no mouse: every control of every page and dialog has a name and its states, and the Tab key
reaches it. Read from the accessibility bus, as a screen reader does."""

import pytest

from support.desktopsession import has_state, is_selected, wait_until, walk

# What Tab stops at. What stands within them (rows, tabs, entries of a menu) is for the arrows.
STOPS = ("push button", "button", "check box", "radio button", "combo box", "text", "entry", "spin button", "slider",
         "page tab list", "list", "tree", "tree table", "table", "toggle button", "menu button")
GROUPS = ("list", "tree", "tree table", "table", "page tab list", "menu", "menu bar", "combo box", "spin button", "slider",
          "scroll bar")  # their parts are for the arrows
CHECKABLE = ("check box", "radio button")
MOST_STOPS = 60

PLACES = {"Datasets": "alt+1", "Activity": "alt+2", "Caches": "alt+3", "Storage": "alt+4", "Settings": "alt+5"}
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


def shown(root):
    """Everything on the screen below; of what a group holds only the group."""
    for child in root:
        if child is not None and has_state(child, "SHOWING"):
            yield child
            if child.getRoleName() not in GROUPS:
                yield from shown(child)


def stops(root) -> set[tuple[str, str]]:
    return {(found.getRoleName(), found.name) for found in shown(root) if found.getRoleName() in STOPS
            and has_state(found, "FOCUSABLE") and has_state(found, "ENABLED")}


def focus(root) -> frozenset[tuple[str, str]]:
    """Where the focus is. A group's parts are left out: each remembers which of them would have it."""
    places = set()
    for child in root:
        if child is None or not has_state(child, "SHOWING"):
            continue
        role = child.getRoleName()
        if has_state(child, "FOCUSED") and child.name:
            places.add((role, child.name))
        if role not in GROUPS:
            places |= focus(child)
    return frozenset(places)


def check_names_and_states(root, where: str) -> None:
    faults = []
    for found in shown(root):
        role, name = found.getRoleName(), found.name
        if role in STOPS and has_state(found, "FOCUSABLE") and not name.strip():
            faults.append(f"a {role} without a name")
        if role in CHECKABLE and not has_state(found, "CHECKABLE"):
            faults.append(f"{role} “{name}” does not tell whether it is checked")
    assert faults == [], f"{where}: {faults}"


def settled_focus(root) -> frozenset[tuple[str, str]]:
    """Once two looks agree. Empty: at a button within the rows of a table, which the tree of objects does not list."""
    before = focus(root)
    while (now := focus(root)) != before:
        before = now
    return now


def visited_by_tab(window, root) -> set[tuple[str, str]]:
    """Where the focus goes until it takes a step that it took before."""
    places = [settled_focus(root)]
    steps: set = set()

    def moved() -> list[frozenset]:
        now = settled_focus(root)
        return [now] if now != places[-1] or not now else []

    while len(places) < MOST_STOPS:
        window.type_keys("Tab")
        places.append(wait_until(f"the focus to leave {set(places[-1])}", moved, 10)[0])
        step = places[-2], places[-1]
        if all(step) and step in steps:
            return set().union(*places)
        steps.add(step)
    raise AssertionError(f"Tab comes to no end: {places}")


def check_tab_reaches_everything(window, root, where: str) -> None:
    missed = stops(root) - visited_by_tab(window, root)
    assert missed == set(), f"{where}: Tab never comes to {sorted(missed)}"


def test_every_place_has_names_and_is_reached_by_keys(window):
    for place, keys in PLACES.items():
        window.press_keys(keys)
        wait_until(f"the place {place}", lambda: is_selected(window.find("list item", place)))
        check_names_and_states(window.application, place)
        check_tab_reaches_everything(window, window.application, place)


def test_the_action_of_a_place_opens_it(window):
    """As a screen reader's "activate" or a voice does it."""
    for place, shows in (("Storage", "Make room…"), ("Settings", None), ("Datasets", "Add dataset…")):
        actions = wait_until(place, lambda: window.find("list item", place)).queryAction()
        assert actions.nActions > 0, place
        assert actions.doAction(0)
        wait_until(f"the place {place}", lambda: is_selected(window.find("list item", place)))
        if shows:
            wait_until(shows, lambda: window.find("button", shows) or window.find("push button", shows))


def test_every_tab_of_the_details_has_names(window):
    for tab in TABS:
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
    check_tab_reaches_everything(window, found, "the Add dialog")


def test_the_question_before_closing(window):
    window.press_keys("ctrl+w")
    found = dialog(window)
    check_names_and_states(found, "the question before closing")
    names = {name for _, name in stops(found)}
    assert {"Go on syncing", "Quit Larder", "Cancel"} <= {name.replace("&", "") for name in names}


def test_the_menu_of_a_dataset_by_keys(window):
    window.table().queryComponent().grabFocus()
    wait_until("the focus", lambda: ("tree", "Datasets") in focus(window.application))
    window.press_keys("Menu", "Up", "Up", "Up", "Up", "Return")  # from its end: the customer, hold, pin, …
    found = dialog(window)
    check_names_and_states(found, "the report")
    assert window.shows("What is wrong with the upload of acme/shipments?")
    check_tab_reaches_everything(window, found, "the report")


def test_a_screen_reader_reads_on_while_other_snapshots_are_shown(window, larder, server):
    """Rows that it has read are gone then, and it asks for them all the same."""
    server.put("acme/returns/a.csv", b"id\n1\n")
    larder.run("add", "acme/returns", server.url("acme/returns/"), "--policy", "every:5d")
    larder.run("refresh", "acme/returns")
    window.wait_for_row("returns", State="Fresh")
    read = []
    for dataset in ("shipments", "returns", "shipments", "returns"):
        window.select(dataset)
        snapshots = wait_until("its snapshots", lambda: window.find("tree table", "Snapshots") or window.find("tree", "Snapshots"))
        for found in [*read, *walk(snapshots)]:
            try:
                str((found.name, found.getRoleName(), found.childCount))
            except Exception:  # it is not there any more, as the bus then says
                continue
        read += [*walk(snapshots)]
    assert window.process.poll() is None
    assert window.row("shipments") and window.row("returns")
