"""Datasets in buckets: real S3 servers, written by boto3 and by the AWS CLI, read by the real program."""

from __future__ import annotations

import hashlib
import json
import os
import re
import signal
import subprocess
import threading
import time
from bisect import bisect_left, bisect_right
from urllib.parse import parse_qs, urlsplit

import pytest

from support import s3store
from support.faults import LONGEST_HOLD_SECONDS
from support.larder import Larder
from support.observe import sha256_of_file, wait_until
from support.program import write_program
from support.s3 import Store, sign_in

NAME = "acme/daily"


@pytest.fixture(scope="module")
def moto():
    with Store("moto") as store:
        yield store


@pytest.fixture(scope="module")
def versity():
    with Store("versitygw") as store:
        yield store


@pytest.fixture
def larder(tmp_path) -> Larder:
    return Larder(tmp_path / "home", AWS_EC2_METADATA_DISABLED="true", LARDER_HTTP_BACKOFF_MS="1")


@pytest.fixture
def bucket(versity, request):
    return versity.bucket("b-" + request.node.name[:50].lower().replace("_", "-").replace("[", "-").replace("]", ""))


def everything_below(folder) -> bytes:
    """All that was written, but for what the tests themselves put there."""
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file() and ".aws" not in file.parts)


def test_a_day_with_a_bucket(larder, bucket):
    sign_in(larder)
    bucket.put("daily/a.csv", b"one\n")
    bucket.put("daily/sub dir/b+c%.csv", b"two\n")
    bucket.put("elsewhere/c.csv", b"three\n")
    added = larder.run("add", NAME, bucket.url("daily/"), "--endpoint", bucket.store.endpoint)
    assert "found 2 files, 8 bytes" in added.out
    path = larder.path(NAME)
    assert (path / "a.csv").read_bytes() == b"one\n" and (path / "sub dir/b+c%.csv").read_bytes() == b"two\n"
    # Nothing changed: one request proves it, and no byte comes.
    (run,) = larder.json("refresh", NAME)["runs"]
    assert (run["outcome"], run["requests"], run["fetched_bytes"]) == ("unchanged", 1, 0)
    # Uploaded again on the same day, at the same size.
    bucket.put("daily/a.csv", b"ONE\n")
    assert larder.json("check", NAME, exit=3)["datasets"][0]["changed"] == ["a.csv"]
    (run,) = larder.json("refresh", NAME)["runs"]
    assert (run["outcome"], run["fetched_files"], run["requests"]) == ("fetched", 1, 2)
    again = larder.path(NAME)
    assert again != path and (again / "a.csv").read_bytes() == b"ONE\n" and (path / "a.csv").read_bytes() == b"one\n"


def test_what_the_aws_command_uploads_is_what_comes(larder, bucket, tmp_path):
    exports = tmp_path / "exports"
    exports.mkdir()
    big = os.urandom(20 * 1024 * 1024)  # several parts: its ETag is no hash of it
    (exports / "big.bin").write_bytes(big)
    (exports / "naïve 100%.csv").write_bytes(b"x\n")
    owner = {"AWS_ACCESS_KEY_ID": s3store.OWNER_KEY_ID, "AWS_SECRET_ACCESS_KEY": s3store.OWNER_SECRET}
    subprocess.run(["aws", "s3", "cp", "--recursive", "--quiet", "--endpoint-url", bucket.store.endpoint, str(exports), bucket.url("up")],
                   env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "LC_ALL": "C.UTF-8", "AWS_REGION": "us-east-1"} | owner, check=True)
    sign_in(larder)
    larder.run("add", NAME, bucket.url("up"), "--endpoint", bucket.store.endpoint)
    path = larder.path(NAME)
    assert (path / "big.bin").read_bytes() == big and (path / "naïve 100%.csv").read_bytes() == b"x\n"


def test_the_same_bucket_and_key_on_two_stores_are_two_places(larder, moto, versity):
    sign_in(larder)
    for store, content in ((moto, b"from moto\n"), (versity, b"from versity\n")):
        store.bucket("twins").put("x/a.csv", content)
    larder.run("add", "acme/one", "s3://twins/x/", "--endpoint", moto.endpoint)
    # From the environment, as the provider's own tools take it: the binding keeps it.
    Larder(larder.home, AWS_ENDPOINT_URL_S3=versity.endpoint, AWS_EC2_METADATA_DISABLED="true").run("add", "beta/two", "s3://twins/x/")
    one, two = larder.path("acme/one"), larder.path("beta/two")
    assert (one / "a.csv").read_bytes() == b"from moto\n" and (two / "a.csv").read_bytes() == b"from versity\n"
    larder.run("set", "acme/one", f"endpoint={versity.endpoint}")
    assert (larder.path("acme/one") / "a.csv").read_bytes() == b"from versity\n"
    larder.run("forget", "beta", "--yes")
    assert (larder.path("acme/one") / "a.csv").read_bytes() == b"from versity\n" and not two.exists()


