"""A real S3 server on a free port of 127.0.0.1, and boto3 beside it that does to its buckets what a test says.

    s3store.py moto|versitygw

Prints {"port": N}, then takes a line of JSON per call of boto3's S3 client, {"call": "put_object", "with": {…}}, and answers each
with {"ok": {…}} or {"error": "…"}. Bytes are {"base64": "…"} in both directions. Ends with its standard input. versitygw verifies every
signature; moto takes any, and knows more of S3.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

KEY_ID = "AKIALARDERTEST000001"  # who reads
SECRET = "larder/test+secret=0123456789abcdefghijkl"
OWNER_KEY_ID = "AKIALARDEROWNER00001"  # who writes: the rules of a bucket do not bind it
OWNER_SECRET = "larder/owner+secret=0123456789abcdefghijk"
REGION = "us-east-1"
PATIENCE_SECONDS = 60


def versitygw_program() -> str:
    """Where resources/bootstrap/programs put it, else in PATH."""
    place = os.environ.get("LARDER_TOOLS") or Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "larder-tools"
    program = Path(place) / "bin/versitygw"
    return str(program if program.exists() else shutil.which("versitygw"))


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


class Moto:
    def __init__(self):
        from moto.server import ThreadedMotoServer  # slow to load: only where it is meant

        import logging

        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        self.port = free_port()
        self._server = ThreadedMotoServer("127.0.0.1", self.port, verbose=False)
        self._server.start()
        wait_for(self.port, None)

    def stop(self):
        self._server.stop()


class VersityGateway:
    def __init__(self):
        # In memory, with its metadata in files: extended attributes are not everywhere.
        self._place = tempfile.mkdtemp(prefix="larder-s3-", dir="/dev/shm" if os.path.isdir("/dev/shm") else None)
        for name in ("buckets", "meta", "users"):
            os.mkdir(os.path.join(self._place, name))
        self.port = free_port()
        command = [versitygw_program(), "--port", f"127.0.0.1:{self.port}", "--access", OWNER_KEY_ID, "--secret", OWNER_SECRET, "--region", REGION,
                   "--quiet", "--keep-alive", "--iam-dir", f"{self._place}/users", "posix", "--sidecar", f"{self._place}/meta", f"{self._place}/buckets"]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
        wait_for(self.port, self._process)
        administrator = [versitygw_program(), "admin", "--access", OWNER_KEY_ID, "--secret", OWNER_SECRET, "--region", REGION,
                         "--endpoint-url", f"http://127.0.0.1:{self.port}"]
        subprocess.run([*administrator, "create-user", "--access", KEY_ID, "--secret", SECRET, "--role", "user"],
                       check=True, stdout=subprocess.DEVNULL)

    def stop(self):
        self._process.kill()  # asked to end, it waits for connections that are kept
        self._process.wait()
        shutil.rmtree(self._place, ignore_errors=True)


def client(port: int):
    import boto3
    from botocore.config import Config

    return boto3.client("s3", endpoint_url=f"http://127.0.0.1:{port}", aws_access_key_id=OWNER_KEY_ID, aws_secret_access_key=OWNER_SECRET,
                        region_name=REGION, config=Config(s3={"addressing_style": "path"}, retries={"max_attempts": 1}))


def unwrapped(value):
    if isinstance(value, dict):
        if value.keys() == {"base64"}:
            return base64.b64decode(value["base64"])
        return {key: unwrapped(each) for key, each in value.items()}
    return [unwrapped(each) for each in value] if isinstance(value, list) else value


def answer(s3, request: dict) -> dict:
    try:
        done = getattr(s3, request["call"])(**unwrapped(request.get("with", {})))
    except Exception as error:  # whatever it is, the test says it
        return {"error": f"{type(error).__name__}: {error}"}
    done.pop("ResponseMetadata", None)
    return {"ok": done}


def main(kind: str) -> None:
    server = {"moto": Moto, "versitygw": VersityGateway}[kind]()
    try:
        s3 = client(server.port)
        print(json.dumps({"port": server.port}), flush=True)
        for line in sys.stdin:
            print(json.dumps(answer(s3, json.loads(line)), default=str), flush=True)
    finally:
        server.stop()


if __name__ == "__main__":
    main(sys.argv[1])
