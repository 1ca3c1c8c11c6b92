"""`agent` before it runs, `pause` and `resume`, and the settings of the background. What it does when it runs is tested in
tests/flow."""

import pytest

NAME = "acme/shipments"


@pytest.fixture
def bound(larder, server):
    """Fetched at nine; now it is noon."""
    server.put("acme/a.csv", b"x\n")
    nine = larder.at("2026-08-01T09:00")
    nine.run("add", NAME, server.url("acme/a.csv"), "--recheck", "6h")
    nine.run("refresh", NAME)
    return larder.at("2026-08-01T12:00")


def planned(larder, *options: str) -> list[tuple[str, str, str]]:
    looks = larder.json("agent", "--dry-run", *options)["looks"]
    return [(look["at"][5:16], look["why"], look["does"]) for look in looks]


def test_dry_run_says_what_would_be_looked_at_and_when(bound, server):
    server.clear_log()
    assert planned(bound, "--until", "2026-08-02T08:00") == [
        ("08-01T13:00", "recheck", "sync"), ("08-01T19:00", "recheck", "sync"), ("08-01T22:00", "expiry", "sync"),
        ("08-02T04:00", "recheck", "sync")]
    told = bound.run("agent", "--dry-run", "--until", "2026-08-02T08:00").out
    assert "today 15:00" in told and "tomorrow 00:00" in told and NAME in told
    assert server.log() == []


def test_dry_run_knows_the_quiet_hours_and_the_pause(bound):
    bound.run("config", "quiet=22:00-06:30")
    assert planned(bound, "--until", "2026-08-02T08:00")[2:] == [
        ("08-01T22:00", "expiry", "nothing"), ("08-02T04:30", "expiry", "sync")]
    assert "quiet hours until tomorrow 06:30" in bound.run("agent", "--dry-run", "--until", "2026-08-02T08:00").out
    bound.run("pause", "1h")
    (held, *_) = bound.at("2026-08-01T12:30").json("agent", "--dry-run", "--until", "2026-08-01T16:00")["looks"]
    assert (held["does"], held["at"]) == ("sync", "2026-08-01T13:00:00.000Z"), "the pause is over by then"
    bound.run("pause")
    (held,) = bound.json("agent", "--dry-run", "--until", "2026-08-02T08:00")["looks"]
    assert (held["does"], held["held_back_by"], held["held_back_until"]) == ("nothing", "pause", None)


def test_dry_run_looks_a_day_ahead_by_itself(bound):
    answer = bound.json("agent", "--dry-run")
    assert (answer["from"], answer["until"]) == ("2026-08-01T10:00:00.000Z", "2026-08-02T10:00:00.000Z")


def test_dry_run_of_an_empty_home_says_that_nothing_falls_due(larder):
    assert "nothing falls due" in larder.at("2026-08-01T12:00").run("agent", "--dry-run").out


@pytest.mark.parametrize("words", [("--until", "2026-08-02"), ("--dry-run", "--until", "soon")])
def test_refuses_what_it_cannot_mean(larder, words):
    larder.run("agent", *words, exit=2)


def test_does_not_run_while_time_stands_still(bound):
    assert "time stands still" in bound.run("agent", exit=2).err


@pytest.mark.parametrize("length, until", [("1h", "today 13:00"), ("tomorrow", "tomorrow 00:00"), ("2d", "2026-08-03 12:00"),
                                           (None, "resumed")])
def test_pause_says_until_when_and_shows_on_every_row(bound, length, until):
    told = bound.run("pause", *([length] if length else []))
    assert f"paused until {until}" in told.out
    assert "paused" in bound.row(NAME)["flags"] and bound.row(NAME)["state"] == "fresh"
    assert "paused" in bound.run("status").out
    bound.run("resume")
    assert bound.row(NAME)["flags"] == []
    assert "nothing was paused" in bound.run("resume").out


@pytest.mark.parametrize("length", ["soon", "0", "-1h", "0s"])
def test_pause_refuses_what_is_no_length(bound, length):
    bound.run("pause", "--", length, exit=2)
    assert bound.row(NAME)["flags"] == []


SETTINGS = {
    "metered": ("check", ["sync", "nothing"]),
    "battery": ("sync", ["check", "nothing"]),
    "quiet-rule": ("nothing", ["sync", "check"]),
    "quiet": ("off", ["22:00-07:00", "09:30-17:00"]),
    "notify-reuploads": ("yes", ["no"]),
    "notify-trouble": ("yes", ["no"]),
    "close": ("ask", ["sync", "quit"]),
    "theme": ("system", ["light", "dark"]),
}


@pytest.mark.parametrize("key", SETTINGS)
def test_settings_of_the_background_are_shown_set_and_reset(larder, key):
    usual, others = SETTINGS[key]
    assert larder.run("config", key).line == usual
    for value in others:
        larder.run("config", f"{key}={value}")
        assert larder.run("config", key).line == value
        assert larder.json("config")["settings"][key] == value
    larder.run("config", f"{key}=")
    assert larder.run("config", key).line == usual


@pytest.mark.parametrize("setting", ["metered=maybe", "close=maybe", "theme=blue", "quiet=22:00", "quiet=22:00-22:00", "quiet=9-17",
                                     "quiet=22:00-07:00-08:00", "notify-trouble=sometimes"])
def test_a_setting_that_means_nothing_is_refused_with_what_would(larder, setting):
    key, value = setting.split("=")
    answer = larder.run("config", setting, exit=2)
    assert f'{key} cannot be "{value}"' in answer.err and "write" in answer.err