def test_a_role_is_taken_through_the_aws_command(larder, moto):
    bucket = moto.bucket("for-a-role")
    bucket.put("a.csv", b"1\n")
    sign_in(larder)
    (larder.home / ".aws/config").write_text(
        "[profile reader]\nrole_arn = arn:aws:iam::123456789012:role/reader\nsource_profile = default\nregion = us-east-1\n"
        f"services = here\n[services here]\nsts =\n  endpoint_url = {moto.endpoint}\n")
    larder.environment["PATH"] = "/usr/bin:/bin"
    larder.run("add", NAME, bucket.url(), "--endpoint", moto.endpoint, "--profile", "reader")
    assert (larder.path(NAME) / "a.csv").read_bytes() == b"1\n"


def test_an_emptied_prefix_is_empty_only_where_that_is_allowed(larder, bucket):
    sign_in(larder)
    bucket.put("strict/a.csv", b"one\n")
    bucket.put("loose/a.csv", b"one\n")
    larder.run("add", "acme/strict", bucket.url("strict/"), "--endpoint", bucket.store.endpoint)
    larder.run("add", "acme/loose", bucket.url("loose/"), "--endpoint", bucket.store.endpoint, "--allow-empty")
    # Two of one place, of which one may be empty.
    larder.run("add", "acme/both", bucket.url("loose/"), "--endpoint", bucket.store.endpoint)
    larder.run("refresh", "--all")
    bucket.remove("strict/a.csv")
    bucket.remove("loose/a.csv")
    assert larder.json("check", "acme/loose", exit=3)["datasets"][0]["removed"] == ["a.csv"]
    runs = {run["dataset"]: run for run in larder.json("refresh", "--all", exit=4)["runs"]}
    assert (runs["acme/loose"]["outcome"], runs["acme/loose"]["removed"]) == ("fetched", 1)
    assert list(larder.path("acme/loose").iterdir()) == []
    for name in ("acme/strict", "acme/both"):
        assert runs[name]["error"]["message"] == "there is nothing in the bucket under this prefix"


def test_nothing_secret_is_written_shown_or_passed_on(larder, bucket, moto):
    sign_in(larder, "acme")
    bucket.put("a.csv", b"1\n")
    place = ("--endpoint", bucket.store.endpoint, "--profile", "acme")
    said = [larder.run("add", NAME, bucket.url(), *place, "--json"), larder.run("refresh", NAME, "--json")]
    # Refused keys, a missing bucket, and what is denied are told without them, too.
    sign_in(larder, "wrong", secret="a-wrong/secret+of-somebody")
    said += [larder.run("add", "acme/refused", bucket.url(), "--endpoint", bucket.store.endpoint, "--profile", "wrong", exit=5),
             larder.run("add", "acme/missing", "s3://no-such-bucket-at-all/", *place, exit=4),
             larder.run("dump"), larder.run("why", NAME), larder.run("doctor", exit=None), larder.run("status", exit=None)]
    assert '"wrong"' in said[2].err and "aws configure --profile wrong" in said[2].err
    words = "".join(answer.out + answer.err for answer in said).encode() + everything_below(larder.home)
    for secret in (s3store.SECRET, "a-wrong/secret+of-somebody", "AWS4-HMAC", "Signature="):
        assert secret.encode() not in words
    assert b'profile = "acme"' in said[4].out.encode()


