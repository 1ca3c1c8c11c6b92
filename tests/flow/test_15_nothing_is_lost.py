"""Promise 15: bindings can be written down and applied elsewhere; a lost catalog, lost views, a missing disk, a cache
cleaner and a moved store lose nothing and mislead nobody."""

import shutil
from pathlib import Path

import pytest

from support.faults import Stall
from support.larder import Larder
from support.observe import bodies, hashes, no_requests, remove_tree, requests, tree

NAME = "acme/shipments"
OTHER = "globex/orders"
FIRST = {"a.csv": b"1\n", "b.csv": b"same\n"}
SECOND = FIRST | {"a.csv": b"2\n"}


@pytest.fixture
def furnished(larder, server) -> Larder:
    """Two customers, three snapshots of one dataset: the first is held, the second pinned."""
    for name, content in FIRST.items():
        server.put(f"acme/{name}", content)
    server.put("globex/o.csv", b"o\n")
    larder.run("add", NAME, server.url("acme/"), "--zone", "Europe/Paris", "--policy", "daily@06:30", "--keep", "5",
               "--exclude", "*.tmp", "--expect", "weekdays@06:00", "--recheck", "30m")
    larder.run("add", OTHER, server.url("globex/o.csv"), "--zone", "America/New_York", "--stale-if-error")
    larder.run("refresh", "--all")
    first = larder.path(NAME).name
    server.put("acme/a.csv", b"2\n")
    larder.run("refresh", NAME)
    second = larder.path(NAME).name
    larder.run("pin", NAME, second)
    larder.run("use", NAME, first)
    server.put("acme/a.csv", b"3\n")
    larder.run("refresh", NAME)
    return larder


def damage(file: Path) -> None:
    """Other bytes of the same size, in place: what no listing shows."""
    file.chmod(0o644)
    file.write_bytes(b"?" * file.stat().st_size)


def everything(larder: Larder) -> dict:
    """All that a person can see of bindings, snapshots, pins, holds and bytes."""
    return {
        "bindings": larder.run("dump").out,
        "status": larder.call("status", "--json").json(),
        "histories": [larder.json("history", name) for name in (NAME, OTHER)],
        "bytes": [tree(larder.path(name)) for name in (NAME, OTHER)],
    }


class TestApply:
    def test_dump_then_apply_in_a_fresh_home_gives_the_same_bindings(self, furnished, tmp_path):
        text = furnished.run("dump").out
        file = tmp_path / "larder.toml"
        file.write_text(text)
        fresh = Larder(tmp_path / "fresh")
        plan = fresh.run("apply", str(file))
        assert NAME in plan.out + plan.err and OTHER in plan.out + plan.err, "the plan is shown"
        assert fresh.run("dump").out == text

    def test_a_second_apply_changes_nothing_and_says_so(self, furnished, tmp_path):
        file = tmp_path / "larder.toml"
        file.write_text(furnished.run("dump").out)
        before = everything(furnished)
        datasets = {path: path.read_bytes() for path in furnished.data.glob("datasets/*/*/*.json")}
        plan = furnished.json("apply", str(file))["plan"]
        assert {step["action"] for step in plan} == {"keep"}
        assert {path: path.read_bytes() for path in furnished.data.glob("datasets/*/*/*.json")} == datasets
        assert everything(furnished) == before

    def test_a_change_in_the_file_is_shown_and_applied(self, furnished, tmp_path):
        file = tmp_path / "larder.toml"
        text = furnished.run("dump").out
        assert text.count("daily@06:30") == 1
        file.write_text(text.replace("daily@06:30", "daily@07:45"))
        answer = furnished.run("apply", str(file))
        assert "daily@07:45" in answer.out + answer.err
        assert furnished.row(NAME)["policy"] == "daily@07:45"
        assert len(furnished.json("history", NAME)["snapshots"]) == 3

    @pytest.mark.parametrize("place", ["first", "last"])
    def test_an_unknown_key_is_refused_by_name_and_nothing_is_applied(self, furnished, tmp_path, place):
        file = tmp_path / "larder.toml"
        text = furnished.run("dump").out.replace("daily@06:30", "daily@07:45")
        odd = 'colour_of_bike = "red"\n'
        file.write_text(odd + text if place == "first" else text.rstrip("\n") + "\n" + odd)
        answer = furnished.run("apply", str(file), exit=2)
        assert "colour_of_bike" in answer.err
        assert furnished.row(NAME)["policy"] == "daily@06:30"

    def test_a_dump_holds_no_secret_and_no_password_can_be_applied(self, larder, tmp_path, server):
        server.put("a.csv", b"1\n")
        larder.run("add", NAME, server.url("a.csv"))
        file = tmp_path / "larder.toml"
        text = larder.run("dump").out
        file.write_text(text.replace("http://127", "http://joe:hunter2hunter2@127"))
        fresh = Larder(tmp_path / "fresh")
        answer = fresh.run("apply", str(file), exit=2)
        assert "hunter2hunter2" not in answer.out + answer.err
        assert not list(fresh.data.glob("datasets/*/*"))


