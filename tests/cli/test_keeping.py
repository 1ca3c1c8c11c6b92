"""Caches that follow a dataset: items of the real joblib and the real fsspec that are tied to it, and the layer for fsspec."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from support.scripts import Scripts

CALLS = "import etl; etl.load('acme'); etl.load('globex'); etl.total([1, 2])"


@pytest.fixture
def scripts(tmp_path) -> Scripts:
    return Scripts(tmp_path / "work")


class Exports:
    """A customer's folder, and the dataset that is bound to it."""

    name = "acme/orders"

    def __init__(self, larder, folder: Path):
        self.larder, self.folder = larder, folder
        folder.mkdir()
        self.upload("a.csv", "first\n")
        larder.run("add", self.name, folder)
        larder.run("refresh", self.name)

    def upload(self, name: str, text: str) -> Path:
        """Of another size each time, so that it differs whatever the clock of the disk."""
        file = self.folder / name
        file.write_text(text + "#" * (file.stat().st_size if file.exists() else 0))
        return file


@pytest.fixture
def exports(larder, tmp_path) -> Exports:
    return Exports(larder, tmp_path / "exports")


@pytest.fixture
def tied(larder, exports, scripts) -> Scripts:
    scripts.run(CALLS)
    assert len(scripts.calls()) == 3
    larder.run("caches", "tie", exports.name, scripts.folder, "--call", "load('acme')")
    scripts.run(CALLS)
    assert scripts.calls() == [], "what is as new as the data stays"
    return scripts


def test_a_tied_call_computes_again_when_new_data_landed(larder, exports, tied):
    larder.run("refresh", exports.name)
    tied.run(CALLS)
    assert tied.calls() == [], "nothing has changed"
    exports.upload("a.csv", "fixed\n")
    larder.run("refresh", exports.name)
    tied.run(CALLS)
    assert tied.calls() == ["load acme today"], "this call, and no other"
    larder.run("refresh", exports.name)
    tied.run(CALLS)
    assert tied.calls() == []


def test_it_computes_again_as_soon_as_a_change_is_known(larder, exports, tied):
    exports.upload("a.csv", "fixed\n")
    larder.run("check", exports.name, exit=3)
    tied.run(CALLS)
    assert tied.calls() == ["load acme today"]


def test_it_computes_again_when_an_older_snapshot_is_used(larder, exports, tied):
    first = larder.current(exports.name)["snapshot"]
    exports.upload("a.csv", "fixed\n")
    larder.run("refresh", exports.name)
    tied.run(CALLS)
    tied.calls()
    larder.run("use", exports.name, first)
    tied.run(CALLS)
    assert tied.calls() == ["load acme today"]


def test_what_was_evicted_can_be_brought_back_for_a_day(larder, exports, tied):
    exports.upload("a.csv", "fixed\n")
    larder.run("refresh", exports.name)
    larder.run("caches", "undo", tied.folder)
    tied.run(CALLS)
    assert tied.calls() == []
    exports.upload("a.csv", "fixed again\n")
    larder.run("refresh", exports.name)
    [evicted] = larder.json("caches", tied.folder)["places"]
    assert evicted["trash_bytes"] > 0
    tomorrow = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 26 * 3600))
    exports.upload("a.csv", "next day\n")
    larder.at(tomorrow).run("refresh", exports.name)
    [left] = larder.json("caches", tied.folder)["places"]
    assert left["trash_bytes"] == 0, "that of the day before is gone"


def test_ties_are_listed_and_untied(larder, exports, tied):
    [tie] = larder.json("caches", "ties")["ties"]
    assert (tie["dataset"], tie["call"], tie["kind"], tie["place"]) == \
        (exports.name, "load('acme')", "joblib", str(tied.store))
    assert "load('acme')" in larder.run("caches", "ties", exports.name).out
    larder.run("caches", "tie", exports.name, tied.folder, "--call", "load('acme')")
    assert len(larder.json("caches", "ties")["ties"]) == 1, "tied once"
    larder.run("caches", "untie", exports.name, "--function", "other", exit=4)
    larder.run("caches", "untie", exports.name)
    assert larder.json("caches", "ties")["ties"] == []
    exports.upload("a.csv", "fixed\n")
    larder.run("refresh", exports.name)
    tied.run(CALLS)
    assert tied.calls() == []


