"""Promise: sleep, a lost network, metering and battery hold the background back with a reason, what was missed is caught up
once, and the next boundary stays where it was. A machine that tells nothing of itself syncs."""

import shutil
from datetime import datetime, timedelta, timezone

import pytest

from support.agent import Agent, WallClock, activity, runs
from support.larder import Larder, program
from support.observe import no_requests, wait_until
from support.systembus import ASLEEP, CONNECTING, DISCONNECTED, NETWORK, SystemBus

NAME = "acme/shipments"
OFFLINE = "not asked: this machine is offline"


@pytest.fixture
def bus(tmp_path):
    with SystemBus(tmp_path) as running:
        yield running


@pytest.fixture
def clock(tmp_path) -> WallClock:
    return WallClock(tmp_path)


@pytest.fixture
def bound(larder, server, bus, clock) -> Larder:
    """Its boundary is twelve hours away, whatever the time."""
    larder.environment |= clock.environment | bus.environment
    boundary = datetime.now(timezone.utc) + timedelta(hours=12)
    server.put("acme/a.csv", b"old\n")
    larder.run("add", NAME, server.url("acme/a.csv"), "--zone", "UTC", "--policy", boundary.strftime("daily@%H:%M"))
    return larder


@pytest.fixture
def agent(bound, bus):
    """On a machine that is online, on the mains and awake; the dataset was fetched."""
    bus.offer_network()
    bus.offer_battery()
    bus.offer_sleep()
    with Agent(bound) as running:
        running.wait_for(f"{NAME}: 1 file fetched")
        yield running


def test_without_its_plug_in_for_the_network_the_agent_says_so_and_syncs(bound, bus, tmp_path, monkeypatch):
    bus.offer_network(online=False)
    folder = tmp_path / "programs"
    folder.mkdir()
    for name in ("larder", "larder-full", "larder-unpack"):
        shutil.copy2(program().parent / name, folder)
    monkeypatch.setenv("LARDER_BIN", str(folder / "larder"))
    with Agent(bound) as agent:
        said = agent.wait_for("a part of Larder cannot be loaded")
        assert "larder-network.so" in said and "install Larder again" in said
        agent.wait_for(f"{NAME}: 1 file fetched")
    assert len(agent.said("cannot be loaded")) == 1


def one_catch_up(agent: Agent, clock: WallClock, before: int, boundary: str) -> None:
    """One run came of whatever was missed; the next one is the next recheck's, and the boundary is the same."""
    agent.wait_for(f"{NAME}: nothing changed")
    assert agent.larder.row(NAME)["fresh_until"] == boundary
    clock.jump(minutes=16)
    agent.wait_for(f"{NAME}: nothing changed")
    assert runs(agent.larder) == before + 2


def test_offline_nothing_is_asked_and_online_again_it_is_caught_up_once(agent, bus, clock, server):
    boundary, before = agent.larder.row(NAME)["fresh_until"], runs(agent.larder)
    bus.set_network(online=False)
    agent.wait_for(OFFLINE)
    with no_requests(server):
        clock.jump(minutes=20)
        agent.wait_for(f"{NAME}: {OFFLINE}")
        clock.jump(minutes=20)
        bus.set_battery(True)  # a turn of events that changes nothing
    assert activity(agent.larder, "skipped") == [(NAME, OFFLINE)], "once per due look"
    bus.set_network(online=True)
    one_catch_up(agent, clock, before, boundary)


def test_behind_a_captive_portal_nothing_is_asked(agent, bus, clock, server):
    reason = "not asked: the network wants a sign-in page first"
    boundary, before = agent.larder.row(NAME)["fresh_until"], runs(agent.larder)
    bus.set_network(portal=True)
    agent.wait_for(reason)
    with no_requests(server):
        clock.jump(minutes=20)
        agent.wait_for(f"{NAME}: {reason}")
    wait_until(lambda: activity(agent.larder, "skipped") == [(NAME, reason)], "the skip is recorded")
    bus.set_network()
    one_catch_up(agent, clock, before, boundary)


def test_on_a_metered_network_it_asks_and_does_not_fetch(agent, bus, clock, server):
    bus.set_network(metered=True)
    agent.wait_for("not fetched: the network is metered")
    server.put("acme/a.csv", b"new!\n")
    server.clear_log()
    clock.jump(minutes=20)
    agent.wait_for(f"{NAME}: the source changed: 1 changed; not fetched: the network is metered")
    assert server.bodies() == []
    assert agent.larder.row(NAME)["state"] == "stale", "readers know of the change"
    bus.set_network(metered=False)
    agent.wait_for(f"{NAME}: 1 file fetched")
    assert server.bodies() == ["acme/a.csv"]


