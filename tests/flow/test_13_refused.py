"""Promise 13: what cannot be right is refused with a sentence and an exit code, and leaves nothing behind."""

import os
import random
import ssl
import subprocess

import pytest

from support.faults import status
from support.larder import Answer, Larder
from support.observe import bodies, hashes, requests, tree
from support.webserver import WebServer

NAME = "acme/shipments"


def bound_names(larder: Larder) -> set[str]:
    datasets = larder.data / "datasets"
    found = {f"{place.parent.name}/{place.name}" for place in datasets.glob("*/*")}
    return found | {place.stem for place in (larder.data / "customers").glob("*")}


def assert_sentence(answer: Answer, *words: str) -> None:
    assert answer.err.strip(), f"nothing was said\n{answer}"
    said = answer.err.lower()
    assert all(word.lower() in said for word in words), f"expected {words}\n{answer}"


@pytest.mark.parametrize("name", [
    "", "acme", "/", "acme/", "/shipments", "acme//shipments", "Acme/shipments", "acme/Ship", "acme/a b", "a/b/c",
    "../x", "acme/..", ".acme/x", "-a/b", "acme/" + "x" * 65, "acme/\u00e9", "acme/a\n", "acme/@x",
])
def test_an_odd_dataset_name_is_a_usage_error(larder, server, name):
    server.put("a.csv", b"1\n")
    with requests(server) as asked:
        answer = larder.run("add", "--", name, server.url("a.csv"), exit=2)
    assert_sentence(answer)
    assert bound_names(larder) == set() and asked == []


@pytest.mark.parametrize("options, words", [
    (["gopher://host/x"], ["gopher"]),
    (["noscheme:thing"], ["noscheme"]),
    ([""], []),
    (["http://"], []),
    (["{url}", "--policy", "sometimes"], ["sometimes"]),
    (["{url}", "--policy", "daily@25:00"], ["25:00"]),
    (["{url}", "--policy", "every:0s"], ["every:0s"]),
    (["{url}", "--policy", "cron:61 * * * *"], ["61"]),
    (["{url}", "--zone", "Mars/Olympus"], ["Mars/Olympus"]),
    (["{url}", "--expect", "25:99"], ["25:99"]),
    (["{url}", "--keep", "0"], ["keep"]),
    (["{url}", "--settle", "soon"], ["soon"]),
    (["{url}", "--include", "[a"], ["[a"]),
    (["{url}", "--unpack", "maybe"], ["maybe"]),
    (["{url}", "--nonsense"], ["--nonsense"]),
    (["{url}", "more"], ["more"]),
])
def test_what_is_wrong_with_the_words_is_a_usage_error(larder, server, options, words):
    server.put("a.csv", b"1\n")
    given = [option.replace("{url}", server.url("a.csv")) for option in options]
    assert_sentence(larder.run("add", NAME, *given, exit=2), *words)
    assert bound_names(larder) == set()


def test_a_duplicate_is_refused_and_the_first_one_stays_as_it_was(larder, server):
    server.put("a.csv", b"1\n")
    server.put("b.csv", b"2\n")
    larder.run("add", NAME, server.url("a.csv"))
    before = larder.run("dump").out
    assert_sentence(larder.run("add", NAME, server.url("b.csv"), exit=2), NAME)
    assert larder.run("dump").out == before


@pytest.mark.parametrize("form", ["http://joe:{secret}@{host}/a.csv", "http://:{secret}@{host}/a.csv",
                                  "HTTP://joe:{secret}@{host}/a.csv", "http://joe%3A{secret}@{host}/a.csv"])
def test_a_url_with_a_password_is_refused_and_stands_nowhere(larder, server, form):
    server.put("a.csv", b"1\n")
    secret = "hunter2hunter2"
    url = form.format(secret=secret, host=f"127.0.0.1:{server.port}")
    for command in (["add", NAME, url], ["add", NAME, url, "--no-probe"], ["add", NAME, url, "--json"]):
        with requests(server) as asked:
            answer = larder.run(*command, exit=2)
        assert asked == []
        assert secret not in answer.out + answer.err
        assert_sentence(answer, "password")
    assert bound_names(larder) == set()
    for folder, _, files in os.walk(larder.home):
        for file in files:
            with open(os.path.join(folder, file), "rb") as content:
                assert secret.encode() not in content.read(), file


@pytest.mark.parametrize("place", ["store", "data", "", "store/blobs"])
def test_larders_own_places_are_no_source(larder, server, place):
    server.put("a.csv", b"1\n")
    larder.run("add", NAME, server.url("a.csv"))
    larder.run("path", NAME)
    answer = larder.run("add", "acme/own", str(larder.home / place), exit=2)
    assert_sentence(answer, "its own files")
    assert bound_names(larder) == {NAME, "acme"}


