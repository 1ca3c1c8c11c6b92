"""verify, prune, forget, config, doctor: the store's health from the command line."""

import json
import os
import pty
import stat
import time

import pytest

from support.observe import remove_tree


@pytest.fixture
def filled(larder, server):
    """acme/x with three snapshots, globex/y with one; some bytes shared."""
    server.put("shared.csv", b"shared\n")
    server.put("acme/shared.csv", b"shared\n")
    server.put("acme/a.csv", b"one\n")
    server.put("globex/shared.csv", b"shared\n")
    server.put("globex/secret-name.csv", b"secret content of globex\n")
    for day, content in ((1, b"one\n"), (2, b"two!\n"), (3, b"three\n")):
        server.put("acme/a.csv", content)
        if day == 1:
            larder.at("2026-08-01T09:00").run("add", "acme/x", server.url("acme/"), "--keep", "9")
            larder.at("2026-08-01T09:00").run("add", "globex/y", server.url("globex/"))
        larder.at(f"2026-08-0{day}T09:00").run("refresh", "--all")
    larder.ids = [s["id"] for s in larder.json("history", "acme/x")["snapshots"]]
    assert len(larder.ids) == 3
    larder.run("set", "acme/x", "keep=1")
    return larder


def damage(path, content: bytes):
    """As root or a failing disk would: past the read-only bits."""
    os.chmod(path, stat.S_IRUSR | stat.S_IWUSR)
    path.write_bytes(content)
    os.chmod(path, 0o444)


def test_verify_finds_every_byte_as_it_should_be(filled):
    told = filled.json("verify")
    assert told["checked"] >= 4 and told["damaged"] == [] and told["repaired"] == []
    assert "all as they should be" in filled.run("verify", "globex").out


def test_verify_names_damage_and_repair_fetches_it_again(filled, server):
    current = filled.at("2026-08-03T09:05").path("acme/x")
    damage(current / "a.csv", b"thrEE\n")
    found = filled.json("verify", exit=1)["damaged"]
    assert [(d["dataset"], d["snapshot"], d["path"]) for d in found] == [("acme/x", current.name, "a.csv")]
    server.clear_log()
    repaired = filled.at("2026-08-03T09:10").json("verify", "--repair")
    assert repaired["repaired"] and server.bodies() == ["acme/a.csv"]
    assert (filled.at("2026-08-03T09:11").path("acme/x") / "a.csv").read_bytes() == b"three\n"
    assert filled.json("verify")["damaged"] == []


def test_damage_that_the_source_no_longer_has_stays_told(filled, server):
    older = filled.at("2026-08-03T09:05").path(f"acme/x@{filled.ids[-1]}")
    damage(older / "a.csv", b"ONE\n")
    answer = filled.at("2026-08-03T09:10").run("verify", "--repair", exit=1)
    assert "lost" in answer.err and "a.csv" in answer.err


def test_prune_says_what_would_go_and_then_removes_it(filled):
    at = filled.at("2026-08-10T09:00")
    before = filled.json("history", "acme/x")["snapshots"]
    dry = at.json("prune", "--dry-run")
    gone = {removal["snapshot"] for removal in dry["removed"]}
    assert gone == set(filled.ids[1:]) and dry["freed_bytes"] == len("one\n") + len("two!\n")
    assert filled.json("history", "acme/x")["snapshots"] == before
    done = at.json("prune")
    assert {removal["snapshot"] for removal in done["removed"]} == gone
    assert all(r.keys() >= {"dataset", "snapshot", "bytes", "because"} for r in done["removed"])
    left = [s["id"] for s in filled.json("history", "acme/x")["snapshots"]]
    assert left == [filled.ids[0]]
    assert filled.json("verify")["damaged"] == []


def test_one_binding_that_nobody_can_read_loses_nothing_and_keeps_nobody_from_pruning(filled):
    filled.at("2026-08-01T09:00").run("config", "budget=1")
    (filled.data / "datasets/globex/y/binding.json").write_text("garbage")
    removed = filled.at("2026-08-10T09:00").json("prune")["removed"]
    assert {removal["snapshot"] for removal in removed} == set(filled.ids[1:])
    assert {removal["dataset"] for removal in removed} == {"acme/x"}


def test_pinned_and_held_snapshots_are_not_pruned(filled):
    filled.at("2026-08-03T10:00").run("pin", "acme/x", filled.ids[2])
    filled.at("2026-08-03T10:00").run("use", "acme/x", filled.ids[1])
    filled.at("2026-08-20T09:00").run("prune")
    assert [s["id"] for s in filled.json("history", "acme/x")["snapshots"]] == filled.ids


def test_forget_needs_a_yes_off_a_terminal(filled):
    answer = filled.run("forget", "globex/y", exit=2)
    assert "--yes" in answer.err
    assert filled.row("globex/y")["files"] == 2


