"""What a machine tells of its network, battery and sleep, by stand-ins (python-dbusmock) on a bus of their own.

    with SystemBus(tmp_path) as bus:
        bus.offer_network()
        larder.environment |= bus.environment
        bus.set_network(online=False)

Each service is a process of its own, so that it may be missing, come late or go away. All end with the bus.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import dbus

from support.observe import wait_until

NETWORK = ("org.freedesktop.NetworkManager", "/org/freedesktop/NetworkManager", "org.freedesktop.NetworkManager")
BATTERY = ("org.freedesktop.UPower", "/org/freedesktop/UPower", "org.freedesktop.UPower")
SLEEP = ("org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager")

ASLEEP, DISCONNECTED, CONNECTING, CONNECTED_GLOBAL = 10, 20, 40, 70  # NMState
PORTAL, FULL, NONE = 2, 4, 1  # NMConnectivityState
METERED, NOT_METERED = 1, 2  # NMMetered


class SystemBus:
    def __init__(self, folder: Path):
        self.folder = Path(folder)
        self.services: dict[str, subprocess.Popen] = {}

    def __enter__(self) -> "SystemBus":
        self.daemon = subprocess.Popen(["dbus-daemon", "--session", "--nofork", "--print-address=1"],
                                       stdout=subprocess.PIPE, text=True)
        self.address = self.daemon.stdout.readline().strip()
        self.bus = dbus.bus.BusConnection(self.address)
        return self

    def __exit__(self, *_):
        for service in list(self.services):
            self.withdraw(service)
        self.bus.close()
        self.daemon.send_signal(signal.SIGTERM)
        self.daemon.wait(timeout=30)
        self.daemon.stdout.close()

    @property
    def environment(self) -> dict[str, str]:
        return {"DBUS_SYSTEM_BUS_ADDRESS": self.address}

    def offer_network(self, online: bool = True, metered: bool = False, portal: bool = False) -> None:
        self._offer(NETWORK, self._network_properties(online, metered, portal) | {
            "PrimaryConnection": dbus.ObjectPath("/"), "Devices": dbus.Array([], signature="o")})

    def set_network(self, online: bool = True, metered: bool = False, portal: bool = False) -> None:
        self._update(NETWORK, self._network_properties(online, metered, portal))

    def set_network_state(self, state: int) -> None:
        """On the way from one state to the other, of which nothing else is known."""
        self._update(NETWORK, {"State": dbus.UInt32(state), "Connectivity": dbus.UInt32(0)})

    def offer_battery(self, in_use: bool = False) -> None:
        self._offer(BATTERY, {"OnBattery": dbus.Boolean(in_use)})

    def set_battery(self, in_use: bool) -> None:
        self._update(BATTERY, {"OnBattery": dbus.Boolean(in_use)})

    def offer_sleep(self) -> None:
        self._offer(SLEEP, {"PreparingForSleep": dbus.Boolean(False)})

    def set_sleep(self, is_about_to: bool) -> None:
        """As logind tells it: before the machine sleeps, and after it woke."""
        self._mock(SLEEP).EmitSignal(SLEEP[2], "PrepareForSleep", "b", [dbus.Boolean(is_about_to)])

    def withdraw(self, service: str) -> None:
        process = self.services.pop(service)
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)

    def _network_properties(self, online: bool, metered: bool, portal: bool) -> dict:
        return {"State": dbus.UInt32(CONNECTED_GLOBAL if online else DISCONNECTED),
                "Connectivity": dbus.UInt32(PORTAL if portal else FULL if online else NONE),
                "Metered": dbus.UInt32(METERED if metered else NOT_METERED)}

    def _offer(self, service: tuple[str, str, str], properties: dict) -> None:
        with open(self.folder / "systembus.log", "ab") as log:
            self.services[service[0]] = subprocess.Popen(
                [sys.executable, "-m", "dbusmock", "--system", *service], env=os.environ | self.environment,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        wait_until(lambda: self.bus.name_has_owner(service[0]), f"{service[0]} is there")
        self._mock(service).AddProperties(service[2], dbus.Dictionary(properties, signature="sv"))
        plain = {name: value for name, value in properties.items() if isinstance(value, (dbus.UInt32, dbus.Boolean))}
        self._update(service, plain)  # tells those who were quicker

    def _mock(self, service: tuple[str, str, str]) -> dbus.Interface:
        return dbus.Interface(self.bus.get_object(service[0], service[1]), "org.freedesktop.DBus.Mock")

    def _update(self, service: tuple[str, str, str], properties: dict) -> None:
        self._mock(service).UpdateProperties(service[2], dbus.Dictionary(properties, signature="sv"))
