"""The rows of tests/bench/run that are about buckets: Larder and what people use instead, in one run against one real S3 server, over
TLS, every request signed. What each of them asks is counted by the server's own log, and what goes over the line by a relay, which can be
as slow as a distant region.

A peer is asked for what it takes to be as sure as Larder is: its `sync`, which looks whether anything changed. Whether it can see a
re-upload of the same size is tried before; who cannot is named and counts for no bar. Larder's time is that of the whole program, as
theirs is."""

from __future__ import annotations

import os
import re
import select
import shutil
import statistics
import subprocess
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from pathlib import Path
from typing import Callable

from support import certificates, s3store
from support.storeprocess import StoreProcess, tool

MEMORY_DISK = Path("/dev/shm")
DISK = Path(tempfile.gettempdir())
BUCKET = "bench"
KEYS_IN_FOLDER = 1000
KEYS_IN_PAGE = 1000
SERVER_FLOOR = "the server and a bare libcurl"
DISTANT_MILLISECONDS = 50


@dataclass(frozen=True)
class Sizes:
    few: int
    few_bytes: int
    many: int
    large_bytes: int
    rounds: int


WHOLE = Sizes(few=10_000, few_bytes=10 << 10, many=100_000, large_bytes=1 << 30, rounds=5)
SMALL = Sizes(few=300, few_bytes=10 << 10, many=12_000, large_bytes=80 << 20, rounds=1)  # that the rows work


@dataclass(frozen=True)
class Cost:
    seconds: float
    own_seconds: float  # of the processor, in the program itself
    server_seconds: float  # of the processor, in the server meanwhile
    peak_bytes: int
    requests: int
    fetched: int  # how many of them asked for an object's bytes


@dataclass(frozen=True)
class Peer:
    name: str
    sync: Callable[[str, Path], list]  # what makes a folder like a prefix
    verifies: bool  # holds what came against a checksum
    rounds: int  # the slow ones once
    keeps_times: bool = False  # of the bucket, as all of them go by
    adopts: str = ""  # the option to take a folder for what it remembers


def rclone(*options: str) -> Callable[[str, Path], list]:
    return lambda prefix, target: [tool("rclone"), "--config", "", "sync", *options, f"bench:{BUCKET}/{prefix}", target]


PEERS = [
    Peer("rclone", rclone(), verifies=True, rounds=1),
    Peer("rclone, tuned", rclone("--fast-list", "--use-server-modtime", "--transfers", "16", "--checkers", "32"), verifies=True, rounds=5,
         keeps_times=True),
    Peer("s5cmd", lambda prefix, target: [tool("s5cmd"), "--log", "error", "sync", f"s3://{BUCKET}/{prefix}/*", f"{target}/"],
         verifies=False, rounds=5),
    Peer("aws s3 sync --exact-timestamps",
         lambda prefix, target: ["aws", "s3", "sync", "--exact-timestamps", "--only-show-errors", f"s3://{BUCKET}/{prefix}", target],
         verifies=False, rounds=1),
    Peer("s3fs", lambda prefix, target: [tool("s3fs-python"), Path(__file__).with_name("s3fspeer.py"), f"{BUCKET}/{prefix}", target],
         verifies=False, rounds=1, adopts="--adopt"),
]