def test_forty_datasets_with_an_expired_profile_make_one_attempt_and_one_message(larder, bucket, tmp_path):
    calls = tmp_path / "calls"
    aws = tmp_path / "bin/aws"
    write_program(aws, f'echo "$*" >>{calls}\necho "very-secret-token" >&2\nexit 255\n')
    larder.environment["PATH"] = f"{aws.parent}:/usr/bin:/bin"
    (larder.home / ".aws").mkdir(parents=True)
    (larder.home / ".aws/config").write_text("[profile corp]\nsso_session = corp\nsso_account_id = 1\nsso_role_name = r\n")
    sign_in(larder, "fine")
    bucket.put("a.csv", b"1\n")
    bindings = "".join(f'[datasets."acme/d{i}"]\nurl = "{bucket.url()}"\nendpoint = "{bucket.store.endpoint}"\nprofile = "corp"\n'
                       for i in range(40))
    bindings += f'[datasets."beta/other"]\nurl = "{bucket.url()}"\nendpoint = "{bucket.store.endpoint}"\nprofile = "fine"\n'
    (tmp_path / "bindings.toml").write_text(bindings)
    larder.run("apply", str(tmp_path / "bindings.toml"))
    answer = larder.run("refresh", "--all", "--json", exit=5)
    runs = {run["dataset"]: run for run in answer.json()["runs"]}
    assert len(runs) == 41 and runs["beta/other"]["outcome"] == "fetched"  # the others proceed
    assert {run["error"]["kind"] for name, run in runs.items() if name != "beta/other"} == {"SignInNeeded"}
    assert len(calls.read_text().splitlines()) == 1
    assert answer.err.count("aws sso login --profile corp") == 1, answer.err
    assert "acme/d0, acme/d1, acme/d10 and 37 more" in answer.err
    assert "very-secret-token" not in answer.err + answer.out
    # Signed in again: the next run has it.
    keys = {"Version": 1, "AccessKeyId": s3store.KEY_ID, "SecretAccessKey": s3store.SECRET}
    write_program(aws, f"echo '{json.dumps(keys)}'\n")
    assert {run["outcome"] for run in larder.json("refresh", "acme")["runs"]} == {"fetched"}


class Listing:
    """ListObjectsV2 of keys that are made up, each answer some milliseconds away; knows how many were under way at once."""

    def __init__(self, keys: list[str], seconds: float, heeds_start: bool = True):
        self.keys, self.seconds, self.heeds_start = sorted(keys), seconds, heeds_start
        self.under_way = self.most_at_once = 0
        self._lock = threading.Lock()

    @staticmethod
    def tag(key: str) -> str:
        return f"{hash(key):x}"

    def serve(self, server) -> None:
        """With all objects, of ten bytes."""
        server.answer("big", self)
        for key in self.keys:
            server.put(f"big/{key}", b"0123456789", etag=f'"{self.tag(key)}"')

    def __call__(self, handler):
        with self._lock:
            self.under_way += 1
            self.most_at_once = max(self.most_at_once, self.under_way)
        time.sleep(self.seconds)
        asked = {name: values[0] for name, values in parse_qs(urlsplit(handler.path).query).items()}
        after = asked.get("continuation-token") or (asked.get("start-after", "") if self.heeds_start else "")
        prefix = asked.get("prefix", "")
        first = max(bisect_right(self.keys, after), bisect_left(self.keys, prefix))
        below = self.keys[first:bisect_left(self.keys, prefix + "\U0010ffff")]
        folders = []
        if "delimiter" in asked:
            folders = sorted({key[:key.index("/", len(prefix)) + 1] for key in below if "/" in key[len(prefix):]})
            below = [key for key in below if "/" not in key[len(prefix):]]
        rows = "".join(f"<Contents><Key>{key}</Key><LastModified>2026-08-01T06:00:00.000Z</LastModified>"
                       f"<ETag>&quot;{self.tag(key)}&quot;</ETag><Size>10</Size></Contents>" for key in below[:1000])
        rows += "".join(f"<CommonPrefixes><Prefix>{folder}</Prefix></CommonPrefixes>" for folder in folders)
        more = f"<NextContinuationToken>{below[999]}</NextContinuationToken>" if len(below) > 1000 else ""
        with self._lock:
            self.under_way -= 1
        handler.reply(200, f"<ListBucketResult><EncodingType>url</EncodingType><IsTruncated>{str(bool(more)).lower()}</IsTruncated>{more}{rows}"
                           "</ListBucketResult>".encode())


def found_in(larder, listing, server) -> int:
    """How many files `add` finds, with less than 100 MB."""
    sign_in(larder)
    server.answer("big", listing)
    process = larder.start("add", NAME, "s3://big/", "--endpoint", server.url("").rstrip("/"))
    said = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, process.stderr.read()
    assert used.ru_maxrss < 100 * 1024, f"{used.ru_maxrss} KiB"
    return int(re.search(r"found (\d+) files", said)[1])


def test_a_hundred_thousand_objects_in_large_folders_are_listed_side_by_side(larder, server):
    listing = Listing([f"d{i % 10}/f{i:06}.csv" for i in range(100_000)], seconds=0.02)
    assert found_in(larder, listing, server) == 100_000
    assert len(server.log()) <= 100 + 10 + 2  # a last page per folder, and the question which there are
    assert listing.most_at_once >= 5


