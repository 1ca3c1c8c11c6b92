"""`larder://` through fsspec."""

from __future__ import annotations

import fsspec
import larder
import pytest
from larder.filesystem import LarderFileSystem

NAME = "acme/shipments"


@pytest.fixture
def filesystem(exports):
    fsspec.register_implementation("larder", LarderFileSystem, clobber=True)
    exports.write("2026/august.csv", "a\n")
    exports.write("2026/july.csv", "jj\n")
    LarderFileSystem.clear_instance_cache()
    return fsspec.filesystem("larder")


def test_reads_by_url(filesystem):
    with fsspec.open(f"larder://{NAME}/orders.csv", "rt") as file:
        assert file.read() == "day,total\nmonday,1\n"
    assert filesystem.cat(f"{NAME}/2026/july.csv") == b"jj\n"
    assert filesystem.cat_file(f"{NAME}/2026/july.csv", start=1, end=2) == b"j"
    assert filesystem.head(f"{NAME}/orders.csv", 3) == b"day"


def test_lists_customers_datasets_and_files(filesystem):
    assert filesystem.ls("larder://", detail=False) == ["acme"]
    assert filesystem.ls("acme", detail=False) == [NAME]
    assert filesystem.ls(NAME, detail=False) == [f"{NAME}/2026", f"{NAME}/orders.csv"]
    assert filesystem.glob(f"larder://{NAME}/*/*.csv") == [f"{NAME}/2026/august.csv", f"{NAME}/2026/july.csv"]
    assert filesystem.find(NAME) == [f"{NAME}/2026/august.csv", f"{NAME}/2026/july.csv", f"{NAME}/orders.csv"]
    assert [(place, sorted(files)) for place, _, files in filesystem.walk(NAME)] == [
        (NAME, ["orders.csv"]), (f"{NAME}/2026", ["august.csv", "july.csv"])]
    info = filesystem.info(f"{NAME}/2026/july.csv")
    assert (info["size"], info["type"], info["name"]) == (3, "file", f"{NAME}/2026/july.csv")
    assert filesystem.isdir(f"{NAME}/2026") and filesystem.isfile(f"{NAME}/orders.csv") and filesystem.exists("acme")
    assert filesystem.size(f"{NAME}/orders.csv") == 19
    assert filesystem.du(NAME) == 24


def test_what_is_not_there_is_told_as_every_file_system_tells_it(filesystem):
    for path in (f"{NAME}/none.csv", "acme/none/x.csv", "nobody", f"{NAME}/../../../etc/passwd", f"{NAME}/orders.csv/x", "A B/c"):
        assert not filesystem.exists(path), path
        with pytest.raises(FileNotFoundError):
            filesystem.info(path)
    with pytest.raises(IsADirectoryError):
        filesystem.open(NAME)


def test_is_read_only(filesystem):
    with pytest.raises((OSError, NotImplementedError)):
        filesystem.open(f"{NAME}/new.csv", "wb")
    with pytest.raises((OSError, NotImplementedError, PermissionError)):
        filesystem.rm(f"{NAME}/orders.csv")
    assert filesystem.exists(f"{NAME}/orders.csv")


def test_a_file_that_is_open_is_read_to_its_end(filesystem, exports):
    exports.write("large.csv", "old\n" * 500_000)
    larder.refresh(NAME)
    with filesystem.open(f"{NAME}/large.csv") as file:
        assert file.read(4) == b"old\n"
        exports.write("large.csv", "new\n" * 500_000)
        assert larder.refresh(NAME).switched
        assert set(file.read().split()) == {b"old"} and file.tell() == 2_000_000
    assert filesystem.head(f"{NAME}/large.csv", 4) == b"new\n"


def test_an_open_file_and_a_named_snapshot_stay_what_they_are(filesystem, exports):
    first = larder.path(NAME).name
    key = filesystem.ukey(f"{NAME}/orders.csv")
    with filesystem.open(f"{NAME}/orders.csv") as file:
        assert file.read(4) == b"day,"
        exports.write("orders.csv", "day,total\nmonday,2\n")
        larder.refresh(NAME)
        assert file.read() == b"total\nmonday,1\n"
    assert key == first != filesystem.ukey(f"{NAME}/orders.csv")
    assert filesystem.cat(f"{NAME}@{first}/orders.csv") == b"day,total\nmonday,1\n"
    assert filesystem.cat(f"{NAME}/orders.csv") == b"day,total\nmonday,2\n"
    assert filesystem.ls(f"{NAME}@{first}", detail=False) == [f"{NAME}@{first}/2026", f"{NAME}@{first}/orders.csv"]


def test_a_cache_in_front_is_right(filesystem, exports, tmp_path):
    def read() -> bytes:
        with fsspec.open(f"filecache::larder://{NAME}/orders.csv", filecache={"cache_storage": str(tmp_path / "c"), "check_files": True}) as file:
            return file.read()

    assert read() == read() == b"day,total\nmonday,1\n"
    exports.write("orders.csv", "day,total\nmonday,2\n")
    larder.refresh(NAME)
    assert read() == b"day,total\nmonday,2\n"


def test_offline_and_stale_are_options(exports):
    fsspec.register_implementation("larder", LarderFileSystem, clobber=True)
    with pytest.raises(larder.NotFresh):
        fsspec.filesystem("larder", offline=True).cat(f"{NAME}/orders.csv")
    larder.path(NAME)
    assert fsspec.filesystem("larder", offline=True).cat(f"{NAME}/orders.csv")
