"""set, apply, dump: bindings as they change."""

import json
import tomllib

import pytest

from support.larder import Larder


@pytest.fixture
def bound(larder, server):
    server.put("acme/a.csv", b"one\n")
    server.put("acme/b.txt", b"two\n")
    larder.at("2026-08-01T09:00").run("add", "acme/x", server.url("acme/"))
    larder.at("2026-08-01T09:00").run("refresh", "acme/x")
    server.clear_log()
    return larder


def test_set_changes_keys_and_says_how(bound):
    answer = bound.run("set", "acme/x", "policy=daily@06:30", "keep=14", "include=*.csv", "include=*.txt",
                       "stale-if-error=yes")
    for part in ("policy: (default) → daily@06:30", "keep: (default) → 14", "include: (default) → *.csv, *.txt"):
        assert f"acme/x: {part}" in answer.out
    binding = json.loads((bound.data / "datasets/acme/x/binding.json").read_text())
    assert binding["policy"] == "daily@06:30" and binding["include"] == ["*.csv", "*.txt"]
    assert "nothing changed" in bound.run("set", "acme/x", "keep=14").out
    bound.run("set", "acme/x", "policy=", "include=", "keep=", "stale-if-error=no")
    assert bound.json("set", "acme/x", "keep=7")["changed"] == []


@pytest.mark.parametrize("setting, part", [
    ("polcy=daily", "polcy"), ("policy=weekly", "weekly"), ("zone=Mars/Olympus", "Mars"), ("keep=many", "keep"),
    ("url=", "url"), ("expect=noonish", "noonish"), ("keep=1 keep=2", "keep"),
])
def test_set_refuses_all_keys_when_one_is_wrong(bound, setting, part):
    before = (bound.data / "datasets/acme/x/binding.json").read_bytes()
    answer = bound.run("set", "acme/x", "settle=5m", *setting.split(" "), exit=2)
    assert part in answer.err
    assert (bound.data / "datasets/acme/x/binding.json").read_bytes() == before


def test_the_zone_of_a_customer_moves_the_boundaries_of_its_heirs(bound, server):
    bound.run("add", "acme/own", server.url("acme/"), "--zone", "Asia/Tokyo")
    late = bound.at("2026-08-02T03:00")
    assert late.row("acme/x")["state"] == "stale"
    bound.at("2026-08-01T10:00").run("set", "acme", "zone=America/New_York", "name=Acme Ltd")
    row = late.row("acme/x")
    assert row["state"] == "fresh" and row["zone"] == "America/New_York" and row["display_name"] == "Acme Ltd"
    assert bound.current("acme/x")["fresh_until"] == "2026-08-02T04:00:00.000Z"
    assert bound.row("acme/own")["zone"] == "Asia/Tokyo"
    bound.at("2026-08-01T10:00").run("set", "acme/own", "zone=customer")
    assert bound.row("acme/own")["zone"] == "America/New_York"


def test_a_customer_refuses_other_keys(bound):
    assert "name, zone" in bound.run("set", "acme", "policy=daily", exit=2).err
    bound.run("set", "acme", "zone=Nowhere", exit=2)
    bound.run("set", "nobody", "zone=Europe/Paris", exit=4)
    assert bound.row("acme/x")["zone"] == "Europe/Paris"


def test_another_address_takes_back_what_was_confirmed(bound, server):
    server.put("other/a.csv", b"ONE\n", etag='"same"')
    server.put("acme/a.csv", b"one\n", etag='"same"')
    server.remove("acme/b.txt")
    now = bound.at("2026-08-01T10:00")
    now.run("refresh", "acme/x")
    assert now.row("acme/x")["state"] == "fresh"
    now.run("set", "acme/x", f"url={server.url('other/')}")
    assert now.row("acme/x")["state"] == "stale"
    server.clear_log()
    path = now.path("acme/x")
    assert server.bodies() == ["other/a.csv"], "equal validators of two places prove nothing"
    assert (path / "a.csv").read_bytes() == b"ONE\n"


