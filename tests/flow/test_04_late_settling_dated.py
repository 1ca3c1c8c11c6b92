"""Promise 4: the customer's lateness is told and watched for; a listing that still changes is not taken; dated paths
follow the dataset's day; a source that empties never becomes an empty snapshot."""

import time
from pathlib import Path

import pytest

from support.observe import bodies, hashes, no_requests, requests, tree

NAME = "acme/shipments"


class TestLate:
    """`expect 06:00` in Paris, which is two hours before UTC."""

    @pytest.fixture
    def fetched_at_night(self, larder, server):
        server.date = "2026-08-01T22:30:00Z"
        server.put("acme/a.csv", b"yesterday\n", modified="2026-08-01T05:00:00Z")
        night = larder.at("2026-08-01T09:00")
        night.run("add", NAME, server.url("acme/"), "--zone", "Europe/Paris", "--expect", "06:00", "--recheck", "off")
        larder.at("2026-08-02T00:30").run("path", NAME)
        return larder

    def asks(self, larder, server, at: str) -> bool:
        with requests(server) as asked:
            larder.at(at).run("path", NAME)
        return bool(asked)

    def test_yesterdays_upload_after_the_deadline_is_late_and_the_path_is_given_with_a_warning(
            self, fetched_at_night, server):
        with no_requests(server):
            before = fetched_at_night.at("2026-08-02T05:59:59").run("path", NAME)
        with requests(server) as asked:
            answer = fetched_at_night.at("2026-08-02T06:31").run("path", NAME)
        assert asked and bodies(asked) == []
        assert before.err == ""
        assert answer.out == before.out
        assert answer.err.strip(), "a late dataset is given with a warning"
        fetched_at_night.at("2026-08-02T06:31").run("status", NAME, exit=3)
        assert fetched_at_night.at("2026-08-02T06:31").row(NAME)["state"] == "late"

    def test_readers_ask_again_at_the_late_looks_and_take_the_export_that_comes_at_last(self, fetched_at_night, server):
        assert self.asks(fetched_at_night, server, "2026-08-02T06:31")
        assert not self.asks(fetched_at_night, server, "2026-08-02T06:34")
        assert self.asks(fetched_at_night, server, "2026-08-02T06:36")
        assert not self.asks(fetched_at_night, server, "2026-08-02T07:10")

        server.date = "2026-08-02T05:16:00Z"
        server.put("acme/a.csv", b"today\n", modified="2026-08-02T05:15:00Z")
        later = fetched_at_night.at("2026-08-02T07:16")
        answer = later.run("path", NAME)
        assert answer.err == ""
        assert tree(answer.line) == hashes({"a.csv": b"today\n"})
        assert later.row(NAME)["state"] == "fresh"
        with no_requests(server):
            fetched_at_night.at("2026-08-02T23:59").run("path", NAME)

    def test_after_the_first_looks_readers_ask_once_an_hour(self, fetched_at_night, server):
        assert self.asks(fetched_at_night, server, "2026-08-02T07:20")
        assert not self.asks(fetched_at_night, server, "2026-08-02T08:14")
        assert self.asks(fetched_at_night, server, "2026-08-02T08:15")


class TestSettling:
    @pytest.fixture
    def loaded(self, larder, server):
        server.date = "2026-08-01T08:00:00Z"
        server.put("acme/a.csv", b"old\n", modified="2026-08-01T04:00:00Z")
        morning = larder.at("2026-08-01T10:00")
        morning.run("add", NAME, server.url("acme/"), "--zone", "Europe/Paris", "--settle", "2m", "--recheck", "off")
        morning.run("refresh", NAME)
        return larder

    def refresh(self, larder, server, at: str, exit: int):
        """`at` is the time at the server, too."""
        server.date = at + "+02:00"
        return larder.at(at).json("refresh", NAME, exit=exit)["runs"][0]

    def test_a_listing_that_still_changes_is_not_taken_and_one_that_held_still_is(self, loaded, server):
        server.put("acme/a.csv", b"half\n", modified="2026-08-01T11:59:30+02:00")
        run = self.refresh(loaded, server, "2026-08-01T12:00:00", exit=3)
        assert run["outcome"] == "settling"
        row = loaded.at("2026-08-01T12:00:00").row(NAME)
        assert row["state"] == "stale" and "settling" in row["flags"]

        server.put("acme/a.csv", b"half and more\n", modified="2026-08-01T12:02:00+02:00")
        assert self.refresh(loaded, server, "2026-08-01T12:02:30", exit=3)["outcome"] == "settling"
        assert server.bodies() == ["acme/a.csv"]  # the first fetch

        run = self.refresh(loaded, server, "2026-08-01T12:04:31", exit=0)
        assert (run["outcome"], run["switched"]) == ("fetched", True)
        row = loaded.at("2026-08-01T12:04:31").row(NAME)
        assert row["state"] == "fresh" and "settling" not in row["flags"]
        assert tree(row["path"]) == hashes({"a.csv": b"half and more\n"})

    def test_what_is_old_enough_by_the_servers_own_clock_is_taken_at_once(self, loaded, server):
        server.put("acme/a.csv", b"whole\n", modified="2026-08-01T11:57:30+02:00")
        assert self.refresh(loaded, server, "2026-08-01T12:00:00", exit=0)["outcome"] == "fetched"

    def test_a_reader_waits_for_the_source_to_settle_and_is_refused_if_it_does_not(self, larder, server):
        server.put("acme/a.csv", b"0\n", modified=None)
        larder.run("add", NAME, server.url("acme/a.csv"), "--settle", "1s", "--policy", "always")

        def ever_new(handler):
            server.put("acme/a.csv", b"%d\n" % time.time_ns(), modified=None)

        server.before("acme/a.csv", ever_new)
        answer = larder.run("path", NAME, exit=3)
        assert answer.out == "" and answer.err.strip()

        server.before("acme/a.csv", None)
        server.put("acme/a.csv", b"whole\n", modified=None)
        assert tree(larder.path(NAME)) == hashes({"a.csv": b"whole\n"})


