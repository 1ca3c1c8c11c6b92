"""Google Cloud Storage for Python tests: gcsstore.py as a process, and what a test does to its buckets.

    with Store() as store:
        bucket = store.bucket("acme-exports")
        bucket.put("daily/a.csv", b"1,2\\n")
        store.sign_in(larder)
        larder.run("add", "acme/daily", bucket.url("daily/"), "--endpoint", store.endpoint)
"""

from __future__ import annotations

import json

from support.storeprocess import StoreProcess


class Store(StoreProcess):
    def __init__(self):
        super().__init__("gcsstore")
        self.behind = f"http://127.0.0.1:{self.told['behind']}"  # without the gate: for tools that write

    def bucket(self, name: str, **more) -> "Bucket":
        self.call("make_bucket", bucket=name, **more)
        return Bucket(self, name)

    def requests(self) -> list[str]:
        """What came since the last such call."""
        return self.call("requests")["requests"]

    def sign_in(self, larder, kind: str = "user") -> None:
        """As `gcloud auth application-default login` writes it, in the home of these tests."""
        folder = larder.home / ".config/gcloud"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "application_default_credentials.json").write_text(json.dumps(self.told["credentials"][kind]))


class Bucket:
    def __init__(self, store: Store, name: str):
        self.store, self.name = store, name

    def url(self, path: str = "") -> str:
        return f"gs://{self.name}/{path}"

    def put(self, name: str, content: bytes) -> None:
        self.store.call("put", bucket=self.name, name=name, content=content)

    def remove(self, name: str) -> None:
        self.store.call("remove", bucket=self.name, name=name)
