"""`larder caches` against stores that the real joblib and the real fsspec wrote, beside Python processes that use them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from support.larder import Larder
from support.scripts import LONGEST_RUN_SECONDS, Scripts


@pytest.fixture
def python(tmp_path) -> Scripts:
    return Scripts(tmp_path / "work")


ALL_CALLS = "import etl; etl.load('acme'); etl.load('globex'); etl.load('acme', day='friday'); etl.total([1, 2])"


@pytest.fixture
def filled(python) -> Scripts:
    python.run(ALL_CALLS)
    assert len(python.calls()) == 4
    return python


def items(larder: Larder, *words) -> dict[str, dict]:
    places = larder.json("caches", "list", *map(str, words), "--items")["places"]
    return {item["title"]: item for place in places for item in place["item_list"]}


def test_lists_what_joblib_wrote(larder, filled):
    answer = larder.json("caches", str(filled.folder))
    assert answer["schema"] == 1
    [place] = answer["places"]
    assert (place["kind"], place["path"], place["items"], place["hits"]) == ("joblib", str(filled.store), 4, 4)
    assert [(each["function"], each["items"], each["has_code"]) for each in place["functions"]] == \
        [("etl.load", 3, True), ("etl.total", 1, True)]
    on_disk = sum(file.stat().st_size for file in filled.store.rglob("*/output.pkl")) \
        + sum(file.stat().st_size for file in filled.store.rglob("*/metadata.json"))
    assert place["bytes"] == on_disk == answer["total"]["bytes"]
    told = items(larder, filled.folder)
    assert set(told) == {"etl.load(customer='acme', day='today')", "etl.load(customer='globex', day='today')",
                         "etl.load(customer='acme', day='friday')", "etl.total(numbers=[1, 2], factor=2)"}
    assert {(each["state"], each["outlook"], each["made_is_recorded"]) for each in told.values()} == {("whole", "hit", True)}
    text = larder.run("caches", str(filled.folder)).out
    assert "etl.load" in text and "4 items" in text and "3 hit" in text and str(filled.store) in text


def test_the_working_directory_and_the_cache_folder_are_common_places(larder, filled, tmp_path):
    subprocess.run([sys.executable, "-c", "import joblib, os; joblib.Memory(os.environ['HOME'] + '/.cache/mine').cache(len)([1])"],
                   env=larder.environment | {"HOME": str(larder.home)}, check=True, timeout=LONGEST_RUN_SECONDS)
    paths = {place["path"] for place in larder.json("caches", cwd=filled.folder)["places"]}
    assert {str(filled.store), str(larder.home / ".cache/mine/joblib")} <= paths


def test_yesterdays_result_is_an_old_hit(larder, filled):
    tomorrow = time.strftime("%Y-%m-%dT12:00", time.localtime(time.time() + 24 * 3600))
    told = items(larder.at(tomorrow), filled.folder)
    assert {each["outlook"] for each in told.values()} == {"old-hit"}
    assert "earlier day" in next(iter(told.values()))["because"]


def test_sorts_filters_and_totals(larder, filled):
    by_size = larder.json("caches", str(filled.folder), "--items", "--sort", "size")["places"][0]["item_list"]
    assert [each["bytes"] for each in by_size] == sorted((each["bytes"] for each in by_size), reverse=True)
    answer = larder.json("caches", str(filled.folder), "--filter", "ACME")
    assert answer["total"]["items"] == 2
    assert all("acme" in each["title"] for each in answer["places"][0]["item_list"])
    assert larder.json("caches", str(filled.folder), "--call", "total([1,2])")["total"]["items"] == 1
    assert larder.json("caches", str(filled.folder), "--older", "1h")["total"]["items"] == 0


def test_evicting_one_item_recomputes_exactly_that_call(larder, filled):
    dry = larder.json("caches", "evict", str(filled.folder), "--call", "load('globex')", "--dry-run")
    assert (dry["items"], dry["dry_run"]) == (1, True)
    filled.run(ALL_CALLS)
    assert filled.calls() == []
    done = larder.json("caches", "evict", str(filled.folder), "--call", 'load("globex")')
    assert [each["title"] for each in done["evicted"]] == ["etl.load(customer='globex', day='today')"]
    filled.run(ALL_CALLS)
    assert filled.calls() == ["load globex today"]
    filled.run(ALL_CALLS)
    assert filled.calls() == []


def test_undo_brings_back_what_was_evicted(larder, filled):
    before = {file.relative_to(filled.store): file.read_bytes() for file in filled.store.rglob("*") if file.is_file()}
    larder.run("caches", "evict", str(filled.folder), "--function", "load")
    assert larder.json("caches", str(filled.folder))["total"]["items"] == 1
    assert larder.json("caches", "undo", str(filled.folder)) == {"schema": 1, "restored": 3, "left": []}
    assert before == {file.relative_to(filled.store): file.read_bytes() for file in filled.store.rglob("*") if file.is_file()}
    filled.run(ALL_CALLS)
    assert filled.calls() == []
    larder.run("caches", "undo", str(filled.folder), exit=4)


def test_undo_leaves_what_was_computed_anew(larder, filled):
    larder.run("caches", "evict", str(filled.folder), "--function", "load")
    filled.run("import etl; etl.load('acme')")
    answer = larder.json("caches", "undo", str(filled.folder))
    assert answer["restored"] == 2 and len(answer["left"]) == 1
    assert larder.json("caches", "prune", str(filled.folder))["freed_bytes"] > 0
    assert not (filled.store / ".larder-trash").exists()
    filled.calls()
    filled.run(ALL_CALLS)
    assert filled.calls() == []


def test_evicts_by_age_and_size_and_frees_the_room(larder, filled):
    [friday] = [each for title, each in items(larder, filled.folder).items() if "friday" in title]
    metadata = filled.store / friday["path"] / "metadata.json"
    told = json.loads(metadata.read_text())
    metadata.write_text(json.dumps(told | {"time": told["time"] - 40 * 24 * 3600}))
    assert [each["title"] for each in larder.json("caches", "evict", str(filled.folder), "--older", "30d")["evicted"]] == [friday["title"]]
    assert larder.json("caches", "evict", str(filled.folder), "--larger", "2k")["items"] == 2
    in_trash = larder.json("caches", str(filled.folder))["places"][0]["trash_bytes"]
    would = larder.json("caches", "prune", str(filled.folder), "--dry-run")["freed_bytes"]
    assert in_trash > 4000 and would == in_trash
    assert larder.json("caches", "prune", str(filled.folder))["freed_bytes"] >= in_trash
    assert larder.json("caches", str(filled.folder))["places"][0]["trash_bytes"] == 0
    filled.run(ALL_CALLS)
    assert len(filled.calls()) == 3


def test_joblib_neither_counts_nor_removes_the_trash(larder, filled):
    larder.run("caches", "evict", str(filled.folder), "--function", "load")
    assert filled.run("import etl; etl.total([1, 2]); print(len(etl.memory.store_backend.get_items()))") == "1\n"
    assert larder.json("caches", "undo", str(filled.folder))["restored"] == 3


def test_a_live_python_computes_again_and_never_fails(larder, filled):
    loop = subprocess.Popen([sys.executable, "-W", "ignore", "-c", """
