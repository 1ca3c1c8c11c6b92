"""Binding: what `add` shows and creates, and what it refuses without leaving anything behind."""

import json

import pytest


INDEX = "<html><head><title>Index of /</title></head><body>"


def nothing_was_created(larder) -> bool:
    return larder.json("list")["datasets"] == [] and not list((larder.data / "customers").glob("*.json"))


def test_shows_what_was_found_and_fetches_nothing(larder, server):
    server.put("acme/a.csv", b"1,2\n", modified="2026-08-01T06:00:00Z")
    server.put("acme/sub/b.csv", b"3,4,5\n")
    answer = larder.run("add", "acme/shipments", server.url("acme/"))
    assert "found 2 files" in answer.out and "a.csv" in answer.out and "sub/b.csv" in answer.out
    assert "bound acme/shipments" in answer.out
    assert server.bodies() == []
    assert larder.row("acme/shipments")["state"] == "missing"


def test_tells_programs_what_was_found(larder, server):
    server.put("acme/a.csv", b"1,2\n")
    answer = larder.json("add", "acme/shipments", server.url("acme/"), "--keep", "3", "--exclude", "*.tmp",
                         "--exclude", "[x].csv")
    assert answer["found"]["files"] == [
        {"path": "a.csv", "bytes": 4, "uploaded_at": "2026-07-01T06:00:00.000Z"}]
    assert answer["binding"]["keep"] == 3 and answer["binding"]["exclude"] == ["*.tmp", "[x].csv"]


def test_a_relative_directory_is_kept_as_an_absolute_one(larder, tmp_path):
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports/a.csv").write_text("1\n")
    larder.run("add", "acme/shipments", "exports", cwd=tmp_path)
    assert larder.row("acme/shipments")["source"] == str(tmp_path / "exports")


def test_a_new_customer_takes_the_zone_of_its_first_dataset_and_the_others_inherit_it(larder, tmp_path):
    (tmp_path / "exports").mkdir()
    larder.run("add", "acme/a", str(tmp_path / "exports"), "--zone", "America/New_York")
    larder.run("add", "acme/b", str(tmp_path / "exports"))
    larder.run("add", "acme/c", str(tmp_path / "exports"), "--zone", "Asia/Tokyo")
    larder.run("add", "globex/d", str(tmp_path / "exports"))
    zones = {row["dataset"]: row["zone"] for row in larder.json("list")["datasets"]}
    assert zones == {"acme/a": "America/New_York", "acme/b": "America/New_York", "acme/c": "Asia/Tokyo",
                     "globex/d": "Europe/Paris"}


def test_a_dated_address_without_todays_upload_is_bound_and_says_so(larder, server):
    server.put("2026-08-01/a.csv", b"1\n")
    answer = larder.at("2026-08-02T09:00").run("add", "acme/x", server.url("{D}/").replace("%7BD%7D", "{yyyy-MM-dd}"))
    assert "nothing there yet for 2026-08-02" in answer.out


def test_no_probe_asks_nobody(larder, server):
    larder.run("add", "acme/x", server.url("acme/"), "--no-probe")
    assert server.log() == []
    assert larder.row("acme/x")["state"] == "missing"


@pytest.mark.parametrize("name", [
    "", "acme", "/", "acme/", "/x", "acme/x/y", "Acme/x", "acme/.x", "acme/..", "acme/x y", "acme/x@1", "acme/" + "x" * 65,
    "ácme/x", "acme/x\n", "acme\\x", "acme/-x"])
def test_odd_names_are_refused(larder, server, name):
    answer = larder.run("add", "--", name, server.url("a.csv"), exit=2)
    assert answer.err.startswith("larder: ") and answer.out == ""
    assert nothing_was_created(larder) and server.log() == []


@pytest.mark.parametrize("options, part", [
    (["--policy", "dayly"], "dayly"),
    (["--policy", "daily@25:00"], "25:00"),
    (["--policy", "every:0s"], "0s"),
    (["--policy", "cron:61 * * * *"], "61"),
    (["--zone", "Europe/Pariss"], "Pariss"),
    (["--zone", "UTC+2"], "UTC+2"),
    (["--expect", "6 o'clock"], "6 o'clock"),
    (["--settle", "soon"], "soon"),
    (["--recheck", "0"], "recheck"),
    (["--keep", "0"], "keep"),
    (["--newest", "-1"], "newest"),
    (["--since", "7"], "since"),
    (["--include", "[a"], "[a"),
    (["--unpack", "maybe"], "maybe"),
])
def test_bad_options_are_refused_before_anything_is_asked(larder, server, options, part):
    answer = larder.run("add", "acme/x", server.url("a.csv"), *options, exit=2)
    assert part in answer.err
    assert nothing_was_created(larder) and server.log() == []