def test_a_person_may_say_what_metered_means(agent, bus, clock, server):
    agent.larder.run("config", "metered=sync")
    agent.wait_for("the settings changed")
    bus.set_network(metered=True)
    server.put("acme/a.csv", b"new!\n")
    clock.jump(minutes=20)
    agent.wait_for(f"{NAME}: 1 file fetched")
    agent.larder.run("config", "metered=nothing")
    agent.wait_for("not asked: the network is metered")


def test_on_battery_it_does_what_a_person_said(agent, bus, clock, server):
    reason = "not asked: this machine is on battery"
    boundary, before = agent.larder.row(NAME)["fresh_until"], runs(agent.larder)
    agent.larder.run("config", "battery=nothing")
    bus.set_battery(True)
    agent.wait_for(reason)
    with no_requests(server):
        clock.jump(minutes=20)
        agent.wait_for(f"{NAME}: {reason}")
    wait_until(lambda: activity(agent.larder, "skipped") == [(NAME, reason)], "the skip is recorded")
    bus.set_battery(False)
    one_catch_up(agent, clock, before, boundary)


def test_on_battery_it_may_ask_without_fetching(agent, bus, clock, server):
    agent.larder.run("config", "battery=check")
    bus.set_battery(True)
    agent.wait_for("not fetched: this machine is on battery")
    server.put("acme/a.csv", b"new!\n")
    server.clear_log()
    clock.jump(minutes=20)
    agent.wait_for(f"{NAME}: the source changed: 1 changed; not fetched: this machine is on battery")
    assert server.bodies() == []
    bus.set_battery(False)
    agent.wait_for(f"{NAME}: 1 file fetched")


def test_what_was_missed_asleep_is_caught_up_once(agent, bus, clock, server):
    boundary, before = agent.larder.row(NAME)["fresh_until"], runs(agent.larder)
    bus.set_sleep(True)
    agent.wait_for("not asked: this machine is going to sleep")
    with no_requests(server):
        clock.jump(minutes=8 * 60)
        agent.wait_for(f"{NAME}: not asked: this machine is going to sleep")
    wait_until(lambda: activity(agent.larder, "skipped") == [(NAME, "not asked: this machine is going to sleep")], "the skip is recorded")
    bus.set_sleep(False)
    one_catch_up(agent, clock, before, boundary)


def test_after_sleep_it_waits_for_the_network(agent, bus, clock, server):
    boundary, before = agent.larder.row(NAME)["fresh_until"], runs(agent.larder)
    bus.set_sleep(True)
    bus.set_network(online=False)
    agent.wait_for("not asked: this machine is going to sleep")
    with no_requests(server):
        clock.jump(minutes=8 * 60)
        bus.set_sleep(False)
        agent.wait_for(OFFLINE)
        for state in (ASLEEP, DISCONNECTED, CONNECTING):
            bus.set_network_state(state)
        agent.larder.run("pause", "1h")  # what the agent tells of it comes after all that
        agent.wait_for("pause")
        agent.larder.run("resume")
    bus.set_network(online=True)
    one_catch_up(agent, clock, before, boundary)


def test_services_may_be_missing_come_late_and_go(bound, bus, clock, server):
    with Agent(bound) as agent:
        agent.wait_for(f"{NAME}: 1 file fetched")
        bus.offer_network(online=False)
        agent.wait_for(OFFLINE)
        bus.withdraw(NETWORK[0])
        agent.wait_for("looking")
        clock.jump(minutes=20)
        agent.wait_for(f"{NAME}: nothing changed")


def test_a_directory_is_read_whatever_the_network_is(bound, bus, clock, tmp_path):
    exports = tmp_path / "exports"
    exports.mkdir()
    (exports / "a.csv").write_bytes(b"here\n")
    bus.offer_network(online=False)
    with Agent(bound) as agent:
        agent.wait_for(OFFLINE)
        bound.run("add", "acme/local", str(exports))
        agent.wait_for("acme/local: 1 file fetched")
    assert agent.said(f"{NAME}: {OFFLINE}") and agent.said(f"{NAME}: 1 file") == []