class Cloud:
    """The server, and what lies in its bucket: filled when it is first asked for."""

    def __init__(self, larder: Path, sizes: Sizes):
        self.larder, self.sizes = larder, sizes
        self.root = Path(tempfile.mkdtemp(prefix="larder-bench-cloud-", dir=MEMORY_DISK))
        certificates.make(self.root)
        self._log = self.root / "requests"
        self._log.touch()
        self._copied: set[str] = set()
        self._names: dict[str, list[str]] = {}
        self._gateway = s3store.VersityGateway(
            "--cert", str(self.root / "server.pem"), "--key", str(self.root / "server.key"), "--access-log", str(self._log),
            metadata_in_files=False)
        self.port = self._gateway.port
        self.run([tool("s5cmd"), "mb", f"s3://{BUCKET}"])

    def __enter__(self) -> "Cloud":
        return self

    def __exit__(self, *_) -> None:
        self._gateway.stop()
        remove(self.root)

    def environment(self, port: int | None = None, **more: str) -> dict[str, str]:
        """As each program reads it; nobody's own configuration counts."""
        endpoint = f"https://127.0.0.1:{port or self.port}"
        authority = str(self.root / "ca.pem")
        keys = {"AWS_ACCESS_KEY_ID": s3store.OWNER_KEY_ID, "AWS_SECRET_ACCESS_KEY": s3store.OWNER_SECRET,
                "AWS_REGION": s3store.REGION, "AWS_DEFAULT_REGION": s3store.REGION, "AWS_EC2_METADATA_DISABLED": "true"}
        of_rclone = {"TYPE": "s3", "PROVIDER": "Other", "ENDPOINT": endpoint, "REGION": s3store.REGION, "ENV_AUTH": "true"}
        return {"PATH": "/usr/bin:/bin", "HOME": str(self.root), "LC_ALL": "C.UTF-8", "SSL_CERT_FILE": authority, "REQUESTS_CA_BUNDLE": authority,
                "AWS_ENDPOINT_URL": endpoint, "S3_ENDPOINT_URL": endpoint} | keys | more | {
                    f"RCLONE_CONFIG_BENCH_{name}": value for name, value in of_rclone.items()}

    def run(self, command: list, env: dict[str, str] | None = None) -> None:
        done = subprocess.run([str(word) for word in command], env=env or self.environment(), text=True, capture_output=True)
        if done.returncode != 0:
            raise SystemExit(f"{' '.join(map(str, command))}: {done.returncode}\n{done.stdout}{done.stderr}")

    def measure(self, command: list, env: dict[str, str] | None = None) -> Cost:
        words = [str(word) for word in command]
        before = self._log.stat().st_size
        served_before = self._gateway.processor_seconds()
        with tempfile.TemporaryFile() as said:
            start = time.perf_counter()
            child = subprocess.Popen(words, env=env or self.environment(), stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT)
            peak_bytes = highest_memory(child.pid)
            seconds = time.perf_counter() - start
            _, status, usage = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
            if child.returncode != 0:
                said.seek(0)
                raise SystemExit(f"{' '.join(words)}: {child.returncode}\n{said.read().decode(errors='replace')[-4000:]}")
        with self._log.open("rb") as log:
            log.seek(before)
            asked = log.read().splitlines()
        fetched = sum(b" s3_GetObject " in line for line in asked)
        served = self._gateway.processor_seconds() - served_before
        return Cost(seconds, usage.ru_utime + usage.ru_stime, served, peak_bytes, len(asked), fetched)

    def drain(self, prefix: str) -> Cost:
        """What this server takes for all objects of a prefix, whoever fetches them: a bare libcurl that forgets the bytes."""
        urls = self._signed(f"objects-{prefix}", "get_object", ({"Key": f"{prefix}/{name}"} for name in self._names[prefix]))
        if len(self._names[prefix]) == 1:
            return self._floor("drain-ranges", urls.read_text().strip())
        return self._floor("drain", urls)

    def drain_listing(self, prefix: str) -> Cost:
        """The same for the fewest pages that name all objects, asked for at once by one who knows where each begins."""
        keys = sorted(f"{prefix}/{name}" for name in self._names[prefix])
        if "/" in self._names[prefix][0]:  # a page for each folder costs the server less than one that begins in the middle
            pages = ({"Prefix": f"{folder}/"} for folder in sorted({key.rpartition("/")[0] for key in keys}))
        else:
            pages = ({"Prefix": f"{prefix}/", "StartAfter": keys[first - 1] if first else ""} for first in range(0, len(keys), KEYS_IN_PAGE))
        return self._floor("drain", self._signed(f"listing-{prefix}", "list_objects_v2", pages))

    def _signed(self, name: str, operation: str, questions) -> Path:
        urls = self.root / name
        if not urls.exists():
            s3 = s3store.client(self.port, "https")
            urls.write_text("".join(f"{s3.generate_presigned_url(operation, Params={'Bucket': BUCKET} | question, ExpiresIn=86400)}\n"
                                    for question in questions))
        return urls

    def _floor(self, *words) -> Cost:
        return self.measure([self.larder.parents[1] / "tests/bench/larder-bench", *words])

    @cached_property
    def few(self) -> str:
        return self._fill("few", (f"part-{number:05}.csv" for number in range(self.sizes.few)), self.sizes.few_bytes)

    @cached_property
    def many(self) -> str:
        """In folders, as exports of many days are."""
        return self._fill("many", (f"{number // KEYS_IN_FOLDER:04}/part-{number % KEYS_IN_FOLDER:04}.csv" for number in range(self.sizes.many)), 16)

    @cached_property
    def large(self) -> str:
        return self._fill("large", ["export.parquet"], self.sizes.large_bytes)

    def _fill(self, prefix: str, names, size: int) -> str:
        self._names[prefix] = list(names)
        with temporary(MEMORY_DISK) as source:
            for name in self._names[prefix]:
                path = source / name
                path.parent.mkdir(exist_ok=True)
                with path.open("wb") as file:
                    for left in range(size, 0, -(1 << 20)):
                        file.write(os.urandom(min(left, 1 << 20)))
            # In one part, so that its ETag is its MD5, which rclone holds it against.
            self.run([tool("s5cmd"), "--log", "error", "cp", "--part-size", "4096", f"{source}/", f"s3://{BUCKET}/{prefix}/"])
        return prefix

    def upload(self, key: str, content: bytes) -> None:
        """In a second of its own: that is how fine the times of a listing are."""
        time.sleep(1.1)
        with tempfile.NamedTemporaryFile(dir=self.root) as file:
            file.write(content)
            file.flush()
            self.run([tool("s5cmd"), "--log", "error", "cp", file.name, f"s3://{BUCKET}/{key}"])
        time.sleep(1.1)

    def copies(self, prefix: str) -> dict[str, Path]:
        """A folder for each peer that is as the bucket is, with the times that it goes by."""
        copies = {peer.name: self.root / "copies" / peer.name / prefix for peer in PEERS}
        if prefix in self._copied:
            return copies
        self._copied.add(prefix)
        for place in copies.values():
            place.parent.mkdir(parents=True, exist_ok=True)
        first, *others = sorted(PEERS, key=lambda peer: not peer.keeps_times)
        self.run(first.sync(prefix, copies[first.name]))
        for peer in others:
            self.run(["cp", "-a", copies[first.name], copies[peer.name]])
            if peer.adopts:
                self.run([*peer.sync(prefix, copies[peer.name]), peer.adopts])
        return copies

    @cached_property
    def correct(self) -> list[Peer]:
        """Those that see a re-upload of the same size."""
        seeing = []
        self.upload("tried/a.csv", b"old,1\n")
        with temporary(MEMORY_DISK) as place:
            for peer in PEERS:
                self.run(peer.sync("tried", place / peer.name))
            self.upload("tried/a.csv", b"new,2\n")
            for peer in PEERS:
                self.run(peer.sync("tried", place / peer.name))
                sees = (place / peer.name / "a.csv").read_bytes() == b"new,2\n"
                print(f"after a re-upload of the same size, {peer.name:40} {'new bytes' if sees else 'OLD BYTES'}", flush=True)
                if sees:
                    seeing.append(peer)
        return seeing

    @cached_property
    def home(self) -> "Home":
        return Home(self, self.root / "home", self.port)


