"""Promise 5: what was fetched is still there, fresh and whole after any process died; nobody asks the source again."""

import signal

from support.faults import Gate
from support.observe import hashes, no_requests, tree, wait_until

NAME = "acme/shipments"
FILES = {"a.csv": b"1,2\n" * 1000, "below/b.csv": b"3,4\n" * 1000, "empty.csv": b""}


def test_kill_minus_nine_leaves_the_status_unchanged_the_bytes_equal_and_asks_nothing(larder, server):
    for name, content in FILES.items():
        server.put(f"acme/{name}", content)
    larder.run("add", NAME, server.url("acme/"))
    path = larder.path(NAME)
    before = larder.row(NAME)

    gate = Gate()
    server.before("acme/", gate)
    for _ in range(3):
        waiting = gate.count
        victim = larder.start("refresh", NAME)
        wait_until(lambda: gate.count > waiting, "the victim asks the source")
        victim.send_signal(signal.SIGKILL)
        victim.communicate()
    asked = len(server.log())
    gate.open()
    server.before("acme/", None)
    wait_until(lambda: len(server.log()) == asked + 3, "what the victims asked is in the log")

    with no_requests(server):
        assert larder.row(NAME) == before
        assert larder.path(NAME) == path
        assert larder.json("path", NAME)["run"] is None
    assert tree(path) == hashes(FILES)
    assert before["state"] == "fresh"


def test_a_home_that_is_opened_by_its_other_name_is_the_same_home(larder, server, tmp_path):
    """A machine restarts, the home directory is mounted elsewhere or reached through a link."""
    for name, content in FILES.items():
        server.put(f"acme/{name}", content)
    larder.run("add", NAME, server.url("acme/"))
    before = larder.path(NAME)
    link = tmp_path / "link"
    link.symlink_to(larder.home)
    with no_requests(server):
        other = type(larder)(link)
        assert other.path(NAME).resolve() == before.resolve()
        assert other.row(NAME)["state"] == "fresh"
