"""Caches that follow a dataset: items of the real joblib and the real fsspec that are tied to it, and the layer for fsspec."""

from __future__ import annotations

import json
import subprocess
import time
import zipfile
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


def test_undo_brings_back_what_a_person_evicted_and_nothing_that_is_old(larder, exports, tied):
    larder.run("caches", "evict", tied.folder, "--call", "load('globex')")
    exports.upload("a.csv", "fixed\n")
    larder.run("refresh", exports.name)
    larder.run("caches", "undo", tied.folder)
    tied.run(CALLS)
    assert tied.calls() == ["load acme today"]
    larder.run("caches", "undo", tied.folder, exit=4)
    assert not (tied.store / ".larder-trash").exists()


def test_another_upload_while_a_change_is_known_counts_as_well(larder, exports, tied):
    exports.upload("a.csv", "fixed\n")
    larder.run("check", exports.name, exit=3)
    tied.run(CALLS)
    assert tied.calls() == ["load acme today"]
    larder.run("check", exports.name, exit=3)
    tied.run(CALLS)
    assert tied.calls() == [], "it is the same upload still"
    exports.upload("a.csv", "fixed once more\n")
    larder.run("check", exports.name, exit=3)
    tied.run(CALLS)
    assert tied.calls() == ["load acme today"]


def test_ties_are_listed_and_untied(larder, exports, tied):
    [tie] = larder.json("caches", "ties")["ties"]
    assert (tie["dataset"], tie["call"], tie["kind"], tie["place"]) == \
        (exports.name, "load('acme')", "joblib", str(tied.store))
    assert "load('acme')" in larder.run("caches", "ties", exports.name).out
    larder.run("caches", "tie", exports.name, tied.folder, "--call", "load('acme')")
    assert len(larder.json("caches", "ties")["ties"]) == 1, "tied once"
    larder.run("caches", "untie", exports.name, "--function", "other", exit=4)
    larder.run("caches", "untie", exports.name, "/nonexistent/place", exit=4)
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
    assert "does not know" in larder.run("caches", "tie", exports.name, scripts.folder, "--older", "1d", exit=2).err
    for words in (("tie", exports.name, scripts.folder, "--function", "load", "--dry-run"), ("fsspec", exports.name, scripts.folder),
                  ("untie", exports.name, "--all"), ("fsspec", exports.name, "--function", "load"), ("ties", "--items")):
        assert "does not know" in larder.run("caches", *words, exit=2).err
    assert larder.json("caches", "ties")["ties"] == []
    larder.run("caches", "tie", exports.name, scripts.folder, "--function", "nosuch", exit=4)
    (larder.data / "datasets" / exports.name / "ties.json").write_text("{")
    assert "not readable" in larder.run("caches", "ties", exit=1).err
    assert "not readable" in larder.run("refresh", exports.name).err
    assert "not readable" in larder.run("why", exports.name).out


def test_a_tied_cache_that_is_gone_hinders_nothing(larder, exports, tied):
    aside = tied.store.rename(tied.folder / "elsewhere")
    exports.upload("a.csv", "fixed\n")
    refreshed = larder.run("refresh", exports.name)
    trouble = f"a cache was not brought in step: it is not there ({tied.store})"
    assert f"{exports.name}: {trouble}" in refreshed.err
    assert larder.json("refresh", exports.name)["runs"][0]["cache_troubles"] == [trouble], "until it is mended"
    assert trouble in larder.run("why", exports.name).out
    assert larder.json("why", exports.name)["cache_troubles"] == [trouble]
    [tie] = larder.json("caches", "ties")["ties"]
    assert tie["trouble"] == trouble
    larder.run("caches", "untie", exports.name, tied.store)
    assert "in step" not in larder.run("refresh", exports.name).err
    aside.rename(tied.store)
    tied.run(CALLS)
    assert tied.calls() == []


