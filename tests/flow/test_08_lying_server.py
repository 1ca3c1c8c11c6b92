"""Promise 8: whatever the server does in the middle of a download, what is stored is one version that was really served
under the validator that is recorded; else the run fails and the old snapshot stays. A broken download goes on."""

import hashlib
import random
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from support.faults import LONGEST_HOLD_SECONDS, Stall, break_connection, cut_after, status
from support.larder import Larder
from support.manifests import recorded_files
from support.observe import bodies, hashes, requests, sha256, sha256_of_file, tree

NAME = "acme/shipments"
PATIENCE = {"LARDER_HTTP_BACKOFF_MS": "5", "LARDER_HTTP_STALL_SECONDS": "1", "LARDER_HTTP_ATTEMPTS": "3"}
OLD = b"old " * 25_000
NEW = b"new." * 25_000


@pytest.fixture
def impatient(tmp_path) -> Larder:
    """Like a person's, but it waits milliseconds where they wait seconds."""
    return Larder(tmp_path / "home", **PATIENCE)


@pytest.fixture
def loaded(impatient, server) -> Larder:
    server.put("a.bin", OLD)
    impatient.run("add", NAME, server.url("a.bin"))
    impatient.run("path", NAME)
    return impatient


def refreshed(larder: Larder, exit: int = 0) -> dict:
    return larder.json("refresh", NAME, exit=exit)["runs"][0]


def assert_unchanged(larder: Larder) -> None:
    """Nothing but the old snapshot is there, it is whole, and nobody calls it fresh."""
    row = larder.row(NAME)
    assert row["state"] in ("failed", "stale")
    assert tree(row["path"]) == {"a.bin": sha256(OLD)}
    assert len(larder.json("history", NAME)["snapshots"]) == 1


