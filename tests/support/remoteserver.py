"""A real server that rclone reads from, over a directory that a test changes as it likes.

    remoteserver.py sftp|webdav|ftp

As storeprocess.py has it. It tells "root" (the directory; below /tmp, because as root the server is nobody, who may not read all),
"options" (of a remote of rclone that reads it) and, for sftp, "key", "known_hosts" and "user". Calls: "stop" and "start" the
server, on the same port; "lock_out" makes it refuse who was let in, "let_in" lets them in again.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from support.storeprocess import free_port, serve, wait_for

SECRET = "larder-webdav-s3cret-0815"
USER = pwd.getpwuid(os.geteuid() or pwd.getpwnam("nobody").pw_uid).pw_name
AS_USER = {} if os.geteuid() else {"user": USER, "group": pwd.getpwnam(USER).pw_gid, "extra_groups": []}


class Place:
    def __init__(self):
        self.port = free_port()
        self.home = Path(tempfile.mkdtemp(prefix="larder-remote-"))
        self.home.chmod(0o755)
        self.root = self.home / "root"
        self.root.mkdir()
        self._process = None

    def start(self) -> None:
        if not self._process:
            self._process = self.process()
            wait_for(self.port, self._process)

    def stop(self) -> None:
        if self._process:
            self._process.terminate()
            self._process.wait()
            self._process = None

    def lock_out(self) -> None:
        raise NotImplementedError

    def let_in(self) -> None:
        raise NotImplementedError


class Sftp(Place):
    """OpenSSH's, with one key."""

    def __init__(self):
        super().__init__()
        self.keys = self.home / "ssh"
        self.keys.mkdir()
        for name in ("host", "id"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", self.keys / name], check=True)
        (self.keys / "id").chmod(0o600)
        host = (self.keys / "host.pub").read_text().split()
        (self.keys / "known_hosts").write_text(f"[127.0.0.1]:{self.port} {host[0]} {host[1]}\n")
        self.let_in()
        lines = [f"Port {self.port}", "ListenAddress 127.0.0.1", f"HostKey {self.keys}/host", "PidFile none",
                 f"AuthorizedKeysFile {self.keys}/authorized", "StrictModes no", "UsePAM no", "PasswordAuthentication no",
                 "KbdInteractiveAuthentication no", "Subsystem sftp internal-sftp", "MaxStartups 100:30:200"]
        (self.keys / "config").write_text("\n".join(lines) + "\n")

    def process(self) -> subprocess.Popen:
        if not os.geteuid():
            Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)  # sshd's own, which its service makes at boot
        return subprocess.Popen(["/usr/sbin/sshd", "-D", "-e", "-f", self.keys / "config"], stdin=subprocess.DEVNULL,
                                stderr=open(self.home / "log", "ab"))

    def lock_out(self) -> None:
        (self.keys / "authorized").write_text("")

    def let_in(self) -> None:
        (self.keys / "authorized").write_text((self.keys / "id.pub").read_text())
        (self.keys / "authorized").chmod(0o644)

    def told(self) -> dict:
        key, known = str(self.keys / "id"), str(self.keys / "known_hosts")
        options = {"type": "sftp", "host": "127.0.0.1", "port": self.port, "user": USER, "key_file": key, "known_hosts_file": known}
        return {"options": options, "key": key, "known_hosts": known, "user": USER, "log": str(self.home / "log")}


class WebDav(Place):
    """rclone's own, with a password."""

    def __init__(self):
        super().__init__()
        self.password = SECRET

    def process(self) -> subprocess.Popen:
        environment = {"PATH": os.environ["PATH"], "HOME": str(self.home), "RCLONE_CONFIG": "", "RCLONE_USER": "acme",
                       "RCLONE_PASS": self.password, "XDG_CACHE_HOME": "/nonexistent"}
        return subprocess.Popen(["rclone", "serve", "webdav", str(self.root), "--addr", f"127.0.0.1:{self.port}", "--read-only",
                                 "--dir-cache-time", "0"],
                                env=environment, stdin=subprocess.DEVNULL, stderr=open(self.home / "log", "ab"), **AS_USER)

    def change_password(self, password: str) -> None:
        self.stop()
        self.password = password
        self.start()

    def lock_out(self) -> None:
        self.change_password("another")

    def let_in(self) -> None:
        self.change_password(SECRET)

    def told(self) -> dict:
        return {"options": {"type": "webdav", "url": f"http://127.0.0.1:{self.port}/", "vendor": "other", "user": "acme", "pass": obscured(SECRET)}}


class Ftp(Place):
    """pyftpdlib's, with a password: Debian's rclone serves no FTP."""

    def process(self) -> subprocess.Popen:
        program = ("import sys, os\n"
                   "from pyftpdlib.authorizers import DummyAuthorizer\nfrom pyftpdlib.handlers import FTPHandler\n"
                   "from pyftpdlib.servers import FTPServer\n"
                   "people = DummyAuthorizer()\npeople.add_user('acme', os.environ['FTP_PASSWORD'], sys.argv[2], perm='elr')\n"
                   "FTPHandler.authorizer = people\nFTPHandler.auth_failed_timeout = 0\n"
                   "FTPServer(('127.0.0.1', int(sys.argv[1])), FTPHandler).serve_forever()\n")
        return subprocess.Popen([sys.executable, "-c", program, str(self.port), str(self.root)], stdin=subprocess.DEVNULL,
                                env=os.environ | {"FTP_PASSWORD": SECRET}, stderr=open(self.home / "log", "ab"), **AS_USER)

    def told(self) -> dict:
        return {"options": {"type": "ftp", "host": "127.0.0.1", "port": self.port, "user": "acme", "pass": obscured(SECRET)}}


def obscured(password: str) -> str:
    """As rclone's configuration has it, which anybody can read backwards."""
    return subprocess.run(["rclone", "obscure", "-"], input=password, text=True, capture_output=True, check=True).stdout.strip()


def main() -> None:
    place = {"sftp": Sftp, "webdav": WebDav, "ftp": Ftp}[sys.argv[1]]()
    place.start()
    try:
        serve(place.port, lambda call, _: getattr(place, call)(), root=str(place.root), **place.told())
    finally:
        place.stop()
        shutil.rmtree(os.fsencode(place.home), ignore_errors=True)  # with names that are no UTF-8


if __name__ == "__main__":
    main()
