"""What Larder tells through a real notification server (dunst), each once, and what the buttons do."""

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta, timezone

import pytest

from support.agent import WallClock
from support.desktopsession import is_selected, wait_until

NAME = "acme/shipments"


@pytest.fixture
def clock(tmp_path) -> WallClock:
    return WallClock(tmp_path)


@pytest.fixture
def morning(larder, clock) -> str:
    """The zone in which it is between 8 and 9 now, for everybody: no test meets a midnight."""
    hours = 8 - datetime.now(timezone.utc).hour
    zone = f"Etc/GMT{-hours:+d}" if hours >= -12 else f"Etc/GMT{-(hours + 24):+d}"
    larder.environment |= clock.environment | {"TZ": zone}
    return zone


@pytest.fixture
def bound(larder, server, morning):
    """Fetched, and fresh for days: only looks find anything."""
    server.put("acme/a.csv", b"x" * 1000, modified=datetime.now(timezone.utc))
    larder.run("add", NAME, server.url("acme/a.csv"), "--zone", morning, "--policy", "every:5d")
    larder.run("refresh", NAME)
    return larder


@pytest.fixture
def window(bound, notifications, open_window):
    window = open_window()
    window.wait_for_row("shipments", State="Fresh", Size="1 kB")
    wait_until("what is so already is noted, and no news", lambda: is_noted(bound))
    return window


def is_noted(larder) -> bool:
    with closing(sqlite3.connect(larder.data / "catalog.sqlite", timeout=30)) as catalog:
        return catalog.execute("SELECT count(*) FROM told").fetchone() != (0,)


def test_a_reupload_of_the_day_is_told_once_and_shown(window, bound, server, clock, notifications):
    window.press_keys("ctrl+w")
    server.put("acme/a.csv", b"y" * 2000)
    clock.jump(minutes=16)
    told = notifications.wait_for(f"acme uploaded {NAME} again")
    assert told["text"] == "The new upload is fetched: 1 changed."
    assert bound.current(NAME)["snapshot"] == bound.json("history", NAME)["snapshots"][0]["id"]
    clock.jump(minutes=16)
    wait_until("another look", lambda: bound.record(NAME)["last_look"]["started_at"] > bound.current(NAME)["fetched_at"])
    assert notifications.titles() == [f"acme uploaded {NAME} again"]
    notifications.choose("Show what changed")
    wait_until("the window", window.is_shown)
    wait_until("what changed", lambda: is_selected(window.find("page tab", "What changed")))
    assert notifications.history() == [f"acme uploaded {NAME} again"]


def test_a_report_is_answered_once(window, bound, server, clock, notifications):
    bound.run("report", NAME, "ids < 5 & empty")
    wait_until("the report on its row", lambda: window.row("shipments")["State"] == "Waiting")

    server.put("acme/a.csv", b"x" * 1000)  # other validators, the same bytes
    clock.jump(minutes=3)
    told = notifications.wait_for(f"{NAME}: the fix did not take")
    assert told["text"] == 'You reported "ids < 5 & empty". What acme uploaded since is byte-identical.'

    server.put("acme/a.csv", b"y" * 2000)
    clock.jump(minutes=3)
    told = notifications.wait_for(f"acme uploaded {NAME} again")
    assert told["text"] == 'You reported "ids < 5 & empty". The new upload is fetched: 1 changed.'
    window.wait_for_row("shipments", State="Fresh", Size="2 kB")

    server.put("acme/a.csv", b"z" * 3000)  # the report is closed: this one is news of its own
    clock.jump(minutes=16)
    wait_until("the next upload", lambda: len(notifications.told()) == 3)
    assert notifications.told()[-1]["text"] == "The new upload is fetched: 1 changed."
    assert notifications.history() == [f"{NAME}: the fix did not take"] + [f"acme uploaded {NAME} again"] * 2
    report = bound.record(NAME)["reports"]
    assert len(report) == 1 and report[0]["answer"] and report[0]["closed_at"], "it stays in the history"


def test_a_fix_that_did_not_take_can_be_reported_again(window, bound, server, clock, notifications):
    bound.run("report", NAME, "ids are empty")
    server.put("acme/a.csv", b"x" * 1000)
    clock.jump(minutes=3)
    notifications.wait_for("the fix did not take")
    notifications.choose("I told the customer…")
    field = wait_until("the question", lambda: window.find(None, "What is wrong with the upload"))
    field.queryEditableText().setTextContents("they are still empty")
    window.press("Watch for the re-upload")
    wait_until("the second report", lambda: [report["text"] for report in bound.record(NAME)["reports"]]
               == ["ids are empty", "they are still empty"])


