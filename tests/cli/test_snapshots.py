"""history, diff, use, pin, export, ls, cat: snapshots as people handle them."""

import fcntl
import hashlib
import io
import json
import tarfile
import zipfile

import pytest

from support.observe import remove_tree, wait_until_waiting

NAMES = {"a.csv": b"one\n", "empty": b"", "sub/b c.csv": b"two\n", "sub/deep/ü%+#?.csv": "três\n".encode(), "Sub/x": b"X"}


@pytest.fixture
def twice(larder, tmp_path):
    """A directory dataset with two snapshots."""
    exports = tmp_path / "exports"
    for name, content in NAMES.items():
        (exports / name).parent.mkdir(parents=True, exist_ok=True)
        (exports / name).write_bytes(content)
    larder.run("add", "acme/x", str(exports))
    larder.run("refresh", "acme/x")
    (exports / "a.csv").write_bytes(b"uno, dos\n")
    (exports / "empty").unlink()
    (exports / "new.csv").write_bytes(b"new\n")
    larder.run("refresh", "acme/x")
    larder.ids = [snapshot["id"] for snapshot in larder.json("history", "acme/x")["snapshots"]]
    assert len(larder.ids) == 2
    return larder


def test_history_lists_the_newest_first_with_its_marks(twice):
    newest, oldest = twice.json("history", "acme/x")["snapshots"]
    assert newest["current"] and not oldest["current"] and not oldest["pinned"] and not oldest["held"]
    assert newest["files"] == 5 and oldest["files"] == 5 and oldest["bytes"] == 4 + 4 + len("três\n".encode()) + 1
    lines = twice.run("history", "acme/x").out.splitlines()
    assert lines[1].startswith(newest["id"]) and "current, newest" in lines[1]


def test_diff_compares_the_newest_with_the_one_before(twice):
    found = twice.json("diff", "acme/x")
    assert (found["from"], found["to"]) == (twice.ids[1], twice.ids[0])
    assert found["added"] == ["new.csv"] and found["removed"] == ["empty"] and found["changed"] == ["a.csv"]
    assert found["identical"] == ["Sub/x", "sub/b c.csv", "sub/deep/ü%+#?.csv"]
    out = twice.run("diff", "acme/x").out
    assert "+ new.csv" in out and "- empty" in out and "~ a.csv" in out


def test_diff_takes_any_two_in_any_order(twice):
    back = twice.json("diff", "acme/x", twice.ids[0], twice.ids[1])
    assert back["added"] == ["empty"] and back["removed"] == ["new.csv"]
    same = twice.json("diff", "acme/x", twice.ids[0], "latest")
    assert same["changed"] == [] and len(same["identical"]) == 5
    twice.run("diff", "acme/x", "19990101", exit=4)


def test_a_first_snapshot_has_nothing_to_compare_with(larder, tmp_path):
    (tmp_path / "e").mkdir()
    (tmp_path / "e/a").write_bytes(b"1")
    larder.run("add", "acme/x", str(tmp_path / "e"))
    larder.run("diff", "acme/x", exit=4)
    larder.run("refresh", "acme/x")
    assert "nothing to compare" in larder.run("diff", "acme/x", exit=4).err


def test_use_holds_an_older_snapshot_until_latest(twice):
    newest, oldest = twice.ids
    told = twice.json("use", "acme/x", oldest)
    assert told["current"] == oldest and told["held"] is True
    row = twice.row("acme/x")
    assert row["state"] == "held" and row["snapshot"] == oldest
    answer = twice.run("path", "acme/x")
    assert answer.line.endswith(oldest) and "held" in answer.err
    assert twice.json("use", "acme/x", "latest")["current"] == newest
    assert twice.path("acme/x").name == newest


def test_unique_beginnings_of_a_snapshot_suffice(twice):
    newest, oldest = twice.ids
    common = len([1 for a, b in zip(newest, oldest) if a == b])
    assert twice.json("pin", "acme/x", oldest[:-1])["pins"] == [oldest]
    several = twice.run("pin", "acme/x", oldest[:8], exit=2)
    assert newest in several.err and oldest in several.err
    assert common >= 8
    assert twice.json("unpin", "acme/x", oldest[:-1])["pins"] == []


def test_pins_are_marked_and_set_once(twice):
    twice.run("pin", "acme/x", twice.ids[1])
    twice.run("pin", "acme/x", twice.ids[1])
    assert twice.record("acme/x")["pins"] == [twice.ids[1]]
    assert twice.json("history", "acme/x")["snapshots"][1]["pinned"] is True


@pytest.mark.parametrize("command", ["use", "pin"])
def test_a_snapshot_that_is_pruned_while_it_is_chosen_is_not_found(twice, command):
    oldest = twice.ids[1]
    with open(twice.data / "datasets/acme/x/record.lock", "rb+") as record:
        fcntl.lockf(record, fcntl.LOCK_EX)  # as prune does
        choosing = twice.start(command, "acme/x", oldest)
        wait_until_waiting([choosing])
        remove_tree(twice.store / "snapshots/acme/x" / oldest)
    _, err = choosing.communicate(timeout=60)
    assert choosing.returncode == 4 and f'no snapshot "{oldest}" any more' in err
    assert (twice.record("acme/x")["pins"], twice.row("acme/x")["held"]) == ([], False)


