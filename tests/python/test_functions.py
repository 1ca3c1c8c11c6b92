"""Functions whose results live as long as the data, or the day."""

from __future__ import annotations

import json
import multiprocessing
from datetime import datetime, timezone
from zoneinfo import ZoneInfo

import joblib
import larder
import pytest
import time_machine
from larder.functions import functions_folder

NAME = "acme/shipments"


def counting(keep):
    """A function that reads the customer's orders, and what it was called with."""
    calls = []

    @keep
    def load(customer, day="monday"):
        calls.append(customer)
        return (larder.path(f"{customer}/shipments") / "orders.csv").read_text()

    return load, calls


def items() -> list:
    return sorted(functions_folder().rglob("output.pkl"))


def test_a_result_is_kept_until_the_snapshot_changes(exports):
    load, calls = counting(larder.cached("{customer}/shipments"))
    assert load("acme") == load("acme") == load(customer="acme", day="monday") == "day,total\nmonday,1\n"
    assert calls == ["acme"], "however its arguments are written"
    assert larder.refresh(NAME).outcome == "unchanged"
    load("acme")
    assert calls == ["acme"]
    exports.write("orders.csv", "day,total\nmonday,2\n")
    larder.refresh(NAME)
    assert load("acme") == "day,total\nmonday,2\n"
    assert calls == ["acme"] * 2
    load("acme", day="tuesday")
    assert len(items()) == 2


def test_names_may_be_a_list_or_what_gives_them(exports):
    exports.larder.run("add", "acme/returns", exports.folder, "--no-probe")
    for names in (["{customer}/shipments", "{customer}/returns"], lambda customer, day: [f"{customer}/shipments", f"{customer}/returns"]):
        load, calls = counting(larder.cached(names))
        load("acme")
        exports.write("orders.csv", f"day,total\nmonday,{names!r:.9}\n")
        larder.refresh("acme/returns")
        load("acme")
        assert calls == ["acme"] * 2
        (metadata,) = functions_folder().rglob("metadata.json")
        assert set(json.loads(metadata.read_text())["larder"]["snapshots"]) == {NAME, "acme/returns"}
        larder.refresh(NAME)
    load, _ = counting(larder.cached("{client}/shipments"))
    with pytest.raises(larder.Invalid, match="no argument 'client'"):
        load("acme")


def test_an_older_result_is_back_with_its_snapshot(exports):
    """Nobody is lied to while an older snapshot is held."""
    load, calls = counting(larder.cached("{customer}/shipments"))
    first = load("acme")
    old = larder.path(NAME).name
    exports.write("orders.csv", "day,total\nmonday,2\n")
    larder.refresh(NAME)
    assert load("acme") != first
    exports.larder.run("use", NAME, old)
    with pytest.warns(larder.LarderWarning, match="held"):
        assert load("acme") == first
    assert len(calls) == 3


def test_a_failure_loses_nothing(exports):
    broken = []

    def load(customer):
        if broken:
            raise OSError("the disk is on fire")
        return 1

    strict = larder.cached("{customer}/shipments")(load)
    assert strict("acme") == 1
    exports.write("orders.csv", "day,total\nmonday,2\n")
    larder.refresh(NAME)
    broken.append(True)
    with pytest.raises(OSError, match="on fire"):
        strict("acme")
    lenient = larder.cached("{customer}/shipments", stale_if_error=True)(load)
    with pytest.warns(larder.LarderWarning, match="last good result"):
        assert lenient("acme") == 1


def test_stale_data_are_no_input(exports, monkeypatch):
    load, calls = counting(larder.cached("{customer}/shipments"))
    load("acme")
    exports.take_away()
    exports.larder.run("set", NAME, "policy=always")
    with pytest.raises(larder.LarderError):
        load("acme")
    assert calls == ["acme"]


