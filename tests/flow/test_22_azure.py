"""Datasets in containers of Azure Blob Storage: a real server that verifies who asks, written by rclone and by the provider's own
rules, read by the real program."""

from __future__ import annotations

import os
import subprocess

import pytest

from support import azurestore
from support.azure import Store
from support.larder import Larder
from support.program import write_program
from support.storeprocess import tool

NAME = "acme/daily"


@pytest.fixture(scope="module")
def store():
    with Store() as store:
        yield store


@pytest.fixture
def larder(tmp_path) -> Larder:
    return Larder(tmp_path / "home", LARDER_HTTP_BACKOFF_MS="1")


@pytest.fixture
def container(store, request):
    return store.container("c-" + request.node.name[5:45].lower().replace("_", "-").strip("-"))


def everything_below(folder) -> bytes:
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


def test_a_day_with_a_container(larder, container, store):
    store.sign_in(larder)
    container.put("daily/a.csv", b"one\n")
    container.put("daily/sub dir/b+c%.csv", b"two\n")
    container.put("elsewhere/c.csv", b"three\n")
    # Where the account is, the connection string says; the binding keeps it.
    added = larder.run("add", NAME, container.url("daily/"))
    assert "found 2 files, 8 bytes" in added.out
    assert f'endpoint = "{store.endpoint}"' in larder.run("dump").out
    path = larder.path(NAME)
    assert (path / "a.csv").read_bytes() == b"one\n" and (path / "sub dir/b+c%.csv").read_bytes() == b"two\n"
    # Nothing changed: one request proves it, and no byte comes.
    (run,) = larder.json("refresh", NAME)["runs"]
    assert (run["outcome"], run["requests"], run["fetched_bytes"]) == ("unchanged", 1, 0)
    # Uploaded again on the same day, at the same size.
    container.put("daily/a.csv", b"ONE\n")
    assert larder.json("check", NAME, exit=3)["datasets"][0]["changed"] == ["a.csv"]
    (run,) = larder.json("refresh", NAME)["runs"]
    assert (run["outcome"], run["fetched_files"], run["requests"]) == ("fetched", 1, 2)
    again = larder.path(NAME)
    assert again != path and (again / "a.csv").read_bytes() == b"ONE\n" and (path / "a.csv").read_bytes() == b"one\n"


def test_what_rclone_uploads_is_read(larder, container, store, tmp_path):
    folder = tmp_path / "exports"
    (folder / "d é").mkdir(parents=True)
    big = os.urandom(9 * 1024 * 1024)  # in several blocks
    (folder / "big.bin").write_bytes(big)
    (folder / "d é/naïve 100%.csv").write_bytes(b"x\n")
    signature = store.call("signature", container=container.name, permissions="rcwl")["signature"]
    environment = {"RCLONE_AZUREBLOB_SAS_URL": f"{store.behind}/{azurestore.ACCOUNT}/{container.name}?{signature}"}
    subprocess.run(["rclone", "copy", "--config", "", str(folder), f":azureblob:{container.name}/up"],
                   env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"} | environment, check=True)
    store.sign_in(larder)
    larder.run("add", NAME, container.url("up"))
    path = larder.path(NAME)
    assert (path / "big.bin").read_bytes() == big and (path / "d é/naïve 100%.csv").read_bytes() == b"x\n"


def test_what_azures_library_uploads_again_is_seen(larder, container, store, tmp_path):
    script = """
import sys
from azure.storage.blob import BlobServiceClient
connection, container, name, file = sys.argv[1:]
client = BlobServiceClient.from_connection_string(connection, max_single_put_size=4 << 20, max_block_size=4 << 20)
with open(file, "rb") as content:
    client.get_blob_client(container, name).upload_blob(content, overwrite=True)
"""
    connection = (f"DefaultEndpointsProtocol=http;AccountName={azurestore.ACCOUNT};AccountKey={azurestore.KEY};"
                  f"BlobEndpoint={store.behind}/{azurestore.ACCOUNT};")
    file = tmp_path / "naïve 100%.csv"

    def upload(content: bytes) -> None:
        file.write_bytes(content)
        subprocess.run([tool("azure-blob-python"), "-c", script, connection, container.name, f"up/d é/{file.name}", file],
                       env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}, check=True)

    store.sign_in(larder)
    upload(first := os.urandom(9 * 1024 * 1024))  # in several blocks
    larder.run("add", NAME, container.url("up/"))
    assert (larder.path(NAME) / f"d é/{file.name}").read_bytes() == first
    upload(again := os.urandom(len(first)))
    assert larder.json("check", NAME, exit=3)["datasets"][0]["changed"] == [f"d é/{file.name}"]
    larder.run("refresh", NAME)
    assert (larder.path(NAME) / f"d é/{file.name}").read_bytes() == again


