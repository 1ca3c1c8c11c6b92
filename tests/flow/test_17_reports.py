"""Reports: "I told the customer that this is wrong". The dataset is watched closely, and the report ends with the upload
that differs, not with one that does not."""

import pytest

from support.agent import Agent
from support.larder import Larder
from support.observe import wait_until

NAME = "acme/shipments"
MORNING = "2026-08-01T09:00"
UPLOADED = "2026-08-01T04:00:00Z"
WRONG = "supplier ids are empty"


@pytest.fixture
def reported(larder, server) -> Larder:
    server.put("acme/a.csv", b"bad\n", modified=UPLOADED)
    server.put("acme/b.csv", b"fine\n", modified=UPLOADED)
    morning = larder.at(MORNING)
    morning.run("add", NAME, server.url("acme/"), "--zone", "Europe/Paris")
    morning.run("path", NAME)
    larder.at("2026-08-01T09:30").run("report", NAME, WRONG)
    return larder


def reports(larder: Larder) -> list[dict]:
    return larder.json("report", NAME)["reports"]


def test_it_is_looked_at_every_two_minutes_and_shown_as_waiting(reported):
    row = reported.at("2026-08-01T09:31").row(NAME)
    assert "reported" in row["flags"] and row["state"] == "fresh", "a report does not make the copy stale"
    assert row["look_due"] <= "2026-08-01T07:32:01Z"
    assert WRONG in row["because"] and "fresh until" in row["because"]
    assert WRONG in reported.at("2026-08-01T09:31").run("why", NAME).out


def test_it_says_whether_anybody_asks(reported):
    asks = "asked every 2 minutes until a different upload lands"
    alone = reported.at("2026-08-01T09:32").run("report", NAME, WRONG).out
    assert "nothing is watching the source" in alone and "`larder agent`" in alone and asks in alone
    with Agent(reported):
        wait_until(lambda: "nothing is watching" not in reported.run("report", NAME, WRONG).out, "the agent looks")
        assert asks in reported.run("report", NAME, WRONG).out


def test_a_different_upload_answers_it(reported, server):
    server.put("acme/a.csv", b"mended\n", modified="2026-08-01T08:00:00Z")
    noon = reported.at("2026-08-01T12:00")
    run = noon.json("refresh", NAME)["runs"][0]
    assert (run["outcome"], run["answered_reports"]) == ("fetched", [WRONG])
    (report,) = reports(noon)
    assert (report["text"], report["answer"]) == (WRONG, run["snapshot"]) and report["closed_at"]
    assert "reported" not in noon.row(NAME)["flags"]
    assert noon.json("refresh", NAME, "--force")["runs"][0]["answered_reports"] == [], "answered once"


def test_a_byte_identical_upload_does_not_answer_it_and_says_so(reported, server):
    server.put("acme/a.csv", b"bad\n", modified="2026-08-01T08:00:00Z", etag='"another"')
    noon = reported.at("2026-08-01T12:00")
    run = noon.json("refresh", NAME)["runs"][0]
    assert (run["outcome"], run["answered_reports"]) == ("identical", [])
    (report,) = reports(noon)
    assert report["closed_at"] is None and report["identical_at"] == "2026-08-01T10:00:00.000Z"
    assert "reported" in noon.row(NAME)["flags"]


def test_the_same_bytes_at_another_address_are_no_upload(reported, server):
    server.put("moved/a.csv", b"bad\n", modified=UPLOADED, etag='"elsewhere"')
    server.put("moved/b.csv", b"fine\n", modified=UPLOADED, etag='"there"')
    later = reported.at("2026-08-01T11:00")
    later.run("set", NAME, f"url={server.url('moved/')}")
    later.run("refresh", NAME)
    (report,) = reports(later)
    assert (report["closed_at"], report["identical_at"]) == (None, None), "nobody uploaded anything"
    assert "reported" in later.row(NAME)["flags"]
    # What is uploaded there from then on counts, as before.
    server.put("moved/a.csv", b"bad\n", modified="2026-08-01T09:30:00Z", etag='"again"')
    noon = reported.at("2026-08-01T12:00")
    noon.run("refresh", NAME)
    assert reports(noon)[0]["identical_at"] == "2026-08-01T10:00:00.000Z"
    server.put("moved/a.csv", b"mended\n", modified="2026-08-01T10:30:00Z")
    reported.at("2026-08-01T13:00").run("refresh", NAME)
    assert reports(noon)[0]["closed_at"]


def test_a_wider_selection_does_not_answer_it(reported, server):
    server.put("acme/more/c.csv", b"other\n", modified=UPLOADED)
    reported.at("2026-08-01T10:00").run("set", NAME, "exclude=more/*")
    reported.at("2026-08-01T10:01").run("refresh", NAME)
    later = reported.at("2026-08-01T11:00")
    later.run("set", NAME, "exclude=")
    run = later.json("refresh", NAME)["runs"][0]
    assert (run["outcome"], run["answered_reports"]) == ("fetched", [])
    assert reports(later)[0]["closed_at"] is None, "the customer uploaded nothing"


def test_a_file_that_is_only_cleaned_up_does_not_answer_it(reported, server):
    server.remove("acme/b.csv")
    noon = reported.at("2026-08-01T12:00")
    assert noon.json("refresh", NAME)["runs"][0]["answered_reports"] == []
    assert reports(noon)[0]["closed_at"] is None


def test_a_forced_fetch_of_the_same_bytes_is_no_upload(reported):
    noon = reported.at("2026-08-01T12:00")
    noon.run("refresh", NAME, "--force")
    (report,) = reports(noon)
    assert (report["closed_at"], report["identical_at"]) == (None, None)


def test_a_person_may_close_it(reported):
    noon = reported.at("2026-08-01T12:00")
    noon.run("report", NAME, "--close")
    (report,) = reports(noon)
    assert report["closed_at"] and report["answer"] is None
    again = noon.run("report", NAME, "--close", exit=4)
    assert "no report is open" in again.err


def test_what_is_no_report_is_refused(larder, server):
    server.put("acme/a.csv", b"x")
    larder.at(MORNING).run("add", NAME, server.url("acme/"))
    assert "needs words" in larder.at(MORNING).run("report", NAME, "  ", exit=2).err
    assert "at most" in larder.at(MORNING).run("report", NAME, "x" * 1001, exit=2).err
    assert reports(larder) == []
    larder.at(MORNING).run("report", "acme/nothing", "x", exit=4)
