"""Promise 10: a full disk, a read-only store, a file system without hard links or with few of them: it works, or one
sentence says what to do; exit 8 means no space; nothing half-done is ever visible."""

import os
import subprocess
from contextlib import contextmanager
from pathlib import Path

import pytest

from support.larder import Larder
from support.observe import bodies, hashes, no_requests, requests, tree

NAME = "acme/shipments"
MIB = 1 << 20


@contextmanager
def mounted_tmpfs(place: Path, size: int):
    place.mkdir(parents=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size},mode=700", "larder-test", place], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", place], check=True)


@pytest.mark.needs_root
class TestFull:
    @pytest.fixture
    def small(self, tmp_path):
        with mounted_tmpfs(tmp_path / "disk", 8 * MIB) as disk:
            yield Larder(disk / "home")

    def leftovers(self, larder: Larder) -> list[Path]:
        return [path for path in (larder.store / "staging").rglob("*")]

    def test_space_is_checked_before_anything_large_is_fetched(self, small, server):
        server.put("acme/big.bin", bytes(16 * MIB))
        small.run("add", NAME, server.url("acme/"))
        with requests(server) as asked:
            answer = small.run("path", NAME, exit=8)
        assert bodies(asked) == []
        assert answer.out == "" and "space" in answer.err
        assert small.row(NAME)["state"] in ("failed", "missing")

    def test_a_disk_that_fills_on_the_way_leaves_the_old_snapshot_and_no_rubbish(self, small, server):
        server.put("acme/a.bin", b"old")
        small.run("add", NAME, server.url("acme/"))
        old = small.path(NAME)

        def size_is_not_told(handler):
            if handler.command == "HEAD":
                handler.reply(200, b"", {"ETag": '"big"'}, path="acme/a.bin")
                return
            handler.send_response(200)
            handler.send_header("ETag", '"big"')
            handler.send_header("Transfer-Encoding", "chunked")
            handler.end_headers()
            try:
                for _ in range(16):
                    handler.wfile.write(b"%x\r\n" % MIB + bytes(MIB) + b"\r\n")
                handler.wfile.write(b"0\r\n\r\n")
            except OSError:
                handler.close_connection = True

        server.answer("acme/a.bin", size_is_not_told)
        answer = small.run("refresh", NAME, exit=8)
        assert "space" in answer.err
        assert tree(old) == hashes({"a.bin": b"old"})
        assert len(small.json("history", NAME)["snapshots"]) == 1
        assert small.row(NAME)["state"] in ("failed", "stale")

        server.answer("acme/a.bin", None)
        server.put("acme/a.bin", b"new")
        assert tree(small.path(NAME)) == hashes({"a.bin": b"new"})
        assert self.leftovers(small) == []

    def test_when_not_a_byte_is_left_readers_still_get_their_copy(self, small, server):
        server.put("acme/a.bin", b"old")
        small.run("add", NAME, server.url("acme/"))
        old = small.path(NAME)
        server.put("acme/a.bin", b"new" * 1000)

        filler = small.home.parent / "filler"
        with open(filler, "wb", buffering=0) as file:
            while True:
                try:
                    file.write(bytes(4096))
                except OSError:
                    break
        small.run("refresh", NAME, exit=8)
        small.run("path", NAME, exit=8)
        assert small.run("path", NAME, "--offline", exit=None).line == str(old)
        assert tree(old) == hashes({"a.bin": b"old"})

        filler.unlink()
        assert tree(small.path(NAME)) == hashes({"a.bin": b"new" * 1000})
        assert small.json("verify")["damaged"] == []


@pytest.mark.needs_root
def test_a_read_only_store_gives_what_it_has_and_says_why_it_takes_no_more(tmp_path, server):
    larder = Larder(tmp_path / "home")
    server.put("acme/a.bin", b"old")
    with mounted_tmpfs(larder.store, 8 * MIB) as disk:
        larder.run("add", NAME, server.url("acme/"))
        old = larder.path(NAME)
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        with no_requests(server):
            assert larder.path(NAME) == old
        server.put("acme/a.bin", b"new")
        answer = larder.run("refresh", NAME, exit=1)
        assert "read-only" in answer.err.lower()
        larder.run("path", NAME, exit=1)
        assert tree(old) == hashes({"a.bin": b"old"})
        subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
        assert tree(larder.path(NAME)) == hashes({"a.bin": b"new"})


NO_LINKS = r"""
#include <errno.h>
int link(const char *from, const char *to) { (void)from; (void)to; errno = EPERM; return -1; }
int linkat(int a, const char *from, int b, const char *to, int flags)
{ (void)a; (void)from; (void)b; (void)to; (void)flags; errno = EPERM; return -1; }
"""


@pytest.fixture
def without_hard_links(tmp_path) -> Larder:
    """As on FAT: link(2) answers EPERM. (A fault, because not every kernel here can mount FAT.)"""
    source, library = tmp_path / "nolinks.c", tmp_path / "nolinks.so"
    source.write_text(NO_LINKS)
    subprocess.run(["cc", "-shared", "-fPIC", "-o", library, source], check=True)
    return Larder(tmp_path / "home", LD_PRELOAD=str(library))


def test_a_store_without_hard_links_holds_whole_snapshots(without_hard_links, server):
    larder = without_hard_links
    first = {"a.csv": b"1\n", "b.csv": b"same\n", "c.csv": b"same\n"}
    for name, content in first.items():
        server.put(f"acme/{name}", content)
    larder.run("add", NAME, server.url("acme/"))
    old = larder.path(NAME)
    server.put("acme/a.csv", b"2\n")
    with requests(server) as asked:
        larder.run("refresh", NAME)
    new = larder.path(NAME)
    assert bodies(asked) == ["acme/a.csv"]
    assert tree(old) == hashes(first)
    assert tree(new) == hashes(first | {"a.csv": b"2\n"})
    assert larder.json("verify")["damaged"] == []


def test_seventy_thousand_equal_files_are_more_than_one_file_may_have_names(larder, tmp_path):
    count = 70_000
    exports = tmp_path / "exports"
    for folder in range(70):
        (exports / f"{folder:02}").mkdir(parents=True)
    originals = [exports / "00" / "00000", exports / "69" / "00000"]
    for original in originals:
        original.write_bytes(b"the same\n")
    for number in range(count):
        path = f"{exports}/{number // 1000:02}/{number % 1000:05}"
        if number % 1000 or number // 1000 not in (0, 69):
            os.link(originals[number % 2], path)
    larder.run("add", NAME, str(exports), "--no-probe")
    larder.run("refresh", NAME)
    path = larder.path(NAME)
    assert larder.row(NAME)["files"] == count
    sizes = [entry.stat().st_size for folder in os.scandir(path) for entry in os.scandir(folder.path)]
    assert len(sizes) == count and set(sizes) == {len(b"the same\n")}
    assert {(path / f"{number // 1000:02}/{number % 1000:05}").read_bytes() for number in range(0, count, 997)} == {b"the same\n"}
