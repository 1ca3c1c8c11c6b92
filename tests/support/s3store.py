"""A real S3 server on a free port of 127.0.0.1, and boto3 beside it that does to its buckets what a test says.

    s3store.py moto|versitygw|minio

As storeprocess.py has it; each call is one of boto3's S3 client. versitygw and MinIO verify every signature; moto takes any, and
knows more of S3.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

from support.storeprocess import PATIENCE_SECONDS, free_port, serve, tool, wait_for

KEY_ID = "AKIALARDERTEST000001"  # who reads
SECRET = "larder/test+secret=0123456789abcdefghijkl"
OWNER_KEY_ID = "AKIALARDEROWNER00001"  # who writes: the rules of a bucket do not bind it
OWNER_SECRET = "larder/owner+secret=0123456789abcdefghijk"
REGION = "us-east-1"


def in_memory(prefix: str) -> str:
    return tempfile.mkdtemp(prefix=prefix, dir="/dev/shm" if os.path.isdir("/dev/shm") else None)


class Moto:
    KEEPS_CONNECTIONS = True

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
    KEEPS_CONNECTIONS = True

    def __init__(self, *options: str, metadata_in_files: bool = True):
        """`options` are the gateway's own. Without files of their own, metadata are extended attributes, which are sooner read and not
        everywhere."""
        self._place = in_memory("larder-s3-")
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


class MinIO:
    """Its users' rights are not a bucket's policy, but their own."""

    KEEPS_CONNECTIONS = False  # after boto3's empty PUT it says nothing on the same one for 30 s
    _POLICY = "reader"
    _ADMINISTRATOR = """
import json, sys
from minio.credentials import StaticProvider
from minio.minioadmin import MinioAdmin
asked = json.load(sys.stdin)
admin = MinioAdmin(endpoint=asked["endpoint"], credentials=StaticProvider(*asked["owner"]), secure=False)
for call, arguments in asked["calls"]:
    getattr(admin, call)(**arguments)
"""

    def __init__(self):
        self._place = in_memory("larder-minio-")  # it flushes each object
        self.port = free_port()
        environment = {"PATH": os.environ["PATH"], "HOME": self._place, "MINIO_ROOT_USER": OWNER_KEY_ID, "MINIO_ROOT_PASSWORD": OWNER_SECRET,
                       "MINIO_BROWSER": "off", "MINIO_UPDATE": "off"}
        self._process = subprocess.Popen([tool("minio"), "server", "--quiet", "--address", f"127.0.0.1:{self.port}", f"{self._place}/data"],
                                         env=environment, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
        wait_for(self.port, self._process)
        self._wait_until_ready()
        self._denied: dict[str, list[str]] = {}

    def _wait_until_ready(self):
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/minio/health/ready", timeout=5)
                return
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.05)
        raise SystemExit("MinIO does not become ready")

    def _administer(self, *calls: tuple[str, dict]):
        asked = {"endpoint": f"127.0.0.1:{self.port}", "owner": [OWNER_KEY_ID, OWNER_SECRET], "calls": calls}
        subprocess.run([tool("minio-python"), "-c", self._ADMINISTRATOR], input=json.dumps(asked), text=True, check=True)

    def _rights(self) -> dict:
        statements = [{"Effect": "Allow", "Action": ["s3:ListBucket", "s3:GetObject"], "Resource": ["arn:aws:s3:::*"]}]
        if denied := sum(self._denied.values(), []):
            statements.append({"Effect": "Deny", "Action": ["s3:GetObject"], "Resource": denied})
        return {"Version": "2012-10-17", "Statement": statements}

    def add_reader(self):
        self._administer(("user_add", {"access_key": KEY_ID, "secret_key": SECRET}),
                         ("policy_add", {"policy_name": self._POLICY, "policy": self._rights()}),
                         ("policy_set", {"policy_name": self._POLICY, "user": KEY_ID}))

    def put_bucket_policy(self, Bucket: str, Policy: str) -> dict:
        """What it denies; the reader may read all the rest anyway."""
        denied = [resource for statement in json.loads(Policy)["Statement"] if statement["Effect"] == "Deny" for resource in statement["Resource"]]
        if denied != self._denied.get(Bucket, []):
            self._denied[Bucket] = denied
            self._administer(("policy_add", {"policy_name": self._POLICY, "policy": self._rights()}))
        return {}

    def stop(self):
        self._process.kill()
        self._process.wait()
        shutil.rmtree(self._place, ignore_errors=True)


def client(port: int, scheme: str = "http", keeps_connections: bool = True):
    import boto3
    from botocore.config import Config

    s3 = boto3.client("s3", endpoint_url=f"{scheme}://127.0.0.1:{port}", aws_access_key_id=OWNER_KEY_ID, aws_secret_access_key=OWNER_SECRET,
                      region_name=REGION, config=Config(signature_version="s3v4", s3={"addressing_style": "path"}, retries={"max_attempts": 1}))
    if not keeps_connections:
        s3.meta.events.register("before-call.s3.*", lambda params, **_: params["headers"].update(Connection="close"))
    return s3


def main(kind: str) -> None:
    server = {"moto": Moto, "versitygw": VersityGateway, "minio": MinIO}[kind]()
    try:
        server.add_reader()
        s3 = client(server.port, keeps_connections=server.KEEPS_CONNECTIONS)

        def answer(call: str, arguments: dict) -> dict:
            perform = getattr(server, call, None) or getattr(s3, call)
            done = perform(**arguments)
            done.pop("ResponseMetadata", None)
            return done

        serve(server.port, answer)
    finally:
        server.stop()


if __name__ == "__main__":
    main(sys.argv[1])