def test_failing_is_told_at_the_third_time_and_can_be_tried_again(window, bound, server, clock, notifications):
    server.answer("acme/a.csv", lambda handler: handler.reply(404, b"gone\n"))
    for failures in (1, 2, 3):
        clock.jump(minutes=60)
        wait_until(f"{failures} failures", lambda: bound.record(NAME)["last_look"]["failures_in_a_row"] >= failures)
    told = notifications.wait_for(f"{NAME} could not be fetched 3 times")
    assert "404" in told["text"]
    clock.jump(minutes=120)
    wait_until("4 failures", lambda: bound.record(NAME)["last_look"]["failures_in_a_row"] >= 4)
    assert len(notifications.told()) == 1
    server.answer("acme/a.csv", None)
    server.put("acme/a.csv", b"y" * 2000)
    notifications.choose("Try again")
    window.wait_for_row("shipments", State="Fresh", Size="2 kB")


def test_a_command_that_fails_after_new_data_is_told_once_and_stays_in_its_row(window, bound, server, clock, notifications, tmp_path):
    window.press_keys("ctrl+w")
    bound.run("set", NAME, f"after=test -e {tmp_path}/table || {{ echo 'no such table'; exit 5; }}")
    server.put("acme/a.csv", b"y" * 2000)
    bound.run("refresh", NAME, exit=1)
    told = notifications.wait_for(f"The command after the fetch of {NAME} failed")
    assert told["text"].startswith("The command ended with exit 5: no such table")
    assert told["text"].endswith("The new data are in place all the same.")
    server.put("acme/a.csv", b"z" * 3000)
    bound.run("refresh", NAME, exit=1)
    notifications.choose("Show")
    wait_until("the window", window.is_shown)
    row = window.wait_for_row("shipments", State="Fresh", Size="3 kB")
    assert row["Because"].startswith("the command after the fetch failed: the command ended with exit 5: no such table")
    (tmp_path / "table").touch()
    server.put("acme/a.csv", b"w" * 4000)
    bound.run("refresh", NAME)
    window.wait_for_row("shipments", State="Fresh", Size="4 kB")
    wait_until("its row is at ease", lambda: "command" not in window.row("shipments")["Because"])
    assert notifications.titles().count(f"The command after the fetch of {NAME} failed") == 1


def test_one_expired_sign_in_is_told_once_for_all(bound, server, clock, notifications, open_window):
    server.put("acme/b.csv", b"x" * 1000)
    bound.run("add", "acme/factories", server.url("acme/b.csv"), "--policy", "every:5d")
    bound.run("refresh", "acme/factories")
    window = open_window()
    window.wait_for_row("factories", State="Fresh")
    for file in ("a", "b"):
        server.answer(f"acme/{file}.csv", lambda handler: handler.reply(401, b"who are you?\n"))
        bound.run("set", "acme/factories" if file == "b" else NAME, "policy=daily")
    clock.jump(minutes=26 * 60)
    notifications.wait_for("Sign-in needed for acme/")
    for file in ("a", "b"):
        server.answer(f"acme/{file}.csv", None)
    notifications.choose("Try again")
    wait_until("a fresh dataset", lambda: "fresh" in [row["state"] for row in bound.json("status", exit=None)["datasets"]])
    assert len(notifications.history()) == 1


def test_an_export_later_than_usual_is_told_once_a_day(larder, server, morning, clock, notifications, open_window):
    now = datetime.now(timezone.utc)
    usual = now + timedelta(hours=1)
    for day in range(1, 15):
        server.put(f"acme/{day:02}.csv", b"x\n", modified=usual - timedelta(days=day))
    larder.run("add", NAME, server.url("acme/"), "--zone", morning, "--policy", "every:5d")
    larder.run("refresh", NAME)
    window = open_window()
    window.wait_for_row("shipments", State="Fresh")
    learned = larder.json("why", NAME)["usual_upload"]
    assert learned["days"] == 14
    assert f"usually uploaded by {learned['by']} ({morning}), learned from 14 of the last 14 days" in larder.run("why", NAME).out
    window.select("shipments")
    window.choose_tab("Binding")
    wait_until("what is usual, in the details", lambda: window.shows(f"usually uploaded by {learned['by']}"))

    clock.jump(minutes=70)  # past the usual time, but no later than ever
    wait_until("a look", lambda: is_look_after(larder, usual + timedelta(minutes=5)))
    clock.jump(minutes=40)
    told = notifications.wait_for(f"The export of {NAME} is late")
    assert told["text"] == f"acme usually uploads by {learned['by']}. Your copy is the last one there is."
    assert larder.row(NAME)["state"] == "fresh", "told, never judged by"
    clock.jump(minutes=20)
    wait_until("another look", lambda: is_look_after(larder, usual + timedelta(minutes=60)))
    server.put("acme/00.csv", b"new\n", modified=now + timedelta(hours=2))
    notifications.choose("Look now")
    window.wait_for_row("shipments", State="Fresh")
    wait_until("the upload", lambda: larder.row(NAME)["files"] == 15)
    assert notifications.history() == [f"The export of {NAME} is late"]


