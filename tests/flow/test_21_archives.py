"""Customers who send archives: opened while they are fetched, each member a file like any other; what is hostile or
damaged is refused with a sentence, and what was there stays."""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile

import pytest

from support import archives
from support.larder import program
from support.observe import hashes, tree

NAME = "acme/export"
LARGE = archives.noise(3_000_000)
DAY = {"a.csv": b"one\n", "sub/b.csv": b"two\n", "large.bin": LARGE}


MEASURE = """import os, sys
child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
_, status, used = os.wait4(child, 0)  # of it, and of the worker that it waited for
print(status, used.ru_maxrss)"""


def disk_usage(folder) -> int:
    """Bytes of all files below, those with several names once."""
    return sum({(status.st_dev, status.st_ino): status.st_size
                for path in folder.rglob("*") if path.is_file() for status in [path.lstat()]}.values())


def paths_of(answer, key) -> list[str]:
    return [change if isinstance(change, str) else change["path"] for change in answer[key]]


@pytest.fixture
def export(larder, server):
    """One zip that the address names itself."""
    server.put("export.zip", archives.zipped(DAY))
    larder.run("add", NAME, server.url("export.zip"), "--unpack", "auto", "--zone", "Europe/Paris")
    return larder


def test_members_are_the_files_of_the_snapshot(export, server):
    path = export.path(NAME)
    assert tree(path) == hashes(DAY)
    row = export.row(NAME)
    assert (row["files"], row["bytes"], row["state"]) == (3, sum(map(len, DAY.values())), "fresh")
    (run,) = export.json("refresh", NAME)["runs"]
    assert (run["outcome"], run["fetched_files"], run["fetched_bytes"]) == ("unchanged", 0, 0)
    assert server.bodies() == ["export.zip"], "an unchanged archive came twice"
    assert export.json("check", NAME)["datasets"][0]["remote"] == "same"
    assert export.json("verify")["damaged"] == []
    assert list((export.store / "partials").iterdir()) == [], "the archive itself is still there"


def test_one_changed_member_costs_that_member_alone(export, server):
    old = export.path(NAME)
    before = disk_usage(export.store)
    server.put("export.zip", archives.zipped(DAY | {"a.csv": b"ONE AND MORE\n", "new.csv": b"three\n"}), "2026-07-02T06:00:00Z")
    (run,) = export.json("refresh", NAME)["runs"]
    assert (run["outcome"], run["fetched_files"]) == ("fetched", 1)
    new = export.path(NAME)
    assert new != old and (new / "a.csv").read_bytes() == b"ONE AND MORE\n" and (old / "a.csv").read_bytes() == b"one\n"
    assert disk_usage(export.store) - before == len(b"ONE AND MORE\n") + len(b"three\n")
    assert (new / "large.bin").samefile(old / "large.bin")
    diff = export.json("diff", NAME)
    assert (paths_of(diff, "added"), paths_of(diff, "changed"), paths_of(diff, "removed")) == (["new.csv"], ["a.csv"], [])
    assert "1 added, 1 changed" in export.run("history", NAME).out + export.run("why", NAME).out \
        + (export.data / "datasets" / NAME / "manifests" / new.name).read_text()


def test_a_member_that_is_gone_stays_in_the_old_snapshot(export, server):
    old = export.path(NAME)
    server.put("export.zip", archives.zipped({name: DAY[name] for name in DAY if name != "a.csv"}), "2026-07-02T06:00:00Z")
    export.run("refresh", NAME)
    assert not (export.path(NAME) / "a.csv").exists()
    assert tree(old) == hashes(DAY)
    assert paths_of(export.json("diff", NAME), "removed") == ["a.csv"]


def test_the_same_members_packed_anew_are_identical_content(export, server):
    path = export.path(NAME)
    server.put("export.zip", archives.zipped(dict(reversed(DAY.items())), zipfile.ZIP_STORED), "2026-07-02T06:00:00Z")
    (run,) = export.json("refresh", NAME)["runs"]
    assert run["outcome"] == "identical"
    assert export.path(NAME) == path
    server.clear_log()
    (run,) = export.json("refresh", NAME)["runs"]
    assert run["outcome"] == "unchanged" and server.bodies() == []


