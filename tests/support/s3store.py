"""A real S3 server on a free port of 127.0.0.1, and boto3 beside it that does to its buckets what a test says.

    s3store.py moto|versitygw

As storeprocess.py has it; each call is one of boto3's S3 client. versitygw verifies every signature; moto takes any, and knows
more of S3.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile

from support.storeprocess import free_port, serve, tool, wait_for

KEY_ID = "AKIALARDERTEST000001"  # who reads
SECRET = "larder/test+secret=0123456789abcdefghijkl"
OWNER_KEY_ID = "AKIALARDEROWNER00001"  # who writes: the rules of a bucket do not bind it
OWNER_SECRET = "larder/owner+secret=0123456789abcdefghijk"
REGION = "us-east-1"


class Moto:
    def __init__(self):
        from moto.server import ThreadedMotoServer  # slow to load: only where it is meant

        import logging

        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        self.port = free_port()
        self._server = ThreadedMotoServer("127.0.0.1", self.port, verbose=False)
        self._server.start()
        wait_for(self.port, None)

    def add_reader(self):
        """Everybody is one."""

    def stop(self):
        self._server.stop()


class VersityGateway:
    def __init__(self, *options: str, metadata_in_files: bool = True):
        """`options` are the gateway's own. Without files of their own, metadata are extended attributes, which are sooner read and not
        everywhere."""
        self._place = tempfile.mkdtemp(prefix="larder-s3-", dir="/dev/shm" if os.path.isdir("/dev/shm") else None)
        for name in ("buckets", "meta", "users"):
            os.mkdir(os.path.join(self._place, name))
        self.port = free_port()
        sidecar = ["--sidecar", f"{self._place}/meta"] if metadata_in_files else []
        command = [tool("versitygw"), "--port", f"127.0.0.1:{self.port}", "--access", OWNER_KEY_ID, "--secret", OWNER_SECRET, "--region", REGION,
                   "--quiet", "--keep-alive", "--iam-dir", f"{self._place}/users", *options, "posix", *sidecar, f"{self._place}/buckets"]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
        wait_for(self.port, self._process)

    def add_reader(self):
        administrator = [tool("versitygw"), "admin", "--access", OWNER_KEY_ID, "--secret", OWNER_SECRET, "--region", REGION,
                         "--endpoint-url", f"http://127.0.0.1:{self.port}"]
        subprocess.run([*administrator, "create-user", "--access", KEY_ID, "--secret", SECRET, "--role", "user"],
                       check=True, stdout=subprocess.DEVNULL)

    def processor_seconds(self) -> float:
        """Of all that it has done so far."""
        fields = open(f"/proc/{self._process.pid}/stat").read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self):
        self._process.kill()  # asked to end, it waits for connections that are kept
        self._process.wait()
        shutil.rmtree(self._place, ignore_errors=True)


def client(port: int, scheme: str = "http"):
    import boto3
    from botocore.config import Config

    return boto3.client("s3", endpoint_url=f"{scheme}://127.0.0.1:{port}", aws_access_key_id=OWNER_KEY_ID, aws_secret_access_key=OWNER_SECRET,
                        region_name=REGION, config=Config(signature_version="s3v4", s3={"addressing_style": "path"}, retries={"max_attempts": 1}))


def main(kind: str) -> None:
    server = {"moto": Moto, "versitygw": VersityGateway}[kind]()
    try:
        server.add_reader()
        s3 = client(server.port)

        def answer(call: str, arguments: dict) -> dict:
            done = getattr(s3, call)(**arguments)
            done.pop("ResponseMetadata", None)
            return done

        serve(server.port, answer)
    finally:
        server.stop()


if __name__ == "__main__":
    main(sys.argv[1])