def test_an_export_past_its_deadline_is_told_once(larder, server, morning, clock, notifications, open_window):
    now = datetime.now(timezone.utc)
    server.put("acme/a.csv", b"x\n", modified=now - timedelta(days=1))
    local = datetime.now(timezone.utc) + timedelta(hours=1 + 8 - now.hour)
    larder.run("add", NAME, server.url("acme/a.csv"), "--zone", morning, "--policy", "every:5d",
               "--expect", local.strftime("%H:%M"))
    larder.run("refresh", NAME)
    window = open_window()
    window.wait_for_row("shipments", State="Fresh")
    clock.jump(minutes=70)
    told = notifications.wait_for(f"The export of {NAME} is late")
    assert told["text"] == f"acme was to upload by {local:%H:%M}. Your copy is the last one there is."
    window.wait_for_row("shipments", State="Late")
    clock.jump(minutes=60)
    wait_until("the next late look", lambda: is_look_after(larder, now + timedelta(minutes=125)))
    assert notifications.history() == [f"The export of {NAME} is late"]


def quit_window(window) -> None:
    window.press_keys("ctrl+q")
    wait_until("the end", lambda: window.process.poll() is not None)


def test_what_came_while_nobody_told_is_told_once_at_the_next_start(bound, server, notifications, open_window):
    window = open_window()
    window.wait_for_row("shipments", State="Fresh", Size="1 kB")
    quit_window(window)
    server.put("acme/a.csv", b"y" * 2000)
    bound.run("refresh", NAME)
    window = open_window()
    told = notifications.wait_for(f"acme uploaded {NAME} again")
    assert told["text"] == "The new upload is fetched: 1 changed."
    window.process.kill()
    window.process.wait()
    window = open_window()
    window.wait_for_row("shipments", State="Fresh", Size="2 kB")
    server.answer("acme/a.csv", lambda handler: handler.reply(401, b"who are you?\n"))
    bound.run("refresh", NAME, exit=5)
    notifications.wait_for(f"Sign-in needed for {NAME}")  # and nothing before it
    assert notifications.history() == [f"acme uploaded {NAME} again", f"Sign-in needed for {NAME}"]


def test_much_that_came_while_nobody_told_is_summed_up(larder, server, morning, notifications, open_window):
    files = [f"acme/{number}.csv" for number in range(5)]
    for number, file in enumerate(files):
        server.put(file, b"x" * 1000)
        larder.run("add", f"acme/d{number}", server.url(file), "--policy", "every:5d")
    larder.run("refresh", "--all")
    window = open_window()
    window.wait_for_row("d4", State="Fresh")
    quit_window(window)
    for file in files[:4]:
        server.put(file, b"y" * 2000)
    server.answer(files[4], lambda handler: handler.reply(401, b"who are you?\n"))
    larder.run("refresh", "--all", exit=None)
    window = open_window()
    told = notifications.wait_for("While Larder was closed")
    assert told["text"] == "Sign-in needed for 1, 4 uploaded again."
    notifications.choose("Show")
    wait_until("the window", window.is_shown)
    assert notifications.history() == ["While Larder was closed"]


def test_who_wants_no_news_gets_none(bound, server, clock, notifications, open_window):
    bound.run("config", "notify-reuploads=no")
    window = open_window()
    window.wait_for_row("shipments", Size="1 kB")
    server.put("acme/a.csv", b"y" * 2000)
    clock.jump(minutes=16)
    window.wait_for_row("shipments", State="Fresh", Size="2 kB")
    window.press_keys("ctrl+q")
    wait_until("the end", lambda: window.process.poll() is not None)
    assert notifications.history() == []


def is_look_after(larder, when: datetime) -> bool:
    look = larder.record(NAME)["last_look"]
    return datetime.fromisoformat(look["ended_at"]) >= when