@pytest.mark.needs_root
def test_a_cache_that_cannot_be_written_is_told_once_and_tended_later(larder, exports, tied):
    subprocess.run(["mount", "--bind", tied.store, tied.store], check=True)
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", tied.store], check=True)
        exports.upload("a.csv", "fixed\n")
        for _ in range(3):
            assert "Read-only file system" in larder.run("refresh", exports.name).err
        assert "Read-only file system" in larder.run("why", exports.name).out
        [tie] = larder.json("caches", "ties")["ties"]
        assert "Read-only file system" in tie["trouble"]
        assert "Read-only file system" in larder.run("caches", "ties").out
    finally:
        subprocess.run(["umount", tied.store], check=True)
    later = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 30 * 60))
    larder.at(later).run("refresh", exports.name)
    assert larder.json("caches", "ties")["ties"][0]["trouble"] is None
    assert "Read-only" not in larder.run("why", exports.name).out
    tied.run(CALLS)
    assert tied.calls() == ["load acme today"]


def test_what_ctrl_c_left_is_tended_by_the_next_run(larder, scripts, tmp_path):
    wanted = tmp_path / "stop"
    script = f'[ ! -e {wanted} ] || {{ kill -INT $PPID; sleep 60; }}; echo 1 > "$LARDER_OUT/a"'
    larder.run("add", "acme/script", f"command:{script}", "--no-probe")
    larder.run("refresh", "acme/script")
    scripts.run("import etl; etl.load('acme')")
    larder.run("caches", "tie", "acme/script", scripts.folder, "--function", "load")
    [metadata] = scripts.store.rglob("metadata.json")
    metadata.write_text(json.dumps(json.loads(metadata.read_text()) | {"time": 1000.0}))
    wanted.touch()
    later = [time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + minutes * 60)) for minutes in (30, 31)]
    larder.at(later[0]).run("refresh", "acme/script", exit=130)
    assert metadata.exists(), "nothing more was tended"
    wanted.unlink()
    larder.at(later[1]).run("refresh", "acme/script")
    assert not metadata.exists()


def test_many_ties_of_one_cache_read_it_once(larder, exports, scripts):
    """Else 300 ties to 300 items take minutes."""
    scripts.run("import etl\nfor number in range(300): etl.load(f'customer-{number}')")
    scripts.calls()
    listed = larder.json("caches", scripts.folder, "--items")["places"][0]["item_list"]
    for letter in "0123456789abcdef":
        larder.run("caches", "tie", exports.name, scripts.folder, "--item", letter, exit=None)
    assert len(larder.json("caches", "ties")["ties"]) == len(listed) == 300
    exports.upload("a.csv", "fixed\n")
    larder.run("refresh", exports.name)
    [place] = larder.json("caches", scripts.folder)["places"]
    assert place["items"] == 0 and not (scripts.store / ".larder-trash").exists()


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


def test_a_file_that_did_not_change_is_neither_taken_away_nor_written(larder, exports, files):
    larder.run("caches", "tie", exports.name, files.folder)
    [b] = [file for file in files.folder.glob("?" * 64) if file.read_text() == "b\n"]
    before = b.stat().st_ino
    exports.upload("a.csv", "fixed\n")
    larder.run("refresh", exports.name)
    assert (b.stat().st_ino, files.read("b.csv")) == (before, "b\n")
    assert not (files.folder / ".larder-trash").exists()


def test_an_entry_that_names_what_is_no_data_is_left_alone(larder, exports, files):
    """What lies at the customer's could else become the list itself, which an old fsspec unpickles."""
    mine = files.folder / "precious.txt"
    mine.write_text("mine")
    listed = {str(exports.folder / name): {"original": str(exports.folder / name), "fn": fn, "blocks": True, "time": 1.0, "uid": "x"}
              for name, fn in (("a.csv", "cache"), ("b.csv", "precious.txt"), ("c.csv", ".larder-trash/x"))}
    exports.upload("c.csv", "c\n")
    (files.folder / "cache").write_text(json.dumps(listed))
    larder.run("caches", "tie", exports.name, files.folder)
    exports.upload("a.csv", "fixed\n")
    exports.upload("b.csv", "fixed\n")
    larder.run("refresh", exports.name)
    larder.run("caches", "evict", files.folder, "--item", str(exports.folder / "a.csv"), exit=4)
    assert json.loads((files.folder / "cache").read_text()) == listed
    assert mine.read_text() == "mine"


