"""Datasets in buckets of Google Cloud Storage: a real server, written by rclone and Google's own library, read by the real
program, which signs in at a token endpoint that checks who asks."""

from __future__ import annotations

import json
import os
import subprocess

import pytest

from support import gcsstore
from support.gcs import Store
from support.larder import Larder
from support.program import write_program
from support.storeprocess import tool

NAME = "acme/daily"


@pytest.fixture(scope="module")
def shared_store():
    with Store() as store:
        yield store


@pytest.fixture
def own_store():
    """For tests that take back its tokens."""
    with Store() as store:
        yield store


@pytest.fixture
def larder(tmp_path) -> Larder:
    return Larder(tmp_path / "home", NO_GCE_CHECK="true", AWS_EC2_METADATA_DISABLED="true", LARDER_HTTP_BACKOFF_MS="1")


@pytest.fixture
def bucket(shared_store, request):
    return shared_store.bucket("b-" + request.node.name[:50].lower().replace("_", "-").replace("[", "-").replace("]", ""))


def everything_below(folder) -> bytes:
    """All that was written, but for what the tests themselves put there."""
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file() and ".config" not in file.parts)


def test_a_day_with_a_bucket(larder, bucket, shared_store):
    shared_store.sign_in(larder)
    bucket.put("daily/a.csv", b"one\n")
    bucket.put("daily/sub dir/b+c%.csv", b"two\n")
    bucket.put("elsewhere/c.csv", b"three\n")
    added = larder.run("add", NAME, bucket.url("daily/"), "--endpoint", shared_store.endpoint)
    assert "found 2 files, 8 bytes" in added.out
    path = larder.path(NAME)
    assert (path / "a.csv").read_bytes() == b"one\n" and (path / "sub dir/b+c%.csv").read_bytes() == b"two\n"
    # Nothing changed: one request proves it, and no byte comes.
    shared_store.requests()
    (run,) = larder.json("refresh", NAME)["runs"]
    assert (run["outcome"], run["requests"], run["fetched_bytes"]) == ("unchanged", 1, 0)
    assert [each.split("?")[0] for each in shared_store.requests()] == ["POST /token", f"GET /storage/v1/b/{bucket.name}/o"]
    # Uploaded again on the same day, at the same size.
    bucket.put("daily/a.csv", b"ONE\n")
    assert larder.json("check", NAME, exit=3)["datasets"][0]["changed"] == ["a.csv"]
    (run,) = larder.json("refresh", NAME)["runs"]
    assert (run["outcome"], run["fetched_files"], run["requests"]) == ("fetched", 1, 2)
    again = larder.path(NAME)
    assert again != path and (again / "a.csv").read_bytes() == b"ONE\n" and (path / "a.csv").read_bytes() == b"one\n"


def test_what_rclone_uploads_is_read(larder, bucket, shared_store, tmp_path):
    folder = tmp_path / "exports"
    (folder / "d é").mkdir(parents=True)
    big = os.urandom(3 * 1024 * 1024)
    (folder / "big.bin").write_bytes(big)
    (folder / "d é/naïve 100%.csv").write_bytes(b"x\n")
    subprocess.run(["rclone", "copy", "--config", "", str(folder), f":gcs,anonymous,bucket_policy_only,endpoint='{shared_store.behind}/storage/v1/':{bucket.name}/up"],
                   env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}, check=True)
    shared_store.sign_in(larder, "account")
    larder.run("add", NAME, bucket.url("up"), "--endpoint", shared_store.endpoint)
    path = larder.path(NAME)
    assert (path / "big.bin").read_bytes() == big and (path / "d é/naïve 100%.csv").read_bytes() == b"x\n"


def test_what_googles_library_uploads_again_is_seen(larder, bucket, shared_store, tmp_path):
    script = """
import sys
from google.auth.credentials import AnonymousCredentials
from google.cloud import storage
endpoint, bucket, name, file = sys.argv[1:]
client = storage.Client(project="larder", credentials=AnonymousCredentials(), client_options={"api_endpoint": endpoint})
client.bucket(bucket).blob(name).upload_from_filename(file, checksum="crc32c")
"""
    file = tmp_path / "naïve 100%.csv"

    def upload(content: bytes) -> None:
        file.write_bytes(content)
        subprocess.run([tool("google-storage-python"), "-c", script, shared_store.behind, bucket.name, f"up/d é/{file.name}", file],
                       env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}, check=True)

    shared_store.sign_in(larder)
    upload(first := os.urandom(9 * 1024 * 1024))
    larder.run("add", NAME, bucket.url("up/"), "--endpoint", shared_store.endpoint)
    assert (larder.path(NAME) / f"d é/{file.name}").read_bytes() == first
    upload(again := os.urandom(len(first)))
    assert larder.json("check", NAME, exit=3)["datasets"][0]["changed"] == [f"d é/{file.name}"]
    larder.run("refresh", NAME)
    assert (larder.path(NAME) / f"d é/{file.name}").read_bytes() == again