@pytest.mark.parametrize("url, part", [
    ("ftp://host/x", "file, http, https"),
    ("gopher://host/x", "gopher"),
    ("", "address"),
    ("http://", "http"),
    ("https://host/{yyyy-QQ}/a.csv", "QQ"),
])
def test_addresses_that_mean_nothing_are_refused(larder, url, part):
    answer = larder.run("add", "acme/x", url, exit=2)
    assert part in answer.err.lower() or part in answer.err
    assert nothing_was_created(larder)


def test_a_password_in_an_address_is_refused_and_then_stands_nowhere(larder, tmp_path):
    answer = larder.run("add", "acme/x", "https://user:s3cret-word@host.example/x/", "--json", exit=2)
    assert "s3cret-word" not in answer.out + answer.err
    assert answer.json()["error"]["kind"] == "Invalid"
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert b"s3cret-word" not in path.read_bytes(), path
    larder.run("add", "acme/x", str(tmp_path), "--no-probe")
    answer = larder.run("set", "acme/x", "url=https://user:s3cret-word@host.example/x/", exit=2)
    assert "s3cret-word" not in answer.out + answer.err


def test_a_duplicate_is_refused_and_stays_as_it_was(larder, server):
    server.put("a.csv", b"1\n")
    larder.run("add", "acme/x", server.url("a.csv"))
    before = (larder.data / "datasets/acme/x/binding.json").read_bytes()
    answer = larder.run("add", "acme/x", server.url("b.csv"), exit=2)
    assert "acme/x" in answer.err and "larder set" in answer.err
    assert (larder.data / "datasets/acme/x/binding.json").read_bytes() == before


@pytest.mark.parametrize("status, exit", [(404, 4), (410, 4), (401, 5), (403, 5)])
def test_a_source_that_refuses_is_not_bound(larder, server, status, exit):
    server.answer("a.csv", lambda handler: handler.reply(status, b"no\n"))
    answer = larder.run("add", "acme/x", server.url("a.csv"), exit=exit)
    assert answer.err.startswith("larder: ") and "127.0.0.1" in answer.err
    assert nothing_was_created(larder)


def test_a_source_that_is_down_is_not_bound(larder, server):
    server.answer("a.csv", lambda handler: handler.reply(500, b"no\n"))
    larder.environment |= {"LARDER_HTTP_ATTEMPTS": "2", "LARDER_HTTP_BACKOFF_MS": "1"}
    larder.run("add", "acme/x", server.url("a.csv"), exit=6)
    assert nothing_was_created(larder)


def test_a_missing_directory_is_not_bound(larder, tmp_path):
    answer = larder.run("add", "acme/x", str(tmp_path / "nowhere"), exit=4)
    assert str(tmp_path / "nowhere") in answer.err
    assert nothing_was_created(larder)


def test_a_redirect_loop_is_refused(larder, server):
    server.answer("a.csv", lambda handler: handler.reply(302, b"", {"Location": server.url("b.csv")}))
    server.answer("b.csv", lambda handler: handler.reply(302, b"", {"Location": server.url("a.csv")}))
    answer = larder.run("add", "acme/x", server.url("a.csv"), exit=1)
    assert "redirect" in answer.err
    assert nothing_was_created(larder)


def test_foreign_links_of_an_index_are_ignored_and_said(larder, server):
    links = ("../secret.csv", "/absolute.csv", "http://foreign.example/x.csv", "//foreign.example/y.csv",
             "https://foreign.example/z.csv", "ok.csv", "mailto:x@example.com", "?C=M;O=A", "#top", ".", "..")
    page = "<html><body>" + "".join(f'<a href="{link}">x</a>' for link in links) + "</body></html>"
    server.answer("acme/", lambda handler: handler.reply(200, page.encode(), {"Content-Type": "text/html"}))
    server.put("acme/ok.csv", b"1\n")
    found = larder.json("add", "acme/x", server.url("acme/"))["found"]
    assert [file["path"] for file in found["files"]] == ["ok.csv"]
    assert any("foreign" in notice or "ignored" in notice for notice in found["notices"]), found["notices"]


def test_garbage_as_an_index_is_refused(larder, server):
    garbage = bytes(range(256)) * (5 * 4096)
    server.answer("acme/", lambda handler: handler.reply(200, garbage, {"Content-Type": "text/html"}))
    answer = larder.call("add", "acme/x", server.url("acme/"))
    assert answer.exit in (1, 4), answer
    assert answer.err.startswith("larder: ") and len(answer.err) < 1000
    assert nothing_was_created(larder)


