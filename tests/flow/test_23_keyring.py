"""Credentials with a name, in real desktop keyrings: kept once, used by every kind of source, explained when the keyring is locked
or missing, and good again without a restart. What Plasma's alone does is in test_23_kwallet.py."""

from __future__ import annotations

import base64
import itertools
import json
import time

import pytest

from support import azurestore, s3store
from support.agent import Agent, WallClock
from support.azure import Store as AzureStore
from support.gcs import Store as GcsStore
from support.keyring import Keyring
from support.kwallet import KWallet
from support.larder import Larder
from support.observe import wait_until
from support.s3 import Store as S3Store
from support.s3 import sign_in

NAME = "acme/daily"
LOCKED = "the desktop keyring is locked"
MISSING = "no desktop keyring is running"
ADVICE = {Keyring: "gnome-keyring-daemon --replace --unlock", KWallet: "open the wallet in KWalletManager"}
serials = itertools.count(1)
every_keyring = pytest.mark.parametrize("keyring", [Keyring, KWallet], indirect=True)


@pytest.fixture(scope="module")
def versity():
    with S3Store("versitygw") as store:
        yield store


@pytest.fixture
def keyring(request, tmp_path):
    with getattr(request, "param", Keyring)(tmp_path) as running:
        yield running


@pytest.fixture
def larder(tmp_path, keyring) -> Larder:
    return Larder(tmp_path / "home", AWS_EC2_METADATA_DISABLED="true", NO_GCE_CHECK="true", LARDER_HTTP_BACKOFF_MS="1",
                  **keyring.environment)


def keep_s3(larder: Larder, name: str = "acme-exports", secret: str = s3store.SECRET) -> None:
    larder.run("credentials", "add", name, "s3", input=f"{s3store.KEY_ID}\n{secret}\n")


def bound(larder: Larder, versity, bucket_name: str, credentials: str = "acme-exports"):
    bucket = versity.bucket(f"{bucket_name}-{next(serials)}")
    bucket.put("a.csv", b"1\n")
    larder.run("add", NAME, bucket.url(), "--endpoint", versity.endpoint, "--credentials", credentials, "--no-probe")
    return bucket


@every_keyring
def test_a_bucket_is_signed_in_to_by_a_name(larder, keyring, versity):
    keyring.unlock()
    keep_s3(larder)
    bound(larder, versity, "k-by-name")
    assert (larder.path(NAME) / "a.csv").read_bytes() == b"1\n"
    assert 'credentials = "acme-exports"' in larder.run("dump").out
    # Another home, even with the same name, has its own.
    other = Larder(larder.home.parent / "other", **{key: larder.environment[key] for key in keyring.environment})
    assert other.json("credentials") == {"credentials": []}
    keep_s3(other, secret="another-secret")
    larder.run("check", NAME)
    assert len(keyring.items()) == 2


@every_keyring
def test_a_new_secret_counts_at_once(larder, keyring, versity):
    keyring.unlock()
    keep_s3(larder, secret="not-the-secret")
    bound(larder, versity, "k-new-secret")
    refused = larder.run("refresh", NAME, exit=5)
    assert 'the credentials of "acme-exports" in the desktop keyring' in refused.err
    assert "larder credentials add acme-exports" in refused.err
    larder.run("credentials", "add", "acme-exports", input=f"{s3store.KEY_ID}\n{s3store.SECRET}\n")  # its kind is known
    larder.run("refresh", NAME)
    assert len(keyring.items()) == 1


def test_a_name_that_the_keyring_has_not_is_a_profile(larder, versity):
    """With nobody there to ask: who uses no credentials of ours never meets the keyring."""
    sign_in(larder, "corp")
    bound(larder, versity, "k-profile", "corp")
    assert (larder.path(NAME) / "a.csv").exists()
    assert larder.json("credentials")["credentials"] == [
        {"name": "corp", "kind": "s3", "where": "aws", "datasets": [NAME]}]
    larder.run("set", NAME, "credentials=nobody")
    refused = larder.run("refresh", NAME, exit=5).err
    assert 'no credentials "nobody", neither in the desktop keyring nor of the provider' in refused
    assert "credentials and profile" in larder.run("set", NAME, "profile=corp", exit=2).err


