"""`larder.unchanged`: a joblib.Memory that people have already, switched to the data by one line."""

from __future__ import annotations

import pickle
from datetime import date
from pathlib import Path

import joblib
import larder
import pytest

from support.frozentime import at

NAME = "acme/shipments"
SWITCH = larder.unchanged("{customer}/shipments")


class Loads:
    """A function of the customer's, kept by joblib; `during` is done while it runs, once."""

    def __init__(self, place: Path, callback=SWITCH):
        self.calls: list[str] = []
        self.during = None

        def load(customer, day="monday"):
            text = (larder.path(f"{customer}/shipments") / "orders.csv").read_text()
            self.calls.append(customer)
            during, self.during = self.during, None
            if during:
                during()
            return text

        load.__module__ = "etl"
        self.call = joblib.Memory(place, verbose=0).cache(load, cache_validation_callback=callback)

    def __call__(self, customer="acme", **more):
        return self.call(customer, **more)


@pytest.fixture
def load(exports, tmp_path) -> Loads:
    return Loads(tmp_path / "memory")


def upload(exports, total: int) -> str:
    exports.write("orders.csv", f"day,total\nmonday,{total}\n")
    assert larder.refresh(NAME).switched
    return larder.path(NAME).name


def test_a_result_lives_until_the_snapshot_changes(load, exports):
    assert load() == load() == "day,total\nmonday,1\n"
    assert load.calls == ["acme"], "the first one fetched it, too"
    assert larder.refresh(NAME).outcome == "unchanged"
    assert larder.refresh(NAME, force=True).outcome == "identical"
    load()
    assert load.calls == ["acme"], "the same bytes are no change"
    upload(exports, 2)
    assert load() == load() == "day,total\nmonday,2\n"
    assert load.calls == ["acme"] * 2
    load(day="tuesday")
    load(day="tuesday")
    assert load.calls == ["acme"] * 3


@pytest.mark.parametrize("calls_between", [True, False])
@pytest.mark.filterwarnings("ignore::larder.LarderWarning")
def test_a_snapshot_that_comes_back_is_a_change(load, exports, calls_between):
    first = larder.path(NAME).name
    load()
    upload(exports, 2)
    if calls_between:
        load()
    exports.larder.run("use", NAME, first)
    before = len(load.calls)
    assert load() == load() == "day,total\nmonday,1\n"
    assert len(load.calls) == before + 1
    exports.larder.run("use", NAME, "latest")
    assert load() == "day,total\nmonday,2\n"


def test_a_snapshot_that_is_only_pinned_is_none(load, exports):
    load()
    exports.larder.run("pin", NAME, larder.path(NAME).name)
    load()
    assert load.calls == ["acme"]


def test_what_comes_while_the_function_runs_lets_it_run_once_more(load, exports):
    larder.path(NAME)
    load.during = lambda: upload(exports, 2)
    assert load() == "day,total\nmonday,1\n", "it had read before"
    assert load() == load() == "day,total\nmonday,2\n"
    assert load.calls == ["acme"] * 2


def test_a_source_that_is_away_loses_nothing(load, exports, tmp_path):
    load()
    exports.take_away()
    exports.larder.run("set", NAME, "policy=always")
    with pytest.raises(larder.NotFound):
        load()
    lenient = Loads(tmp_path / "memory", larder.unchanged("{customer}/shipments", stale_if_error=True))
    with pytest.warns(larder.LarderWarning, match="last good result"):
        assert lenient() == "day,total\nmonday,1\n"
    exports.folder.with_name("elsewhere").rename(exports.folder)
    assert load() == "day,total\nmonday,1\n"
    assert load.calls == ["acme"] and lenient.calls == []


@pytest.mark.parametrize("damage", [lambda file: file.unlink(), lambda file: file.write_text("{}"),
                                    lambda file: file.write_text('{"input_args": {}, "time": "noon", "duration": null}')])
@pytest.mark.filterwarnings("ignore")
def test_a_result_of_which_nothing_is_told_is_computed_again(exports, tmp_path, damage):
    load = Loads(tmp_path / "memory", larder.unchanged(NAME))
    load()
    (metadata,) = (tmp_path / "memory").rglob("metadata.json")
    damage(metadata)
    load()
    load()
    assert load.calls == ["acme"] * 2


def test_a_result_from_the_future_is_computed_again(load):
    larder.path(NAME)
    with at("2124-08-27 09:00", "time_machine"):
        load()
    load()
    load()
    assert len(load.calls) == 2, "no clock proves what it was computed from"


@pytest.mark.parametrize("kind", ["freezegun", "time_machine"])
def test_loaded_hit_loaded(load, exports, kind):
    exports.larder.run("set", NAME, "zone=UTC")
    results = []
    for instant, total in (("2024-08-27 09:00", 1), ("2024-08-27 15:00", 2), ("2024-08-28 06:00", 3)):
        exports.write("orders.csv", f"day,total\nmonday,{total}\n")
        with at(instant, kind):
            results += [load(), load()]
    assert [text[-2] for text in results] == ["1", "1", "1", "1", "3", "3"]
    assert load.calls == ["acme"] * 2


def test_names_may_be_a_list_or_what_gives_them(exports, tmp_path):
    exports.larder.run("add", "acme/returns", exports.folder, "--no-probe")
    larder.path(NAME)
    larder.path("acme/returns")
    for names in (["{customer}/shipments", "{customer}/returns"], lambda customer, day: [f"{customer}/shipments", f"{customer}/returns"]):
        load = Loads(tmp_path / f"{callable(names)}", larder.unchanged(names))
        load()
        load()
        assert load.calls == ["acme"]
        exports.write("orders.csv", f"day,total\nmonday,{callable(names)}\n")
        larder.refresh("acme/returns")
        load()
        load()
        assert load.calls == ["acme"] * 2


def test_arguments_are_read_as_joblib_noted_them(exports):
    larder.path(NAME)
    now = {"time": larder.info(NAME).fetched_at.timestamp() + 60, "duration": 0}

    def judged(names, **noted) -> bool:
        with at("2124-01-01 00:00", "time_machine"):
            return larder.unchanged(names)(now | {"input_args": noted})

    exports.larder.run("set", NAME, "policy=manual")
    assert judged("{customer}/shipments", customer="'acme'", frame="   a  b\n0  1  2")
    assert judged("{customer}/shipments", **{"*": "[1]", "**": "{'customer': 'acme'}"})
    assert judged("{customer}/{what[0]}", customer="'acme'", what="['shipments']")
    assert judged(lambda day: NAME if "2024" in day else "acme/none", day=repr(date(2024, 8, 27)))
    for noted, why in (({"day": repr(date(2024, 8, 27))}, "can be named by datetime.date"), ({}, "no argument 'day'")):
        with pytest.raises(larder.Invalid, match=why):
            judged("{day}/shipments", **noted)
    with pytest.raises(larder.NotFound):
        judged("{customer}/shipments", customer="'nobody'")


def test_a_named_snapshot_never_changes(exports):
    first = larder.path(NAME).name
    upload(exports, 2)
    assert larder.unchanged(f"{NAME}@{first}")({"input_args": {}})


def test_crosses_processes(exports):
    larder.path(NAME)
    same = pickle.loads(pickle.dumps(SWITCH))
    assert not same({"input_args": {"customer": "'acme'"}, "time": 1.0, "duration": 0.5})