def test_archives_in_a_folder_have_folders_of_their_own(larder, server):
    server.put("daily/one.zip", archives.zipped({"data.csv": b"1"}))
    server.put("daily/sub/two.tar.gz", gzip.compress(archives.tarred([archives.member("data.csv", b"2")])))
    server.put("daily/three.csv.gz", gzip.compress(b"3"))
    server.put("daily/readme.txt", b"read me")
    larder.run("add", NAME, server.url("daily/"), "--unpack", "auto")
    files = {"one/data.csv": b"1", "sub/two/data.csv": b"2", "three.csv": b"3", "readme.txt": b"read me"}
    assert tree(larder.path(NAME)) == hashes(files)
    # Only the archive that changed is fetched; the members of the others are taken over.
    server.put("daily/one.zip", archives.zipped({"data.csv": b"1+"}), "2026-07-02T06:00:00Z")
    server.clear_log()
    larder.run("refresh", NAME)
    assert server.bodies() == ["daily/one.zip"]
    assert tree(larder.path(NAME)) == hashes(files | {"one/data.csv": b"1+"})
    server.remove("daily/sub/two.tar.gz")
    larder.run("refresh", NAME)
    assert tree(larder.path(NAME)) == hashes({"one/data.csv": b"1+", "three.csv": b"3", "readme.txt": b"read me"})


@pytest.mark.parametrize("empty", ["empty zip", "folder in a zip", "empty tar"])
def test_an_archive_of_nothing_comes_is_renamed_and_goes(larder, server, empty):
    suffix, made = archives.MAKERS[empty][0], archives.make_bytes(empty)
    files = {"one/data.csv": b"1"}
    server.put("daily/one.zip", archives.zipped({"data.csv": b"1"}))
    larder.run("add", NAME, server.url("daily/"), "--unpack", "auto")
    larder.run("refresh", NAME)

    def taken_once(*bodies):
        server.clear_log()
        (run,) = larder.json("refresh", NAME)["runs"]
        assert (run["outcome"], server.bodies()) == ("fetched", list(bodies)), run
        assert (run["added"], run["changed"], run["removed"]) == (0, 0, 0)
        assert larder.json("refresh", NAME)["runs"][0]["outcome"] == "unchanged"
        assert larder.json("check", NAME)["datasets"][0]["remote"] == "same"
        assert server.bodies() == list(bodies), "it came twice"
        assert tree(larder.path(NAME)) == hashes(files)
        assert "the same files out of other archives" in (larder.data / "datasets" / NAME / "manifests"
                                                          / larder.path(NAME).name).read_text()

    server.put("daily/tuesday" + suffix, made)
    taken_once("daily/tuesday" + suffix)
    server.remove("daily/tuesday" + suffix)
    server.put("daily/late" + suffix, made)
    taken_once("daily/late" + suffix)
    server.put("daily/late" + suffix, made, "2026-07-02T06:00:00Z")
    assert larder.json("refresh", NAME)["runs"][0]["outcome"] == "identical"
    assert larder.json("refresh", NAME)["runs"][0]["outcome"] == "unchanged"
    server.remove("daily/late" + suffix)
    taken_once()


def test_an_archive_of_nothing_proves_nothing_at_another_place(larder, server):
    def put(folder, inside):
        server.put(f"{folder}/one.zip", archives.zipped({"data.csv": b"1"}))
        server.put(f"{folder}/tuesday.zip", archives.zipped({inside: b""}, zipfile.ZIP_STORED), "2026-07-01T06:00:00Z", etag='"1"')

    put("daily", "x/")
    put("moved", "xy")
    larder.run("add", NAME, server.url("daily/"), "--unpack", "auto")
    assert tree(larder.path(NAME)) == hashes({"one/data.csv": b"1"})
    larder.run("set", NAME, f"url={server.url('moved/')}")
    assert tree(larder.path(NAME)) == hashes({"one/data.csv": b"1", "tuesday/xy": b""})


def test_other_archives_of_the_same_files_answer_no_report(larder, server):
    server.put("daily/one.zip", archives.zipped({"data.csv": b"1"}))
    larder.run("add", NAME, server.url("daily/"), "--unpack", "auto")
    larder.run("refresh", NAME)
    larder.run("report", NAME, "the numbers are wrong")
    server.put("daily/tuesday.zip", archives.zipped({}))
    (run,) = larder.json("refresh", NAME)["runs"]
    assert (run["outcome"], run["answered_reports"]) == ("fetched", [])
    (report,) = larder.json("report", NAME)["reports"]
    assert report["closed_at"] is None and report["identical_at"]
    server.put("daily/one.zip", archives.zipped({"data.csv": b"2"}), "2026-07-02T06:00:00Z")
    assert larder.json("refresh", NAME)["runs"][0]["answered_reports"] == ["the numbers are wrong"]