def test_a_bucket_of_google_by_a_service_account(larder, keyring):
    keyring.unlock()
    with GcsStore() as store:
        bucket = store.bucket("k-google")
        bucket.put("a.csv", b"1\n")
        larder.run("credentials", "add", "acme-gs", "gs", input=json.dumps(store.told["credentials"]["account"], indent=2))
        larder.run("add", NAME, bucket.url(), "--endpoint", store.endpoint, "--credentials", "acme-gs")
        assert (larder.path(NAME) / "a.csv").read_bytes() == b"1\n"
        tested = larder.json("credentials", "test", "acme-gs")
        assert tested == {"credentials": "acme-gs", "places": [{"url": bucket.url(), "files": 1, "bytes": 2}]}


def test_a_container_of_azure_by_each_kind(larder, keyring):
    keyring.unlock()
    with AzureStore() as store:
        container = store.container("exports")
        container.put("a.csv", b"1\n")
        larder.environment["AZURE_AUTHORITY_HOST"] = store.told["application"]["AZURE_AUTHORITY_HOST"]
        signature = store.call("signature", container=container.name, permissions="rl")["signature"]
        larder.run("credentials", "add", "by-key", "az-key", input=azurestore.KEY)
        larder.run("credentials", "add", "by-signature", "az-sas", input="?" + signature)
        larder.run("credentials", "add", "by-application", "az-app",
                   input=f"{azurestore.TENANT}\n{azurestore.CLIENT}\n{azurestore.SECRET}\n")
        for name in ("by-key", "by-signature", "by-application"):
            found = larder.run("credentials", "test", name, container.url(), "--endpoint", store.endpoint).out
            assert found == f"{name}: {container.url()} can be listed: 1 file, 2 bytes\n"
        larder.run("credentials", "add", "wrong", "az-key", input=base64.b64encode(b"another key").decode())
        assert '"wrong" in the desktop keyring' in larder.run(
            "credentials", "test", "wrong", container.url(), "--endpoint", store.endpoint, exit=5).err


@pytest.mark.parametrize("kind, written, sent", [
    ("basic", "reader\nopen: sesame\n", "Basic " + base64.b64encode(b"reader:open: sesame").decode()),
    ("bearer", "tok-3fa2c1\n", "Bearer tok-3fa2c1"),
])
def test_a_web_server_that_wants_a_sign_in(larder, keyring, server, kind, written, sent):
    keyring.unlock()
    larder.run("credentials", "add", "acme-web", kind, input=written)
    server.put("exports/a.csv", b"1\n")
    server.put("exports/more/b.csv", b"2\n")
    asked = []

    def guard(handler):
        asked.append(handler.headers.get("Authorization"))
        if asked[-1] != sent:
            handler.reply(401, b"who are you?\n", {"WWW-Authenticate": kind.title()})
            return True
        return False

    for path in ("exports/", "exports/more/", "exports/a.csv", "exports/more/b.csv"):
        server.guard(path, guard)
    refused = larder.run("add", NAME, server.url("exports/"), exit=5).err
    assert "larder credentials add NAME" in refused
    larder.run("add", NAME, server.url("exports/"), "--credentials", "acme-web")
    path = larder.path(NAME)
    assert (path / "a.csv").read_bytes() == b"1\n" and (path / "more/b.csv").read_bytes() == b"2\n"
    assert set(asked) == {None, sent}
    larder.run("credentials", "add", "acme-web", input=written.replace("tok", "old").replace("sesame", "poppy"))
    refused = larder.run("refresh", NAME, exit=5).err
    assert 'the server does not know the credentials of "acme-web" in the desktop keyring' in refused
    assert sent.split()[1] not in refused
    assert "in the open" in larder.run("add", "acme/x", "http://exports.example.com/", "--credentials", "acme-web", exit=2).err
    assert "for web servers and buckets" in larder.run("add", "acme/x", str(larder.home), "--credentials", "acme-web", exit=2).err


