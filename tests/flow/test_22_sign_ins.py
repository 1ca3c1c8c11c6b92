"""What a sign-in of the provider's means for who stays: an agent that goes on when a person has signed in again, and a secret
that is nowhere but on the wire."""

from __future__ import annotations

import json
import subprocess
import threading
from pathlib import Path

import pytest

from support import s3store
from support.agent import Agent, WallClock
from support.keyring import Keyring
from support.larder import Larder
from support.observe import wait_until
from support.program import write_program
from support.s3 import Store

NAME = "acme/daily"


@pytest.fixture(scope="module")
def versity():
    with Store("versitygw") as store:
        yield store


@pytest.fixture
def larder(tmp_path) -> Larder:
    return Larder(tmp_path / "home", AWS_EC2_METADATA_DISABLED="true", LARDER_HTTP_BACKOFF_MS="1")


def printed_keys() -> str:
    return json.dumps({"Version": 1, "AccessKeyId": s3store.KEY_ID, "SecretAccessKey": s3store.SECRET})


def test_an_agent_goes_on_after_a_new_sign_in(larder, versity, tmp_path):
    bucket = versity.bucket("b-agent-signs-in")
    bucket.put("a.csv", b"1\n")
    aws = tmp_path / "bin/aws"
    write_program(aws, "exit 255\n")
    (larder.home / ".aws").mkdir(parents=True)
    (larder.home / ".aws/config").write_text("[profile corp]\nsso_session = corp\nsso_account_id = 1\nsso_role_name = r\n")
    clock = WallClock(tmp_path)
    larder.environment |= {"PATH": f"{aws.parent}:/usr/bin:/bin"} | clock.environment
    larder.run("add", NAME, bucket.url(), "--endpoint", versity.endpoint, "--profile", "corp", "--no-probe")
    with Agent(larder) as agent:
        agent.wait_for("aws sso login --profile corp")
        assert larder.row(NAME)["state"] == "signin"
        write_program(aws, f"echo '{printed_keys()}'\n")

        def is_fetched_by_another_look() -> bool:
            """One failure is shared for some seconds: a look within them is told the same."""
            told = len(agent.said(NAME))
            clock.jump(minutes=90)
            wait_until(lambda: len(agent.said(NAME)) > told, "another look")
            return bool(agent.said(f"{NAME}: 1 file fetched"))

        wait_until(is_fetched_by_another_look, "the new sign-in counts")
    assert (larder.path(NAME) / "a.csv").read_bytes() == b"1\n"


def descendants(process: int) -> list[int]:
    found = [process]
    for parent in found:
        for task in Path(f"/proc/{parent}/task").glob("*/children"):
            found += [int(child) for child in task.read_text().split()]
    return found


def words_of(process: int) -> bytes:
    """What every user of the machine, and every child, could read of it."""
    words = b""
    for part in ("cmdline", "environ"):
        try:
            words += Path(f"/proc/{process}/{part}").read_bytes()
        except FileNotFoundError:
            pass  # it has ended
    return words


class WatchedRun:
    """A run over a server that holds its body back until the words of all its processes were read: while it asks, while the body
    comes, and while the command after it runs. Then all that it wrote and said."""

    def __init__(self, larder, server, tmp_path, *signed_in_by: str):
        self.larder, self.words = larder, b""
        self.signed, self.body = threading.Event(), threading.Event()
        server.answer("exports", self._listing)
        server.answer("exports/a.csv", self._content)
        self.loading, self.loaded = tmp_path / "loading", tmp_path / "loaded"
        larder.run("add", NAME, "s3://exports/", "--endpoint", server.url("").rstrip("/"), *signed_in_by, "--no-probe",
                   "--after", f"echo loading >{self.loading}; while [ ! -e {self.loaded} ]; do sleep 0.02; done; env")
        self.running = larder.start("refresh", NAME, "--json")

    def look(self) -> None:
        self.words += b"".join(map(words_of, descendants(self.running.pid)))

    def end(self, *places) -> bytes:
        """`places` are those in which the provider's own tools keep secrets, below the home."""
        assert self.signed.wait(60)
        self.look()
        self.body.set()
        wait_until(self.loading.exists, "the command after it runs")
        self.look()
        assert b"while [ ! -e" in self.words
        self.loaded.touch()
        out, err = self.running.communicate(timeout=60)
        assert self.running.returncode == 0, err
        said = [self.larder.run("log", NAME), self.larder.run("why", NAME), self.larder.run("status", NAME, "--json"),
                self.larder.run("dump"), self.larder.run("doctor", exit=None), self.larder.run("credentials"),
                self.larder.run("credentials", "--json")]
        self.words += (out + err + "".join(answer.out + answer.err for answer in said)).encode()
        return self.words + b"".join(file.read_bytes() for file in self.larder.home.rglob("*")
                                     if file.is_file() and not set(places) & set(file.parts))

    def _listing(self, handler):
        handler.reply(200, b"<ListBucketResult><EncodingType>url</EncodingType><IsTruncated>false</IsTruncated><Contents><Key>a.csv</Key>"
                           b"<LastModified>2026-08-01T06:00:00.000Z</LastModified><ETag>&quot;1&quot;</ETag><Size>2</Size></Contents>"
                           b"</ListBucketResult>")

    def _content(self, handler):
        assert s3store.KEY_ID in handler.headers["Authorization"]
        self.signed.set()
        self.body.wait(60)
        handler.reply(200, b"1\n", {"ETag": '"1"'})


def has_no_secret(words: bytes) -> None:
    for secret in (s3store.SECRET, "AWS4-HMAC", "Signature="):
        assert secret.encode() not in words


def test_a_secret_is_nowhere_but_on_the_wire(larder, server, tmp_path):
    asked, go_on = tmp_path / "asked", tmp_path / "go-on"
    keys = tmp_path / "bin/keys"
    write_program(keys, f"echo asked >{asked}\nwhile [ ! -e {go_on} ]; do sleep 0.02; done\necho '{printed_keys()}'\n")
    (larder.home / ".aws").mkdir(parents=True)
    (larder.home / ".aws/config").write_text(f"[profile corp]\ncredential_process = {keys}\n")
    run = WatchedRun(larder, server, tmp_path, "--profile", "corp")
    wait_until(asked.exists, "the keys are asked for")
    run.look()
    assert str(keys).encode() in run.words, "the program that gives the keys is looked at, too"
    go_on.touch()
    has_no_secret(run.end(".aws"))


def test_a_secret_with_a_name_is_in_the_keyring_alone(larder, server, tmp_path):
    """It comes by a pipe; what keeps it is looked at while it waits for the second line."""
    with Keyring(tmp_path) as keyring:
        keyring.unlock()
        larder.environment |= keyring.environment
        keeping = larder.start("credentials", "add", "acme-exports", "s3", "--json", stdin=subprocess.PIPE)
        keeping.stdin.write(f"{s3store.KEY_ID}\n")
        keeping.stdin.flush()
        wait_until(lambda: b"credentials" in words_of(keeping.pid), "it runs")
        words = words_of(keeping.pid)
        out, err = keeping.communicate(f"{s3store.SECRET}\n", timeout=60)
        assert keeping.returncode == 0, err
        run = WatchedRun(larder, server, tmp_path, "--credentials", "acme-exports")
        words += (out + err).encode() + run.end()
        assert b"acme-exports" in words
        has_no_secret(words)
        assert s3store.KEY_ID.encode() not in words
        keyring.lock()  # nor where the keyring does not open
        refused = larder.run("refresh", NAME, "--json", exit=5)
        has_no_secret((refused.out + refused.err).encode())
