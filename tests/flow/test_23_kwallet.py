"""What Plasma's keyring does in its own way; the rest is in test_23_keyring.py, which it passes as well."""

from __future__ import annotations

import signal
import subprocess
import time

import pytest

from support.keyring import PASSWORD, Keyring
from support.kwallet import KWallet
from support.larder import Larder
from support.observe import wait_until

SECRET = "tok-5e55f00d"
LOCKED = "the desktop keyring is locked"
PATIENCE_SECONDS = 30
PASSWORD_DIALOG = "KDE Wallet Service"


@pytest.fixture
def screen(tmp_path):
    with open(tmp_path / "xvfb.log", "ab") as log:
        server = subprocess.Popen(["Xvfb", "-displayfd", "1", "-nolisten", "tcp", "-noreset"], stdout=subprocess.PIPE, stderr=log, text=True)
    yield ":" + server.stdout.readline().strip()
    server.terminate()
    server.wait(timeout=30)
    server.stdout.close()


def user_of(keyring, name: str = "home", **environment: str) -> Larder:
    return Larder(keyring.folder.parent / name, LARDER_HTTP_BACKOFF_MS="1", **keyring.environment | environment)


def outside(larder: Larder, keyring) -> Larder:
    """The same home by ssh: its bus, but no word of the session."""
    shell = larder.at(None)
    for name in keyring.session:
        del shell.environment[name]
    return shell


def keep(larder: Larder, **options):
    return larder.run("credentials", "add", "acme-web", "bearer", input=f"{SECRET}\n", **options)


def guarded(server) -> str:
    def guard(handler):
        if handler.headers.get("Authorization") == f"Bearer {SECRET}":
            return False
        handler.reply(401, b"who are you?\n", {"WWW-Authenticate": "Bearer"})
        return True

    server.put("exports/a.csv", b"1\n")
    server.guard("exports/", guard)
    return server.url("exports/")


def test_what_a_session_keeps_a_shell_from_outside_finds(tmp_path, server):
    with KWallet(tmp_path) as keyring:
        keyring.unlock()
        larder = user_of(keyring)
        shell, place = outside(larder, keyring), guarded(server)
        keep(larder)
        shell.run("credentials", "test", "acme-web", place)
        keep(shell)
        larder.run("credentials", "test", "acme-web", place)
        assert len(keyring.items()) == 1
        told = [file for file in tmp_path.rglob("*") if file.is_file() and SECRET.encode() in file.read_bytes()]
        assert told == []
        shell.run("credentials", "remove", "acme-web", "--yes")
        assert keyring.items() == []


def test_the_secrets_of_plasma_are_in_its_wallet_though_gnome_keyring_runs_as_well(tmp_path):
    with KWallet(tmp_path, settings="[org.freedesktop.secrets]\napiEnabled=false\n") as keyring:
        keyring.unlock()
        gnome = Keyring(tmp_path / "gnome")
        gnome.address, gnome.bus = keyring.address, keyring.bus
        gnome.unlock()
        try:
            larder = user_of(keyring)
            keep(larder)
            assert (len(keyring.items()), gnome.items()) == (1, [])
            other = outside(user_of(keyring, "another"), keyring)
            other.environment["XDG_CURRENT_DESKTOP"] = "GNOME"
            keep(other)
            assert (len(keyring.items()), len(gnome.items())) == (1, 1)
            keyring.stop()
            keep(user_of(keyring, "without KWallet"))
            assert len(gnome.items()) == 2
        finally:
            gnome.stop()


def test_a_wallet_that_nobody_has_made_yet_holds_up_nobody(tmp_path):
    with KWallet(tmp_path) as keyring:
        keyring.start_closed()
        began = time.monotonic()
        assert LOCKED in keep(user_of(keyring), exit=5).err
        assert time.monotonic() - began < PATIENCE_SECONDS


def test_a_wallet_that_refuses_us_is_explained(tmp_path):
    with KWallet(tmp_path, settings="[Auto Deny]\nkdewallet=larder\n") as keyring:
        keyring.unlock()
        refused = keep(user_of(keyring), exit=5).err
        assert "the desktop keyring refuses" in refused and "KWalletManager" in refused


def test_a_wallet_without_a_password_opens_by_itself(tmp_path):
    with KWallet(tmp_path, password="") as keyring:
        keyring.unlock()
        keyring.lock()
        keep(user_of(keyring))
        assert len(keyring.items()) == 1


@pytest.mark.parametrize("answer, exit", [("type", 0), ("dismiss", 5), ("stop", 130)])
def test_a_person_is_asked_for_the_password(tmp_path, screen, answer, exit):
    with KWallet(tmp_path, display=screen) as keyring:
        keyring.unlock()
        keyring.lock()
        larder = user_of(keyring, DISPLAY=screen)
        asking = larder.start("credentials", "add", "acme-web", "bearer", stdin=subprocess.PIPE)
        asking.stdin.write(f"{SECRET}\n")
        asking.stdin.close()
        dialog = wait_until(lambda: xdotool(screen, "search", "--onlyvisible", "--name", PASSWORD_DIALOG), "the dialog is there")
        began = time.monotonic()
        xdotool(screen, "windowfocus", "--sync", dialog)
        if answer == "type":
            xdotool(screen, "type", PASSWORD)
            xdotool(screen, "key", "Return")
        elif answer == "dismiss":
            xdotool(screen, "key", "Escape")
        else:
            asking.send_signal(signal.SIGINT)
        assert asking.wait(timeout=60) == exit
        assert time.monotonic() - began < PATIENCE_SECONDS / 2, "it does not wait for more"
        assert keyring.is_locked() == (answer != "type")


def xdotool(screen: str, *arguments: str) -> str:
    return subprocess.run(["xdotool", *arguments], env={"PATH": "/usr/bin:/bin", "DISPLAY": screen}, capture_output=True, text=True,
                          timeout=30).stdout.strip()