class TestDated:
    def test_a_dated_path_follows_the_day_and_nothing_there_yet_is_no_failure(self, larder, server):
        server.put("acme/2026-08-01/a.csv", b"first day\n")
        first_day = larder.at("2026-08-01T09:00")
        first_day.run("add", NAME, server.url("acme/") + "{yyyy-MM-dd}/", "--zone", "Europe/Paris", "--recheck", "off")
        first = first_day.path(NAME)
        assert tree(first) == hashes({"a.csv": b"first day\n"})

        second_day = larder.at("2026-08-02T09:00")
        run = second_day.json("refresh", NAME)["runs"][0]
        assert (run["outcome"], run["error"]) == ("nothing-yet", None)
        answer = second_day.run("path", NAME)
        assert Path(answer.out.strip()) == first
        assert "nothing there yet for 2026-08-02; asked 2026-08-02 09:00" in answer.err
        assert "nothing there yet for 2026-08-02; confirmed" in second_day.json("status", NAME)["datasets"][0]["because"]

        server.put("acme/2026-08-02/a.csv", b"second day\n")
        second_day.run("refresh", NAME)
        assert second_day.run("path", NAME).err == ""
        assert tree(second_day.path(NAME)) == hashes({"a.csv": b"second day\n"})
        assert tree(first) == hashes({"a.csv": b"first day\n"})

    def test_nothing_yet_at_a_new_address_does_not_confirm_what_came_from_the_old_one(self, larder, server):
        server.put("wrong/a.csv", b"of another customer\n")
        larder.at("2026-08-01T09:00").run("add", NAME, server.url("wrong/"), "--zone", "Europe/Paris")
        larder.at("2026-08-01T09:00").path(NAME)
        day = larder.at("2026-08-02T09:00")
        day.run("set", NAME, "url=" + server.url("right/") + "{yyyy-MM-dd}/")
        assert day.json("refresh", NAME)["runs"][0]["outcome"] == "nothing-yet"
        day.run("check", NAME)
        assert day.row(NAME)["state"] == "stale"
        refused = day.run("path", NAME, exit=3)
        assert refused.out == "" and refused.err.strip()

    @pytest.mark.parametrize("change", [
        (NAME, "policy=daily"), (NAME, "zone=Pacific/Auckland"), ("acme", "zone=Pacific/Auckland")])
    def test_another_policy_or_zone_means_another_day_of_a_dated_address(self, larder, server, change):
        server.put("acme/2026-08-01.csv", b"first\n")
        server.put("acme/2026-08-02.csv", b"second\n")
        night = larder.at("2026-08-02T01:00+02:00")
        night.run("add", NAME, server.url("acme/") + "{yyyy-MM-dd}.csv", "--policy", "daily@06:30")
        night.run("set", "acme", "zone=Europe/Paris")
        assert tree(night.path(NAME)) == hashes({"2026-08-01.csv": b"first\n"})
        night.run("set", *change)
        assert tree(night.path(NAME)) == hashes({"2026-08-02.csv": b"second\n"})

    def test_a_day_before_the_first_upload_can_be_bound(self, larder, server):
        server.put("acme/2026-07-31/a.csv", b"x\n")
        day = larder.at("2026-08-01T09:00")
        answer = day.run("add", NAME, server.url("acme/") + "{yyyy-MM-dd}/", "--zone", "Europe/Paris")
        assert "yet" in answer.out + answer.err
        assert day.json("refresh", NAME)["runs"][0]["outcome"] == "nothing-yet"
        assert day.row(NAME)["state"] == "missing"
        assert day.run("path", NAME, exit=3).out == ""

    def test_an_offset_means_the_day_before(self, larder, server):
        server.put("acme/20260801.csv", b"of the first\n")
        server.put("acme/20260802.csv", b"of the second\n")
        larder.at("2026-08-02T09:00").run(
            "add", NAME, server.url("acme/") + "{yyyyMMdd:-1d}.csv", "--zone", "Europe/Paris")
        assert tree(larder.at("2026-08-02T09:00").path(NAME)) == hashes({"20260801.csv": b"of the first\n"})
        assert tree(larder.at("2026-08-03T09:00").path(NAME)) == hashes({"20260802.csv": b"of the second\n"})

    def test_the_datasets_day_begins_at_the_boundary_of_its_policy(self, larder, server):
        server.put("acme/2026-08-01.csv", b"first\n")
        server.put("acme/2026-08-02.csv", b"second\n")
        larder.at("2026-08-01T09:00").run("add", NAME, server.url("acme/") + "{yyyy-MM-dd}.csv",
                                          "--zone", "Europe/Paris", "--policy", "daily@06:30")
        assert tree(larder.at("2026-08-02T06:29").path(NAME)) == hashes({"2026-08-01.csv": b"first\n"})
        assert tree(larder.at("2026-08-02T06:30").path(NAME)) == hashes({"2026-08-02.csv": b"second\n"})


