"""Real S3 servers for Python tests: s3store.py as a process, and what a test does to its buckets.

    with Store("moto") as store:
        bucket = store.bucket("acme-exports")
        bucket.put("daily/a.csv", b"1,2\n")
        larder.run("add", "acme/daily", bucket.url("daily/"), "--endpoint", store.endpoint)
"""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from pathlib import Path

from support import s3store


class Store:
    def __init__(self, kind: str):
        command = [sys.executable, str(Path(s3store.__file__)), kind]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.endpoint = f"http://127.0.0.1:{json.loads(self._process.stdout.readline())['port']}"

    def __enter__(self) -> "Store":
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

    def bucket(self, name: str) -> "Bucket":
        self.call("create_bucket", Bucket=name)
        allowed = {"Effect": "Allow", "Principal": {"AWS": s3store.KEY_ID}, "Action": ["s3:ListBucket", "s3:GetObject"],
                   "Resource": [f"arn:aws:s3:::{name}", f"arn:aws:s3:::{name}/*"]}
        self.call("put_bucket_policy", Bucket=name, Policy=json.dumps({"Version": "2012-10-17", "Statement": [allowed]}))
        return Bucket(self, name)


class Bucket:
    def __init__(self, store: Store, name: str):
        self.store, self.name = store, name

    def url(self, path: str = "") -> str:
        return f"s3://{self.name}/{path}"

    def put(self, key: str, content: bytes, **more) -> None:
        self.store.call("put_object", Bucket=self.name, Key=key, Body=content, **more)

    def remove(self, key: str) -> None:
        self.store.call("delete_object", Bucket=self.name, Key=key)


def sign_in(larder, profile: str = "default", key_id: str = s3store.KEY_ID, secret: str = s3store.SECRET) -> None:
    """As `aws configure` writes it, in the home of these tests; other profiles stay."""
    folder = larder.home / ".aws"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "credentials").open("a") as file:
        file.write(f"[{profile}]\naws_access_key_id = {key_id}\naws_secret_access_key = {secret}\n")