def test_a_comment_throws_nothing_away_unless_the_code_is_checked(larder_home, tmp_path):
    def loaded(comment: str, check_code: bool) -> int:
        source = tmp_path / f"{abs(hash(comment))}.py"
        source.write_text(f"def load(x):\n    # {comment}\n    CALLS.append(x)\n    return x\n")
        space = {"__name__": "etl", "CALLS": []}
        exec(compile(source.read_text(), str(source), "exec"), space)
        larder.daily_cache(space["load"], check_code=check_code)(1)
        return len(space["CALLS"])

    assert [loaded("one", False), loaded("two", False)] == [1, 0]
    assert [loaded("one", True), loaded("one", True), loaded("two", True)] == [1, 0, 1]


@pytest.mark.parametrize("damage", [lambda file: file.write_bytes(file.read_bytes()[:-3]), lambda file: file.write_bytes(b""),
                                    lambda file: file.unlink(), lambda file: file.with_name("metadata.json").write_text("{"),
                                    lambda file: file.with_name("metadata.json").unlink()])
@pytest.mark.filterwarnings("ignore::larder.LarderWarning")
def test_what_is_damaged_is_computed_again(larder_home, damage):
    calls = []

    @larder.daily_cache
    def load(x):
        calls.append(x)
        return [x] * 1000

    load(1)
    damage(items()[0])
    assert load(1) == load(1) == [1] * 1000
    assert calls == [1, 1]


@pytest.mark.parametrize(("zone", "hour", "instants", "computed"), [
    ("Europe/Paris", 0, ("2024-08-27 21:59", "2024-08-27 22:01"), 2),  # midnight there
    ("UTC", 0, ("2024-08-27 21:59", "2024-08-27 22:01"), 1),
    ("UTC", "06:30", ("2024-08-27 06:29", "2024-08-27 06:31", "2024-08-28 06:29", "2024-08-28 06:31"), 3),
    ("UTC", 6, ("2024-08-27 07:00", "2024-08-28 05:00"), 1),
    (ZoneInfo("Europe/Paris"), "02:30", ("2024-03-31 00:59", "2024-03-31 01:01"), 2),  # 02:30 is not there: at 03:00
])
def test_the_day_ends_where_it_is_said_to(larder_home, zone, hour, instants, computed):
    calls = []

    @larder.daily_cache(zone=zone, hour=hour)
    def load():
        calls.append(None)

    for instant in instants:
        with time_machine.travel(datetime.fromisoformat(instant).replace(tzinfo=timezone.utc), tick=False):
            load()
    assert len(calls) == computed


def test_mistakes_are_told_where_they_are_made(larder_home):
    for options in ({"zone": "Europe/Atlantis"}, {"hour": 25}, {"hour": "late"}):
        with pytest.raises(larder.Invalid):
            larder.daily_cache(**options)


def one_of_many(_) -> int:
    return expensive(7)


@larder.daily_cache
def expensive(x):
    return list(range(100000))[x]


def test_many_processes_at_once_never_read_half_a_result(larder_home):
    with multiprocessing.get_context("fork").Pool(8) as pool:
        assert pool.map(one_of_many, range(64)) == [7] * 64
    assert len(items()) == 1 and not list(functions_folder().rglob("*-*.pkl*"))
    assert joblib.load(items()[0]) == 7


def test_looks_like_a_store_of_joblib(larder_home, tmp_path):
    """So that whoever lists and tends those lists ours."""
    @larder.daily_cache(location=tmp_path)
    def load(customer, n=3):
        return customer

    load("acme")
    (metadata,) = (tmp_path / "joblib").rglob("metadata.json")
    said = json.loads(metadata.read_text())
    assert said["input_args"] == {"customer": "'acme'", "n": "3"} and said["duration"] >= 0 and said["time"] > 0
    assert (metadata.parent.parent / "func_code.py").read_text().startswith("# first line: ")
    memory = joblib.Memory(tmp_path, verbose=0)
    (item,) = memory.store_backend.get_items()
    assert item.path == str(metadata.parent)