class TestEmptied:
    @pytest.fixture
    def exports(self, tmp_path):
        folder = tmp_path / "exports"
        folder.mkdir()
        (folder / "a.csv").write_bytes(b"a\n")
        return folder

    def test_a_source_that_empties_is_a_failure_and_the_copy_stays(self, larder, exports):
        larder.at("2026-08-01T09:00").run("add", NAME, str(exports), "--zone", "Europe/Paris")
        kept = larder.at("2026-08-01T09:00").path(NAME)
        (exports / "a.csv").unlink()
        same_day = larder.at("2026-08-01T10:00")
        same_day.run("check", NAME, exit=3)
        answer = same_day.run("path", NAME)
        assert Path(answer.out.strip()) == kept
        assert "failed: the source lists nothing any more, but had 1 file; confirmed 2026-08-01 09:00" in answer.err
        next_day = larder.at("2026-08-02T09:00")
        found = next_day.json("check", NAME, exit=3)["datasets"][0]
        assert (found["remote"], found["removed"]) == ("changed", ["a.csv"])
        run = next_day.json("refresh", NAME, exit=4)["runs"][0]
        assert (run["outcome"], run["error"]["kind"]) == ("failed", "NotFound")
        next_day.run("path", NAME, exit=4)
        assert next_day.row(NAME)["state"] == "failed"
        assert tree(kept) == hashes({"a.csv": b"a\n"})
        assert len(next_day.json("history", NAME)["snapshots"]) == 1

    def test_it_is_taken_as_empty_where_the_binding_allows_it(self, larder, exports):
        larder.at("2026-08-01T09:00").run("add", NAME, str(exports), "--zone", "Europe/Paris", "--allow-empty")
        larder.at("2026-08-01T09:00").run("refresh", NAME)
        (exports / "a.csv").unlink()
        assert tree(larder.at("2026-08-02T09:00").path(NAME)) == {}

    def test_a_single_file_that_is_gone_is_a_failure(self, larder, server):
        server.put("acme/a.csv", b"a\n")
        larder.at("2026-08-01T09:00").run("add", NAME, server.url("acme/a.csv"), "--zone", "Europe/Paris")
        kept = larder.at("2026-08-01T09:00").path(NAME)
        server.remove("acme/a.csv")
        larder.at("2026-08-02T09:00").run("refresh", NAME, exit=4)
        assert tree(kept) == hashes({"a.csv": b"a\n"})

    def test_files_that_go_while_others_stay_are_an_ordinary_change(self, larder, server):
        server.put("acme/a.csv", b"a\n")
        server.put("acme/b.csv", b"b\n")
        larder.at("2026-08-01T09:00").run("add", NAME, server.url("acme/"), "--zone", "Europe/Paris")
        larder.at("2026-08-01T09:00").run("refresh", NAME)
        server.remove("acme/b.csv")
        with requests(server) as asked:
            assert tree(larder.at("2026-08-02T09:00").path(NAME)) == hashes({"a.csv": b"a\n"})
        assert bodies(asked) == []