class Home:
    """Larder's, for a server at a port."""

    def __init__(self, cloud: Cloud, root: Path, port: int):
        self._cloud, self._port = cloud, port
        self._environment = cloud.environment(port, LARDER_HOME=str(root))
        self._bound: set[str] = set()

    def bind(self, prefix: str) -> str:
        dataset = f"acme/{prefix}"
        if prefix not in self._bound:
            self._bound.add(prefix)
            self._cloud.run([self._cloud.larder, "add", "--no-probe", dataset, f"s3://{BUCKET}/{prefix}/", "--endpoint",
                              f"https://127.0.0.1:{self._port}", "--region", s3store.REGION], self._environment)
        return dataset

    def refresh(self, prefix: str) -> Cost:
        dataset = self.bind(prefix)
        return self._cloud.measure([self._cloud.larder, "refresh", dataset], self._environment)

    def check(self, prefix: str) -> Cost:
        """Exit 0: nothing changed."""
        return self._cloud.measure([self._cloud.larder, "check", f"acme/{prefix}"], self._environment)

    def path(self, prefix: str) -> Path:
        return Path(subprocess.run([self._cloud.larder, "path", "--offline", f"acme/{prefix}"], env=self._environment, text=True, check=True,
                                   capture_output=True).stdout.strip())


# --- rows


def check_few(table, cloud: Cloud) -> None:
    ours = unchanged(table, cloud, cloud.few, f"{cloud.sizes.few} objects unchanged", bar=1 / 5)
    table.limit("  requests", ours[0].requests, 10, "")


def check_many(table, cloud: Cloud) -> None:
    ours = unchanged(table, cloud, cloud.many, f"{cloud.sizes.many} objects unchanged", bar=1 / 8)
    table.limit("  peak memory", max(cost.peak_bytes for cost in ours) / 1e6, 100, "MB")