def test_ls_looks_inside(twice):
    assert twice.run("ls", "acme/x").out.splitlines() == ["Sub/", "a.csv", "new.csv", "sub/"]
    assert twice.run("ls", "acme/x/sub").out.splitlines() == ["b c.csv", "deep/"]
    assert twice.run("ls", "-R", "acme/x/sub/").out.splitlines() == ["b c.csv", "deep/ü%+#?.csv"]
    assert "empty" in twice.run("ls", f"acme/x@{twice.ids[1]}").out
    entry = twice.json("ls", "acme/x/a.csv")["entries"][0]
    assert entry["bytes"] == 9 and entry["sha256"] == hashlib.sha256(b"uno, dos\n").hexdigest()
    assert "9 bytes" in twice.run("ls", "-l", "acme/x").out
    twice.run("ls", "acme/x/nothing", exit=4)


def test_cat_gives_the_bytes_as_they_are(twice):
    assert twice.run("cat", "acme/x/a.csv").out == "uno, dos\n"
    assert twice.run("cat", f"acme/x@{twice.ids[1]}/a.csv").out == "one\n"
    assert twice.run("cat", "acme/x/sub/deep/ü%+#?.csv").out == "três\n"
    twice.run("cat", "acme/x/sub", exit=4)
    for nothing in ("acme/x", "acme/x/", f"acme/x@{twice.ids[1]}"):
        answer = twice.run("cat", nothing, exit=2)
        assert "names no file" in answer.err and "larder ls" in answer.err
    about = twice.json("cat", "acme/x/a.csv")
    assert about["bytes"] == 9 and about["file"].endswith("/a.csv")


def test_a_reader_that_goes_away_is_no_failure(larder, tmp_path):
    (tmp_path / "e").mkdir()
    (tmp_path / "e/big").write_bytes(b"x" * 5_000_000)
    larder.run("add", "acme/x", str(tmp_path / "e"))
    larder.run("refresh", "acme/x")
    process = larder.start("cat", "acme/x/big")
    assert process.stdout.read(10) == "x" * 10
    process.stdout.close()
    assert process.wait(30) == 0
    assert process.stderr.read() == ""


def test_a_full_stdout_is_said(twice):
    with open("/dev/full", "w") as full:
        process = twice.start("cat", "acme/x/a.csv", stdout=full)
        _, err = process.communicate(timeout=30)
    assert process.returncode == 8 and "stdout" in err


@pytest.mark.parametrize("suffix", ["zip", "tar.gz", "tar.zst"])
def test_export_writes_the_whole_snapshot_as_one_archive(twice, tmp_path, suffix):
    target = tmp_path / f"out.{suffix}"
    told = twice.json("export", f"acme/x@{twice.ids[1]}", "-o", str(target))
    assert told["files"] == 5 and told["bytes"] == target.stat().st_size
    assert members(target, suffix) == NAMES


def test_export_replaces_nothing_that_nobody_agreed_to(twice, tmp_path):
    target = tmp_path / "x.zip"
    target.write_text("mine")
    refused = twice.run("export", "acme/x", "-o", str(target), exit=2)
    assert f"{target} is there already; --force replaces it" in refused.err
    assert target.read_text() == "mine"
    twice.run("export", "acme/x", "-o", str(target), "--force")
    assert members(target, "zip")


def members(path, suffix) -> dict[str, bytes]:
    if suffix == "zip":
        with zipfile.ZipFile(path) as archive:
            return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
    content = path.read_bytes()
    if suffix == "tar.zst":
        import subprocess
        content = subprocess.run(["zstd", "-dc", path], capture_output=True, check=True).stdout
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        return {member.name: archive.extractfile(member).read() for member in archive if member.isfile()}


def test_export_refuses_what_it_cannot_do(twice, tmp_path):
    twice.run("export", "acme/x/sub", "-o", str(tmp_path / "x.zip"), exit=2)
    assert "nowhere/x.zip" in twice.run("export", "acme/x", "-o", str(tmp_path / "nowhere/x.zip"), exit=1).err
    assert not (tmp_path / "nowhere").exists()


def test_nothing_to_look_into_before_the_first_fetch(larder, tmp_path):
    (tmp_path / "e").mkdir()
    larder.run("add", "acme/x", str(tmp_path / "e"))
    for words in (["ls", "acme/x"], ["cat", "acme/x/a"], ["export", "acme/x", "-o", "x.zip"]):
        assert "larder refresh acme/x" in larder.run(*words, exit=4).err
    assert larder.json("history", "acme/x") == {"dataset": "acme/x", "snapshots": []}
    json.loads(larder.run("ls", "acme/x", "--json", exit=4).out)
