"""Promise 6: a re-upload on the same day is seen, only what changed is fetched, older snapshots stay and can be held;
identical bytes make no new snapshot; weak validators are never believed."""

import pytest

from support.larder import Larder
from support.observe import bodies, hashes, no_requests, requests, tree

NAME = "acme/shipments"
MORNING = "2026-08-01T09:00"
NOON = "2026-08-01T12:00"
EVENING = "2026-08-01T18:00"
UPLOADED = "2026-08-01T04:00:00Z"
OLD = {"a.csv": b"good\n", "b.csv": b"stays\n", "c.csv": b"stays too\n"}
NEW = OLD | {"a.csv": b"evil\n"}


@pytest.fixture
def loaded(larder, server) -> Larder:
    server.date = "2026-08-01T07:00:00Z"
    for name, content in OLD.items():
        server.put(f"acme/{name}", content, modified=UPLOADED)
    morning = larder.at(MORNING)
    morning.run("add", NAME, server.url("acme/"), "--zone", "Europe/Paris")
    morning.run("path", NAME)
    return larder


def refreshed(larder: Larder, *options: str, exit: int = 0) -> dict:
    return larder.json("refresh", NAME, *options, exit=exit)["runs"][0]


def snapshots(larder: Larder) -> list[dict]:
    return larder.json("history", NAME)["snapshots"]


def test_same_size_and_second_but_another_etag_is_a_change_and_only_that_file_is_fetched(loaded, server):
    old = loaded.at(MORNING).path(NAME)
    server.put("acme/a.csv", NEW["a.csv"], modified=UPLOADED)
    noon = loaded.at(NOON)
    found = noon.json("check", NAME, exit=3)["datasets"][0]
    assert (found["remote"], found["added"], found["changed"], found["removed"]) == ("changed", [], ["a.csv"], [])

    with requests(server) as asked:
        run = refreshed(noon)
    assert bodies(asked) == ["acme/a.csv"]
    assert (run["outcome"], run["switched"], run["fetched_files"]) == ("fetched", True, 1)
    new = noon.path(NAME)
    assert (tree(old), tree(new)) == (hashes(OLD), hashes(NEW))
    assert [(row["id"], row["current"]) for row in snapshots(noon)] == [(new.name, True), (old.name, False)]


def test_diff_names_what_changed(loaded, server):
    server.put("acme/a.csv", NEW["a.csv"], modified=UPLOADED)
    server.remove("acme/b.csv")
    server.put("acme/d.csv", b"more\n", modified=UPLOADED)
    noon = loaded.at(NOON)
    refreshed(noon)
    new, old = [row["id"] for row in snapshots(noon)]
    difference = noon.json("diff", NAME, old, new)
    assert (difference["from"], difference["to"]) == (old, new)
    assert (difference["added"], difference["removed"], difference["changed"]) == (["d.csv"], ["b.csv"], ["a.csv"])


def test_a_held_snapshot_stays_through_later_refreshes_until_use_latest(loaded, server):
    old = loaded.at(MORNING).path(NAME)
    server.put("acme/a.csv", NEW["a.csv"], modified=UPLOADED)
    noon = loaded.at(NOON)
    refreshed(noon)
    noon.run("use", NAME, old.name)
    held = noon.run("path", NAME)
    assert held.line == str(old) and held.err.strip(), "readers hear that it is held"
    assert noon.row(NAME)["state"] == "held"

    third = NEW | {"b.csv": b"third\n"}
    server.put("acme/b.csv", third["b.csv"], modified=UPLOADED)
    evening = loaded.at(EVENING)
    text = evening.run("refresh", NAME)
    assert "held" in text.out + text.err
    assert evening.path(NAME) == old
    assert len(snapshots(evening)) == 3
    assert [row["id"] for row in snapshots(evening) if row["held"]] == [old.name]

    with no_requests(server):
        evening.run("use", NAME, "latest")
        assert tree(evening.path(NAME)) == hashes(third)
    assert evening.row(NAME)["state"] == "fresh"


def test_a_refresh_under_a_hold_says_that_it_did_not_switch(loaded, server):
    old = loaded.at(MORNING).path(NAME)
    loaded.at(NOON).run("use", NAME, old.name)
    server.put("acme/a.csv", NEW["a.csv"], modified=UPLOADED)
    run = refreshed(loaded.at(NOON))
    assert (run["outcome"], run["switched"]) == ("fetched", False)
    assert run["snapshot"] != old.name