@pytest.mark.parametrize("links, part", [
    (["a%FFb.csv"], "UTF-8"),
    (["a%0Ab.csv"], "control"),
    (["x", "x/y.csv"], "x"),
])
def test_names_that_cannot_be_kept_are_refused_by_name(larder, server, links, part):
    page = INDEX + "".join(f'<a href="{link}">x</a>' for link in links) + "</body></html>"
    server.answer("acme/", lambda handler: handler.reply(200, page.encode(), {"Content-Type": "text/html"}))
    for path in ("acme/x", "acme/x/y.csv", "acme/a\nb.csv"):
        server.put(path, b"1\n")
    server.put(b"acme/a\xffb.csv".decode(errors="surrogateescape"), b"1\n")
    if "x/y.csv" in links:
        server.answer("acme/", lambda handler: handler.reply(
            200, INDEX.encode() + b'<a href="x">x</a><a href="x/">x/</a>', {"Content-Type": "text/html"}))
    answer = larder.run("add", "acme/x", server.url("acme/"), exit=1)
    assert part in answer.err, answer.err
    assert "\n" not in answer.err.rstrip("\n")
    assert nothing_was_created(larder)


def test_a_path_that_is_file_and_directory_at_once_never_becomes_half_a_snapshot(larder, server):
    server.put("acme/ok.csv", b"1\n")
    larder.run("add", "acme/x", server.url("acme/"))
    first = larder.path("acme/x")
    server.answer("acme/", lambda handler: handler.reply(
        200, INDEX.encode() + b'<a href="ok.csv">ok</a><a href="x">x</a><a href="x/">x/</a>', {"Content-Type": "text/html"}))
    server.put("acme/x", b"1\n")
    server.put("acme/x/y.csv", b"1\n")
    larder.run("refresh", "acme/x", exit=1)
    assert json.loads(larder.run("history", "acme/x", "--json").out)["snapshots"][0]["id"] == first.name
    assert len(larder.json("history", "acme/x")["snapshots"]) == 1


def test_newest_takes_only_the_newest_files(larder, server):
    for day in range(1, 6):
        server.put(f"acme/day{day}.csv", b"%d\n" % day, modified=f"2026-07-0{day}T06:00:00Z")
    larder.run("add", "acme/x", server.url("acme/"), "--newest", "2")
    assert sorted(file.name for file in larder.path("acme/x").iterdir()) == ["day4.csv", "day5.csv"]
    assert sorted(server.bodies()) == ["acme/day4.csv", "acme/day5.csv"]
    server.put("acme/day6.csv", b"6\n", modified="2026-07-06T06:00:00Z")
    server.clear_log()
    larder.run("refresh", "acme/x")
    assert sorted(file.name for file in larder.path("acme/x").iterdir()) == ["day5.csv", "day6.csv"]
    assert server.bodies() == ["acme/day6.csv"]


def test_since_takes_only_files_of_the_last_days(larder, server):
    for day in (1, 4, 5, 8):
        server.put(f"acme/day{day}.csv", b"%d\n" % day, modified=f"2026-07-0{day}T06:00:00Z")
    then = larder.at("2026-07-08T12:00:00Z")
    then.run("add", "acme/x", server.url("acme/"), "--since", "4d")
    assert sorted(file.name for file in then.path("acme/x").iterdir()) == ["day5.csv", "day8.csv"]
    assert sorted(server.bodies()) == ["acme/day5.csv", "acme/day8.csv"]
    server.clear_log()
    later = larder.at("2026-07-10T12:00:00Z")
    assert [file.name for file in later.path("acme/x").iterdir()] == ["day8.csv"]
    assert server.bodies() == []


def test_a_source_that_cannot_be_asked_now_may_be_bound_all_the_same(larder, server):
    server.answer("acme/", lambda handler: handler.reply(401, b"who are you?\n"))
    refused = larder.run("add", "acme/x", server.url("acme/"), exit=5)
    assert "--no-probe binds it without asking" in refused.err and nothing_was_created(larder)
    unreachable = larder.run("add", "acme/x", "http://127.0.0.1:9/", exit=6)
    assert "--no-probe binds it without asking" in unreachable.err
    larder.run("add", "acme/x", server.url("acme/"), "--no-probe")
    # What is wrong in itself is not bound by asking less.
    assert "--no-probe" not in larder.run("add", "acme/y", "ftps://host/", exit=2).err
