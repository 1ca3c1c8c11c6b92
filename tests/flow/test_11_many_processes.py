"""Promise 11: any number of processes share one fetch; a dead holder is followed by another, a stopped one makes the
waiters say "busy" within a stated bound."""

import re
import signal
import time

import pytest

from support.faults import Gate, Stall
from support.larder import REPOSITORY, Larder
from support.observe import bodies, hashes, requests, tree, wait_until, wait_until_waiting

NAME = "acme/shipments"
FILES = {f"{letter}.csv": letter.encode() * 1000 for letter in "abcde"}


@pytest.fixture
def bound(larder, server) -> Larder:
    for name, content in FILES.items():
        server.put(f"acme/{name}", content)
    larder.run("add", NAME, server.url("acme/"))
    return larder


def silent_holder_limit() -> int:
    header = (REPOSITORY / "core/sync/refresh.h").read_text()
    return int(re.search(r"silentHolderLimit\s*\{?\s*(\d+)", header)[1])


def test_twenty_readers_of_a_stale_dataset_make_one_fetch_and_get_one_answer(bound, server):
    gate = Gate("GET", first_only=True)
    server.before("acme/c.csv", gate)
    with requests(server) as asked:
        readers = [bound.start("path", NAME) for _ in range(20)]
        wait_until(lambda: gate.count, "the fetch is under way")
        wait_until_waiting(readers)
        gate.open()
        answers = [reader.communicate() for reader in readers]
    assert [reader.returncode for reader in readers] == [0] * 20, answers
    assert len({out for out, _ in answers}) == 1
    assert sorted(bodies(asked)) == sorted(f"acme/{name}" for name in FILES)
    assert tree(answers[0][0].rstrip("\n")) == hashes(FILES)


def test_a_failure_is_shared_by_those_who_waited_for_it(bound, server):
    gate = Gate("HEAD", first_only=True)

    def denied(handler):
        gate(handler)
        handler.reply(403, b"", path="acme/c.csv")

    server.answer("acme/c.csv", denied)
    with requests(server) as asked:
        readers = [bound.start("path", NAME) for _ in range(10)]
        wait_until(lambda: gate.count, "the first probe is under way")
        wait_until_waiting(readers)
        gate.open()
        answers = [reader.communicate() for reader in readers]
    assert [reader.returncode for reader in readers] == [5] * 10, answers
    assert len([entry for entry in asked if entry.path == "acme/"]) <= 2


def test_when_the_holder_is_killed_another_goes_on(bound, server):
    stall = Stall(after=10)
    server.sending("acme/c.csv", stall)
    holder = bound.start("path", NAME)
    stall.wait()
    waiters = [bound.start("path", NAME) for _ in range(5)]
    wait_until_waiting(waiters)
    server.sending("acme/c.csv", None)
    holder.send_signal(signal.SIGKILL)
    holder.communicate()
    stall.release()
    answers = [waiter.communicate() for waiter in waiters]
    assert [waiter.returncode for waiter in waiters] == [0] * 5, answers
    assert len({out for out, _ in answers}) == 1
    assert tree(answers[0][0].rstrip("\n")) == hashes(FILES)
    assert len(bound.json("history", NAME)["snapshots"]) == 1


def test_a_stopped_holder_makes_the_waiters_busy_within_the_stated_bound_and_goes_on_afterwards(bound, server):
    stall = Stall(after=10)
    server.sending("acme/c.csv", stall)
    holder = bound.start("path", NAME)
    stall.wait()
    holder.send_signal(signal.SIGSTOP)
    try:
        began = time.monotonic()
        answer = bound.run("path", NAME, exit=7)
        waited = time.monotonic() - began
        assert waited < silent_holder_limit() + 5
        assert answer.out == "" and str(holder.pid) in answer.err, "the sentence names who holds it"
        bound.row(NAME)
    finally:
        stall.release()
        holder.send_signal(signal.SIGCONT)
        out, err = holder.communicate()
    assert holder.returncode == 0, err
    assert tree(out.rstrip("\n")) == hashes(FILES)


def test_a_slow_holder_is_waited_for_longer_than_a_silent_one(bound, server):
    """Bytes that trickle are a sign of life: nobody who waits for them is told that it is busy."""
    body = FILES["c.csv"]
    until = time.monotonic() + silent_holder_limit() + 3

    def trickle(handler, _):
        step = 0.25
        for position in range(len(body) - 1):
            if time.monotonic() > until:
                handler.wfile.write(body[position:])
                return
            handler.wfile.write(body[position:position + 1])
            handler.wfile.flush()
            time.sleep(step)  # this is the slowness of the server, not a wait of the test
        handler.wfile.write(body[-1:])

    server.sending("acme/c.csv", trickle)
    readers = [bound.start("path", NAME) for _ in range(2)]
    answers = [reader.communicate() for reader in readers]
    assert [reader.returncode for reader in readers] == [0, 0], answers


def test_use_and_set_do_not_wait_for_a_download(bound, server):
    bound.run("path", NAME)
    first = bound.path(NAME).name
    server.put("acme/c.csv", b"new")
    stall = Stall(after=1)
    server.sending("acme/c.csv", stall)
    refresh = bound.start("refresh", NAME)
    stall.wait()
    bound.run("use", NAME, first)
    bound.run("set", NAME, "keep=3")
    bound.run("pin", NAME, first)
    assert refresh.poll() is None
    stall.release()
    refresh.communicate()
    assert bound.path(NAME).name == first
    assert len(bound.json("history", NAME)["snapshots"]) == 2


def test_different_datasets_are_fetched_side_by_side(larder, server):
    gates = {}
    for customer in ("acme", "globex"):
        server.put(f"{customer}/a.csv", customer.encode())
        larder.run("add", f"{customer}/sales", server.url(f"{customer}/"))
        gates[customer] = Gate("GET")
        server.before(f"{customer}/a.csv", gates[customer])
    both = larder.start("refresh", "--all")
    wait_until(lambda: all(gate.count for gate in gates.values()), "both are asked for while neither has answered")
    for gate in gates.values():
        gate.open()
    out, err = both.communicate()
    assert both.returncode == 0, err
