"""Promise 1: with `daily`, what was fetched yesterday at 23:00 is stale today, what was fetched today is fresh until
the day ends: by --as-of and by a faked system clock alike."""

import pytest

from support.larder import Larder
from support.observe import bodies, hashes, no_requests, requests, tree

NAME = "acme/shipments"
FIRST = {"a.csv": b"1,2\n", "b.csv": b"3,4\n"}


def upload(server, files: dict[str, bytes], modified: str) -> None:
    for name, content in files.items():
        server.put(f"acme/{name}", content, modified=modified)


@pytest.fixture
def bound(larder, server) -> Larder:
    server.date = "2026-08-01T21:00:00Z"
    upload(server, FIRST, "2026-08-01T04:00:00Z")
    larder.at("2026-08-01T22:59").run("add", NAME, server.url("acme/"), "--zone", "Europe/Paris")
    larder.at("2026-08-01T23:00").run("path", NAME)
    return larder


def test_it_is_fresh_to_the_last_second_of_the_day_and_stale_at_midnight(bound, server):
    with no_requests(server):
        last_second = bound.at("2026-08-01T23:59:59").run("status", NAME, "--json").json()["datasets"][0]
        midnight = bound.at("2026-08-02T00:00:00").run("status", NAME, "--json", exit=3).json()["datasets"][0]
    assert last_second["state"] == "fresh"
    assert last_second["fresh_until"] == "2026-08-01T22:00:00.000Z"
    assert midnight["state"] == "stale"
    assert "2026-08-02" in midnight["because"] and "Europe/Paris" in midnight["because"], midnight["because"]


def test_a_reader_after_midnight_asks_again_and_the_rest_of_the_day_makes_no_request(bound, server):
    with requests(server) as asked:
        first = bound.at("2026-08-02T01:00").path(NAME)
    assert asked and bodies(asked) == []
    with no_requests(server):
        assert bound.at("2026-08-02T22:00").path(NAME) == first
    assert tree(first) == hashes(FIRST)


def test_a_reader_after_midnight_gets_the_new_upload(bound, server):
    second = {"a.csv": b"9,9\n", "b.csv": b"3,4\n", "c.csv": b"new\n"}
    server.date = "2026-08-02T01:00:00Z"
    upload(server, second, "2026-08-02T00:30:00Z")
    assert tree(bound.at("2026-08-02T01:00").path(NAME)) == hashes(second)


@pytest.mark.parametrize("travel", [
    pytest.param(lambda larder, time: larder.at(time.replace(" ", "T")), id="as-of"),
    pytest.param(Larder.in_fake_time, id="libfaketime"),
])
def test_loaded_at_nine_hit_at_fifteen_loaded_the_next_morning(larder, server, travel):
    second = {"a.csv": b"tomorrow\n", "b.csv": b"3,4\n"}
    server.date = "2024-08-27T07:00:00Z"
    upload(server, FIRST, "2024-08-27T04:00:00Z")
    travel(larder, "2024-08-27 08:59:00").run("add", NAME, server.url("acme/"), "--zone", "Europe/Paris")

    with requests(server) as asked:
        loaded = travel(larder, "2024-08-27 09:00:00").path(NAME)
    assert sorted(bodies(asked)) == ["acme/a.csv", "acme/b.csv"]
    assert tree(loaded) == hashes(FIRST)

    with no_requests(server):
        assert travel(larder, "2024-08-27 15:00:00").path(NAME) == loaded

    server.date = "2024-08-28T04:00:00Z"
    upload(server, second, "2024-08-28T03:00:00Z")
    with requests(server) as asked:
        reloaded = travel(larder, "2024-08-28 06:00:00").path(NAME)
    assert "acme/a.csv" in bodies(asked)
    assert reloaded != loaded
    assert tree(reloaded) == hashes(second)
    assert tree(loaded) == hashes(FIRST)


def test_a_directory_follows_the_same_days_as_a_web_server(larder, tmp_path):
    exports = tmp_path / "exports"
    exports.mkdir()
    (exports / "a.csv").write_bytes(b"first\n")
    larder.at("2026-08-01T22:59").run("add", NAME, str(exports), "--zone", "Europe/Paris")
    first = larder.at("2026-08-01T23:00").path(NAME)

    (exports / "a.csv").write_bytes(b"again\n")
    assert larder.at("2026-08-01T23:59:59").path(NAME) == first
    second = larder.at("2026-08-02T00:00:00").path(NAME)
    assert tree(first) == hashes({"a.csv": b"first\n"})
    assert tree(second) == hashes({"a.csv": b"again\n"})