class TestLostFiles:
    @pytest.mark.parametrize("damage", ["deleted", "truncated", "garbage"])
    def test_the_catalog_is_rebuilt(self, furnished, server, damage):
        before = everything(furnished)
        for file in furnished.data.glob("catalog.sqlite*"):
            if damage == "deleted" or file.name != "catalog.sqlite":
                file.unlink()
            else:
                file.write_bytes(file.read_bytes()[:1000] if damage == "truncated" else b"garbage " * 4096)
        with no_requests(server):
            assert everything(furnished) == before
        furnished.run("doctor")
        assert everything(furnished) == before

    @pytest.mark.parametrize("damage", ["deleted", "truncated", "garbage"])
    def test_every_current_json_is_rebuilt(self, furnished, server, damage):
        before = everything(furnished)
        views = list(furnished.data.glob("datasets/*/*/current.json"))
        assert len(views) == 2
        for view in views:
            if damage == "deleted":
                view.unlink()
            else:
                view.write_bytes(view.read_bytes()[:40] if damage == "truncated" else b"\0garbage")
        with no_requests(server):
            assert everything(furnished) == before

    def test_both_at_once(self, furnished, server):
        before = everything(furnished)
        for file in [*furnished.data.glob("catalog.sqlite*"), *furnished.data.glob("datasets/*/*/current.json")]:
            file.unlink()
        with no_requests(server):
            assert everything(furnished) == before

    def test_a_lost_record_asks_the_source_again_and_keeps_snapshots_pins_and_hold(self, furnished):
        before = everything(furnished)
        (furnished.data / "datasets" / NAME / "record.json").unlink()
        after = everything(furnished)
        assert after["histories"] == before["histories"]
        assert after["bytes"] == before["bytes"]
        assert after["bindings"] == before["bindings"]

    def test_a_catalog_of_a_newer_program_is_refused_and_left_alone(self, furnished):
        import sqlite3
        catalog = furnished.data / "catalog.sqlite"
        connection = sqlite3.connect(catalog)
        connection.execute("PRAGMA user_version = 9999")
        connection.commit()
        connection.close()
        before = {file.name: file.read_bytes() for file in furnished.data.glob("catalog*")}
        states = {row["dataset"]: row["state"] for row in furnished.json("status", exit=None)["datasets"]}
        assert states.keys() == {NAME, OTHER}, "the files tell everything"
        furnished.run("history", NAME)
        furnished.run("refresh", "--all")
        answer = furnished.json("doctor", exit=1)
        (wrong,) = [check for check in answer["checks"] if check["health"] == "problem"]
        assert wrong["subject"] == "catalog" and "newer" in wrong["message"] and wrong["hint"], wrong
        after = {file.name: file.read_bytes() for file in furnished.data.glob("catalog*")}
        assert after == before, "it is never guessed at, nor replaced"