def test_an_archive_that_is_unpacked_is_tended_as_the_one_file_that_it_is(larder, scripts, tmp_path):
    archive = tmp_path / "all.zip"

    def upload(text: str) -> None:
        with zipfile.ZipFile(archive, "w") as packed:
            packed.writestr("a.csv", text)

    upload("first\n")
    larder.run("add", "acme/zip", archive, "--unpack", "auto")
    larder.run("refresh", "acme/zip")
    read = f"""
import fsspec, zipfile
with fsspec.open("filecache::file://{archive}", filecache={{"cache_storage": "{scripts.folder}/files"}}) as file:
    print(zipfile.ZipFile(file).read("a.csv").decode(), end="")
"""
    assert scripts.run(read) == "first\n"
    larder.run("caches", "tie", "acme/zip", scripts.folder / "files")
    upload("fixed, and longer\n")
    larder.run("refresh", "acme/zip")
    assert scripts.run(read) == "fixed, and longer\n"
    assert "came out of archives" in larder.run("caches", "fsspec", "acme/zip").out


def test_a_file_that_was_removed_at_the_source_goes(larder, exports, files):
    larder.run("caches", "tie", exports.name, files.folder)
    (exports.folder / "b.csv").unlink()
    larder.run("refresh", exports.name)
    [place] = larder.json("caches", files.folder, "--items")["places"]
    assert {Path(each["name"]).name: each["state"] for each in place["item_list"]} == {"a.csv": "whole", "b.csv": "ghost"}


READS = """
{imports}
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
        code = READS.format(imports=self.answer["imports"],
                            line=self.answer["python"].replace("~/.cache", str(self.scripts.folder)))
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


def test_a_source_that_fsspec_cannot_name_is_told(larder, files):
    larder.run("add", "acme/script", "command:echo 1 > \"$LARDER_OUT/a\"", "--no-probe")
    assert "fsspec has no name" in larder.run("caches", "fsspec", "acme/script", exit=1).err
    assert "fsspec has no name" in larder.run("caches", "tie", "acme/script", files.folder, exit=1).err


def test_an_expiry_that_fsspec_takes_for_never_is_refused(larder, exports):
    larder.run("caches", "fsspec", exports.name, "--expiry", "0s", exit=2)
    assert not (larder.data / "datasets" / exports.name / "fsspec").exists()


def test_a_layer_goes_when_the_dataset_means_what_fsspec_cannot_name(larder, exports, scripts):
    layer = Layer(larder, exports.name, scripts)
    larder.run("set", exports.name, "url=command:true", exit=None)
    assert not layer.folder.exists() or layer.listed == {}


@pytest.mark.parametrize(("url", "words", "options"), [
    ("s3://exports/daily/", ("--anonymous",), 's3={"anon": True}'),
    ("s3://exports/daily/", ("--profile", "acme", "--region", "eu-west-3"),
     's3={"profile": "acme", "client_kwargs": {"region_name": "eu-west-3"}}'),
    ("gs://exports/daily/", ("--anonymous",), 'gs={"token": "anon"}'),
    ("az://acmestore/exports/daily/", (), 'abfs={"account_name": "acmestore"}'),
    ("sftp://me@files.acme.example:2222/exports/", (), 'sftp={"host": "files.acme.example", "port": 2222, "username": "me"}'),
])
def test_the_printed_line_says_how_to_connect(larder, url, words, options):
    larder.run("add", "acme/far", url, *words, "--no-probe")
    assert larder.json("caches", "fsspec", "acme/far")["python"].endswith(f", {options})")
