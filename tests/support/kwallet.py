"""KWallet, the keyring of Plasma, on a session bus of its own; used as `keyring.py` is.

Its wallet is made and opened as PAM does at a sign-in, with a hash of the password and no dialog. Where one is asked for all the same
nobody sees it, unless `display` names an X server.
"""

from __future__ import annotations

import hashlib
import os
import socket
from pathlib import Path

import dbus

from support.keyring import PASSWORD, KeyringBus
from support.observe import wait_until

WALLET, OURS = "kdewallet", "larder"
# As kwallet-pam and the daemon have them.
ITERATIONS, KEY_BYTES, SALT_BYTES = 50_000, 56, 56


class KWallet(KeyringBus):
    service = "org.kde.kwalletd6"
    session = {"XDG_CURRENT_DESKTOP": "KDE", "KDE_SESSION_VERSION": "6"}

    def __init__(self, folder: Path, display: str | None = None, settings: str = "", password: str = PASSWORD):
        super().__init__(folder)
        self.screen = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"} if display else {"QT_QPA_PLATFORM": "offscreen"}
        self.settings = self.folder / ".config/kwalletrc"
        self.settings.parent.mkdir()
        self.settings.write_text(settings)
        salt = self.folder / "share/kwalletd" / f"{WALLET}.salt"
        salt.parent.mkdir()
        salt.write_bytes(os.urandom(SALT_BYTES))
        self.hash = hashlib.pbkdf2_hmac("sha512", password.encode(), salt.read_bytes(), ITERATIONS, KEY_BYTES)

    @property
    def wallets(self) -> dbus.Interface:
        return dbus.Interface(self.bus.get_object(self.service, "/modules/kwalletd6"), "org.kde.KWallet")

    def unlock(self) -> None:
        """A sign-in anew: while its dialog stands, the daemon takes no password from elsewhere."""
        self.stop()
        self.sign_in()
        wait_until(lambda: self.bus.name_has_owner(self.service) and not self.is_locked(), "the wallet is open")

    def lock(self) -> None:
        self.wallets.close(WALLET, True, signature="sb")
        wait_until(self.is_locked, "the wallet is closed")

    def is_locked(self) -> bool:
        return not self.wallets.isOpen(WALLET, signature="s")

    def forget_all(self) -> None:
        assert self.wallets.removeFolder(self._handle(), OURS, OURS)

    def items(self) -> list[str]:
        return [str(key) for key in self.wallets.entryList(self._handle(), OURS, OURS)]

    def sign_in(self) -> None:
        """The hash through a pipe, then the session's variables through a socket."""
        place = self.folder / "runtime/kwallet.socket"
        place.unlink(missing_ok=True)
        reading, writing = os.pipe()
        with socket.socket(socket.AF_UNIX) as listening, socket.socket(socket.AF_UNIX) as speaking:
            listening.bind(str(place))
            listening.listen()
            self.start("kwalletd6", "--pam-login", str(reading), str(listening.fileno()), pass_fds=(reading, listening.fileno()),
                       environment=self.screen | {"PAM_KWALLET5_LOGIN": str(place)})
            os.close(reading)
            os.write(writing, self.hash)
            os.close(writing)
            speaking.connect(str(place))
            speaking.sendall("".join(f"{name}={value}\n" for name, value in self.session.items()).encode())

    def start_closed(self) -> None:
        """As the bus starts it in a session whose sign-in gave no password."""
        self.start("kwalletd6", environment=self.screen)
        wait_until(lambda: self.bus.name_has_owner(self.service), "the daemon is there")

    def _handle(self) -> int:
        return self.wallets.open(WALLET, dbus.Int64(0), OURS)