def test_a_function_and_one_item_can_be_tied(larder, exports, scripts):
    scripts.run(CALLS)
    scripts.calls()
    listed = larder.json("caches", scripts.folder, "--items")["places"][0]["item_list"]
    total = next(each for each in listed if each["function"] == "etl.total")
    larder.run("caches", "tie", exports.name, scripts.folder, "--function", "load")
    larder.run("caches", "tie", exports.name, scripts.folder, "--item", total["name"][:8])
    exports.upload("a.csv", "fixed\n")
    larder.run("refresh", exports.name)
    scripts.run(CALLS)
    assert scripts.calls() == ["load acme today", "load globex today", "total [1, 2] 2"]


def test_what_is_tied_goes_with_its_dataset(larder, exports, tied):
    larder.run("forget", exports.name, "--yes")
    assert larder.json("caches", "ties")["ties"] == []


def test_what_cannot_be_tied_is_explained(larder, exports, scripts, tmp_path):
    scripts.run(CALLS)
    assert "--function" in larder.run("caches", "tie", exports.name, scripts.folder, exit=4).err
    assert "there is no dataset" in larder.run("caches", "tie", "acme/none", scripts.folder, "--function", "load", exit=4).err
    assert "which dataset" in larder.run("caches", "tie", exit=2).err
    assert "function, a call or an item" in larder.run("caches", "tie", exports.name, scripts.folder, "--older", "1d", exit=2).err
    larder.run("caches", "tie", exports.name, scripts.folder, "--function", "nosuch", exit=4)
    (larder.data / "datasets" / exports.name / "ties.json").write_text("{")
    assert "not readable" in larder.run("caches", "ties", exit=1).err
    larder.run("refresh", exports.name)


def test_a_tied_cache_that_is_gone_hinders_nothing(larder, exports, tied):
    tied.store.rename(tied.folder / "elsewhere")
    exports.upload("a.csv", "fixed\n")
    answer = larder.run("refresh", exports.name)
    assert answer.err == ""


class FileCache:
    """filecache of the stock fsspec, over the customer's files."""

    def __init__(self, scripts: Scripts, exports: Exports):
        self.scripts, self.exports, self.folder = scripts, exports, scripts.folder / "files"

    def read(self, name: str) -> str:
        return self.scripts.run(f"""
import fsspec
with fsspec.open("filecache::file://{self.exports.folder / name}", "rt", filecache={{"cache_storage": "{self.folder}"}}) as file:
    print(file.read(), end="")
""")


@pytest.fixture
def files(scripts, exports) -> FileCache:
    exports.upload("b.csv", "b\n")
    exports.larder.run("refresh", exports.name)
    cache = FileCache(scripts, exports)
    assert (cache.read("a.csv"), cache.read("b.csv")) == ("first\n", "b\n")
    return cache


def test_a_tied_file_of_fsspec_gets_the_new_bytes(larder, exports, files):
    larder.run("caches", "tie", exports.name, files.folder)
    exports.upload("a.csv", "fixed\n")
    assert files.read("a.csv") == "first\n", "fsspec does not ask"
    larder.run("refresh", exports.name)
    fixed = (exports.folder / "a.csv").read_text()
    (exports.folder / "a.csv").unlink()  # nobody can fetch it any more
    assert files.read("a.csv") == fixed
    assert files.read("b.csv") == "b\n"


def test_a_tied_file_of_fsspec_goes_while_a_change_is_known_and_not_fetched(larder, exports, files):
    larder.run("caches", "tie", exports.name, files.folder, "--item", f"file://{exports.folder}/a.csv")
    exports.upload("a.csv", "fixed\n")
    larder.run("check", exports.name, exit=3)
    assert files.read("a.csv").startswith("fixed\n"), "fsspec fetched it by itself"


def test_what_fsspec_fetched_since_is_not_taken_back(larder, exports, files):
    larder.run("caches", "tie", exports.name, files.folder)
    exports.upload("a.csv", "fixed\n")
    larder.run("refresh", exports.name)
    (files.folder / "cache").unlink()
    for data in files.folder.glob("?" * 64):
        data.unlink()
    newest = exports.upload("a.csv", "newest, not seen by Larder yet\n").read_text()
    assert files.read("a.csv") == newest
    later = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 30 * 60))  # when it is tended once more
    larder.at(later).run("pin", exports.name, larder.current(exports.name)["snapshot"])
    assert files.read("a.csv") == newest


