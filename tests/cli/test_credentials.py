"""`larder credentials`: secrets are typed unseen or piped, never an argument; lists have names alone."""

from __future__ import annotations

import os
import pty
import select
import time

import pytest

from support.keyring import Keyring
from support.larder import Larder, program
from support.observe import wait_until

SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
PATIENCE_SECONDS = 60


@pytest.fixture
def keyring(tmp_path):
    with Keyring(tmp_path) as running:
        running.unlock()
        yield running


@pytest.fixture
def larder(tmp_path, keyring) -> Larder:
    return Larder(tmp_path / "home", **keyring.environment)


class Terminal:
    """The program on a terminal of its own, and a person who waits for each question."""

    def __init__(self, larder: Larder, *arguments: str):
        self.pid, self.descriptor = pty.fork()
        if self.pid == 0:
            os.execve(program(), [str(program()), *arguments], larder.environment)
        self.shown = ""

    def wait_for(self, words: str) -> None:
        end = time.monotonic() + PATIENCE_SECONDS
        while words not in self.shown:
            assert time.monotonic() < end, self.shown
            self._read()

    def answer(self, question: str, text: str) -> None:
        self.wait_for(question)
        os.write(self.descriptor, text.encode() + b"\n")

    def end(self) -> int:
        while self._read():
            pass
        os.close(self.descriptor)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])

    def _read(self) -> bool:
        try:
            ready, _, _ = select.select([self.descriptor], [], [], PATIENCE_SECONDS)
            assert ready, self.shown
            self.shown += (read := os.read(self.descriptor, 65536).decode())
            return bool(read)
        except OSError:
            return False


def test_a_person_types_them_and_nobody_sees_the_secret(larder, keyring):
    terminal = Terminal(larder, "credentials", "add", "acme-exports", "s3")
    terminal.answer("Access key ID: ", "AKIAEXAMPLE")
    wait_until(lambda: "AKIAEXAMPLE" in terminal.shown or terminal._read() and "AKIAEXAMPLE" in terminal.shown, "it is shown")
    terminal.answer("Secret access key: ", SECRET)
    terminal.answer("Session token (may be empty): ", "")
    assert terminal.end() == 0
    assert SECRET not in terminal.shown
    assert "kept in the desktop keyring: acme-exports, access key of S3" in terminal.shown
    assert len(keyring.items()) == 1


def test_the_terminal_is_as_before_after_a_stop(larder):
    terminal = Terminal(larder, "credentials", "add", "acme-web", "bearer")
    terminal.wait_for("Token: ")
    os.write(terminal.descriptor, b"\x03")
    assert terminal.end() == 130
    assert larder.json("credentials") == {"credentials": []}


def test_a_key_file_is_named_at_the_terminal(larder, tmp_path):
    file = tmp_path / "key.json"
    file.write_text('{"type": "service_account", "client_email": "reader@acme", "private_key": "no key at all"}')
    terminal = Terminal(larder, "credentials", "add", "acme-gs", "gs")
    terminal.answer("Path of the key file: ", str(file))
    assert terminal.end() == 0
    assert larder.json("credentials")["credentials"][0]["kind"] == "gs"


def test_lists_have_names_and_kinds_and_who_uses_them(larder, server):
    larder.run("credentials", "add", "acme-web", "bearer", input=SECRET)
    larder.run("credentials", "add", "acme-exports", "s3", input=f"AKIAEXAMPLE\n{SECRET}\n")
    larder.run("add", "acme/x", server.url("acme/"), "--credentials", "acme-web", "--no-probe")
    told = larder.run("credentials").out
    assert [line.split("  ")[0] for line in told.splitlines()] == ["NAME", "acme-exports", "acme-web"]
    assert "access key of S3" in told and "desktop keyring" in told and "acme/x" in told and "no dataset" in told
    assert larder.run("credentials", "list", "--names").out == "acme-exports\nacme-web\n"
    rows = larder.json("credentials", "list")["credentials"]
    assert rows == [{"name": "acme-exports", "kind": "s3", "where": "keyring", "datasets": []},
                    {"name": "acme-web", "kind": "bearer", "where": "keyring", "datasets": ["acme/x"]}]
    assert SECRET not in told and "AKIAEXAMPLE" not in told


def test_removing_says_who_uses_it_and_asks(larder, keyring, server):
    larder.run("credentials", "add", "acme-web", "bearer", input=SECRET)
    larder.run("add", "acme/x", server.url("acme/"), "--credentials", "acme-web", "--no-probe")
    refused = larder.run("credentials", "remove", "acme-web", exit=2).err
    assert "cannot be undone; they are used by acme/x" in refused and "--yes" in refused
    terminal = Terminal(larder, "credentials", "remove", "acme-web")
    terminal.answer("used by acme/x. Type the name to go on:", "no")
    assert terminal.end() == 1 and len(keyring.items()) == 1
    assert larder.json("credentials", "remove", "acme-web", "--yes") == {"removed": "acme-web", "datasets": ["acme/x"]}
    assert keyring.items() == []
    larder.run("credentials", "remove", "acme-web", "--yes", exit=4)


@pytest.mark.parametrize("words, said", [
    (["credentials", "ad"], 'did you mean "add"'),
    (["credentials", "add"], "NAME is missing"),
    (["credentials", "add", "acme"], "kinds are s3 (access key of S3)"),
    (["credentials", "add", "acme", "s4"], 'no kind of credentials "s4"'),
    (["credentials", "add", "../acme", "bearer"], "no name for credentials"),
    (["credentials", "list", "acme"], 'unexpected argument "acme"'),
    (["credentials", "test", "acme"], "give an address to list"),
    (["credentials", "add", "acme", "bearer", SECRET], "unexpected argument"),
])
def test_what_is_wrong_is_said(larder, words, said):
    answer = larder.run(*words, exit=2, input="one\n")
    assert said in answer.err


def test_a_wrong_secret_is_refused_without_a_word_of_it(larder, keyring):
    refused = larder.run("credentials", "add", "acme", "az-key", input="no-base64!", exit=2)
    assert "account-key cannot be used" in refused.err and "no-base64" not in refused.err
    refused = larder.run("credentials", "add", "acme", "basic", input="user\npassword\nmore\n", exit=2)
    assert "more lines than there are fields" in refused.err
    assert larder.json("credentials") == {"credentials": []}
    larder.run("credentials", "add", "acme", "bearer", input="t")
    assert "of the kind bearer" in larder.run("credentials", "add", "acme", "s3", input="A\nB\n", exit=2).err
