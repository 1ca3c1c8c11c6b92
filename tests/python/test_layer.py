"""`larder caches fsspec` over a real S3 server and the real s3fs: hits without a request."""

from __future__ import annotations

import pytest

from support import s3store
from support.pythons import environments
from support.s3 import Store, sign_in

READS = """
{imports}
with {line} as file:
    print(file.read().decode(), end="")
"""


@pytest.fixture(scope="module")
def store():
    with Store("versitygw") as running:
        yield running


def test_s3fs_reads_the_layer_without_a_request(larder, store, tmp_path):
    bucket = store.bucket("layer-exports")
    bucket.put("daily/a b.csv", b"first\n")
    sign_in(larder)
    larder.run("add", "acme/daily", bucket.url("daily/"), "--endpoint", store.endpoint)
    larder.run("refresh", "acme/daily")
    layer = larder.json("caches", "fsspec", "acme/daily")
    assert layer["example"] == "s3://layer-exports/daily/a b.csv"
    [environment] = environments("remote")
    own = tmp_path / "own"
    code = READS.format(imports=layer["imports"], line=layer["python"].replace("~/.cache", str(own)))
    keys = {"AWS_ACCESS_KEY_ID": s3store.KEY_ID, "AWS_SECRET_ACCESS_KEY": s3store.SECRET,
            "AWS_DEFAULT_REGION": "us-east-1"}

    def read(**variables: str) -> str:
        return environment.run("-c", code, **variables).stdout

    assert read() == "first\n", "without keys nothing can be asked"
    bucket.put("daily/a b.csv", b"fixed, and longer\n")
    larder.run("check", "acme/daily", exit=3)
    assert read(**keys) == "fixed, and longer\n", "Python fetched by itself"
    larder.run("refresh", "acme/daily")
    assert read() == "fixed, and longer\n"