@pytest.mark.parametrize("percent", [0, 50, 99])
def test_a_body_that_was_cut_once_is_completed(loaded, server, percent):
    server.put("a.bin", NEW)
    server.sending("a.bin", cut_after(len(NEW) * percent // 100, times=1))
    with requests(server) as asked:
        assert refreshed(loaded)["outcome"] == "fetched"
    assert tree(loaded.path(NAME)) == {"a.bin": sha256(NEW)}
    assert len(bodies(asked)) == 2
    if percent:
        again = [entry for entry in asked if entry.method == "GET"][-1]
        assert again.status == 206 and "If-Range" in again.headers, "it goes on, guarded by the validator"


@pytest.mark.parametrize("percent", [0, 50, 99])
def test_a_body_that_is_always_cut_fails_and_the_old_snapshot_stays(loaded, server, percent):
    server.put("a.bin", NEW)

    def cut(handler, body):
        handler.wfile.write(body[: max(0, len(NEW) * percent // 100 - (len(NEW) - len(body)))])
        break_connection(handler)

    server.sending("a.bin", cut)
    with requests(server) as asked:
        run = refreshed(loaded, exit=6)
    assert run["outcome"] == "failed" and run["error"]["kind"] in ("Network", "Timeout")
    assert len(bodies(asked)) <= 8, "it gives up"
    assert_unchanged(loaded)


def test_a_server_that_stalls_is_given_up_and_the_old_snapshot_stays(loaded, server):
    server.put("a.bin", NEW)
    stall = Stall(after=1000)
    server.sending("a.bin", stall)
    run = refreshed(loaded, exit=6)
    stall.release()
    assert run["error"]["kind"] == "Timeout"
    assert_unchanged(loaded)


def test_a_server_that_stalls_once_is_asked_again(loaded, server):
    server.put("a.bin", NEW)
    stall = Stall(after=1000)

    def first_stalls(handler, body):
        server.sending("a.bin", None)
        stall(handler, body)

    server.sending("a.bin", first_stalls)
    assert refreshed(loaded)["outcome"] == "fetched"
    stall.release()
    assert tree(loaded.path(NAME)) == {"a.bin": sha256(NEW)}


@pytest.mark.parametrize("declared", [len(NEW) // 2, len(NEW) - 1, len(NEW) + 1, len(NEW) * 3])
def test_a_lie_about_the_length_is_never_stored(loaded, server, declared):
    def lie(handler):
        handler.server.shop.note(handler, "a.bin", 200)
        handler.send_response(200)
        handler.send_header("ETag", '"lie"')
        handler.send_header("Content-Length", str(len(NEW) if handler.command == "HEAD" else declared))
        handler.end_headers()
        if handler.command == "GET":
            handler.wfile.write(NEW)
        handler.close_connection = True

    server.answer("a.bin", lie)
    run = refreshed(loaded, exit=None)
    assert run["outcome"] == "failed" and run["error"]["message"]
    assert_unchanged(loaded)


@pytest.mark.parametrize("code", [429, 500, 503])
@pytest.mark.parametrize("method", ["HEAD", "GET"])
def test_a_busy_server_is_asked_again_when_it_says(loaded, server, code, method):
    server.put("a.bin", NEW)
    refused = []

    def busy_once(handler):
        if handler.command == method and not refused:
            refused.append(time.monotonic())
            server.answer("a.bin", None)
            handler.reply(code, b"", {"Retry-After": "1"}, path="a.bin")
            return
        handler.reply(200, NEW, {"ETag": '"new"'}, path="a.bin")

    server.answer("a.bin", busy_once)
    again = []
    server.before("a.bin", lambda handler: again.append(time.monotonic()))
    assert refreshed(loaded)["outcome"] == "fetched"
    assert tree(loaded.path(NAME)) == {"a.bin": sha256(NEW)}
    assert again[0] - refused[0] >= 0.95, "it waited as long as it was told"


@pytest.mark.parametrize("code", [429, 500, 503])
def test_a_server_that_stays_busy_is_given_up_and_the_old_snapshot_stays(loaded, server, code):
    server.answer("a.bin", status(code))
    with requests(server) as asked:
        run = refreshed(loaded, exit=6)
    assert run["outcome"] == "failed"
    assert len(asked) <= 10
    assert tree(loaded.row(NAME)["path"]) == {"a.bin": sha256(OLD)}


def test_an_object_swapped_between_probe_and_body_is_stored_as_what_it_is(loaded, server):
    server.put("a.bin", NEW)
    last = b"last" * 10_000

    def swap(handler):
        if handler.command == "GET":
            server.before("a.bin", None)
            server.put("a.bin", last, etag='"last"')

    server.before("a.bin", swap)
    run = refreshed(loaded)
    assert tree(loaded.path(NAME)) == {"a.bin": sha256(last)}
    recorded = recorded_files(loaded.data, NAME, run["snapshot"])["a.bin"]
    assert '"last"' in recorded.token and recorded.sha256 == sha256(last)


def test_files_of_one_run_are_never_of_two_moments_unless_each_is_what_was_listed(impatient, server):
    """While the last of several files is fetched, another upload changes the first: the run probes again."""
    for name in ("a", "b", "c"):
        server.put(f"acme/{name}", b"1" + name.encode())
    impatient.run("add", NAME, server.url("acme/"))

    def second_upload(handler):
        if handler.command == "GET":
            server.before("acme/c", None)
            for name in ("a", "b", "c"):
                server.put(f"acme/{name}", b"2" + name.encode())

    server.before("acme/c", second_upload)
    assert tree(impatient.path(NAME)) == hashes({"a": b"2a", "b": b"2b", "c": b"2c"})


def rounds(home, server, name: str, seed: int, count: int) -> None:
    """A larder of its own follows one object through `count` uploads, each with an accident."""
    luck = random.Random(seed)
    larder = Larder(home, **PATIENCE)
    served: dict[str, str] = {}

    def upload() -> None:
        content = luck.randbytes(luck.randrange(1, 200_000))
        tag = f'"{name}-{len(served)}"'
        served[tag] = sha256(content)
        server.put(name, content, etag=tag)

    def accident(handler, body) -> None:
        server.sending(name, None)
        cut = luck.randrange(0, len(body))
        handler.wfile.write(body[:cut])
        if swaps:
            upload()
        break_connection(handler)

    upload()
    larder.run("add", NAME, server.url(name))
    for number in range(count):
        upload()
        swaps = luck.random() < 0.5
        server.sending(name, accident)
        run = larder.json("refresh", NAME)["runs"][0]
        assert run["outcome"] == "fetched", (seed, number, run)
        recorded = recorded_files(larder.data, NAME, run["snapshot"])[name]
        tag = recorded.token[recorded.token.index('"'):]
        stored = sha256_of_file(larder.store / "snapshots" / NAME / run["snapshot"] / name)
        assert stored == recorded.sha256 == served[tag], (seed, number, tag)


def test_two_hundred_accidents_store_only_versions_that_were_served_under_their_validator(tmp_path, server):
    with ThreadPoolExecutor(8) as crowd:
        following = [crowd.submit(rounds, tmp_path / f"home-{seed}", server, f"object-{seed}", seed, 25)
                     for seed in range(8)]
        for each in following:
            each.result()


class GeneratedBody:
    """A GiB that nobody holds in memory; the first response stops at `stop_at` until it is let go."""

    BLOCK = 1 << 20

    def __init__(self, size: int, stop_at: int):
        self.size, self.stop_at = size, stop_at
        self.reached, self.let_go = threading.Event(), threading.Event()
        self.asked: list[tuple[int, str | None]] = []  # start, If-Range
        self.sent = 0
        self._noise = random.Random(1).randbytes(self.BLOCK - 8)

    def block(self, number: int) -> bytes:
        return number.to_bytes(8, "big") + self._noise

    def digest(self) -> str:
        digest = hashlib.sha256()
        for number in range(self.size // self.BLOCK):
            digest.update(self.block(number))
        return digest.hexdigest()

    def __call__(self, handler) -> None:
        asked = handler.headers.get("Range")
        start = int(asked.removeprefix("bytes=").split("-")[0]) if asked else 0
        handler.send_response(206 if asked else 200)
        handler.send_header("ETag", '"generated"')
        handler.send_header("Content-Length", str(self.size - start))
        if asked:
            handler.send_header("Content-Range", f"bytes {start}-{self.size - 1}/{self.size}")
        handler.end_headers()
        if handler.command == "HEAD":
            return
        first = not self.asked
        self.asked.append((start, handler.headers.get("If-Range")))
        self.sent = 0
        try:
            for number in range(start // self.BLOCK, self.size // self.BLOCK):
                if first and number * self.BLOCK >= self.stop_at:
                    self.reached.set()
                    assert self.let_go.wait(LONGEST_HOLD_SECONDS)
                piece = self.block(number)[max(0, start - number * self.BLOCK):]
                handler.wfile.write(piece)
                self.sent += len(piece)
        except OSError:
            handler.close_connection = True


def test_a_download_of_one_gib_that_was_killed_at_sixty_percent_goes_on_at_sixty_percent(larder, server):
    size = 1 << 30
    body = GeneratedBody(size, stop_at=size * 6 // 10)
    server.answer("big.bin", body)
    larder.run("add", NAME, server.url("big.bin"))
    victim = larder.start("refresh", NAME)
    assert body.reached.wait(60)
    victim.send_signal(signal.SIGKILL)
    victim.communicate()
    body.let_go.set()
    assert larder.row(NAME)["state"] == "missing"

    run = larder.json("refresh", NAME)["runs"][0]
    start, condition = body.asked[1]
    sockets = sum(int(Path(f"/proc/sys/net/ipv4/{name}").read_text().split()[-1]) for name in ("tcp_rmem", "tcp_wmem"))
    in_flight = sockets + (1 << 20)  # and what the process gathers into a chunk
    assert size * 6 // 10 - in_flight <= start <= size * 6 // 10
    assert condition == '"generated"'
    assert body.sent == size - start and len(body.asked) == 2
    assert run["fetched_bytes"] in (size, size - start)
    assert sha256_of_file(larder.path(NAME) / "big.bin") == body.digest()