def unchanged(table, cloud: Cloud, prefix: str, what: str, bar: float) -> list[Cost]:
    copies = cloud.copies(prefix)
    cloud.home.refresh(prefix)
    sides = alternately(cloud, lambda: cloud.home.check(prefix), lambda peer: cloud.measure(peer.sync(prefix, copies[peer.name])),
                        {SERVER_FLOOR: lambda: cloud.drain_listing(prefix)})
    for name, costs in sides.items():
        if any(cost.fetched for cost in costs):
            raise SystemExit(f"{name} fetches what did not change")
    return told(table, what, sides, {peer.name for peer in cloud.correct}, bar)


def change_one(table, cloud: Cloud) -> None:
    prefix = cloud.few
    copies = cloud.copies(prefix)
    cloud.home.refresh(prefix)
    number = 0

    def newly_uploaded(run: Callable[[], Cost], where: Callable[[], Path], name: str) -> Cost:
        nonlocal number
        number += 1
        content = number.to_bytes(4, "big") * (cloud.sizes.few_bytes // 4)
        cloud.upload(f"{prefix}/part-00007.csv", content)
        cost = run()
        if (where() / "part-00007.csv").read_bytes() != content and (name == "larder" or name in seeing):
            raise SystemExit(f"{name} has the old bytes")
        return cost

    seeing = {peer.name for peer in cloud.correct}
    sides = alternately(
        cloud,
        lambda: newly_uploaded(lambda: cloud.home.refresh(prefix), lambda: cloud.home.path(prefix), "larder"),
        lambda peer: newly_uploaded(lambda: cloud.measure(peer.sync(prefix, copies[peer.name])), lambda: copies[peer.name], peer.name),
        {SERVER_FLOOR: lambda: cloud.drain_listing(prefix)})
    told(table, f"1 re-upload among {cloud.sizes.few}", sides, seeing, bar=1 / 2)


def fetch_few(table, cloud: Cloud) -> None:
    fetched(table, cloud, cloud.few, f"first fetch of {cloud.sizes.few} x {cloud.sizes.few_bytes >> 10} KiB", MEMORY_DISK, bar=1 / 3)


def fetch_large(table, cloud: Cloud) -> None:
    fetched(table, cloud, cloud.large, f"first fetch of 1 x {cloud.sizes.large_bytes >> 20} MiB", DISK, bar=1 / 2)


def fetched(table, cloud: Cloud, prefix: str, what: str, on: Path, bar: float) -> None:
    """Hashed and durable here; of the peers none flushes, and only some verify."""
    def larder() -> Cost:
        with temporary(on) as place:
            home = Home(cloud, place, cloud.port)
            home.bind(prefix)
            return home.refresh(prefix)

    def other(peer: Peer) -> Cost:
        with temporary(on) as place:
            return cloud.measure(peer.sync(prefix, place / "copy"))

    def written() -> Cost:
        with temporary(on) as place:
            return cloud.measure(["dd", "if=/dev/zero", f"of={place / 'bytes'}", "bs=1M", f"count={cloud.sizes.large_bytes >> 20}", "conv=fdatasync"])

    floors = {SERVER_FLOOR: lambda: cloud.drain(prefix)} | ({"as many bytes written and flushed": written} if on == DISK else {})
    sides = alternately(cloud, larder, other, floors)
    told(table, what, sides, {peer.name for peer in PEERS if peer.verifies}, bar)


def distant(table, cloud: Cloud) -> None:
    """Serial: the fastest that asks for one page after the other."""
    prefix = cloud.many
    with StoreProcess("relay", str(cloud.port), str(DISTANT_MILLISECONDS)) as relay, temporary(MEMORY_DISK) as place:
        port = relay.told["port"]
        home = Home(cloud, place, port)
        home.refresh(prefix)
        serial = [cloud.measure([tool("rclone"), "--config", "", "size", "--fast-list", f"bench:{BUCKET}/{prefix}"], cloud.environment(port))
                  for _ in range(min(3, cloud.sizes.rounds))]
        ours = [home.check(prefix) for _ in range(cloud.sizes.rounds)]
    table.ratio(f"{cloud.sizes.many} objects at {DISTANT_MILLISECONDS} ms / serial", [cost.seconds for cost in ours],
                [cost.seconds for cost in serial], bar=1 / 4)


def wire(table, cloud: Cloud) -> None:
    """Requests, and bytes in both directions with TLS and all; against the one that needs the least, by each of the two."""
    with StoreProcess("relay", str(cloud.port)) as relay, temporary(MEMORY_DISK) as place:
        port = relay.told["port"]
        home = Home(cloud, place / "home", port)

        def over_the_line(run: Callable[[], Cost]) -> tuple[int, int]:
            relay.call("count")
            cost = run()
            return cost.requests, relay.call("count")["bytes"]

        def row(what: str, prefix: str, larder: Callable[[str], Cost], peers: list[Peer]) -> None:
            our_requests, our_bytes = over_the_line(lambda: larder(prefix))
            their = {peer.name: over_the_line(lambda: cloud.measure(peer.sync(prefix, place / peer.name / prefix), cloud.environment(port)))
                     for peer in peers}
            for unit, ours, index in ((count, our_requests, 0), (megabytes, our_bytes, 1)):
                least = min(their, key=lambda name: their[name][index])
                kind = "requests" if index == 0 else "bytes"
                table.ratio(f"{kind}, {what} / {least}", [ours], [their[least][index]], 1.0, unit)

        for peer in PEERS:
            (place / peer.name).mkdir()
        row("first fetch of many small", cloud.few, home.refresh, PEERS)
        row("many small unchanged", cloud.few, home.check, cloud.correct)
        cloud.upload(f"{cloud.few}/part-00008.csv", os.urandom(cloud.sizes.few_bytes))
        row("1 re-upload", cloud.few, home.refresh, cloud.correct)
        row("first fetch of a large one", cloud.large, home.refresh, PEERS)


ROWS = {
    "cloud-check": check_few,
    "cloud-check-many": check_many,
    "cloud-change": change_one,
    "cloud-fetch-small": fetch_few,
    "cloud-fetch-large": fetch_large,
    "cloud-distant": distant,
    "cloud-wire": wire,
}


def alternately(cloud: Cloud, larder: Callable[[], Cost], other: Callable[[Peer], Cost],
                floors: dict[str, Callable[[], Cost]]) -> dict[str, list[Cost]]:
    """Larder's, each floor's and each peer's, turn by turn, so that all see the same noise."""
    sides: dict[str, list[Cost]] = {"larder": []} | {name: [] for name in floors} | {peer.name: [] for peer in PEERS}
    for number in range(cloud.sizes.rounds):
        sides["larder"].append(larder())
        for name, floor in floors.items():
            sides[name].append(floor())
        for peer in PEERS:
            if number < peer.rounds:
                sides[peer.name].append(other(peer))
    return sides


def told(table, what: str, sides: dict[str, list[Cost]], judged: set[str], bar: float) -> list[Cost]:
    """A row against the best of those that are judged, and one beside it for each of the others. Returns Larder's."""
    ours = sides["larder"]
    peers = {peer.name for peer in PEERS}
    seconds = {name: [cost.seconds for cost in costs] for name, costs in sides.items()}
    best = min(judged, key=lambda name: statistics.median(seconds[name]))
    table.ratio(f"{what} / {best}", seconds["larder"], seconds[best], bar)
    for name in [name for name in sides if name not in peers | {"larder"}]:  # floors: a bar below one is none of Larder's
        table.ratio(f"  floor: {name} / {best}", seconds[name], seconds[best], None)
    for whose, of in {"the two programs": attrgetter("own_seconds"), "the server for each": attrgetter("server_seconds")}.items():
        theirs = [of(cost) for cost in sides[best]]
        if statistics.median(theirs) > 0:  # it is counted in hundredths of a second
            table.ratio(f"  beside it: processor time of {whose}", [of(cost) for cost in ours], theirs, None)
    for peer in PEERS:
        if peer.name != best:
            note = "" if peer.name in judged else " (not judged)"
            table.ratio(f"  beside it: larder / {peer.name}{note}", seconds["larder"], seconds[peer.name], None)
    return ours


def highest_memory(pid: int) -> int:
    """Of a child, until it ends. What wait4 tells of it is at least what this process has."""
    peak = 0
    end = os.pidfd_open(pid)
    try:
        while not select.select([end], [], [], 0.005)[0]:
            told = re.search(r"VmHWM:\s*(\d+)", Path(f"/proc/{pid}/status").read_text())
            peak = int(told[1]) * 1024 if told else peak
    finally:
        os.close(end)
    return peak


def count(number: float) -> str:
    return f"{number:.0f}"


def megabytes(number: float) -> str:
    return f"{number / 1e6:.2f} MB"


@contextmanager
def temporary(on: Path):
    place = Path(tempfile.mkdtemp(prefix="larder-bench-", dir=on))
    try:
        yield place
    finally:
        remove(place)


def remove(place: Path) -> None:
    subprocess.run(["chmod", "-R", "u+w", str(place)], check=True)
    shutil.rmtree(place)