def test_forget_asks_on_a_terminal(filled):
    def typed(answer: bytes, *options: str) -> tuple[int, str, str]:
        ours, theirs = pty.openpty()
        process = filled.start("forget", "globex/y", *options, stdin=theirs)
        os.close(theirs)
        os.write(ours, answer)
        out, err = process.communicate(timeout=60)
        os.close(ours)
        return process.returncode, out, err

    exit, out, err = typed(b"no\n")
    assert (exit, out) == (1, "") and "nothing was forgotten" in err
    exit, out, err = typed(b"no\n", "--json")
    assert exit == 1 and json.loads(out)["error"]["message"] == "nothing was forgotten"
    assert "nothing was forgotten" in err
    assert filled.row("globex/y")["files"] == 2
    assert typed(b"globex/y\n")[0] == 0
    filled.run("why", "globex/y", exit=4)


def test_forget_removes_a_customers_every_byte(filled):
    told = filled.json("forget", "globex", "--yes")
    assert told["datasets"] == ["globex/y"] and told["snapshots"] == 1 and told["shared_blobs"] == 1
    for folder, directories, files in os.walk(filled.home):
        for name in directories + files:
            assert "globex" not in name, os.path.join(folder, name)
        for name in files:
            content = open(os.path.join(folder, name), "rb").read()
            for trace in (b"globex", b"secret content", b"secret-name"):
                assert trace not in content, (os.path.join(folder, name), trace)
    assert (filled.at("2026-08-03T09:05").path("acme/x") / "shared.csv").read_bytes() == b"shared\n"
    assert filled.json("verify")["damaged"] == []
    filled.run("forget", "globex", "--yes", exit=4)


def test_config_shows_and_changes_settings(larder):
    assert larder.json("config")["settings"].items() >= {"budget": "off", "bandwidth": "off", "concurrency": "4",
                                                         "store": str(larder.store)}.items()
    assert "budget" in larder.run("config").out
    larder.run("config", "budget=20G")
    larder.run("config", "bandwidth=1.5M/s")
    larder.run("config", "concurrency=2")
    assert larder.run("config", "budget").line == "20G"
    assert larder.run("config", "bandwidth").line == "1500K"
    assert larder.json("config", "concurrency")["settings"] == {"concurrency": "2"}
    assert (larder.home / "config/settings.ini").exists()
    larder.run("config", "budget=off")
    assert larder.run("config", "budget").line == "off"


def test_the_bandwidth_setting_slows_a_transfer(larder, server):
    size = 2_000_000
    server.put("a.bin", bytes(size))
    larder.run("add", "acme/x", server.url("a.bin"))

    def seconds(limit: int | None) -> float:
        larder.run("config", f"bandwidth={limit or 'off'}")
        started = time.monotonic()
        larder.run("refresh", "acme/x", "--force")
        return time.monotonic() - started

    free = seconds(None)
    limit = int(size / max(1.0, 4 * free))  # takes at least four times as long, whatever the machine
    slow = seconds(limit)
    assert slow > 0.9 * size / limit and slow > 3 * free, (free, slow)


def test_a_damaged_setting_has_its_default_and_is_told_with_the_file_until_it_is_mended(larder):
    (larder.home / "config").mkdir(parents=True)
    (larder.home / "config/settings.ini").write_text("[General]\nconcurrency=lots\nbudget=20G\n")
    told = larder.run("status").err
    assert 'concurrency cannot be "lots"' in told and "settings.ini" in told
    settings = larder.json("config")["settings"]
    assert settings["concurrency"] == "4" and settings["budget"] == "20G"
    assert any(check["subject"] == "settings" and check["health"] == "problem"
               for check in larder.json("doctor", exit=1)["checks"])
    larder.run("config", "budget=30G")
    assert 'concurrency cannot be "lots"' in larder.run("status").err, "another setting's change leaves it to be mended"
    larder.run("config", "concurrency=4")
    assert larder.run("status").err == ""
    assert larder.json("config")["settings"]["budget"] == "30G"


def test_settings_that_are_no_settings_file_keep_nobody_from_the_data(larder):
    (larder.home / "config").mkdir(parents=True)
    (larder.home / "config/settings.ini").write_bytes(b"[unclosed\nnothing\n")
    assert "mend or remove the file" in larder.run("status").err
    assert "mend or remove the file" in larder.run("config", "concurrency=2", exit=1).err


def test_settings_changed_by_many_processes_at_once_are_all_kept(larder):
    changes = ["budget=20G", "bandwidth=5M", "concurrency=2", "metered=sync", "battery=check", "quiet=22:00-07:00",
               "theme=dark", "close=sync"]
    processes = [larder.start("config", change) for change in changes]
    assert [(process.communicate(), process.returncode)[1] for process in processes] == [0] * len(changes)
    settings = larder.json("config")["settings"]
    assert [f"{key}={settings[key]}" for key in (change.partition("=")[0] for change in changes)] == changes