def test_set_refuses_what_add_refuses(larder, server):
    server.put("a.csv", b"1\n")
    larder.run("add", NAME, server.url("a.csv"))
    before = larder.run("dump").out
    for wrong in ("policy=sometimes", "zone=Mars/Olympus", "url=gopher://x/", "url=http://a:b@127.0.0.1/",
                  "keep=-1", "colour=red", "policy"):
        assert_sentence(larder.run("set", NAME, wrong, exit=2))
        assert larder.run("dump").out == before
    larder.run("set", "acme/other", "keep=3", exit=4)


@pytest.mark.parametrize("command", [
    ["path", NAME], ["refresh", NAME], ["check", NAME], ["why", NAME], ["history", NAME], ["status", NAME],
    ["diff", NAME], ["use", NAME, "latest"], ["pin", NAME, "20260801T000000Z-000000"], ["forget", NAME, "--yes"],
    ["ls", NAME], ["export", NAME, "-o", "x.zip"], ["wait", NAME, "--until", "fresh"],
])
def test_an_unknown_dataset_is_no_such_thing(larder, command, tmp_path):
    assert_sentence(larder.run(*command, exit=4, cwd=tmp_path), NAME)


def test_an_unknown_command_and_no_command_are_usage_errors(larder):
    assert_sentence(larder.run("fetch", exit=2), "fetch")
    larder.run("--frobnicate", exit=2)


def test_errors_are_json_where_json_was_asked_for(larder):
    answer = larder.run("path", NAME, "--json", exit=4)
    error = answer.json()["error"]
    assert error["kind"] == "NotFound" and NAME in error["message"] + error["subject"]
    assert answer.err.strip()