class TestTheStore:
    def test_a_missing_disk_is_refused_and_never_refilled_and_comes_back_as_it_was(self, furnished, server, tmp_path):
        before = everything(furnished)
        away = tmp_path / "unplugged"
        furnished.store.rename(away)
        with no_requests(server):
            for command in (["path", NAME], ["refresh", NAME], ["path", NAME, "--offline"]):
                answer = furnished.run(*command, exit=1)
                assert answer.out == "" and "store" in answer.err.lower(), answer
        furnished.store.mkdir()  # an empty mount point
        with no_requests(server):
            furnished.run("refresh", NAME, exit=1)
        assert list(furnished.store.iterdir()) == []
        furnished.store.rmdir()

        away.rename(furnished.store)
        with no_requests(server):
            assert everything(furnished) == before

    def test_a_foreign_store_in_its_place_is_refused(self, furnished, tmp_path, server):
        server.put("x.csv", b"x\n")
        stranger = Larder(tmp_path / "stranger")
        stranger.run("add", "x/y", server.url("x.csv"))
        stranger.run("refresh", "x/y")
        away = tmp_path / "unplugged"
        furnished.store.rename(away)
        shutil.copytree(stranger.store, furnished.store)
        furnished.run("refresh", NAME, exit=1)
        assert furnished.run("path", NAME, exit=1).out == ""

    def test_snapshots_removed_by_a_cache_cleaner_are_a_miss_and_not_a_dead_path(self, furnished, server):
        furnished.run("use", NAME, "latest")
        path = furnished.path(NAME)
        content = tree(path)
        remove_tree(furnished.store / "snapshots")
        assert furnished.row(NAME)["state"] != "fresh"
        again = furnished.path(NAME)
        assert again.is_dir() and tree(again) == content

    def test_a_cleaned_cache_is_refused_with_a_sentence_rather_than_a_dead_path_when_offline(self, furnished, server):
        furnished.run("use", NAME, "latest")
        path = furnished.path(NAME)
        remove_tree(path)
        answer = furnished.call("path", NAME, "--offline")
        assert answer.exit != 0 and answer.err.strip()
        assert answer.line == "" or tree(answer.line)

    def test_the_newest_snapshot_alone_removed_is_made_again_and_not_replaced_by_an_older_one(self, furnished, server):
        furnished.run("use", NAME, "latest")
        newest = furnished.path(NAME)
        content = tree(newest)
        remove_tree(newest)
        with requests(server) as asked:
            path = furnished.path(NAME)
        assert tree(path) == content == hashes({"a.csv": b"3\n", "b.csv": b"same\n"})
        assert bodies(asked) == [], "its bytes are still in the store"

    def test_blobs_removed_by_a_cache_cleaner_are_fetched_again(self, furnished, server):
        furnished.run("use", NAME, "latest")
        remove_tree(furnished.store / "blobs")
        remove_tree(furnished.store / "snapshots")
        with requests(server) as asked:
            path = furnished.path(NAME)
        assert sorted(set(bodies(asked))) == ["acme/a.csv", "acme/b.csv"]
        assert tree(path) == hashes({"a.csv": b"3\n", "b.csv": b"same\n"})

    def test_a_reader_reads_on_while_the_store_moves(self, furnished, server, tmp_path):
        before = everything(furnished)
        old = furnished.path(NAME)
        content = tree(old)
        with open(old / "a.csv", "rb") as reading:
            first = reading.read(1)
            new_place = tmp_path / "another disk" / "larder"
            new_place.parent.mkdir()
            furnished.run("config", f"store={new_place}")
            assert first + reading.read() == FIRST["a.csv"]
        assert tree(old) == content, "who was told the old path reads on"
        moved = furnished.path(NAME)
        assert str(moved).startswith(str(new_place)) and tree(moved) == content
        after = everything(furnished)
        assert after["histories"] == before["histories"] and after["bindings"] == before["bindings"]
        server.put("acme/a.csv", b"4\n")
        furnished.run("refresh", NAME)
        assert furnished.json("verify")["damaged"] == []

    def test_a_damaged_file_is_found_by_verify_and_mended_by_repair(self, furnished):
        furnished.run("use", NAME, "latest")
        victim = furnished.path(NAME) / "a.csv"
        victim.chmod(0o644)
        victim.write_bytes(b"9\n")
        assert len(furnished.json("verify", exit=1)["damaged"]) >= 1
        furnished.run("verify", "--repair")
        assert tree(furnished.path(NAME)) == hashes({"a.csv": b"3\n", "b.csv": b"same\n"})
        assert furnished.json("verify")["damaged"] == []

    def test_repair_loses_nothing_while_the_source_is_away(self, furnished, server):
        furnished.run("use", NAME, "latest")
        newest = furnished.path(NAME)
        damage(newest / "a.csv")
        server.answer("acme/", lambda handler: handler.reply(404, b"", path="acme/"))
        assert "404" in furnished.run("verify", "--repair", exit=1).err
        assert newest.name in [row["id"] for row in furnished.json("history", NAME)["snapshots"]]
        assert (newest / "b.csv").read_bytes() == b"same\n"
        assert furnished.run("path", NAME, exit=4).out == "", "what is known to be damaged is not fresh"

        server.answer("acme/", None)
        assert tree(furnished.path(NAME)) == hashes({"a.csv": b"3\n", "b.csv": b"same\n"})

    def test_damage_that_verify_found_is_mended_by_the_next_reader(self, furnished):
        furnished.run("use", NAME, "latest")
        newest = furnished.path(NAME)
        damage(newest / "a.csv")
        furnished.run("verify", exit=1)
        assert tree(furnished.path(NAME)) == hashes({"a.csv": b"3\n", "b.csv": b"same\n"})
        assert furnished.path(NAME) == newest, "the same snapshot, whole again"

    def test_bytes_that_older_snapshots_share_are_mended_in_all_of_them(self, furnished):
        furnished.run("use", NAME, "latest")
        damage(furnished.path(NAME) / "b.csv")
        furnished.run("verify", "--repair")
        assert furnished.json("verify")["damaged"] == []

    def test_a_forced_refresh_mends_too(self, furnished):
        furnished.run("use", NAME, "latest")
        newest = furnished.path(NAME)
        damage(newest / "a.csv")
        furnished.run("refresh", NAME, "--force")
        assert tree(furnished.path(NAME)) == hashes({"a.csv": b"3\n", "b.csv": b"same\n"})


class TestForget:
    def test_forgetting_removes_every_byte_of_a_customer_and_no_one_elses(self, furnished, server):
        server.put("acme/secret.csv", b"SECRET-OF-ACME\n" * 10)
        furnished.run("refresh", NAME)
        stall = Stall(after=5)
        server.put("acme/secret2.csv", b"SECRET-OF-ACME\n" * 1000)
        server.sending("acme/secret2.csv", stall)
        dying = furnished.start("refresh", NAME)
        stall.wait()
        dying.kill()
        dying.communicate()
        stall.release()

        furnished.run("forget", "acme", exit=2)  # without a terminal it needs --yes
        furnished.run("forget", "acme", "--yes")
        left = [path for path in furnished.home.rglob("*") if path.is_file() and b"SECRET-OF-ACME" in path.read_bytes()]
        assert left == []
        assert not [path for path in furnished.home.rglob("*acme*")]
        furnished.run("path", NAME, exit=4)
        assert tree(furnished.path(OTHER)) == hashes({"o.csv": b"o\n"})
        assert [row["dataset"] for row in furnished.call("status", "--json").json()["datasets"]] == [OTHER]