def test_the_disk_budget_is_kept_by_runs(filled, server):
    def kept_after(day: str, content: bytes) -> list[str]:
        server.put("acme/a.csv", content)
        filled.at(f"{day}T09:00").run("refresh", "acme/x")
        return [snapshot["id"] for snapshot in filled.json("history", "acme/x")["snapshots"]]

    filled.run("set", "acme/x", "keep=9")
    without = kept_after("2026-09-01", b"four\n")
    assert without[1:] == filled.ids, "keep alone lets them all stay"

    # globex's bytes, the shared ones, and the newest and second newest a.csv; another file is too much.
    in_use = len(b"secret content of globex\n") + len(b"shared\n") + len(b"four\n") + len(b"five\n")
    filled.run("config", f"budget={in_use}")
    assert kept_after("2026-09-03", b"five\n")[1:] == without[:1]
    filled.run("config", "budget=off")
    assert len(kept_after("2026-09-05", b"six\n")) == 3


def test_config_moves_the_store_while_old_paths_live_on(filled, tmp_path):
    at = filled.at("2026-08-03T09:05")
    old = at.path("acme/x")
    told = at.json("config", f"store={tmp_path / 'elsewhere'}")
    assert told["settings"]["store"] == str(tmp_path / "elsewhere") and told["files"] > 0
    new = at.path("acme/x")
    assert new.is_relative_to(tmp_path / "elsewhere") and new.name == old.name
    assert (old / "a.csv").read_bytes() == (new / "a.csv").read_bytes() == b"three\n"
    assert filled.json("verify")["damaged"] == []
    assert filled.run("config", "store").line == str(tmp_path / "elsewhere")


def test_config_does_not_move_the_store_to_no_place(filled, tmp_path):
    answer = filled.run("config", "store=", exit=2, cwd=tmp_path)
    assert "store=DIRECTORY" in answer.err
    assert filled.run("config", "store").line == str(filled.store) and filled.store.is_dir()


def test_doctor_finds_a_healthy_home_healthy(filled):
    told = filled.json("doctor")
    assert told["problems"] == 0
    assert {"clock", "data", "store", "catalog", "locks", "datasets", "leftovers"} <= {
        check["subject"] for check in told["checks"]}
    assert "problem" not in filled.run("doctor").out


def test_doctor_says_what_is_wrong_and_what_to_do(filled):
    (filled.data / "datasets/acme/x/binding.json").write_text("{not json")
    answer = filled.json("doctor", exit=1)
    wrong = [check for check in answer["checks"] if check["health"] == "problem"]
    assert [check["subject"] for check in wrong] == ["acme/x"]
    assert filled.call("status", "globex").exit in (0, 3)


def test_doctor_tells_of_a_missing_store(filled):
    os.rename(filled.store, filled.home / "unmounted")
    answer = filled.run("doctor", exit=1)
    assert "problem" in answer.out and str(filled.store) in answer.out
    assert not filled.store.exists()
    assert str(filled.store) in filled.run("refresh", "--all", exit=1).err
    os.rename(filled.home / "unmounted", filled.store)
    assert filled.json("doctor")["problems"] == 0


def test_doctor_starts_an_empty_store_when_the_old_one_is_lost(filled):
    os.rename(filled.store, filled.home / "burnt")
    at = filled.at("2026-08-03T10:00")
    assert "larder doctor --new-store" in at.run("doctor", exit=1).out
    answer = at.run("doctor", "--new-store")
    assert str(filled.store) in answer.out and "problem" not in answer.out
    assert [row["state"] for row in at.json("status", exit=3)["datasets"]] == ["missing", "missing"]
    assert (at.path("acme/x") / "a.csv").read_bytes() == b"three\n"
    assert at.json("verify")["damaged"] == []


def test_doctor_takes_the_place_before_a_move_when_the_new_disk_is_lost(filled, tmp_path):
    at = filled.at("2026-08-03T10:00")
    before = {name: at.path(name).name for name in ("acme/x", "globex/y")}
    (tmp_path / "disk").mkdir()
    at.run("config", f"store={tmp_path / 'disk/store'}")
    remove_tree(tmp_path / "disk")
    at.run("doctor", "--new-store")
    assert {name: at.path(name).name for name in before} == before
    assert at.path("acme/x").is_relative_to(filled.store)
    assert at.json("verify")["damaged"] == []


def test_doctor_starts_no_new_store_while_the_old_one_is_there(filled):
    before = filled.json("status", exit=None)
    answer = filled.run("doctor", "--new-store", exit=2)
    assert str(filled.store) in answer.err and "not lost" in answer.err
    assert filled.json("status", exit=None) == before
    assert "NotFound" in filled.__class__(filled.home / "other").run("doctor", "--new-store", "--json", exit=4).out


def test_a_damaged_catalog_costs_nothing_but_the_log(filled):
    before = filled.json("list")
    for file in filled.data.glob("catalog.sqlite*"):
        file.unlink()
    (filled.data / "catalog.sqlite").write_bytes(b"not a database" * 1000)
    assert filled.json("list") == before
    filled.run("doctor")
    json.loads((filled.data / "datasets/acme/x/current.json").read_text())