def test_a_file_that_was_removed_at_the_source_goes(larder, exports, files):
    larder.run("caches", "tie", exports.name, files.folder)
    (exports.folder / "b.csv").unlink()
    larder.run("refresh", exports.name)
    [place] = larder.json("caches", files.folder, "--items")["places"]
    assert {Path(each["name"]).name: each["state"] for each in place["item_list"]} == {"a.csv": "whole", "b.csv": "ghost"}


READS = """
import fsspec, os
with {line} as file:
    print(file.read().decode(), end="")
"""


class Layer:
    """`larder caches fsspec`, and what Python reads by the line that it prints."""

    def __init__(self, larder, name: str, scripts: Scripts, *words: str):
        self.scripts = scripts
        self.answer = larder.json("caches", "fsspec", name, *words)
        self.folder = Path(self.answer["cache_storage"])

    def read(self, at: str = "") -> str:
        code = READS.format(line=self.answer["python"].replace("~/.cache", str(self.scripts.folder)))
        return self.scripts.run(f"import freezegun\nwith freezegun.freeze_time('{at}'):\n" +
                                "\n".join("    " + line for line in code.splitlines()) if at else code)

    @property
    def listed(self) -> dict:
        return json.loads((self.folder / "cache").read_text())


def test_stock_fsspec_reads_the_layer_until_the_day_ends(larder, exports, scripts):
    layer = Layer(larder, exports.name, scripts)
    assert (layer.answer["files"], layer.answer["expiry_seconds"]) == (1, 60)
    assert layer.answer["until"] == larder.current(exports.name)["fresh_until"]
    aside = (exports.folder / "a.csv").rename(exports.folder.parent / "aside")
    assert layer.read() == "first\n", "nothing was fetched: it is not there"
    end = larder.current(exports.name)["fresh_until_ms"] / 1000
    just_before = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(end - 2))
    just_behind = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(end + 1))
    assert layer.read(at=just_before) == "first\n"
    aside.write_text("of the next day\n")
    aside.rename(exports.folder / "a.csv")
    assert layer.read(at=just_behind) == "of the next day\n", "Python fetched by itself; Larder was not running"


def test_the_layer_lists_nothing_that_is_known_to_be_old(larder, exports, scripts):
    layer = Layer(larder, exports.name, scripts)
    exports.upload("a.csv", "fixed\n")
    assert layer.read() == "first\n"
    larder.run("check", exports.name, exit=3)
    assert layer.listed == {}
    fixed = (exports.folder / "a.csv").read_text()
    assert layer.read() == fixed
    larder.run("refresh", exports.name)
    [entry] = layer.listed.values()
    assert (layer.folder / entry["fn"]).read_text() == fixed
    assert sorted(each.name for each in layer.folder.iterdir()) == sorted(["cache", "layer.json", entry["fn"]])


def test_a_reader_without_expiry_time_is_served_by_a_layer_for_it(larder, exports, scripts):
    layer = Layer(larder, exports.name, scripts, "--expiry", "7d")
    end = larder.current(exports.name)["fresh_until_ms"] / 1000
    [entry] = layer.listed.values()
    week = 7 * 24 * 3600
    assert entry["time"] + week < end < entry["time"] + week + 1


def test_a_layer_can_be_laid_before_the_first_fetch_and_removed(larder, tmp_path, scripts):
    folder = tmp_path / "later"
    folder.mkdir()
    (folder / "a.csv").write_text("1\n")
    larder.run("add", "acme/later", folder)
    answer = larder.run("caches", "fsspec", "acme/later")
    assert "not fresh" in answer.out
    layer = Layer(larder, "acme/later", scripts)
    assert layer.listed == {}
    larder.run("refresh", "acme/later")
    assert len(layer.listed) == 1
    larder.run("caches", "fsspec", "acme/later", "--remove")
    assert not layer.folder.exists()
    larder.run("caches", "fsspec", "acme/later", "--remove", exit=4)
    larder.run("refresh", "acme/later", "--force")
    assert not layer.folder.exists()


def test_a_source_that_fsspec_cannot_name_is_told(larder):
    larder.run("add", "acme/script", "command:echo 1 > \"$LARDER_OUT/a\"", "--no-probe")
    assert "fsspec has no name" in larder.run("caches", "fsspec", "acme/script", exit=1).err
