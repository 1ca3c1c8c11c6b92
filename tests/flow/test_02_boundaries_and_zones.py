"""Promise 2: boundaries are wall times of the dataset's zone, one for each day, also in the nights in which the clocks
change; a clock set back asks again, and a new zone moves the boundary."""

from datetime import datetime, timedelta, timezone

import pytest

from support.observe import no_requests, requests

NAME = "acme/shipments"


def iso(instant: datetime) -> str:
    return instant.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text)


def bind(larder, server, at: str, *options: str):
    server.put("acme/a.csv", b"1\n", modified="2024-01-01T00:00:00Z")
    larder.at(at).run("add", NAME, server.url("acme/"), *options)
    larder.at(at).run("path", NAME)


def test_a_fetch_at_half_past_midnight_does_not_count_for_the_export_of_the_morning(larder, server):
    bind(larder, server, "2026-08-02T00:30", "--policy", "daily@06:30", "--zone", "Europe/Paris")
    with no_requests(server):
        larder.at("2026-08-02T06:29:59").run("path", NAME)
        larder.at("2026-08-02T06:29:59").run("status", NAME)
        larder.at("2026-08-02T06:30:00").run("status", NAME, exit=3)
    with requests(server) as asked:
        larder.at("2026-08-02T06:30:00").run("path", NAME)
    assert asked
    assert larder.at("2026-08-02T06:30:00").row(NAME)["fresh_until"] == "2026-08-03T04:30:00.000Z"


NIGHTS = [
    # zone, policy, confirmed the evening before, then the boundaries one after the other
    pytest.param("Europe/Paris", "daily", "2024-03-29T20:00:00Z",
                 ["2024-03-29T23:00:00Z", "2024-03-30T23:00:00Z", "2024-03-31T22:00:00Z", "2024-04-01T22:00:00Z"],
                 id="Paris-a-day-of-23-hours"),
    pytest.param("Europe/Paris", "daily", "2024-10-25T20:00:00Z",
                 ["2024-10-25T22:00:00Z", "2024-10-26T22:00:00Z", "2024-10-27T23:00:00Z", "2024-10-28T23:00:00Z"],
                 id="Paris-a-day-of-25-hours"),
    pytest.param("America/New_York", "daily", "2024-03-09T20:00:00Z",
                 ["2024-03-10T05:00:00Z", "2024-03-11T04:00:00Z", "2024-03-12T04:00:00Z"],
                 id="New-York-a-day-of-23-hours"),
    pytest.param("America/New_York", "daily", "2024-11-02T20:00:00Z",
                 ["2024-11-03T04:00:00Z", "2024-11-04T05:00:00Z", "2024-11-05T05:00:00Z"],
                 id="New-York-a-day-of-25-hours"),
    pytest.param("Europe/Paris", "daily@02:30", "2024-03-30T19:00:00Z",
                 ["2024-03-31T01:00:00Z", "2024-04-01T00:30:00Z", "2024-04-02T00:30:00Z"],
                 id="Paris-half-past-two-is-missing"),
    pytest.param("Europe/Paris", "daily@02:30", "2024-10-26T19:00:00Z",
                 ["2024-10-27T00:30:00Z", "2024-10-28T01:30:00Z", "2024-10-29T01:30:00Z"],
                 id="Paris-half-past-two-comes-twice"),
    pytest.param("America/New_York", "daily@02:30", "2024-03-09T20:00:00Z",
                 ["2024-03-10T07:00:00Z", "2024-03-11T06:30:00Z", "2024-03-12T06:30:00Z"],
                 id="New-York-half-past-two-is-missing"),
    pytest.param("America/New_York", "daily@01:30", "2024-11-02T20:00:00Z",
                 ["2024-11-03T05:30:00Z", "2024-11-04T06:30:00Z", "2024-11-05T06:30:00Z"],
                 id="New-York-half-past-one-comes-twice"),
]