def test_neither_the_newest_nor_the_held_nor_a_pinned_snapshot_is_pruned(loaded, server):
    held = loaded.at(MORNING).path(NAME).name
    loaded.at(MORNING).run("set", NAME, "keep=1")
    loaded.at(MORNING).run("use", NAME, held)
    made = [held]
    for day in range(2, 8):
        server.put("acme/a.csv", b"day %d\n" % day, modified=UPLOADED)
        run = refreshed(loaded.at(f"2026-08-{day:02}T09:00"))
        made.append(run["snapshot"])
        if day == 3:
            loaded.at(f"2026-08-{day:02}T09:00").run("pin", NAME, run["snapshot"])
    later = loaded.at("2026-09-01T09:00")
    later.run("prune")
    assert {row["id"] for row in snapshots(later)} == {held, made[2], made[-1]}
    later.run("use", NAME, "latest")
    later.run("unpin", NAME, made[2])
    much_later = loaded.at("2026-09-10T09:00")
    removed = {row["snapshot"] for row in much_later.json("prune")["removed"]}
    assert removed == {held, made[2]}
    assert [row["id"] for row in snapshots(much_later)] == [made[-1]]


def test_a_rollback_at_the_source_is_a_change_too(loaded, server):
    first = server.find("acme/a.csv")
    server.put("acme/a.csv", NEW["a.csv"], modified="2026-08-01T05:00:00Z")
    refreshed(loaded.at(NOON))
    server.put("acme/a.csv", first.content, modified=UPLOADED, etag=first.etag)
    run = refreshed(loaded.at(EVENING))
    assert run["outcome"] == "fetched"
    assert tree(loaded.at(EVENING).path(NAME)) == hashes(OLD)
    assert len(snapshots(loaded)) == 3


def test_an_identical_reupload_makes_no_new_snapshot_and_says_so(loaded, server):
    before = loaded.at(MORNING).path(NAME)
    server.put("acme/a.csv", OLD["a.csv"], modified="2026-08-01T05:00:00Z")
    noon = loaded.at(NOON)
    text = noon.run("refresh", NAME)
    assert "identical" in text.out + text.err
    assert noon.path(NAME) == before
    assert len(snapshots(noon)) == 1
    with requests(server) as asked:  # the new validator is known now
        assert refreshed(loaded.at(EVENING))["outcome"] == "unchanged"
    assert bodies(asked) == []


def test_force_fetches_everything_again_and_keeps_the_good_copy(loaded, server):
    before = loaded.at(MORNING).path(NAME)
    with requests(server) as asked:
        run = refreshed(loaded.at(NOON), "--force")
    assert sorted(bodies(asked)) == ["acme/a.csv", "acme/b.csv", "acme/c.csv"]
    assert run["outcome"] == "identical"
    assert loaded.at(NOON).path(NAME) == before


@pytest.mark.parametrize("etag", [None, 'W/"weak"'])
class TestWeakValidators:
    """The same size, the same second, the same weak ETag: nothing at the source tells the two uploads apart."""

    @pytest.fixture
    def weak(self, larder, server, etag) -> Larder:
        server.date = "2026-08-01T07:00:00Z"
        server.put("acme/a.csv", OLD["a.csv"], modified=UPLOADED, etag=etag)
        morning = larder.at(MORNING)
        morning.run("add", NAME, server.url("acme/"), "--zone", "Europe/Paris")
        morning.run("path", NAME)
        server.put("acme/a.csv", NEW["a.csv"], modified=UPLOADED, etag=etag)
        return larder

    def test_a_check_calls_it_unproven_and_confirms_nothing(self, weak, server):
        next_day = weak.at("2026-08-02T09:00")
        with requests(server) as asked:
            assert next_day.json("check", NAME, exit=3)["datasets"][0]["remote"] == "unproven"
        assert bodies(asked) == []
        assert next_day.row(NAME)["state"] == "stale"

    def test_at_expiry_it_is_fetched_and_compared(self, weak, server):
        with requests(server) as asked:
            path = weak.at("2026-08-02T09:00").path(NAME)
        assert bodies(asked) == ["acme/a.csv"]
        assert tree(path) == hashes({"a.csv": NEW["a.csv"]})

    def test_a_refresh_by_a_person_does_not_believe_it_either(self, weak, server):
        assert refreshed(weak.at(NOON))["outcome"] == "fetched"
        with requests(server) as asked:
            assert refreshed(weak.at(EVENING))["outcome"] in ("unchanged", "identical")
        assert bodies(asked) == ["acme/a.csv"]
        assert len(snapshots(weak)) == 2