import etl
print("ready", flush=True)
rounds = 0
while not etl.pathlib.Path("stop").exists():
    assert etl.load("acme")["rows"] == ["acme"] * 1000
    assert etl.total([1, 2]) == 6
    rounds += 1
print(rounds)
"""], cwd=filled.folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        assert loop.stdout.readline() == "ready\n"
        evicted = sum(larder.json("caches", "evict", str(filled.folder), "--call", "load('acme')", exit=None).get("items", 0)
                      for _ in range(20))
    finally:
        (filled.folder / "stop").touch()
        out, err = loop.communicate(timeout=LONGEST_RUN_SECONDS)
    assert loop.returncode == 0, err
    assert evicted >= 10 and len(filled.calls()) >= 10


ODD = {
    "a truncated output": (lambda item: (item / "output.pkl").write_bytes((item / "output.pkl").read_bytes()[:20]), "partial", "miss"),
    "no output": (lambda item: (item / "output.pkl").unlink(), "partial", "miss"),
    "no metadata": (lambda item: (item / "metadata.json").unlink(), "partial", "hit"),
    "a half-written output": (lambda item: ((item / "output.pkl").rename(item / "output.pkl.thread-1-pid-999999999"),
                                            (item / "metadata.json").unlink()), "leftover", "miss"),
}


@pytest.mark.parametrize("name", ODD)
def test_what_is_odd_is_told_and_joblib_agrees(name, larder, filled):
    break_it, state, outlook = ODD[name]
    [friday] = [each for title, each in items(larder, filled.folder).items() if "friday" in title]
    break_it(filled.store / friday["path"])
    [told] = [each for each in items(larder, filled.folder).values() if each["path"] == friday["path"]]
    assert (told["state"], told["outlook"]) == (state, outlook), told
    filled.run(ALL_CALLS)
    assert filled.calls() == ([] if outlook == "hit" else ["load acme friday"])


def test_a_booby_trapped_pickle_never_runs(larder, filled, tmp_path):
    trap = tmp_path / "trap"
    filled.run(f"""
import pickle, pathlib, os
class Trap:
    def __reduce__(self): return os.system, ("touch {trap}",)