def test_forty_datasets_with_an_expired_sign_in_make_one_attempt_and_one_message(larder, container, store, tmp_path):
    calls = tmp_path / "calls"
    write_program(tmp_path / "bin" / "az", f'echo "$*" >>{calls}\necho "very-secret-token" >&2\nexit 1\n')
    larder.environment["PATH"] = f"{tmp_path / 'bin'}:/usr/bin:/bin"
    public = store.container("everybodys", public=True)
    for each in (container, public):
        each.put("a.csv", b"1\n")
    bindings = "".join(f'[datasets."acme/d{i}"]\nurl = "{container.url()}"\nendpoint = "{store.endpoint}"\nprofile = "Corp Data"\n'
                       for i in range(40))
    bindings += f'[datasets."beta/other"]\nurl = "{public.url()}"\nendpoint = "{store.endpoint}"\nanonymous = true\n'
    (tmp_path / "bindings.toml").write_text(bindings)
    larder.run("apply", str(tmp_path / "bindings.toml"))
    answer = larder.run("refresh", "--all", "--json", exit=5)
    runs = {run["dataset"]: run for run in answer.json()["runs"]}
    assert len(runs) == 41 and runs["beta/other"]["outcome"] == "fetched"  # the others proceed
    assert {run["error"]["kind"] for name, run in runs.items() if name != "beta/other"} == {"SignInNeeded"}
    assert len(calls.read_text().splitlines()) == 1 and "--subscription Corp Data" in calls.read_text()
    assert answer.err.count("az login") == 1 and '"Corp Data"' in answer.err, answer.err
    assert "very-secret-token" not in answer.err + answer.out
    # Signed in again: the next run has it.
    token = store.call("token")["token"]
    write_program(tmp_path / "bin" / "az", f"""echo '{{"accessToken":"{token}","tokenType":"Bearer"}}'\n""")
    assert {run["outcome"] for run in larder.json("refresh", "acme")["runs"]} == {"fetched"}


def test_nothing_secret_is_written_shown_or_passed_on(larder, container, store):
    container.put("a.csv", b"1\n")
    place = ("--endpoint", store.endpoint)
    signature = store.call("signature", container=container.name, permissions="rl")["signature"]
    larder.environment |= {"AZURE_STORAGE_ACCOUNT": azurestore.ACCOUNT, "AZURE_STORAGE_SAS_TOKEN": signature}
    said = [larder.run("add", NAME, container.url(), *place, "--json"), larder.run("refresh", NAME, "--json"),
            larder.run("add", "acme/missing", f"az://{azurestore.ACCOUNT}/no-such-container/", *place, exit=5)]
    # A signature that is wrong or allows too little, and an application that is refused, are told without them, too.
    larder.environment["AZURE_STORAGE_SAS_TOKEN"] = signature.replace("sig=", "sig=wrong")
    said.append(larder.run("add", "acme/wrong", container.url(), *place, exit=5))
    del larder.environment["AZURE_STORAGE_SAS_TOKEN"]
    larder.environment |= store.told["application"] | {"AZURE_CLIENT_SECRET": "a-wrong-secret-of-somebody"}
    said.append(larder.run("add", "acme/refused", container.url(), *place, exit=5))
    said += [larder.run("dump"), larder.run("why", NAME), larder.run("doctor", exit=None), larder.run("status", exit=None)]
    assert "AZURE_STORAGE_SAS_TOKEN" in said[3].err and "AZURE_CLIENT_ID" in said[4].err
    words = "".join(answer.out + answer.err for answer in said).encode() + everything_below(larder.home)
    for secret in ("sig=", signature, azurestore.KEY, "a-wrong-secret-of-somebody", "Bearer", "SharedKey"):
        assert secret.encode() not in words, secret


def test_addresses_without_a_container_are_refused(larder):
    assert "az://account/container/prefix/" in larder.run("add", NAME, "az://acmedata/", exit=2).err
    assert "has no requester-pays" in larder.run("add", NAME, "az://acmedata/exports/", "--requester-pays", exit=2).err
    larder.environment["PATH"] = "/nowhere"
    assert "no Azure credentials were found" in larder.run("add", NAME, "az://acmedata/exports/", exit=5).err
