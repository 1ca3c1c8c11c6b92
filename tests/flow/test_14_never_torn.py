"""Promise 14: a file of a directory that changes while it is copied is stored as one of its versions, or not at all."""

import os
import signal
import threading

from support.observe import bytes_under_way, tree, wait_until

NAME = "acme/shipments"
CHUNK = 1 << 16


def versions_in(path) -> set[int]:
    content = path.read_bytes()
    return set(content)


def test_a_file_that_is_rewritten_in_the_middle_of_its_copy_is_never_a_mixture(larder, tmp_path):
    exports = tmp_path / "exports"
    exports.mkdir()
    size = 192 << 20
    source = exports / "big.bin"

    def write(version: int) -> None:
        with open(source, "r+b" if source.exists() else "wb", buffering=0) as file:  # in place: the same inode
            for _ in range(size // (1 << 20)):
                file.write(bytes([version]) * (1 << 20))

    write(1)
    larder.run("add", NAME, str(exports), "--no-probe")
    refresh = larder.start("refresh", NAME)

    wait_until(lambda: bytes_under_way(larder) > 8 << 20 or refresh.poll() is not None, "a part is copied")
    assert refresh.poll() is None, "the copy was over before it could be disturbed"
    refresh.send_signal(signal.SIGSTOP)
    assert bytes_under_way(larder) < size
    write(2)
    refresh.send_signal(signal.SIGCONT)
    out, err = refresh.communicate()
    if refresh.returncode:
        assert "big.bin" in err
        larder.run("status", NAME, exit=3)
    stored = larder.path(NAME) / "big.bin"
    assert stored.stat().st_size == size
    assert versions_in(stored) == {2}
    source.unlink()


def test_a_file_that_is_written_all_the_time_is_never_a_mixture(larder, tmp_path):
    """Each version truncates and grows chunk by chunk, so a file that holds two versions never existed."""
    exports = tmp_path / "exports"
    exports.mkdir()
    source = exports / "growing.bin"
    source.write_bytes(b"\1" * CHUNK)
    stop = threading.Event()

    def keep_writing() -> None:
        version = 1
        while not stop.is_set():
            version = version % 250 + 1
            with open(source, "wb", buffering=0) as file:
                for _ in range(24):
                    file.write(bytes([version]) * CHUNK)
            stop.wait(0.003 if version % 5 else 0.4)

    larder.run("add", NAME, str(exports), "--no-probe")
    writer = threading.Thread(target=keep_writing)
    writer.start()
    taken = 0
    try:
        for _ in range(40):
            answer = larder.call("refresh", NAME)
            assert answer.exit in (0, 1, 3), answer
            taken += answer.exit == 0
    finally:
        stop.set()
        writer.join()
    assert taken > 0, "it holds still now and then"
    assert larder.path(NAME)
    for snapshot in larder.json("history", NAME)["snapshots"]:
        stored = larder.store / "snapshots" / NAME / snapshot["id"] / "growing.bin"
        assert len(versions_in(stored)) <= 1, f"{stored} holds bytes of two versions"
    assert larder.json("verify")["damaged"] == []


def test_a_file_that_is_replaced_by_rename_is_stored_whole(larder, tmp_path):
    exports = tmp_path / "exports"
    exports.mkdir()
    stop = threading.Event()

    def keep_replacing() -> None:
        version = 0
        while not stop.is_set():
            version = version % 250 + 1
            aside = tmp_path / "aside.bin"
            aside.write_bytes(bytes([version]) * (24 * CHUNK))
            os.replace(aside, exports / "whole.bin")

    (exports / "whole.bin").write_bytes(bytes([1]) * (24 * CHUNK))
    larder.run("add", NAME, str(exports), "--no-probe")
    writer = threading.Thread(target=keep_replacing)
    writer.start()
    try:
        for _ in range(15):
            answer = larder.call("refresh", NAME)
            assert answer.exit in (0, 1), answer
    finally:
        stop.set()
        writer.join()
    larder.path(NAME)
    for snapshot in larder.json("history", NAME)["snapshots"]:
        stored = larder.store / "snapshots" / NAME / snapshot["id"] / "whole.bin"
        assert stored.stat().st_size == 24 * CHUNK and len(versions_in(stored)) == 1


def test_a_stored_file_cannot_be_changed_by_accident(larder, tmp_path):
    exports = tmp_path / "exports"
    exports.mkdir()
    (exports / "a.csv").write_bytes(b"original\n")
    larder.run("add", NAME, str(exports))
    path = larder.path(NAME)
    assert os.stat(path).st_mode & 0o777 == 0o500
    assert os.stat(path / "a.csv").st_mode & 0o777 == 0o444
    before = tree(path)
    (exports / "a.csv").write_bytes(b"changed at the source\n")
    assert tree(path) == before, "the copy shares no bytes with its source"