for output in pathlib.Path("cachedir").rglob("output.pkl"): output.write_bytes(pickle.dumps(Trap()))
pathlib.Path("files").mkdir()
pathlib.Path("files/cache").write_bytes(pickle.dumps({{"x": {{"fn": "a" * 64, "blocks": True, "trap": Trap()}}}}))
pathlib.Path("files/" + "a" * 64).write_bytes(b"data")
""")
    answer = larder.json("caches", str(filled.folder), "--items")
    assert answer["total"]["items"] == 5
    [files] = [place for place in answer["places"] if place["kind"] == "fsspec"]
    assert files["item_list"][0]["outlook"] == "unsure" and "pickle" in files["item_list"][0]["because"]
    larder.run("caches", "evict", str(filled.folder), "--all")
    larder.run("caches", "prune", str(filled.folder))
    assert not trap.exists()


def test_nothing_outside_is_read_or_removed(larder, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("keep me")
    place = tmp_path / "files"
    place.mkdir()
    (place / "loop").symlink_to(place)
    entry = {"original": "x", "blocks": True, "time": time.time(), "uid": ""}
    (place / "cache").write_text(json.dumps({"up": entry | {"fn": "../secret"}, "absolute": entry | {"fn": str(secret)},
                                             "loop": entry | {"fn": "loop/loop/../../secret"}}))
    told = items(larder, place)
    assert {each["state"] for each in told.values()} == {"outside"} and {each["bytes"] for each in told.values()} == {0}
    assert larder.json("caches", "evict", str(place), "--all")["items"] == 0
    assert secret.read_text() == "keep me"


def test_a_huge_list_is_told_and_not_read(larder, tmp_path):
    place = tmp_path / "files"
    place.mkdir()
    (place / "cache").write_text('{"x": {"fn": "a", "blocks": true}, ')
    os.truncate(place / "cache", 200_000_000)
    answer = larder.run("caches", str(place), "--json")
    assert "too large" in answer.json()["places"][0]["troubles"][0]["message"] and "too large" in answer.err


FSSPEC = """
import fsspec, pathlib
for name in ("a", "b"): pathlib.Path(name + ".csv").write_text(name * 100)
here = pathlib.Path().resolve()
def read(name):
    with fsspec.open(f"filecache::file://{here}/{name}.csv", filecache={"cache_storage": str(here / "files"), "cache_check": 1}) as file:
        return file.read()
"""


def test_lists_and_evicts_what_fsspec_wrote(larder, python):
    python.run(FSSPEC + "read('a'); read('b')")
    told = items(larder, python.folder)
    a, b = f"{python.folder}/a.csv", f"{python.folder}/b.csv"
    assert set(told) == {a, b} and {(each["state"], each["outlook"], each["bytes"]) for each in told.values()} == {("whole", "hit", 100)}
    [asked] = {each["outlook"] for each in items(larder, python.folder, "--check-files").values()}
    assert asked == "unsure"
    assert {each["outlook"] for each in items(larder, python.folder, "--expiry", "0s").values()} <= {"miss", "hit"}
    larder.run("caches", "evict", str(python.folder), "--item", a)
    told = items(larder, python.folder)
    assert (told[a]["state"], told[a]["outlook"], told[b]["state"]) == ("ghost", "miss", "whole")
    changed = "pathlib.Path('a.csv').write_text('new'); pathlib.Path('b.csv').write_text('new')\n"
    assert python.run(FSSPEC + changed + "print(read('a'), read('b'))") == f"b'new' b'{'b' * 100}'\n"


def test_knows_fsspecs_own_temporary_directory(larder, python, tmp_path):
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    reader = subprocess.Popen([sys.executable, "-c", """
import fsspec, pathlib
pathlib.Path("big.bin").write_bytes(bytes(1000))
with fsspec.open(f"simplecache::file://{pathlib.Path().resolve()}/big.bin") as file: file.read()
print("ready", flush=True)
input()
"""], cwd=python.folder, env=os.environ | {"TMPDIR": str(temporary)}, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert reader.stdout.readline() == "ready\n"
    places = larder.json("caches", "--items", cwd=python.folder, environment={"TMPDIR": str(temporary)})["places"]
    reader.communicate("\n", timeout=LONGEST_RUN_SECONDS)
    states = {Path(place["path"]).parent.name: [item["state"] for item in place["item_list"]] for place in places}
    assert states["tmp"] == ["whole"]


def test_what_cannot_be_understood_is_refused(larder, filled, tmp_path):
    where = str(filled.folder)
    assert "did you mean \"evict\"?" in larder.run("caches", "evct", exit=2).err
    assert "directory" in larder.run("caches", str(tmp_path / "nowhere"), exit=4).err
    larder.run("caches", "evict", where, exit=2)
    larder.run("caches", "evict", "--all", exit=2)
    larder.run("caches", "evict", where, "--call", "load(", exit=2)
    larder.run("caches", "evict", where, "--call", "load('nobody')", exit=4)
    larder.run("caches", "evict", where, "--older", "soon", exit=2)
    larder.run("caches", where, "--state", "odd", exit=2)
    larder.run("caches", where, "--sort", "colour", exit=2)
    assert larder.json("caches", "evict", where, "--older", "30d")["items"] == 0
    filled.run(ALL_CALLS)
    assert filled.calls() == []