def test_the_emulator_of_the_environment_is_kept_in_the_binding(larder, bucket, shared_store):
    bucket.put("a.csv", b"1\n")
    larder.environment["STORAGE_EMULATOR_HOST"] = shared_store.behind
    larder.run("add", NAME, bucket.url())
    del larder.environment["STORAGE_EMULATOR_HOST"]
    assert (larder.path(NAME) / "a.csv").read_bytes() == b"1\n"
    assert f'endpoint = "{shared_store.behind}"' in larder.run("dump").out


def test_nothing_secret_is_written_shown_or_passed_on(larder, bucket, shared_store):
    shared_store.sign_in(larder)
    bucket.put("a.csv", b"1\n")
    place = ("--endpoint", shared_store.endpoint)
    said = [larder.run("add", NAME, bucket.url(), *place, "--json"), larder.run("refresh", NAME, "--json"),
            larder.run("add", "acme/missing", "gs://no-such-bucket-at-all/", *place, exit=4)]
    # A refused sign-in is told without it, too.
    wrong = dict(shared_store.told["credentials"]["user"], refresh_token="1//a-wrong-token-of-somebody")
    (larder.home / "wrong.json").write_text(json.dumps(wrong))
    said.append(larder.run("add", "acme/refused", bucket.url(), *place, "--profile", str(larder.home / "wrong.json"), exit=5))
    (larder.home / "wrong.json").unlink()
    said += [larder.run("dump"), larder.run("why", NAME), larder.run("doctor", exit=None), larder.run("status", exit=None)]
    assert "gcloud auth application-default login" in said[3].err
    words = "".join(answer.out + answer.err for answer in said).encode() + everything_below(larder.home)
    for secret in (gcsstore.REFRESH_TOKEN, gcsstore.CLIENT_SECRET, "ya29.", "Bearer", "a-wrong-token-of-somebody"):
        assert secret.encode() not in words


def test_forty_datasets_with_an_expired_sign_in_make_one_attempt_and_one_message(larder, own_store, tmp_path):
    bucket, public = own_store.bucket("acme"), own_store.bucket("everybodys", public=True)
    for each in (bucket, public):
        each.put("a.csv", b"1\n")
    own_store.sign_in(larder)
    own_store.call("revoke")
    bindings = "".join(f'[datasets."acme/d{i}"]\nurl = "{bucket.url()}"\nendpoint = "{own_store.endpoint}"\n' for i in range(40))
    bindings += f'[datasets."beta/other"]\nurl = "{public.url()}"\nendpoint = "{own_store.endpoint}"\nanonymous = true\n'
    (tmp_path / "bindings.toml").write_text(bindings)
    larder.run("apply", str(tmp_path / "bindings.toml"))
    own_store.requests()
    answer = larder.run("refresh", "--all", "--json", exit=5)
    runs = {run["dataset"]: run for run in answer.json()["runs"]}
    assert len(runs) == 41 and runs["beta/other"]["outcome"] == "fetched"  # the others proceed
    assert {run["error"]["kind"] for name, run in runs.items() if name != "beta/other"} == {"SignInNeeded"}
    assert own_store.requests().count("POST /token") == 1
    assert answer.err.count("gcloud auth application-default login") == 1, answer.err
    assert "acme/d0, acme/d1, acme/d10 and 37 more" in answer.err
    # Signed in again, as somebody else may be: the next run has it.
    own_store.sign_in(larder, "account")
    assert {run["outcome"] for run in larder.json("refresh", "acme")["runs"]} == {"fetched"}


def test_a_gcloud_configuration_is_asked_through_the_gcloud_command(larder, bucket, shared_store, tmp_path):
    bucket.put("a.csv", b"1\n")
    gcloud = tmp_path / "bin/gcloud"
    write_program(gcloud, "exit 1\n")
    larder.environment["PATH"] = f"{gcloud.parent}:/usr/bin:/bin"
    place = ("--endpoint", shared_store.endpoint, "--profile", "acme")
    refused = larder.run("add", NAME, bucket.url(), *place, exit=5)
    assert "gcloud auth login --configuration acme" in refused.err
    write_program(gcloud, f"echo {shared_store.call('token')['access_token']}\n")
    larder.run("add", NAME, bucket.url(), *place)
    assert (larder.path(NAME) / "a.csv").read_bytes() == b"1\n"


def test_options_of_other_buckets_are_refused(larder):
    assert "has no region" in larder.run("add", NAME, "gs://bucket/", "--region", "europe-west1", exit=2).err
    assert "no Google credentials were found" in larder.run("add", NAME, "gs://bucket/x/", exit=5).err