def test_many_small_folders_cost_no_request_more(larder, server):
    listing = Listing([f"{i // 20:04}/f{i:06}.csv" for i in range(20_000)], seconds=0)
    assert found_in(larder, listing, server) == 20_000
    assert len(server.log()) == 20


def test_small_folders_after_large_ones_cost_few_requests_more(larder, server):
    large = [f"a{i % 3}/f{i:06}.csv" for i in range(9_000)]
    small = [f"b{i // 2:05}/f{i:06}.csv" for i in range(20_000)]
    beside = ["b00300.csv", "b00300-x.csv", "b09999.csv", "c.csv"]
    listing = Listing(large + small + beside, seconds=0)
    assert found_in(larder, listing, server) == 29_004
    assert len(server.log()) <= 8 + 2 + 1 + 32 + 21  # large, the question, those that show how small they are, all others


@pytest.mark.parametrize("heeds_start", [True, False], ids=["in order", "a store that always begins anew"])
def test_what_is_known_is_listed_side_by_side_from_the_first_request_on(larder, server, heeds_start):
    listing = Listing([f"f{i:05}.csv" for i in range(0, 7_000, 2)], seconds=0.1, heeds_start=heeds_start)
    listing.serve(server)
    sign_in(larder)
    larder.run("add", NAME, "s3://big/", "--endpoint", server.url("").rstrip("/"), "--no-probe")
    larder.run("refresh", NAME)
    listing.most_at_once, before = 0, len(server.log())
    (run,) = larder.json("refresh", NAME)["runs"]
    assert run["outcome"] == "unchanged"
    if heeds_start:
        assert (len(server.log()) - before, listing.most_at_once) == (4, 4)
    # Between, before and behind what is known; fewer in one place, none in another.
    new = ["a.csv", "f00001.csv", "f01999.csv", "f02001.csv", "f06999.csv", "z.csv"]
    gone = [f"f{i:05}.csv" for i in range(2_100, 4_100, 2)] + ["f06998.csv"]
    listing.keys = sorted(set(listing.keys) - set(gone) | set(new))
    (seen,) = larder.json("check", NAME, exit=3)["datasets"]
    assert (seen["added"], seen["removed"], seen["changed"]) == (new, gone, [])


class LargeObject:
    """The one object of a bucket, which is there in ranges; until it is let go, each answer stops at three quarters."""

    SIZE = 128 << 20
    BLOCK = 1 << 20
    TAG = '"large-1"'

    def __init__(self, server):
        self.let_go = threading.Event()
        self.stopped: list[range] = []
        self.asked: list[range] = []
        self._noise = os.urandom(self.BLOCK - 8)
        server.answer("big", self.list)
        server.answer("big/export.parquet", self.send)

    def block(self, number: int) -> bytes:
        return number.to_bytes(8, "big") + self._noise

    def digest(self) -> str:
        digest = hashlib.sha256()
        for number in range(self.SIZE // self.BLOCK):
            digest.update(self.block(number))
        return digest.hexdigest()

    def list(self, handler) -> None:
        handler.reply(200, f"<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>export.parquet</Key><ETag>{self.TAG}</ETag>"
                           f"<Size>{self.SIZE}</Size></Contents></ListBucketResult>".encode())

    def send(self, handler) -> None:
        assert handler.headers.get("If-Match") in (None, self.TAG)
        bounds = handler.headers.get("Range")
        first, last = map(int, bounds.removeprefix("bytes=").split("-")) if bounds else (0, self.SIZE - 1)
        handler.send_response(206 if bounds else 200)
        handler.send_header("ETag", self.TAG)
        handler.send_header("Content-Length", str(last + 1 - first))
        if bounds:
            handler.send_header("Content-Range", f"bytes {first}-{last}/{self.SIZE}")
        handler.end_headers()
        if handler.command == "HEAD":
            return
        self.asked.append(range(first, last + 1))
        held = None if self.let_go.is_set() else first + (last + 1 - first) * 3 // 4
        try:
            for number in range(first // self.BLOCK, last // self.BLOCK + 1):
                start = number * self.BLOCK
                if held is not None and start >= held:
                    self.stopped.append(range(first, start))
                    assert self.let_go.wait(LONGEST_HOLD_SECONDS)
                    held = None
                handler.wfile.write(self.block(number)[max(0, first - start):last + 1 - start])
        except OSError:
            handler.close_connection = True


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT], ids=["killed", "stopped"])
def test_a_large_object_comes_in_few_ranges_and_goes_on_in_each_of_them(larder, server, how):
    sign_in(larder)
    large = LargeObject(server)
    larder.run("add", NAME, "s3://big/", "--endpoint", server.url("").rstrip("/"))
    victim = larder.start("refresh", NAME)
    wait_until(lambda: len(large.stopped) == 4, "each of four ranges is on its way")
    victim.send_signal(how)
    victim.communicate()
    first, large.asked = large.asked, []
    large.let_go.set()
    assert len(first) == 4 and sum(map(len, first)) == large.SIZE

    (run,) = larder.json("refresh", NAME)["runs"]
    assert run["outcome"] == "fetched"
    assert sha256_of_file(larder.path(NAME) / "export.parquet") == large.digest()
    in_flight = 4 * (8 << 20) + (4 << 20)  # what the sockets hold, and what a kill may cost beside
    assert sum(map(len, large.asked)) <= large.SIZE // 4 + in_flight
    assert all(part.stop in {each.stop for each in first} and part.start > 0 for part in large.asked)
    # The next upload comes whole, in as few.
    large.TAG, large.asked = '"large-2"', []
    (run,) = larder.json("refresh", NAME)["runs"]
    assert (run["requests"], len(large.asked)) == (1 + 1 + 4, 4)  # the listing, who it is, and its ranges