class TestAtTheSource:
    @pytest.mark.parametrize("code, exit", [(404, 4), (410, 4), (401, 5), (403, 5)])
    def test_what_the_server_denies_is_not_bound(self, larder, server, code, exit):
        server.answer("a.csv", status(code))
        assert_sentence(larder.run("add", NAME, server.url("a.csv"), exit=exit), "127.0.0.1")
        assert bound_names(larder) == set()

    def test_it_can_be_bound_without_asking(self, larder, server):
        larder.run("add", NAME, server.url("a.csv"), "--no-probe")
        assert server.log() == []
        larder.run("refresh", NAME, exit=4)

    def test_a_host_that_is_not_there_is_unreachable(self, tmp_path):
        larder = Larder(tmp_path / "home", LARDER_HTTP_BACKOFF_MS="1")
        with WebServer() as gone:
            url = gone.url("a.csv")
        assert_sentence(larder.run("add", NAME, url, exit=6))
        assert bound_names(larder) == set()

    def test_a_circle_of_redirects_is_refused(self, larder, server):
        server.answer("a.csv", status(302, Location="/b.csv"))
        server.answer("b.csv", status(302, Location="/a.csv"))
        with requests(server) as asked:
            answer = larder.run("add", NAME, server.url("a.csv"), exit=None)
        assert answer.exit in (1, 6), answer
        assert_sentence(answer, "redirect")
        assert len(asked) < 50
        assert bound_names(larder) == set()

    def test_a_redirect_on_the_same_host_is_followed(self, larder, server):
        server.put("real.csv", b"1\n")
        server.answer("a.csv", status(302, Location="/real.csv"))
        larder.run("add", NAME, server.url("a.csv"))
        assert list(tree(larder.path(NAME)).values()) == list(hashes({"a.csv": b"1\n"}).values())

    def test_from_https_to_http_is_refused(self, tmp_path, server):
        key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "3650", "-keyout", key,
                        "-out", certificate, "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"],
                       check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        server.put("a.csv", b"in the clear\n")
        larder = Larder(tmp_path / "home", SSL_CERT_FILE=str(certificate), LARDER_HTTP_BACKOFF_MS="1")
        with WebServer(tls=context) as secure:
            secure.put("fine.csv", b"1\n")
            larder.run("add", "acme/fine", secure.url("fine.csv"))
            secure.answer("a.csv", status(302, Location=server.url("a.csv")))
            with requests(server) as asked:
                answer = larder.run("add", NAME, secure.url("a.csv"), exit=1)
            assert_sentence(answer, "https")
            assert asked == []
            stranger = Larder(tmp_path / "stranger", LARDER_HTTP_BACKOFF_MS="1")
            assert_sentence(stranger.run("add", NAME, secure.url("fine.csv"), exit=None), "certificate")
            assert bound_names(stranger) == set()

    def test_links_that_lead_elsewhere_are_ignored_and_said(self, larder, server):
        server.put("acme/good.csv", b"good\n")
        server.put("secret.csv", b"not below\n")
        with WebServer() as foreign:
            foreign.put("foreign.csv", b"not ours\n")
            page = f"""<html><body><pre><a href="../">../</a>
            <a href="good.csv">good.csv</a> <a href="../secret.csv">up</a> <a href="/secret.csv">absolute</a>
            <a href="..%2Fsecret.csv">hidden up</a> <a href="a/../../secret.csv">around</a>
            <a href="{foreign.url('foreign.csv')}">foreign</a> <a href="//127.0.0.1:{foreign.port}/foreign.csv">also</a>
            <a href="javascript:alert(1)">script</a> <a href="mailto:x@example.org">mail</a> <a href="?C=M;O=A">sort</a>
            </pre></body></html>"""
            server.answer("acme/", lambda handler: handler.reply(200, page.encode(), {"Content-Type": "text/html"}, path="acme/"))
            answer = larder.run("add", NAME, server.url("acme/"))
            assert "ignored" in (answer.out + answer.err).lower()
            assert tree(larder.path(NAME)) == hashes({"good.csv": b"good\n"})
            assert foreign.log() == []
            assert "secret.csv" not in [entry.path for entry in server.log()]

    def test_five_megabytes_of_garbage_are_no_index(self, larder, server):
        garbage = random.Random(13).randbytes(5_000_000)
        server.answer("acme/", lambda handler: handler.reply(200, garbage, {"Content-Type": "text/html"}, path="acme/"))
        answer = larder.run("add", NAME, server.url("acme/"), exit=None)
        assert answer.exit in (1, 4), answer
        assert_sentence(answer, "acme/")
        assert bound_names(larder) == set()

    @pytest.mark.parametrize("links, word", [
        (['bad%FF%FEname.csv'], "utf-8"),
        (['bad%0Aname.csv'], "control"),
        (['bad%1Bname.csv'], "control"),
        (['thing', 'thing/'], "thing"),
    ])
    def test_names_that_cannot_be_kept_fail_by_name(self, larder, server, links, word):
        server.put("acme/fine.csv", b"1\n")
        larder.run("add", NAME, server.url("acme/"))
        before = larder.path(NAME)
        page = "".join(f'<a href="{link}">x</a>\n' for link in ["fine.csv", *links])
        server.put("acme/thing", b"file\n")
        server.put("acme/bad\nname.csv", b"x\n")
        server.put("acme/thing/inner.csv", b"inner\n")

        def index(handler):
            handler.reply(200, f"<html><title>Index of /acme/</title><pre>{page}</pre></html>".encode(),
                          {"Content-Type": "text/html"}, path="acme/")

        server.answer("acme/", index)
        run = larder.json("refresh", NAME, exit=1)["runs"][0]
        assert run["outcome"] == "failed"
        assert word in (run["error"]["message"] + run["error"]["hint"]).lower(), run["error"]
        assert tree(before) == hashes({"fine.csv": b"1\n"})
        assert len(larder.json("history", NAME)["snapshots"]) == 1

    @pytest.mark.parametrize("name, word", [(b"bad\xff\xfename", "utf-8"), (b"bad\nname", "control")])
    def test_a_directory_with_such_names_fails_by_name_and_works_without_them(self, larder, tmp_path, name, word):
        exports = tmp_path / "exports"
        exports.mkdir()
        (exports / "fine.csv").write_bytes(b"1\n")
        with open(os.path.join(os.fsencode(exports), name), "wb") as file:
            file.write(b"x")
        larder.run("add", NAME, str(exports), "--no-probe")
        run = larder.json("refresh", NAME, exit=1)["runs"][0]
        assert word in (run["error"]["message"] + run["error"]["hint"]).lower(), run["error"]
        larder.run("set", NAME, "exclude=bad*")
        assert tree(larder.path(NAME)) == hashes({"fine.csv": b"1\n"})

    def test_special_files_in_a_directory_are_never_opened(self, larder, tmp_path):
        exports = tmp_path / "exports"
        exports.mkdir()
        (exports / "fine.csv").write_bytes(b"1\n")
        os.mkfifo(exports / "pipe")
        larder.run("add", NAME, str(exports), "--no-probe")
        assert tree(larder.path(NAME)) == hashes({"fine.csv": b"1\n"})


def test_an_invented_time_never_enters_the_real_home(tmp_path, server):
    server.put("a.csv", b"1\n")
    larder = Larder(tmp_path / "home", as_of="2026-08-01T09:00")
    del larder.environment["LARDER_HOME"]
    assert_sentence(larder.run("add", NAME, server.url("a.csv"), exit=2), "LARDER_HOME")
    assert not list((tmp_path / "home").rglob("binding.json"))
    real = larder.at(None)
    real.run("add", NAME, server.url("a.csv"))
    assert_sentence(larder.run("refresh", NAME, exit=2), "LARDER_HOME")
    assert bodies(server.log()) == []