@every_keyring
def test_a_locked_keyring_is_explained_and_opens_without_a_restart(larder, keyring, versity, tmp_path):
    keyring.unlock()
    keep_s3(larder)
    bound(larder, versity, "k-locked")
    keyring.lock()
    began = time.monotonic()
    refused = larder.run("refresh", NAME, exit=5)
    assert time.monotonic() - began < 25, "nobody is there to type a password"
    assert f'the credentials "acme-exports" cannot be read: {LOCKED}' in refused.err and ADVICE[type(keyring)] in refused.err
    assert larder.json("credentials")["credentials"][0]["name"] == "acme-exports", "the names are there all the same"
    assert LOCKED in larder.run("credentials", "add", "more", "bearer", input="t\n", exit=5).err
    with goes_on_by_itself(larder, tmp_path, LOCKED):
        keyring.unlock()
    assert (larder.path(NAME) / "a.csv").read_bytes() == b"1\n"


@every_keyring
def test_a_missing_keyring_is_explained_and_found_without_a_restart(larder, keyring, versity, tmp_path):
    keyring.unlock()
    keep_s3(larder)
    bound(larder, versity, "k-missing")
    keyring.stop()
    assert MISSING in larder.run("refresh", NAME, exit=5).err
    nowhere = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"}
    assert MISSING in larder.run("refresh", NAME, exit=5, environment=nowhere).err
    with goes_on_by_itself(larder, tmp_path, MISSING):
        keyring.unlock()
    assert (larder.path(NAME) / "a.csv").read_bytes() == b"1\n"


@every_keyring
def test_a_keyring_that_never_answers_holds_up_nobody(larder, keyring, versity):
    keyring.unlock()
    keep_s3(larder)
    bound(larder, versity, "k-silent")
    keyring.stop()
    wait_until(lambda: not keyring.bus.name_has_owner(keyring.service), "its name is free")
    keyring.bus.request_name(keyring.service)  # and nobody here reads what is asked
    began = time.monotonic()
    larder.run("refresh", NAME, exit=5)
    assert time.monotonic() - began < 30


@every_keyring
def test_a_secret_that_is_gone_from_the_keyring_is_explained(larder, keyring, versity):
    keyring.unlock()
    keep_s3(larder)
    bound(larder, versity, "k-gone")
    keyring.forget_all()
    refused = larder.run("refresh", NAME, exit=5).err
    assert 'does not hold the credentials "acme-exports" any more' in refused and "larder credentials add acme-exports" in refused
    larder.run("credentials", "remove", "acme-exports", "--yes")
    assert larder.json("credentials") == {"credentials": []}


class goes_on_by_itself:
    """An agent that says why it cannot, and fetches after the body of `with`."""

    def __init__(self, larder: Larder, folder, why: str):
        self.larder, self.why = larder, why
        self.clock = WallClock(folder)

    def __enter__(self):
        self.larder.environment |= self.clock.environment
        self.clock.jump(minutes=90)  # what failed just before is not looked at again at once
        self.agent = Agent(self.larder)
        try:
            self.agent.wait_for(self.why)
            assert self.larder.row(NAME)["state"] == "signin"
        except BaseException:
            self.agent.stop()
            raise

    def __exit__(self, kind, *_):
        try:
            if kind is None:
                wait_until(self._is_fetched, "the keyring counts")
        finally:
            self.agent.stop()

    def _is_fetched(self) -> bool:
        """One failure is shared for some seconds: a look within them is told the same."""
        told = len(self.agent.said(NAME))
        self.clock.jump(minutes=90)
        wait_until(lambda: len(self.agent.said(NAME)) > told, "another look")
        return bool(self.agent.said(f"{NAME}: 1 file fetched"))
