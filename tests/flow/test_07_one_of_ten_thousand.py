"""Promise 7: of 10 000 files one changed; exactly one body is asked for, whatever kind the source is."""

import os

from support.observe import bodies, requests, sha256_of_file

NAME = "acme/many"
COUNT = 10_000


def file_names() -> list[str]:
    return [f"part-{number // 100:03}/{number:05}.csv" for number in range(COUNT)]


def test_one_changed_file_on_a_web_server_is_one_body(larder, server):
    for name in file_names():
        server.put(f"acme/{name}", name.encode())
    larder.run("add", NAME, server.url("acme/"), "--no-probe")
    first = larder.json("refresh", NAME)["runs"][0]
    assert (first["outcome"], first["fetched_files"]) == ("fetched", COUNT)

    changed = file_names()[COUNT // 2]
    server.put(f"acme/{changed}", b"changed\n")
    with requests(server) as asked:
        run = larder.json("refresh", NAME)["runs"][0]
    assert bodies(asked) == [f"acme/{changed}"]
    assert (run["outcome"], run["fetched_files"], run["fetched_bytes"]) == ("fetched", 1, len(b"changed\n"))

    path = larder.path(NAME)
    assert (path / changed).read_bytes() == b"changed\n"
    untouched = [name for name in file_names() if name != changed]
    assert all((path / name).read_bytes() == name.encode() for name in untouched)


def test_one_changed_file_in_a_directory_is_one_copy(larder, tmp_path):
    exports = tmp_path / "exports"
    for number in range(COUNT // 100):
        (exports / f"part-{number:03}").mkdir(parents=True)
    for name in file_names():
        (exports / name).write_bytes(name.encode())
    larder.run("add", NAME, str(exports), "--no-probe")
    larder.run("refresh", NAME)
    old = larder.path(NAME)

    changed = file_names()[7]
    (exports / changed).write_bytes(b"changed\n")
    run = larder.json("refresh", NAME)["runs"][0]
    assert (run["outcome"], run["fetched_files"]) == ("fetched", 1)
    new = larder.path(NAME)
    assert (new / changed).read_bytes() == b"changed\n"
    assert (old / changed).read_bytes() == changed.encode()
    other = file_names()[8]
    assert sha256_of_file(new / other) == sha256_of_file(old / other)
    assert os.stat(new / other).st_ino == os.stat(old / other).st_ino, "what did not change is stored once"
