"""What a sign-in of the provider's means for who stays: an agent that goes on when a person has signed in again, and a secret
that is nowhere but on the wire."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from support import s3store
from support.agent import Agent, WallClock
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


def test_a_secret_is_nowhere_but_on_the_wire(larder, server, tmp_path):
    """Looked for while keys are asked for, while a body comes, and while the command after it runs; then in all that was written
    and said."""
    asked, go_on = tmp_path / "asked", tmp_path / "go-on"
    keys = tmp_path / "bin/keys"
    write_program(keys, f"echo asked >{asked}\nwhile [ ! -e {go_on} ]; do sleep 0.02; done\necho '{printed_keys()}'\n")
    (larder.home / ".aws").mkdir(parents=True)
    (larder.home / ".aws/config").write_text(f"[profile corp]\ncredential_process = {keys}\n")
    signed, body = threading.Event(), threading.Event()

    def listing(handler):
        handler.reply(200, b"<ListBucketResult><EncodingType>url</EncodingType><IsTruncated>false</IsTruncated><Contents><Key>a.csv</Key>"
                           b"<LastModified>2026-08-01T06:00:00.000Z</LastModified><ETag>&quot;1&quot;</ETag><Size>2</Size></Contents>"
                           b"</ListBucketResult>")

    def content(handler):
        assert s3store.KEY_ID in handler.headers["Authorization"]
        signed.set()
        body.wait(60)
        handler.reply(200, b"1\n", {"ETag": '"1"'})

    server.answer("exports", listing)
    server.answer("exports/a.csv", content)
    loading, loaded = tmp_path / "loading", tmp_path / "loaded"
    larder.run("add", NAME, "s3://exports/", "--endpoint", server.url("").rstrip("/"), "--profile", "corp", "--no-probe",
               "--after", f"echo loading >{loading}; while [ ! -e {loaded} ]; do sleep 0.02; done; env")
    running = larder.start("refresh", NAME, "--json")

    def seen() -> bytes:
        return b"".join(map(words_of, descendants(running.pid)))

    wait_until(asked.exists, "the keys are asked for")
    words = seen()
    assert str(keys).encode() in words, "the program that gives the keys is looked at, too"
    go_on.touch()
    assert signed.wait(60)
    words += seen()
    body.set()
    wait_until(loading.exists, "the command after it runs")
    words += seen()
    assert b"while [ ! -e" in words
    loaded.touch()
    out, err = running.communicate(timeout=60)
    assert running.returncode == 0, err
    said = [larder.run("log", NAME), larder.run("why", NAME), larder.run("status", NAME, "--json"), larder.run("dump"),
            larder.run("doctor", exit=None)]
    words += (out + err + "".join(answer.out + answer.err for answer in said)).encode()
    words += b"".join(file.read_bytes() for file in larder.home.rglob("*") if file.is_file() and ".aws" not in file.parts)
    for secret in (s3store.SECRET, "AWS4-HMAC", "Signature="):
        assert secret.encode() not in words