def test_archives_of_nothing_do_not_empty_the_snapshot(export, server):
    old = export.path(NAME)
    server.put("export.zip", archives.zipped({}), "2026-07-02T06:00:00Z")
    for _ in range(2):
        answer = export.run("refresh", NAME, exit=4)
        assert "the source's archives hold nothing any more, but had 3 files" in answer.err
        assert f"larder set {NAME} allow-empty=yes" in answer.err
    assert export.json("refresh", NAME, exit=4)["runs"][0]["error"]["kind"] == "NotFound"
    offline = export.call("path", NAME, "--offline")
    assert offline.exit == 3 and offline.line == str(old) and tree(old) == hashes(DAY)
    export.run("set", NAME, "allow-empty=yes")
    assert tree(export.path(NAME)) == {}


def test_the_last_archive_that_holds_something_goes(larder, server):
    server.put("daily/one.zip", archives.zipped({"data.csv": b"1"}))
    server.put("daily/two.zip", archives.zipped({}))
    larder.run("add", NAME, server.url("daily/"), "--unpack", "auto")
    old = larder.path(NAME)
    server.remove("daily/one.zip")
    answer = larder.run("refresh", NAME, exit=4)
    assert "the source's archives hold nothing any more, but had 1 file" in answer.err
    assert larder.call("path", NAME, "--offline").line == str(old)


def test_an_archive_that_is_kept_stands_beside_its_members(larder, server):
    packed = archives.zipped(DAY)
    server.put("export.zip", packed)
    larder.run("add", NAME, server.url("export.zip"), "--unpack", "keep")
    assert tree(larder.path(NAME)) == hashes(DAY | {"export.zip": packed})
    server.clear_log()
    assert larder.json("refresh", NAME)["runs"][0]["outcome"] == "unchanged" and server.bodies() == []


def test_the_form_follows_the_binding(export, server):
    """Packed, both, unpacked: what is wanted in another form is no change at the source, and is there at the next read."""
    packed = archives.zipped(DAY)
    export.path(NAME)
    for unpack, files in (("never", {"export.zip": packed}), ("keep", DAY | {"export.zip": packed}), ("auto", DAY),
                          ("keep", DAY | {"export.zip": packed}), ("never", {"export.zip": packed}), ("auto", DAY)):
        export.run("set", NAME, f"unpack={unpack}")
        export.run("check", NAME, exit=3 if unpack else 0)
        assert tree(export.path(NAME)) == hashes(files), unpack
        assert export.json("refresh", NAME)["runs"][0]["outcome"] == "unchanged"
    assert f"unpack = \"auto\"" in export.run("dump").out


@pytest.mark.parametrize("hostile", ["up", "absolute", "drive", "link", "device", "twice", "case", "no text", "encrypted",
                                     "wrong crc", "cut in the middle", "bomb", "gz with a wrong sum"])
def test_a_hostile_archive_keeps_what_was_there(export, server, tmp_path, hostile):
    old = export.path(NAME)
    before = disk_usage(export.store)
    made = archives.make(hostile, tmp_path)
    kind = archives.MAKERS[hostile][0]
    if kind != ".zip":  # the same address must serve it
        server.remove("export.zip")
        export.run("set", NAME, f"url={server.url('export' + kind)}")
    server.put("export" + kind, made.read_bytes(), "2026-07-02T06:00:00Z")
    answer = export.run("refresh", NAME, exit=1)
    assert answer.err.count("\n") <= 3 and f"the archive \"export{kind}\"" in answer.err, answer
    (run,) = export.json("refresh", NAME, exit=1)["runs"]
    assert run["outcome"] == "failed" and run["error"]["kind"] in ("Unsupported", "Corrupt"), run
    offline = export.call("path", NAME, "--offline")
    assert offline.exit == 3 and offline.line == str(old)
    assert tree(old) == hashes(DAY)
    assert export.json("verify")["damaged"] == []
    assert [path for path in (export.store / "staging").rglob("*")] == []
    # And what is mended at the source is taken.
    server.put("export" + kind, archives.zipped(DAY) if kind == ".zip" else archives.sound_tar() if kind == ".tar"
               else gzip.compress(b"x"), "2026-07-03T06:00:00Z")
    export.run("refresh", NAME)
    assert export.row(NAME)["state"] == "fresh"
    export.run("prune")
    assert disk_usage(export.store) < before + 2_000_000