def test_options_of_buckets_are_refused_elsewhere(larder, server):
    server.put("acme/a.csv", b"1\n")
    refused = larder.run("add", NAME, server.url("acme/"), "--profile", "acme", exit=2)
    assert "are for buckets" in refused.err
    assert "path or host" in larder.run("add", NAME, "s3://bucket/", "--addressing", "odd", exit=2).err
    assert "no AWS credentials were found" in larder.run("add", NAME, "s3://bucket/x/", exit=5).err
    assert 'no AWS profile "none"' in larder.run("add", NAME, "s3://bucket/x/", "--profile", "none", exit=5).err


def test_what_several_datasets_are_cut_out_of_is_listed_once(larder, bucket):
    sign_in(larder)
    for name in ("orders-1.csv", "orders-2.csv", "returns-1.csv", "notes.txt"):
        bucket.put("all/" + name, name.encode())
    parts = {"acme/orders": "orders-*", "acme/returns": "returns-*", "beta/notes": "*.txt"}
    for name, pattern in parts.items():
        larder.run("add", name, bucket.url("all/") + pattern, "--endpoint", bucket.store.endpoint)
    runs = larder.json("refresh", "--all")["runs"]
    assert [run["outcome"] for run in runs] == ["fetched"] * 3
    assert sorted(file.name for name in parts for file in larder.path(name).iterdir() if file.suffix != ".json") == [
        "notes.txt", "orders-1.csv", "orders-2.csv", "returns-1.csv"]
    before = larder.json("status")["datasets"]
    runs = larder.json("refresh", "--all")["runs"]
    assert ([run["outcome"] for run in runs], sum(run["requests"] for run in runs)) == (["unchanged"] * 3, 1)
    after = larder.json("status")["datasets"]
    assert all(now["confirmed_at"] > then["confirmed_at"] for now, then in zip(after, before, strict=True))
    assert len({dataset["confirmed_at"] for dataset in after}) == 1, "all are as old as the one listing"
    bucket.put("all/returns-1.csv", b"RETURNS-1.CSV")
    checks = larder.json("check", *parts, exit=3)["datasets"]
    assert [check["remote"] for check in checks] == ["same", "changed", "same"]
    assert sum(check["requests"] for check in checks) == 1
    runs = larder.json("refresh", "--all")["runs"]
    assert sorted(run["outcome"] for run in runs) == ["fetched", "unchanged", "unchanged"]
    assert sum(run["requests"] for run in runs) == 2, "one for the listing, one for the file"


def test_a_profile_that_is_set_names_its_store_as_one_does_that_is_added_with(larder, versity):
    (larder.home / ".aws").mkdir(parents=True)
    (larder.home / ".aws/config").write_text(f"[profile lab]\nendpoint_url = {versity.endpoint}\nregion = us-east-1\n")
    larder.run("add", NAME, "s3://exports/daily/", "--no-probe")
    assert "endpoint" not in larder.run("dump").out
    larder.run("set", NAME, "profile=lab")
    assert f'endpoint = "{versity.endpoint}"' in larder.run("dump").out
    larder.run("set", NAME, "endpoint=", "profile=")
    assert "endpoint" not in larder.run("dump").out
