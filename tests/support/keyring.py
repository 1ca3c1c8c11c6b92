"""A desktop keyring of a test's own: gnome-keyring-daemon on a session bus of its own.

    with Keyring(tmp_path) as keyring:
        larder.environment |= keyring.environment
        keyring.unlock()         # before, nobody keeps secrets there
        keyring.lock()

Each home of these tests is somebody else's: nothing of this machine's keyring is seen. All that is started ends with it.
"""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import dbus

from support.observe import wait_until

SERVICE, PATH = "org.freedesktop.secrets", "/org/freedesktop/secrets"
COLLECTION = "/org/freedesktop/secrets/aliases/default"
PASSWORD = "the keyring's own password"


class KeyringBus:
    """The bus of any keyring, and the life of its daemon."""

    session: dict[str, str] = {}  # what its desktop sets for who uses it

    def __init__(self, folder: Path):
        self.folder = Path(folder) / "keyring"
        self.daemon: subprocess.Popen | None = None
        for place in ("runtime", "share", "services"):
            (self.folder / place).mkdir(parents=True)
        (self.folder / "runtime").chmod(0o700)
        # A bus that starts nothing by itself: no keyring of this machine's, no prompt.
        configuration = self.folder / "session.conf"
        configuration.write_text(
            '<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" '
            '"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">'
            f"<busconfig><type>session</type><listen>unix:dir={self.folder}/runtime</listen>"
            '<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>'
            "</policy></busconfig>")
        self.configuration = configuration

    def __enter__(self):
        with open(self.folder / "dbus.log", "ab") as log:
            self.bus_daemon = subprocess.Popen(
                ["dbus-daemon", f"--config-file={self.configuration}", "--nofork", "--print-address=1"],
                stdout=subprocess.PIPE, stderr=log, text=True)
        self.address = self.bus_daemon.stdout.readline().strip()
        self.bus = dbus.bus.BusConnection(self.address)
        return self

    def __exit__(self, *_):
        self.stop()
        self.bus.close()
        self.bus_daemon.send_signal(signal.SIGTERM)
        self.bus_daemon.wait(timeout=30)
        self.bus_daemon.stdout.close()

    @property
    def environment(self) -> dict[str, str]:
        """Of who uses it."""
        return {"DBUS_SESSION_BUS_ADDRESS": self.address, "XDG_RUNTIME_DIR": str(self.folder / "runtime")} | self.session

    def stop(self) -> None:
        if self.daemon:
            self.daemon.send_signal(signal.SIGTERM)
            self.daemon.wait(timeout=30)
        self.daemon = None

    def start(self, *command: str, environment: dict[str, str], **options) -> None:
        kept = {key: value for key, value in os.environ.items() if key in ("PATH", "LD_LIBRARY_PATH")}
        with open(self.folder / "daemon.log", "ab") as log:
            self.daemon = subprocess.Popen(command, stdout=log, stderr=log, **options,
                                           env=kept | self.environment | {"HOME": str(self.folder), "LC_ALL": "C.UTF-8",
                                                                          "XDG_DATA_HOME": str(self.folder / "share")} | environment)


class Keyring(KeyringBus):
    service = SERVICE

    def unlock(self) -> None:
        """As a session does that was signed in to with a password, or a person who types it."""
        if self.daemon is None:
            self._begin()
        else:
            service = self.bus.get_object(SERVICE, PATH)
            secrets = dbus.Interface(service, "org.freedesktop.Secret.Service")
            _, session = secrets.OpenSession("plain", dbus.String("", variant_level=1))
            password = dbus.Struct((session, dbus.ByteArray(b""), dbus.ByteArray(PASSWORD.encode()), "text/plain"), signature="oayays")
            dbus.Interface(service, "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface").UnlockWithMasterPassword(
                secrets.ReadAlias("default"), password)
        wait_until(lambda: self.bus.name_has_owner(SERVICE) and not self.is_locked(), "the keyring is open")

    def lock(self) -> None:
        service = dbus.Interface(self.bus.get_object(SERVICE, PATH), "org.freedesktop.Secret.Service")
        service.Lock([service.ReadAlias("default")])
        wait_until(self.is_locked, "the keyring is locked")

    def is_locked(self) -> bool:
        try:
            collection = dbus.Interface(self.bus.get_object(SERVICE, COLLECTION), "org.freedesktop.DBus.Properties")
            return bool(collection.Get("org.freedesktop.Secret.Collection", "Locked"))
        except dbus.exceptions.DBusException:
            return True  # it has no password yet

    def forget_all(self) -> None:
        """As a person does in the keyring's own program."""
        collection = self.bus.get_object(SERVICE, COLLECTION)
        for path in dbus.Interface(collection, "org.freedesktop.DBus.Properties").Get("org.freedesktop.Secret.Collection", "Items"):
            dbus.Interface(self.bus.get_object(SERVICE, path), "org.freedesktop.Secret.Item").Delete()

    def items(self) -> list[dict[str, str]]:
        """The attributes of all that it keeps."""
        collection = self.bus.get_object(SERVICE, COLLECTION)
        paths = dbus.Interface(collection, "org.freedesktop.DBus.Properties").Get("org.freedesktop.Secret.Collection", "Items")
        found = []
        for path in paths:
            item = dbus.Interface(self.bus.get_object(SERVICE, path), "org.freedesktop.DBus.Properties")
            attributes = item.Get("org.freedesktop.Secret.Item", "Attributes")
            found.append({str(name): str(value) for name, value in attributes.items()})
        return found

    def _begin(self) -> None:
        self.start("gnome-keyring-daemon", "--foreground", "--components=secrets", "--unlock", stdin=subprocess.PIPE, text=True,
                   environment={"GNOME_KEYRING_CONTROL": str(self.folder / "runtime/keyring")})
        self.daemon.stdin.write(PASSWORD)
        self.daemon.stdin.close()