def test_a_refused_archive_is_not_downloaded_again(larder, server):
    server.put("export.zip", archives.flipped(archives.zipped({"a.csv": LARGE}, zipfile.ZIP_STORED), 1_000_000))
    larder.run("add", NAME, server.url("export.zip"), "--unpack", "auto")
    assert "ZIP bad CRC" in larder.run("refresh", NAME, exit=1).err
    (run,) = larder.json("refresh", NAME, exit=1)["runs"]
    assert run["fetched_bytes"] <= 1 and "ZIP bad CRC" in run["error"]["message"]
    server.put("export.zip", archives.zipped(DAY), "2026-07-02T06:00:00Z")
    assert tree(larder.path(NAME)) == hashes(DAY)


def test_two_files_for_one_place_are_refused_by_name(larder, server):
    server.put("daily/data.csv", b"plain")
    server.put("daily/data.csv.gz", gzip.compress(b"packed"))
    larder.run("add", NAME, server.url("daily/"), "--unpack", "auto")
    answer = larder.run("refresh", NAME, exit=1)
    assert "the archive \"data.csv.gz\" cannot be unpacked because of \"data.csv\": another file has its place" in answer.err
    larder.run("set", NAME, "exclude=*.gz")
    assert tree(larder.path(NAME)) == hashes({"data.csv": b"plain"})


def test_damage_in_a_member_is_mended_by_the_archive(export, server):
    path = export.path(NAME) / "a.csv"
    blobs = [blob for blob in (export.store / "blobs").glob("*/*") if blob.samefile(path)]
    for file in (*blobs, path):
        os.chmod(file, 0o644)
        file.write_bytes(b"bad\n")
    assert [damage["path"] for damage in export.json("verify", exit=1)["damaged"]]
    export.run("verify", "--repair", exit=None)
    assert tree(export.path(NAME)) == hashes(DAY)
    assert export.json("verify")["damaged"] == []


def test_a_copied_folder_of_archives(larder, tmp_path):
    """Directories too, and every kind of archive by the tools that people use."""
    folder = tmp_path / "share"
    folder.mkdir()
    kinds = ("zip by 7z", "zip by bsdtar", "tar in gnu form", "tar from inside", "tar by bsdtar", "tgz", "tar.bz2", "tar.xz")
    for kind in kinds:
        archives.make(kind, folder)
    archives.make("7z", folder)
    archives.make("xz", folder)
    larder.run("add", NAME, str(folder) + "/", "--unpack", "auto")
    expected = {f"{kind}/{name}": content for kind in kinds for name, content in archives.MEMBERS.items()}
    expected |= {f"7z/{name}": content for name, content in archives.COMPOSED.items()} | {"xz.csv": archives.LARGE}
    for name in ("tar.bz2/", "tar.xz/"):  # "tar.bz2.tar.bz2" without its suffix
        assert any(path.startswith(name) for path in expected)
    assert tree(larder.path(NAME)) == hashes(expected)


def test_a_large_archive_passes_through_little_memory(larder, server, tmp_path):
    with tarfile.open(tmp_path / "big.tar.gz", "w:gz", compresslevel=1) as archive:
        (tmp_path / "noise").write_bytes(LARGE * 50)
        archive.add(tmp_path / "noise", "noise.bin")
    larder.run("add", NAME, str(tmp_path / "big.tar.gz"), "--unpack", "auto")
    # A small process in between: what is measured of a child counts what its parent had when it was made.
    measured = subprocess.run([sys.executable, "-c", MEASURE, program(), "refresh", NAME], env=larder.environment,
                              capture_output=True, text=True)
    status, kilobytes = measured.stdout.split()[-2:]
    assert status == "0", measured
    assert (larder.path(NAME) / "noise.bin").stat().st_size == len(LARGE) * 50
    assert int(kilobytes) < 120_000, f"{kilobytes} KB"


