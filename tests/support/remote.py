"""Real servers that rclone reads, for Python tests: remoteserver.py as a process, and the person whose rclone is set up for them.

    with Remote("sftp") as remote:
        remote.configure(larder, "acme")
        remote.put("daily/a.csv", b"1,2\n")
        larder.run("add", "acme/daily", f"rclone:acme:{remote.path}/daily/")
"""

from __future__ import annotations

import os
import time
from pathlib import Path

from support.program import write_program
from support.storeprocess import StoreProcess


class Remote(StoreProcess):
    def __init__(self, kind: str):
        super().__init__("remoteserver", kind)
        self.kind = kind
        self.root = Path(self.told["root"])

    @property
    def path(self) -> str:
        """Of all that is there, in an address."""
        return str(self.root) if self.kind == "sftp" else ""

    def configure(self, larder, name: str) -> None:
        """As `rclone config` writes it, in the home of these tests; other remotes stay."""
        file = larder.home / ".config/rclone/rclone.conf"
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a") as text:
            text.write(f"[{name}]\n" + "".join(f"{key} = {value}\n" for key, value in self.told["options"].items()))

    def put(self, path: str, content: bytes, age: float = 3600) -> None:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = self.root / ".aside"
        aside.write_bytes(content)
        os.utime(aside, (time.time() - age,) * 2)
        aside.rename(target)


def ssh_of(larder, remote: Remote, tools: Path, **settings: str) -> None:
    """The person's ssh is the real one, with a configuration of these tests: it looks for its own at home, whatever HOME says."""
    lines = {"UserKnownHostsFile": remote.told["known_hosts"], "IdentityFile": remote.told["key"], "User": remote.told["user"]} | settings
    config = larder.home / ".ssh/config"
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text("".join(f"{key} {value}\n" for key, value in lines.items()))
    write_program(tools / "ssh", f'exec /usr/bin/ssh -F "{config}" "$@"\n')
    larder.environment["PATH"] = f"{tools}:/usr/bin:/bin"
