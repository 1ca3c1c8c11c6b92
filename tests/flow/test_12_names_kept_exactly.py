"""Promise 12: empty objects and odd names are kept byte for byte, from a directory and from a web server."""

import os
import tarfile

import pytest

from support.observe import hashes, tree

NAME = "acme/odd"
NAMES = [
    "plain.csv",
    "empty.csv",
    "with space.csv",
    " leading and trailing ",
    "100%.csv",
    "a%20b.csv",
    "a b+c.csv",
    "a+b.csv",
    "number#1.csv",
    "why?.csv",
    "a?b=c&d=e",
    "quote\"double.csv",
    "quote'single.csv",
    "back\\slash.csv",
    "angle<b>.csv",
    "semi;colon:and=more,comma@at$dollar!.csv",
    "[brackets]{braces}~tilde^caret`tick|pipe.csv",
    "*star.csv",
    "-dash.csv",
    ".hidden",
    "..two-dots",
    "dots...",
    "caf\u00e9.csv",  # one code point
    "cafe\u0301.csv",  # two code points that look the same
    "\u65e5\u672c\u8a9e.csv",
    "\U0001f980.csv",
    "\u202eright-to-left.csv",
    "Case.csv",
    "case.csv",
    "CASE.csv",
    "x" * 255,
    "\u00e9" * 127,  # 254 bytes
    "folder/inner/file.csv",
    "folder with space/100%/a#b?.csv",
    "Folder/file.csv",
    "folder/file.csv",
    "very/deep/" + "d/" * 29 + "file.csv",
    "&amp;.csv",
    "con",
    "nul.csv",
]
FILES = {name: (b"" if name == "empty.csv" else f"content of {name}\n".encode()) for name in NAMES}


@pytest.fixture(params=["directory", "web server"])
def source(request, server, tmp_path) -> str:
    if request.param == "directory":
        folder = tmp_path / "exports of 100% + #1?"
        for name, content in FILES.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        return str(folder)
    for name, content in FILES.items():
        server.put(f"exports of 100% + #1?/{name}", content)
    return server.url("exports of 100% + #1?/")


def test_odd_names_are_kept_byte_for_byte(larder, source):
    larder.run("add", NAME, source)
    path = larder.path(NAME)
    assert tree(path) == hashes(FILES)
    assert os.stat(path / "empty.csv").st_size == 0
    assert larder.json("verify")["damaged"] == []
    second = larder.json("refresh", NAME)["runs"][0]
    assert second["outcome"] in ("unchanged", "identical")
    assert tree(larder.path(NAME)) == hashes(FILES)


def test_odd_names_can_be_listed_read_and_exported(larder, source, tmp_path):
    larder.run("add", NAME, source)
    larder.run("refresh", NAME)
    for name in ("why?.csv", "100%.csv", "caf\u00e9.csv", "cafe\u0301.csv", "folder/inner/file.csv", "empty.csv"):
        assert larder.run("cat", f"{NAME}/{name}").out == FILES[name].decode()
    unpacked = tmp_path / "unpacked"
    unpacked.mkdir()
    larder.run("export", NAME, "-o", str(tmp_path / "all.tar.gz"))
    with tarfile.open(tmp_path / "all.tar.gz") as archive:
        archive.extractall(unpacked, filter="data")
    assert tree(unpacked) == hashes(FILES)


def test_a_single_file_of_no_bytes_is_a_dataset(larder, server):
    server.put("nothing.csv", b"")
    larder.run("add", NAME, server.url("nothing.csv"))
    assert tree(larder.path(NAME)) == hashes({"nothing.csv": b""})