@pytest.mark.parametrize("zone, policy, confirmed, boundaries", NIGHTS)
def test_the_nights_of_the_clock_change_have_one_boundary_each_and_no_drift_after(
        larder, server, zone, policy, confirmed, boundaries):
    bind(larder, server, confirmed, "--policy", policy, "--zone", zone)
    for boundary in map(utc, boundaries):
        before = larder.at(iso(boundary - timedelta(seconds=1)))
        assert before.row(NAME)["fresh_until"] == iso(boundary)
        with no_requests(server):
            before.run("path", NAME)
        with requests(server) as asked:
            larder.at(iso(boundary)).run("path", NAME)
        assert asked, f"nobody asked at {boundary}"


def test_a_clock_set_back_asks_again(larder, server):
    bind(larder, server, "2026-08-02T10:00", "--zone", "Europe/Paris")
    earlier = larder.at("2026-08-02T09:00")
    earlier.run("status", NAME, exit=3)
    with requests(server) as asked:
        earlier.run("path", NAME)
    assert asked
    with no_requests(server):
        earlier.run("path", NAME)


def test_a_new_zone_of_the_dataset_moves_the_boundary(larder, server):
    bind(larder, server, "2026-08-01T23:00+02:00", "--zone", "Europe/Paris")
    evening = larder.at("2026-08-01T23:30+02:00")
    evening.run("set", NAME, "zone=America/New_York")
    row = evening.row(NAME)
    assert (row["zone"], row["fresh_until"]) == ("America/New_York", "2026-08-02T04:00:00.000Z")
    with no_requests(server):
        larder.at("2026-08-02T01:00+02:00").run("path", NAME)
    evening.run("set", NAME, "zone=Europe/Paris")
    with requests(server) as asked:
        larder.at("2026-08-02T01:00+02:00").run("path", NAME)
    assert asked


def test_the_zone_of_the_customer_moves_its_heirs_and_not_those_with_a_zone_of_their_own(larder, server):
    server.put("acme/a.csv", b"1\n")
    noon = larder.at("2026-08-01T12:00+02:00")
    noon.run("add", "acme/heir", server.url("acme/"), "--zone", "Europe/Paris")  # the customer takes this zone
    noon.run("add", "acme/second", server.url("acme/"))
    noon.run("add", "acme/own", server.url("acme/"), "--zone", "Europe/London")
    noon.run("refresh", "acme")
    noon.run("set", "acme", "zone=Asia/Tokyo")
    assert noon.row("acme/second")["zone"] == "Asia/Tokyo"
    assert noon.row("acme/second")["fresh_until"] == "2026-08-01T15:00:00.000Z"
    assert noon.row("acme/own")["zone"] == "Europe/London"
    assert noon.row("acme/own")["fresh_until"] == "2026-08-01T23:00:00.000Z"


@pytest.mark.parametrize("policy, confirmed, until", [
    ("every:15m", "2026-08-01T10:00:00Z", "2026-08-01T10:15:00.000Z"),
    ("weekdays@06:30", "2026-08-07T10:00:00Z", "2026-08-10T04:30:00.000Z"),  # Friday to Monday
    ("cron:30 6 * * 1-5", "2026-08-07T10:00:00Z", "2026-08-10T04:30:00.000Z"),
    ("cron:0 */6 * * *", "2026-08-07T10:00:00Z", "2026-08-07T16:00:00.000Z"),
    ("manual", "2026-08-01T10:00:00Z", None),
])
def test_every_policy_says_until_when(larder, server, policy, confirmed, until):
    bind(larder, server, confirmed, "--policy", policy, "--zone", "Europe/Paris")
    assert larder.at(confirmed).row(NAME)["fresh_until"] == until
    with no_requests(server):
        larder.at(confirmed).run("path", NAME)


def test_manual_never_asks_and_always_asks_every_time(larder, server):
    bind(larder, server, "2026-08-01T10:00", "--policy", "manual", "--zone", "Europe/Paris")
    with no_requests(server):
        larder.at("2036-08-01T10:00").run("path", NAME)
    larder.at("2026-08-01T10:00").run("set", NAME, "policy=always")
    for _ in range(2):
        with requests(server) as asked:
            larder.at("2026-08-01T10:00").run("path", NAME)
        assert asked
