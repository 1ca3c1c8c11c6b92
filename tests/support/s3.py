"""Real S3 servers for Python tests: s3store.py as a process, and what a test does to its buckets.

    with Store("moto") as store:
        bucket = store.bucket("acme-exports")
        bucket.put("daily/a.csv", b"1,2\n")
        larder.run("add", "acme/daily", bucket.url("daily/"), "--endpoint", store.endpoint)
"""

from __future__ import annotations

import json

from support import s3store
from support.storeprocess import StoreProcess


class Store(StoreProcess):
    def __init__(self, kind: str):
        super().__init__("s3store", kind)

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