def test_without_the_program_that_reads_archives(export, tmp_path, monkeypatch):
    """A broken installation is said, and nothing is lost."""
    programs = tmp_path / "programs"
    programs.mkdir()
    build = os.path.dirname(os.environ["LARDER_BIN"]) if "LARDER_BIN" in os.environ else None
    for name in ("larder", "larder-full"):
        shutil.copy(program().parent / name, programs / name)
    monkeypatch.setenv("LARDER_BIN", str(programs / "larder"))
    answer = export.run("refresh", NAME, exit=1)
    assert "the program that reads archives cannot be started" in answer.err
    monkeypatch.delenv("LARDER_BIN") if build is None else monkeypatch.setenv("LARDER_BIN", build + "/larder")
    assert tree(export.path(NAME)) == hashes(DAY)


class TestLookingIntoPackedOnes:
    @pytest.fixture
    def packed(self, larder, server):
        server.put("daily/export.zip", archives.zipped(archives.MEMBERS))
        server.put("daily/logs.tar.xz", archives.make_bytes("tar.xz"))
        server.put("daily/one.csv.gz", gzip.compress(b"1,2\n"))
        server.put("daily/odd!/x.zip!", b"odd names\n")
        server.put("daily/readme.txt", b"read me\n")
        server.put("daily/bad.zip", archives.make_bytes("up"))
        server.put("daily/nested.zip", archives.make_bytes("nested"))
        larder.run("add", NAME, server.url("daily/"))
        larder.run("refresh", NAME)
        return larder

    def test_ls_lists_members_as_it_lists_files(self, packed):
        assert packed.run("ls", f"{NAME}/export.zip!/").out.splitlines() == \
            ["a.csv", "deep/", "empty", "f\u00f6lder/", "large"]
        assert packed.run("ls", f"{NAME}/logs.tar.xz!/deep/").out.splitlines() == ["er/"]
        assert packed.run("ls", "-R", f"{NAME}/logs.tar.xz!/deep").out.splitlines() == ["er/b.csv"]
        assert packed.run("ls", f"{NAME}/one.csv.gz!/").line == "one.csv"
        table = packed.run("ls", "-l", f"{NAME}/logs.tar.xz!/").out
        assert "750.0 KB" in table or "768" in table, table
        entries = packed.json("ls", "-R", f"{NAME}/export.zip!/")["entries"]
        assert {entry["path"]: entry["bytes"] for entry in entries} == {
            name: len(content) for name, content in archives.MEMBERS.items()}
        assert {entry["sha256"] for entry in entries} == {None}

    def test_cat_prints_a_member(self, packed):
        for archive in ("export.zip", "logs.tar.xz"):
            assert packed.run("cat", f"{NAME}/{archive}!/deep/er/b.csv").out == "b" * 1000
        assert packed.run("cat", f"{NAME}/one.csv.gz!/one.csv").out == "1,2\n"
        assert packed.run("cat", f"{NAME}/export.zip!/f\u00f6lder/e\u0301 \U0001f4e6 50%+#.csv").out == "unicode"

    def test_names_with_an_exclamation_mark_are_names(self, packed):
        assert packed.run("ls", f"{NAME}/odd!/").line == "x.zip!"
        assert packed.run("cat", f"{NAME}/odd!/x.zip!").out == "odd names\n"

    def test_what_is_not_there_or_no_archive_is_said(self, packed):
        assert "the archive \"export.zip\" has no file \"other\"" in packed.run("cat", f"{NAME}/export.zip!/other", exit=4).err
        assert "has no" in packed.run("ls", f"{NAME}/export.zip!/other/", exit=4).err
        assert "\"readme.txt\" is no archive" in packed.run("ls", f"{NAME}/readme.txt!/", exit=1).err
        assert "leads out of the archive's folder" in packed.run("ls", f"{NAME}/bad.zip!/", exit=1).err
        assert packed.run("ls", f"{NAME}/nested.zip!/").out.splitlines() == ["inner.csv.gz", "inner.zip"]
        assert "has no" in packed.run("ls", f"{NAME}/nested.zip!/inner.zip!/", exit=4).err

    def test_a_reader_who_goes_away_ends_it(self, packed):
        process = packed.start("cat", f"{NAME}/export.zip!/large")
        process.stdout.close()
        assert process.wait(timeout=30) in (0, 1, -13, 141)