def test_another_selection_asks_again_but_fetches_nothing_twice(bound, server):
    now = bound.at("2026-08-01T10:00")
    now.run("set", "acme/x", "include=*.csv")
    server.clear_log()
    path = now.path("acme/x")
    assert [p.name for p in path.iterdir()] == ["a.csv"] and server.bodies() == []


FILE = """
[customers.acme]
name = "Acme Ltd"
zone = "Asia/Tokyo"

[datasets."acme/x"]
url = "{url}"
policy = "daily@06:30"
include = ["*.csv", "*.txt"]
newest = 5
allow-empty = true
recheck = "off"

[datasets."globex/y"]
url = "{url}"
expect = "weekdays@06:00"
zone = "America/New_York"
"""


def test_apply_shows_its_plan_and_is_idempotent(larder, server, tmp_path):
    file = tmp_path / "larder.toml"
    file.write_text(FILE.format(url=server.url("acme/")))
    dry = larder.run("apply", str(file), "--dry-run")
    assert "create  customer acme" in dry.out and "create  acme/x" in dry.out
    assert larder.json("list") == {"datasets": []}
    first = larder.json("apply", str(file))
    assert first["applied"] is True
    assert [(step["action"], step["subject"]) for step in first["plan"]] == [
        ("create", "customer acme"), ("create", "customer globex"), ("create", "acme/x"), ("create", "globex/y")]
    again = larder.json("apply", str(file))
    assert again["applied"] is False and {step["action"] for step in again["plan"]} == {"keep"}
    assert "everything is as the file says" in larder.run("apply", str(file)).out
    assert server.log() == []


def test_apply_changes_only_what_differs(larder, server, tmp_path):
    file = tmp_path / "larder.toml"
    file.write_text(FILE.format(url=server.url("acme/")))
    larder.run("apply", str(file))
    larder.run("add", "acme/unnamed", server.url("z"), "--no-probe")
    file.write_text(FILE.format(url=server.url("acme/")).replace("newest = 5", "keep = 3").replace("Asia/Tokyo", "Asia/Seoul"))
    plan = {step["subject"]: step for step in larder.json("apply", str(file))["plan"]}
    assert plan["acme/x"]["action"] == "change"
    assert plan["acme/x"]["differences"] == ["newest: 5 → (default)", "keep: (default) → 3"]
    assert plan["customer acme"]["differences"] == ["zone: Asia/Tokyo → Asia/Seoul"]
    assert plan["globex/y"]["action"] == "keep" and "acme/unnamed" not in plan
    assert larder.row("acme/x")["zone"] == "Asia/Seoul" and larder.row("acme/unnamed")["zone"] == "Asia/Seoul"


@pytest.mark.parametrize("text, parts", [
    ('[datasets."acme/x"]\nurl = "/tmp"\npolcy = "daily"\n', ["line 3", "polcy", "policy"]),
    ('[datasets."acme/x"]\nurl = "/tmp"\n[dataset."acme/y"]\n', ["line 3", "dataset"]),
    ('[customers.acme]\nzones = "Asia/Tokyo"\n', ["line 2", "zones"]),
    ('[customers.acme]\nzone = "Asia/Tokio"\n', ["line 2", "Asia/Tokio"]),
    ('[datasets."acme/x"]\npolicy = "daily"\n', ["acme/x", "url"]),
    ('[datasets."acme/x"]\nurl = "/tmp"\nkeep = "7"\n', ["line 3", "keep"]),
    ('[datasets."acme/x"]\nurl = "/tmp"\ninclude = "*.csv"\n', ["line 3", "include"]),
    ('[datasets."acme/x"]\nurl = "/tmp"\npolicy = "weekly"\n', ["line 3", "weekly"]),
    ('[datasets."acme"]\nurl = "/tmp"\n', ["line 1", "acme"]),
    ('[datasets."acme/x"]\nurl = "https://u:s3cret-word@h/"\n', ["acme/x", "password"]),
    ('[datasets."acme/x"]\nurl = "relative/path"\n', ["acme/x"]),
    ('[datasets."acme/x"\nurl = 1\n', ["line 1"]),
])
def test_apply_refuses_by_name_and_line_and_changes_nothing(larder, tmp_path, text, parts):
    file = tmp_path / "larder.toml"
    file.write_text(text)
    answer = larder.run("apply", str(file), exit=2)
    assert "s3cret-word" not in answer.err
    for part in parts:
        assert part in answer.err
    assert larder.json("list") == {"datasets": []} and not list((larder.data / "customers").glob("*"))


