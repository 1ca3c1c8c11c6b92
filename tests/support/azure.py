"""Azure Blob Storage for Python tests: azurestore.py as a process, and what a test does to its containers.

    with Store() as store:
        container = store.container("exports")
        container.put("daily/a.csv", b"1,2\\n")
        store.sign_in(larder)
        larder.run("add", "acme/daily", container.url("daily/"), "--endpoint", store.endpoint)
"""

from __future__ import annotations

from support import azurestore
from support.storeprocess import StoreProcess


class Store(StoreProcess):
    def __init__(self):
        super().__init__("azurestore")
        self.behind = f"http://127.0.0.1:{self.told['behind']}"  # without the gate: for tools that write

    def container(self, name: str, **more) -> "Container":
        self.call("make_container", container=name, **more)
        return Container(self, name)

    def requests(self) -> list[str]:
        """What came since the last such call."""
        return self.call("requests")["requests"]

    def sign_in(self, larder) -> None:
        """By the account's key, as the provider's portal hands it out."""
        larder.environment["AZURE_STORAGE_CONNECTION_STRING"] = \
            f"DefaultEndpointsProtocol=http;AccountName={azurestore.ACCOUNT};AccountKey={azurestore.KEY};" \
            f"BlobEndpoint={self.endpoint}/{azurestore.ACCOUNT};"


class Container:
    def __init__(self, store: Store, name: str):
        self.store, self.name = store, name

    def url(self, path: str = "") -> str:
        return f"az://{azurestore.ACCOUNT}/{self.name}/{path}"

    def put(self, name: str, content: bytes) -> None:
        self.store.call("put", container=self.name, name=name, content=content)
