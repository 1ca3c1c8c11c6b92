"""Below freezegun and time-machine, data are judged by Python's clock: the story that Larder began with."""

from __future__ import annotations

import larder
import pytest

from support.frozentime import at

NAME = "acme/shipments"


@pytest.mark.parametrize("kind", ["freezegun", "time_machine"])
def test_loaded_hit_loaded(exports, asked, kind):
    exports.larder.run("set", NAME, "zone=UTC")
    with at("2024-08-27 09:00", kind):
        first = larder.path(NAME)
    assert len(asked()) == 1 and "--as-of 2024-08-27T09:00:00" in asked()[0]
    exports.write("orders.csv", "day,total\ntuesday,2\n")
    with at("2024-08-27 15:00", kind):
        assert larder.path(NAME) == first
    assert len(asked()) == 1, "the same calendar day: a hit"
    with at("2024-08-28 06:00", kind):
        second = larder.path(NAME)
        assert larder.path(NAME) == second
    assert len(asked()) == 2, "another day: loaded again, once"
    assert (second / "orders.csv").read_text() == "day,total\ntuesday,2\n" and second != first


@pytest.mark.parametrize("kind", ["freezegun", "time_machine"])
def test_loaded_hit_loaded_by_the_day(larder_home, kind):
    calls = []

    @larder.daily_cache(zone="UTC")
    def load(customer):
        calls.append(customer)
        return len(calls)

    results = []
    for instant in ("2024-08-27 09:00", "2024-08-27 15:00", "2024-08-28 06:00"):
        with at(instant, kind):
            results.append(load("acme"))
    assert (results, calls) == ([1, 1, 2], ["acme", "acme"])


@pytest.mark.parametrize("kind", ["freezegun", "time_machine"])
def test_invented_time_never_enters_a_real_home(exports, monkeypatch, kind):
    monkeypatch.setenv("HOME", str(exports.larder.home / "person"))
    monkeypatch.delenv("LARDER_HOME")
    exports.larder.environment.pop("LARDER_HOME")
    exports.larder.environment["HOME"] = str(exports.larder.home / "person")
    exports.larder.run("add", "acme/real", exports.folder, "--no-probe")
    with at("2024-08-27 09:00", kind), pytest.raises(larder.LarderError, match="LARDER_HOME"):
        larder.path("acme/real")


def test_the_programs_clock_is_its_own_without_a_frozen_one(exports, asked):
    larder.path(NAME)
    assert asked() == [f"path --json {NAME}"]