def test_a_file_with_one_wrong_dataset_creates_none(larder, tmp_path):
    file = tmp_path / "larder.toml"
    file.write_text('[datasets."aaa/good"]\nurl = "/tmp"\n\n[datasets."acme/x"]\nurl = "/tmp"\nkeep = 0\n')
    larder.run("apply", str(file), exit=2)
    assert larder.json("list") == {"datasets": []}


def test_apply_needs_a_file_that_is_there(larder, tmp_path):
    assert "none.toml" in larder.run("apply", str(tmp_path / "none.toml"), exit=4).err


def test_dump_and_apply_in_a_fresh_home_give_the_same_bindings(larder, server, tmp_path):
    larder.run("add", "acme/x", server.url("acme/*.csv"), "--no-probe", "--policy", "cron:30 6 * * 1-5", "--zone",
               "America/New_York", "--include", 'a "quoted" \\ name*', "--include", "ü*", "--exclude", "*.tmp",
               "--settle", "2m", "--expect", "06:00", "--recheck", "off", "--newest", "3", "--since", "7d", "--keep", "2",
               "--allow-empty", "--credentials", "acme-key", "--stale-if-error")
    larder.run("add", "acme/y", server.url("{D}/").replace("%7BD%7D", "{yyyy-MM-dd:-1d}"), "--no-probe")
    larder.run("add", "globex/z", str(tmp_path), "--no-probe", "--zone", "Asia/Tokyo")
    larder.run("add", "globex/own", str(tmp_path), "--no-probe", "--zone", "Asia/Seoul")
    larder.run("set", "acme", "name=Ácme “Ltd”")
    dumped = larder.run("dump").out
    tomllib.loads(dumped)
    fresh = Larder(tmp_path / "fresh", zone="UTC")
    fresh.run("apply", "-", input=dumped)
    assert fresh.run("dump").out == dumped
    for name in ("acme/x", "acme/y", "globex/z", "globex/own"):
        here, there = (json.loads((home.data / "datasets" / name / "binding.json").read_text()) for home in (larder, fresh))
        assert here.pop("created_at") and there.pop("created_at")
        assert here == there
    for slug in ("acme", "globex"):
        assert (larder.data / "customers" / f"{slug}.json").read_bytes() == (
            fresh.data / "customers" / f"{slug}.json").read_bytes()


def test_dump_of_some(bound, server):
    bound.run("add", "globex/y", server.url("acme/"))
    assert list(tomllib.loads(bound.run("dump", "globex").out)["datasets"]) == ["globex/y"]
    assert tomllib.loads(bound.json("dump", "acme/x")["toml"])["customers"].keys() == {"acme"}


def test_dump_of_the_others_when_one_binding_is_garbage(bound, server):
    bound.run("add", "globex/y", server.url("acme/"))
    (bound.data / "datasets/acme/x/binding.json").write_text("{")
    answer = bound.run("dump", exit=1)
    assert answer.out == "" and "acme/x" in answer.err and "by name" in answer.err
    assert list(tomllib.loads(bound.run("dump", "globex").out)["datasets"]) == ["globex/y"]
