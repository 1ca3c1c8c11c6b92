"""What the program says about itself, and how it refuses words that it does not know."""

import json
import re
import subprocess

import pytest

from support.larder import Larder, program

COMMANDS = ("add set config list status path check refresh why history diff use pin unpin wait export ls cat verify "
            "prune forget doctor apply dump demo").split()


def test_tells_its_version(larder):
    assert re.fullmatch(r"larder \d+\.\d+\.\d+\n", larder.run("--version").out)


def test_the_overview_names_every_command_with_its_summary(larder):
    overview = larder.run("--help").out
    for command in COMMANDS:
        assert re.search(rf"^  {command} +[A-Z]", overview, re.MULTILINE), command


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_explains_itself_with_examples(larder, command):
    text = larder.run(command, "--help").out
    assert "Examples:" in text and f"larder {command}" in text
    for option in ("--json", "--as-of", "--quiet"):
        assert option in text


def test_without_words_it_shows_the_overview_and_exits_with_usage(larder):
    answer = larder.run(exit=2)
    assert "Usage:" in answer.err and answer.out == ""


@pytest.mark.parametrize("words, part", [
    (["stauts"], 'did you mean "status"?'),
    (["refresh", "--al"], 'did you mean "--all"?'),
    (["path", "acme/x", "--ofline"], 'did you mean "--offline"?'),
    (["frobnicate"], "--help"),
    (["path"], "NAME is missing"),
    (["use", "acme/x"], "SNAPSHOT is missing"),
    (["use", "acme/x", "a", "b"], 'unexpected argument "b"'),
    (["export", "acme/x"], "--output is missing"),
    (["status", "--as-of"], "needs a value"),
    (["status", "--as-of", ""], "--as-of is empty"),
    (["add", "acme/x", "/tmp", "--zone", "UTC", "--zone", "UTC"], "--zone is given more than once"),
    (["wait", "acme/x", "--until", "fresh", "--timeout", ""], "--timeout is empty"),
    (["status", "--as-of", "yesterday"], '"yesterday" is not a time'),
    (["refresh"], "--all"),
    (["refresh", "acme", "--all"], "--all"),
    (["set", "acme/x", "policy"], "KEY=VALUE"),
    (["wait", "acme/x", "--until", "tomorrow"], "fresh or changed"),
    (["export", "acme/x", "-o", "x.rar"], ".tar.zst"),
    (["config", "buget"], 'did you mean "budget"?'),
    (["config", "budget=much"], "20G"),
    (["config", "concurrency=0"], "from 1 to"),
])
def test_unknown_words_are_refused_with_a_sentence_that_helps(larder, words, part):
    answer = larder.run(*words, exit=2)
    assert answer.err.startswith("larder: ") and answer.err.count("\n") == 1, answer
    assert part in answer.err
    assert answer.out == ""


def test_errors_are_also_json_when_asked_for(larder):
    answer = larder.run("path", "acme/nothing", "--json", exit=4)
    error = answer.json()["error"]
    assert error["kind"] == "NotFound"
    assert "acme/nothing" in error["message"] and error["hint"]
    assert answer.err.startswith("larder: ")
    usage = larder.run("pth", "--json", exit=2)
    assert usage.json()["error"]["kind"] == "Invalid"


def test_options_of_every_command_may_stand_before_it(larder):
    assert larder.run("--json", "status").json() == {"datasets": []}


def test_arguments_that_are_not_utf8_are_refused(larder):
    answer = subprocess.run([program(), "status", b"acme/\xff"], env=larder.environment, capture_output=True, timeout=30)
    assert answer.returncode == 2 and answer.stderr.startswith(b"larder: "), answer


def test_says_nothing_about_locales_under_cron(larder):
    larder.environment["LC_ALL"] = "C"
    assert larder.run("status").err == ""


def test_no_escape_sequences_off_a_terminal(larder, server):
    server.put("a.csv", b"1\n")
    larder.run("add", "acme/x", server.url("a.csv"))
    for words, exit in ((["status"], 3), (["refresh", "acme/x"], 0), (["why", "acme/x"], 0), (["doctor"], 0)):
        answer = larder.run(*words, exit=exit)
        assert "\x1b" not in answer.out + answer.err


def test_writing_at_an_invented_instant_needs_a_home_of_its_own(tmp_path):
    real = Larder(tmp_path)
    del real.environment["LARDER_HOME"]
    (tmp_path / "exports").mkdir()
    for words in (["add", "acme/x", str(tmp_path / "exports")], ["refresh", "--all"], ["prune"]):
        answer = real.at("2026-08-01T09:00").run(*words, exit=2)
        assert "LARDER_HOME" in answer.err
    assert not (tmp_path / ".local/share/larder/datasets/acme").exists()
    assert real.at("2026-08-01T09:00").json("status") == {"datasets": []}


def test_completions_get_bare_names(larder, tmp_path):
    (tmp_path / "exports").mkdir()
    for name in ("acme/b", "acme/a"):
        larder.run("add", name, str(tmp_path / "exports"))
    assert larder.run("list", "--names").out == "acme/a\nacme/b\n"
    assert json.loads(larder.run("list", "--names", "--json").out) == {"names": ["acme/a", "acme/b"]}


def test_a_customer_may_be_called_like_a_command(larder, tmp_path):
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports/a.csv").write_bytes(b"1\n")
    for customer in ("demo", "list"):
        larder.run("add", f"{customer}/x", str(tmp_path / "exports"))
        larder.run("refresh", customer)
        assert [row["dataset"] for row in larder.json("status", customer)["datasets"]] == [f"{customer}/x"]
        assert larder.json("verify", customer)["checked"] == 1
        assert larder.json("prune", customer)["removed"] == []
    asked = larder.json("check", "demo/x", "list", exit=None)["datasets"]
    assert [row["dataset"] for row in asked] == ["demo/x", "list/x"]


def test_no_command_is_a_json_error_when_asked_for(larder):
    answer = larder.run("--json", exit=2)
    assert answer.json()["error"]["kind"] == "Invalid"
    assert answer.err.startswith("larder: ") and "larder --help" in answer.err


def test_a_full_disk_behind_stdout_is_no_space_and_not_the_stores_fault(larder):
    with open("/dev/full", "w") as full:
        answer = larder.run("config", exit=8, stdout=full)
    assert answer.err == "larder: cannot write to stdout: No space left on device\n"
