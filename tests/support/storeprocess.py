"""What the helpers of real stores (s3store.py, gcsstore.py) share: each is a process that starts a server, prints {"port": N, …},
then takes a line of JSON per wish, {"call": "put_object", "with": {…}}, and answers each with {"ok": {…}} or {"error": "…"}.
Bytes are {"base64": "…"} in both directions. It ends with its standard input.

    with StoreProcess("gcsstore") as store:
        store.call("put", bucket="b", name="a.csv", content=b"1")
"""

from __future__ import annotations

import base64
import http.server
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Callable

PATIENCE_SECONDS = 60


def tool(name: str) -> str:
    """Where resources/bootstrap/programs put it, else in PATH."""
    place = os.environ.get("LARDER_TOOLS") or Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "larder-tools"
    program = Path(place) / "bin" / name
    return str(program if program.exists() else shutil.which(name))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port: int, process: subprocess.Popen | None) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process and process.poll() is not None:
            raise SystemExit(f"the server ended with {process.returncode}")
        time.sleep(0.02)
    raise SystemExit("the server does not listen")


def unwrapped(value):
    if isinstance(value, dict):
        if value.keys() == {"base64"}:
            return base64.b64decode(value["base64"])
        return {key: unwrapped(each) for key, each in value.items()}
    return [unwrapped(each) for each in value] if isinstance(value, list) else value


def serve(port: int, answer: Callable[[str, dict], dict | None], **told) -> None:
    """`answer(call, arguments)`: whatever it raises, the test says it."""
    print(json.dumps({"port": port} | told), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        try:
            done = {"ok": answer(request["call"], unwrapped(request.get("with", {}))) or {}}
        except Exception as error:
            done = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(done, default=str), flush=True)


class Server(http.server.ThreadingHTTPServer):
    """For gates before a real server."""

    daemon_threads = True

    def handle_error(self, request, client_address):
        if not isinstance(sys.exception(), ConnectionError):  # who asked may have gone
            super().handle_error(request, client_address)


class StoreProcess:
    """Such a helper, driven from a Python test."""

    def __init__(self, helper: str, *arguments: str):
        support = Path(__file__).resolve().parent
        self._process = subprocess.Popen([sys.executable, str(support / f"{helper}.py"), *arguments], text=True,
                                         stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": str(support.parent)})
        self.told = json.loads(self._process.stdout.readline())
        self.endpoint = f"http://127.0.0.1:{self.told['port']}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

    def call(self, method: str, **arguments) -> dict:
        def plain(value):
            return {"base64": base64.b64encode(value).decode()} if isinstance(value, bytes) else value

        request = {"call": method, "with": {name: plain(value) for name, value in arguments.items()}}
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        assert "error" not in answer, answer
        return answer["ok"]
